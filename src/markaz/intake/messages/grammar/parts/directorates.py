"""Regions as the headings of an agency's own list: its regional directorates."""

from collections.abc import Collection, Iterable, Sequence
from functools import cache

from markaz.data.agencies import AGENCIES
from markaz.data.folding import fold
from markaz.intake.messages.grammar.counts import counts
from markaz.intake.messages.grammar.heads.loci import heading
from markaz.intake.messages.grammar.items import Item, any_has
from markaz.records.statement import CountField

_LEAD, _FORCE, _OPENING = "ANF", "anf", 6
_BY_URDU = fold("نے")
_DIRECTORATES = frozenset(map(fold, ("directorate", "region", "ڈائریکٹوریٹ", "ریجن")))
# The one region of the agency that is named after no province.
_NORTH, _NORTH_WORDS = "ANF-NORTH", frozenset(map(fold, ("north", "نارتھ", "شمالی")))


def name_directorates(found: Sequence[Item]) -> None:
    """Make "the Punjab directorate", "RD North" of the agency's own message its directorates."""
    if not _family_of({one.kinds["agency"] for one in found if "agency" in one.kinds}):
        return
    for at, one in enumerate(found):
        if _acts_itself(found, at):
            _rename(one)
        if one.kinds.get("force") == _FORCE and not one.has("agency"):
            beside = [*found[max(0, at - 1) : at], *found[at + 1 : at + 2]]
            named = next((near for near in beside if _directorate(near)), None)
            if named is not None:
                _rename(named)


def _acts_itself(found: Sequence[Item], at: int) -> bool:
    """Whether Urdu has a region act in operations: "بلوچستان نے 6 کارروائیوں میں"."""
    following = found[at + 1 : at + _OPENING]
    if not following or following[0].key != _BY_URDU or found[at].has("agency"):
        return False
    return _directorate(found[at]) is not None and any_has(following, "operation", "event")


def _family_of(agencies: Collection[str]) -> bool:
    """Whether the agency or directorates of it are all who are named."""
    return bool(agencies) and all(_LEAD in (code, AGENCIES[code].parent) for code in agencies)


def to_directorate(
    chunk: Sequence[Item], above: Iterable[Sequence[Item]], opens: Item | None
) -> None:
    """Make a region that labels a line of the agency's own brief, or is called so, its own.

    So is a province that a clause opens with, `opens`, where it sums up the agency's operations.
    """
    if not _own(above):
        return
    headed = heading(chunk)
    if opens is not None and _sums_up(chunk, opens):
        _rename(opens)
    if headed is None:
        return
    named = any(one.key in _DIRECTORATES for one in chunk[headed.begin : headed.end])
    if headed.form != "label" and not named:
        return
    _rename(chunk[headed.begin])


def _sums_up(chunk: Sequence[Item], opens: Item) -> bool:
    """Whether the agency or its force is what acted there in several operations."""
    if not opens.has("place") or not any_has(chunk[:_OPENING], "agency", "department"):
        return False
    told = [one for one in counts(chunk) if one.of == CountField.OPERATIONS]
    return any((one.number.value or 1) > 1 for one in told)


def in_cells(cells: Iterable[Sequence[Item]]) -> None:
    """The same where a region is all of a cell."""
    for cell in cells:
        named = [one for one in cell if not one.is_mark]
        if len(named) == 1:
            _rename(named[0])


def told_by_lead(found: Sequence[Item]) -> bool:
    """Whether a message speaks of the agency alone that has regional directorates."""
    return {one.kinds["agency"] for one in found if "agency" in one.kinds} == {_LEAD}


def _rename(one: Item) -> None:
    code = _directorate(one)
    if code is not None:
        one.kinds = {"agency": code}


def _directorate(one: Item) -> str | None:
    if one.has("agency"):
        return None
    province = one.kinds.get("place", "")
    return _NORTH if one.key in _NORTH_WORDS else _of_province().get(province)


def _own(above: Iterable[Sequence[Item]]) -> bool:
    told = {one.kinds["agency"] for chunk in above for one in chunk if "agency" in one.kinds}
    return told == {_LEAD}


@cache
def _of_province() -> dict[str, str]:
    known = (one for one in AGENCIES.values() if one.parent == _LEAD)
    return {one.province: one.code for one in known if one.province}
