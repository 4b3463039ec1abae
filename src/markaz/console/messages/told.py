"""Messages that tell one story, or may, as a page says it: the reasons, and what differs."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from markaz.actions.voices.beside import Also
from markaz.actions.voices.telling import Said, Told
from markaz.console import wording
from markaz.console.messages.words import FIELDS
from markaz.consolidation.voices import Reason
from markaz.records.kinds import Verdict
from markaz.store.models import BriefWord

VERDICTS: dict[str, str | Promise] = {
    Verdict.POSITIVE: _("One brief, told twice"),
    Verdict.NEGATIVE: _("Two different briefs"),
}
Sides = tuple[tuple[str, int], ...]
Differing = tuple[tuple[str | Promise, str, str], ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """Both references with their messages; reasons in the page's language; each differing field.

    `before` is a word on them that no longer fits what they state, and `verdict` what it said;
    `one` where a person said that they are one brief.
    """

    sides: Sides
    reasons: tuple[str, ...]
    differing: Differing
    before: BriefWord | None = None
    verdict: str | Promise = ""
    one: bool = False


@dataclass(frozen=True, slots=True)
class SaidShown:
    """A word on two briefs in the language of the page."""

    said: Said
    sides: Sides
    verdict: str | Promise


def shown(one: Told) -> Shown:
    """Two drafts of messages as a page shows them."""
    before = one.before
    return Shown(
        tuple(zip(one.references, one.messages, strict=True)),
        _reasons(one.voices.reasons),
        _differing(one.voices.differing),
        before,
        VERDICTS[before.verdict] if before else "",
    )


def beside(reference: str, message: int, also: Iterable[Also]) -> list[Shown]:
    """A draft beside each that tells the same, or may."""
    return [
        Shown(
            ((reference, message), (one.reference, one.message)),
            _reasons(one.reasons),
            _differing(one.differing),
            one=one.one,
        )
        for one in also
    ]


def of_report(found: Iterable[tuple[str, int, tuple[Also, ...]]]) -> list[Shown]:
    """The brief that a report was filed from beside each other teller of it."""
    return [each for name, message, also in found for each in beside(name, message, also)]


def said(one: Said) -> SaidShown:
    """A word on two briefs as a page shows it."""
    word = one.act.word
    sides = tuple(zip(one.references, (word.left_id, word.right_id), strict=True))
    return SaidShown(one, sides, VERDICTS[word.verdict])


def _reasons(found: Iterable[Reason]) -> tuple[str, ...]:
    """The words that agree, in the language of the page."""
    said = (reason.sentence for reason in found)
    lang = wording.language()
    return tuple(one.ur if lang == "ur" else one.en for one in said)


def _differing(found: Iterable[tuple[str, str, str]]) -> Differing:
    """Each field that both state otherwise, with the words of both."""
    return tuple((FIELDS[name], ours, theirs) for name, ours, theirs in found)
