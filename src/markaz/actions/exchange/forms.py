"""Filling the forms that United Nations offices ask for, from what the figures count."""

from dataclasses import dataclass
from datetime import date, datetime

import pyarrow as pa
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from markaz.accounts.models import User
from markaz.actions.briefing import dated
from markaz.actions.ledger import open_ledger
from markaz.actions.simulated import is_simulated
from markaz.briefing import figures
from markaz.briefing.methods.seizures import counted_seizures
from markaz.exchange.forms import arq
from markaz.exchange.forms.arqbook import About, workbook
from markaz.exchange.forms.individual import SeizureList, individual_seizures
from markaz.governance.audit import Event
from markaz.governance.permissions import Permission, require
from markaz.records.errors import InvalidValueError, NotPermittedError
from markaz.records.figure import Figure, Selection
from markaz.store import audit

_EARLIEST = 1961
# The figure whose population the form's rows are of, and whose reasons for leaving out are theirs.
FIGURE = "seized_mass_by_substance"


@dataclass(frozen=True, slots=True)
class FilledQuestionnaire:
    """The seizure table of one year, as rows and as a workbook, and what stays blank in it."""

    year: int
    rows: tuple[arq.Row, ...]
    blanks: tuple[tuple[str, str], ...]
    workbook: bytes


@transaction.atomic
def fill_questionnaire(
    year: int, *, by: User, now: datetime, as_known_on: date | None = None
) -> FilledQuestionnaire:
    """The seizure table of the annual report questionnaire, as the ledger stood on a day."""
    selection = _selection(year, by=by, now=now, as_known_on=as_known_on)
    with open_ledger(by.viewer) as connection:
        (figure,) = figures.compute(connection, selection, ids=(FIGURE,))
        table = arq.filled(counted_seizures(connection, selection))
    about = About(_facts(figure, selection, now=now), simulated=is_simulated())
    made = FilledQuestionnaire(year, table, tuple(arq.blanks(table)), workbook(table, about=about))
    audit.log(
        Event.FORM_FILLED,
        subject=f"annual report questionnaire {year}",
        by=by,
        now=now,
        details=_details(selection),
    )
    return made


@transaction.atomic
def list_individual_seizures(
    year: int, *, by: User, now: datetime, as_known_on: date | None = None
) -> SeizureList:
    """Every counted seizure with one day and a sure quantity, in the columns UNODC asks for."""
    selection = _selection(year, by=by, now=now, as_known_on=as_known_on)
    with open_ledger(by.viewer) as connection:
        seizures: pa.Table = counted_seizures(connection, selection)
    listed = individual_seizures(seizures)
    audit.log(
        Event.FORM_FILLED,
        subject=f"individual drug seizures {year}",
        by=by,
        now=now,
        details=_details(selection),
    )
    return listed


def _selection(year: int, *, by: User, now: datetime, as_known_on: date | None) -> Selection:
    require(by.permissions, Permission.PUBLISH_BRIEFING)
    if not by.viewer.at_centre:
        raise NotPermittedError("A form of the whole country is filled at the centre: ask there.")
    this_year = timezone.localtime(now).year
    if not _EARLIEST <= year <= this_year:
        raise InvalidValueError(
            "{year} is no year to report on: give {first} to {last}.",
            year=year,
            first=_EARLIEST,
            last=this_year,
        )
    asked = Selection(
        first=date(year, 1, 1),
        last=date(year, 12, 31),
        country=settings.MARKAZ_COUNTRY,
        as_known_on=as_known_on,
    )
    return dated(asked, now=now)


def _facts(figure: Figure, selection: Selection, *, now: datetime) -> tuple[tuple[str, str], ...]:
    over = selection.last < timezone.localtime(now).date()
    left_out = [(f"left out: {one.reports} reports", one.reason) for one in figure.excluded]
    return (
        ("year", f"{selection.first.year}{'' if over else ', which is not over'}"),
        ("country", selection.country),
        ("as known on", str(selection.as_known_on)),
        ("counts the incidents of the figure", figure.id),
        ("population", figure.population),
        *left_out,
    )


def _details(selection: Selection) -> dict[str, str]:
    return {"as_known_on": str(selection.as_known_on), "country": selection.country}
