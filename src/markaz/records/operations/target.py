"""What an operation names as its target: a telephone, a plate, a document, an account, a person."""

from dataclasses import dataclass, field

# The kind of a person who is named; every other kind is one of number.
NAME = "name"


@dataclass(frozen=True, slots=True, order=True)
class Target:
    """A number, or a person's name, in its canonical form, however it was written.

    `keys` are those of a look-up: one of a number, several of a name, of which any may be shared.
    """

    kind: str
    canonical: str
    written: str = field(compare=False)
    keys: frozenset[int] = field(compare=False, default=frozenset())
