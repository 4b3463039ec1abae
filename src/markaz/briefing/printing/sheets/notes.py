"""The notes on coverage: what each figure means, counts and leaves out."""

from collections.abc import Sequence
from dataclasses import dataclass

from markaz.briefing.printing.numbers import decimal, digits, in_tonnes, percent, printed
from markaz.briefing.printing.words import Lang, apart, word
from markaz.records.figure import Exclusion, Figure

# Their tables and drawings speak of tonnes, so their notes do.
_IN_TONNES = ("seized_mass", "top_incidents")
# Of more than a reader looks up one by one, the queue tells the rest.
_MOST_PAIRS = 10


@dataclass(frozen=True, slots=True)
class Note:
    """One figure explained."""

    id: str
    label: str
    printed: str
    definition: str
    counted: str
    excluded: tuple[str, ...]
    remarks: tuple[str, ...]


def notes(figures: Sequence[Figure], *, lang: Lang) -> tuple[Note, ...]:
    """A note on every figure, in the order in which they were computed."""
    return tuple(_note(figure, lang=lang) for figure in figures)


def _note(figure: Figure, *, lang: Lang) -> Note:
    left_out = tuple(_left_out(each, lang=lang) for each in figure.excluded if each.reports)
    # A figure that is only broken down has rows and no value: that is not an unknown.
    shown = in_tonnes(figure) if figure.id.startswith(_IN_TONNES) else figure
    value = "" if figure.value is None and figure.rows else printed(
        shown.value, shown.unit, lang=lang
    )  # fmt: skip
    counts = "counts_reports" if figure.unit == "reports" else "counts_sentence"
    return Note(
        id=figure.id,
        label=figure.label,
        printed=value,
        definition=figure.definition,
        counted=word(counts, lang=lang, count=decimal(figure.counted, lang=lang, places=0)),
        excluded=left_out or (word("nothing_left_out", lang=lang),),
        remarks=(*figure.notes, *risk_remarks(figure, lang=lang)),
    )


def risk_remarks(figure: Figure, *, lang: Lang) -> tuple[str, ...]:
    """What of the figure may still be counted twice, in a sentence; none for a breakdown."""
    risk = figure.risk
    if risk is None:
        return ()
    if not risk.pairs:
        return (word("risk_none", lang=lang),)
    return (
        word(
            "risk",
            lang=lang,
            pairs=decimal(risk.pairs, lang=lang, places=0),
            share=percent(risk.share, lang=lang),
            expected=apart(printed(risk.expected, figure.unit, lang=lang)),
        ),
    )


def briefs_in_doubt(pairs: Sequence[tuple[int, int]], *, lang: Lang) -> str:
    """Which reports of a sum may be one brief told twice, in a sentence; by pairs of numbers."""
    told = [
        word(
            "pair_of_reports",
            lang=lang,
            left=digits(str(left), lang=lang),
            right=digits(str(right), lang=lang),
        )
        for left, right in pairs[:_MOST_PAIRS]
    ]
    if len(pairs) > len(told):
        more = decimal(len(pairs) - len(told), lang=lang, places=0)
        told.append(word("further", lang=lang, count=more))
    return word(
        "briefs_in_doubt",
        lang=lang,
        count=decimal(len({number for pair in pairs for number in pair}), lang=lang, places=0),
        pairs=word("separator", lang=lang).join(told),
        command=apart("markaz review"),
        page=apart("/review/"),
    )


def _left_out(exclusion: Exclusion, *, lang: Lang) -> str:
    reports = decimal(exclusion.reports, lang=lang, places=0)
    return word("left_out", lang=lang, reports=reports, reason=apart(exclusion.reason))
