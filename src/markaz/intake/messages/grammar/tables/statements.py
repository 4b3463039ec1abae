"""The rows and columns of a table as statements: the parts of a brief, or events one by one."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from markaz.intake.messages.grammar.items import Item
from markaz.intake.messages.grammar.tables.adding import adds_up
from markaz.intake.messages.grammar.tables.air import by_air
from markaz.intake.messages.grammar.tables.columns import FIGURES, Column, Kind, column
from markaz.intake.messages.grammar.tables.finding import Table
from markaz.intake.messages.grammar.tables.grid import Cell, between, numbers
from markaz.intake.messages.grammar.tables.telling import Figure, Telling, merged
from markaz.intake.messages.writing import Writing
from markaz.records.statement import Scope, Span, Stated, Statement

Prose = Callable[[list[Item], Scope], Statement]
_HOME = "PK"
_SUBJECTS = (Kind.NAMED, Kind.TOTAL, Kind.CURRENT, Kind.RUNNING, Kind.PERIOD)
_BESIDE = (Kind.FREE, Kind.WHEN, Kind.NAMED, Kind.RUNNING)


@dataclass(slots=True)
class Told:
    """What one table states: its rows, and the whole of them where a row or column sums them up."""

    parts: list[Statement] = field(default_factory=list)
    whole: Statement | None = None
    listing: bool = False
    """Whether its rows are the drugs of one thing, event or brief, that the prose tells of."""

    def sum_up(self, one: Statement) -> None:
        """Add what a row of sums states."""
        whole = replace(one, scope=Scope.WHOLE)
        self.whole = whole if self.whole is None else merged(self.whole, whole)

    @property
    def of_events(self) -> bool:
        """Whether its rows are events by themselves."""
        return (
            not self.listing
            and self.whole is None
            and all(one.scope == Scope.EVENT for one in self.parts)
        )


def told(table: Table, writing: Writing, prose: Prose) -> Told:
    """What a table states; `prose` reads a row's cells of plain words."""
    if table.across:
        return _told_across(table, writing, prose)
    found = Told()
    found.listing = _lists_drugs(table.columns)
    scope = _scope(table.columns)
    last = len(table.rows) - 1
    for n, cells in enumerate(table.rows):
        one = _row(table.columns, cells, scope, writing, prose)
        if found.listing and not _sums_up(table.columns, cells):
            # What each drug is worth is no value of all.
            one = replace(one, values=())
        if found.listing or _sums_up(table.columns, cells) or (n == last and adds_up(table)):
            found.sum_up(one)
        else:
            found.parts.append(one)
    return found


def _told_across(table: Table, writing: Writing, prose: Prose) -> Told:
    """What a table states whose columns are regions or stretches of days."""
    found = Told()
    for name, figures in _columns(table):
        one = Telling(writing).statement(Scope.REGION, figures)
        if name.kind == Kind.RUNNING:
            found.parts.append(replace(one, scope=Scope.RUNNING))
        elif name.kind == Kind.PERIOD:
            found.parts.append(merged(one, prose([*name.words], Scope.REGION)))
        elif name.kind == Kind.NAMED and name.item is not None:
            found.parts.append(merged(one, prose([name.item], Scope.REGION)))
        else:
            found.sum_up(one)
    return found


def _lists_drugs(columns: Sequence[Column]) -> bool:
    """Whether a table only names drugs and their quantities, and nobody, no place and no day."""
    kinds = {one.kind for one in columns}
    listed = {Kind.NAMES, Kind.AMOUNT} <= kinds
    plain = {Kind.NAMES, Kind.AMOUNT, Kind.NUMBERING, Kind.MONEY, Kind.FORM}
    return listed and kinds <= plain


def _scope(columns: Sequence[Column]) -> Scope:
    """Rows that name their drug, or their day and their place, are events one by one."""
    kinds = [one.kind for one in columns]
    listed = Kind.NAMES in kinds and Kind.AMOUNT in kinds
    dated = Kind.WHEN in kinds and Kind.FREE in kinds
    return Scope.EVENT if listed or dated else Scope.REGION


def _sums_up(columns: Sequence[Column], cells: Sequence[Cell]) -> bool:
    """Whether a row is the sum of the others, by its name."""
    beside = [cell for one, cell in zip(columns, cells, strict=True) if one.kind not in FIGURES]
    return any(one.has("sum", "national") or one.key == "total" for cell in beside for one in cell)


