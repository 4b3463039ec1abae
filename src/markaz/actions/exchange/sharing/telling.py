"""A report and an incident as the room of exchange takes them, without whom no release names."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import duckdb

from markaz.consolidation.choosing import values
from markaz.exchange.redaction import Terms, redacted
from markaz.exchange.told import ToldIncident, ToldReport
from markaz.governance.marking import Marking
from markaz.governance.protection import counts_as_arrested, is_protected, may_name, stated_arrests
from markaz.governance.visibility import CENTRE
from markaz.records.grading import Grading, read_grading
from markaz.records.kinds import (
    MOST_TELLING,
    AgencyRole,
    DatePrecision,
    Dimension,
    Grain,
    PlacePrecision,
    ReportKind,
    SeizureStatus,
    ValueField,
)
from markaz.records.occurrence import Occurrence
from markaz.records.report import DrugLine, Means, PersonMention, Place, Report, Route
from markaz.store import raw
from markaz.store.exchange.releasing.protected import categories
from markaz.store.models import LineRow, MeansRow, PersonRow, ReportRow
from markaz.store.pages.incident import Filed
from markaz.store.pages.lists import visible_reports


def told_report(filed: Filed, *, under: Marking, silent: Terms) -> ToldReport:
    """One report under the marking it goes with; who may not be named is not in it.

    Where anybody is protected, no free text goes: it may tell of them without a name.  From the
    others what `silent` knows is taken out.
    """
    row = filed.report
    named = nameable(filed)
    words = Words(None if protects(filed) else silent)
    first = filed.earlier[-1] if filed.earlier else row
    return ToldReport(
        number=row.number,
        report=_report(filed, named, words=words),
        marking=under,
        created=first.known_from,
        modified=row.known_from,
        grading=_graded(row, words=words),
        text=words.of(row.remarks),
        transport=row.transport,
        concealment=row.concealment,
        detection=row.detection,
        crop=row.crop,
        area_ha=row.area_ha,
    )


def terms(persons: Iterable[PersonRow]) -> Terms:
    """What leads to these persons."""
    some = tuple(persons)
    return Terms(
        names=tuple(one for each in some for one in (each.name_text, each.father_name_text) if one),
        numbers=tuple(one for each in some for one in (each.document_text, each.phone_text) if one),
    )


@dataclass(frozen=True, slots=True)
class Words:
    """Free text as it may go: without what is not to be read, or not at all."""

    silent: Terms | None

    def of(self, text: str) -> str:
        """The text, or what is left of it."""
        if self.silent is None or not text:
            return ""
        return redacted(text, self.silent) if self.silent != Terms() else text


def nameable(filed: Filed) -> tuple[PersonRow, ...]:
    """The persons of a report whom a release may name."""
    kept = categories(filed.report.id)
    return tuple(
        one
        for one in filed.persons
        if may_name(
            one.role,
            categories=kept.get(one.mention, frozenset()),
            protection=one.protection,
        )
    )


def protects(filed: Filed) -> bool:
    """Whether the report names anybody of whom nothing may be told at all."""
    kept = categories(filed.report.id)
    return any(
        is_protected(
            one.role,
            categories=kept.get(one.mention, frozenset()),
            protection=one.protection,
        )
        for one in filed.persons
    )


def told_incident(told: Sequence[ToldReport]) -> ToldIncident:
    """The incident as these reports tell it, under the smallest of their numbers."""
    numbers = tuple(sorted(one.number for one in told))
    kinds = {one.report.kind for one in told}
    return ToldIncident(
        number=numbers[0],
        kind=next(kind for kind in MOST_TELLING if kind in kinds),
        # The exchange marks it as the strictest of its reports.
        marking=Marking.CLEAR,
        reports=numbers,
        speakers=_speakers(numbers),
        created=min(one.created for one in told),
        modified=max(one.modified for one in told),
        # Reports of one incident are all of one grain.
        grain=told[0].report.grain,
    )


def _speakers(numbers: Sequence[int]) -> Mapping[ValueField, int]:
    """Who speaks for each field, chosen among these reports alone by the rules of the ledger."""
    if len(numbers) == 1:
        return dict.fromkeys(ValueField, numbers[0])
    with duckdb.connect() as connection:
        raw.lay_out_some(connection, visible_reports(CENTRE), numbers=numbers)
        values.choose(connection)
        return {one.field: one.number for one in values.explain(connection)}


def restricts(row: ReportRow) -> bool:
    """Whether the source holds whoever reads the report on to something, by its grading."""
    return bool(row.grading) and read_grading(row.grading).restricts


def _report(filed: Filed, named: Sequence[PersonRow], *, words: Words) -> Report:
    row = filed.report
    spared = [
        one for one in filed.persons if counts_as_arrested(one.role, protection=one.protection)
    ]
    foreign = [one for one in spared if one.nationality not in ("", row.country)]
    return Report(
        agency=row.agency,
        reference=row.reference,
        kind=ReportKind(row.kind),
        occurred=_occurred(row),
        reported_on=row.reported_on,
        place=Place(
            words.of(row.place_text),
            row.country,
            row.province,
            row.district,
            row.airport,
            PlacePrecision(row.place_precision),
        ),
        grain=Grain(row.grain),
        status=SeizureStatus(row.status),
        role=AgencyRole(row.role),
        route=Route(
            row.origin,
            row.departure,
            row.transit,
            row.destination,
            words.of(row.route_text),
        ),
        arrested=stated_arrests(row.arrested, len(spared)),
        arrested_foreign=stated_arrests(row.arrested_foreign, len(foreign)),
        lines=tuple(map(_line, filed.lines)),
        persons=tuple(map(_person, named)),
        means=tuple(_means(one, words=words) for one in filed.means),
    )


def _graded(row: ReportRow, *, words: Words) -> Grading | None:
    """The grading as the agency gave it; its conditions are free text as any other."""
    if not row.grading:
        return None
    graded = read_grading(row.grading)
    return replace(graded, conditions=words.of(graded.conditions))


def _occurred(row: ReportRow) -> Occurrence:
    if row.occurred_first is None or row.occurred_last is None:
        unknown: date = row.reported_on or row.received_at.date()
        return Occurrence(unknown, unknown, DatePrecision.UNKNOWN)
    return Occurrence(row.occurred_first, row.occurred_last, DatePrecision(row.occurred_precision))


def _line(row: LineRow) -> DrugLine:
    return DrugLine(
        line=row.line,
        substance=row.substance,
        substance_text=row.substance_text,
        quantity_text=row.quantity_text,
        unit_text=row.unit_text,
        dimension=Dimension(row.dimension),
        mass_mg=row.mass_mg,
        volume_ul=row.volume_ul,
        pieces=row.pieces,
        mass_low_mg=row.mass_low_mg,
        mass_high_mg=row.mass_high_mg,
        form=row.form,
    )


def _person(row: PersonRow) -> PersonMention:
    return PersonMention(
        mention=row.mention,
        role=row.role,
        name_text=row.name_text,
        father_name_text=row.father_name_text,
        nationality=row.nationality,
        nationality_basis=row.nationality_basis or "unknown",
        sex=row.sex,
        age=row.age,
        document_text=row.document_text,
        phone_text=row.phone_text,
        document_kind=row.document_kind,
        document_issuer=row.document_issuer,
        document_fault=row.document_fault,
        protection=row.protection,
    )


def _means(row: MeansRow, *, words: Words) -> Means:
    return Means(row.mention, row.kind, row.identifier_text, words.of(row.description_text))
