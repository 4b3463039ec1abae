"""Everything a printed briefing says, as finished text: PDF and HTML set the same sheet."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from markaz.briefing.printing import numbers
from markaz.briefing.printing.sheets import parts, tables
from markaz.briefing.printing.sheets.notes import Note, notes
from markaz.briefing.printing.sheets.parts import Drawing, KeyFigure, Line
from markaz.briefing.printing.sheets.tables import Table
from markaz.briefing.printing.words import Lang, apart, vocabulary, word
from markaz.records.figure import Figure, Selection


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands above and below every page."""

    lang: Lang
    dir: str
    title: str
    subtitle: str
    simulated: bool
    printed_on: str
    scope: tuple[str, ...]
    edition: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A briefing ready to be set: no number is left to be computed or formatted."""

    heading: Heading
    words: dict[str, str]
    key_figures: tuple[KeyFigure, ...]
    over_time: Drawing | None
    by_place: Drawing | None
    flows: Drawing | None
    years: Drawing | None
    substances: Table | None
    agencies: Table | None
    incidents: Table | None
    destinations: Line | None
    soundness: tuple[Line, ...]
    beside: tuple[Line, ...]
    clearance: tuple[Line, ...]
    migration: tuple[Line, ...]
    notes: tuple[Note, ...]
    consistency: tuple[str, ...] = ()
    ledger_note: str = ""


@dataclass(frozen=True, slots=True)
class Occasion:
    """What a printed briefing says beside its figures: its title, its day, its edition."""

    title: str
    subtitle: str
    simulated: bool
    printed_on: date
    edition: str | None = None
    ledger_note: str = ""
    consistency: Sequence[str] = field(default_factory=tuple)


def sheet(figures: Sequence[Figure], *, lang: Lang, occasion: Occasion) -> Sheet:
    """Turn computed figures into the text, tables and drawings of a briefing."""
    by_id = {figure.id: figure for figure in figures}
    by_month, by_year = by_id.get("seized_mass_by_month"), by_id.get("seized_mass_by_year")
    over_time, years = parts.over_time(by_month, by_year, lang=lang)
    return Sheet(
        heading=_heading(figures, lang=lang, occasion=occasion),
        words={name: each[lang] for name, each in vocabulary().items()},
        key_figures=parts.key_figures(by_id, lang=lang),
        over_time=over_time,
        years=years,
        by_place=parts.by_place(by_id.get("seized_mass_by_province"), lang=lang),
        flows=parts.flows(by_id.get("flows"), lang=lang),
        substances=tables.substances(by_id, lang=lang),
        agencies=tables.agencies(by_id, lang=lang),
        incidents=tables.incidents(by_id, lang=lang),
        destinations=parts.destinations(by_id.get("destination_countries"), lang=lang),
        soundness=parts.soundness(by_id, lang=lang),
        beside=parts.beside(by_id, lang=lang),
        clearance=parts.clearance(by_id, lang=lang),
        migration=parts.migration(by_id, lang=lang),
        notes=notes(figures, lang=lang),
        consistency=tuple(occasion.consistency),
        ledger_note=occasion.ledger_note,
    )


def _heading(figures: Sequence[Figure], *, lang: Lang, occasion: Occasion) -> Heading:
    selection = figures[0].selection if figures else None
    edition = occasion.edition
    return Heading(
        lang=lang,
        dir="rtl" if lang == "ur" else "ltr",
        title=occasion.title,
        subtitle=occasion.subtitle,
        simulated=occasion.simulated,
        printed_on=word("printed_on", lang=lang, day=numbers.day(occasion.printed_on, lang=lang)),
        scope=_scope(selection, lang=lang) if selection else (),
        edition=word("edition", lang=lang, edition=apart(edition))
        if edition
        else word("no_edition", lang=lang),
    )


def _scope(selection: Selection, *, lang: Lang) -> tuple[str, ...]:
    first, last = (numbers.day(on, lang=lang) for on in (selection.first, selection.last))
    known = selection.as_known_on
    return (
        word("period", lang=lang, first=first, last=last),
        word(f"basis_{selection.basis.value}", lang=lang),
        word("as_known_on", lang=lang, day=numbers.day(known, lang=lang))
        if known
        else word("as_known_now", lang=lang),
    )
