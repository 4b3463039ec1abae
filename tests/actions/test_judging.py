"""A person's word on reports: what it joins, what it parts, what it leaves out, and its undoing."""

import pytest
from tests.actions.conftest import incidents, waiting

from markaz.accounts.models import User
from markaz.actions.review import judging
from markaz.records.errors import InvalidValueError, NotPermittedError
from markaz.records.kinds import Verdict
from markaz.store.models import AuditRow, JudgementRow, Link, OpenPair

pytestmark = pytest.mark.django_db

SAME, DIFFERENT, UNSURE = Verdict.POSITIVE, Verdict.NEGATIVE, Verdict.UNSURE
LIKELY, STRONG = 0, 6_000


@pytest.fixture
def judge(analyst, now):
    def say(left, right, verdict, reason=""):
        return judging.judge_pair(left, right, verdict=verdict, reason=reason, by=analyst, now=now)

    return say


@pytest.fixture
def undo(analyst, now):
    return lambda outcome: judging.undo(outcome.act, by=analyst, now=now)


@pytest.fixture
def merge(analyst, now):
    return lambda *numbers: judging.merge(numbers, reason="seen", by=analyst, now=now)


@pytest.fixture
def unmerge(analyst, now):
    return lambda number: judging.unmerge(number, reason="", by=analyst, now=now)


def test_a_likely_pair_waits_until_a_person_says_same(numbered, weighed, judge):
    a, b = numbered("ANF", "PCG")
    weighed({(a, b): LIKELY})
    assert waiting() == {(a, b)}
    assert judge(b, a, SAME).joined == 1
    assert incidents() == {b: a}
    assert Link.objects.get(number=b, known_to=None).rule == "person"
    assert waiting() == set()


def test_that_a_pair_waited_is_kept_with_its_weight(numbered, weighed, judge, undo, now):
    a, b = numbered("ANF", "PCG")
    weighed({(a, b): LIKELY})
    said = judge(a, b, DIFFERENT)
    (row,) = OpenPair.objects.all()
    assert (row.left, row.right, row.weight_mbits, row.known_to) == (a, b, LIKELY, now)
    undo(said)
    assert [row.known_to for row in OpenPair.objects.order_by("id")] == [now, None]


def test_a_pair_that_weighs_otherwise_is_in_other_doubt_from_then_on(numbered, weighed):
    a, b = numbered("ANF", "PCG")
    weighed({(a, b): LIKELY})
    weighed({(a, b): LIKELY})
    assert OpenPair.objects.count() == 1
    weighed({(a, b): LIKELY + 7})
    told = [(row.weight_mbits, row.known_to is None) for row in OpenPair.objects.order_by("id")]
    assert told == [(LIKELY, False), (LIKELY + 7, True)]


def test_saying_different_splits_an_incident(numbered, weighed, judge):
    a, b, c = numbered("ANF", "PCG", "FIA")
    weighed({(a, b): STRONG, (b, c): STRONG + 1, (a, c): STRONG})
    assert incidents() == {b: a, c: a}
    judge(a, b, DIFFERENT)
    assert incidents() == {c: b}


def test_two_references_of_one_agency_join_by_a_persons_word_alone(numbered, weighed, judge):
    a, b = numbered("ANF", "ANF")
    weighed({})
    judge(a, b, SAME)
    assert incidents() == {b: a}


def test_saying_same_brings_both_incidents_along(numbered, weighed, judge):
    a, b, c, d = numbered("ANF", "PCG", "PCG", "FIA")
    weighed({(a, c): STRONG, (b, d): STRONG})
    assert judge(a, b, SAME).left_out == ()
    assert incidents() == {b: a, c: a, d: a}


def test_a_third_report_judged_different_from_one_of_the_two_is_left_out(
    numbered, weighed, judge, undo
):
    a, b, c = numbered("ANF", "PCG", "FIA")
    weighed({(a, c): STRONG, (a, b): LIKELY})
    judge(b, c, DIFFERENT)
    said = judge(a, b, SAME)
    assert incidents() == {b: a}
    assert said.left_out == (c,)
    undo(said)
    assert incidents() == {c: a}


def test_the_latest_of_contradicting_words_wins_and_the_overruled_one_comes_back(
    numbered, weighed, judge, undo
):
    a, b, c = numbered("ANF", "PCG", "FIA")
    weighed({})
    judge(a, b, SAME)
    judge(b, c, SAME)
    last = judge(a, c, DIFFERENT)
    assert incidents() == {c: b}
    undo(last)
    assert incidents() == {b: a, c: a}


def test_an_overruled_word_comes_back_even_where_nothing_else_links_its_reports(
    numbered, weighed, judge, undo
):
    a, b, c = numbered("ANF", "PCG", "FIA")
    weighed({})
    judge(a, b, SAME)
    judge(b, c, DIFFERENT)
    last = judge(a, c, SAME)
    assert incidents() == {c: a}
    undo(last)
    assert incidents() == {b: a}


def test_different_is_not_asked_again_nor_what_follows_from_it(numbered, weighed, judge):
    a, b, c = numbered("ANF", "PCG", "FIA")
    weights = {(a, b): LIKELY, (b, c): LIKELY, (a, c): LIKELY}
    weighed(weights)
    judge(a, b, SAME)
    judge(b, c, DIFFERENT)
    assert waiting() == set()
    weighed(dict.fromkeys(weights, STRONG))
    assert incidents() == {b: a}
    assert waiting() == set()


