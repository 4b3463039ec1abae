"""Invented figures: no event, person or sum in them is real."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from markaz.data.boundaries import provinces_geojson
from markaz.records.figure import Exclusion, Figure, FigureRow, Number, Selection
from markaz.records.kinds import DateBasis

YEAR = Selection(date(2025, 1, 1), date(2025, 12, 31), as_known_on=date(2026, 1, 31))

SUBSTANCES = {
    "CAN-RESIN": "71.2043", "OPI-OPIUM": "24.551", "ATS-METH": "13.008", "OPI-HEROIN": "9.774",
    "CAN-HERB": "6.3021", "CAN-BHANG": "4.1", "OPI-MORPHINE": "2.2057", "COC-SALT": "0.8112",
    "NPS-KETAMINE": "0.0406", "ATS-MDMA": "0.0021", "UNK-UNSPECIFIED": "2.001",
}  # fmt: skip
PROVINCES = {
    "PK-BA": "74.31", "PK-SD": "21.07", "PK-KP": "19.4", "PK-PB": "14.82", "PK-IS": "1.905",
    "PK-JK": "0.412", "": "2.083",
}  # fmt: skip
AGENCIES = {
    "ANF-BAL": "61.3", "CUSTOMS": "24.8", "PCG": "17.02", "ANF-SINDH": "9.95", "ANF-KP": "8.4",
    "POLICE-SD": "5.7", "ANF-NORTH": "3.3", "ASF": "1.207", "RANGERS-SD": "1.1", "NAVY": "0.9",
}  # fmt: skip
DESTINATIONS = {
    "AE": 9100, "GB": 5200, "SA": 4800, "OM": 3900, "QA": 1800, "BH": 900, "MY": 720, "DE": 410,
    "CA": 305, "AU": 212, "LK": 160, "KE": 95, "NL": 60, "TR": 22,
}  # fmt: skip


def figure(  # noqa: PLR0913
    name: str,
    value: Number | None,
    *,
    unit: str,
    rows: tuple[FigureRow, ...] = (),
    counted: int = 812,
    notes: tuple[str, ...] = (),
    selection: Selection = YEAR,
) -> Figure:
    """One invented figure."""
    label = name.replace("_", " ").capitalize()
    return Figure(
        name,
        label,
        unit,
        value,
        f"{label}: lines weighed by the seizing agency, each incident once.",
        "seizures",
        counted,
        (Exclusion("aggregate reports", 12), Exclusion("laboratory found nothing", 3)),
        selection,
        rows,
        notes,
    )


def broken_down(name: str, parts: Mapping[str, str], *, selection: Selection = YEAR) -> Figure:
    """A figure stated in kilograms with one row per key, its parts given in tonnes."""
    rows = tuple(
        FigureRow(key, key or "not stated", Decimal(value) * 1000, at + 7)
        for at, (key, value) in enumerate(parts.items())
    )
    total = sum((Decimal(row.value) for row in rows), Decimal(0))
    return figure(name, total, unit="kg", rows=rows, selection=selection)


def months() -> dict[str, str]:
    """Tonnes by month; nothing is on record for August."""
    each = (
        "9.1",
        "12.4",
        "8.75",
        "15.2",
        "11.0",
        "7.3",
        "13.9",
        "",
        "10.2",
        "14.4",
        "16.1",
        "15.65",
    )
    return {f"2025-{at:02}": value for at, value in enumerate(each, start=1) if value}


def whole_year() -> tuple[Figure, ...]:
    """A year's figures, as many as a briefing can have."""
    price = "Example prices, international level, valid from 1 January 2024"
    flows = tuple(
        FigureRow(
            f"PK>{code}", f"PK to {code}", 40 - 2 * at, at + 2,
            {"departure": "PK", "destination": code, "mass_kg": kilograms},
        )
        for at, (code, kilograms) in enumerate(DESTINATIONS.items())
    )  # fmt: skip
    top = tuple(
        FigureRow(
            f"incident-{at}", f"incident {at}", Decimal(value) * 1000, 1,
            {"occurred": occurred, "place": place, "agencies": agencies},
        )
        for at, (occurred, place, agencies, value) in enumerate(
            (
                ("2025-04-11", "Gwadar", "PCG, ANF-BAL, NAVY", "6.2"),
                ("2025-11-02", "Chagai", "ANF-BAL", "4.9"),
                ("2025-02-20", "Karachi", "CUSTOMS, ANF-SINDH", "3.75"),
                ("2025-07-08", "Torkham, Khyber", "CUSTOMS", "2.41"),
                ("2025-10-27", "Turbat", "FC-BAL, ANF-BAL", "2.2"),
            )
        )
    )  # fmt: skip
    return (
        figure("seized_mass", Decimal("134.000"), unit="t"),
        broken_down("seized_mass_by_substance", SUBSTANCES),
        broken_down("seized_mass_by_province", PROVINCES),
        broken_down("seized_mass_by_agency", AGENCIES),
        broken_down("seized_mass_by_month", months()),
        figure("seizure_cases", 812, unit="cases"),
        figure("suspects_arrested", 2001, unit="persons"),
        figure("suspects_foreign", 75, unit="persons"),
        figure("value_international", 12_797_000_000, unit="USD", notes=(price,)),
        figure("land_cleared", Decimal("40659"), unit="acres"),
        figure("clearance_arrests", 348, unit="persons"),
        figure("clearance_foreign", 110, unit="persons"),
        figure("airport_cases", 214, unit="cases"),
        figure("flows", 378, unit="cases", rows=flows),
        figure("destination_countries", 14, unit="countries"),
        figure("top_incidents", Decimal(19460), unit="kg", rows=top),
        figure("seized_mass_without_top3", Decimal("119.15"), unit="t"),
        figure("unspecified_share", Decimal("1.5"), unit="%"),
        figure("volumes_precursors", Decimal(32312), unit="l"),
        figure("tablets_counted", 41200, unit="pieces"),
        figure("poppy_straw", Decimal("1800"), unit="kg"),
        figure("medians", Decimal("2.4"), unit="kg"),
        figure(
            "reports_by_agency", None, unit="reports",
            rows=tuple(FigureRow(key, key, 40 + at, 40 + at) for at, key in enumerate(AGENCIES)),
        ),
    )  # fmt: skip


