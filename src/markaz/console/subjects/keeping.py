"""What the forms of entries and files on subjects offer, and how what they say is read."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TypeVar

from django.utils import timezone

from markaz.accounts.models import User
from markaz.actions.subjects.keeping import Said
from markaz.console import wording
from markaz.data.agencies import AGENCIES
from markaz.governance.marking import DEFAULT_MARKING, Marking
from markaz.governance.permissions import Permission
from markaz.records.errors import InvalidValueError
from markaz.records.subject import Category, Subject, SubjectKind
from markaz.subjects.identifiers.identifier import IdentifierKind

# What is offered: a person may choose another day, five years away at the most.
_REVIEW = timedelta(days=365)
_LONGEST_NUMBER = 18
Code = TypeVar("Code", bound=StrEnum)


def choices(by: User) -> dict[str, object]:
    """Whom a person may keep for, and the closed lists of the forms."""
    own = [
        (code, label)
        for code, label in wording.choices(AGENCIES)
        if by.viewer.at_centre or code in by.viewer.agencies
    ]
    return {
        "may_keep": Permission.KEEP_SUBJECTS in by.permissions,
        "agencies": own,
        "own_agency": by.agency,
        "markings": list(Marking),
        "default_marking": DEFAULT_MARKING,
        "subject_kinds": list(SubjectKind),
        "categories": list(Category),
        "number_kinds": list(IdentifierKind),
    }


def review_offered(*, now: datetime) -> date:
    """The day of review that a form offers."""
    return timezone.localdate(now) + _REVIEW


def subject(said: Mapping[str, str], *, now: datetime) -> Subject:
    """The file that a form asks for; the record refuses what may not be kept."""
    return Subject(
        kind=one_of(SubjectKind, said.get("kind", "")),
        category=one_of(Category, said.get("category", "")),
        basis=said.get("basis", "").strip(),
        review_by=day(said.get("review_by", "")),
        since=timezone.localdate(now),
    )


def said(form: Mapping[str, str], *, now: datetime) -> Said:
    """A name or number of a subject as the form tells it."""
    kind, report = form.get("kind", ""), form.get("report", "").strip()
    return Said(
        written=" ".join(form.get("written", "").split()),
        by=" ".join(form.get("said_by", "").split()),
        on=day(form.get("said_on", "")) if form.get("said_on") else timezone.localdate(now),
        kind=one_of(IdentifierKind, kind) if kind else None,
        report=number(report) if report else None,
    )


def one_of(kinds: type[Code], written: str) -> Code:
    """The member of a closed list that a form names."""
    try:
        return kinds(written)
    except ValueError:
        raise InvalidValueError("Choose one of those that the form offers.") from None


def day(written: str) -> date:
    """A day as a form sends it."""
    try:
        return date.fromisoformat(written.strip())
    except ValueError:
        raise InvalidValueError("Write the day as 2027-03-27.") from None


def number(written: str) -> int:
    """A whole number that a form names a row by."""
    if not (written.isascii() and written.isdigit() and len(written) <= _LONGEST_NUMBER):
        raise InvalidValueError("Write the number in figures, such as 12.")
    return int(written)
