"""Two filed briefs that may be one both count: the sum says so until a person has judged them."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from tests.briefs import OTHER, PAPER, RADIO, THIRD, filed, received

from markaz.actions import briefing
from markaz.actions.messages import receiving
from markaz.actions.voices import judging, telling
from markaz.records.figure import Selection
from markaz.records.kinds import Verdict
from markaz.store.models import BriefWord

pytestmark = pytest.mark.django_db
SUM = "aggregate_seized_mass"
SPRING = Selection(first=date(2025, 3, 1), last=date(2025, 3, 31))
SAME, DIFFERENT = Verdict.POSITIVE, Verdict.NEGATIVE


@pytest.fixture
def file(home, analyst, now):
    def file_all(*texts):
        return filed(*received(*texts, by=analyst, now=now), by=analyst, now=now)

    return file_all


@pytest.fixture
def references(home, analyst, now):
    return lambda *texts: received(*texts, by=analyst, now=now)


def summed(by, now, *, selection=SPRING, lang="en"):
    made = briefing.brief(selection, by=by, now=now, lang=lang)
    return next(one for one in made.figures if one.id == SUM), made.remarks


def told_of(*pairs, count):
    said = "; ".join(f"{left} and {right}" for left, right in pairs)
    return (
        f"{count} briefs counted here may sum the same events and nobody has judged them"
        f" (reports {said}): each is added until a person says by \u2068markaz review\u2069 or on"
        " the page \u2068/review/\u2069 whether they are one."
    )


def test_the_sum_names_two_briefs_that_nobody_judged_and_counts_both(file, analyst, now):
    first, _, second = file(PAPER, OTHER, RADIO)
    figure, remarks = summed(analyst, now)
    assert figure.value == 2 * Decimal("731.6") + 90
    assert figure.notes == (told_of((first, second), count=2),)
    assert remarks[-1] == figure.notes[0]


def test_it_says_so_in_urdu(file, analyst, now):
    file(PAPER, RADIO)
    figure, _ = summed(analyst, now, lang="ur")
    (note,) = figure.notes
    assert "کسی نے ان کا فیصلہ نہیں کیا" in note
    assert "briefs" not in note


@pytest.mark.parametrize("verdict", [SAME, DIFFERENT])
def test_it_is_silent_once_a_person_has_said_and_speaks_when_the_word_is_taken_back(
    verdict, references, analyst, now
):
    two = references(PAPER, RADIO)
    numbers = filed(*two, by=analyst, now=now)
    act = judging.judge_briefs(*two, verdict=verdict, reason="why", by=analyst, now=now).act
    assert summed(analyst, now)[0].notes == ()
    later = now + timedelta(days=1)
    judging.undo_word(act, by=analyst, now=later)
    assert summed(analyst, later)[0].notes == (told_of(numbers, count=2),)


def test_what_was_said_later_is_not_known_on_an_earlier_day(references, analyst, now):
    two = references(PAPER, RADIO)
    numbers = filed(*two, by=analyst, now=now)
    later = now + timedelta(days=2)
    judging.judge_briefs(*two, verdict=DIFFERENT, reason="why", by=analyst, now=later)
    before = Selection(SPRING.first, SPRING.last, as_known_on=(now + timedelta(days=1)).date())
    assert summed(analyst, later)[0].notes == ()
    assert summed(analyst, later, selection=before)[0].notes == (told_of(numbers, count=2),)


def test_two_that_are_not_both_in_the_sum_are_no_doubt_of_it(file, references, analyst, now):
    file(PAPER)
    references(RADIO)
    assert summed(analyst, now)[0].notes == ()
    winter = Selection(first=date(2025, 1, 1), last=date(2025, 1, 31))
    assert summed(analyst, now, selection=winter)[0].notes[:1] == ("No report answers this.",)


def test_one_question_is_asked_of_briefs_that_stand_together_already(references, analyst, now):
    three = references(PAPER, RADIO, THIRD)
    first, _, third = filed(*three, by=analyst, now=now)
    assert summed(analyst, now)[0].notes[0].startswith("3 briefs")
    judging.judge_briefs(*three[:2], verdict=SAME, reason="why", by=analyst, now=now)
    assert summed(analyst, now)[0].notes == (told_of((first, third), count=2),)


def test_what_is_read_otherwise_since_it_was_told_apart_is_in_doubt_again(references, analyst, now):
    two = references(PAPER, RADIO)
    numbers = filed(*two, by=analyst, now=now)
    judging.judge_briefs(*two, verdict=DIFFERENT, reason="why", by=analyst, now=now)
    # As if a mended wording had been read otherwise when the word was said.
    BriefWord.objects.update(key="0" * 16)
    assert summed(analyst, now)[0].notes == (told_of(numbers, count=2),)


def test_who_may_not_see_one_of_them_is_not_told_of_it(file, anf_liaison, customs_liaison, now):
    numbers = file(PAPER, RADIO)
    assert summed(anf_liaison, now)[0].notes == (told_of(numbers, count=2),)
    assert not any("briefs" in one for one in summed(customs_liaison, now)[0].notes)


def test_the_figure_opened_by_itself_carries_it_too(file, analyst, now):
    numbers = file(PAPER, RADIO)
    opened = briefing.open_figure(SUM, SPRING, by=analyst, now=now)
    assert opened.figure.notes == (told_of(numbers, count=2),)


def test_filed_briefs_wait_for_a_person_however_many_messages_came_since(
    references, analyst, now, monkeypatch
):
    two = references(PAPER, RADIO)
    monkeypatch.setattr(telling, "COMPARED", 1)
    receiving.receive_message(OTHER, dated=None, by=analyst, now=now)
    assert telling.briefs(by=analyst) == ()
    numbers = filed(*two, by=analyst, now=now)
    assert [one.references for one in telling.briefs(by=analyst)] == [two[::-1]]
    assert summed(analyst, now)[0].notes == (told_of(numbers, count=2),)
