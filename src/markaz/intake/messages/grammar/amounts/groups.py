"""The names and amounts of a chunk in groups, parted by commas, "and" and the ends of lines."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from markaz.data.folding import fold
from markaz.data.substances import substance_code
from markaz.intake.messages.grammar.amounts.bare import is_drug_form
from markaz.intake.messages.grammar.amounts.bonds import Element, Group, Q, S, T, X
from markaz.intake.messages.grammar.chunks import region
from markaz.intake.messages.grammar.heads.loci import heading
from markaz.intake.messages.grammar.items import Item, any_has

# What parts the name of a drug that something else was soaked with from every amount.
SOAKED = "soaked"
_PARTING = frozenset((",", "،", ";", "؛", "\n", "/", "+"))
_CELL = "|"
_DASHES = frozenset("-–—")
_FROM = frozenset(("from", "inside", "into"))
_TRADE_WORDS = """smuggling trafficking smuggler smugglers trafficker traffickers dealer dealers
peddler peddlers peddling trade control abuse addicts addiction supplier suppliers"""
_TRADE = frozenset(map(fold, _TRADE_WORDS.split()))
# Names that leave open which substance it is: one that follows says it.
_OPEN, _OPEN_END = "UNK", "-UNSPECIFIED"


def groups(chunk: Sequence[Item]) -> Iterator[Group]:
    """The groups of a chunk, in order; some of them are empty."""
    elements: list[Element] = []
    parted_by, start = "", 0
    parting = _PARTING | {_CELL} if _whole_cells(chunk) else _PARTING
    for at, one in enumerate(chunk):
        by = "and" if "and" in one.kinds and one.amount is None else one.key
        if by == "and" or one.key in parting or "including" in one.kinds:
            yield Group(_said_once(elements), parted_by, start)
            elements, parted_by, start = [], by, at + 1
        elif kind := _kind(chunk, at):
            if _restates(elements, one, chunk, at):
                elements[-1] = (*elements[-1][:2], _past_bracket(chunk, at))
                continue
            if _glosses(elements, one, kind, chunk, at):
                elements[-1] = _finer(elements[-1], one)
                continue
            if kind == S and elements and elements[-1][0] in (S, X) and elements[-1][2] == at - 1:
                kind, one = _one_name(elements.pop()[1], one)
            if kind == S and _soaks(chunk, at):
                # Of "5 kg of heroin-soaked clothes" nobody weighed the heroin.
                yield Group(elements, parted_by, start)
                yield Group([(kind, one, at)], SOAKED, at)
                elements, parted_by, start = [], SOAKED, at + 1
                continue
            elements.append((kind, one, at))
    yield Group(_said_once(elements), parted_by, start)


def _said_once(elements: list[Element]) -> list[Element]:
    """Without an open name beside the one that says it: "precursor, 5 l acetic anhydride"."""
    substances = [one.kinds["substance"] for kind, one, _ in elements if kind == S]
    chemicals = [code for code in substances if code.startswith("PRE-")]
    if len({code.endswith(_OPEN_END) for code in chemicals}) < len((True, False)):
        return elements
    opened = [id(one) for kind, one, _ in elements if kind == S and _leaves_open(one)]
    return [one for one in elements if id(one[1]) not in opened]


def _leaves_open(one: Item) -> bool:
    return one.kinds["substance"].endswith(_OPEN_END)


def _whole_cells(chunk: Sequence[Item]) -> bool:
    """Whether a cell holds a name with its amount, and not one of the two: "ice 3 kg | opium"."""
    if all(one.key != _CELL for one in chunk):
        return False
    ends = [at for at, one in enumerate(chunk) if one.key in (_CELL, "\n")]
    for begin, end in pairwise([-1, *ends, len(chunk)]):
        borders = [chunk[at].key for at in (begin, end) if 0 <= at < len(chunk)]
        kinds = {_kind(chunk, at) for at in range(begin + 1, end)}
        if _CELL in borders and Q in kinds and not kinds.isdisjoint((S, T, X)):
            return True
    return False


def of_region(chunk: Sequence[Item]) -> bool:
    """Whether a chunk is a region's row of a brief: "Sindh: 10 ops, 15 arrested, 450 kg".

    So is an agency's: "of Pakistan Customs at 24.1 tons with 307 arrests".
    """
    if not any_has(chunk, "operation", "arrest"):
        return False
    headed = heading(chunk)
    return region(chunk) is not None or (headed is not None and chunk[headed.begin].has("agency"))


def closed(group: Group, chunk: Sequence[Item], n: int) -> bool:
    """Whether a dash ends what a name and its amount say: "Drugs 167 kg - charas ..."."""
    begins, ends = group.elements[n - 1][2], group.elements[n][2]
    beside = all(one.is_mark for one in chunk[begins + 1 : ends])
    return beside and ends + 1 < len(chunk) and chunk[ends + 1].key in _DASHES


def _soaks(chunk: Sequence[Item], at: int) -> bool:
    after = [one for one in chunk[at + 1 : at + 3] if not one.is_mark]
    return bool(after) and after[0].has("soaked")


def _one_name(left: Item, right: Item) -> tuple[str, Item]:
    """Of "precursor acetic anhydride" the name; "amphetamine crystal" says two substances."""
    code = left.kinds.get("substance", "UNK")
    if code.startswith(_OPEN) or code.endswith(_OPEN_END):
        return S, right
    return X, Item({"two_names": ""}, left.key, left.start, right.end, left.tight)


def _kind(chunk: Sequence[Item], at: int) -> str:
    one = chunk[at]
    if one.amount is not None:
        return "" if one.used or one.amount.dimension == "area" or _packs(chunk, at) else Q
    if not one.kinds:
        return ""
    if one.has("drugs"):
        return "" if _of_trade(chunk, at) else T
    if one.has("substance"):
        grows = one.has("crop") and one.kinds["substance"].endswith("-PLANT")
        return "" if one.used or grows else S
    return X if one.has("chemicals", "unnamed") else ""


def _of_trade(chunk: Sequence[Item], at: int) -> bool:
    """Whether drugs are only what somebody deals in: "narcotics smuggling", "drug peddlers"."""
    return at + 1 < len(chunk) and chunk[at + 1].key in _TRADE


def _packs(chunk: Sequence[Item], at: int) -> bool:
    """Whether vessels held the drugs, or other goods: "from three parcels", "six boxes of tea"."""
    following, amount = chunk[at + 1 : at + 3], chunk[at].amount
    vessels = amount is not None and amount.dimension == "count"
    if amount is not None and vessels and at and chunk[at - 1].key in _FROM:
        return not is_drug_form(amount)
    of = vessels and len(following) > 1 and following[0].key == "of"
    return of and following[1].has("hiding") and not following[1].has("substance", "drugs")


def _restates(elements: list[Element], one: Item, chunk: Sequence[Item], at: int) -> bool:
    """Whether an amount in parentheses is the one before it in another unit: "24000 g (24 kg)"."""
    before = elements[-1][1].amount if elements else None
    if before is None or one.amount is None or elements[-1][2] != at - 2:
        return False
    alike = before.dimension == one.amount.dimension and before.base == one.amount.base
    return alike and chunk[at - 1].key == "("


def _past_bracket(chunk: Sequence[Item], at: int) -> int:
    return at + 1 if at + 1 < len(chunk) and chunk[at + 1].key == ")" else at


def _finer(told: Element, gloss: Item) -> Element:
    """The name that says which substance is meant: "intoxicating tablets (ecstasy)"."""
    kind, one, at = told
    leaves_open = one.kinds["substance"].startswith(_OPEN)
    # Both together may have a meaning of their own, as "amphetamine (ice)" has.
    code = gloss.kinds["substance"]
    another = code != one.kinds["substance"]
    says = another and substance_code(f"{one.key} {gloss.key}") == code
    return (kind, gloss, at) if leaves_open or says else told


def _glosses(elements: list[Element], one: Item, kind: str, chunk: Sequence[Item], at: int) -> bool:
    """Whether a name in parentheses only says again what stands before: "methamphetamine (Ice)"."""
    if kind != S or not elements or elements[-1][0] != S:
        return False
    between = chunk[elements[-1][2] + 1 : at]
    opened = any(part.key in ("(", "alias", "aka") for part in between)
    return opened or (not between and elements[-1][1].kinds["substance"] == one.kinds["substance"])
