"""Days of machine-read lines, which leave the century to the reader."""

from collections.abc import Callable
from datetime import date

_CENTURY = 100
_HALF = 50


def birth(text: str, *, today: date) -> str | None:
    """A day of birth, YYMMDD, as far as it is told: 1974-08-12, 1974-08, 1974 or nothing.

    It is the latest such day that is not after today: someone born 101 years ago reads as one
    year old, which no line can tell apart.  None where it is no day.
    """
    return _told(text, year=lambda two: _not_after(two, text, today))


def expiry(text: str, *, today: date) -> str | None:
    """A last day of validity, YYMMDD; empty where the document has no end, None where unread.

    Of the years that end so it is the one from 50 before this year to 49 after it.
    """
    first = today.year - _HALF
    return _told(text, year=lambda two: first + (two - first) % _CENTURY)


def _not_after(two: int, text: str, today: date) -> int:
    year = today.year - (today.year - two) % _CENTURY
    later = text[2:].isdecimal() and (int(text[2:4]), int(text[4:])) > (today.month, today.day)
    return year - _CENTURY if year == today.year and later else year


def _told(text: str, *, year: Callable[[int], int]) -> str | None:
    years, months, days = text[:2], text[2:4], text[4:]
    if text == "<" * 6:
        return ""
    told = [part for part in (years, months, days) if part != "<<"]
    # A day without its month, or a month without its year, is a misreading.
    if [years, months, days][: len(told)] != told or not all(map(str.isdecimal, told)):
        return None
    full = year(int(years))
    parts = [full, *map(int, told[1:]), 1, 1][:3]
    try:
        known = date(*parts).isoformat()
    except ValueError:
        return None
    return known[: (4, 7, 10)[len(told) - 1]]
