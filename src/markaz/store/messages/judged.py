"""What people said of two briefs: append-only, the latest word that was not taken back.

Which reports sum one brief because of it stands beside, with its days, for whoever adds them up.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db.models import Q

from markaz.records.kinds import Verdict
from markaz.store.bulk import one_at_a_time
from markaz.store.models import BriefLink, BriefWord, MessageDraftRow

# A draft by the message it was read from and the place of the text where it begins.
Brief = tuple[int, int]
Pair = tuple[Brief, Brief]


@dataclass(frozen=True, slots=True)
class Act:
    """One word on two briefs, and the row that took it back, if it was."""

    word: BriefWord
    taken_back: BriefWord | None

    @property
    def pair(self) -> Pair:
        """Both briefs, the earlier message's first."""
        return pair_of(self.word)


def alone() -> None:
    """Let nobody else say a word on briefs, or file one, before this transaction ends.

    Whoever files a report holds the log by the time its brief is looked up: taking the log's own
    lock first keeps the two from waiting for each other.
    """
    one_at_a_time("audit")


def pair_of(word: BriefWord) -> Pair:
    """The two briefs that a word is about."""
    return (word.left_id, word.left_begins), (word.right_id, word.right_begins)


def say(  # noqa: PLR0913 (keyword-only, each a column)
    pair: Pair,
    verdict: Verdict,
    *,
    key: str,
    by: str,
    now: datetime,
    reason: str = "",
    withdraws: int | None = None,
) -> BriefWord:
    """Keep a word on two briefs, the earlier message's first."""
    (left, left_begins), (right, right_begins) = pair
    return BriefWord.objects.create(
        left_id=left,
        left_begins=left_begins,
        right_id=right,
        right_begins=right_begins,
        verdict=verdict,
        withdraws=withdraws,
        key=key,
        reason=reason,
        by=by,
        at=now.astimezone(UTC),
    )


def take_back(word: BriefWord, *, by: str, now: datetime) -> BriefWord:
    """Take a word back, as if it had never been said."""
    back, pair = Verdict.WITHDRAWN, pair_of(word)
    return say(pair, back, key=word.key, withdraws=word.id, by=by, now=now)


def act(number: int) -> Act | None:
    """One word by its number; None where nobody said it."""
    rows = BriefWord.objects.filter(Q(id=number) | Q(withdraws=number)).order_by("id")
    return next((one for one in _acts(rows) if one.word.id == number), None)


def acts(*, of: int | None = None, at_most: int) -> tuple[Act, ...]:
    """The last words on briefs, taken back or not, the latest first; of one message or of all."""
    rows = BriefWord.objects.exclude(verdict=Verdict.WITHDRAWN)
    if of is not None:
        rows = rows.filter(Q(left=of) | Q(right=of))
    latest = set(rows.order_by("-id").values_list("id", flat=True)[:at_most])
    found = BriefWord.objects.filter(Q(id__in=latest) | Q(withdraws__in=latest))
    return tuple(sorted(_acts(found), key=lambda one: -one.word.id))


def standing(*, at: datetime | None = None) -> dict[Pair, BriefWord]:
    """The word that stands on each two briefs, the earliest first; of a moment or of today."""
    rows = BriefWord.objects.order_by("id")
    found: dict[Pair, BriefWord] = {}
    for one in _acts(rows if at is None else rows.filter(at__lte=at)):
        if one.taken_back is None:
            # Taken out first, so that a pair judged again stands where its last word does.
            found.pop(one.pair, None)
            found[one.pair] = one.word
    return found


def reports_of(briefs: Collection[Brief]) -> dict[Brief, int]:
    """The report that was filed from each of these briefs, where one was."""
    rows = MessageDraftRow.objects.filter(
        message__in={message for message, _ in briefs}, report__isnull=False
    )
    found = {(row.message_id, row.begins): row.report for row in rows if row.report is not None}
    return {brief: found[brief] for brief in briefs if brief in found}


def link(groups: Iterable[frozenset[int]], *, now: datetime) -> tuple[int, ...]:
    """Let exactly these reports be held to sum one brief each; what stands already is left.

    Gives the reports that something changed for.
    """
    held: dict[int, set[int]] = defaultdict(set)
    for number, brief in BriefLink.objects.filter(known_to=None).values_list("number", "brief"):
        held[brief].add(number)
    wanted = {min(group): set(group) for group in groups}
    at = now.astimezone(UTC)
    ended = [brief for brief, group in held.items() if wanted.get(brief) != group]
    BriefLink.objects.filter(known_to=None, brief__in=ended).update(known_to=at)
    added = [
        BriefLink(number=number, brief=brief, known_from=at)
        for brief, group in wanted.items()
        if held.get(brief) != group
        for number in sorted(group)
    ]
    BriefLink.objects.bulk_create(added)
    moved = {number for brief in ended for number in held[brief]}
    return tuple(sorted(moved.union(link.number for link in added)))


def _acts(rows: Iterable[BriefWord]) -> Iterator[Act]:
    every = list(rows)
    back = {row.withdraws: row for row in every if row.verdict == Verdict.WITHDRAWN}
    for row in every:
        if row.verdict != Verdict.WITHDRAWN:
            yield Act(row, back.get(row.id))
