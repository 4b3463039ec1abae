"""Mentions that may be one subject: what is suggested, to whom, and what becomes of it."""

from datetime import date

import pytest
from tests.actions.subjects.conftest import FATHER, NAME

from markaz.actions.entries import suggesting
from markaz.actions.entries.opening import open_from
from markaz.actions.subjects.indexing import index_reports
from markaz.actions.subjects.listing import list_entry
from markaz.governance.audit import Event
from markaz.records.errors import InvalidValueError, NotPermittedError
from markaz.records.subject import Category, Subject, SubjectKind
from markaz.store.models import AuditRow, BelongingRow, SuggestionRow
from markaz.store.reports import Keeper
from markaz.store.subjects.mentions import Listed
from markaz.subjects.identifiers.identifier import IdentifierKind

ON = Subject(
    SubjectKind.PERSON, Category.SUSPECT, "seen handing over a parcel on 3 March 2025",
    date(2028, 1, 15), date(2026, 1, 15),
)  # fmt: skip


@pytest.fixture
def two(listed):
    """Two entries of ANF's that another clerk wrote, and one of somebody else."""
    one = listed()
    other = listed(name="Zubair Tareq Achekzai", father_name="Khaled Bilal", phone="")
    listed(name="Naveed Faraz Mengal", father_name="Haneef Gul", phone="0301 7654321")
    return one.id, other.id


def waiting(by) -> list[tuple[int, int]]:
    found, total = suggesting.waiting(by=by, limit=10)
    assert total == len(found)
    return [(one.left.id, one.right.id) for one in found]


def test_two_writings_of_one_person_are_suggested_with_reasons(two, operator, anf_liaison, now):
    done = suggesting.suggest(by=operator, now=now)
    assert (done.suggested, waiting(anf_liaison)) == (1, [two])
    (one,), _ = suggesting.waiting(by=anf_liaison, limit=10)
    assert {reason.field for reason in one.comparison.reasons} >= {"name", "father_name", "birth"}
    assert AuditRow.objects.filter(event=Event.MENTIONS_COMPARED).count() == 1


def test_a_shared_birth_date_alone_is_never_suggested(listed, operator, anf_liaison, now):
    day = {"birth_day": date(1980, 3, 27), "father_name": "", "phone": ""}
    for name in ("Zubair Tariq", "Naveed Faraz"):
        listed(name=name, **day)
    suggesting.suggest(by=operator, now=now)
    assert not SuggestionRow.objects.exists()


def test_a_name_alone_is_a_namesake_and_not_suggested(listed, operator, now):
    for _ in range(2):
        listed(father_name="", phone="", birth_first=None, birth_last=None)
    suggesting.suggest(by=operator, now=now)
    assert not SuggestionRow.objects.exists()


def test_two_identity_cards_are_two_persons(operator, now):
    for card in ("35202-1234567-1", "42101-7654321-3"):
        entry = Listed(SubjectKind.PERSON, "ANF", "AMBER", name=NAME, father_name=FATHER)
        list_entry(entry, numbers=[(IdentifierKind.NATIONAL, card)], by=operator, now=now)
    suggesting.suggest(by=operator, now=now)
    assert not SuggestionRow.objects.exists()


def test_what_is_refused_is_remembered(two, operator, anf_liaison, now, listed):
    suggesting.suggest(by=operator, now=now)
    one = SuggestionRow.objects.get()
    with pytest.raises(InvalidValueError, match="why"):
        suggesting.refuse(one.id, reason=" ", by=anf_liaison, now=now)
    suggesting.refuse(one.id, reason="brothers, says the station", by=anf_liaison, now=now)
    assert waiting(anf_liaison) == []
    listed(name="Rafaqat Wazir", father_name="", phone="")
    suggesting.suggest(by=operator, now=now)
    assert waiting(anf_liaison) == []
    kept = SuggestionRow.objects.get()
    assert (kept.state, kept.judged_by) == ("refused", "anf")
    assert AuditRow.objects.filter(event=Event.SUGGESTION_JUDGED).count() == 1


