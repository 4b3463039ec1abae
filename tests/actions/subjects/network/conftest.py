"""Entries that share a telephone, and reports that name several in one event."""

from collections.abc import Callable
from pathlib import Path

import pytest

from markaz.actions.subjects import keeping
from markaz.actions.subjects.indexing import index_reports
from markaz.governance.audit import Event
from markaz.governance.marking import Marking
from markaz.records.subject import Category, Subject, SubjectKind
from markaz.store import audit
from markaz.store.models import MentionRow, SubjectRow
from markaz.store.naming import keyed_names
from markaz.store.reports import Keeper

PURPOSE = "case 12 of 2026"
BASIS = "Named by two sources as the buyer"


@pytest.fixture(autouse=True)
def own_home(home: Path) -> Path:
    """The derived files of one test are no other's."""
    return home


@pytest.fixture
def kept(operator, now) -> Callable[..., SubjectRow]:
    """Open a file with a name on it."""

    def keep(name: str, *, agency: str = "ANF", marking: Marking = Marking.AMBER) -> SubjectRow:
        review = now.date().replace(year=now.year + 2)
        subject = Subject(SubjectKind.PERSON, Category.SUSPECT, BASIS, review, now.date())
        row = keeping.open_subject(subject, agency=agency, marking=marking, by=operator, now=now)
        said = keeping.Said(name, "an informant", now.date())
        keeping.add_alias(row.id, said, by=operator, now=now)
        return row

    return keep


@pytest.fixture
def filed(tables, batch, operator, now) -> Callable[..., None]:
    """File reports and make whom they name findable."""

    def file(*reports: dict[str, object]) -> None:
        Keeper(batch()).keep(tables(*reports))
        audit.log(Event.FILE_RECEIVED, subject="reports", by=operator, now=now)
        index_reports(by=operator, now=now)

    return file


def node_name(mention: MentionRow) -> str:
    """The name under which a mention that is nobody's is found."""
    return keyed_names([mention.id])[0]


def mention_of(name: str) -> MentionRow:
    """The mention of a person by a report."""
    return next(
        row
        for row in MentionRow.objects.filter(part="person").select_related("report")
        if row.report.persons.filter(mention=row.place, name_text=name).exists()
    )
