"""Entries of several holders and markings, and who asks about them."""

from collections.abc import Callable

import pytest

from markaz.accounts.models import User
from markaz.actions.subjects.check import check
from markaz.actions.subjects.listing import list_entry
from markaz.governance.marking import Marking
from markaz.records.subject import SubjectKind
from markaz.store.models import MentionRow
from markaz.store.subjects.mentions import Listed
from markaz.subjects.identifiers.identifier import IdentifierKind
from markaz.subjects.lookup.asked import Asked
from markaz.subjects.mentions.mention import Birth, Mention

NAME, FATHER, PHONE = "Zubair Tariq Achakzai", "Khalid Bilal", "0300 1234567"


@pytest.fixture
def listed(operator, now) -> Callable[..., MentionRow]:
    """Put an entry on an agency's list."""

    def put(
        *, agency: str = "ANF", marking: str = Marking.AMBER, phone: str = PHONE, **said: object
    ) -> MentionRow:
        entry = Listed(
            SubjectKind.PERSON,
            agency,
            marking,
            **{
                "name": NAME,
                "father_name": FATHER,
                "birth_first": 1980,
                "birth_last": 1980,
                **said,
            },
        )
        numbers = [(IdentifierKind.PHONE, phone)] if phone else []
        return list_entry(entry, numbers=numbers, by=operator, now=now)

    return put


@pytest.fixture
def ask(now) -> Callable[..., object]:
    """Check a name, as the named person."""

    def asked(
        by: User, *, name: str = NAME, purpose: str = "case 12 of 2026", silent: bool = False
    ) -> object:
        question = Asked(Mention(name, FATHER, Birth(1980, 1980)))
        return check(question, purpose=purpose, by=by, now=now, silent=silent)

    return asked
