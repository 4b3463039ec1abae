"""What a message states that cannot all be so, or that invites misreading: a rule for each."""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from markaz.checking.kinds import (
    a_count_weighs_what_tablets_weigh,
    one_drug_has_one_name,
    one_value_covers_one_kind,
    substance_name,
    the_value_is_within_the_band_of_its_drugs,
    units_fit_their_substances,
)
from markaz.checking.question import Question, asked
from markaz.checking.sums import (
    agree,
    between,
    every_line_weighed,
    kilograms,
    listed,
    stated_total,
    summed,
    weighed,
)
from markaz.records.errors import Bilingual
from markaz.records.kinds import DatePrecision
from markaz.records.statement import (
    Amount,
    CountField,
    Interval,
    Money,
    Scope,
    Stated,
    Statement,
    may_be,
)

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
    if total is None or computed is None:
        return
    parts = summed(map(between, weighed(one)))
    if not agree(parts, between(total), all_told=every_line_weighed(one)):
        told = asked("lines", sum=computed, total=kilograms(total))
        yield told.on(total, *weighed(one))


def parts_sum_to_the_whole(one: Statement) -> Iterator[Question]:
    """Regions come to the nation: operations, people, vehicles, the total and each drug."""
    regions = [part for part in one.parts if part.scope == Scope.REGION]
    if not regions:
        return
    for of, name in COUNTED.items():
        whole = one.count(of)
        told = [found for part in regions if (found := part.count(of)) is not None]
        # A region that names no women may have had none: less than all is then no contradiction.
        all_told = len(told) == len(regions)
        parts = summed(map(may_be, told))
        if whole and told and not agree(parts, may_be(whole), all_told=all_told):
            total = sum(found.value for found in told)
            yield asked("regions_count", what=name, sum=total, total=whole.value).on(whole, *told)
    yield from _weights(one, regions)


def _weights(one: Statement, regions: Sequence[Statement]) -> Iterator[Question]:
    total = stated_total(one)
    found = [weights for part in regions if (weights := _of_region(part))]
    told = [stated for weights in found for stated in weights]
    parts = summed(map(between, told))
    if total and told and not agree(parts, between(total), all_told=len(found) == len(regions)):
        summed_up = sum(map(kilograms, told), start=Decimal(0))
        question = asked("regions_weight", what=_ALL_DRUGS, sum=summed_up, total=kilograms(total))
        yield question.on(total, *told)
    listing = all(part.lines for part in regions)
    for code, whole in _by_drug(one).items():
        told = [stated for part in regions for stated in _by_drug(part).get(code, ())]
        parts, stated = summed(map(between, told)), summed(map(between, whole))
        if told and not agree(parts, stated, all_told=listing):
            sums = [sum(map(kilograms, some), start=Decimal(0)) for some in (told, whole)]
            question = asked(
                "regions_weight", what=substance_name(code), sum=sums[0], total=sums[1]
            )
            yield question.on(*whole, *told)


def _of_region(part: Statement) -> list[Stated[Amount]]:
    total = stated_total(part)
    return [total] if total is not None else weighed(part)


def _by_drug(one: Statement) -> dict[str, list[Stated[Amount]]]:
    found: dict[str, list[Stated[Amount]]] = {}
    for line in one.lines:
        if line.weight and line.substance.value:
            found.setdefault(line.substance.value, []).append(line.weight)
    return found


def a_part_never_exceeds_its_whole(one: Statement) -> Iterator[Question]:
    """Women and foreign nationals are among those arrested."""
    whole = one.count(CountField.ARRESTED)
    for of in (CountField.WOMEN, CountField.FOREIGNERS):
        part = one.count(of)
        if whole is not None and part is not None and may_be(part).low > may_be(whole).high:
            told = asked(
                "subset", subset=COUNTED[of], part=part.value,
                whole=COUNTED[CountField.ARRESTED], total=whole.value,
            )  # fmt: skip
            yield told.on(part, whole)


