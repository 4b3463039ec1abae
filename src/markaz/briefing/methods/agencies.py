"""What each agency is credited with: a joint seizure stands under everyone who had a part in it."""

from dataclasses import replace

from markaz.briefing.cells import Reading, in_unit, total
from markaz.briefing.declared import Declaration
from markaz.briefing.labels import line_label
from markaz.records.figure import Figure, FigureRow

# The key of the line that takes off what agencies are credited with together.
SHARED = "shared"
_SHARED = {"en": "counted by more than one agency", "ur": "ایک سے زیادہ اداروں میں شمار"}

_NOTE = {
    "en": "A joint operation stands under each agency that had a part in it; what several count is"
    " taken off once in the last line.",
    "ur": "مشترکہ کارروائی ہر شریک ادارے کے تحت درج ہے؛ جو کئی اداروں نے گنا وہ آخری سطر میں منہا"
    " ہے۔",
}


def credited(reading: Reading, declaration: Declaration) -> Figure:
    """A sum by agency whose lines may exceed it, and the line that closes them to it."""
    figure = total(reading, declaration)
    credits = reading.connection.execute(
        "SELECT agency, sum(mass_mg)::HUGEINT, sum(weighed_reports)::BIGINT,"  # noqa: S608 (declared data)
        f" sum(shared_reports)::BIGINT FROM cells_credits WHERE {declaration.where}"
        " GROUP BY agency"
    ).fetchall()
    if not credits:
        return figure
    rows = {row.key: row for row in figure.rows}
    for agency, mass, reports, _ in credits:
        held = rows.get(agency) or _none_yet(agency, declaration, lang=reading.lang)
        rows[agency] = replace(
            held, value=held.value + in_unit(mass, declaration), counted=held.counted + reports
        )
    more = FigureRow(
        key=SHARED,
        label=_SHARED[reading.lang],
        value=-in_unit(sum(mass for _, mass, *_ in credits), declaration),
        counted=sum(shared for *_, shared in credits),
    )
    ordered = sorted(rows.values(), key=lambda row: (-row.value, row.key))
    return replace(figure, rows=(*ordered, more), notes=(*figure.notes, _NOTE[reading.lang]))


def _none_yet(agency: str, declaration: Declaration, *, lang: str) -> FigureRow:
    label = line_label(agency, by=declaration.by, lang=lang)
    return FigureRow(key=agency, label=label, value=0, counted=0)
