"""Asking whether anybody knows somebody: the answer, the log, the notice and the limit."""

from datetime import timedelta

import pytest

from markaz.accounts.models import User
from markaz.actions.subjects.answer import Verdict
from markaz.actions.subjects.check import check
from markaz.actions.subjects.listing import end_entry, list_entry
from markaz.actions.subjects.notices import keep_contact, notices
from markaz.actions.subjects.simulated import list_simulated
from markaz.governance.audit import Event
from markaz.governance.marking import Marking
from markaz.records.errors import InvalidValueError, NotPermittedError, TooManyChecksError
from markaz.records.subject import SubjectKind
from markaz.store import audit
from markaz.store.models import AuditRow, CheckRow, NoticeRow
from markaz.store.subjects.mentions import Listed
from markaz.subjects.lookup.asked import Asked, understand
from markaz.subjects.mentions.mention import Birth, Mention

PURPOSE = "case 12 of 2026"


def typed(text: str, *, by, now, purpose: str = PURPOSE):
    asked = understand(text)
    assert asked is not None
    return check(asked, purpose=purpose, by=by, now=now)


def test_the_holder_sees_its_own_entry_with_the_reasons(listed, ask, anf_liaison):
    row = listed()
    (entry,) = ask(anf_liaison, name="Zubair Tareq Achekzai").entries
    assert entry.held.id == row.id
    assert {reason.field for reason in entry.reasons} >= {"name", "father_name", "birth"}


def test_another_agency_is_pointed_to_the_holder_and_told_nothing_else(
    listed, ask, customs_liaison, anf_liaison, now
):
    listed()
    keep_contact("ANF", desk="duty desk", phone="111-000-000", by=anf_liaison, now=now)
    answer = ask(customs_liaison)
    assert answer.verdict is Verdict.KNOWN
    assert answer.as_dict() == {
        "answer": "known",
        "asked": ["name"],
        "entries": [],
        "pointers": [
            {
                "agency": "ANF",
                "name": "Anti-Narcotics Force",
                "desk": "duty desk",
                "phone": "111-000-000",
            }
        ],
        "narrow_your_query": False,
        "reports_not_indexed": 0,
    }


def test_two_entries_of_one_holder_are_one_pointer(listed, ask, customs_liaison):
    listed()
    listed(name="Zubair Tareeq Achakzai", phone="")
    assert [one.agency for one in ask(customs_liaison).pointers] == ["ANF"]


@pytest.mark.parametrize("marking", [Marking.AMBER_STRICT, Marking.RED])
def test_what_may_not_be_pointed_to_is_answered_as_not_known(marking, listed, ask, customs_liaison):
    nothing = ask(customs_liaison)
    listed(marking=marking)
    assert ask(customs_liaison) == nothing
    assert nothing.verdict is Verdict.NOT_KNOWN


def test_a_hidden_holder_hears_that_somebody_asked(listed, ask, customs_liaison, anf_liaison, now):
    row = listed(marking=Marking.RED)
    ask(customs_liaison)
    found, total = notices(by=anf_liaison, limit=10)
    assert total == 1
    assert (found[0].by, found[0].agency, found[0].mention) == ("customs", "CUSTOMS", row.id)
    assert found[0].purpose == PURPOSE
    assert notices(by=customs_liaison, limit=10) == ([], 0)


def test_who_asks_about_their_own_entry_is_not_told_of_it(listed, ask, anf_liaison):
    listed()
    ask(anf_liaison)
    assert notices(by=anf_liaison, limit=10) == ([], 0)


def test_a_silent_check_leaves_no_word_with_the_holder(listed, ask, anf_liaison, now, db):
    listed()
    head = User.objects.create(username="head", agency="CUSTOMS", role="head")
    assert ask(head, silent=True).verdict is Verdict.KNOWN
    assert notices(by=anf_liaison, limit=10) == ([], 0)
    assert AuditRow.objects.get(event=Event.CHECK_MADE).details["silent"] is True


