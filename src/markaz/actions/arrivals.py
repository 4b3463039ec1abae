"""Matching reports as they come: by form, file, API or partner, against all that stand."""

from collections.abc import Collection, Iterable, Set
from datetime import datetime
from functools import lru_cache
from pathlib import Path

import pyarrow as pa

from markaz.accounts.models import User
from markaz.actions import grouping
from markaz.actions.consolidation import index_folder
from markaz.consolidation import index
from markaz.consolidation.evidence import EVIDENCE
from markaz.consolidation.keys import LARGEST_BUCKET
from markaz.consolidation.matching import match_some
from markaz.consolidation.single import Filed, by_key, evidence_of, keys_of
from markaz.consolidation.weights.yardstick import Yardstick
from markaz.governance.audit import Event
from markaz.store.incidents import arrivals, links, pairs

# More than this at once are a full run's work: it compares them together, not one by one.
MOST = 20_000


def match_arrivals(numbers: Collection[int], *, by: User, now: datetime) -> links.Change | None:
    """Match new or revised reports against the ledger, in the caller's transaction.

    Gives the links added and ended; None where a full run has to come first (there was none yet,
    its files are gone, its model is another, or these are too many at once).
    """
    run = pairs.latest_run()
    model = grouping.model_in_use()
    if not numbers or run is None or run.model != model.name or len(numbers) > MOST:
        return None
    try:
        known = index.read(index_folder(run.id))
    except FileNotFoundError:
        return None
    links.alone()
    came = evidence_of(_filed(numbers))
    keys = _keys(came)
    freed = _freed(keys, known)
    again = _as_known(freed, known)
    told = _in_order(came, *again)
    keys |= _keys(*again)
    met, lately = _met(keys, known)
    compared = _in_order(told, lately, known.evidence(_unheard(met, told, lately)))
    kept = match_some(
        _candidates(keys, met, compared),
        compared,
        model=model,
        measured=_yardstick(run.id, run.at, index_folder(run.id)),
    )
    pairs.replace_pairs_of(keys, kept)
    arrivals.remember(told, keys)
    because = grouping.Because(
        Event.REPORTS_CONSOLIDATED, subject="arrivals", details={"reports": len(numbers)}
    )
    return grouping.regroup(freed.union(numbers), model=model, because=because, by=by, now=now)


def waiting() -> int:
    """How many standing reports no full or single match has looked at yet."""
    return pairs.unmatched(pairs.latest_run())


def evidence_told(numbers: Collection[int], *, run: int) -> pa.Table:
    """What these reports brought to their comparison, in the order of their numbers."""
    try:
        told = _as_known(numbers, index.read(index_folder(run)))
    except FileNotFoundError:
        told = [_lately(numbers)]
    # The run's files are gone, or one came while no match was possible: read them again.
    missing = set(numbers) - _numbers(*told)
    return _in_order(*told, evidence_of(_filed(missing)))


@lru_cache(maxsize=2)
def _yardstick(run: int, _at: datetime, _of: Path) -> Yardstick:
    # Kept by what tells this run from one of the same number in another home or restored state.
    return Yardstick(**pairs.yardstick(run))


def _filed(numbers: Collection[int]) -> Iterable[Filed]:
    return (
        Filed(one.report, one.lines, one.persons, one.means) for one in arrivals.standing(numbers)
    )


def _keys(*told: pa.Table) -> dict[int, set[int]]:
    return {row["number"]: keys_of(row) for table in told for row in table.to_pylist()}


def _as_known(numbers: Collection[int], known: index.Index) -> list[pa.Table]:
    """The evidence of these reports as it was before anything came now."""
    lately = _lately(numbers)
    return [lately, known.evidence(set(numbers) - _numbers(lately))]


def _lately(numbers: Iterable[int]) -> pa.Table:
    """The evidence of those of these reports that came since the last full run."""
    return arrivals.evidence(numbers, schema=EVIDENCE)


def _in_order(*tables: pa.Table) -> pa.Table:
    """All rows by their numbers, in one piece; each table has its own in order."""
    some = [table for table in tables if table.num_rows] or [EVIDENCE.empty_table()]
    if len(some) > 1:
        some = [pa.concat_tables(some).sort_by("number")]
    return some[0].combine_chunks()


def _freed(keys: dict[int, set[int]], known: index.Index) -> set[int]:
    """Reports under a key that too many shared, and no longer since revised reports left it.

    A full run would now compare them with one another.
    """
    left: dict[int, set[int]] = {}
    for number, before in _keys(*_as_known(keys, known)).items():
        for key in before - keys[number]:
            left.setdefault(key, set()).add(number)
    found, _ = _under(left, known, but=keys.keys())
    return {
        number
        for key, group in found.items()
        if len(group) <= LARGEST_BUCKET < len(group | left[key])
        for number in group
    }


def _met(keys: dict[int, set[int]], known: index.Index) -> tuple[dict[int, set[int]], pa.Table]:
    """The reports under each fine key of the new ones, and the evidence of the lately come."""
    own = by_key(keys)
    others, lately = _under(own, known, but=keys.keys())
    met = {key: group | others[key] for key, group in own.items()}
    return {key: group for key, group in met.items() if len(group) <= LARGEST_BUCKET}, lately


def _under(
    keys: Collection[int], known: index.Index, *, but: Set[int]
) -> tuple[dict[int, set[int]], pa.Table]:
    """The reports under each key but those named, and the evidence of the lately come."""
    before, since = known.sharing(keys), arrivals.sharing(keys)
    everybody = set().union(*before.values(), *since.values())
    lately = _lately(everybody - but)
    # A report that came again is found by what it says now, not by what the last run knew.
    moved = _numbers(lately) | but
    found = {key: (before.get(key, set()) - moved) | (since.get(key, set()) - but) for key in keys}
    return found, lately


def _unheard(met: dict[int, set[int]], *heard: pa.Table) -> set[int]:
    """The reports under the keys whose evidence is still to be looked up."""
    return {number for group in met.values() for number in group} - _numbers(*heard)


def _numbers(*tables: pa.Table) -> set[int]:
    return {number for table in tables for number in table["number"].to_pylist()}


def _candidates(
    keys: dict[int, set[int]], met: dict[int, set[int]], compared: pa.Table
) -> pa.Table:
    """Each new report with every other that shares a fine key; never two of one agency."""
    agencies = dict(
        zip(compared["number"].to_pylist(), compared["agency"].to_pylist(), strict=True)
    )
    chosen = sorted(
        {
            (min(number, other), max(number, other))
            for number, shared in keys.items()
            for key in shared
            for other in met.get(key, ())
            if agencies.get(other, agencies[number]) != agencies[number]
        }
    )
    return pa.table(
        {
            "left": pa.array([left for left, _ in chosen], pa.int64()),
            "right": pa.array([right for _, right in chosen], pa.int64()),
        }
    )
