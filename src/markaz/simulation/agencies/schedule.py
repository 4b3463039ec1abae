"""When an agency's files reach the centre, and which source each agency writes for."""

from datetime import date

from markaz.simulation.events.calendar import Calendar

_SOURCES = {
    "ANF-BAL": "sim-anf",
    "ANF-KP": "sim-anf",
    "ANF-NORTH": "sim-anf",
    "ANF-PUNJAB": "sim-anf",
    "ANF-SINDH": "sim-anf",
    "CUSTOMS": "sim-customs",
    "PCG": "sim-pcg",
    "ASF": "sim-asf",
    "FIA": "sim-fia",
    "RANGERS-PB": "sim-rangers",
    "RANGERS-SD": "sim-rangers",
    "POLICE-PB": "sim-police-pb",
    "POLICE-KP": "sim-police-kp",
    "FC-BAL": "sim-fc-bal",
    "EXCISE-SD": "sim-excise-sd",
    "PMSA": "sim-sea",
    "NAVY": "sim-sea",
}
# Days between two files of a source; the others send one a month, on the fifth.
_EVERY = {
    "sim-anf": 7,
    "sim-asf": 7,
    "sim-pcg": 14,
    "sim-fia": 14,
    "sim-police-kp": 14,
    "sim-sea": 14,
}
_MONTHLY_ON = 5


def source_of(agency: str, kind: str) -> str:
    """The source whose layout this agency fills for a report of this kind."""
    return "sim-clearance" if kind == "clearance" else _SOURCES[agency]


class Schedule:
    """The days on which files arrive, for one year and what follows it."""

    def __init__(self, calendar: Calendar) -> None:
        self.calendar = calendar
        count = len(calendar.days)
        self._monthly = [self._next_month(day) for day in range(count)]
        self._every = {
            source: [day + every - (day + every // 2) % every for day in range(count)]
            for source, every in _EVERY.items()
        }

    def received(self, source: str, reported: int) -> int:
        """The day the file that holds a report of this day reaches the centre."""
        return self._every.get(source, self._monthly)[reported]

    def _next_month(self, day: int) -> int:
        known = self.calendar.days[day]
        year, month = divmod(known.year * 12 + known.month, 12)
        return (date(year, month + 1, _MONTHLY_ON) - self.calendar.first).days
