"""When a message says that something happened, measured from the day of the message."""

from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from markaz.intake.messages.grammar.dates.spans import alone, is_year, may_be_year, spans
from markaz.intake.messages.grammar.dates.stretches import Dated, is_day, joined
from markaz.intake.messages.grammar.items import Item, any_has
from markaz.intake.values.days import days
from markaz.records.kinds import DatePrecision
from markaz.records.occurrence import Occurrence

_OF_DAYS = ("date", "month", "weekday", "period", "year_part")
_WEEK = 7
_CENTURY = 2000
_ZONES = frozenset(("z", "e", "pst", "pkt", "zulu", "hrs", "utc"))
_LAST_DAY, _HOURS, _MINUTES = 31, 24, 60
_BEFORE_YEAR = frozenset(("in", "during", "year", "سال", "saal", "for", "of", "-"))
_YEAR_NEAR = 8


def dated(chunk: Sequence[Item], *, on: date | None) -> Iterator[Dated]:
    """The days a chunk states; `on` is the day of the message."""
    if not any_has(chunk, *_OF_DAYS) and not any(map(may_be_year, chunk)):
        return
    yield from spans(chunk, on=on)
    yield from joined(chunk, [*_named(chunk, on=on)])
    yield from _periods(chunk, on=on)


def running(chunk: Sequence[Item], amounts: Sequence[int], *, summed: bool) -> set[int]:
    """Which of these amounts are sums since the start of something: those nearest to such words.

    A word like "total" is one of them only where it sums other amounts: `summed`.
    """
    roles = ("running", "sum") if summed else ("running",)
    words = [at for at, one in enumerate(chunk) if one.has(*roles)]
    return {min(amounts, key=lambda at: abs(at - word)) for word in words if amounts}


def _named(chunk: Sequence[Item], *, on: date | None) -> Iterator[Dated]:
    for at, one in enumerate(chunk):
        if "date" in one.kinds:
            one.used = True
            yield Dated(_exact(one.kinds["date"]), (one,))
        elif "month" in one.kinds and not one.used:
            yield from _month(chunk, at, on=on)
        elif at and not one.used and is_year(one) and _of_time(chunk[at - 1]):
            one.used = True
            yield _of_year(int(one.key), (one,))


def _of_time(before: Item) -> bool:
    """Whether what follows is a year and not a number: "in 2021", "the year-2017"."""
    return before.has("article") or before.key in _BEFORE_YEAR


def _exact(text: str) -> Occurrence | None:
    try:
        read = days(text, order="dmy")
    except ValueError:
        return None
    return Occurrence(read.first, read.last, DatePrecision(read.precision))


def _month(chunk: Sequence[Item], at: int, *, on: date | None) -> Iterator[Dated]:
    """Read "7 December 2025", "December 7, 2025", "7 Dec", "November 2022" and "7 دسمبر"."""
    month = int(chunk[at].kinds["month"])
    before = _day_before(chunk, at)
    after, year = _after(chunk, at)
    day = before or after
    parts = tuple(part for part in (before, chunk[at], after, year) if part is not None)
    if chunk[at].key == "may" and day is None and year is None:
        return
    if day is not None or year is not None:
        for part in parts:
            part.used = True
    numbered = int(year.value) if year is not None and year.value is not None else None
    if numbered is None and day is not None and on is None:
        numbered = _year_of_stretch(chunk, at)
    group = _group(chunk, at)
    if before is None and group is not None and (sent := _of_group(group)) is not None:
        group.used = True
        short = int(day.value) if day is not None and day.value is not None else None
        numbered = numbered or (None if short is None else _CENTURY + short)
        yield Dated(_on(sent, month, numbered, on=on), (group, *parts))
        return
    if day is not None and day.value is not None:
        yield Dated(_on(int(day.value), month, numbered, on=on), parts)
    elif numbered is not None:
        last = monthrange(numbered, month)[1]
        first = date(numbered, month, 1)
        yield Dated(Occurrence(first, date(numbered, month, last), DatePrecision.MONTH), parts)
    else:
        yield from alone(chunk, at, on=on)


