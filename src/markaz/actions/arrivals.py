"""Matching reports as they come: by form, file, API or partner, against all that stand."""

from collections.abc import Collection, Iterable, Set
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from markaz.accounts.models import User
from markaz.actions import grouping
from markaz.actions.consolidation import index_folder
from markaz.consolidation import index
from markaz.consolidation.evidence import EVIDENCE, Evidence
from markaz.consolidation.keys import LARGEST_BUCKET
from markaz.consolidation.pairs import LEAST, Kept, Pair
from markaz.consolidation.single import Filed, by_key, evidence_of, keys_of
from markaz.consolidation.weighing import weigh
from markaz.consolidation.weights.model import Model
from markaz.consolidation.weights.yardstick import Yardstick
from markaz.governance.audit import Event
from markaz.store.incidents import arrivals, links, pairs

# More than this at once are a full run's work: it compares them together, not one by one.
MOST = 20_000
# So many of them are weighed at a time: each may meet hundreds of others.
_AT_ONCE = 500

# The keys of each report.
Keys = dict[int, set[int]]


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
    before = _as_known(keys, known)
    freed = _freed(keys, before, known)
    again = _as_known(freed, known)
    told, keys = {**came, **again}, {**keys, **_keys(again)}
    kept = _weighed(
        told,
        keys,
        known,
        model=model,
        measured=_yardstick(run.id, run.at, index_folder(run.id)),
    )
    # Of a report that nobody had, there is nothing to take away.
    heard = before.keys() | again.keys()
    pairs.replace_pairs_of(heard, kept)
    arrivals.remember(told, keys, in_place_of=heard)
    because = grouping.Because(
        Event.REPORTS_CONSOLIDATED, subject="arrivals", details={"reports": len(numbers)}
    )
    return grouping.regroup(freed.union(numbers), model=model, because=because, by=by, now=now)


def part_sums(numbers: Collection[int], *, by: User, now: datetime) -> None:
    """Take reports that became sums of many out of what they were joined to or compared with."""
    if not numbers:
        return
    links.alone()
    run = pairs.latest_run()
    if run is not None:
        # Remembered without a key, so that nothing finds them by what the last full run knew.
        told = evidence_told(numbers, run=run.id)
        arrivals.remember(told, dict.fromkeys(told, ()), in_place_of=numbers)
    pairs.replace_pairs_of(numbers, ())
    because = grouping.Because(
        Event.REPORTS_CONSOLIDATED, subject="sums of many", details={"reports": list(numbers)}
    )
    grouping.regroup(numbers, model=grouping.model_in_use(), because=because, by=by, now=now)


def _weighed(
    told: Evidence, keys: Keys, known: index.Index, *, model: Model, measured: Yardstick
) -> list[Kept]:
    """The pairs worth keeping of these reports with all that share a fine key, in their order."""
    met, lately = _met(keys, known)
    found: dict[Pair, Kept] = {}
    ordered = sorted(keys)
    for first in range(0, len(ordered), _AT_ONCE):
        some = ordered[first : first + _AT_ONCE]
        near = {other for number in some for key in keys[number] for other in met.get(key, ())}
        compared = {**known.evidence(near - told.keys() - lately.keys()), **lately, **told}
        chosen = _candidates({number: keys[number] for number in some}, met, compared)
        weighed = weigh(chosen, compared, model=model, measured=measured, least=LEAST)
        found |= {(pair.left, pair.right): pair for pair in weighed}
    return [found[pair] for pair in sorted(found)]


def waiting() -> int:
    """How many standing reports no full or single match has looked at yet."""
    return pairs.unmatched(pairs.latest_run())


def evidence_told(numbers: Collection[int], *, run: int) -> Evidence:
    """What these reports brought to their comparison."""
    try:
        told = _as_known(numbers, index.read(index_folder(run)))
    except FileNotFoundError:
        told = _lately(numbers)
    # The run's files are gone, or one came while no match was possible: read them again.
    return {**told, **evidence_of(_filed(set(numbers) - told.keys()))}


@lru_cache(maxsize=2)
def _yardstick(run: int, _at: datetime, _of: Path) -> Yardstick:
    # Kept by what tells this run from one of the same number in another home or restored state.
    return Yardstick(**pairs.yardstick(run))


def _filed(numbers: Collection[int]) -> Iterable[Filed]:
    return (
        Filed(one.report, one.lines, one.persons, one.means) for one in arrivals.standing(numbers)
    )


def _keys(told: Evidence) -> Keys:
    return {number: keys_of(row) for number, row in told.items()}


def _as_known(numbers: Collection[int], known: index.Index) -> Evidence:
    """The evidence of these reports as it was before anything came now."""
    lately = _lately(numbers)
    return {**lately, **known.evidence(set(numbers) - lately.keys())}


def _lately(numbers: Iterable[int]) -> Evidence:
    """The evidence of those of these reports that came since the last full run."""
    return arrivals.evidence(numbers, columns=EVIDENCE.names)


def _freed(keys: Keys, earlier: Evidence, known: index.Index) -> set[int]:
    """Reports under a key that too many shared, and no longer since revised reports left it.

    A full run would now compare them with one another.
    """
    left: dict[int, set[int]] = {}
    for number, before in _keys(earlier).items():
        for key in before - keys[number]:
            left.setdefault(key, set()).add(number)
    found, _ = _under(left, known, but=keys.keys())
    return {
        number
        for key, group in found.items()
        if len(group) <= LARGEST_BUCKET < len(group | left[key])
        for number in group
    }


def _met(keys: Keys, known: index.Index) -> tuple[dict[int, set[int]], Evidence]:
    """The reports under each fine key of the new ones, and the evidence of the lately come."""
    own = by_key(keys)
    others, lately = _under(own, known, but=keys.keys())
    met = {key: group | others[key] for key, group in own.items()}
    return {key: group for key, group in met.items() if len(group) <= LARGEST_BUCKET}, lately


def _under(
    keys: Collection[int], known: index.Index, *, but: Set[int]
) -> tuple[dict[int, set[int]], Evidence]:
    """The reports under each key but those named, and the evidence of the lately come."""
    before, since = known.sharing(keys), arrivals.sharing(keys)
    everybody = set().union(*before.values(), *since.values())
    lately = _lately(everybody - but)
    # A report that came again is found by what it says now, not by what the last run knew.
    moved = lately.keys() | but
    found = {key: (before.get(key, set()) - moved) | (since.get(key, set()) - but) for key in keys}
    return found, lately


def _candidates(keys: Keys, met: dict[int, set[int]], compared: Evidence) -> set[Pair]:
    """Each new report with every other that shares a fine key; never two of one agency."""
    return {
        (min(number, other), max(number, other))
        for number, shared in keys.items()
        for key in shared
        for other in met.get(key, ())
        if other in compared and compared[other]["agency"] != compared[number]["agency"]
    }
