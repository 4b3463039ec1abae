"""Months and parts of a year: "January to March 2026", "the first half of 2025", "during July"."""

from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from markaz.data.folding import fold
from markaz.intake.messages.grammar.dates.stretches import Dated
from markaz.intake.messages.grammar.items import Item
from markaz.records.kinds import DatePrecision
from markaz.records.occurrence import Occurrence

_YEARS = frozenset(range(1990, 2100))
_TO = frozenset(("-", "–", "to", "till", "until", "through", "تا", "سے", "se"))
_AND = frozenset(("and", "&", fold("اور")))
_BETWEEN = "between"
_BEFORE_MONTH = frozenset(("in", "during", "of", "for", "throughout"))
_AFTER_MONTH = frozenset(map(fold, ("میں", "کے", "mein", "ke", "ka", "کا", "کی")))
_AROUND, _NEAR_YEAR = 3, 4
_OF_YEAR = frozenset(
    (",", "-", "–", "(", "of", "the", "year", "ki", "ka", *map(fold, ("کی", "کا")))
)
# First and last month of the parts of a year.
_PARTS = {"H1": (1, 6), "H2": (7, 12), "Q1": (1, 3), "Q2": (4, 6), "Q3": (7, 9), "Q4": (10, 12)}
_HALF_MONTH = 15
_FIRST = frozenset(map(fold, ("first", "initial", "پہلے", "ابتدائی")))
_SOME_MONTHS = frozenset(range(2, 12))
_MONTHS = frozenset(map(fold, ("months", "ماہ", "مہینوں")))
_CURRENT = frozenset(map(fold, ("current", "this", "ongoing", "رواں")))
_LEADS_YEAR = frozenset(map(fold, ("کے", "سال")))


def is_year(one: Item) -> bool:
    """Whether a number is plainly a year."""
    if one.value is None or one.amount is not None:
        return False
    return one.key.isdigit() and int(one.key) in _YEARS


def may_be_year(one: Item) -> bool:
    """Whether it is a year, or a word for the one that goes on: "the current year"."""
    return is_year(one) or one.key in _CURRENT


def spans(chunk: Sequence[Item], *, on: date | None) -> Iterator[Dated]:
    """The stretches of months that a chunk names; their items are used up."""
    for at, one in enumerate(chunk):
        if one.used:
            continue
        if is_year(one):
            yield from _years(chunk, at)
        elif one.key in _FIRST and not one.kinds:
            yield from _first_months(chunk, at, on=on)
        elif one.has("year_part"):
            yield from _year_part(chunk, at, on=on)
        elif one.has("month"):
            yield from _numbered(chunk, at, on=on)
            if not one.used:
                yield from _months(chunk, at, on=on)


def alone(chunk: Sequence[Item], at: int, *, on: date | None) -> Iterator[Dated]:
    """A month by itself, "during July", "جولائی میں": the last such month before the message."""
    before = chunk[at - 1] if at else None
    after = chunk[at + 1] if at + 1 < len(chunk) else None
    said = before is not None and before.key in _BEFORE_MONTH
    follows = not chunk[at].key.isascii() and after is not None and after.key in _AFTER_MONTH
    if on is None or not (said or follows):
        return
    month = int(chunk[at].kinds["month"])
    year = on.year if month <= on.month else on.year - 1
    chunk[at].used = True
    when = Occurrence(date(year, month, 1), _last(year, month), DatePrecision.MONTH)
    yield Dated(when, (chunk[at],))


def _months(chunk: Sequence[Item], at: int, *, on: date | None) -> Iterator[Dated]:
    """From one month to another: "between January and November 2024", "اپریل تا جون 2025"."""
    place, early = at + 1, None
    if place < len(chunk) and is_year(chunk[place]):
        early, place = chunk[place], place + 1
    if place + 1 >= len(chunk) or not chunk[place + 1].has("month"):
        return
    opened = any(one.key == _BETWEEN for one in chunk[max(0, at - _AROUND) : at])
    joint = chunk[place]
    follows = int(chunk[place + 1].kinds["month"]) == int(chunk[at].kinds["month"]) % 12 + 1
    if joint.key not in _TO and not (joint.key in _AND and (opened or follows)):
        return
    if at and chunk[at - 1].value is not None and early is None:
        # "15 March to April 20" joins two days.
        return
    last = chunk[place + 1]
    after = chunk[place + 2] if place + 2 < len(chunk) else None
    late = after if after is not None and is_year(after) else None
    if late is None and after is not None and after.key.isdigit():
        return
    first_month, last_month = int(chunk[at].kinds["month"]), int(last.kinds["month"])
    its = tuple(one for one in (chunk[at], early, last, late) if one is not None)
    year = _year_of(late, last_month, on=on)
    if year is None:
        return
    started = int(early.key) if early is not None else year - (first_month > last_month)
    if (started, first_month) < (year, last_month):
        yield _stretch(date(started, first_month, 1), _last(year, last_month), its)


