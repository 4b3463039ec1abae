"""The briefing as one HTML file that needs nothing beside it."""

from collections.abc import Iterable, Sequence
from datetime import date
from html import escape
from importlib.resources import files

from markaz.briefing.printing.sheets.notes import Note
from markaz.briefing.printing.sheets.parts import Drawing, KeyFigure, Line
from markaz.briefing.printing.sheets.sheet import Occasion, Sheet, sheet
from markaz.briefing.printing.sheets.tables import Row, Table
from markaz.briefing.printing.words import Lang
from markaz.records.figure import Figure


def html(  # noqa: PLR0913 - the same names as the PDF
    figures: Sequence[Figure],
    *,
    lang: Lang,
    title: str,
    subtitle: str,
    simulated: bool,
    printed_on: date,
    edition: str | None,
    ledger_note: str = "",
    consistency: Sequence[str] = (),
) -> str:
    """Set the figures as one HTML file with its style and drawings inside."""
    occasion = Occasion(title, subtitle, simulated, printed_on, edition, ledger_note, consistency)
    return _document(sheet(figures, lang=lang, occasion=occasion))


def _document(it: Sheet) -> str:
    head, words = it.heading, it.words
    style = files(__package__).joinpath("templates", "page.css").read_text(encoding="utf-8")
    simulated = (
        f'<p class="simulated">{escape(words["simulated_line"])}</p>' if head.simulated else ""
    )
    return (
        f'<!doctype html>\n<html lang="{head.lang}" dir="{head.dir}">\n'
        '<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(head.title)}</title>\n<style>\n{style}</style>\n</head>\n<body>\n"
        f"{simulated}\n{_head(it)}\n<main>\n{_first_part(it)}\n{_second_part(it)}\n"
        f"{_third_part(it)}\n</main>\n{_foot(it)}\n{simulated}\n</body>\n</html>\n"
    )


def _head(it: Sheet) -> str:
    head, words = it.heading, it.words
    scope = " · ".join(escape(each) for each in head.scope)
    return (
        f'<header><p class="letterhead"><span>{escape(words["centre"])}</span>'
        f"<b>{escape(words['house'])} <bdi>{escape(words['house_other'])}</bdi></b></p>"
        f'<h1 dir="auto">{escape(head.title)}</h1><p class="subtitle" dir="auto">'
        f'{escape(head.subtitle)}</p><p class="small">{scope}</p></header>'
    )


def _foot(it: Sheet) -> str:
    head = it.heading
    said = (*head.scope[-1:], head.edition, head.printed_on, it.words["opens_with"])
    return f'<footer class="small">{" · ".join(escape(each) for each in said)}</footer>'


def _first_part(it: Sheet) -> str:
    keys = "".join(_key(each) for each in it.key_figures)
    charts = "".join(_drawing(each) for each in (it.over_time, it.by_place) if each)
    beside = " · ".join(f"{line.label} {line.printed}" for line in it.beside)
    said = f'<p class="small">{escape(it.words["beside_total"])}: {escape(beside)}</p>'
    return (
        f'<section class="keys">{keys}</section><section class="pair">{charts}</section>'
        f"{_table(it.substances, it)}{said if beside else ''}"
    )


def _second_part(it: Sheet) -> str:
    bound = _drawing(it.flows) if it.flows else ""
    number = _key_line(it.destinations) if it.destinations else ""
    years = _drawing(it.years) if it.years else ""
    sound = _lines(it.soundness, title=it.words["soundness"])
    return (
        f"{_table(it.agencies, it)}{_table(it.incidents, it)}"
        f'<section class="pair"><div>{number}{bound}</div><div>{sound}{years}</div></section>'
        f"{_apart('clearance', it.clearance, it)}{_apart('migration', it.migration, it)}"
    )


def _apart(name: str, lines: tuple[Line, ...], it: Sheet) -> str:
    """Another population than the page's, with the sentence that keeps the two apart."""
    if not lines:
        return ""
    return (
        f'<section class="clearance"><h2>{escape(it.words[name])}</h2><div class="keys">'
        f"{''.join(_key_line(line) for line in lines)}</div>"
        f'<p class="small">{escape(it.words[f"{name}_line"])}</p></section>'
    )