def test_not_everybody_may_ask_silently(listed, ask, customs_liaison):
    with pytest.raises(NotPermittedError):
        ask(customs_liaison, silent=True)
    assert not CheckRow.objects.exists()


@pytest.mark.parametrize("who", ["auditor", "keeper"])
def test_who_sees_no_report_may_not_ask(who, auditor, listed, ask, now):
    by = auditor
    if who == "keeper":
        by = User.objects.create(username="keeper", agency="NCC", role="administrator")
    listed()
    with pytest.raises(NotPermittedError):
        ask(by)


@pytest.mark.parametrize("purpose", ["", "   ", "x", "y" * 301])
def test_a_check_without_a_purpose_is_refused(purpose, ask, anf_liaison):
    with pytest.raises(InvalidValueError, match="purpose"):
        ask(anf_liaison, purpose=purpose)


def test_the_log_has_purpose_and_hash_and_never_what_was_asked(listed, now, anf_liaison):
    listed()
    typed("0300 1234567", by=anf_liaison, now=now)
    row = AuditRow.objects.get(event=Event.CHECK_MADE)
    assert row.details["purpose"] == PURPOSE
    assert row.subject == "phone"
    told = f"{row.subject} {row.details}"
    assert "1234567" not in told
    assert len(row.details["asked"]) == 64
    assert list(audit.broken_rows()) == []


def test_the_hash_hangs_on_the_key_of_the_installation(now, anf_liaison, settings):
    typed("0300 1234567", by=anf_liaison, now=now)
    settings.SECRET_KEY = "another key of another installation"
    typed("0300 1234567", by=anf_liaison, now=now)
    one, other = CheckRow.objects.values_list("asked_hash", flat=True)
    assert one != other


