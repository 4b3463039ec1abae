"""How an incident came about: what joined its reports, why, and what people said of them."""

from collections.abc import Collection
from dataclasses import dataclass

from markaz.accounts.models import User
from markaz.actions import grouping
from markaz.actions.review import explaining
from markaz.actions.review.explaining import Why
from markaz.governance.permissions import Permission, require
from markaz.records.errors import InvalidValueError
from markaz.store.incidents import pairs
from markaz.store.pages import acts as pages


@dataclass(frozen=True, slots=True)
class Held:
    """One joined report, with the reasons of its strongest pair inside the incident."""

    joined: pages.Joined
    strongest: Why | None


@dataclass(frozen=True, slots=True)
class History:
    """What holds the visible reports of an incident together, and every word on them.

    `overruled` are the acts that stand and that later words left no room for.
    """

    held: tuple[Held, ...]
    acts: tuple[pages.Act, ...]
    overruled: frozenset[int]


def history(numbers: Collection[int], *, by: User) -> History:
    """The history of an incident's visible reports; reasons only where the person judges."""
    require(by.permissions, Permission.SEE_REPORTS)
    joined, said = pages.joined(numbers, by=by), pages.acts(numbers, by=by)
    strongest = _strongest(numbers, by=by) if _judges(by) else {}
    overruled = grouping.words(set(numbers)).overruled if said else frozenset()
    return History(
        held=tuple(Held(one, strongest.get(one.number)) for one in joined),
        acts=said,
        overruled=frozenset(
            act.number for act in said if not act.taken_back and overruled & set(act.pairs)
        ),
    )


def _judges(by: User) -> bool:
    return Permission.CONSOLIDATE in by.permissions and by.viewer.at_centre


def _strongest(numbers: Collection[int], *, by: User) -> dict[int, Why]:
    best: dict[int, tuple[int, tuple[int, int]]] = {}
    for pair, weight in pairs.weights(numbers).items():
        for number in pair:
            best[number] = max(best.get(number, (weight, pair)), (weight, pair))
    try:
        found = explaining.why_all({pair for _, pair in best.values()}, by=by)
    except InvalidValueError:
        # A model trained since the last run has other weights: no reasons rather than wrong ones.
        return {}
    return {number: found[pair] for number, (_, pair) in best.items() if pair in found}
