"""What becomes of one text: a value, a value with a question, or a refusal in one sentence."""

from collections.abc import Callable
from typing import NamedTuple

_SHOWN = 60


class Doubtful(NamedTuple):
    """A value that stands, with the question that goes back to the agency."""

    value: object
    sentence: str


class Outcome(NamedTuple):
    """What one distinct text turned into; `sentence` is empty where nothing is in doubt."""

    value: object
    sentence: str = ""
    refused: bool = False


Cleaner = Callable[[str], object]


def outcome(texts: list[str], *, clean: Callable[..., object], empty: object) -> Outcome:
    """The texts as cleaned; a ValueError of the cleaner becomes a refusal with its sentence."""
    if not any(texts):
        return Outcome(empty)
    try:
        value = clean(*texts)
    except ValueError as error:
        return Outcome(None, _short(str(error), texts), refused=True)
    if isinstance(value, Doubtful):
        return Outcome(value.value, _short(value.sentence, texts))
    return Outcome(value)


def _short(sentence: str, texts: list[str]) -> str:
    """The sentence with a long text only begun: the row as written holds the whole of it."""
    for text in texts:
        if len(text) > _SHOWN:
            sentence = sentence.replace(text, text[:_SHOWN] + "…")
    return sentence