def test_the_next_comparison_looks_at_what_came_since(two, operator, anf_liaison, now, listed):
    suggesting.suggest(by=operator, now=now)
    assert suggesting.suggest(by=operator, now=now).compared == 0
    third = listed(name="Zubair Tariq Achakzi", phone="0302 1111111")
    assert suggesting.suggest(by=operator, now=now).suggested == 2
    assert {pair[1] for pair in waiting(anf_liaison)} == {two[1], third.id}


def test_accepting_puts_the_other_mention_into_the_file(two, operator, anf_liaison, now):
    row = open_from(ON, [two[0]], agency="ANF", reason="his own name", by=anf_liaison, now=now)
    suggesting.suggest(by=operator, now=now)
    one = SuggestionRow.objects.get()
    assert suggesting.accept(one.id, by=anf_liaison, now=now) == row.id
    kept = BelongingRow.objects.get(mention_id=two[1])
    assert (kept.subject_id, kept.rule) == (row.id, "suggested")
    assert "names agree" in kept.reason
    assert waiting(anf_liaison) == []
    with pytest.raises(InvalidValueError, match="waits"):
        suggesting.accept(one.id, by=anf_liaison, now=now)


def test_two_mentions_without_a_file_become_no_subject_by_themselves(
    two, operator, anf_liaison, now
):
    suggesting.suggest(by=operator, now=now)
    one = SuggestionRow.objects.get()
    assert suggesting.accept(one.id, by=anf_liaison, now=now) is None
    assert waiting(anf_liaison) == [two]
    open_from(ON, list(two), agency="ANF", reason="the same man", by=anf_liaison, now=now)
    assert SuggestionRow.objects.get().state == "accepted"
    assert waiting(anf_liaison) == []


def test_an_agency_is_told_of_no_pair_of_which_one_is_anothers(
    listed, operator, anf_liaison, customs_liaison, analyst, now
):
    ours, theirs = listed(), listed(agency="CUSTOMS", marking="GREEN")
    suggesting.suggest(by=operator, now=now)
    assert waiting(anf_liaison) == waiting(customs_liaison) == []
    assert waiting(analyst) == [(ours.id, theirs.id)]
    number = SuggestionRow.objects.get().id
    for act in (suggesting.accept, suggesting.refuse):
        more = {"reason": "no"} if act is suggesting.refuse else {}
        with pytest.raises(InvalidValueError, match="waits for you"):
            act(number, **more, by=anf_liaison, now=now)


def test_who_may_not_check_reads_none_and_an_agency_compares_not(anf_liaison, auditor, now):
    with pytest.raises(NotPermittedError):
        suggesting.waiting(by=auditor, limit=1)
    with pytest.raises(NotPermittedError):
        suggesting.suggest(by=anf_liaison, now=now)


def test_whom_the_centre_keeps_a_file_on_is_not_told_by_a_suggestion(
    two, operator, analyst, anf_liaison, now
):
    open_from(ON, [two[0]], agency="NCC", reason="his own name", by=analyst, now=now)
    suggesting.suggest(by=operator, now=now)
    assert waiting(anf_liaison) == []
    assert waiting(analyst) == [two]


def test_a_mention_that_stands_no_longer_is_suggested_to_nobody(
    tables, batch, listed, operator, anf_liaison, now
):
    person = {"role": "suspect", "name_text": "Zubair Tariq Achakzai", "phone_text": "0300 1234567"}
    Keeper(batch()).keep(tables({"persons": [person]}))
    index_reports(by=operator, now=now)
    listed()
    suggesting.suggest(by=operator, now=now)
    assert len(waiting(anf_liaison)) == 1
    Keeper(batch()).keep(tables({"persons": [], "content_hash": 2}))
    assert waiting(anf_liaison) == []