def _year_of_stretch(chunk: Sequence[Item], at: int) -> int | None:
    """The year told with the day that a stretch ends on: "یکم مارچ سے 20 اپریل 2026"."""
    near = chunk[at + 1 : at + _YEAR_NEAR]
    last = next((n for n, one in enumerate(near) if one.has("month")), None)
    if last is None or last + 1 >= len(near) or not is_year(near[last + 1]):
        return None
    return int(near[last + 1].key)


def _group(chunk: Sequence[Item], at: int) -> Item | None:
    """What may be a date-time group before a month, its zone left out: "121430PST AUG 25"."""
    place = at - 1
    if place > 0 and chunk[place].key in _ZONES:
        place -= 1
    return chunk[place] if place >= 0 else None


def is_group(one: Item) -> bool:
    """Whether figures may be those of a date-time group, which says when it was sent."""
    return len(one.key) == len("141830") and one.key.isdigit()


def _of_group(group: Item) -> int | None:
    """The day of a date-time group, "141830 MAR 2025": its first two figures."""
    before = group.key
    if not is_group(group):
        return None
    day, hour, minute = int(before[:2]), int(before[2:4]), int(before[4:])
    sound = 1 <= day <= _LAST_DAY and hour < _HOURS and minute < _MINUTES
    return day if sound else None


def _day_before(chunk: Sequence[Item], at: int) -> Item | None:
    place = at - 1
    while place >= 0 and chunk[place].key in ("th", "st", "nd", "rd", "of", "-"):
        place -= 1
    if place < 0 or chunk[place].used:
        # In "June 30-July 6" the thirty is June's.
        return None
    return chunk[place] if is_day(chunk[place], beside=chunk[at]) else None


def _after(chunk: Sequence[Item], at: int) -> tuple[Item | None, Item | None]:
    """The day and the year that stand after a month, if they do."""
    day = year = None
    for one in chunk[at + 1 : at + 6]:
        if one.key in (",", "،", "-", "th", "st", "nd", "rd", "."):
            continue
        if is_year(one):
            year = one
            break
        if day is None and is_day(one) and _day_before(chunk, at) is None:
            day = one
            continue
        break
    return day, year


def _on(day: int, month: int, year: int | None, *, on: date | None) -> Occurrence | None:
    """The day of the year stated, else the last such day that the message could speak of."""
    if year is None and on is None:
        return None
    years = (year,) if year is not None else (on.year, on.year - 1) if on else ()
    for one in years:
        try:
            found = date(one, month, day)
        except ValueError:
            continue
        if year is not None or (on is not None and found <= on):
            return Occurrence(found, found, DatePrecision.DAY)
    return None


def _periods(chunk: Sequence[Item], *, on: date | None) -> Iterator[Dated]:
    days = [one for one in chunk if one.has("weekday")]
    told = [Dated(_weekday(int(one.kinds["weekday"]), on) if on else None, (one,)) for one in days]
    yield from joined(chunk, told)
    for one in chunk:
        if "period" in one.kinds:
            yield Dated(_period(one.kinds["period"], on) if on else None, (one,))


def _weekday(number: int, on: date) -> Occurrence:
    """The last such day, the message's own included."""
    found = on - timedelta(days=(on.weekday() - number) % _WEEK)
    return Occurrence(found, found, DatePrecision.DAY)


def _period(period: str, on: date) -> Occurrence:
    if period == "today":
        return Occurrence(on, on, DatePrecision.DAY)
    if period == "yesterday":
        before = on - timedelta(days=1)
        return Occurrence(before, before, DatePrecision.DAY)
    if period == "month":
        last = on.replace(day=1) - timedelta(days=1)
        return Occurrence(last.replace(day=1), last, DatePrecision.MONTH)
    if period == "year":
        return _of_year(on.year - 1, ()).when or Occurrence(on, on, DatePrecision.DAY)
    # A brief's week is seven days or the calendar's: both lie between last week's Monday and today.
    monday = on - timedelta(days=on.weekday() + _WEEK)
    return Occurrence(min(monday, on - timedelta(days=_WEEK)), on, DatePrecision.INTERVAL)


def _of_year(year: int, parts: tuple[Item, ...]) -> Dated:
    whole = Occurrence(date(year, 1, 1), date(year, 12, 31), DatePrecision.YEAR)
    return Dated(whole, parts)
