"""Figures that are no plain sum: the largest incidents, the median, shares and flows."""

from collections.abc import Callable
from dataclasses import asdict, replace
from decimal import Decimal

from markaz.briefing.cells import Reading, exclusions, finish, total
from markaz.briefing.counting import WEIGHED
from markaz.briefing.declared import Declaration
from markaz.briefing.labels import NOT_STATED, country_label, place_label
from markaz.records.figure import Figure, FigureRow

_MG_PER_KG = 1_000_000

_TOP = """
SELECT largest.number, drug_mg, occurred_first, province, district, place_text, agency
FROM largest JOIN reports USING (report_id) ORDER BY drug_mg DESC, largest.number
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
    figure = finish(reading, declaration, value=value, counted=int(counted or 0))
    return figure if value is None else _hundredths(figure)


def top_incidents(reading: Reading, declaration: Declaration) -> Figure:
    """The heaviest incidents, each with its day, place and speaking agency."""
    rows = tuple(
        FigureRow(
            key=str(number),
            label=place_label(province, district, place, lang=reading.lang),
            value=_kilograms(mass),
            counted=1,
            attributes={
                "occurred": str(occurred),
                "place": place_label(province, district, place, lang=reading.lang),
                "agencies": agency,
            },
        )
        for number, mass, occurred, province, district, place, agency in (
            reading.connection.execute(_TOP).fetchall()
        )
    )
    return finish(
        reading,
        declaration,
        value=sum(int(row.value * _MG_PER_KG) for row in rows) if rows else None,
        counted=len(rows),
        rows=rows,
    )


def without_top3(reading: Reading, declaration: Declaration) -> Figure:
    """The seized mass less its three heaviest incidents."""
    found = reading.connection.execute(
        "SELECT sum(mass_mg), sum(weighed_reports) FROM cells_lines"  # noqa: S608 (declared data)
        f" WHERE reason = 0 AND {declaration.where}"
    ).fetchone()
    whole, counted = found or (None, 0)
    top = reading.connection.execute(
        "SELECT drug_mg FROM largest ORDER BY drug_mg DESC, number LIMIT 3"
    ).fetchall()
    value = None if whole is None else int(whole) - sum(mass for (mass,) in top)
    return finish(reading, declaration, value=value, counted=max(0, int(counted or 0) - len(top)))


def median(reading: Reading, declaration: Declaration) -> Figure:
    """The lower median of the weights of weighed incidents."""
    weighed = WEIGHED.format(**asdict(reading.asked))
    found = reading.connection.execute(
        f"SELECT quantile_disc(drug_mg, 0.5), count(*) {weighed}"
    ).fetchone()
    value, counted = found or (None, 0)
    return finish(reading, declaration, value=value, counted=counted)


def flows(reading: Reading, declaration: Declaration) -> Figure:
    """Incidents for each pair of departure and destination."""
    pairs, left_out = _flows(reading, declaration)
    rows = []
    for (departure, destination), (reports, mass) in pairs.items():
        left = (
            country_label(departure, lang=reading.lang) if departure else NOT_STATED[reading.lang]
        )
        rows.append(
            FigureRow(
                key=f"{departure}>{destination}",
                label=f"{left} → {country_label(destination, lang=reading.lang)}",
                value=reports,
                counted=reports,
                attributes={
                    "departure": departure,
                    "destination": destination,
                    "mass_kg": float(_kilograms(mass)),
                },
            )
        )
    rows.sort(key=lambda row: (-row.value, row.key))
    counted = sum(row.counted for row in rows)
    return finish(
        reading,
        declaration,
        value=counted or None,
        counted=counted,
        excluded=exclusions(left_out, lang=reading.lang),
        rows=tuple(rows),
    )


def destinations(reading: Reading, declaration: Declaration) -> Figure:
    """How many countries were destinations, each with its incidents."""
    by_country: dict[str, int] = {}
    for (_, destination), (reports, _) in _flows(reading, declaration)[0].items():
        by_country[destination] = by_country.get(destination, 0) + reports
    rows = tuple(
        FigureRow(
            key=code,
            label=country_label(code, lang=reading.lang),
            value=reports,
            counted=reports,
        )
        for code, reports in sorted(by_country.items(), key=lambda entry: (-entry[1], entry[0]))
    )
    return finish(
        reading,
        declaration,
        value=len(rows) or None,
        counted=sum(by_country.values()),
        rows=rows,
    )


METHODS: dict[str, Callable[[Reading, Declaration], Figure]] = {
    "total": total,
    "unspecified_share": unspecified_share,
    "top_incidents": top_incidents,
    "without_top3": without_top3,
    "median": median,
    "flows": flows,
    "destinations": destinations,
}


def _hundredths(figure: Figure) -> Figure:
    return replace(figure, value=Decimal(int(figure.value or 0)) / 100)


def _kilograms(mass_mg: int) -> Decimal:
    return (Decimal(mass_mg) / _MG_PER_KG).normalize() + 0


def _flows(
    reading: Reading, declaration: Declaration
) -> tuple[dict[tuple[str, str], tuple[int, int]], dict[int, int]]:
    """Counted incidents and mass for each pair, and how many each reason left out."""
    found = reading.connection.execute(
        "SELECT departure, destination, country, reason, sum(reports)::BIGINT, sum(mg)"  # noqa: S608
        f" FROM cells_flows WHERE {declaration.where} GROUP BY ALL ORDER BY ALL"
    ).fetchall()
    pairs: dict[tuple[str, str], tuple[int, int]] = {}
    left_out: dict[int, int] = {}
    for departure, destination, event_country, reason, reports, mass in found:
        if reason:
            left_out[reason] = left_out.get(reason, 0) + reports
            continue
        # Seized in the country with only a destination stated: it was leaving from there.
        pair = (departure or event_country, destination)
        before = pairs.get(pair, (0, 0))
        pairs[pair] = (before[0] + reports, before[1] + int(mass or 0))
    return pairs, left_out
