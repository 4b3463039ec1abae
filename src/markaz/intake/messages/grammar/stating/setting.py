"""What all statements of one message share."""

from collections.abc import Set
from dataclasses import dataclass
from datetime import date

from markaz.intake.messages.grammar.stating.words import Words


@dataclass(frozen=True, slots=True)
class Setting:
    """The words of a message, its day, whether it clears a crop, and the provinces it names."""

    words: Words
    on: date | None
    clearing: bool
    near: Set[str]
