"""Who asks for protection, or is a victim, is found by no check and becomes no subject."""

import pytest

from markaz.actions.subjects.answer import Verdict
from markaz.actions.subjects.check import check
from markaz.actions.subjects.indexing import index_reports
from markaz.store.models import MentionRow
from markaz.store.reports import Keeper
from markaz.subjects.lookup.asked import understand

PERSON = {
    "role": "suspect", "name_text": "Zubair Tariq Achakzai", "phone_text": "0300 1234567",
    "document_text": "35202-1234567-1",
}  # fmt: skip
NUMBERS = ("0300-1234567", "3520212345671", "Zubair Tariq Achakzai")


@pytest.fixture
def ask(operator, anf_liaison, now):
    """Index, then ask as an officer of another agency."""

    def asked(typed):
        index_reports(by=operator, now=now)
        return check(understand(typed), purpose="case 12 of 2026", by=anf_liaison, now=now)

    return asked


@pytest.mark.parametrize("protection", ["asks-protection", "victim"])
@pytest.mark.parametrize("typed", NUMBERS)
def test_a_protected_person_leaves_no_trace_in_a_check(protection, typed, tables, batch, ask):
    protected = {**PERSON, "protection": protection}
    Keeper(batch()).keep(tables({"persons": [protected], "means": []}))
    answer = ask(typed)
    assert (answer.verdict, answer.entries, answer.backlog) == (Verdict.NOT_KNOWN, (), 0)
    assert not MentionRow.objects.exists()


def test_the_others_of_the_report_are_found_as_before(tables, batch, ask):
    protected = {**PERSON, "protection": "victim", "phone_text": "0300 7654321"}
    Keeper(batch()).keep(tables({"persons": [protected, PERSON], "means": []}))
    assert len(ask("0300-1234567").entries) == 1
    assert ask("0300-7654321").verdict is Verdict.NOT_KNOWN


@pytest.mark.parametrize("typed", NUMBERS)
def test_a_correction_that_protects_takes_the_person_out(typed, tables, batch, ask):
    Keeper(batch()).keep(tables({"persons": [PERSON], "means": []}))
    assert ask(typed).entries
    protected = {**PERSON, "protection": "asks-protection"}
    Keeper(batch()).keep(tables({"persons": [protected], "means": [], "content_hash": 2}))
    answer = ask(typed)
    assert (answer.verdict, answer.entries) == (Verdict.NOT_KNOWN, ())
