"""What a message states that cannot all be so, or that invites misreading: a rule for each."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal

from markaz.checking.kinds import (
    a_count_weighs_what_tablets_weigh,
    one_drug_has_one_name,
    one_value_covers_one_kind,
    the_value_is_within_the_band_of_its_drugs,
    units_fit_their_substances,
)
from markaz.checking.question import Question, asked
from markaz.checking.sums import agree, every_line_weighed, kilograms, listed, stated_total
from markaz.data.substances import SUBSTANCES
from markaz.records.errors import Bilingual
from markaz.records.kinds import DatePrecision
from markaz.records.statement import Bound, CountField, Scope, Statement

COUNTED = {
    CountField.OPERATIONS: Bilingual("operations", "کارروائیاں"),
    CountField.CASES: Bilingual("cases", "مقدمات"),
    CountField.ARRESTED: Bilingual("arrested", "گرفتار"),
    CountField.WOMEN: Bilingual("women", "خواتین"),
    CountField.FOREIGNERS: Bilingual("foreign nationals", "غیر ملکی"),
    CountField.VEHICLES: Bilingual("vehicles", "گاڑیاں"),
}
_ALL_DRUGS = Bilingual("drugs", "منشیات")
_VALUE, _TOTAL = Bilingual("the value", "مالیت"), Bilingual("the total", "کل وزن")


def questions(statements: Sequence[Statement]) -> Iterator[Question]:
    """What a person should ask about a message before any of it is filed."""
    for one in statements:
        for part in (one, *one.parts):
            for rule in RULES:
                yield from rule(part)
    yield from populations_stay_apart(statements)


def lines_sum_to_the_total(one: Statement) -> Iterator[Question]:
    """The drugs listed come to the total, chemicals and poppy heads left out."""
    total, computed = stated_total(one), listed(one)
    if total is None or computed is None or total.value.dimension != "mass":
        return
    stated, whole = kilograms(total), every_line_weighed(one)
    if not agree(computed, stated, bound=_loosest(one), whole=whole):
        yield asked("lines", sum=computed, total=stated)


def _loosest(one: Statement) -> Bound:
    """A sum is as exact as the least exact of its parts."""
    bounds = [one.totals[0].bound, *(line.weight.bound for line in one.lines if line.weight)]
    return next((bound for bound in bounds if bound != Bound.EXACT), Bound.EXACT)


def parts_sum_to_the_whole(one: Statement) -> Iterator[Question]:
    """Regions come to the nation: operations, people, vehicles, the total and each drug."""
    regions = [part for part in one.parts if part.scope == Scope.REGION]
    if not regions:
        return
    for of, name in COUNTED.items():
        whole, parts = one.count(of), [part.count(of) for part in regions]
        told = [part.value for part in parts if part is not None]
        # A region that names no women may have had none: less than all is then no contradiction.
        differs = whole is not None and told and sum(told) != whole.value
        if whole is not None and differs and (sum(told) > whole.value or len(told) == len(parts)):
            yield asked("regions_count", what=name, sum=sum(told), total=whole.value)
    yield from _weights(one, regions)


def _weights(one: Statement, regions: Sequence[Statement]) -> Iterator[Question]:
    total = stated_total(one)
    sums = [_of_region(part) for part in regions]
    if total is not None and any(found is not None for found in sums):
        computed = sum((found for found in sums if found is not None), start=Decimal(0))
        stated, all_told = kilograms(total), all(found is not None for found in sums)
        if not agree(computed, stated, bound=total.bound, whole=all_told):
            yield asked("regions_weight", what=_ALL_DRUGS, sum=computed, total=stated)
    listing = all(part.lines for part in regions)
    for code, stated in _by_drug(one).items():
        computed = sum((_by_drug(part).get(code, Decimal(0)) for part in regions), Decimal(0))
        if computed and not agree(computed, stated, bound=Bound.EXACT, whole=listing):
            known = SUBSTANCES[code]
            what = Bilingual(known.label_en, known.label_ur)
            yield asked("regions_weight", what=what, sum=computed, total=stated)


def _of_region(part: Statement) -> Decimal | None:
    total = stated_total(part)
    return kilograms(total) if total is not None else listed(part)


def _by_drug(one: Statement) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    for line in one.lines:
        if line.weight and line.substance.value:
            code = line.substance.value
            found[code] = found.get(code, Decimal(0)) + kilograms(line.weight)
    return found


def a_part_never_exceeds_its_whole(one: Statement) -> Iterator[Question]:
    """Women and foreign nationals are among those arrested; a region is within its nation."""
    arrested = one.count(CountField.ARRESTED)
    for of in (CountField.WOMEN, CountField.FOREIGNERS):
        part = one.count(of)
        if arrested is not None and part is not None and part.value > arrested.value:
            yield asked(
                "subset", subset=COUNTED[of], part=part.value,
                whole=COUNTED[CountField.ARRESTED], total=arrested.value,
            )  # fmt: skip


def a_field_is_stated_once(one: Statement) -> Iterator[Question]:
    """Values that differ stand side by side: 16 billion and 15.92 billion."""
    for of, name in COUNTED.items():
        yield from _voices(name, [stated.text for stated in one.counts.get(of, ())])
    yield from _voices(_VALUE, [stated.text for stated in one.values])
    yield from _voices(_TOTAL, [stated.text for stated in one.totals])


def _voices(what: Bilingual, texts: Iterable[str]) -> Iterator[Question]:
    first, *others = [*texts] or [""]
    for other in others:
        yield asked("voices", what=what, first=first, second=other)


def the_year_says_which_year(one: Statement) -> Iterator[Question]:
    """A year may run from January or from July, and count by seizure, report or court."""
    if one.days and one.days.value.precision == DatePrecision.YEAR:
        yield asked("year", text=one.days.text)


def assets_are_no_value_of_drugs(one: Statement) -> Iterator[Question]:
    """Frozen assets beside seized drugs are another sum."""
    for assets in one.assets:
        yield asked("assets", assets=assets.text)


def arrests_are_not_cases(one: Statement) -> Iterator[Question]:
    """Where arrests and cases are both counted, a person of two cases may be counted twice."""
    arrested, cases = one.count(CountField.ARRESTED), one.count(CountField.CASES)
    if arrested and cases and arrested.value != cases.value:
        yield asked("persons", arrested=arrested.value, cases=cases.value)


def the_sum_so_far_holds_the_day(one: Statement) -> Iterator[Question]:
    """What a campaign cleared so far is no less than what a day of it cleared."""
    daily = [land.area.value.base for land in one.areas if not land.running]
    for land in one.areas:
        if land.running and daily and land.area.value.base < max(daily):
            yield asked("running", running=land.area.value.base, area=max(daily))


def land_names_its_crop(one: Statement) -> Iterator[Question]:
    """Where land is cleared, the message says of which crop."""
    if one.areas and not any(land.crop for land in one.areas):
        yield asked("crop", text=one.areas[0].area.text)


def populations_stay_apart(statements: Sequence[Statement]) -> Iterator[Question]:
    """A count of foreign nationals greater than the one told before is another population."""
    found = [
        (stated, part.span)
        for one in statements
        for part in (one, *one.parts)
        for stated in part.counts.get(CountField.FOREIGNERS, ())
    ]
    for at, (later, _) in enumerate(found):
        earlier = found[at - 1][0] if at else None
        if earlier is not None and later.value > earlier.value:
            yield asked("populations", part=later.value, total=earlier.value)


RULES: tuple[Callable[[Statement], Iterator[Question]], ...] = (
    lines_sum_to_the_total,
    parts_sum_to_the_whole,
    a_part_never_exceeds_its_whole,
    a_count_weighs_what_tablets_weigh,
    units_fit_their_substances,
    the_value_is_within_the_band_of_its_drugs,
    one_drug_has_one_name,
    one_value_covers_one_kind,
    a_field_is_stated_once,
    the_year_says_which_year,
    assets_are_no_value_of_drugs,
    arrests_are_not_cases,
    the_sum_so_far_holds_the_day,
    land_names_its_crop,
)
