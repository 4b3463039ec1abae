"""The wordings of messages: which words count, bound, name a kind of person or part two events."""

from dataclasses import dataclass

from markaz.data.tables import rows


@dataclass(frozen=True, slots=True)
class Wording:
    """Words as written, what they do in a sentence, and the code or number that they mean."""

    words: str
    role: str
    code: str


def wordings() -> tuple[Wording, ...]:
    """Every row of the table, in its order."""
    return tuple(Wording(row["words"], row["role"], row["code"]) for row in rows("message_words"))
