"""One story told by several voices: messages that may tell of one event or brief, with reasons.

A proposal for a person and never a join: a summary over the same drugs and days may be another's.
"""

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from markaz.records.errors import Bilingual
from markaz.records.occurrence import Occurrence
from markaz.records.statement import Amount, CountField, Money, Scope, Stated, Statement, may_be

_ENOUGH = 3
_KEY_LETTERS = 16


@dataclass(frozen=True, slots=True)
class Reason:
    """Why two statements may tell one story, and how much it says."""

    points: int
    sentence: Bilingual


@dataclass(frozen=True, slots=True)
class Voices:
    """Two statements that may tell one story: the reasons, and what each says otherwise."""

    reasons: tuple[Reason, ...]
    differing: tuple[tuple[str, str, str], ...]


def one_story(left: Statement, right: Statement) -> Voices | None:
    """The reasons why two statements may tell one story; None where they do not come to enough."""
    if (left.scope == Scope.EVENT) != (right.scope == Scope.EVENT) or _apart(left, right):
        return None
    found = tuple(reason for rule in RULES for reason in rule(left, right))
    # Who acted and where say nothing by themselves: some quantity or count has to agree.
    if sum(reason.points for reason in found) < _ENOUGH or max(one.points for one in found) < 2:  # noqa: PLR2004
        return None
    return Voices(found, differing(left, right))


def differing(left: Statement, right: Statement) -> tuple[tuple[str, str, str], ...]:
    """Each field that both state otherwise, with the words of both: nobody decides for them."""
    return tuple(_differing(left, right))


def key(left: Statement, right: Statement) -> str:
    """What tells what two statements say from what they say once a value of either moves."""
    told = [sorted(_values(one)) for one in (left, right)]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:_KEY_LETTERS]


def _values(one: Statement) -> Iterator[tuple[str, str, str, str, str]]:
    """Every value of a statement and its parts, however it is worded."""
    for part in (one, *one.parts):
        for name, stated in part.stated():
            upper = "" if stated.upper is None else _plain(stated.upper)
            yield part.scope.value, name, _plain(stated.value), stated.bound.value, upper


def _plain(value: object) -> str:
    if isinstance(value, Amount):
        return f"{_digits(value.number)} {value.unit}"
    if isinstance(value, Money):
        return f"{_digits(value.number)} {value.currency}"
    if isinstance(value, Occurrence):
        return f"{value.first}..{value.last} {value.precision.value}"
    return _digits(value) if isinstance(value, Decimal) else str(value)


def _digits(number: Decimal) -> str:
    return f"{number.normalize():f}"


def _apart(left: Statement, right: Statement) -> bool:
    """Whether the days told cannot be the same."""
    if left.days is None or right.days is None:
        return False
    ours, theirs = left.days.value, right.days.value
    return ours.last < theirs.first or theirs.last < ours.first


def drugs_weigh_alike(left: Statement, right: Statement) -> Iterator[Reason]:
    """The same weight of the same drug, or one that a bound may mean."""
    ours, theirs = dict(_weights(left)), dict(_weights(right))
    for code, stated in ours.items():
        other = theirs.get(code)
        if other is not None and _meet(stated, other):
            yield Reason(
                2,
                Bilingual.quoting(
                    stated.text,
                    en="both tell of “{words}” of one drug",
                    ur="دونوں ایک ہی منشیات کا «{words}» بتاتے ہیں",
                ),
            )


def totals_are_equal(left: Statement, right: Statement) -> Iterator[Reason]:
    """The same total, in whatever unit each states it; a bound may mean it."""
    for stated in left.sums:
        if any(_meet(stated, other) for other in right.sums):
            yield Reason(
                2,
                Bilingual.quoting(
                    stated.text,
                    en="the total is “{words}” in both",
                    ur="کل «{words}» دونوں میں ہے",
                ),
            )


