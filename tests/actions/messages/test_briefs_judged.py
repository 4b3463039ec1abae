"""A person's word on two briefs: kept with its reason, undone, asked anew; nothing is joined."""

from dataclasses import asdict
from datetime import date, timedelta
from decimal import Decimal

import pytest
from tests.briefs import EVENT, PAPER, RADIO, THIRD, filed, received

from markaz.actions.briefing import brief
from markaz.actions.messages import settling
from markaz.actions.voices import beside, judging, telling, words
from markaz.governance.audit import Event
from markaz.records.errors import InvalidValueError, NotPermittedError
from markaz.records.figure import Selection
from markaz.records.kinds import Verdict
from markaz.store import audit
from markaz.store.models import AuditRow, BriefLink, BriefWord, Link, PairRow

pytestmark = pytest.mark.django_db
SAME, DIFFERENT = Verdict.POSITIVE, Verdict.NEGATIVE
SPRING = Selection(first=date(2025, 3, 1), last=date(2025, 3, 31))


@pytest.fixture
def receive(home, analyst, now):
    def hand_in(text, by=analyst):
        return received(text, by=by, now=now)[0]

    return hand_in


@pytest.fixture
def two(receive):
    return receive(PAPER), receive(RADIO)


@pytest.fixture
def judge(analyst, now):
    def say(left, right, verdict=SAME, reason="the same bulletin", by=analyst, at=now):
        return judging.judge_briefs(left, right, verdict=verdict, reason=reason, by=by, now=at)

    return say


@pytest.fixture
def file(analyst, now):
    return lambda reference: filed(reference, by=analyst, now=now)[0]


def open_pairs(by):
    return [set(one.references) for one in telling.briefs(by=by)]


def figures(by, now):
    return {one.id: one for one in brief(SPRING, by=by, now=now).figures}


def linked():
    return dict(BriefLink.objects.filter(known_to=None).values_list("number", "brief"))


def test_a_word_takes_two_briefs_off_the_list_and_stands_in_the_history(two, judge, analyst, now):
    assert open_pairs(analyst) == [set(two)]
    told = judge(*two)
    assert open_pairs(analyst) == []
    (said,) = telling.judged_briefs(by=analyst)
    assert said.references == told.briefs == two
    assert (said.act.word.verdict, said.act.word.reason) == ("positive", "the same bulletin")
    assert (said.overruled, said.lapsed, said.act.taken_back) == (False, False, None)
    row = AuditRow.objects.filter(event=Event.BRIEFS_JUDGED).get()
    assert row.subject == f"act {told.act}"
    assert (row.details["verdict"], row.details["briefs"]) == ("positive", list(two))


def test_a_word_taken_back_asks_again_and_stays_in_the_history(two, judge, analyst, now):
    told = judge(*two, DIFFERENT)
    assert open_pairs(analyst) == []
    judging.undo_word(told.act, by=analyst, now=now)
    assert open_pairs(analyst) == [set(two)]
    (said,) = telling.judged_briefs(by=analyst)
    assert said.act.taken_back.by == analyst.username
    assert AuditRow.objects.filter(event=Event.BRIEFS_JUDGED).count() == 2
    with pytest.raises(InvalidValueError, match="taken back already"):
        judging.undo_word(told.act, by=analyst, now=now)


@pytest.mark.parametrize("name", ["B999999", "7", "B", "", "B" + "9" * 30, "bulletin"])
def test_what_is_no_act_is_not_taken_back(home, analyst, now, name):
    with pytest.raises(InvalidValueError, match="no act"):
        judging.undo_word(name, by=analyst, now=now)


def test_the_latest_word_wins_and_undoing_it_lets_the_earlier_stand(two, judge, analyst, now):
    judge(*two)
    later = judge(*two, DIFFERENT, reason="another desk's sums")
    first = telling.judged_briefs(by=analyst)[-1]
    assert first.overruled
    judging.undo_word(later.act, by=analyst, now=now)
    assert not telling.judged_briefs(by=analyst)[-1].overruled


def test_a_word_without_a_reason_or_on_one_message_is_refused(two, receive, judge):
    left, right = two
    with pytest.raises(InvalidValueError, match="in a few words why"):
        judge(*two, reason=" x ")
    with pytest.raises(InvalidValueError, match="500 letters"):
        judge(*two, reason="x" * 501)
    with pytest.raises(InvalidValueError, match="not compared with itself"):
        judge(left, left)
    with pytest.raises(InvalidValueError, match="one or two"):
        judge(*two, Verdict.UNSURE)
    for wrong in ("MSG-999999-1", "MSG", "", right + "0", "MSG-" + "9" * 40 + "-1"):
        with pytest.raises(InvalidValueError, match="no brief"):
            judge(left, wrong)
    event = receive(EVENT)
    with pytest.raises(InvalidValueError, match="no brief"):
        judge(left, event)
    assert not BriefWord.objects.exists()


def test_an_agency_and_an_auditor_say_nothing_of_briefs(two, judge, customs_liaison, auditor, now):
    for by in (customs_liaison, auditor):
        with pytest.raises(NotPermittedError):
            judge(*two, by=by)
        with pytest.raises(NotPermittedError):
            judging.undo_word("B1", by=by, now=now)
        with pytest.raises(NotPermittedError):
            telling.judged_briefs(by=by)
    assert not BriefWord.objects.exists()


