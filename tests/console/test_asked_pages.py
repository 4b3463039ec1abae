"""Questions of the checker on the pages of a batch, a message and an edition, and their answers."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from markaz.actions import briefing
from markaz.actions.checking import asking
from markaz.actions.messages import receiving
from markaz.records.figure import Selection
from markaz.store.models import AnswerRow, ReportRow

pytestmark = pytest.mark.django_db(transaction=True)
TEXT = "ANF seized 10 kg drugs, including 9 kg hashish and 4 kg ice in Quetta."


@pytest.fixture
def message(pages_home, analyst, now):
    number = receiving.receive_message(TEXT, dated=None, by=analyst, now=now).message
    return number, asking.of_message(number, by=analyst)


def _answer(browser, asked, said="answered", reason="the telegram was garbled"):
    sent = {"subject": asked.subject, "question": asked.questions[0].key, "said": said}
    return browser.post(reverse("console:answer"), {**sent, "reason": reason})


def test_a_question_opens_to_its_words(sign_in, analyst, message):
    shown = sign_in(analyst).get(reverse("console:message", args=[message[0]])).content.decode()
    assert "Drugs listed sum to 13 kg, the message says 10 kg." in shown
    assert f'href="#words-{TEXT.index("9 kg")}"' in shown
    assert f'id="words-{TEXT.index("9 kg")}"' in shown


def test_a_question_is_answered_set_aside_and_opened_again(sign_in, analyst, message):
    browser, (number, asked) = sign_in(analyst), message
    address = reverse("console:message", args=[number])
    assert _answer(browser, asked, reason="").status_code == 400
    assert _answer(browser, asked)["Location"] == address
    assert "the telegram was garbled" in browser.get(address).content.decode()
    assert asking.of_message(number, by=analyst).open == ()
    _answer(browser, asked, said="open again", reason="it was not")
    assert len(asking.of_message(number, by=analyst).open) == 1
    assert _answer(browser, asked, said="perhaps").status_code == 400
    assert AnswerRow.objects.count() == 2


def test_another_agency_neither_sees_nor_answers(sign_in, anf_liaison, message):
    answer = _answer(sign_in(anf_liaison), message[1])
    assert answer.status_code == 400
    assert "There is no message" in answer.content.decode()
    assert AnswerRow.objects.count() == 0


def test_a_batch_asks_about_its_reports(sign_in, analyst, filed):
    ReportRow.objects.filter(number=filed.anf).update(arrested=1, arrested_foreign=4)
    shown = sign_in(analyst).get(reverse("console:batch", args=[filed.batch])).content.decode()
    assert "4 foreign nationals among 1 arrested" in shown
    assert reverse("console:incident", args=[filed.anf]) in shown


def test_an_edition_asks_about_what_came_too_late_for_it(sign_in, analyst, filed, now):
    selection = Selection(first=date(2025, 1, 1), last=date(2025, 12, 31))
    briefing.freeze(selection, name="first", by=analyst, now=now)
    late = ReportRow.objects.filter(number=filed.anf)
    late.update(received_at=now + timedelta(days=1))
    shown = sign_in(analyst).get(reverse("console:edition", args=["first"])).content.decode()
    assert "tells of first, which was frozen before it came" in shown
    assert reverse("console:incident", args=[filed.anf]) in shown