def test_not_sure_joins_nothing_and_still_counts_as_unresolved(numbered, weighed, judge):
    a, b = numbered("ANF", "PCG")
    weighed({(a, b): LIKELY})
    judge(a, b, UNSURE)
    assert (incidents(), waiting()) == ({}, {(a, b)})


def test_a_pair_judged_anew_takes_the_new_verdict_and_falls_back_to_the_old(
    numbered, weighed, judge, undo
):
    a, b = numbered("ANF", "PCG")
    weighed({(a, b): LIKELY})
    judge(a, b, SAME)
    again = judge(a, b, DIFFERENT)
    assert incidents() == {}
    undo(again)
    assert incidents() == {b: a}


def test_incidents_are_merged_whole_and_parted_again_by_undoing(numbered, weighed, merge, undo):
    a, b, c, d = numbered("ANF", "PCG", "FIA", "ASF")
    weighed({(a, b): STRONG, (c, d): STRONG})
    done = merge(b, d)
    assert incidents() == {b: a, c: a, d: a}
    assert sorted(done.pairs) == [(a, c), (a, d), (b, c), (b, d)]
    undo(done)
    assert incidents() == {b: a, d: c}


def test_a_merged_incident_outlives_any_one_of_its_reports(numbered, weighed, merge, unmerge):
    a, b, c, d = numbered("ANF", "PCG", "FIA", "ASF")
    weighed({(a, b): STRONG, (c, d): STRONG})
    merge(a, c)
    unmerge(a)
    assert incidents() == {c: b, d: b}


def test_merging_leaves_out_who_was_judged_different_but_for_the_named(
    numbered, weighed, judge, merge
):
    a, b, c = numbered("ANF", "PCG", "FIA")
    weighed({(a, b): STRONG})
    judge(b, c, DIFFERENT)
    assert merge(a, c).left_out == (b,)
    assert incidents() == {c: a}
    merge(b, c)
    assert incidents() == {b: a, c: a}


def test_a_report_taken_out_leaves_the_others_together(numbered, weighed, unmerge, undo):
    a, b, c = numbered("ANF", "PCG", "FIA")
    weighed({(a, b): STRONG, (b, c): STRONG, (a, c): STRONG})
    done = unmerge(a)
    assert incidents() == {c: b}
    assert done.pairs == ((a, b), (a, c))
    undo(done)
    assert incidents() == {b: a, c: a}


def test_an_act_is_taken_back_once(numbered, weighed, judge, undo):
    a, b = numbered("ANF", "PCG")
    weighed({})
    said = judge(a, b, SAME)
    undo(said)
    with pytest.raises(InvalidValueError, match="taken back already"):
        undo(said)
    assert incidents() == {}


def test_who_and_why_are_kept_in_the_judgement_and_in_the_log(numbered, weighed, judge, analyst):
    a, b = numbered("ANF", "PCG")
    weighed({})
    act = judge(a, b, SAME, reason="  one convoy,\n two reports ").act
    row = JudgementRow.objects.get(act=act)
    assert (row.by, row.reasons) == (analyst.username, ["one convoy, two reports"])
    logged = AuditRow.objects.filter(event="reports judged").get()
    assert logged.subject == f"act {act}"
    assert logged.details["pairs"] == [[a, b]]
    assert logged.details["reason"] == "one convoy, two reports"


@pytest.mark.parametrize(
    ("agency", "role"), [("NCC", "head"), ("ANF", "liaison"), ("ANF", "analyst")]
)
def test_only_an_analyst_of_the_centre_judges(agency, role, numbered, weighed, now):
    a, b = numbered("ANF", "PCG")
    weighed({})
    person = User.objects.create(username="somebody", agency=agency, role=role)
    for act in (
        lambda: judging.judge_pair(a, b, verdict=SAME, reason="", by=person, now=now),
        lambda: judging.merge([a, b], reason="", by=person, now=now),
        lambda: judging.unmerge(a, reason="", by=person, now=now),
        lambda: judging.undo(1, by=person, now=now),
    ):
        with pytest.raises(NotPermittedError):
            act()
    assert not JudgementRow.objects.exists()


def test_what_cannot_be_judged_is_refused_in_a_sentence(
    numbered, weighed, judge, merge, unmerge, monkeypatch
):
    a, b = numbered("ANF", "PCG")
    weighed({(a, b): STRONG})
    refusals = {
        "no report 999": lambda: judge(a, 999, SAME),
        "with itself": lambda: judge(a, a, SAME),
        "one incident already": lambda: merge(a, b),
        "500 letters": lambda: judge(a, b, SAME, reason="x" * 501),
    }
    for sentence, act in refusals.items():
        with pytest.raises(InvalidValueError, match=sentence):
            act()
    unmerge(a)
    with pytest.raises(InvalidValueError, match="alone"):
        unmerge(a)
    monkeypatch.setattr(judging, "MOST_MERGED", 1)
    with pytest.raises(InvalidValueError, match="fewer at a time"):
        merge(a, b)
