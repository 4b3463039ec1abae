"""Moments as the exchange keeps them, microseconds since 1970, and as STIX and TAXII write them."""

import re
from datetime import UTC, datetime, timedelta

from markaz.records.errors import InvalidValueError

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_THOUSAND = 1000
_LEAP_SECOND = 60
# RFC 3339 in UTC, as STIX 2.1 section 2.16 and TAXII 2.1 section 3.1.1 ask for.
_WRITTEN = re.compile(r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,6})0*)?Z", re.ASCII)
_FINER = re.compile(r"(?<=\.\d{6})\d+(?=Z$)", re.ASCII)


def micros(moment: datetime) -> int:
    """Microseconds since 1970."""
    return (moment - _EPOCH) // _MICROSECOND


def read(text: str) -> int:
    """Microseconds since 1970 of a timestamp in UTC.

    Raises:
        InvalidValueError: it is none, or finer than a microsecond.
    """
    found = _WRITTEN.fullmatch(text)
    if found is None:
        raise InvalidValueError(
            "{written!r} is no timestamp: write it as 2026-01-15T09:30:00.000Z, in UTC.",
            written=text[:40],
        )
    *whole, fraction = found.groups()
    year, month, day, hour, minute, second = map(int, whole)
    part = int((fraction or "").ljust(6, "0"))
    # RFC 3339 allows a leap second, of which no calendar of ours knows: the next one begins.
    leap = timedelta(seconds=second == _LEAP_SECOND)
    try:
        at = datetime(year, month, day, hour, minute, second - leap.seconds, part, tzinfo=UTC)
        return micros(at + leap)
    except (ValueError, OverflowError):
        raise InvalidValueError(
            "{written!r} is no day and time that there is.", written=text[:40]
        ) from None


def floor(text: str) -> int:
    """The same, of a timestamp that may be finer than a microsecond: what is finer falls away.

    Raises:
        InvalidValueError: it is no timestamp.
    """
    return read(_FINER.sub("", text))


def written(moment: int) -> str:
    """A moment in UTC with three decimals of a second, or six where it has them."""
    at = _EPOCH + moment * _MICROSECOND
    spec = "milliseconds" if at.microsecond % _THOUSAND == 0 else "microseconds"
    return at.replace(tzinfo=None).isoformat(timespec=spec) + "Z"


def added(moment: int) -> str:
    """A date added in UTC, always with six decimals: as text they sort as they do in time."""
    at = _EPOCH + moment * _MICROSECOND
    return at.replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"
