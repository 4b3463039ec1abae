"""Reading a figure out of the counted cells: its value, its lines, and what it leaves out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

import duckdb

from markaz.briefing.counting import (
    COUNTED,
    DATE,
    DUPLICATE,
    LARGEST,
    LIGHTER,
    PRICE,
    QUANTITY,
    UNJUDGED,
    Asked,
)
from markaz.briefing.declared import Declaration
from markaz.briefing.labels import line_label
from markaz.data.prices import PRICES
from markaz.records.figure import Exclusion, Figure, FigureRow, Number, Selection

_KEYS = {
    "": "''",
    "month": "coalesce(printf('%04d-%02d', month // 12, month % 12 + 1), '')",
    "year": "coalesce((month // 12)::VARCHAR, '')",
    "substance": "substance",
    "province": "province",
    "agency": "agency",
    "document": "document_kind",
}
REASONS: Mapping[int, Mapping[str, str]] = {
    DUPLICATE: {
        "en": "tells of an incident, or sums a brief, that another report speaks for",
        "ur": "وہی واقعہ یا خلاصہ جس کی نمائندہ دوسری رپورٹ ہے",
    },
    DATE: {
        "en": "its date is not stated, or not closely enough to be put inside the period",
        "ur": "تاریخ درج نہیں یا اتنی درست نہیں کہ مدت میں شمار ہو",
    },
    QUANTITY: {
        "en": "the quantity is not stated or its unit is in question",
        "ur": "مقدار درج نہیں یا اکائی مشکوک ہے",
    },
    PRICE: {
        "en": "no price of its substance is known for that day",
        "ur": "اُس دن کے لیے منشیات کی قیمت معلوم نہیں",
    },
    LARGEST: {
        "en": "is one of the three heaviest incidents",
        "ur": "تین سب سے بھاری واقعات میں سے ہے",
    },
    LIGHTER: {
        "en": "weighs less than the ten heaviest incidents",
        "ur": "دس سب سے بھاری واقعات سے ہلکا ہے",
    },
    UNJUDGED: {
        "en": "no field of it is outlined and judged yet",
        "ur": "اس کے کسی کھیت کی حد بندی اور جانچ ابھی نہیں ہوئی",
    },
}
# Why a report does not answer, where it is not for a quantity that it does not state.
_MISSING = {"value_uusd": PRICE, "verified_ha": UNJUDGED, "rejected_ha": UNJUDGED}
_NO_REPORT = {"en": "No report answers this.", "ur": "کوئی رپورٹ اس کا جواب نہیں دیتی۔"}
_EXAMPLE = {
    "en": "Prices at the international level are examples, not market observations.",
    "ur": "بین الاقوامی قیمتیں مثال ہیں، بازار کا مشاہدہ نہیں۔",
}


@dataclass(frozen=True, slots=True)
class Reading:
    """The counted ledger of one selection, and the language its figures speak."""

    connection: duckdb.DuckDBPyConnection
    selection: Selection
    asked: Asked
    lang: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One line of one figure for one reason: 0 is counted."""

    key: str
    reason: int
    value: int | Decimal | None
    counted: int
    reports: int
    row_counted: int


def total(reading: Reading, declaration: Declaration) -> Figure:
    """A figure that is a plain sum over its cells."""
    cells = _cells(reading, declaration)
    counted = [cell for cell in cells if _counts(cell, declaration)]
    value = sum((cell.value or 0 for cell in counted), start=0) if _any(counted) else None
    return finish(
        reading,
        declaration,
        value=value,
        counted=sum(cell.counted for cell in counted),
        excluded=exclusions(_left_out(cells, declaration), lang=reading.lang),
        rows=_rows(counted, declaration, lang=reading.lang) if declaration.by else (),
    )


