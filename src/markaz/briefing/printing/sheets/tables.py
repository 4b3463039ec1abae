"""The tables of a briefing, every cell finished text."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from markaz.briefing.printing import naming
from markaz.briefing.printing.numbers import DASH, day_text, decimal, in_tonnes, share
from markaz.briefing.printing.words import Lang, word
from markaz.records.figure import Figure, FigureRow, Number

Figures = Mapping[str, Figure]

MOST_SUBSTANCES = 9
MOST_INCIDENTS = 10


@dataclass(frozen=True, slots=True)
class Column:
    """A column's heading, and whether its cells are numbers that stand in line."""

    label: str
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One row; `part` is its bar's length from 0 to 1."""

    cells: tuple[str, ...]
    part: float | None = None
    total: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table with the id of its figure."""

    id: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    note: str = ""


def substances(figures: Figures, *, lang: Lang) -> Table | None:
    """Narcotics by substance, the lightest together in one row, and the total."""
    figure = figures.get("seized_mass_by_substance")
    if figure is None:
        return None
    figure = in_tonnes(figure)
    total = _value(figures.get("seized_mass")) if "seized_mass" in figures else figure.value
    ordered = _heaviest_first(figure.rows)
    shown = ordered if len(ordered) <= MOST_SUBSTANCES + 1 else ordered[:MOST_SUBSTANCES]
    top = ordered[0].value if ordered else 0
    rows = [
        _weight_row(naming.substance_name(row, lang=lang), row, total=total, top=top, lang=lang)
        for row in shown
    ]
    if rest := ordered[len(shown) :]:
        rows.append(_rest_row(rest, total=total, top=top, lang=lang))
    if ordered and total is not None:
        rows.append(_total_row(total, counted=figure.counted, lang=lang))
    columns = (Column(word("substance", lang=lang)), *_weight_columns(lang=lang))
    return Table(figure.id, word("by_substance", lang=lang), columns, tuple(rows))


def _weight_columns(*, lang: Lang) -> tuple[Column, ...]:
    return tuple(
        Column(word(name, lang=lang), numeric=True) for name in ("tonnes", "share", "incidents")
    )


def _weight_row(name: str, row: FigureRow, *, total: Number | None, top: Number, lang: Lang) -> Row:
    cells = (name, _tonnes(row.value, lang=lang), share(row.value, total, lang=lang),
             _count(row.counted, lang=lang))  # fmt: skip
    return Row(cells, _part(row.value, top=top))


def _rest_row(rest: list[FigureRow], *, total: Number | None, top: Number, lang: Lang) -> Row:
    weight = sum((Decimal(row.value) for row in rest), Decimal(0))
    name = word("further", lang=lang, count=_count(len(rest), lang=lang))
    # One incident may hold several of these substances, so their counts are not added.
    cells = (name, _tonnes(weight, lang=lang), share(weight, total, lang=lang), "")
    return Row(cells, _part(weight, top=top))


def _total_row(total: Number, *, counted: int, lang: Lang) -> Row:
    cells = (word("total", lang=lang), _tonnes(total, lang=lang), share(total, total, lang=lang),
             _count(counted, lang=lang))  # fmt: skip
    return Row(cells, total=True)


def agencies(figures: Figures, *, lang: Lang) -> Table | None:
    """What each agency seized, and how many reports it filed."""
    figure, filed = figures.get("seized_mass_by_agency"), figures.get("reports_by_agency")
    if figure is None:
        return None
    figure = in_tonnes(figure)
    reports = {row.key: row.value for row in filed.rows} if filed else {}
    ordered = _heaviest_first(figure.rows)
    seen = {row.key for row in ordered}
    silent = [row for row in (filed.rows if filed else ()) if row.key not in seen]
    top = ordered[0].value if ordered else 0
    rows = [
        Row(
            (naming.agency_name(row, lang=lang), _tonnes(row.value, lang=lang),
             _count(row.counted, lang=lang), _count(reports.get(row.key), lang=lang)),
            _part(row.value, top=top),
        )
        for row in ordered
    ] + [
        Row((naming.agency_name(row, lang=lang), DASH, DASH, _count(row.value, lang=lang)))
        for row in silent
    ]  # fmt: skip
    heads = ("tonnes", "incidents", "reports")
    columns = (
        Column(word("agency", lang=lang)),
        *(Column(word(h, lang=lang), numeric=True) for h in heads),
    )
    note = " ".join(figure.notes)
    return Table(figure.id, word("by_agency", lang=lang), columns, tuple(rows), note)


def incidents(figures: Figures, *, lang: Lang) -> Table | None:
    """The heaviest incidents: when, where, by whom."""
    figure = figures.get("top_incidents")
    if figure is None:
        return None
    total = _value(figures.get("seized_mass"))
    figure = in_tonnes(figure)
    rows = tuple(
        Row(
            (
                _day(row, lang=lang),
                str(row.attributes.get("place", "")) or DASH,
                naming.agency_names(str(row.attributes.get("agencies", "")), lang=lang) or DASH,
                _tonnes(row.value, lang=lang),
                share(row.value, total, lang=lang),
            )
        )
        for row in figure.rows[:MOST_INCIDENTS]
    )
    columns = (
        Column(word("date", lang=lang)), Column(word("place", lang=lang)),
        Column(word("agencies", lang=lang)), Column(word("tonnes", lang=lang), numeric=True),
        Column(word("share", lang=lang), numeric=True),
    )  # fmt: skip
    return Table(figure.id, word("top_incidents", lang=lang), columns, rows)


def _day(row: FigureRow, *, lang: Lang) -> str:
    occurred = str(row.attributes.get("occurred") or "")
    return day_text(occurred, lang=lang) if occurred not in {"", "None"} else DASH


def _value(figure: Figure | None) -> Number | None:
    return in_tonnes(figure).value if figure else None


def _heaviest_first(rows: tuple[FigureRow, ...]) -> list[FigureRow]:
    return sorted(rows, key=lambda row: (-row.value, row.key))


def _part(value: Number, *, top: Number) -> float:
    # What is taken off has no length.
    return max(0.0, round(float(Decimal(value) / Decimal(top)), 4)) if top else 0.0


def _tonnes(value: Number, *, lang: Lang) -> str:
    return decimal(value, lang=lang, places=3, fixed=True)


def _count(value: Number | None, *, lang: Lang) -> str:
    return DASH if value is None else decimal(value, lang=lang, places=0)
