"""A number that an operation names as its target: a telephone, a plate, a document, an account."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, order=True)
class Target:
    """A number in its canonical form, however it was written; `key` is that of a look-up."""

    kind: str
    canonical: str
    written: str = field(compare=False)
    key: int = field(compare=False)
