"""Reports of messages that may tell one story: proposed to a person in the queue of pairs in doubt.

The matcher never compares two reports of one agency, and knows nothing of a message's words.
What it would make of such a pair is kept, but the pair always waits and is never joined by itself.
"""

from collections.abc import Collection, Iterator
from datetime import datetime
from itertools import combinations
from math import inf

from django.db import transaction

from markaz.accounts.models import User
from markaz.actions import grouping
from markaz.actions.voices.heard import COMPARED, drafts_of
from markaz.consolidation.pairs import Kept, Pair
from markaz.consolidation.single import Filed, evidence_of
from markaz.consolidation.voices import one_story
from markaz.consolidation.weighing import weigh
from markaz.consolidation.weights.yardstick import Yardstick
from markaz.governance.audit import Event
from markaz.records.statement import Statement
from markaz.store import audit
from markaz.store.incidents import arrivals, pairs
from markaz.store.messages import kept
from markaz.store.models import MessageRow


def propose(report: int, *, by: User, now: datetime) -> tuple[Pair, ...]:
    """Let a report that was filed from a message wait beside those that may tell the same.

    Call it in the transaction that filed it.  Gives the pairs that wait because of it.
    """
    added = _add_pairs(_told(of=report))
    if added:
        because = grouping.Because(
            Event.REPORTS_CONSOLIDATED,
            subject=f"messages beside report {report}",
            details={"pairs": [list(pair) for pair in added]},
        )
        numbers = {number for pair in added for number in pair}
        model = grouping.model_in_use()
        grouping.regroup(numbers, model=model, because=because, by=by, now=now)
    return added


@transaction.atomic
def propose_all(*, by: User, now: datetime) -> tuple[Pair, ...]:
    """Let every two reports wait whose messages, among the latest, may tell one story.

    Part of a full run: what waits because of it is grouped with all else.
    """
    added = _add_pairs(_told())
    if added:
        audit.log(
            Event.REPORTS_CONSOLIDATED,
            by=by,
            now=now,
            subject="messages of one story",
            details={"pairs": [list(pair) for pair in added]},
        )
    return added


def _told(*, of: int | None = None) -> set[Pair]:
    """The pairs of reports whose messages, among the latest, may tell one story; of one or all."""
    filed = [told for row in kept.recent(at_most=COMPARED) for told in _filed(row)]
    return {
        (min(ours, theirs), max(ours, theirs))
        for (ours, left, one), (theirs, right, other) in combinations(filed, 2)
        if left != right
        and ours != theirs
        and of in (None, ours, theirs)
        and one_story(one, other) is not None
    }


def _add_pairs(wanted: Collection[Pair]) -> tuple[Pair, ...]:
    """Add these pairs to those that were weighed, where none of them waits or is joined already.

    None is added before the first full run: it is added by it.
    """
    run, model = pairs.latest_run(), grouping.model_in_use()
    if not wanted or run is None or run.model != model.name:
        return ()
    least, most = grouping.mbits(model.review), grouping.mbits(model.automatic) - 1
    known = {pair for pair, row in pairs.rows(wanted).items() if row.weight_mbits >= least}
    standing = arrivals.standing({number for pair in wanted for number in pair})
    told = evidence_of(Filed(one.report, one.lines, one.persons, one.means) for one in standing)
    events = [pair for pair in wanted if pair not in known and told.keys() >= set(pair)]
    measured = Yardstick(**pairs.yardstick(run.id))
    weighed = weigh(events, told, model=model, measured=measured, least=-inf)
    pairs.put([_waiting(one, least=least, most=most) for one in weighed])
    return tuple((one.left, one.right) for one in weighed)


def _waiting(one: Kept, *, least: int, most: int) -> Kept:
    return one._replace(weight_mbits=min(max(one.weight_mbits, least), most))


def _filed(row: MessageRow) -> Iterator[tuple[int, int, Statement]]:
    """The reports that were filed from a message, each with its statement."""
    settled = kept.settled(row)
    if not any(one.report for one in settled.values()):
        return
    for draft in drafts_of(row):
        became = settled.get(draft.begins)
        if became is not None and became.report is not None:
            yield became.report, row.id, draft.statement
