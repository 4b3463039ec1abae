"""Whose rupees a message speaks of, where it says no more than "Rs"."""

from collections.abc import Sequence

from markaz.intake.messages.grammar.items import Item

_HOME = "PKR"
# Countries whose money has the same name, by their codes.
_NAMESAKES = {"IN": "INR", "LK": "LKR", "NP": "NPR"}


def name_rupees(found: Sequence[Item]) -> None:
    """Take "Rs" for the rupees of a neighbour in a message of nobody but him.

    A message that names an agency of this country, or more than one such neighbour, keeps its own.
    """
    rupees = [one for one in found if one.kinds.get("currency") == _HOME and one.key != "pkr"]
    lakhs = [one for one in found if one.rupees]
    if not (rupees or lakhs) or _agencies(found):
        return
    lands = {one.kinds.get("country") or one.kinds.get("demonym", "") for one in found}
    foreign = lands & _NAMESAKES.keys()
    if len(foreign) != 1:
        return
    currency = _NAMESAKES[foreign.pop()]
    for one in rupees:
        one.kinds = {**one.kinds, "currency": currency}
    for one in lakhs:
        one.rupees = currency


def _agencies(found: Sequence[Item]) -> set[str]:
    """The agencies of this country; a neighbour's coast guard may be told of by the same words."""
    named: set[str] = set()
    theirs: set[str] = set()
    for at, one in enumerate(found):
        if one.has("agency"):
            people = found[at - 1].kinds.get("demonym") if at else None
            (theirs if people in _NAMESAKES else named).add(one.kinds["agency"])
    return named - theirs