def test_no_word_is_kept_whose_audit_row_is_not(two, judge, file, monkeypatch):
    numbers = [file(one) for one in two]

    def broken(*_args, **_words):
        raise RuntimeError("the log is full")

    monkeypatch.setattr(audit, "log", broken)
    with pytest.raises(RuntimeError):
        judge(*two)
    assert not BriefWord.objects.exists()
    assert not BriefLink.objects.exists()
    assert len(set(numbers)) == 2


def test_a_mended_reading_that_moves_a_value_asks_anew_and_one_that_does_not_is_silent(
    two, judge, analyst, now
):
    told = judge(*two)
    # As if a mended wording had been read otherwise when the word was said.
    BriefWord.objects.update(key="0" * 16)
    (asked,) = telling.briefs(by=analyst)
    assert str(asked.before) == told.act
    assert telling.judged_briefs(by=analyst)[0].lapsed
    again = judge(*two, reason="read again")
    assert open_pairs(analyst) == []
    assert again.act != told.act


def test_two_reports_of_one_brief_are_summed_once_and_no_figure_of_events_moves(
    two, receive, judge, file, analyst, now
):
    file(receive(EVENT))
    numbers = [file(one) for one in two]
    before = figures(analyst, now)
    assert before["aggregate_seized_mass"].value == 2 * Decimal("731.6")
    told = judge(*two)
    assert told.reports == tuple(sorted(numbers))
    after = figures(analyst, now)
    assert after["aggregate_seized_mass"].value == Decimal("731.6")
    moved = {name for name in before if asdict(before[name]) != asdict(after[name])}
    assert moved == {"aggregate_seized_mass"}
    assert before["seized_mass"].value == Decimal("0.02")
    judging.undo_word(told.act, by=analyst, now=now + timedelta(days=1))
    again = figures(analyst, now + timedelta(days=2))
    assert {name: one.value for name, one in again.items()} == {
        name: one.value for name, one in before.items()
    }
    assert not Link.objects.exists()
    assert not PairRow.objects.exists()


def test_a_brief_filed_after_the_word_stands_with_the_other(two, judge, file):
    first = file(two[0])
    assert judge(*two).reports == ()
    second = file(two[1])
    assert linked() == {first: first, second: first}
    assert AuditRow.objects.filter(subject=f"report {second}", event=Event.BRIEFS_JUDGED).exists()


def test_what_was_mended_in_the_form_stands_with_the_other_too(two, judge, file, analyst, now):
    first = file(two[0])
    judge(*two)
    _, draft = settling.named(two[1], by=analyst)
    mended = {**draft.typed(), "agency": "ANF"}
    second = settling.file_mended(two[1], mended, by=analyst, now=now).number
    assert linked() == {first: first, second: first}


def test_three_tellers_stand_together_until_one_is_told_apart(two, receive, judge, file):
    third = receive(THIRD)
    numbers = [file(one) for one in (*two, third)]
    judge(*two)
    judge(two[1], third)
    assert linked() == dict.fromkeys(numbers, min(numbers))
    judge(two[0], third, DIFFERENT, reason="another week's desk")
    # The later word stands and the earlier one that it leaves no room for is overruled.
    assert linked() == dict.fromkeys(numbers[1:], min(numbers[1:]))


def test_what_words_answer_already_is_not_asked(two, receive, judge, analyst):
    third = receive(THIRD)
    assert {*two[:1], third} in open_pairs(analyst)
    judge(*two)
    judge(two[1], third)
    assert open_pairs(analyst) == []


def test_the_page_of_a_message_names_the_other_teller_and_what_each_says(two, judge, analyst):
    def also():
        held, draft = settling.named(two[0], by=analyst)
        return beside.told_also(held.message, [draft], by=analyst)[two[0]]

    assert [(one.reference, one.one) for one in also()] == [(two[1], False)]
    judge(*two)
    (one,) = also()
    assert (one.reference, one.one) == (two[1], True)
    assert ("value", "Rs 15 billion", "Rs 16 billion") in one.differing
    assert ("arrested", "37 persons", "38 persons") in one.differing
    judge(*two, DIFFERENT)
    assert also() == ()


def test_the_report_of_a_brief_names_the_other_teller_to_who_sees_the_message(
    two, judge, file, analyst, anf_liaison
):
    number = file(two[0])
    assert beside.of_report(number, by=analyst) == ()
    judge(*two)
    ((reference, _, (one,)),) = beside.of_report(number, by=analyst)
    assert (reference, one.reference) == two
    assert beside.of_report(number, by=anf_liaison) == ()


def test_the_owner_of_one_message_is_not_told_that_there_is_another(
    receive, judge, analyst, anf_liaison, now
):
    own, other = receive(PAPER, by=anf_liaison), receive(RADIO)
    judge(own, other)
    held, draft = settling.named(own, by=anf_liaison)
    assert beside.told_also(held.message, [draft], by=anf_liaison)[own] == ()
    number = settling.file_message_draft(own, by=anf_liaison, now=now).number
    assert beside.of_report(number, by=anf_liaison) == ()


def test_a_message_that_is_read_as_no_brief_any_more_keeps_its_history(
    two, judge, analyst, monkeypatch
):
    judge(*two)
    monkeypatch.setattr(words, "drafts_of", lambda _row: ())
    (said,) = telling.judged_briefs(by=analyst)
    assert said.lapsed
    assert all(name.count("-") == 1 for name in said.references)
