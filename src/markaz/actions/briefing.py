"""Computing, freezing and comparing a briefing."""

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time

import duckdb
from django.db import transaction
from django.utils import timezone

from markaz.accounts.models import User
from markaz.actions.ledger import open_ledger
from markaz.actions.voices import doubts as voices
from markaz.briefing import edition, figures, opening
from markaz.briefing.printing.numbers import plain
from markaz.briefing.printing.sheets.notes import briefs_in_doubt
from markaz.briefing.printing.words import Lang
from markaz.briefing.told import counted
from markaz.checking.figures import questions as figure_questions
from markaz.checking.question import sentences
from markaz.governance.audit import Event
from markaz.governance.permissions import Permission, require
from markaz.records.errors import InvalidValueError
from markaz.records.figure import Figure, Selection
from markaz.records.kinds import DateBasis
from markaz.store import audit
from markaz.store.models import Edition


@dataclass(frozen=True, slots=True)
class Briefing:
    """The figures of one selection, with what does not agree among them."""

    selection: Selection
    figures: tuple[Figure, ...]
    remarks: tuple[str, ...]


def brief(
    selection: Selection,
    *,
    by: User,
    now: datetime,
    lang: Lang = "en",
    ids: Collection[str] | None = None,
) -> Briefing:
    """Every declared figure over what the person may see."""
    require(by.permissions, Permission.SEE_REPORTS)
    asked = dated(selection, now=now)
    with open_ledger(by.viewer) as connection:
        computed = figures.compute(connection, asked, lang=lang, ids=ids)
        doubts = _in_doubt(connection, computed, lang=lang)
    told = tuple(_remarked(one, doubts) for one in computed)
    return Briefing(asked, told, (*remarks(told, lang=lang), *doubts.values()))


def remarks(computed: Collection[Figure], *, lang: Lang) -> tuple[str, ...]:
    """What does not agree among figures, in words."""
    return sentences(figure_questions(tuple(computed)), lang=lang, write=plain)


def open_figure(  # noqa: PLR0913 (keyword-only, each its own question)
    figure: str,
    selection: Selection,
    *,
    by: User,
    now: datetime,
    lang: Lang = "en",
    row: str | None = None,
    limit: int = 200,
    offset: int = 0,
    computed: Figure | None = None,
) -> opening.Opened:
    """The incidents a figure counts, the reports behind each, and what it leaves out."""
    require(by.permissions, Permission.SEE_REPORTS)
    asked = dated(selection, now=now)
    with open_ledger(by.viewer) as connection:
        opened = opening.open_figure(
            connection,
            figure,
            asked,
            lang=lang,
            row=row,
            limit=limit,
            offset=offset,
            computed=computed,
        )
        if computed is not None:
            return opened
        doubts = _in_doubt(connection, [opened.figure], lang=lang)
    return replace(opened, figure=_remarked(opened.figure, doubts))


def _in_doubt(
    connection: duckdb.DuckDBPyConnection, computed: Iterable[Figure], *, lang: Lang
) -> dict[str, str]:
    """By id of a sum of briefs, which of those it adds may be one, while nobody has judged them."""
    found: dict[str, str] = {}
    for figure in computed:
        if figure.id in counted.SUMS and figure.counted > 1:
            stands = counted.tellers(connection, figure.id, figure.selection)
            # Two that another pair of the same briefs names already are no second question.
            pairs = {
                frozenset((stands[left], stands[right])): (left, right)
                for left, right in reversed(voices.unjudged(stands, at=figure.selection.moment))
                if stands[left] != stands[right]
            }
            if pairs:
                found[figure.id] = briefs_in_doubt(sorted(pairs.values()), lang=lang)
    return found


def _remarked(figure: Figure, doubts: Mapping[str, str]) -> Figure:
    if figure.id not in doubts:
        return figure
    return replace(figure, notes=(*figure.notes, doubts[figure.id]))


@transaction.atomic
def freeze(selection: Selection, *, name: str, by: User, now: datetime) -> Edition:
    """Keep a briefing as it was printed, so that it can be re-run to the same bytes."""
    require(by.permissions, Permission.PUBLISH_BRIEFING)
    if Edition.objects.filter(name=name).exists():
        raise InvalidValueError(
            "An edition named {name!r} stands already: choose another name.", name=name
        )
    asked = dated(selection, now=now)
    if asked.moment is None or asked.moment >= now:
        # The day is not over: what comes in later today must not change what was frozen.
        asked = replace(asked, known_at=now)
    with open_ledger(by.viewer) as connection:
        content = edition.freeze(figures.compute(connection, asked), selection=asked)
    kept = Edition.objects.create(
        name=name,
        frozen_at=now,
        frozen_by=by.username,
        first=asked.first,
        last=asked.last,
        basis=asked.basis.value,
        as_known_on=asked.as_known_on or _today(now),
        known_at=asked.known_at,
        country=asked.country,
        figures=content,
        sha256=hashlib.sha256(content).hexdigest(),
    )
    audit.log(Event.EDITION_FROZEN, subject=name, by=by, now=now, details={"sha256": kept.sha256})
    return kept


def compare(name: str, *, by: User, now: datetime) -> tuple[edition.Moved, ...]:
    """Each figure of an edition that stands otherwise today, and the reports that moved it."""
    require(by.permissions, Permission.SEE_REPORTS)
    kept = _edition(name)
    with open_ledger(by.viewer) as connection:
        return tuple(edition.compare(bytes(kept.figures), connection, now=_today(now)))


def latest_year(*, by: User, now: datetime) -> tuple[date, date]:
    """First and last day of the latest year with enough that the person may see; else of this one.

    What is enough, `briefing.opening.latest_year` says.
    """
    with open_ledger(by.viewer) as connection:
        year = opening.latest_year(connection) or _today(now).year
    return date(year, 1, 1), date(year, 12, 31)


def edition_selection(name: str) -> Selection:
    """The question that a frozen edition answered."""
    kept = _edition(name)
    return Selection(
        first=kept.first,
        last=kept.last,
        basis=DateBasis(kept.basis),
        as_known_on=kept.as_known_on,
        country=kept.country,
        known_at=kept.known_at,
    )


def printed_on(name: str) -> date:
    """The day an edition was frozen, which every print of it bears."""
    return timezone.localtime(_edition(name).frozen_at).date()


def _edition(name: str) -> Edition:
    kept = Edition.objects.filter(name=name).first()
    if kept is None:
        names = ", ".join(Edition.objects.values_list("name", flat=True)[:10]) or "none yet"
        raise InvalidValueError(
            "No edition is named {name!r}; there are: {names}.", name=name, names=names
        )
    return kept


def dated(selection: Selection, *, now: datetime) -> Selection:
    """The selection with its as-known-on day written out, and where that day ends here."""
    if selection.known_at:
        return selection
    day = selection.as_known_on or _today(now)
    end = timezone.make_aware(datetime.combine(day, time.max))
    return replace(selection, as_known_on=day, known_at=end)


def _today(now: datetime) -> date:
    return timezone.localtime(now).date()