def finish(
    reading: Reading,
    declaration: Declaration,
    *,
    value: int | Decimal | None,
    counted: int,
    excluded: Iterable[Exclusion] = (),
    rows: tuple[FigureRow, ...] = (),
) -> Figure:
    """The figure in its unit and words."""
    lang = reading.lang
    return Figure(
        id=declaration.id,
        label=declaration.label[lang],
        unit=declaration.unit,
        value=None if value is None else in_unit(value, declaration),
        definition=declaration.definition[lang],
        population=declaration.population[lang],
        counted=counted,
        excluded=tuple(excluded),
        selection=reading.selection,
        rows=rows,
        notes=tuple(_notes(declaration, value=value, lang=lang)),
        row_unit=declaration.row_unit,
    )


def left_out(reading: Reading, declaration: Declaration) -> dict[int, int]:
    """How many reports of a plain sum's population each reason leaves out."""
    return _left_out(_cells(reading, declaration), declaration)


def in_unit(value: int | Decimal, declaration: Declaration) -> Number:
    """From the ledger's whole base units to the figure's own, exactly."""
    if declaration.divide == 1:
        return int(value)
    return (Decimal(value) / declaration.divide).normalize() + 0


def exclusions(counts: Mapping[int, int], *, lang: str) -> tuple[Exclusion, ...]:
    """Reasons in words, those that left anything out."""
    return tuple(
        Exclusion(reason=REASONS[reason][lang], reports=reports)
        for reason, reports in sorted(counts.items())
        if reports
    )


def _cells(reading: Reading, declaration: Declaration) -> list[Cell]:
    rows = reading.connection.execute(
        f"SELECT {_KEYS[declaration.by]} AS key, reason, sum({declaration.measure}),"  # noqa: S608 (declared data)
        f" coalesce(sum({declaration.counted}), 0), coalesce(sum({_every(declaration)}), 0),"
        f" coalesce(sum({declaration.row_counted or declaration.counted}), 0)"
        f" FROM cells_{declaration.over} WHERE {declaration.where} GROUP BY ALL"
    ).fetchall()
    return [
        Cell(key, reason, value, int(counted), int(reports), int(row_counted))
        for key, reason, value, counted, reports, row_counted in rows
    ]


def _every(declaration: Declaration) -> str:
    """The column that counts the reports of the population, with or without the quantity."""
    if declaration.over == "reports":
        return "reports"
    whole = declaration.counted in ("weighed_reports", "priced_reports")
    return "drug_reports" if whole else declaration.counted


def _counts(cell: Cell, declaration: Declaration) -> bool:
    return cell.reason == COUNTED or (declaration.all_reports and cell.reason == DUPLICATE)


def _any(counted: list[Cell]) -> bool:
    return any(cell.counted and cell.value is not None for cell in counted)


def _left_out(cells: list[Cell], declaration: Declaration) -> dict[int, int]:
    missing = _MISSING.get(declaration.measure, QUANTITY)
    counts: dict[int, int] = {}
    for cell in cells:
        if not _counts(cell, declaration):
            counts[cell.reason] = counts.get(cell.reason, 0) + cell.reports
        else:
            counts[missing] = counts.get(missing, 0) + cell.reports - cell.counted
    return counts


def _rows(counted: list[Cell], declaration: Declaration, *, lang: str) -> tuple[FigureRow, ...]:
    by_key: dict[str, list[Cell]] = {}
    for cell in counted:
        by_key.setdefault(cell.key, []).append(cell)
    rows = [
        FigureRow(
            key=key,
            label=line_label(key, by=declaration.by, lang=lang),
            value=in_unit(sum((cell.value or 0 for cell in cells), start=0), declaration),
            counted=sum(cell.row_counted for cell in cells),
        )
        for key, cells in by_key.items()
    ]
    if declaration.by in ("month", "year"):
        return tuple(sorted(rows, key=lambda row: row.key))
    return tuple(sorted(rows, key=lambda row: (-row.value, row.key)))


def _notes(declaration: Declaration, *, value: int | Decimal | None, lang: str) -> Iterable[str]:
    if value is None:
        yield _NO_REPORT[lang]
    elif declaration.measure == "value_uusd" and any(price.example for price in PRICES):
        yield _EXAMPLE[lang]
