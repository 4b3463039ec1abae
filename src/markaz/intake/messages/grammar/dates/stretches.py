"""Days that belong together: "10-12 March", "between 3 and 4 March", "یکم مارچ سے 7 مارچ تک"."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from markaz.intake.messages.grammar.items import Item
from markaz.records.kinds import DatePrecision
from markaz.records.occurrence import Occurrence

_TO = frozenset(("-", "–", "to", "تا", "سے", "se", "till", "until", "through", "thru", "upto"))
_AND = frozenset(("and", "&", "اور", "aur"))
_SKIPPED = frozenset(("th", "st", "nd", "rd", "of", "the", "کو", "from"))
_HOUR_WORDS = frozenset(("hrs", "hours", "hr", "h", "pst", "pkt", "z", "بجے"))
_HOUR_DIGITS = 4
_DAYS = frozenset(range(1, 32))
_FURTHEST_BETWEEN = 4
_LONGEST = 366


class Dated(NamedTuple):
    """The days that some items of a chunk state; `when` is None where the message has no day."""

    when: Occurrence | None
    items: tuple[Item, ...]


def is_day(one: Item, *, beside: Item | None = None) -> bool:
    """Whether a number may be the day of a month; in words only beside an Urdu month: "یکم"."""
    plain = one.value is not None and one.amount is None and one.most is None and one.money is None
    in_words = beside is not None and not beside.key.isascii()
    numbered = one.key.isdigit() or in_words
    return plain and numbered and one.value in _DAYS


def joined(chunk: Sequence[Item], found: Sequence[Dated]) -> Iterator[Dated]:
    """Single days as they are; two that a message joins, as the days from one to the other."""
    place = {id(one): at for at, one in enumerate(chunk)}
    taken: set[int] = set()
    for nth, one in enumerate(found):
        if nth in taken:
            continue
        day = _day(one)
        if day is None:
            yield one
            continue
        first, last = min(place[id(i)] for i in one.items), max(place[id(i)] for i in one.items)
        if nth + 1 < len(found):
            start = min(place[id(i)] for i in found[nth + 1].items)
            stretch = from_to(one, found[nth + 1])
            if stretch is not None and (
                _joins(chunk, last + 1, start, before=first)
                or (_follow(stretch) and _is_and(chunk[last + 1 : start]))
            ):
                taken.add(nth + 1)
                yield stretch
                continue
        yield _with_bare(chunk, one, day, first, last)


def _with_bare(chunk: Sequence[Item], one: Dated, day: date, first: int, last: int) -> Dated:
    """A day with the number that stands before or after it: "3 and 4 March", "March 3 to 5"."""
    for at, step in ((first - 1, -1), (last + 1, 1)):
        number = _past(chunk, at, step)
        month = next((its for its in one.items if its.has("month")), one.items[0])
        if number is None or not is_day(chunk[number], beside=month):
            continue
        low, high = (number + 1, first) if step < 0 else (last + 1, number)
        value = int(chunk[number].value or 0)
        after = chunk[number + 1 : number + 2]
        closed = step < 0 or not after or after[0].is_mark or after[0].has("and")
        follows = closed and abs(value - day.day) == 1 and _is_and(chunk[low:high])
        if not (follows or _joins(chunk, low, high, before=min(number, first))):
            continue
        try:
            other = day.replace(day=value)
        except ValueError:
            continue
        ends = (other, day) if step < 0 else (day, other)
        if ends[0] < ends[1]:
            chunk[number].used = True
            return _stretch(*ends, (*one.items, chunk[number]))
    return one


def _past(chunk: Sequence[Item], at: int, step: int) -> int | None:
    """The place of the number beyond a word that joins, where one stands there."""
    while 0 <= at < len(chunk) and chunk[at].key in _SKIPPED | _TO | _AND | {"/"}:
        at += step
    return at if 0 <= at < len(chunk) else None


def _follow(stretch: Dated) -> bool:
    """Whether it is of two days that follow each other: "on Saturday and Sunday"."""
    when = stretch.when
    return when is not None and (when.last - when.first).days == 1


def _is_and(between: Sequence[Item]) -> bool:
    """Whether two days that follow each other are told together: "June 3 and 4"."""
    return [one.key in _AND for one in between if one.key not in _SKIPPED] == [True]


def _joins(chunk: Sequence[Item], low: int, high: int, *, before: int) -> bool:
    """Whether what stands between two days makes a stretch of them."""
    between = [one for one in chunk[low:high] if one.key not in _SKIPPED and not _is_hour(one)]
    if len(between) != 1:
        return False
    if between[0].key in _TO:
        return True
    words = {one.key for one in chunk[max(0, before - _FURTHEST_BETWEEN) : before]}
    after = {one.key for one in chunk[high : high + _FURTHEST_BETWEEN + 1]}
    told = "between" in words or "درمیانی" in after or "درمیان" in after or "night" in words
    return between[0].key in _AND | {"/"} and told


def _day(one: Dated) -> date | None:
    single = one.when is not None and one.when.precision == DatePrecision.DAY
    return one.when.first if single and one.when else None


def _is_hour(one: Item) -> bool:
    """Whether it is a time of day, which may stand before a day: "0600 HRS 05 MAY"."""
    hour = one.key.isdigit() and len(one.key) == _HOUR_DIGITS and one.value is None
    return hour or one.key in _HOUR_WORDS or (":" in one.key and "code" in one.kinds)


def from_to(one: Dated, other: Dated) -> Dated | None:
    """From one day to the other, where the message may state the year only once."""
    first, last = _day(one), _day(other)
    if first is None or last is None:
        return None
    # A year told once is of the later day: "28 December to 3 January 2026".
    for year in (first.year, last.year, last.year - 1):
        try:
            earlier = first.replace(year=year)
        except ValueError:
            continue
        if earlier < last and (last - earlier).days <= _LONGEST:
            return _stretch(earlier, last, (*one.items, *other.items))
    return None


def _stretch(first: date, last: date, items: tuple[Item, ...]) -> Dated:
    return Dated(Occurrence(first, last, DatePrecision.INTERVAL), items)
