"""Two briefs on the pages: judged below the queue, named by each other's pages, and undone."""

import re

import pytest
from tests.briefs import PAPER, RADIO, received

from markaz.accounts.models import User
from markaz.actions.messages import settling
from markaz.store.models import BriefWord

pytestmark = pytest.mark.django_db
REVIEW, JUDGE = "/review/", "/review/briefs/"
WAITING = "Two briefs that may be one still wait below."


@pytest.fixture
def two(pages_home, analyst, now):
    return received(PAPER, RADIO, by=analyst, now=now)


@pytest.fixture
def desk(two, sign_in, analyst):
    return sign_in(analyst)


def text(answer) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def said(two, verdict="same", reason="the same bulletin"):
    return {"left": two[0], "right": two[1], "verdict": verdict, "reason": reason}


def address_of(reference: str) -> str:
    return f"/messages/{reference.split('-')[1]}/"


def test_open_briefs_stand_below_the_queue_with_both_values_and_a_form(desk, two):
    shown = text(desk.get(REVIEW))
    assert "Rs 15 billion" in shown
    assert "Rs 16 billion" in shown
    assert f'action="{JUDGE}"' in shown
    assert WAITING in shown
    assert "Figures hold." not in shown


@pytest.mark.parametrize(
    ("verdict", "words"),
    [("same", "One brief, told twice"), ("different", "Two different briefs")],
)
def test_a_word_takes_them_off_the_list_and_stands_in_the_history(desk, two, verdict, words):
    answer = desk.post(JUDGE, said(two, verdict), follow=True)
    assert answer.redirect_chain == [(f"{REVIEW}?briefs=1", 302)]
    shown = text(answer)
    assert WAITING not in shown
    assert 'id="why-1"' not in shown
    assert f"<b>{words}</b>" in shown
    assert "the same bulletin" in shown


def test_a_word_is_taken_back_where_it_stands(desk, two):
    desk.post(JUDGE, said(two))
    shown = text(desk.post(JUDGE, {"undo": str(BriefWord.objects.get())}, follow=True))
    assert 'id="why-1"' in shown
    assert "taken back" in shown


@pytest.mark.parametrize(
    "wrong",
    [{"reason": ""}, {"verdict": "unsure"}, {"verdict": ""}, {"left": "MSG-999999-1"}],
)
def test_what_cannot_be_kept_is_refused_in_a_sentence(desk, two, wrong):
    assert desk.post(JUDGE, {**said(two), **wrong}).status_code == 400
    assert not BriefWord.objects.exists()


def test_the_words_of_a_reason_are_no_markup(desk, two):
    shown = text(desk.post(JUDGE, said(two, reason="<script>x()</script>"), follow=True))
    assert "<script>x()" not in shown
    assert "&lt;script&gt;x()" in shown


def test_the_queue_alone_is_swapped_without_the_briefs(desk, two):
    shown = text(desk.get(REVIEW, headers={"HX-Request": "true"}))
    assert 'id="briefs"' not in shown
    assert WAITING in shown


def test_the_page_of_either_message_and_of_the_report_names_the_other(desk, two, analyst, now):
    number = settling.file_message_draft(two[0], by=analyst, now=now).number
    filed = f"/report/{number}/", f"/incidents/{number}/"
    assert "A brief that was told twice" not in text(desk.get(filed[0]))
    desk.post(JUDGE, said(two))
    for one, other in (two, two[::-1]):
        shown = text(desk.get(address_of(one)))
        assert re.search(f"One brief, also told by <a [^>]*><bdi dir=.ltr.>{other}", shown)
    for address in filed:
        shown = text(desk.get(address))
        assert "A brief that was told twice" in shown
        assert two[1] in shown
        assert "Rs 15 billion" in shown
        assert "Rs 16 billion" in shown


def test_who_sees_the_report_and_not_the_message_is_told_of_no_other(
    desk, two, sign_in, analyst, now
):
    number = settling.file_message_draft(two[0], by=analyst, now=now).number
    desk.post(JUDGE, said(two))
    officer = sign_in(User.objects.create(username="anf", agency="ANF", role="liaison"))
    answer = officer.get(f"/report/{number}/")
    assert answer.status_code == 200
    assert "MSG-" not in text(answer).replace(two[0], "")
    assert "told twice" not in text(answer)


def test_the_pages_say_it_in_urdu(desk, two):
    shown = text(desk.get(REVIEW, headers={"Accept-Language": "ur"}))
    assert "ایک ہی خلاصہ، دو بار بتایا گیا" in shown
    assert "One brief" not in shown
