"""Where it was going: pairs of departure and destination, and the countries reached."""

from decimal import Decimal

from markaz.briefing.cells import Reading, exclusions, finish
from markaz.briefing.counting import COUNTED
from markaz.briefing.declared import Declaration
from markaz.briefing.labels import NOT_STATED, country_label
from markaz.records.figure import Figure, FigureRow
from markaz.records.quantity import MG_PER_KG


def flows(reading: Reading, declaration: Declaration) -> Figure:
    """Incidents for each pair of departure and destination."""
    pairs, left = _flows(reading, declaration)
    rows = []
    for (departure, destination), (reports, mass) in pairs.items():
        name = (
            country_label(departure, lang=reading.lang) if departure else NOT_STATED[reading.lang]
        )
        rows.append(
            FigureRow(
                key=f"{departure}>{destination}",
                label=f"{name} → {country_label(destination, lang=reading.lang)}",
                value=reports,
                counted=reports,
                attributes={
                    "departure": departure,
                    "destination": destination,
                    "mass_kg": "" if mass is None else float(Decimal(mass) / MG_PER_KG),
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
        excluded=exclusions(left, lang=reading.lang),
        rows=tuple(rows),
    )


def destinations(reading: Reading, declaration: Declaration) -> Figure:
    """How many countries were destinations, each with its incidents."""
    by_country: dict[str, int] = {}
    pairs, left = _flows(reading, declaration)
    for (_, destination), (reports, _) in pairs.items():
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
        excluded=exclusions(left, lang=reading.lang),
        rows=rows,
    )


def _flows(
    reading: Reading, declaration: Declaration
) -> tuple[dict[tuple[str, str], tuple[int, int | None]], dict[int, int]]:
    """Counted incidents and mass for each pair, and how many each reason left out."""
    found = reading.connection.execute(
        "SELECT leaves, destination, reason, sum(reports)::BIGINT, sum(mg)"  # noqa: S608
        f" FROM cells_flows WHERE {declaration.where} GROUP BY ALL ORDER BY ALL"
    ).fetchall()
    pairs: dict[tuple[str, str], tuple[int, int | None]] = {}
    left: dict[int, int] = {}
    for leaves, destination, reason, reports, mass in found:
        if reason == COUNTED:
            pairs[leaves, destination] = (reports, None if mass is None else int(mass))
        else:
            left[reason] = left.get(reason, 0) + reports
    return pairs, left
