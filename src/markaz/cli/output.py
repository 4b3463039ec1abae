"""Briefings and figures as text in a terminal and as files."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from rich.table import Table

from markaz.actions.briefing import Briefing
from markaz.actions.simulated import is_simulated
from markaz.briefing import edition as editions
from markaz.briefing import export
from markaz.briefing.declared import declaration
from markaz.briefing.labels import briefing_title
from markaz.briefing.opening import Opened
from markaz.briefing.printing import page, pdf
from markaz.briefing.printing.numbers import printed
from markaz.briefing.printing.sheets.notes import risk_remarks
from markaz.briefing.printing.words import Lang
from markaz.cli.desk import console
from markaz.records.errors import InvalidValueError
from markaz.records.figure import Figure

_ROWS_SHOWN = 12


def print_briefing(briefing: Briefing, *, lang: Lang = "en") -> None:
    """The figures as tables, plain numbers first, then each breakdown."""
    selection = briefing.selection
    console.rule(
        f"{selection.country}: {selection.first} to {selection.last},"
        f" by day {selection.basis.value}, as known on {selection.as_known_on}"
    )
    if is_simulated():
        console.print("SIMULATED: nothing in it is real.", style="bold red", justify="center")
    overview = Table(
        *("figure", "value", "counted", "left out", "may be double", "id"),
        box=None,
        header_style="bold",
    )
    for figure in briefing.figures:
        if not figure.rows:
            overview.add_row(
                figure.label,
                value_text(figure, lang=lang),
                f"{figure.counted:,}",
                f"{sum(e.reports for e in figure.excluded):,}",
                _double(figure, lang=lang),
                f"[dim]{figure.id}[/]",
            )
    console.print(overview)
    for figure in briefing.figures:
        if figure.rows:
            console.print(_breakdown(figure, lang=lang))
    for remark in briefing.remarks:
        console.print(f"[yellow]note[/] {remark}", highlight=False)


def value_text(figure: Figure, *, lang: Lang) -> str:
    """The figure's value with its unit, or the words for unknown."""
    return printed(figure.value, figure.unit, lang=lang)


def _double(figure: Figure, *, lang: Lang) -> str:
    if figure.risk is None:
        return ""
    if not figure.risk.pairs:
        return "none"
    expected = printed(figure.risk.expected, figure.unit, lang=lang)
    return f"{expected} ({figure.risk.share} % in doubt)"


def _breakdown(figure: Figure, *, lang: Lang) -> Table:
    table = Table(
        "",
        "value",
        "counted",
        title=f"{figure.label}: {value_text(figure, lang=lang)} [dim]({figure.id})[/]",
        box=None,
        title_justify="left",
        header_style="dim",
    )
    # What is taken off closes the sum, so it is never among those left away.
    added = [row for row in figure.rows if row.value >= 0]
    for row in added[:_ROWS_SHOWN]:
        table.add_row(
            row.label, printed(row.value, figure.unit_of_rows, lang=lang), f"{row.counted:,}"
        )
    if len(added) > _ROWS_SHOWN:
        table.add_row(f"[dim]and {len(added) - _ROWS_SHOWN} more[/]", "", "")
    for row in figure.rows:
        if row.value < 0:
            table.add_row(
                row.label, printed(row.value, figure.unit_of_rows, lang=lang), f"{row.counted:,}"
            )
    return table


def write_briefing(
    briefing: Briefing, path: Path, *, lang: Lang, printed_on: date, edition: str = ""
) -> None:
    """Write the briefing in the form its name asks for: .pdf, .json, .xlsx or .html."""
    path.parent.mkdir(parents=True, exist_ok=True)
    match path.suffix:
        case ".json":
            path.write_bytes(export.json_bytes(briefing.figures, simulated=is_simulated()))
        case ".xlsx":
            export.write_xlsx(path, briefing.figures, simulated=is_simulated())
        case ".html" | ".pdf":
            path.write_bytes(
                _printed(briefing, path.suffix, lang=lang, printed_on=printed_on, edition=edition)
            )
        case other:
            raise InvalidValueError(
                f"A briefing is not written as {other or 'a name without ending'!r}:"
                " end the name with .pdf, .json, .xlsx or .html."
            )


def _printed(
    briefing: Briefing, suffix: str, *, lang: Lang, printed_on: date, edition: str
) -> bytes:
    render = pdf.briefing_pdf if suffix == ".pdf" else page.html
    made: bytes | str = render(
        briefing.figures,
        lang=lang,
        title=briefing_title(briefing.selection.country, lang=lang),
        subtitle="",
        simulated=is_simulated(),
        printed_on=printed_on,
        edition=edition or None,
        consistency=briefing.remarks,
    )
    return made if isinstance(made, bytes) else made.encode()


def print_opened(opened: Opened) -> None:
    """One figure with its incidents, the reports behind each, and what it leaves out."""
    figure = opened.figure
    console.print(f"[bold]{figure.label}[/]: {value_text(figure, lang='en')}", highlight=False)
    console.print(figure.definition, style="dim")
    console.print(f"Population: {figure.population}", style="dim")
    console.print(f"Counted: {figure.counted:,}")
    for exclusion in figure.excluded:
        console.print(f"Left out: {exclusion.reports:,} ({exclusion.reason})")
    for remark in (*figure.notes, *risk_remarks(figure, lang="en")):
        console.print(remark, highlight=False)
    if not opened.incidents:
        return
    table = Table("incident", "day", "place", "amount", "agencies", "reports", box=None)
    for incident in opened.incidents:
        table.add_row(
            str(incident.number),
            str(incident.occurred or "unknown"),
            incident.place,
            printed(incident.amount, figure.unit_of_rows, lang="en"),
            ", ".join(incident.agencies),
            ", ".join(str(number) for number in incident.reports),
        )
    console.print(table)
    console.print(f"{len(opened.incidents):,} of {opened.total:,} incidents shown.", style="dim")


def print_moved(name: str, moved: Sequence[editions.Moved]) -> None:
    """What changed since an edition was frozen."""
    if not moved:
        console.print(f"Every figure stands as in edition {name}.")
        return
    table = Table(box=None)
    for title in ("figure", "then", "now"):
        table.add_column(title, no_wrap=title != "figure", overflow="fold")
    table.add_column("reports that moved it", ratio=1)
    for one in moved:
        unit = declaration(one.figure).unit
        then, today = (printed(value, unit, lang="en") for value in (one.old, one.new))
        table.add_row(one.figure, then, today, "; ".join(one.sentences()))
    console.print(table)
