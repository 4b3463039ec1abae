"""Whom reports name is findable, as long as the revision stands that names them."""

from pathlib import Path

import pytest

from markaz.actions.intake import receive_file
from markaz.actions.subjects.answer import Verdict
from markaz.actions.subjects.check import check
from markaz.actions.subjects.indexing import index_reports, index_some
from markaz.governance.audit import Event
from markaz.store.models import AuditRow, LookupKey, MentionRow
from markaz.store.reports import Keeper
from markaz.subjects.lookup.asked import question, understand

PERSON = {
    "role": "suspect", "name_text": "Zubair Tariq Achakzai", "father_name_text": "Khalid Bilal",
    "age": 45, "phone_text": "0300 1234567", "document_text": "35202-1234567-1",
}  # fmt: skip
CAR = {"kind": "vehicle", "identifier_text": "LEA-1234"}


@pytest.fixture
def filed(tables, batch):
    """File one report of ANF's with a person and a car; a revision where asked again."""

    def file(**report: object) -> None:
        Keeper(batch()).keep(tables({"persons": [PERSON], "means": [CAR], **report}))

    return file


def asked(typed: str, *, by, now):
    found = understand(typed)
    assert found is not None
    return check(found, purpose="case 12 of 2026", by=by, now=now)


@pytest.mark.parametrize(
    "typed", ["0300-1234567", "3520212345671", "LEA 1234", "Zubair Tareq Achekzai"]
)
def test_a_person_and_a_car_of_a_report_are_found(typed, filed, operator, anf_liaison, now):
    filed()
    assert index_reports(by=operator, now=now) == 2
    (entry,) = asked(typed, by=anf_liaison, now=now).entries
    assert (entry.held.agency, entry.held.reference) == ("ANF", "A-1")


def test_an_age_counts_from_the_day_of_the_event(filed, operator, anf_liaison, now):
    filed()
    index_reports(by=operator, now=now)
    near = question(name="Zubair Tariq Achakzai", father="Khalid Bilal", born="1979")
    (entry,) = check(near, purpose="case 12 of 2026", by=anf_liaison, now=now).entries
    assert any(reason.field == "birth" and reason.agrees for reason in entry.reasons)


def test_an_answer_says_that_reports_wait_to_be_indexed(filed, operator, anf_liaison, now):
    filed()
    answer = asked("0300-1234567", by=anf_liaison, now=now)
    assert (answer.verdict, answer.backlog) == (Verdict.NOT_KNOWN, 1)
    index_reports(by=operator, now=now)
    assert asked("0300-1234567", by=anf_liaison, now=now).backlog == 0


def test_a_revision_that_names_another_person_answers_no_more(filed, operator, anf_liaison, now):
    filed()
    index_reports(by=operator, now=now)
    other = {**PERSON, "phone_text": "0301 7654321"}
    filed(persons=[other], content_hash=2)
    index_reports(by=operator, now=now)
    assert asked("0300-1234567", by=anf_liaison, now=now).verdict is Verdict.NOT_KNOWN
    assert len(asked("0301-7654321", by=anf_liaison, now=now).entries) == 1


def test_indexing_in_steps_adds_each_mention_once(tables, batch, operator, now):
    reports = [{"reference": f"A-{number}", "persons": [PERSON]} for number in range(1, 6)]
    Keeper(batch()).keep(tables(*reports))
    steps = [index_some(by=operator, now=now, most=2) for _ in range(4)]
    assert steps == [2, 2, 1, 0]
    assert MentionRow.objects.count() == 5
    assert not MentionRow.objects.exclude(name_text="").exists()
    assert AuditRow.objects.filter(event=Event.MENTIONS_INDEXED).count() == 3
    assert set(LookupKey.objects.values_list("mention", flat=True)) == set(
        MentionRow.objects.values_list("id", flat=True)
    )


def test_whom_a_small_file_names_is_findable_at_once(home: Path, operator, anf_liaison, now):
    path = home / "march.csv"
    path.write_text(
        "agency,reference,kind,occurred,country,province,place,substance,quantity,unit,"
        "person_name,phone\n"
        "ANF,A-1,seizure,2025-03-04,PK,Punjab,Lahore,charas,1.5,kg,Zubair Tariq,0300 1234567\n",
        encoding="utf-8",
    )
    receive_file(path, source="markaz-standard", by=operator, now=now)
    assert asked("0300-1234567", by=anf_liaison, now=now).verdict is Verdict.KNOWN
