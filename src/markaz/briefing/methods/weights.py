"""The seized mass seen otherwise: its largest incidents, its median, its catch-all."""

from dataclasses import asdict, replace
from datetime import date
from decimal import Decimal

from markaz.briefing.cells import Reading, exclusions, finish, left_out
from markaz.briefing.counting import LARGEST, LIGHTER, WEIGHED
from markaz.briefing.declared import Declaration
from markaz.briefing.labels import place_label
from markaz.records.figure import Exclusion, Figure, FigureRow
from markaz.records.kinds import DatePrecision
from markaz.records.quantity import MG_PER_KG

_TOP = """
WITH told_by AS (
    SELECT incident, string_agg(DISTINCT agency, ', ' ORDER BY agency) AS agencies
    FROM fact_reports JOIN dims USING (dim)
    WHERE incident IN (SELECT incident FROM largest) AND {known} GROUP BY incident
), chosen AS MATERIALIZED (
    SELECT incident, drug_mg, coalesce(when_id, report_id) AS when_id,
           coalesce(where_id, report_id) AS where_id
    FROM largest LEFT JOIN (SELECT * FROM spoken WHERE {known}) USING (incident)
), wide AS MATERIALIZED (
    SELECT * FROM reports
    SEMI JOIN (SELECT when_id AS report_id FROM chosen UNION SELECT where_id FROM chosen)
    USING (report_id)
)
SELECT incident, drug_mg, days.occurred_first, days.occurred_last, days.occurred_precision,
       places.province, places.district, places.place_text, agencies
FROM chosen JOIN told_by USING (incident)
JOIN wide days ON days.report_id = when_id JOIN wide places ON places.report_id = where_id
ORDER BY drug_mg DESC, incident
"""


def unspecified_share(reading: Reading, declaration: Declaration) -> Figure:
    """Part of the mass whose substance is other or unspecified, in percent."""
    found = reading.connection.execute(
        "SELECT sum(mass_mg), sum(mass_mg) FILTER ("  # noqa: S608 (declared data)
        " starts_with(substance, 'UNK-') OR starts_with(substance, 'OTH-')), sum(weighed_reports)"
        f" FROM cells_lines WHERE reason = 0 AND {declaration.where}"
    ).fetchone()
    whole, part, counted = found or (None, None, 0)
    # Basis points of a percent, so that the share is the same digits on every machine.
    value = None if not whole else int(part or 0) * 10_000 // int(whole)
    return finish(
        reading,
        replace(declaration, divide=Decimal(100)),
        value=value,
        counted=int(counted or 0),
        excluded=exclusions(left_out(reading, declaration), lang=reading.lang),
    )


def top_incidents(reading: Reading, declaration: Declaration) -> Figure:
    """The heaviest incidents, each with its day, place and agencies."""
    rows = tuple(
        FigureRow(
            key=str(number),
            label=place_label(province, district, place, lang=reading.lang),
            value=_kilograms(mass),
            counted=1,
            attributes={
                "occurred": when(first, last, precision),
                "place": place_label(province, district, place, lang=reading.lang),
                "agencies": agencies,
            },
        )
        for number, mass, first, last, precision, province, district, place, agencies in (
            reading.connection.execute(_TOP.format(known=reading.asked.known)).fetchall()
        )
    )
    return finish(
        reading,
        declaration,
        value=sum(int(row.value * MG_PER_KG) for row in rows) if rows else None,
        counted=len(rows),
        excluded=_weighed_left_out(reading, declaration, largest=LIGHTER, taken=len(rows)),
        rows=rows,
    )


def when(first: date | None, last: date | None, precision: str) -> str:
    """The day, month, year or `a..b` that is known; empty where none is."""
    if first is None or precision == DatePrecision.UNKNOWN:
        return ""
    if precision == DatePrecision.YEAR:
        return f"{first:%Y}"
    if precision == DatePrecision.MONTH:
        return f"{first:%Y-%m}"
    return first.isoformat() if last in (None, first) else f"{first}..{last}"


def without_top3(reading: Reading, declaration: Declaration) -> Figure:
    """The seized mass less its three heaviest incidents."""
    whole, counted = _weighed(reading, declaration)
    top = reading.connection.execute(
        "SELECT drug_mg FROM largest ORDER BY drug_mg DESC, incident LIMIT 3"
    ).fetchall()
    # Where all there is is taken away, nothing is left to be weighed: unknown, not 0.
    value = whole - sum(mass for (mass,) in top) if counted > len(top) else None
    return finish(
        reading,
        declaration,
        value=value,
        counted=counted - len(top),
        excluded=_weighed_left_out(reading, declaration, largest=LARGEST, taken=counted - len(top)),
    )


def median(reading: Reading, declaration: Declaration) -> Figure:
    """The lower median of the weights of weighed incidents."""
    weighed = WEIGHED.format(**asdict(reading.asked))
    found = reading.connection.execute(
        f"SELECT quantile_disc(drug_mg, 0.5), count(*) {weighed}"
    ).fetchone()
    value, counted = found or (None, 0)
    return finish(
        reading,
        declaration,
        value=value,
        counted=counted,
        excluded=exclusions(left_out(reading, declaration), lang=reading.lang),
    )


def _weighed(reading: Reading, declaration: Declaration) -> tuple[int, int]:
    """Milligrams and incidents of the seized mass."""
    found = reading.connection.execute(
        "SELECT sum(mass_mg), sum(weighed_reports) FROM cells_lines"  # noqa: S608 (declared data)
        f" WHERE reason = 0 AND {declaration.where}"
    ).fetchone()
    whole, counted = found or (0, 0)
    return int(whole or 0), int(counted or 0)


def _weighed_left_out(
    reading: Reading, declaration: Declaration, *, largest: int, taken: int
) -> tuple[Exclusion, ...]:
    """What the seized mass leaves out, and the weighed incidents that are not taken."""
    counts = left_out(reading, declaration)
    counts[largest] = _weighed(reading, declaration)[1] - taken
    return exclusions(counts, lang=reading.lang)


def _kilograms(mass_mg: int) -> Decimal:
    return (Decimal(mass_mg) / MG_PER_KG).normalize() + 0
