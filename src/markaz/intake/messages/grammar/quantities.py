"""Which weight, volume or count belongs to which substance, which to all of the drugs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from markaz.data.units import UNITS, unit_code
from markaz.intake.messages.grammar.items import Item
from markaz.records.statement import Amount

# Units that say by themselves that a drug was counted, whatever it is called.
_DRUG_FORMS = frozenset(("tablet", "capsule", "injection", "ampoule", "vial"))
_PARTING = frozenset((",", "،", ";", "؛", "\n", "/", "+"))
_LIGHT_MARKS = frozenset(("(", '"', "'", "“", "”", "‘", "’", "-", "–", ":", "=", "\n", ".", "of"))
_PLAIN_WORDS = 2
_FURTHEST_UNIT = 5
_HEAVY = (
    "seize",
    "arrest",
    "inside",
    "vehicle",
    "person",
    "and",
    "including",
    "operation",
    "destroyed",
)
Q, S, T, X = "quantity", "substance", "drugs", "unnamed"


@dataclass(slots=True)
class Bond:
    """Amounts bound to one substance item, or to all of the drugs where `kind` says so."""

    kind: str
    name: Item
    amounts: list[Item] = field(default_factory=list)
    joined: bool = False


@dataclass(slots=True)
class Bonds:
    """What a chunk says of quantities: bonds in order, and amounts of nothing that is named."""

    bonds: list[Bond] = field(default_factory=list)
    loose: list[Item] = field(default_factory=list)


@dataclass(slots=True)
class _Group:
    elements: list[tuple[str, Item, int]]
    parted_by: str
    start: int


def bonds(chunk: Sequence[Item], text: str) -> Bonds:
    """The quantities of a chunk with what they measure."""
    _count_units(chunk, text)
    groups = [one for one in _groups(chunk) if one.elements]
    found = Bonds()
    pending: list[tuple[_Group, Item]] = []
    last: list[Bond] = []
    for group in groups:
        here, loose = _bind(group, chunk)
        if pending and here and group.parted_by == "\n" and not here[0].amounts:
            here[0].amounts.extend(item for _, item in pending)
            pending = []
        for item in loose:
            if len(last) == 1 and not last[0].amounts and group.parted_by != "and" and not here:
                last[0].amounts.append(item)
            else:
                pending.append((group, item))
        if here and _light(chunk[group.start : group.elements[0][2]]):
            _mix(last, here, group)
        found.bonds.extend(here)
        last = here or last
    found.loose.extend(item for _, item in pending)
    return found


def _groups(chunk: Sequence[Item]) -> Iterator[_Group]:
    elements: list[tuple[str, Item, int]] = []
    parted_by, start = "", 0
    for at, one in enumerate(chunk):
        by = "and" if one.has("and") and one.amount is None else one.key
        if by == "and" or one.has("including") or one.key in _PARTING:
            yield _Group(elements, parted_by, start)
            elements, parted_by, start = [], by, at + 1
        elif kind := _kind(one):
            if _glosses(elements, one, kind, chunk, at):
                continue
            if kind == S and elements and elements[-1][0] == S and elements[-1][2] == at - 1:
                kind, one = X, _two_names(elements.pop()[1], one)
            elements.append((kind, one, at))
    yield _Group(elements, parted_by, start)


def _two_names(left: Item, right: Item) -> Item:
    """In "amphetamine crystal" one name says another substance than the other."""
    return Item({"two_names": ""}, left.key, left.start, right.end, left.tight)


def _kind(one: Item) -> str:
    if one.amount is not None:
        return "" if one.amount.dimension == "area" else Q
    if one.has("drugs"):
        return T
    if one.has("substance"):
        grows = one.has("crop") and one.kinds["substance"].endswith("-PLANT")
        return "" if one.used or grows else S
    return X if one.has("chemicals") else ""


def _glosses(
    elements: list[tuple[str, Item, int]], one: Item, kind: str, chunk: Sequence[Item], at: int
) -> bool:
    """Whether a name in parentheses only says again what stands before: "methamphetamine (Ice)"."""
    if kind != S or not elements or elements[-1][0] != S:
        return False
    between = chunk[elements[-1][2] + 1 : at]
    opened = any(part.key in ("(", "alias", "aka") for part in between)
    return opened or (not between and elements[-1][1].kinds["substance"] == one.kinds["substance"])


def _bind(group: _Group, chunk: Sequence[Item]) -> tuple[list[Bond], list[Item]]:
    made: dict[int, Bond] = {}
    loose: list[Item] = []
    names = [(n, kind) for n, (kind, _, _) in enumerate(group.elements) if kind != Q]
    for n, kind in names:
        made[n] = Bond(kind, group.elements[n][1])
    backward = _names_first(group)
    for n, (kind, item, _) in enumerate(group.elements):
        if kind != Q:
            continue
        to = _named_by(group, chunk, n, made, backward=backward)
        if to is None:
            loose.append(item)
        else:
            made[to].amounts.append(item)
    return list(made.values()), loose


def _names_first(group: _Group) -> bool:
    """Whether the group is a table of names before their quantities: "heroin 5 kg ice 6 kg"."""
    kinds = [kind for kind, _, _ in group.elements if kind != T]
    names, amounts = kinds[::2], kinds[1::2]
    several = len(names) == len(amounts) > 1
    return several and set(amounts) == {Q} and set(names) <= {S, X}


def _named_by(
    group: _Group, chunk: Sequence[Item], n: int, made: dict[int, Bond], *, backward: bool
) -> int | None:
    kind, item, at = group.elements[n]
    dimension = item.amount.dimension if item.amount else kind
    free = not backward and n + 1 in made and not _taken(made[n + 1], dimension)
    if free and _light(chunk[at + 1 : group.elements[n + 1][2]]):
        return n + 1
    before = [k for k in range(n - 1, -1, -1) if k in made]
    named = [k for k in before if made[k].kind in (S, X)] or before
    for k in named:
        if not _taken(made[k], dimension):
            return k
        break
    return None


def _taken(bond: Bond, dimension: str) -> bool:
    return any(one.amount and one.amount.dimension == dimension for one in bond.amounts)


def _light(between: Sequence[Item]) -> bool:
    """Whether nothing stands between that parts a quantity from its name."""
    plain = 0
    for one in between:
        if one.key in _LIGHT_MARKS or one.has("filler", "bound_after", "demonym"):
            continue
        if one.is_mark or one.has(*_HEAVY) or one.value is not None:
            return False
        plain += 1
    return plain <= _PLAIN_WORDS


def _mix(last: list[Bond], here: list[Bond], group: _Group) -> None:
    """In "1.45 t of ice and heroin" the weight is of both, so it is a total and of neither."""
    if group.parted_by not in ("and", "/") or len(here) != 1 or not last:
        return
    left, right = last[-1], here[0]
    weighed, other = (left, right) if left.amounts else (right, left)
    if {left.kind, right.kind} != {S} or other.amounts or not weighed.amounts:
        return
    # The weight stands before both names, or after both.
    before = weighed.amounts[0].start < weighed.name.start
    left.joined = right.joined = before == (weighed is left)


def _count_units(chunk: Sequence[Item], text: str) -> None:
    """Give bare numbers their unit of count where it follows: "89 heroin filled capsules"."""
    for at, one in enumerate(chunk):
        if one.value is None or one.amount is not None:
            continue
        end = _counted(chunk, at, text)
        if end is not None:
            unit, item = end
            one.amount = Amount(one.value, unit)
            if item.has("unit") and not item.has("substance"):
                item.used = True
                one.tail = item


def _counted(chunk: Sequence[Item], at: int, text: str) -> tuple[str, Item] | None:
    plain = 0
    for one in chunk[at + 1 : at + 1 + _FURTHEST_UNIT]:
        unit = one.kinds.get("unit", "")
        if one.has("substance") and not one.has("drugs"):
            last = unit_code(text[one.start : one.end].split()[-1]) or ""
            if last and UNITS[last].dimension == "count":
                return last, one
        elif unit and UNITS[unit].dimension == "count":
            return unit, one
        elif one.is_mark or one.value is not None or one.has(*_HEAVY[:2], *_HEAVY[3:]):
            return None
        elif not one.has("filler", "demonym") and one.key != "of":
            plain += 1
            if plain > _PLAIN_WORDS:
                return None
    return None


def is_drug_form(amount: Amount) -> bool:
    """Whether a count by itself says that drugs were counted."""
    return amount.unit in _DRUG_FORMS