def _years(chunk: Sequence[Item], at: int) -> Iterator[Dated]:
    """From one year to another: "from 2014 to 2018"."""
    if at + 2 >= len(chunk) or not is_year(chunk[at + 2]):
        return
    joint, last = chunk[at + 1 : at + 3]
    opened = any(one.key == _BETWEEN for one in chunk[max(0, at - _AROUND) : at])
    if joint.key in _TO or (joint.key in _AND and opened):
        first, end = int(chunk[at].key), int(last.key)
        if first < end:
            yield _stretch(date(first, 1, 1), date(end, 12, 31), (chunk[at], last))


def _numbered(chunk: Sequence[Item], at: int, *, on: date | None) -> Iterator[Dated]:
    """Days in brackets behind their month: "September (1-14)"."""
    if at + 2 >= len(chunk) or chunk[at + 1].key != "(":
        return
    days = chunk[at + 2]
    year = _year_of(None, int(chunk[at].kinds["month"]), on=on)
    low, high = days.value, days.most
    if low is None or not isinstance(high, Decimal) or days.amount is not None or year is None:
        return
    month = int(chunk[at].kinds["month"])
    if 1 <= low < high <= monthrange(year, month)[1]:
        its = (chunk[at], days)
        yield _stretch(date(year, month, int(low)), date(year, month, int(high)), its)


def _year_part(chunk: Sequence[Item], at: int, *, on: date | None) -> Iterator[Dated]:
    """A half, a quarter, or half a month: "first half of 2025", "2025 کی پہلی ششماہی"."""
    part = chunk[at].kinds["year_part"]
    near = [*chunk[at + 1 : at + 1 + _NEAR_YEAR], *reversed(chunk[max(0, at - _AROUND) : at])]
    month = next((one for one in near[:_NEAR_YEAR] if one.has("month")), None)
    if month is not None:
        exact = [*_numbered(chunk, chunk.index(month), on=on)]
        yield from exact or _half_month(chunk, at, month, part, on=on)
        return
    told = _told_year(chunk, at, on=on)
    if part in _PARTS and told is not None:
        first, last = _PARTS[part]
        year, its = told
        yield _stretch(date(year, first, 1), _last(year, last), (chunk[at], its))


def _first_months(chunk: Sequence[Item], at: int, *, on: date | None) -> Iterator[Dated]:
    """The first months of a year: "the first four months of 2025", "رواں سال کے پہلے چار ماہ"."""
    if at + 2 >= len(chunk):
        return
    number, months = chunk[at + 1 : at + 3]
    if number.value not in _SOME_MONTHS or months.key not in _MONTHS:
        return
    told = _told_year(chunk, at + 2, on=on) or _told_year(chunk, at, on=on)
    if told is not None and number.value is not None:
        year, its = told
        yield _stretch(
            date(year, 1, 1), _last(year, int(number.value)), (chunk[at], number, months, its)
        )


def _told_year(chunk: Sequence[Item], at: int, *, on: date | None) -> tuple[int, Item] | None:
    """The year that a part of one is of: "of 2025", "of the current year"."""
    if (year := _attached_year(chunk, at)) is not None:
        return int(year.key), year
    for place in (at + 1, at - 1):
        while 0 <= place < len(chunk) and chunk[place].key in _OF_YEAR | _LEADS_YEAR:
            place += 1 if place > at else -1
        if on is not None and 0 <= place < len(chunk) and chunk[place].key in _CURRENT:
            return on.year, chunk[place]
    return None


def _attached_year(chunk: Sequence[Item], at: int) -> Item | None:
    for step in (1, -1):
        place = at + step
        while 0 <= place < len(chunk) and chunk[place].key in _OF_YEAR:
            place += step
        if 0 <= place < len(chunk) and is_year(chunk[place]):
            return chunk[place]
    return None


def _half_month(
    chunk: Sequence[Item], at: int, month: Item, part: str, *, on: date | None
) -> Iterator[Dated]:
    named = int(month.kinds["month"])
    place = chunk.index(month)
    between = {one.key for one in chunk[at + 1 : place]}
    year = chunk[place + 1] if place + 1 < len(chunk) and is_year(chunk[place + 1]) else None
    of = _year_of(year, named, on=on)
    if part not in ("H1", "H2") or of is None or month.used or not between <= _OF_YEAR:
        return
    its = tuple(one for one in (chunk[at], month, year) if one is not None)
    if part == "H1":
        yield _stretch(date(of, named, 1), date(of, named, _HALF_MONTH), its)
    else:
        yield _stretch(date(of, named, _HALF_MONTH + 1), _last(of, named), its)


def _year_of(year: Item | None, month: int, *, on: date | None) -> int | None:
    """The year stated, else the last in which the month had begun when the message was sent."""
    if year is not None:
        return int(year.key)
    if on is None:
        return None
    return on.year if month <= on.month else on.year - 1


def _last(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _stretch(first: date, last: date, items: tuple[Item, ...]) -> Dated:
    for one in items:
        one.used = True
    return Dated(Occurrence(first, last, DatePrecision.INTERVAL), items)
