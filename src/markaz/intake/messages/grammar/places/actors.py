"""Who acted: agencies by their names, and forces whose province says which of them it was."""

from collections.abc import Iterator, Sequence, Set
from typing import NamedTuple

from markaz.data.agencies import AGENCIES
from markaz.data.folding import fold
from markaz.data.places import province_of
from markaz.intake.messages.grammar.chunks import quoted
from markaz.intake.messages.grammar.items import Item, any_has
from markaz.records.statement import Scope

_HERE = "PK"
_AFTER_LABEL = frozenset((":", "hq", "the"))
_ADDRESSES = frozenset(("to", "info", "attn"))
_NEAR, _OF, _FAR = 3, 5, 8
_OTHERS, _ROW = ("agency", "force", "seat"), 6
# They know of seizures, and make none.
_NO_FORCE = frozenset(("centre", "logistics", "aviation", "compiler"))
_OF_EVERY_COUNTRY = frozenset(("CUSTOMS", "NAVY", "PCG"))
# It publishes a series, and seizes too.
_ACTS_TOO = frozenset(("US-CBP",))
_OF_THEM = frozenset(map(fold, ("کے", "کو", "ke", "ko")))
_AND_MARKS = frozenset((",", "،", "/", "+"))
_POLICE, _REGIONAL = "police", "anf"
# What may stand between a department's name and its province: "Excise, Taxation and ... Sindh".
_IN_NAMES = frozenset((",", "،", "and", "&", "(", "-"))
_BY_PROVINCE = {
    "police": {
        "PK-PB": "POLICE-PB", "PK-SD": "POLICE-SD", "PK-KP": "POLICE-KP", "PK-BA": "POLICE-BA",
        "PK-GB": "POLICE-GB", "PK-IS": "POLICE-IS", "PK-JK": "POLICE-AJK",
    },
    "excise": {
        "PK-PB": "NARCOTICS-PB", "PK-SD": "EXCISE-SD", "PK-KP": "EXCISE-KP",
        "PK-BA": "EXCISE-BA", "PK-GB": "EXCISE-GB", "PK-JK": "EXCISE-AJK",
    },
    "narcotics": {"PK-PB": "NARCOTICS-PB", "PK-SD": "EXCISE-SD"},
    "levies": {"PK-BA": "LEVIES-BA", "PK-KP": "LEVIES-MALAKAND"},
    "rangers": {"PK-PB": "RANGERS-PB", "PK-SD": "RANGERS-SD"},
    "fc": {"PK-KP": "FC-KP", "PK-BA": "FC-BAL"},
    "fc-north": {"PK-KP": "FC-KP-NORTH", "PK-BA": "FC-BAL-NORTH"},
    "fc-south": {"PK-KP": "FC-KP-SOUTH", "PK-BA": "FC-BAL-SOUTH"},
    "anf": {
        "PK-PB": "ANF-PUNJAB", "PK-SD": "ANF-SINDH", "PK-KP": "ANF-KP", "PK-BA": "ANF-BAL",
    },
}  # fmt: skip


class _Actor(NamedTuple):
    agency: str
    item: Item
    speaks: bool = False
    force: str = ""
    joint: bool = False


def agencies(
    chunks: Sequence[Sequence[Item]], scope: Scope, provinces: Set[str]
) -> Iterator[tuple[str, Item]]:
    """The agencies that acted, the most exact; who only tells of it where nobody else is named.

    `provinces` are those in which it happened: they say which police "police" are.  An agency to
    which it was handed over, or that only knew of it, did not act.
    """
    ends = [None, *(chunk[-1] if chunk else None for chunk in chunks)]
    found = [
        one
        for chunk, before in zip(chunks, ends, strict=False)
        for one in _actors(chunk, provinces, before=before)
    ]
    named = [one for one in found if not one.force]
    acting = [one for one in named if not one.speaks]
    families = {_family(one.agency) for one in acting}
    spoken = {_family(one.agency): one.agency for one in named if one.speaks}
    forces = [
        one._replace(agency=spoken.get(_family(one.agency), one.agency))
        for one in found
        if one.force and _family(one.agency) not in families
    ]
    others = bool(acting) or any(one.force != _POLICE for one in forces)
    # Police are told of beside others for many reasons: they act alone, or "and police" do.
    acting += [one for one in forces if one.force != _POLICE or one.joint or not others]
    actors = sorted(acting or named, key=lambda one: one.item.start)
    # A brief of the whole force names its regions later; one of a region may call it the force.
    of = actors[:1] if scope == Scope.WHOLE else actors
    parents = {AGENCIES[one.agency].parent for one in of}
    yield from ((one.agency, one.item) for one in actors if one.agency not in parents)


def _family(agency: str) -> str:
    return agency.partition("-")[0].replace("NARCOTICS", "EXCISE")


def _actors(chunk: Sequence[Item], provinces: Set[str], *, before: Item | None) -> Iterator[_Actor]:
    """The agencies of a chunk; `before` is the word it was cut off from."""
    for at, one in enumerate(chunk):
        if at == 0 and before is not None and before.key in _ADDRESSES:
            continue
        if not one.kinds or not one.has("agency", "force") or _stands_aside(chunk, at):
            continue
        force = _force(chunk, at, provinces) if one.has("force") else None
        if force is not None:
            yield force
        elif one.has("agency"):
            told = _regional(chunk, at) or one.kinds["agency"]
            knows = AGENCIES[told].kind in _NO_FORCE and told not in _ACTS_TOO
            yield _Actor(told, one, quoted(chunk, at) or knows)


