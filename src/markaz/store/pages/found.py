"""Incidents as a list shows them, each in one line."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from markaz.accounts.models import User
from markaz.records.kinds import MOST_TELLING
from markaz.records.report import Spoken
from markaz.store.models import LineRow, Link, ReportRow
from markaz.store.pages.lists import visible_reports

_FACTS = (
    "id", "number", "agency", "reference", "kind", "occurred_first", "occurred_last", "country",
    "province", "district", "place_text", "operation_text", "arrested",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class IncidentLine:
    """One incident; each value is that of the report which speaks for it."""

    number: int
    occurred_first: date | None
    occurred_last: date | None
    kind: str
    province: str
    district: str
    place_text: str
    country: str
    references: tuple[str, ...]
    agencies: tuple[str, ...]
    operation: str
    arrested: int | None
    substances: tuple[str, ...]
    mass_mg: int | None


def incident_lines(
    numbers: Sequence[int], *, spoken: Mapping[int, Spoken], by: User
) -> tuple[IncidentLine, ...]:
    """These incidents, in the same order, as this person may see them.

    `spoken` says who speaks for those told by several; the others speak for themselves.
    """
    incident_of = _incidents(numbers)
    members: dict[int, set[int]] = defaultdict(set)
    for number, incident in incident_of.items():
        members[incident] |= {number, incident}
    joined = Link.objects.filter(incident__in=members, known_to=None)
    for number, incident in joined.values_list("number", "incident"):
        members[incident].add(number)
    wanted = {number for each in members.values() for number in each}
    visible = visible_reports(by.viewer).filter(number__in=wanted, known_to=None)
    reports = {report.number: report for report in visible.only(*_FACTS)}
    by_id = {report.id: report for report in reports.values()}
    heads = {
        number: _Speaking(reports[number], spoken.get(number), by_id)
        for number in numbers
        if number in reports
    }
    seized = _seized(head.drugs.id for head in heads.values())
    return tuple(
        _line(
            head,
            [reports[one] for one in sorted(members[incident_of[number]]) if one in reports],
            seized[head.drugs.id],
        )
        for number, head in heads.items()
    )


class _Speaking:
    """The report that speaks for each part of one incident."""

    def __init__(
        self, own: ReportRow, spoken: Spoken | None, by_id: Mapping[int, ReportRow]
    ) -> None:
        self.own = own
        # A report revised since the ledger was built speaks again once it is built afresh.
        self.drugs = by_id.get(spoken.drugs, own) if spoken else own
        self.people = by_id.get(spoken.people, own) if spoken else own
        self.when = by_id.get(spoken.when, own) if spoken else own
        self.where = by_id.get(spoken.where, own) if spoken else own


def _incidents(numbers: Sequence[int]) -> dict[int, int]:
    links = Link.objects.filter(number__in=numbers, known_to=None)
    return {number: number for number in numbers} | dict(links.values_list("number", "incident"))


def _seized(ids: Iterable[int]) -> dict[int, list[tuple[str, int | None]]]:
    found: dict[int, list[tuple[str, int | None]]] = defaultdict(list)
    lines = LineRow.objects.filter(report_id__in=list(ids)).order_by("report_id", "line")
    for report, substance, mass_mg in lines.values_list("report_id", "substance", "mass_mg"):
        found[report].append((substance, mass_mg))
    return found


def _kind(told_by: list[ReportRow]) -> str:
    said = {report.kind for report in told_by}
    return next((kind.value for kind in MOST_TELLING if kind in said), "")


def _line(
    head: _Speaking, told_by: list[ReportRow], seized: list[tuple[str, int | None]]
) -> IncidentLine:
    weighed = [mass_mg for _, mass_mg in seized if mass_mg is not None]
    return IncidentLine(
        number=head.own.number,
        occurred_first=head.when.occurred_first,
        occurred_last=head.when.occurred_last,
        kind=_kind(told_by),
        province=head.where.province,
        district=head.where.district,
        place_text=head.where.place_text,
        country=head.where.country,
        references=tuple(report.reference for report in told_by),
        agencies=tuple(sorted({report.agency for report in told_by})),
        operation=max((report.operation_text for report in told_by), default=""),
        arrested=head.people.arrested,
        substances=tuple(dict.fromkeys(substance for substance, _ in seized)),
        mass_mg=sum(weighed) if weighed else None,
    )
