"""Matching reports as they come: by form, file, API or partner, against all that stand."""

from collections.abc import Collection
from datetime import datetime
from functools import lru_cache
from pathlib import Path

import duckdb
import pyarrow as pa

from markaz.accounts.models import User
from markaz.actions import grouping
from markaz.actions.consolidation import index_folder
from markaz.consolidation import index, keys
from markaz.consolidation.evidence import evidence
from markaz.consolidation.matching import match_some
from markaz.consolidation.weights.yardstick import Yardstick
from markaz.governance.audit import Event
from markaz.store.incidents import links, pairs
from markaz.store.incidents.arrivals import laid_out

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
        known = _index(index_folder(run.id))
    except FileNotFoundError:
        return None
    links.alone()
    with laid_out(numbers) as connection:
        told = evidence(connection)
    found = _keys(told)
    candidates = _candidates(found, known)
    others = set(candidates["left"].to_pylist()) | set(candidates["right"].to_pylist())
    beside = _evidence(others - set(told["number"].to_pylist()), known)
    compared = pa.concat_tables([told, *beside]).sort_by("number")
    kept = match_some(candidates, compared, model=model, yardstick=Yardstick(**run.yardstick))
    pairs.replace_pairs_of(numbers, kept)
    pairs.keep_arrivals(told, found)
    because = grouping.Because(
        Event.REPORTS_CONSOLIDATED, subject="arrivals", details={"reports": len(numbers)}
    )
    return grouping.regroup(numbers, model=model, because=because, by=by, now=now)


def waiting() -> int:
    """How many standing reports no full or single match has looked at yet."""
    return pairs.unmatched(pairs.latest_run())


def evidence_of(numbers: Collection[int], *, run: int) -> pa.Table:
    """What these reports brought to their comparison, in the order of their numbers."""
    try:
        told = pa.concat_tables(_evidence(set(numbers), _index(index_folder(run))))
    except FileNotFoundError:
        told = None
    if told is None or told.num_rows < len(set(numbers)):
        # The run's files are gone, or one came while no match was possible: read them again.
        with laid_out(numbers) as connection:
            told = evidence(connection)
    return told.sort_by("number")


@lru_cache(maxsize=2)
def _index(folder: Path) -> index.Index:
    return index.read(folder)


def _keys(told: pa.Table) -> pa.Table:
    with duckdb.connect() as connection:
        connection.register("evidence", told)
        return keys.keys(connection)


def _candidates(found: pa.Table, known: index.Index) -> pa.Table:
    """Each new report with every other that shares a fine key; never two of one agency."""
    met: set[tuple[int, int]] = set()
    for number, shared in index.keys_by_report(found).items():
        others = known.sharing(shared).numbers | pairs.arrivals_sharing(shared)
        met.update((min(number, other), max(number, other)) for other in others - {number})
    inside = index.keys_by_key(found)
    for group in inside.values():
        met.update((a, b) for at, a in enumerate(group) for b in group[at + 1 :])
    agencies = pairs.agencies({number for pair in met for number in pair})
    chosen = sorted(
        (left, right)
        for left, right in met
        if left in agencies and right in agencies and agencies[left] != agencies[right]
    )
    return pa.table(
        {
            "left": pa.array([left for left, _ in chosen], pa.int64()),
            "right": pa.array([right for _, right in chosen], pa.int64()),
        }
    )


def _evidence(numbers: set[int], known: index.Index) -> list[pa.Table]:
    """What the other reports bring, the later word first."""
    lately = pairs.arrived(numbers)
    newer = {number for table in lately for number in table["number"].to_pylist()}
    return [known.evidence(numbers - newer), *lately]
