"""When and where a subject was named: a line of days, and a map of the country."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings

from markaz.actions.subjects.network.subject import Mentioned
from markaz.briefing.printing import numbers
from markaz.console import wording
from markaz.console.maps.labels import Room
from markaz.console.maps.view import outlines, whole
from markaz.console.wording import language
from markaz.data.airports import AIRPORTS
from markaz.data.places import DISTRICTS

WIDTH, HEIGHT, _EDGE, _DOT, _HIGH = 640, 480, 60, 7, 110
_MONTHS = 12
# So much of the line does the writing of one day take.
_APART = 90


@dataclass(frozen=True, slots=True)
class Moment:
    """A mention on the line of days, by the report that names it."""

    x: float
    y: float
    day: date
    report: int


@dataclass(frozen=True, slots=True)
class Tick:
    """The beginning of a month or a year."""

    x: float
    says: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """The line of days; `undated` mentions say no day."""

    width: int
    height: int
    base: int
    moments: tuple[Moment, ...]
    ticks: tuple[Tick, ...]
    undated: int


@dataclass(frozen=True, slots=True)
class Spot:
    """A place where a subject was named, and how often; `label` is empty where it has no room."""

    x: float
    y: float
    size: float
    name: str
    count: int
    label: str


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """The map; `unplaced` mentions say no district and no airport."""

    width: int
    height: int
    outlines: tuple[str, ...]
    spots: tuple[Spot, ...]
    unplaced: int


def timeline(mentions: Sequence[Mentioned]) -> Timeline:
    """The mentions by the day of what was reported, those of one day above one another."""
    dated = [
        (day, one.report.number)
        for one in mentions
        if one.report and (day := one.report.occurred_first or one.report.reported_on)
    ]
    base = _HIGH - 28
    first = min((day for day, _ in dated), default=date.min)
    last = max((day for day, _ in dated), default=date.min)
    span = max(1, (last - first).days)

    def at(day: date) -> float:
        return round(_EDGE / 2 + (WIDTH - _EDGE) * ((day - first).days + 0.0) / span, 1)

    stacked: Counter[int] = Counter()
    moments = []
    for day, number in sorted(dated):
        column = round(at(day) / (2 * _DOT))
        y = max(_DOT, base - _DOT - 2 - stacked[column] * 2 * _DOT)
        stacked[column] += 1
        moments.append(Moment(at(day), y, day, number))
    ticks = _ticks(first, last, at) if dated else ()
    return Timeline(WIDTH, _HIGH, base, tuple(moments), ticks, len(mentions) - len(dated))


def _ticks(first: date, last: date, at: Callable[[date], float]) -> tuple[Tick, ...]:
    """The first and the last day, and between them as many beginnings of months as have room."""
    found = [Tick(at(first), _says(first))]
    beyond = first.year * _MONTHS + first.month - 1
    for nth in range(1, (last.year - first.year) * _MONTHS + last.month - first.month + 1):
        year, month = divmod(beyond + nth, _MONTHS)
        x = at(date(year, month + 1, 1))
        if min(x - found[-1].x, at(last) - x) >= _APART:
            found.append(Tick(x, _says(date(year, month + 1, 1))))
    return tuple(found) if last == first else (*found, Tick(at(last), _says(last)))


def _says(day: date) -> str:
    return numbers.digits(f"{day:%Y-%m-%d}", lang=language())


def whereabouts(mentions: Sequence[Mentioned]) -> Whereabouts:
    """The districts and airports of the reports that name the subject."""
    country = settings.MARKAZ_COUNTRY
    view = whole(country, width=WIDTH, height=HEIGHT, edge=_EDGE)
    places = [place for one in mentions if (place := _place(one))]
    found, unplaced = Counter(places), len(mentions) - len(places)
    ordered = sorted(found.items(), key=lambda one: (-one[1], one[0]))
    at = [view.at(latitude, longitude) for (_name, latitude, longitude), _count in ordered]
    sizes = [round(4 + 2.5 * count**0.5, 1) for _place, count in ordered]
    room = Room(WIDTH, HEIGHT)
    for (x, y), size in zip(at, sizes, strict=True):
        room.take((x - size, y - size, x + size, y + size))
    spots = []
    for ((name, *_), count), (x, y), size in zip(ordered, at, sizes, strict=True):
        fits = room.fits(f"{name} ×{count}", left=x + size + 1, middle=y)
        spots.append(Spot(x, y, size, name, count, name if fits else ""))
    return Whereabouts(WIDTH, HEIGHT, outlines(view, country), tuple(spots), unplaced)


def _place(one: Mentioned) -> tuple[str, float, float] | None:
    report = one.report
    if report is None:
        return None
    if report.airport in AIRPORTS:
        airport = AIRPORTS[report.airport]
        return f"{airport.city} ({report.airport})", airport.latitude, airport.longitude
    district = DISTRICTS.get(report.district)
    if district is None or district.latitude is None or district.longitude is None:
        return None
    return wording.term(report.district, "district"), district.latitude, district.longitude