def a_field_is_stated_once(one: Statement) -> Iterator[Question]:
    """Values that differ stand side by side: 16 billion and 15.92 billion."""
    for of, name in COUNTED.items():
        counts = one.counts.get(of, ())
        yield from _voices(name, counts, [may_be(stated) for stated in counts])
    for money in _by_currency(one.values).values():
        meant = [may_be(stated) for stated in money]
        yield from _voices(_VALUE, money, meant)
    totals = [stated for stated in one.totals if stated.value.dimension == "mass"]
    yield from _voices(_TOTAL, totals, [between(stated) for stated in totals])


def _by_currency(values: Sequence[Stated[Money]]) -> dict[str, list[Stated[Money]]]:
    """A value in dollars beside one in rupees is the same value, and no contradiction."""
    found: dict[str, list[Stated[Money]]] = {}
    for stated in values:
        found.setdefault(stated.value.currency, []).append(stated)
    return found


def _voices(
    what: Bilingual, told: Sequence[Stated[object]], meant: Sequence[Interval]
) -> Iterator[Question]:
    for other, means in zip(told[1:], meant[1:], strict=True):
        if not means.meets(meant[0]):
            question = asked("voices", what=what, first=told[0].text, second=other.text)
            yield question.on(told[0], other)


def the_year_says_which_year(one: Statement) -> Iterator[Question]:
    """A year may run from January or from July, and count by seizure, report or court."""
    if one.days and one.days.value.precision == DatePrecision.YEAR:
        yield asked("year", text=one.days.text).on(one.days)


def assets_are_no_value_of_drugs(one: Statement) -> Iterator[Question]:
    """Frozen assets beside seized drugs are another sum."""
    for assets in one.assets:
        yield asked("assets", assets=assets.text).on(assets)


def arrests_are_not_cases(one: Statement) -> Iterator[Question]:
    """Where arrests and cases are both counted, a person of two cases may be counted twice."""
    arrested, cases = one.count(CountField.ARRESTED), one.count(CountField.CASES)
    if arrested and cases and arrested.value != cases.value:
        told = asked("persons", arrested=arrested.value, cases=cases.value)
        yield told.on(arrested, cases)


def the_sum_so_far_holds_the_day(one: Statement) -> Iterator[Question]:
    """What a campaign cleared so far is no less than what a day of it cleared."""
    daily = [land.area for land in one.areas if not land.running]
    day = max(daily, key=lambda area: area.value.base, default=None)
    for land in one.areas:
        so_far = land.area
        if land.running and day and may_be(so_far).high < may_be(day).low:
            told = asked("running", running=so_far.value.base, area=day.value.base)
            yield told.on(so_far, day)
    sums = next((part for part in one.parts if part.scope == Scope.RUNNING), None)
    if sums is not None:
        yield from _of_day(sums, one)


def _of_day(sums: Statement, day: Statement) -> Iterator[Question]:
    """Drugs and people summed so far are no fewer than those of the day told beside them."""
    weighs, whole = summed(map(may_be, weighed(day))), stated_total(sums)
    if whole is not None and may_be(whole).high < weighs.low:
        day_kg = sum(map(kilograms, weighed(day)), start=Decimal(0))
        told = asked("running_weight", running=kilograms(whole), day=day_kg)
        yield told.on(whole, *weighed(day))
    for of, name in COUNTED.items():
        so_far, today = sums.count(of), day.count(of)
        if so_far is not None and today is not None and may_be(so_far).high < may_be(today).low:
            told = asked("running_count", what=name, running=so_far.value, day=today.value)
            yield told.on(so_far, today)


def land_names_its_crop(one: Statement) -> Iterator[Question]:
    """Where land is cleared, the message says of which crop."""
    if one.areas and not any(land.crop for land in one.areas):
        yield asked("crop", text=one.areas[0].area.text).on(one.areas[0].area)


def populations_stay_apart(statements: Sequence[Statement]) -> Iterator[Question]:
    """A count of foreign nationals greater than the one told before is another population."""
    found = [
        stated
        for one in statements
        for part in (one, *one.parts)
        if part.scope != Scope.RUNNING
        for stated in part.counts.get(CountField.FOREIGNERS, ())
    ]
    for earlier, later in pairwise(found):
        if may_be(later).low > may_be(earlier).high:
            told = asked("populations", part=later.value, total=earlier.value)
            yield told.on(later, earlier)


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
