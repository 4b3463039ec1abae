"""Which weight, volume or count belongs to which substance, which to all of the drugs."""

from collections.abc import Sequence

from markaz.intake.messages.grammar.amounts.bare import (
    PARTS,
    PLAIN_WORDS,
    count_units,
    is_drug_form,
)
from markaz.intake.messages.grammar.amounts.bonds import (
    Bond,
    Bonds,
    Group,
    Q,
    S,
    T,
    X,
    same_chemical,
)
from markaz.intake.messages.grammar.amounts.groups import SOAKED, closed, groups, of_region
from markaz.intake.messages.grammar.amounts.in_hand import absent, burnt
from markaz.intake.messages.grammar.amounts.mixes import Runs
from markaz.intake.messages.grammar.amounts.shares import in_turn, of_each
from markaz.intake.messages.grammar.items import Item, any_has

_LIGHT_MARKS = frozenset(
    ("(", '"', "'", "“", "”", "‘", "’", "-", "–", ":", "=", "\n", ".", "of", "|")
)
_WEIGHT_WORDS = frozenset(
    ("weighing", "weighs", "weigh", "weighed", "weight", "wt", "held", "وزن", "وزنی")
)


def weighs(chunk: Sequence[Item]) -> bool:
    """Whether a chunk says what something weighs: "net weight 13.25 kg", "they held 590 grams"."""
    return any(_says_weight(one) or one.has("holds", "sum") for one in chunk)


def _says_weight(one: Item) -> bool:
    return one.key in _WEIGHT_WORDS or one.kinds.get("column") == "amount"


def bonds(chunk: Sequence[Item], text: str) -> Bonds:
    """The quantities of a chunk with what they measure."""
    count_units(chunk, text)
    gone = [*absent(chunk)]
    for one in gone:
        one.used = True
    away = [*(one for one in gone if one.amount is not None), *burnt(chunk)]
    if turns := in_turn(chunk):
        return Bonds(turns, absent=away)
    taking = _Taking(chunk, away)
    for group in groups(chunk):
        if group.elements:
            taking.take(group)
    return taking.found()


class _Taking:
    """Takes the groups of a chunk one after the other, since one may complete another."""

    def __init__(self, chunk: Sequence[Item], away: list[Item]) -> None:
        self._chunk = chunk
        each = [one for one in of_each(chunk) if not one.used]
        self._found, self._runs = Bonds(each=each, absent=away), Runs()
        self._pending: list[Item] = []
        self._last: list[Bond] = []
        for one in self._found.each:
            one.used = True

    def take(self, group: Group) -> None:
        here, loose = _bind(group, self._chunk)
        if same_chemical(self._last, here):
            self._last[0].amounts.extend(here[0].amounts)
            return
        if (
            self._pending
            and here
            and not here[0].amounts
            and _waits(self._pending, group, self._chunk)
        ):
            here[0].amounts.extend(self._pending)
            self._pending = []
        for item in loose:
            self._take_loose(item, group, alone=not here)
        self._runs.take(here, group, light=bool(here) and _opens_lightly(group, self._chunk))
        self._found.bonds.extend(here)
        self._last = here or self._last

    def _take_loose(self, item: Item, group: Group, *, alone: bool) -> None:
        if alone and (bond := _completed(self._last, item, group, self._chunk)):
            bond.amounts.append(item)
        elif alone and (word := _sum_word(group, self._chunk)):
            self._found.bonds.append(Bond(T, word, [item]))
        else:
            self._pending.append(item)

    def found(self) -> Bonds:
        """What all of them say."""
        self._runs.mark()
        region = not self._found.bonds and _all_of_region(self._pending, self._chunk)
        if region or self._found.come_to(self._pending):
            self._found.bonds.insert(0, Bond(T, self._pending[0], self._pending))
            self._pending = []
        self._found.loose.extend(self._pending)
        return self._found


def _waits(pending: Sequence[Item], group: Group, chunk: Sequence[Item]) -> bool:
    """Whether amounts before a name are its own: on the line before, or "78 capsules, heroin"."""
    if group.parted_by == "\n":
        return True
    last = pending[-1].amount
    drugs = last is not None and is_drug_form(last)
    return group.parted_by in (",", "،") and (drugs or group.opens_with("of", chunk))


def _all_of_region(pending: Sequence[Item], chunk: Sequence[Item]) -> bool:
    masses = [one.amount is not None and one.amount.dimension == "mass" for one in pending]
    return masses == [True] and of_region(chunk)


def _opens_lightly(group: Group, chunk: Sequence[Item]) -> bool:
    return _light(chunk[group.start : group.elements[0][2]])