def _third_part(it: Sheet) -> str:
    words = it.words
    remarks = it.consistency or (words["consistency_none"],)
    said = _remarks(words["consistency"], remarks) + _remarks(
        words["prices"], (words["prices_line"],)
    )
    ledger = _remarks(words["ledger"], (it.ledger_note,)) if it.ledger_note else ""
    notes = "".join(_note(each, it) for each in it.notes)
    return (
        f'{said}{ledger}<h2>{escape(words["notes"])}</h2><p class="small">'
        f'{escape(words["notes_line"])}</p><div class="notes">{notes}</div>'
    )


def _remarks(title: str, lines: Iterable[str]) -> str:
    each = "".join(f'<p dir="auto">{escape(line)}</p>' for line in lines)
    return f"<h2>{escape(title)}</h2>{each}"


def _id(name: str) -> str:
    return f'<code dir="ltr">{escape(name)}</code>'


def _key(it: KeyFigure) -> str:
    amount, unit = f"<b>{escape(it.amount)}</b>", f"<span>{escape(it.unit)}</span>"
    number = f"{unit} {amount}" if it.unit_first else f"{amount} {unit}"
    state = "" if it.known else " unknown"
    return (
        f'<div class="key{state}" id="{escape(it.id)}"><p>{escape(it.label)}</p><p class="number">'
        f'{number}</p><p class="small" dir="auto">{escape(it.small)}</p></div>'
    )


def _key_line(it: Line) -> str:
    return (
        f'<div class="key"><p>{escape(it.label)}</p><p class="number">'
        f"<b>{escape(it.printed)}</b></p>{_id(it.id)}</div>"
    )


def _drawing(it: Drawing) -> str:
    note = f"<figcaption>{escape(it.note)}</figcaption>" if it.note else ""
    return f"<figure><h2>{escape(it.title)} {_id(it.id)}</h2>{it.svg}{note}</figure>"


def _lines(lines: Sequence[Line], *, title: str) -> str:
    rows = "".join(
        f'<tr><th scope="row">{escape(line.label)}<br><small>{escape(line.small)}</small></th>'
        f'<td class="n">{escape(line.printed)}</td></tr>'
        for line in lines
    )
    return f"<h2>{escape(title)}</h2><table>{rows}</table>" if lines else ""


def _table(it: Table | None, page: Sheet) -> str:
    if it is None:
        return ""
    title = f"<h2>{escape(it.title)} {_id(it.id)}</h2>"
    if not it.rows:
        return f'{title}<p class="small">{escape(page.words["no_rows"])}</p>'
    numeric = [column.numeric for column in it.columns]
    heads = "".join(
        f'<th scope="col"{_n(each.numeric)}>{escape(each.label)}</th>' for each in it.columns
    )
    rows = "".join(_row(row, numeric=numeric) for row in it.rows)
    note = f'<p class="small" dir="auto">{escape(it.note)}</p>' if it.note else ""
    return f"{title}<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>{note}"


def _n(numeric: bool) -> str:  # noqa: FBT001 - one flag, one class
    return ' class="n"' if numeric else ""


def _row(row: Row, *, numeric: Sequence[bool]) -> str:
    cells = "".join(
        f"<td{_n(flag)}>{escape(cell)}</td>" for cell, flag in zip(row.cells, numeric, strict=True)
    )
    return f"<tr{' class=total' if row.total else ''}>{cells}</tr>"


def _note(it: Note, page: Sheet) -> str:
    counted = page.words["separator"].join((it.counted, *it.excluded)) + page.words["stop"]
    remarks = "".join(f'<p class="small" dir="auto">{escape(each)}</p>' for each in it.remarks)
    return (
        f"<article><h3><bdi>{escape(it.label)}</bdi> {_id(it.id)} <b>{escape(it.printed)}</b></h3>"
        f'<p dir="auto">{escape(it.definition)}</p><p class="small">{escape(counted)}</p>{remarks}'
        "</article>"
    )
