"""Which words make messages one story: of briefs beside each other, and of a pair in the queue.

Briefs are aggregates, which join nothing: they are shown to the person who judges pairs, with the
reasons and with what each states otherwise, and no value is chosen.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain, combinations

from markaz.accounts.models import User
from markaz.actions.voices import doubts
from markaz.actions.voices.doubts import Heard
from markaz.actions.voices.heard import COMPARED, drafts_of
from markaz.actions.voices.words import Groups, groups, permit, sides, still_so
from markaz.consolidation.voices import Voices, one_story
from markaz.records.kinds import Verdict
from markaz.records.statement import Scope
from markaz.store.messages import judged, kept
from markaz.store.messages.judged import Act, Pair
from markaz.store.models import BriefWord

# Words on briefs that a page tells of: the last ones.
_LATEST = 20


@dataclass(frozen=True, slots=True)
class Told:
    """Two drafts that may tell one story: their references and messages, and why.

    `before` is a person's word on two briefs that state something else since it was said.
    """

    references: tuple[str, str]
    messages: tuple[int, int]
    voices: Voices
    before: BriefWord | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """A word on two briefs, by what both are called; what became of it since.

    `overruled` where later words on others leave no room for it, `lapsed` where one of the two
    states something else by now and the pair is asked about anew.
    """

    act: Act
    references: tuple[str, str]
    overruled: bool
    lapsed: bool


def briefs(*, by: User) -> tuple[Told, ...]:
    """The briefs, filed or among the latest messages, that may sum the same, the latest first.

    Those that people's words answer are left out, unless what either states has changed since.
    """
    permit(by)
    found = [
        (row, draft)
        for row in kept.recent(at_most=COMPARED)
        for draft in drafts_of(row)
        if draft.statement.scope == Scope.WHOLE
    ]
    said = judged.standing()
    sure = groups(word for word in said.values() if still_so(word))
    # Both of two that were filed count until somebody answers, however long ago they came.
    told = dict(_pairs(chain(combinations(found, 2), doubts.filed(sure))))
    waiting = sorted(told, key=lambda pair: (pair[1], pair[0]), reverse=True)
    return tuple(
        replace(told[pair], before=said.get(pair)) for pair in waiting if not sure.answered(pair)
    )


def judged_briefs(*, by: User, of: int | None = None) -> tuple[Said, ...]:
    """The last words on briefs, the latest first, those taken back among them; of one message."""
    permit(by)
    sure = groups(judged.standing().values())
    return tuple(_said(one, sure) for one in judged.acts(of=of, at_most=_LATEST))


def of_reports(left: int, right: int, *, by: User) -> tuple[Told, ...]:
    """Why the messages that two reports were filed from may tell one story; empty where nothing."""
    permit(by)
    found = [
        (row, draft)
        for row in kept.of_reports((left, right))
        for draft in drafts_of(row)
        if (became := kept.settled(row).get(draft.begins)) and became.report in (left, right)
    ]
    return tuple(told for _, told in _pairs(combinations(found, 2)))


def _pairs(found: Iterable[tuple[Heard, Heard]]) -> Iterator[tuple[Pair, Told]]:
    """Each two of these that may tell one story, the earlier message first in the pair."""
    for (row, draft), (beside, other) in found:
        if row.id == beside.id:
            continue
        voices = one_story(draft.statement, other.statement)
        if voices is not None:
            pair = sorted([(row.id, draft.begins), (beside.id, other.begins)])
            told = Told((draft.reference, other.reference), (row.id, beside.id), voices)
            yield (pair[0], pair[1]), told


def _said(one: Act, sure: Groups) -> Said:
    word, (left, right) = one.word, one.pair
    now = sides(word)
    rows = word.left, word.right
    names = [one.reference if one else str(row) for one, row in zip(now, rows, strict=True)]
    held = right in sure.told_with(left)
    return Said(
        one,
        (names[0], names[1]),
        overruled=one.taken_back is None and held != (word.verdict == Verdict.POSITIVE),
        lapsed=one.taken_back is None and not still_so(word),
    )
