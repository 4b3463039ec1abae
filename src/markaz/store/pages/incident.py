"""One incident as its page shows it: every agency's report beside the others."""

from collections.abc import Collection
from dataclasses import dataclass

from markaz.accounts.models import User
from markaz.governance.visibility import Viewer
from markaz.store.models import (
    Batch,
    LineRow,
    Link,
    MeansRow,
    PersonRow,
    ReportRow,
)
from markaz.store.pages.lists import visible_reports


@dataclass(frozen=True, slots=True)
class Filed:
    """One report with its parts and earlier revisions.

    `named` says whether the viewer may read who the persons are: the reporting agency and
    the centre may; who sees the report by its open marking sees persons without names.
    """

    report: ReportRow
    batch: Batch
    lines: tuple[LineRow, ...]
    persons: tuple[PersonRow, ...]
    means: tuple[MeansRow, ...]
    earlier: tuple[ReportRow, ...]
    named: bool


@dataclass(frozen=True, slots=True)
class IncidentFile:
    """The visible reports of one incident."""

    number: int
    filed: tuple[Filed, ...]
    # A reason may count agencies: it is shown only where all of them are visible.
    whole: bool


def incident(number: int, *, by: User) -> IncidentFile | None:
    """The incident that a visible report tells of; None where there is none to be seen."""
    numbers = told_together(number)
    found = reports(numbers, viewer=by.viewer)
    seen = {each.report.number for each in found}
    if number not in seen:
        return None
    return IncidentFile(
        # As in figures: of the visible reports the one with the smallest number speaks.
        number=min(seen),
        filed=found,
        whole=seen == numbers,
    )


def reports(numbers: Collection[int], *, viewer: Viewer) -> tuple[Filed, ...]:
    """Those of these reports that stand and may be seen, each with its parts and revisions."""
    revisions = list(
        visible_reports(viewer)
        .filter(number__in=numbers)
        .select_related("batch")
        .order_by("number", "-revision")
    )
    standing = [report for report in revisions if report.known_to is None]
    return tuple(_filed(report, revisions, viewer=viewer) for report in standing)


def told_together(number: int) -> set[int]:
    """The numbers of all reports that tell of the incident this one tells of."""
    link = Link.objects.filter(number=number, known_to=None).first()
    speaking = link.incident if link else number
    joined = Link.objects.filter(incident=speaking, known_to=None)
    return {speaking, *joined.values_list("number", flat=True)}


def _filed(report: ReportRow, revisions: list[ReportRow], *, viewer: Viewer) -> Filed:
    return Filed(
        report=report,
        batch=report.batch,
        lines=tuple(LineRow.objects.filter(report_id=report.id).order_by("line")),
        persons=tuple(PersonRow.objects.filter(report_id=report.id).order_by("mention")),
        means=tuple(MeansRow.objects.filter(report_id=report.id).order_by("mention")),
        earlier=tuple(r for r in revisions if r.number == report.number and r.id != report.id),
        named=viewer.at_centre or report.agency in viewer.agencies,
    )