def test_nothing_is_kept_where_the_log_cannot_be_written(listed, ask, customs_liaison, monkeypatch):
    listed()

    def broken(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr("markaz.actions.subjects.check.audit.log", broken)
    with pytest.raises(RuntimeError):
        ask(customs_liaison)
    assert not CheckRow.objects.exists()
    assert not NoticeRow.objects.exists()


def test_the_limit_of_an_hour_stops_and_is_logged(ask, anf_liaison, settings, now):
    settings.MARKAZ_CHECKS_PER_HOUR = 2
    ask(anf_liaison)
    ask(anf_liaison)
    with pytest.raises(TooManyChecksError):
        ask(anf_liaison)
    refused = AuditRow.objects.get(event=Event.CHECK_REFUSED)
    assert refused.by == "anf"
    assert refused.details["limit"] == 2
    later = now + timedelta(hours=1, seconds=1)
    assert typed("0300 1234567", by=anf_liaison, now=later).verdict is Verdict.NOT_KNOWN


def test_a_name_that_everybody_bears_asks_for_more_and_never_says_no(
    ask, anf_liaison, monkeypatch, listed, now
):
    monkeypatch.setattr("markaz.actions.subjects.looking.MOST_IN_BUCKET", 2)
    for number in range(4):
        listed(name="Muhammad Khan", phone=f"0300 123456{number}", father_name="", marking="RED")
    answer = check(Asked(Mention("Muhammad Khan")), purpose=PURPOSE, by=anf_liaison, now=now)
    assert answer.verdict is Verdict.NARROW
    assert not answer.entries


def test_who_may_not_be_told_does_not_change_that_too_many_bear_a_name(
    customs_liaison, monkeypatch, listed, now
):
    monkeypatch.setattr("markaz.actions.subjects.looking.MOST_IN_BUCKET", 2)
    asked = Asked(Mention("Muhammad Khan", birth=Birth(1980, 1980)))
    for number in range(4):
        listed(name="Muhammad Khan", phone="", father_name="", birth_first=1960 + number,
               birth_last=1960 + number, marking="RED")  # fmt: skip
    before = check(asked, purpose=PURPOSE, by=customs_liaison, now=now)
    listed(name="Muhammad Khan", phone="", father_name="", marking="RED")
    assert check(asked, purpose=PURPOSE, by=customs_liaison, now=now) == before
    assert before.verdict is Verdict.NARROW


def test_ten_of_one_name_are_shown_with_the_word_that_there_may_be_more(listed, ask, anf_liaison):
    listed()
    assert not ask(anf_liaison).narrow
    for _ in range(11):
        listed(phone="")
    answer = ask(anf_liaison)
    assert len(answer.entries) == 10
    assert answer.verdict is Verdict.KNOWN
    assert answer.narrow


def test_an_entry_that_was_taken_off_answers_no_more(listed, ask, anf_liaison, now):
    row = listed()
    end_entry(row.id, by=anf_liaison, now=now)
    assert ask(anf_liaison).verdict is Verdict.NOT_KNOWN


@pytest.mark.parametrize(
    "typed_name",
    ["Bolan Cargo Ltd", "BOLAN KARGO (PVT) LIMITED", "بولان کارگو پرائیویٹ لمیٹڈ", "Bolan Cargo"],
)
def test_an_organisation_is_found_by_its_name_with_any_legal_form(
    typed_name, operator, anf_liaison, now
):
    entry = Listed(SubjectKind.ORGANISATION, "ANF", Marking.AMBER, name="Bolan Cargo Pvt Ltd")
    row = list_entry(entry, by=operator, now=now)
    (found,) = typed(typed_name, by=anf_liaison, now=now).entries
    assert found.held.id == row.id


def test_initials_that_are_a_legal_form_elsewhere_still_ask_for_a_person(listed, anf_liaison, now):
    row = listed(name="S A Khattak Zubair", father_name="", birth_first=None, birth_last=None)
    found = typed("S A Zubair Khattak", by=anf_liaison, now=now).entries
    assert [one.held.id for one in found] == [row.id]


def test_a_place_is_found_by_words_of_its_address(listed, anf_liaison, now):
    listed(name="", father_name="", phone="", address="Godown 7, Hub Road, Karachi")
    asked = Asked(Mention(""), address="godown 7 hub road")
    answer = check(asked, purpose=PURPOSE, by=anf_liaison, now=now)
    assert answer.verdict is Verdict.KNOWN


def test_the_demonstrations_agencies_know_the_same_invented_man(
    operator, anf_liaison, customs_liaison, now
):
    assert list_simulated(by=operator, now=now) == 6
    assert list_simulated(by=operator, now=now) == 0
    ours, theirs = (typed("0300 0000017", by=by, now=now) for by in (anf_liaison, customs_liaison))
    assert [ring.agency for ring in ours.pointers] == ["CUSTOMS"]
    assert [ring.agency for ring in theirs.pointers] == ["ANF"]


def test_only_the_agency_itself_and_the_administrator_say_whom_to_ring(
    anf_liaison, customs_liaison, now
):
    keeper = User.objects.create(username="keeper", agency="NCC", role="administrator")
    keep_contact("ANF", desk="duty desk", phone="1", by=anf_liaison, now=now)
    keep_contact("ANF", desk="duty desk", phone="2", by=keeper, now=now)
    with pytest.raises(NotPermittedError):
        keep_contact("ANF", desk="somebody", phone="3", by=customs_liaison, now=now)
    with pytest.raises(InvalidValueError, match="register"):
        keep_contact("NOBODY", desk="duty desk", phone="1", by=keeper, now=now)
    with pytest.raises(InvalidValueError, match="desk"):
        keep_contact("ANF", desk=" ", phone="1", by=anf_liaison, now=now)


def test_all_who_hold_a_number_are_answered_under_whatever_names(listed, operator, now):
    rows = [
        listed(),
        listed(agency="CUSTOMS", name="Wahid Gul", father_name="Noor Wali", birth_first=1961,
               birth_last=1961, phone="+92 300 1234567"),
    ]  # fmt: skip
    found = typed("0300-1234567", by=operator, now=now)
    assert {entry.held.id for entry in found.entries} == {row.id for row in rows}