def _regional(chunk: Sequence[Item], at: int) -> str | None:
    """The directorate whose region stands behind the force: "Anti-Narcotics Force (ANF) Sindh"."""
    if chunk[at].kinds["agency"] != "ANF":
        return None
    after = at + 1
    while after < len(chunk) and (
        chunk[after].key in "()" or chunk[after].kinds.get("agency") == "ANF"
    ):
        after += 1
    if after == at + 1 or after >= len(chunk):
        return None
    return _BY_PROVINCE[_REGIONAL].get(chunk[after].kinds.get("place", ""))


def _force(chunk: Sequence[Item], at: int, provinces: Set[str]) -> _Actor | None:
    """The agency that a force is in its province, named beside it or the one it acted in."""
    one = chunk[at]
    force = one.kinds["force"]
    abroad = at > 0 and chunk[at - 1].kinds.get("country", _HERE) != _HERE
    if abroad or _is_office(chunk, at):
        return None
    beside = _province_beside(chunk, at)
    where = {beside} if beside else provinces if force != _REGIONAL else set()
    found = {_BY_PROVINCE[force][code] for code in where if code in _BY_PROVINCE[force]}
    if len(found) != 1:
        return None
    return _Actor(found.pop(), one, force="" if beside else force, joint=_is_joint(chunk, at))


def _province_beside(chunk: Sequence[Item], at: int) -> str | None:
    """The province or the district in a force's own name: "Excise ... Sindh", "Police Swat"."""
    if chunk[at].kinds["force"] == _REGIONAL and not _of_narcotics_force(chunk, at):
        return None
    after = at + 1
    while after < len(chunk) and (chunk[after].key in _IN_NAMES or chunk[after].has("department")):
        after += 1
    # "Rangers and Sindh ..." go on to another: a name is parted by a mark or its own words only.
    if after > at + 1 and chunk[after - 1].has("and"):
        after = at + 1
    for place in (at - 1, after):
        if 0 <= place < len(chunk) and chunk[place].has("place"):
            return province_of(chunk[place].kinds["place"])
    return None


def _of_narcotics_force(chunk: Sequence[Item], at: int) -> bool:
    """Whether a directorate is of the force: "the Sindh directorate of ANF"."""
    return any(one.kinds.get("agency") == "ANF" for one in chunk[max(0, at - _OF) : at + _OF])


def _is_office(chunk: Sequence[Item], at: int) -> bool:
    """Whether only the place of a force is meant: "police station"."""
    return chunk[at].kinds["force"] == _POLICE and any_has(chunk[at + 1 : at + 2], "station")


def _is_joint(chunk: Sequence[Item], at: int) -> bool:
    """Whether a force stands in a row with others who act: "Rangers and police"."""
    before = at - 1
    while before > 0 and chunk[before].key in ("the", ")"):
        before -= 1
    if before > 0 and (chunk[before].has("and") or chunk[before].key in _AND_MARKS):
        row = chunk[max(0, before - _NEAR) : before]
        others = [one for one in row if one.key != ")" and not _is_more_of_name(one)]
        if others and others[-1].has(*_OTHERS):
            return True
    following = chunk[at + 1 : at + 1 + _ROW]
    if not following or not (following[0].has("and") or following[0].key in _AND_MARKS):
        return False
    return any_has(following[1:], *_OTHERS)


def _is_more_of_name(one: Item) -> bool:
    """Whether a word only goes on with a name: the second of "excise intelligence and police"."""
    return one.has("department") and not one.has(*_OTHERS)


def _stands_aside(chunk: Sequence[Item], at: int) -> bool:
    """Whether it was addressed, took over, gave word, or is said to have no part in it."""
    if at > 1 and chunk[at - 1].key == "(" and chunk[at - 2].has("agency"):
        # "To the Anti-Narcotics Force (ANF)" names it twice.
        return _stands_aside(chunk, at - 2)
    if any_has(chunk[max(0, at - _FAR) : at], "left_out") or _abroad(chunk, at):
        return True
    before = at - 1
    while before >= 0 and (
        chunk[before].key in _AFTER_LABEL
        or (chunk[before].has("filler") and not chunk[before].has("inside"))
    ):
        before -= 1
    return (before >= 0 and _turned_to(chunk, before)) or _turns_away(chunk, at)


def _abroad(chunk: Sequence[Item], at: int) -> bool:
    """Whether a name that every country has is another's: "Sri Lanka Navy", "Dubai Customs"."""
    before = chunk[at - 1].kinds.get("country", _HERE) if at else _HERE
    return before != _HERE and chunk[at].kinds.get("agency") in _OF_EVERY_COUNTRY


def _turned_to(chunk: Sequence[Item], before: int) -> bool:
    """Whether the words before an agency address it, or make it another country's."""
    one = chunk[before]
    if one.key in _ADDRESSES or one.has("handed", "tipped"):
        return True
    # "The Sindh directorate of ANF" is the directorate.
    part = one.key == "of" and before > 0 and chunk[before - 1].has("force")
    return part or one.kinds.get("demonym", _HERE) != _HERE


def _turns_away(chunk: Sequence[Item], at: int) -> bool:
    """Whether the words after it say that it took over or only gave word of it."""
    after = chunk[at + 1 : at + 1 + _NEAR]
    taken = bool(after) and after[0].key in _OF_THEM and any_has(after, "handed")
    return taken or any_has(after, "tipped")
