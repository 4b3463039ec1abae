"""Amounts with what they measure: one substance, all of the drugs, or several together."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from markaz.intake.messages.grammar.items import Item, any_has

Q, S, T, X = "quantity", "substance", "drugs", "unnamed"
_NAMES = ("substance", "drugs", "chemicals", "unnamed")
# What a name or an amount is, the item, and its place in the chunk.
Element = tuple[str, Item, int]


@dataclass(slots=True)
class Bond:
    """Amounts bound to one substance item, or to all of the drugs where `kind` says so.

    `together` are the names of a mix, whose one weight is of all and of none by itself.
    """

    kind: str
    name: Item
    amounts: list[Item] = field(default_factory=list)
    together: tuple[Item, ...] = ()


@dataclass(slots=True)
class Group:
    """Names and amounts between two marks or words that part them."""

    elements: list[Element]
    parted_by: str
    start: int

    def opens_with(self, word: str, chunk: Sequence[Item]) -> bool:
        """Whether a word is the first of the group."""
        return self.start < len(chunk) and chunk[self.start].key == word


@dataclass(slots=True)
class Bonds:
    """What a chunk says of quantities: bonds in order, and amounts of nothing that is named.

    `each` are amounts of one among several, whose sum nobody states; `absent` those that
    nobody holds, or that were burnt.
    """

    bonds: list[Bond] = field(default_factory=list)
    each: list[Item] = field(default_factory=list)
    loose: list[Item] = field(default_factory=list)
    absent: list[Item] = field(default_factory=list)

    def come_to(self, pending: Sequence[Item]) -> bool:
        """Whether the one weight of nothing named is what the drugs named here come to."""
        told = [one.amount for bond in self.bonds for one in bond.amounts if one.amount]
        masses = [one.base for one in told if one.dimension == "mass"]
        alone = pending[0].amount if len(pending) == 1 else None
        named = all(bond.kind == S for bond in self.bonds) and len(masses) > 1
        return named and alone is not None and alone.base == sum(masses)


def measures(chunk: Sequence[Item]) -> bool:
    """Whether a chunk has a number, or a name of what an amount may be of."""
    numbered = any(one.value is not None or one.amount is not None for one in chunk)
    return numbered or any_has(chunk, *_NAMES)


def same_chemical(last: Sequence[Bond], here: Sequence[Bond]) -> bool:
    """Whether "the chemical" is the one whose vessels were told: "20 drums ... of 4,000 l"."""
    if len(last) != 1 or len(here) != 1:
        return False
    named = here[0].kind == S and here[0].name.kinds["substance"] != "PRE-UNSPECIFIED"
    if named or here[0].kind == T:
        return False
    chemical = last[0].name.kinds.get("substance", "").startswith("PRE-")
    vessels, held = last[0].amounts, here[0].amounts
    counted = all(one.amount and one.amount.dimension == "count" for one in vessels)
    plain = all(one.amount and one.amount.dimension != "count" for one in held)
    return chemical and bool(vessels and held) and counted and plain
