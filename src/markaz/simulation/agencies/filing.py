"""Turns the incidents of a block into the reports that agencies send, in order of writing."""

from collections.abc import Iterator
from random import Random

from markaz.simulation.agencies import faults, rates
from markaz.simulation.agencies.planning import Telling, further_tellings
from markaz.simulation.agencies.report import Report
from markaz.simulation.agencies.schedule import Schedule, source_of
from markaz.simulation.events.incident import Incident

# Each block numbers its reports from its own thousands, so that no reference repeats.
_NUMBERS_PER_BLOCK = 5_000
_LATE_OR_CORRECTED = rates.LATE + rates.CORRECTED


class Filing:
    """The registry of one block: who reports what, under which reference, when it arrives."""

    def __init__(self, rng: Random, *, block: int, schedule: Schedule, profile: str) -> None:
        self._rng = rng
        self._first = block * _NUMBERS_PER_BLOCK
        self._schedule = schedule
        self._hostile = profile == "hostile"
        self._counts: dict[str, int] = {}

    def reports(self, incidents: list[Incident]) -> Iterator[Report]:
        """Every report of every incident, resent and corrected ones included."""
        told = further_tellings(self._rng, incidents)
        for incident in incidents:
            tellings = told.get(incident.number, ())
            copied = any(telling.manner == "exact copy" for telling in tellings)
            lead = self._lead(incident, joint=bool(tellings))
            yield from self._sent(lead, plain=copied)
            for telling in tellings:
                yield from self._partner(incident, telling)

    def _lead(self, incident: Incident, *, joint: bool) -> Report:
        role = "lead" if joint else ""
        return self._report(incident, incident.lead, role=role)

    def _report(self, incident: Incident, agency: str, *, role: str) -> Report:
        source = source_of(agency, incident.kind)
        reported = incident.day + int(self._rng.random() * 4)
        return Report(
            source=source,
            agency=agency,
            reference=self._reference(agency, source),
            incident=incident,
            day=incident.day,
            reported=reported,
            received=self._schedule.received(source, reported),
            amounts=[line.amount for line in incident.lines],
            arrested=incident.arrested,
            foreign=incident.foreign,
            province=incident.province,
            district=incident.district,
            spot=bool(incident.district),
            role=role,
            status=incident.status,
            variant=0,
            acres=incident.acres,
        )

    def _reference(self, agency: str, source: str) -> str:
        count = self._counts[agency] = self._counts.get(agency, 0) + 1
        number = self._first + count
        kind = "CLR/" if source == "sim-clearance" else ""
        return f"{agency}/{kind}{self._schedule.calendar.year}/{number:05d}"

    def _partner(self, incident: Incident, telling: Telling) -> Iterator[Report]:
        report = self._report(incident, telling.agency, role="joint")
        faults.retell(self._rng, report, telling=telling)
        if telling.manner == "exact copy":
            yield from self._sent(report, plain=True)
            return
        faults.drift(self._rng, report, last=self._schedule.calendar.length - 1)
        if self._rng.random() < rates.UNREADABLE:
            faults.break_row(self._rng, report)
        yield from self._sent(report, plain=False)

    def _sent(self, report: Report, *, plain: bool) -> Iterator[Report]:
        """The report as it goes out: perhaps late, sent twice, or wrong first and corrected."""
        rng = self._rng
        if self._hostile:
            faults.habits(rng, report, calendar=self._schedule.calendar)
        if not plain:
            faults.colour(rng, report)
        chance = rng.random()
        if chance < rates.LATE:
            self._delay(report)
        elif chance < _LATE_OR_CORRECTED and not plain and not report.broken:
            wrong, corrected = faults.correct(rng, report)
            corrected.received = self._later(report)
            yield wrong
            yield corrected
            return
        elif chance < _LATE_OR_CORRECTED + rates.SENT_AGAIN:
            yield report
            again = faults.again(report)
            again.received = self._later(report)
            yield again
            return
        yield report

    def _delay(self, report: Report) -> None:
        days = 30 + int(self._rng.random() * 60)
        report.received = self._schedule.received(report.source, report.reported + days)
        report.noise.append("late")

    def _later(self, report: Report) -> int:
        days = 10 + int(self._rng.random() * 40)
        return self._schedule.received(report.source, report.received + days)
