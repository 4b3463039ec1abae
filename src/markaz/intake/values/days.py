"""Days, months and years as people write them, in the order the source writes them."""

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

from markaz.data.folding import fold, western_digits
from markaz.intake.values.outcome import Doubtful
from markaz.records.kinds import DatePrecision

_MONTHS = (
    "january jan جنوری", "february feb فروری", "march mar مارچ", "april apr اپریل",
    "may مئی", "june jun جون", "july jul جولائی", "august aug اگست",
    "september sep sept ستمبر", "october oct اکتوبر", "november nov نومبر",
    "december dec دسمبر",
)  # fmt: skip
_MONTH_OF = {fold(name): n for n, names in enumerate(_MONTHS, 1) for name in names.split()}
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[T ][0-9:.+Z-]*)?")
_TIME = re.compile(r"[T ,]+[0-9]{1,2}:[0-9]{2}.*$")
# "4 مارچ 2025ء" and "4th March 2025": what follows the number only says what it counts.
_ORDINAL = re.compile(r"(?<=[0-9])\s?(?:ء|(?:st|nd|rd|th)\b)", re.IGNORECASE)
_EXCEL_DAY = re.compile(r"[0-9]{5}(?:\.[0-9]+)?")
_PARTS = re.compile(r"[\s/.,\-]+")
_BETWEEN = re.compile(r"\s*(?:\.\.|–|\bto\b|\bتا\b)\s*")
_EARLIEST_YEAR = 1900
_DAY, _MONTH, _YEAR = 3, 2, 1


class Days(NamedTuple):
    """The first and last day something may have happened on, and how closely that is known."""

    first: date
    last: date
    precision: str


def month_number(text: str) -> int | None:
    """The month that a name or number means, 1 to 12."""
    written = western_digits(text).strip(" .")
    if written.isdecimal():
        return int(written) if 1 <= int(written) <= len(_MONTHS) else None
    return _MONTH_OF.get(fold(written))


def _year(text: str) -> int:
    year = int(text)
    # Two digits are read in this century: no centre's file tells of the last one so shortly.
    year = year + 2000 if len(text) == len("25") else year
    if not _EARLIEST_YEAR <= year < date.max.year:
        raise ValueError(f"{text} is no year of the common calendar since 1900: correct the date")
    return year


def _arranged(parts: list[str], *, order: str) -> tuple[str, str, str]:
    """Year, month and day among three parts, by the order unless the parts show it themselves."""
    named = [part for part in parts if not part.isdecimal()]
    if len(parts[0]) == len("2025") and parts[0].isdecimal():
        return parts[0], parts[1], parts[2]
    if named:
        day = parts[1] if parts[0] == named[0] else parts[0]
        return parts[2], named[0], day
    by_letter = dict(zip(order, parts, strict=True))
    return by_letter["y"], by_letter["m"], by_letter["d"]


def _exact(text: str, parts: list[str], *, order: str) -> date:
    year, month, day = _arranged(parts, order=order)
    number = month_number(month)
    if number is None or not (year.isdecimal() and day.isdecimal()):
        raise ValueError(f"'{text}' has no month '{month}' in the order {order}: correct the date")
    in_year = _year(year)
    try:
        return date(in_year, number, int(day))
    except ValueError as error:
        raise ValueError(f"'{text}' is no day of the calendar: correct the date") from error


def _month(text: str, parts: list[str]) -> Days:
    year, month = (parts[0], parts[1]) if len(parts[0]) == len("2025") else (parts[1], parts[0])
    number = month_number(month)
    if number is None or not year.isdecimal():
        raise ValueError(f"'{text}' is no month: write it as 2025-03")
    last = monthrange(_year(year), number)[1]
    return Days(date(_year(year), number, 1), date(_year(year), number, last), DatePrecision.MONTH)


def days(text: str, *, order: str) -> Days:
    """The day, month, year or span `a..b` that a text states."""
    if iso := _ISO.fullmatch(text):
        only = _exact(text, list(iso.groups()), order="ymd")
        return Days(only, only, DatePrecision.DAY)
    ends = _BETWEEN.split(text)
    if len(ends) == len(("first", "last")):
        return span(days(ends[0], order=order), days(ends[1], order=order), text=text)
    written = western_digits(text).strip()
    if _EXCEL_DAY.fullmatch(written):
        # The count begins in 1900 or in 1904, and only the workbook knows which.
        raise ValueError(
            f"'{text}' is no date but Excel's count of days: format the cells as dates"
        )
    parts = [part for part in _PARTS.split(_TIME.sub("", _ORDINAL.sub("", written))) if part]
    if len(parts) == _DAY:
        only = _exact(text, parts, order=order)
        return Days(only, only, DatePrecision.DAY)
    if len(parts) == _MONTH:
        return _month(text, parts)
    if len(parts) == _YEAR and re.fullmatch(r"[0-9]{4}", parts[0]):
        year = _year(parts[0])
        return Days(date(year, 1, 1), date(year, 12, 31), DatePrecision.YEAR)
    raise ValueError(f"'{text}' is no date: write it as 2025-03-31")


def span(first: Days, last: Days, *, text: str) -> Days:
    """The interval from one statement to another, both inclusive."""
    if last.last < first.first:
        raise ValueError(f"'{text}' ends before it begins: correct the dates")
    if first == last:
        return first
    return Days(first.first, last.last, DatePrecision.INTERVAL)


def day(text: str, *, order: str) -> date:
    """The single day that a text states."""
    read = days(text, order=order)
    if read.precision != DatePrecision.DAY:
        raise ValueError(f"'{text}' is not a single day: write it as 2025-03-31")
    return read.first


def past(read: Days, *, today: date) -> Days | Doubtful:
    """The same days unless they had not come yet when the file was received."""
    if read.first > today + timedelta(days=1):
        raise ValueError(f"occurred on {read.first}, after it was received: correct the date")
    if read.first > today:
        # A night's difference of clocks is no error yet, but somebody must look.
        return Doubtful(
            read, f"occurred on {read.first}, a day after it was received: is it right?"
        )
    return read
