"""The parts of a briefing that are no tables: key figures, drawings, single lines."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from markaz.briefing.printing import charts, maps, naming, numbers
from markaz.briefing.printing.numbers import in_tonnes, printed, share, written
from markaz.briefing.printing.words import Lang, word
from markaz.records.figure import Figure, FigureRow, Number

Figures = Mapping[str, Figure]


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """One of the large numbers at the head of the briefing."""

    id: str
    label: str
    amount: str
    unit: str
    unit_first: bool
    known: bool
    small: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart with the id of its figure and what it cannot show."""

    id: str
    title: str
    svg: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One number said in one line."""

    id: str
    label: str
    printed: str
    small: str = ""


_KEYS = (
    "seized_mass", "suspects_arrested", "value_international",
    "seizure_cases", "airport_cases", "land_cleared",
)  # fmt: skip
_BESIDE = {
    "volumes_precursors": "precursors", "tablets_counted": "tablets", "poppy_straw": "poppy_straw",
    "stated_value": "stated_value", "aggregate_seized_mass": "aggregate",
}  # fmt: skip
# A bare count's label already names what is counted.
_COUNTED_UNITS = frozenset({"person", "persons", "case", "cases", "incident", "incidents", "count"})
_MOST_MONTHS = 36
_OF_FIELDS = ("land_claimed", "land_verified", "land_rejected")
_MIGRATION = ("migration_persons", "migration_facilitators", "migration_documents")
_CLEARANCE = ("land_cleared", *_OF_FIELDS, "clearance_arrests", "clearance_foreign")


def key_figures(figures: Figures, *, lang: Lang) -> tuple[KeyFigure, ...]:
    """The large numbers, in the order in which a minister asks for them."""
    return tuple(_key(figures[name], figures, lang=lang) for name in _KEYS if name in figures)


def _key(figure: Figure, figures: Figures, *, lang: Lang) -> KeyFigure:
    number = written(figure.value, figure.unit, lang=lang)
    plain = figure.unit in _COUNTED_UNITS and figure.value is not None
    return KeyFigure(
        id=figure.id,
        label=word(f"key_{figure.id}", lang=lang),
        amount=number.amount,
        unit="" if plain else number.unit,
        unit_first=number.unit_first,
        known=figure.value is not None,
        small=_small(figure, figures, lang=lang),
    )


def _small(figure: Figure, figures: Figures, *, lang: Lang) -> str:
    if figure.id == "suspects_arrested" and "suspects_foreign" in figures:
        foreign = figures["suspects_foreign"]
        if foreign.value is None:
            return word("of_whom_foreign_unknown", lang=lang)
        return word("of_whom_foreign", lang=lang, count=whole(foreign.value, lang=lang))
    if figure.id == "value_international":
        return figure.notes[0] if figure.notes else figure.definition
    if figure.id == "land_cleared":
        return word("other_population", lang=lang)
    return word("counts", lang=lang, count=whole(figure.counted, lang=lang))


def whole(value: Number, *, lang: Lang) -> str:
    """A count."""
    return numbers.decimal(value, lang=lang, places=0)


def over_time(
    by_month: Figure | None, by_year: Figure | None, *, lang: Lang
) -> tuple[Drawing | None, Drawing | None]:
    """The chart of the first page, by month or over long periods by year, and the other one."""
    months = years = None
    if by_month and by_month.rows and _span(by_month) <= _MOST_MONTHS:
        spec = charts.months_chart(by_month, lang=lang)
        note = _undated(by_month, lang=lang)
        months = Drawing(by_month.id, word("by_month", lang=lang), charts.svg(spec), note)
    if by_year and len(by_year.rows) > 1:
        spec = charts.years_chart(by_year, lang=lang)
        years = Drawing(by_year.id, word("by_year", lang=lang), charts.svg(spec))
    return (months, years) if months else (years, None)


def _undated(by_month: Figure, *, lang: Lang) -> str:
    months = charts.dated(by_month)
    rows = in_tonnes(by_month).rows
    rest = sum((Decimal(row.value) for row in rows if row.key not in months), Decimal(0))
    return word("undated", lang=lang, amount=printed(rest, "t", lang=lang)) if rest else ""


def _span(figure: Figure) -> int:
    first, last = figure.selection.first, figure.selection.last
    return (last.year - first.year) * 12 + last.month - first.month + 1


def by_place(figure: Figure | None, *, lang: Lang) -> Drawing | None:
    """The map of provinces, with the weight that lies in none of them."""
    if not figure or not figure.rows:
        return None
    country = figure.selection.country
    elsewhere = maps.unplaced(figure)
    note = [maps.listing(figure, lang=lang)]
    if maps.has_unknown(figure):
        note.append(word("grey", lang=lang))
    if elsewhere:
        note.append(word("unplaced", lang=lang, amount=printed(elsewhere, "t", lang=lang)))
    spec = (maps.province_map if maps.has_outlines(country) else charts.provinces_chart)(
        figure, lang=lang
    )
    title = word("by_province", lang=lang)
    return Drawing(figure.id, title, charts.svg(spec), " · ".join(filter(None, note)))


def flows(figure: Figure | None, *, lang: Lang) -> Drawing | None:
    """The bars of countries of destination, and how many more there are."""
    if not figure or not figure.rows:
        return None
    rest = len(charts.destinations(figure, lang=lang)) - charts.MOST_BARS
    by_mass = in_tonnes(figure).unit == "t"
    note = word("flows_by_mass" if by_mass else "flows_by_incidents", lang=lang)
    if rest > 0:
        note += " · " + word("further", lang=lang, count=whole(rest, lang=lang))
    spec = charts.flows_chart(figure, lang=lang)
    return Drawing(figure.id, word("flows", lang=lang), charts.svg(spec), note)


def destinations(figure: Figure | None, *, lang: Lang) -> Line | None:
    """How many countries the consignments were bound for."""
    if not figure:
        return None
    number = written(figure.value, "", lang=lang)
    return Line(figure.id, word("destinations", lang=lang), str(number))


def soundness(figures: Figures, *, lang: Lang) -> tuple[Line, ...]:
    """What the total would be without its largest parts, and how much of it is unspecified."""
    lines: list[Line] = []
    total = figures.get("seized_mass")
    if without := figures.get("seized_mass_without_top3"):
        whole_mass = in_tonnes(total).value if total else None
        part = share(in_tonnes(without).value, whole_mass, lang=lang)
        small = word("of_total", lang=lang, share=part) if part != numbers.DASH else ""
        lines.append(_line(without, "without_top3", lang=lang, small=small))
    if unspecified := figures.get("unspecified_share"):
        lines.append(_line(unspecified, "unspecified", lang=lang))
    medians = figures.get("medians")
    if medians and (medians.value is not None or not medians.rows):
        lines.append(_line(medians, "median_seizure", lang=lang))
    if medians:
        lines += [_median(row, figure=medians, lang=lang) for row in medians.rows[:4]]
    return tuple(lines)


def _line(figure: Figure, name: str, *, lang: Lang, small: str = "") -> Line:
    return Line(
        figure.id, word(name, lang=lang), printed(figure.value, figure.unit, lang=lang), small
    )


def _median(row: FigureRow, *, figure: Figure, lang: Lang) -> Line:
    name = naming.substance_name(row, lang=lang)
    label = word("median", lang=lang, name=name)
    return Line(figure.id, label, printed(row.value, figure.unit, lang=lang))


def beside(figures: Figures, *, lang: Lang) -> tuple[Line, ...]:
    """What was seized but does not belong in the total of narcotics."""
    return tuple(
        _line(figures[name], label, lang=lang)
        for name, label in _BESIDE.items()
        if name in figures and figures[name].value is not None
    )


def clearance(figures: Figures, *, lang: Lang) -> tuple[Line, ...]:
    """Land and persons of crop clearance: another population than the suspects."""
    told = [figures[name] for name in _CLEARANCE if name in figures]
    # Claims are told apart only where somebody has outlined a field.
    outlined = any(one.id == "land_rejected" and one.value is not None for one in told)
    return tuple(
        _line(one, one.id, lang=lang) for one in told if outlined or one.id not in _OF_FIELDS
    )


def migration(figures: Figures, *, lang: Lang) -> tuple[Line, ...]:
    """Irregular migration, where reports of it were filed: another population again."""
    told = [figures[name] for name in _MIGRATION if name in figures]
    known = any(one.value for one in told)
    return tuple(_line(one, one.id, lang=lang) for one in told) if known else ()