def all_unknown() -> tuple[Figure, ...]:
    """The same figures where nothing in the ledger answers."""
    return tuple(replace(each, value=None, rows=()) for each in whole_year())


def many_agencies() -> tuple[Figure, ...]:
    """The same year reported by thirty agencies with long names."""
    name = "Provincial Directorate General of Excise, Taxation and Narcotics Control, Circle"
    rows = tuple(
        FigureRow(f"X{at}", f"{name} {at}", Decimal(30 - at) * 100, at + 1) for at in range(30)
    )
    return tuple(
        replace(each, rows=rows) if each.id == "seized_mass_by_agency" else each
        for each in whole_year()
    )


def afghan_years() -> tuple[Figure, ...]:
    """Four years of another country, by the date of report."""
    chosen = Selection(date(2011, 1, 1), date(2014, 12, 31), basis=DateBasis.REPORTED, country="AF")
    codes = [each["properties"]["code"] for each in provinces_geojson("AF")["features"]]
    provinces = {code: str(at * 37 % 23 + 1) for at, code in enumerate(codes) if at % 5}
    years = {str(year): str(year - 1990) for year in range(2011, 2015)}
    other = [
        each for each in whole_year() if not each.id.endswith(("_month", "_province", "_cases"))
    ]
    return (
        *(replace(each, selection=chosen) for each in other),
        broken_down("seized_mass_by_province", provinces, selection=chosen),
        broken_down("seized_mass_by_year", years, selection=chosen),
    )


@pytest.fixture(scope="session")
def campaign() -> tuple[Figure, ...]:
    return whole_year()


@pytest.fixture(scope="session")
def unknown() -> tuple[Figure, ...]:
    return all_unknown()


@pytest.fixture(scope="session")
def crowded() -> tuple[Figure, ...]:
    return many_agencies()


@pytest.fixture(scope="session")
def afghan() -> tuple[Figure, ...]:
    return afghan_years()