def _completed(
    last: Sequence[Bond], item: Item, group: Group, chunk: Sequence[Item]
) -> Bond | None:
    """The one substance told just before, where an amount by itself says more of it."""
    if len(last) != 1 or item.amount is None or group.parted_by in ("and", SOAKED):
        return None
    if not last[0].amounts:
        return last[0]
    summed = _sum_word(group, chunk) is not None
    if summed and group.parted_by == "\n":
        return None
    at = group.elements[0][2]
    said = summed or any(map(_says_weight, (*chunk[group.start : at], *chunk[at + 1 : at + 2])))
    said = said or _in_bracket(last[0].name, chunk, at)
    return last[0] if said and not _taken(last[0], item.amount.dimension) else None


def _in_bracket(name: Item, chunk: Sequence[Item], at: int) -> bool:
    """Whether an amount stands with a name in one bracket: "71 capsules (heroin, 640 g)"."""
    begin = next(place for place, one in enumerate(chunk) if one.start == name.start)
    opened = begin > 0 and chunk[begin - 1].key == "("
    return opened and all(one.key != ")" for one in chunk[begin:at])


def _sum_word(group: Group, chunk: Sequence[Item]) -> Item | None:
    """The word that makes a weight the total of all: "Total: 285.5 kg"."""
    words = chunk[group.start : group.elements[0][2]]
    return next((one for one in words if one.has("sum")), None) if _light(words) else None


def _bind(group: Group, chunk: Sequence[Item]) -> tuple[list[Bond], list[Item]]:
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


def _names_first(group: Group) -> bool:
    """Whether the group is a table of names before their quantities: "heroin 5 kg ice 6 kg"."""
    kinds = [kind for kind, _, _ in group.elements if kind != T]
    names, amounts = kinds[::2], kinds[1::2]
    several = len(names) == len(amounts) > 1
    return several and set(amounts) == {Q} and set(names) <= {S, X}


def _named_by(
    group: Group, chunk: Sequence[Item], n: int, made: dict[int, Bond], *, backward: bool
) -> int | None:
    kind, item, _ = group.elements[n]
    dimension = item.amount.dimension if item.amount else kind
    if n - 1 in made and closed(group, chunk, n) and not _taken(made[n - 1], dimension):
        return n - 1
    free = not backward and n + 1 in made and not _taken(made[n + 1], dimension)
    if free and (_light(_past_bracket(group, chunk, n)) or _filled(group, chunk, n)):
        return n + 1
    if n + 2 in made and _held(group, chunk, n):
        return n + 2
    before = [k for k in range(n - 1, -1, -1) if k in made]
    named = [k for k in before if made[k].kind in (S, X)] or before
    for k in named:
        if not _taken(made[k], dimension):
            return k
        break
    return None


def _past_bracket(group: Group, chunk: Sequence[Item], n: int) -> Sequence[Item]:
    """What stands between an amount and the name after it: in "5 pkts (5.9 kg) ice" nothing."""
    between = chunk[group.elements[n][2] + 1 : group.elements[n + 1][2]]
    after_amount = n > 0 and group.elements[n - 1][0] == Q
    return between[1:] if after_amount and between and between[0].key == ")" else between


def _filled(group: Group, chunk: Sequence[Item], n: int) -> bool:
    """Whether capsules are told of before what fills them: "82 capsules ... filled with heroin"."""
    item, at = group.elements[n][1], group.elements[n + 1][2]
    capsules = item.amount is not None and item.amount.unit == "capsule"
    near = (*chunk[max(0, at - 2) : at], *chunk[at + 1 : at + 3])
    return capsules and any_has(near, "conceal", "holds")


def _held(group: Group, chunk: Sequence[Item], n: int) -> bool:
    """Whether vessels are told of with what they hold: "60 cans holding 1,800 l of acetone"."""
    (kind, vessel, at), (following, amount, then) = group.elements[n : n + 2]
    if (kind, following) != (Q, Q) or vessel.amount is None or amount.amount is None:
        return False
    counted = vessel.amount.dimension == "count" != amount.amount.dimension
    between = chunk[at + 1 : then]
    return counted and _light([one for one in between if not one.has("holds")])


def _taken(bond: Bond, dimension: str) -> bool:
    return any(one.amount and one.amount.dimension == dimension for one in bond.amounts)


def _light(between: Sequence[Item]) -> bool:
    """Whether nothing stands between that parts a quantity from its name."""
    plain = 0
    if [one.key for one in between[:2]] == [")", "of"]:
        between = between[2:]
    for one in between:
        if one.key in _LIGHT_MARKS or one.has("filler", "bound_after", "demonym"):
            continue
        if one.is_mark or one.has(*PARTS, "inside") or one.value is not None:
            return False
        plain += 1
    return plain <= PLAIN_WORDS
