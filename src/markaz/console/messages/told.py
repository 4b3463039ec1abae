"""Two messages that may tell one story, as a page says it: the reasons, and what differs."""

from dataclasses import dataclass

from django.utils.functional import Promise

from markaz.actions.voices.telling import Told
from markaz.console import wording
from markaz.console.messages.words import FIELDS
from markaz.consolidation.voices import Voices


@dataclass(frozen=True, slots=True)
class Shown:
    """Both references with their messages; reasons in the page's language; each differing field."""

    sides: tuple[tuple[str, int], ...]
    reasons: tuple[str, ...]
    differing: tuple[tuple[str | Promise, str, str], ...]


def shown(one: Told) -> Shown:
    """Two drafts of messages as a page shows them."""
    sides = tuple(zip(one.references, one.messages, strict=True))
    return Shown(sides, reasons(one.voices), differing(one.voices))


def reasons(voices: Voices) -> tuple[str, ...]:
    """The words that agree, in the language of the page."""
    said = (reason.sentence for reason in voices.reasons)
    lang = wording.language()
    return tuple(one.ur if lang == "ur" else one.en for one in said)


def differing(voices: Voices) -> tuple[tuple[str | Promise, str, str], ...]:
    """Each field that both state otherwise, with the words of both."""
    return tuple((FIELDS[name], ours, theirs) for name, ours, theirs in voices.differing)
