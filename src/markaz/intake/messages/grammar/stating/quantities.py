"""Substances with their quantities, totals and land, as the chunks of a section tell them."""

from collections.abc import Iterable, Iterator, Sequence

from markaz.data.substances import SUBSTANCES
from markaz.intake.messages.grammar import asking
from markaz.intake.messages.grammar.amounts.bare import is_drug_form
from markaz.intake.messages.grammar.amounts.bonds import Bond, Bonds, S, T, measures
from markaz.intake.messages.grammar.amounts.in_hand import only_named
from markaz.intake.messages.grammar.amounts.land import crops, surveyed
from markaz.intake.messages.grammar.amounts.quantities import bonds, weighs
from markaz.intake.messages.grammar.dates import days
from markaz.intake.messages.grammar.items import Item, any_has
from markaz.intake.messages.grammar.stating.lines import Lines
from markaz.intake.messages.grammar.stating.words import Words, once, told_anew
from markaz.records.errors import Bilingual
from markaz.records.statement import (
    Amount,
    Stated,
    StatedArea,
    StatedLine,
    StatedMix,
)

_ONE_DRUG = "drug"


class Quantities:
    """Takes the chunks of one section, in order; `clearing` where the message clears a crop.

    In a `part` of a brief a weight of nothing named is all that was seized there.
    """

    def __init__(self, words: Words, *, clearing: bool, part: bool) -> None:
        self._words = words
        self._part = part
        self._clearing = clearing
        self.lines = Lines()
        self.totals: list[Stated[Amount]] = []
        self.mixes: list[StatedMix] = []
        self.areas: list[StatedArea] = []
        self._crop: Stated[str] | None = None
        self._named: dict[str, Stated[str]] = {}
        self._capsules: Item | None = None

    def take(self, chunk: Sequence[Item]) -> Iterator[Bilingual]:
        """Take a chunk; gives what it leaves open, as questions."""
        found = bonds(chunk, self._words.writing.text) if measures(chunk) else Bonds()
        told = any_has(chunk, "seize", "conceal", "value", "arrest")
        named = any(bond.kind == S for bond in found.bonds)
        self._fill(found.bonds, chunk)
        for bond in found.bonds:
            yield from self._take_bond(bond, chunk, told=told)
        yield from (asking.each(self._words.text((item,))) for item in found.each)
        yield from (asking.in_hand(self._words.text((item,))) for item in found.absent)
        for item in found.loose:
            yield from self._take_loose(item, chunk, alone=not named and len(found.loose) == 1)
        self._take_areas(chunk)

    def _fill(self, found: Sequence[Bond], chunk: Sequence[Item]) -> None:
        """Give capsules of the chunk before to the one drug they are said to hold here."""
        named = [bond for bond in found if bond.kind == S and bond.amounts]
        capsules, self._capsules = self._capsules, None
        if capsules is None or not (len(named) == len(found) == 1 and weighs(chunk)):
            return
        if not any(map(_is_count, named[0].amounts)):
            named[0].amounts.append(capsules)

    def _take_bond(self, bond: Bond, chunk: Sequence[Item], *, told: bool) -> Iterator[Bilingual]:
        if bond.kind == T:
            self._take_total(bond)
            return
        code = bond.name.kinds.get("substance", "") if bond.kind == S else ""
        name = self._words.stated(code, bond.name)
        if code and not only_named(chunk, bond.name):
            self._named.setdefault(code, name)
        if bond.together:
            self._take_mix(bond, name)
            return
        if bond.amounts:
            yield from self._take_line(bond, name)
        elif told and not only_named(chunk, bond.name):
            self._take_name(name, bond.name)

    def _take_name(self, name: Stated[str], item: Item) -> None:
        """A drug that is only named; a plant and a word like "ice" may be named without it."""
        plant = name.value in SUBSTANCES and not SUBSTANCES[name.value].in_drug_total
        if name.value and not plant and not item.has("common", "crop"):
            self.lines.name(StatedLine(name))

    def _take_line(self, bond: Bond, name: Stated[str]) -> Iterator[Bilingual]:
        if bond.name.has("unnamed") and all(map(_is_count, bond.amounts)):
            # Packets of a powder say nothing of how much of which drug.
            return
        if not name.value and not bond.name.has("substance"):
            yield asking.which_substance(name.text)
        plants = any(one.amount and one.amount.unit == "plant" for one in bond.amounts)
        if plants and name.value.startswith("CAN-"):
            name = self._words.stated("CAN-PLANT", bond.name)
        self.lines.add(self._line(name, bond.amounts))

    def _take_total(self, bond: Bond) -> None:
        if bond.amounts and bond.name.key == _ONE_DRUG and len(self._named) == 1:
            # "Seized hashish ... 2,192 kg of the drug".
            self.lines.add(self._line(next(iter(self._named.values())), bond.amounts))
            return
        masses = [one for one in bond.amounts if one.amount and one.amount.dimension == "mass"]
        for told in once([self._words.amount(one) for one in masses if self._is_new(one)]):
            told_anew(self.totals, told)

    def _take_mix(self, bond: Bond, name: Stated[str]) -> None:
        """A weight of several substances is of all of them together; each is named without it."""
        self.lines.name(StatedLine(name))
        kinds = tuple(one.kinds["substance"] for one in bond.together)
        for item in bond.amounts:
            if item.amount is not None:
                upper = item.most if isinstance(item.most, Amount) else None
                its = sorted((*bond.together, item), key=lambda one: one.start)
                total = self._words.stated(item.amount, *its, bound=item.bound, upper=upper)
                self.mixes.append(StatedMix(total, kinds))

    def _line(self, name: Stated[str], amounts: Iterable[Item]) -> StatedLine:
        first: dict[str, Stated[Amount]] = {}
        for item in amounts:
            if item.amount is not None:
                first.setdefault(item.amount.dimension, self._words.amount(item))
        return StatedLine(name, first.get("mass"), first.get("volume"), first.get("count"))

    def _take_loose(self, item: Item, chunk: Sequence[Item], *, alone: bool) -> Iterator[Bilingual]:
        if item.amount and is_drug_form(item.amount) and item.tail is not None:
            name: Stated[str] = self._words.stated("", item.tail)
            self.lines.add(StatedLine(name, count=self._words.amount(item)))
            return
        if item.amount and is_drug_form(item.amount):
            self._capsules = item
        if item.amount is None or item.amount.dimension not in ("mass", "volume"):
            return
        named = next(iter(self._named.values())) if len(self._named) == 1 else None
        amount = self._words.amount(item)
        if alone and self._part and _stands_alone(chunk, item) and not self.lines.every():
            self.totals.append(amount)
        elif not (alone and weighs(chunk) and self.lines.weigh(amount, named=named)):
            yield asking.of_what(self._words.text((item,)))

    def _is_new(self, item: Item) -> bool:
        return item.amount is not None and all(
            known.value.base != item.amount.base for known in self.totals
        )

    def _take_areas(self, chunk: Sequence[Item]) -> None:
        named = crops(chunk)
        land = [at for at, one in enumerate(chunk) if one.amount and one.amount.dimension == "area"]
        land = [at for at in land if self._clearing and not surveyed(chunk, at)]
        if not land and len({crop for _, crop in named}) == 1:
            self._crop = self._words.stated(named[0][1], named[0][0])
        if not land:
            return
        running = days.running(chunk, land, summed=len(land) > 1 or bool(self.areas))
        for at in land:
            one = chunk[at]
            nearest = min(named, key=lambda crop: abs(crop[0].start - one.start), default=None)
            if nearest is not None:
                self._crop = self._words.stated(nearest[1], nearest[0])
            amount = self._words.amount(one)
            self.areas.append(StatedArea(self._crop, amount, running=at in running))


def _stands_alone(chunk: Sequence[Item], item: Item) -> bool:
    """Whether a weight is followed by nothing that it might be of."""
    at = next(place for place, one in enumerate(chunk) if one is item)
    after = chunk[at + 1 : at + 2]
    mass = item.amount is not None and item.amount.dimension == "mass"
    return mass and (not after or after[0].is_mark or after[0].has("seize", "and", "operation"))


def _is_count(item: Item) -> bool:
    return item.amount is not None and item.amount.dimension == "count"
