"""Where it happened: the districts, or the airport."""

from collections import defaultdict
from collections.abc import Iterator, Sequence, Set
from functools import cache
from typing import NamedTuple

from markaz.data.airports import AIRPORTS
from markaz.data.folding import fold
from markaz.data.places import CITIES, PROVINCES, province_of
from markaz.intake.messages.grammar.items import Item, any_has
from markaz.intake.messages.grammar.places.standing import Standing, standing
from markaz.records.statement import Scope

_HERE = "PK"
# A province that is one district.
_CAPITAL, _CAPITAL_POLICE = "PK-IS", "POLICE-IS"
_OF_PLACES, _AT_SEA = frozenset(("place", "doubtful", "home", "agency")), "at_sea"
_WAY_TO_AIRPORT = 4
_AT = frozenset(("at", "in", "of"))
_TOWARDS = ("destination", "origin")
_Found = tuple[Standing, str, Item]


class Surest(NamedTuple):
    """The places told, and the provinces of the surest ones, a brief's dateline included."""

    told: list[tuple[str, Item]]
    provinces: set[str]


def surest(
    chunks: Sequence[Sequence[Item]],
    scope: Scope,
    *,
    roles: Set[str],
    near: Set[str],
) -> Surest:
    """The places at home where it happened, the surest there are.

    `roles` are those of the section's words, `near` the provinces that the message speaks of.

    A dateline, an office's seat or the home of a police force counts where nothing surer is told;
    a dateline never for a brief.  A district says more than its province or its city.
    """
    found = [*_before_story(chunks)] if roles & _OF_PLACES else []
    found = _believed(found, near)
    provinces = {province_of(code) for code, _ in _best(found)}
    if scope == Scope.WHOLE:
        found = [one for one in found if one[0] != Standing.DATELINE]
    if _AT_SEA in roles:
        # What happened at sea is in no district, wherever it is told.
        found = [one for one in found if one[0] == Standing.SURE]
    named = _best(found)
    codes = {code for code, _ in named}
    if codes and codes <= PROVINCES.keys():
        # An office's district says more than its province, however surely that is told.
        finer = [one for one in found if one[0] < Standing.HAILING and _lies_in(one[1], codes)]
        named = _best(finer) or named
        codes = {code for code, _ in named}
    wider = {CITIES[code] for code in codes if code in CITIES}
    if any(code not in PROVINCES for code in codes):
        told = any(province_of(code) == _CAPITAL != code for code in codes)
        wider |= PROVINCES.keys() - (set() if told else {_CAPITAL})
    return Surest([(code, one) for code, one in named if code not in wider], provinces)


def _believed(found: Sequence[_Found], near: Set[str]) -> list[_Found]:
    """Without the doubtful names of other provinces than the message speaks of."""
    known = {province_of(code) for how, code, _ in found if how != Standing.DOUBTFUL} or near
    return [
        one
        for one in found
        if one[0] != Standing.DOUBTFUL or not known or province_of(one[1]) in known
    ]


def _lies_in(code: str, provinces: Set[str]) -> bool:
    return code not in PROVINCES and province_of(code) in provinces


def _before_story(chunks: Sequence[Sequence[Item]]) -> Iterator[_Found]:
    """The places up to the last amount; what comes after tells of the persons, as a rule.

    It tells where it happened only if nothing before does but a dateline.
    """
    last = max((nth for nth, chunk in enumerate(chunks) if _has_amount(chunk)), default=len(chunks))
    told = [*_named(chunks[: last + 1])]
    yield from told
    if not any(how < Standing.DATELINE for how, _, _ in told):
        yield from _named(chunks[last + 1 :])


def _has_amount(chunk: Sequence[Item]) -> bool:
    return any(one.amount is not None for one in chunk)


def places(chunk: Sequence[Item]) -> Iterator[tuple[str, Item]]:
    """The places that one chunk names as its own: no end of a route, no home and no road's name."""
    named = [one for one in _named([chunk]) if one[0] != Standing.HAILING]
    yield from ((code, one) for how, code, one in named if how != Standing.SEAT or len(named) == 1)


def provinces(chunks: Sequence[Sequence[Item]]) -> set[str]:
    """The provinces of the places that a message names for its events, offices or datelines."""
    sure = (Standing.SURE, Standing.SEAT, Standing.DATELINE)
    return {province_of(code) for how, code, _ in _named(chunks) if how in sure}


def _best(found: Sequence[_Found]) -> list[tuple[str, Item]]:
    best = min((how for how, _, _ in found), default=Standing.AWAY)
    return [(code, one) for how, code, one in found if how == best]


def _named(chunks: Sequence[Sequence[Item]]) -> Iterator[_Found]:
    for chunk in chunks:
        for at, one in enumerate(chunk):
            if not one.kinds or _OF_PLACES.isdisjoint(one.kinds):
                continue
            if one.has("home"):
                yield Standing.SEAT, one.kinds["home"], one
            elif one.kinds.get("agency") == _CAPITAL_POLICE:
                yield Standing.SEAT, _CAPITAL, one
            elif one.has("place", "doubtful") and not one.has("agency"):
                code = one.kinds.get("place") or one.kinds["doubtful"]
                how = standing(chunk, at)
                if how != Standing.AWAY:
                    yield how, code, one


def airport(chunk: Sequence[Item]) -> tuple[str, tuple[Item, ...]] | None:
    """The airport, by its own name or as the airport of a city; one abroad by its name only."""
    if not any_has(chunk, "airport", "airport_word"):
        return None
    for at, one in enumerate(chunk):
        if one.has("airport") and AIRPORTS[one.kinds["airport"]].country == _HERE:
            return one.kinds["airport"], (one,)
        if one.has("airport_word") and not _names_road(chunk, at):
            for near in chunk[max(0, at - 2) : at + 3]:
                code = _airport_of(near)
                if code:
                    return code, (near, one)
    abroad = (one for at, one in enumerate(chunk) if one.has("airport") and _is_at(chunk, at))
    return next(((one.kinds["airport"], (one,)) for one in abroad), None)


def _names_road(chunk: Sequence[Item], at: int) -> bool:
    return at + 1 < len(chunk) and chunk[at + 1].has("named_after")


def _is_at(chunk: Sequence[Item], at: int) -> bool:
    """Whether something happened at an airport abroad, and was not only bound for it."""
    if chunk[at].has("agency"):
        return False
    for one in reversed(chunk[max(0, at - _WAY_TO_AIRPORT) : at]):
        if one.key in _AT:
            return True
        if one.has(*_TOWARDS):
            return False
    return False


def _airport_of(place: Item) -> str | None:
    if not place.has("place"):
        return None
    named = _ports().get(fold(place.kinds["place"].rpartition("-")[2]), ())
    return named[0] if len(named) == 1 else None


@cache
def _ports() -> dict[str, list[str]]:
    """The airports at home by the folded name of their city."""
    found: dict[str, list[str]] = defaultdict(list)
    for port in AIRPORTS.values():
        if port.country == _HERE:
            found[fold(port.city)].append(port.iata)
    return found