def counts_are_equal(left: Statement, right: Statement) -> Iterator[Reason]:
    """The same number of arrests, operations or vehicles; below ten it says little."""
    for of in (CountField.OPERATIONS, CountField.ARRESTED, CountField.VEHICLES):
        ours, theirs = left.count(of), right.count(of)
        if ours is not None and theirs is not None and ours.value == theirs.value:
            points = 1 if ours.value < 10 else 2  # noqa: PLR2004
            yield Reason(
                points,
                Bilingual.quoting(
                    ours.text,
                    en="“{words}” in both",
                    ur="«{words}» دونوں میں ہے",
                ),
            )


def they_name_one_place(left: Statement, right: Statement) -> Iterator[Reason]:
    """The same district or airport."""
    ours = {place.value: place for place in left.places} | (
        {left.airport.value: left.airport} if left.airport else {}
    )
    theirs = {place.value for place in right.places} | (
        {right.airport.value} if right.airport else set()
    )
    for code in [code for code in ours if code in theirs][:1]:
        text = ours[code].text
        yield Reason(
            1,
            Bilingual.quoting(
                text,
                en="both at “{words}”",
                ur="دونوں «{words}» پر",
            ),
        )


def they_name_one_agency(left: Statement, right: Statement) -> Iterator[Reason]:
    """An agency that both say acted."""
    theirs = {agency.value for agency in right.agencies}
    for agency in [one for one in left.agencies if one.value in theirs][:1]:
        yield Reason(
            1,
            Bilingual.quoting(
                agency.text,
                en="both name “{words}”",
                ur="دونوں «{words}» کا ذکر کرتے ہیں",
            ),
        )


def they_are_of_one_day(left: Statement, right: Statement) -> Iterator[Reason]:
    """The very same days."""
    if left.days and right.days and left.days.value == right.days.value:
        yield Reason(1, Bilingual("both of the same days", "دونوں ایک ہی دنوں کے ہیں"))


RULES: tuple[Callable[[Statement, Statement], Iterator[Reason]], ...] = (
    drugs_weigh_alike,
    totals_are_equal,
    counts_are_equal,
    they_name_one_place,
    they_name_one_agency,
    they_are_of_one_day,
)


def _meet(ours: Stated[Amount], theirs: Stated[Amount]) -> bool:
    """Whether two amounts of one dimension may be one: "over 20 kg" and "20.4 kg"."""
    same = ours.value.dimension == theirs.value.dimension
    return same and may_be(ours).meets(may_be(theirs))


def _may_be_one(ours: Stated[int], theirs: Stated[int]) -> bool:
    return may_be(ours).meets(may_be(theirs))


def _weights(one: Statement) -> Iterator[tuple[str, Stated[Amount]]]:
    for line in one.lines:
        if line.substance.value and line.amounts:
            yield line.substance.value, line.amounts[0]


def _differing(left: Statement, right: Statement) -> Iterator[tuple[str, str, str]]:
    for of in CountField:
        ours, theirs = left.count(of), right.count(of)
        if ours is not None and theirs is not None and not _may_be_one(ours, theirs):
            yield of.value, ours.text, theirs.text
    sums = left.sums, right.sums
    if all(sums) and not any(_meet(ours, theirs) for ours in sums[0] for theirs in sums[1]):
        told = [" / ".join(one.text for one in each) for each in sums]
        yield "total", told[0], told[1]
    texts = [{stated.value: stated.text for stated in one.values} for one in (left, right)]
    if texts[0] and texts[1] and set(texts[0]) != set(texts[1]):
        yield "value", " / ".join(texts[0].values()), " / ".join(texts[1].values())
    ours_of, theirs_of = dict(_weights(left)), dict(_weights(right))
    for code in [code for code in ours_of if code in theirs_of]:
        if not _meet(ours_of[code], theirs_of[code]):
            yield "quantity", ours_of[code].text, theirs_of[code].text