def _row(
    columns: Sequence[Column], cells: Sequence[Cell], scope: Scope, writing: Writing, prose: Prose
) -> Statement:
    pairs = [*zip(columns, cells, strict=True)]
    figures = [(one, cell) for one, cell in pairs if one.kind in FIGURES]
    beside = [cell for one, cell in pairs if one.kind in _BESIDE]
    named = _named(pairs)
    if named is not None:
        figures.append(named)
    else:
        beside += [cell for one, cell in pairs if one.kind in (Kind.NAMES, Kind.AMOUNT)]
    found = merged(prose(between(beside), scope), Telling(writing).statement(scope, figures))
    return by_air(_on_route(found, pairs, writing), pairs, writing)


def _named(pairs: Sequence[Figure]) -> Figure | None:
    """The drug that a cell names with the quantity of another cell, where each is one."""
    names = next((cell for one, cell in pairs if one.kind == Kind.NAMES), [])
    amounts = next(((one, cell) for one, cell in pairs if one.kind == Kind.AMOUNT), None)
    form = next((cell for one, cell in pairs if one.kind == Kind.FORM), [])
    said = [one for one in names if not one.is_mark]
    substances = [one for one in said if one.has("substance")]
    if amounts is None or not said or len(substances) > 1 or len(numbers(amounts[1])) != 1:
        return None
    unit = next((one for one in form if one.has("unit")), amounts[0].unit)
    if said[0].has("sum") and not substances:
        return Column(Kind.TOTAL, said[0], unit), amounts[1]
    return Column(Kind.SUBSTANCE, (substances or said)[0], unit), amounts[1]


def _on_route(one: Statement, pairs: Sequence[Figure], writing: Writing) -> Statement:
    for heading, cell in pairs:
        if heading.kind not in (Kind.ORIGIN, Kind.DESTINATION):
            continue
        abroad = [part for part in cell if part.kinds.get("country", _HOME) != _HOME]
        if abroad:
            span = writing.span(abroad[0].start, abroad[0].end)
            words = writing.source[span.start : span.end]
            country = Stated(abroad[0].kinds["country"], words, (span,))
            leaving = heading.kind == Kind.DESTINATION
            one = replace(one, destination=country) if leaving else replace(one, origin=country)
    return one


def _columns(table: Table) -> Iterator[tuple[Column, list[Figure]]]:
    """Each region or period of a table, with what its column counts."""
    headings = [column(cells[0]) for cells in table.rows]
    unit = next((one.unit for one in table.columns if one.unit is not None), None)
    headings = [one if one.unit else replace(one, unit=unit) for one in headings]
    for n, name in enumerate(table.columns[1:], 1):
        if name.kind in _SUBJECTS:
            rows = zip(headings, table.rows, strict=True)
            yield name, [(of, cells[n]) for of, cells in rows if of.kind in FIGURES]


def joined(prose: Sequence[Statement], tables: Sequence[Told]) -> list[Statement]:
    """The statements of a message: rows as the parts of what the prose tells, events beside it."""
    spoken, rest = [*prose], []
    for one in tables:
        untold = (other for other in spoken if not _says(other))
        title = next(untold, spoken[0] if len(spoken) == 1 and not spoken[0].lines else None)
        if one.of_events:
            rest += [_titled(event, title) for event in one.parts if _says(event)]
            continue
        parts = tuple(part for part in one.parts if _says(part))
        whole = one.whole or Statement(scope=Scope.WHOLE, span=Span(0, 0))
        host = next((n for n, other in enumerate(spoken) if other.scope == Scope.WHOLE), None)
        if host is None and len(spoken) == 1:
            host = 0
        if one.listing and host is not None:
            spoken[host] = merged(spoken[host], whole)
            continue
        whole = replace(whole, parts=(*whole.parts, *parts))
        if host is None:
            spoken.append(_around_parts(whole))
        else:
            spoken[host] = _around_parts(merged(replace(spoken[host], scope=Scope.WHOLE), whole))
    return sorted((*spoken, *rest), key=lambda one: one.span.start)


def _says(one: Statement) -> bool:
    return one.tells or bool(one.parts)


def _titled(event: Statement, title: Statement | None) -> Statement:
    """An event of a table with the agency, the place and the day that its title names for all."""
    if title is None:
        return event
    named = title.places if len(title.places) == 1 and event.airport is None else ()
    return replace(
        event,
        agencies=event.agencies or title.agencies,
        days=event.days or title.days,
        places=event.places or named,
    )


def _around_parts(whole: Statement) -> Statement:
    """A whole whose words nobody told by themselves spans the rows that it is the sum of."""
    spans = [one.span for one in (whole, *whole.parts) if one.span.end > one.span.start]
    if not spans:
        return whole
    span = Span(min(one.start for one in spans), max(one.end for one in spans))
    return replace(whole, span=span)
