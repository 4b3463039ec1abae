"""One file as received, and what became of each of its rows."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SetAside:
    """A row that could not be read: kept, shown, counted, never guessed.

    `each` holds every column that was refused with its own sentence, where there are several.
    """

    row: int
    column: str
    reason: str
    as_written: dict[str, str]
    each: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """A row that was kept but needs an answer from the agency."""

    row: int
    column: str
    sentence: str
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of the rows of a file: kept + set aside, kept = new + revised + unchanged."""

    rows: int = 0
    new: int = 0
    revised: int = 0
    unchanged: int = 0
    set_aside: int = 0
    questions: int = 0

    @property
    def kept(self) -> int:
        """Rows that stand in the ledger after this file."""
        return self.new + self.revised + self.unchanged

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            rows=self.rows + other.rows,
            new=self.new + other.new,
            revised=self.revised + other.revised,
            unchanged=self.unchanged + other.unchanged,
            set_aside=self.set_aside + other.set_aside,
            questions=self.questions + other.questions,
        )

    def as_dict(self) -> dict[str, int]:
        """The tally under the names machines read."""
        return {
            "rows": self.rows,
            "kept": self.kept,
            "new": self.new,
            "revised": self.revised,
            "unchanged": self.unchanged,
            "set_aside": self.set_aside,
            "questions": self.questions,
        }
