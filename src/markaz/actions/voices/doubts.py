"""Filed briefs that may sum the same events, while nobody says: a sum counts each till then."""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime

from markaz.actions.voices.heard import FILED
from markaz.actions.voices.words import Groups, brief_at, groups, still_so
from markaz.consolidation.voices import one_story
from markaz.intake.messages.drafts import MessageDraft
from markaz.records.statement import Scope
from markaz.store.messages import judged, kept
from markaz.store.messages.kept import FiledBrief
from markaz.store.models import MessageRow

Heard = tuple[MessageRow, MessageDraft]


def unjudged(numbers: Collection[int], *, at: datetime | None = None) -> list[tuple[int, int]]:
    """Each two of these reports that may sum the same events, as far as was said by a moment.

    For whoever sees the reports: why they may, and what their messages say, is the centre's.
    """
    said = groups(word for word in judged.standing(at=at).values() if still_so(word))
    return sorted(
        (min(pair), max(pair))
        for pair, ((_, one), (_, other)) in _asked(said, numbers)
        if one_story(one.statement, other.statement) is not None
    )


def filed(said: Groups) -> Iterator[tuple[Heard, Heard]]:
    """Each two filed briefs of days that meet, where none of these words says what they are."""
    yield from (heard for _, heard in _asked(said, None))


def _asked(
    said: Groups, numbers: Collection[int] | None
) -> Iterator[tuple[tuple[int, int], tuple[Heard, Heard]]]:
    """Their reports and what is heard in them, the later message first.

    A message is read only where it is to be compared with another.
    """
    met = [
        (left, right) if left.message > right.message else (right, left)
        for left, right in _meeting(kept.filed_briefs(numbers, at_most=FILED))
        if left.message != right.message
        and not said.answered(((left.message, left.begins), (right.message, right.begins)))
    ]
    rows = kept.of_numbers({one.message for pair in met for one in pair})
    for left, right in met:
        one, other = (brief_at(rows[side.message], side.begins) for side in (left, right))
        if one and other and one.statement.scope == other.statement.scope == Scope.WHOLE:
            heard = (rows[left.message], one), (rows[right.message], other)
            yield (left.report, right.report), heard


def _meeting(briefs: Iterable[FiledBrief]) -> Iterator[tuple[FiledBrief, FiledBrief]]:
    """Each two that share a day, without looking at each with every other."""
    open_: list[FiledBrief] = []
    for one in sorted(briefs, key=lambda brief: brief.first):
        open_ = [before for before in open_ if before.last >= one.first]
        yield from ((before, one) for before in open_)
        open_.append(one)
