"""The pages of messages: pasted, shown with the words of each field, settled by a person."""

import pytest
from django.urls import reverse

from markaz.actions.messages import receiving
from markaz.console.messages.words import pieces
from markaz.intake.messages.reading import read
from markaz.store.models import MessageRow, ReportRow

pytestmark = pytest.mark.django_db(transaction=True)
TEXT = "On 10 March 2025 Customs seized 20 kg of hashish at Chaman and arrested two persons."


@pytest.fixture
def page(sign_in, analyst):
    return sign_in(analyst)


@pytest.fixture
def received(pages_home, analyst, now):
    return receiving.receive_message(TEXT, dated=None, by=analyst, now=now)


def test_a_pasted_message_is_shown_with_its_words_marked(page):
    sent = page.post(reverse("console:messages"), {"text": TEXT, "dated": "2025-03-11"})
    shown = page.get(sent["Location"]).content.decode()
    assert ">20 kg</mark>" in shown
    assert ">two persons</mark>" in shown
    assert ReportRow.objects.count() == 0


def test_what_cannot_be_read_is_refused_in_a_sentence_and_stays_in_the_box(page):
    answer = page.post(reverse("console:messages"), {"text": "Good morning.", "dated": "soon"})
    assert answer.status_code == 400
    assert "Good morning." in answer.content.decode()
    assert MessageRow.objects.count() == 0


def test_a_draft_is_filed_from_its_page(page, received):
    address = reverse("console:message", args=[received.message])
    page.post(address, {"draft": received.drafts[0].reference, "file": "1"})
    assert ReportRow.objects.get().agency == "CUSTOMS"


def test_a_draft_is_dropped_only_with_a_reason(page, received):
    address = reverse("console:message", args=[received.message])
    sent = {"draft": received.drafts[0].reference, "drop": "1"}
    assert page.post(address, {**sent, "reason": ""}).status_code == 400
    assert page.post(address, {**sent, "reason": "a rumour"}).status_code == 302
    assert "a rumour" in page.get(address).content.decode()


def test_a_draft_is_mended_in_the_form(page, received):
    address = reverse("console:mend", args=[received.drafts[0].reference])
    shown = page.get(address)
    assert 'value="20"' in shown.content.decode()
    told = {
        "agency": "POLICE-BA", "reference": received.drafts[0].reference, "kind": "seizure",
        "occurred": "2025-03-10", "lines-0-substance": "hashish", "lines-0-quantity": "21",
        "lines-0-unit": "kg",
    }  # fmt: skip
    assert page.post(address, told).status_code == 302
    report = ReportRow.objects.get()
    assert (report.agency, report.lines.get().mass_mg) == ("POLICE-BA", 21_000_000)


def test_the_checker_asks_on_the_page(page, analyst, now):
    told = receiving.receive_message(
        "ANF seized 10 kg drugs, including 9 kg hashish and 4 kg ice.",
        dated=None, by=analyst, now=now,
    )  # fmt: skip
    shown = page.get(reverse("console:message", args=[told.message])).content.decode()
    assert "Drugs listed sum to 13 kg, the message says 10 kg." in shown


def test_no_letter_of_a_message_is_lost_or_told_twice():
    for text in (
        TEXT,
        f"{TEXT} In another operation 5 kg opium was seized in Sukkur.",
        "چرس 5 کلو",
    ):
        told = pieces(text, read(text).statements)
        assert "".join(piece.text for piece in told) == text


def test_script_in_a_message_stays_text(page):
    sent = page.post(reverse("console:messages"), {"text": f"<script>alert(1)</script> {TEXT}"})
    assert "<script>alert" not in page.get(sent["Location"]).content.decode()


def test_another_voice_of_one_story_is_named_with_its_reasons(page, received, analyst, now):
    other = receiving.receive_message(
        "Customs took 20 kg hashish and three persons at Chaman on 10 March 2025.",
        dated=None, by=analyst, now=now,
    )  # fmt: skip
    shown = page.get(reverse("console:message", args=[received.message])).content.decode()
    assert other.drafts[0].reference in shown
    assert "both tell of “20 kg” of one drug" in shown


def test_a_paste_of_ten_megabytes_is_answered_with_how_far_it_was_read(page):
    line = "Customs seized 20 kg of hashish at Chaman.\n\n"
    sent = page.post(reverse("console:messages"), {"text": line * (10_000_000 // len(line))})
    shown = page.get(sent["Location"]).content.decode()
    assert "letters were read, as" in shown
    assert "it begins with “Customs seized 20 kg" in shown
    assert 1 <= MessageRow.objects.count() <= 3


def test_briefs_of_one_week_are_shown_beside_the_queue(page, pages_home, analyst, now):
    for text in (
        "Last week ANF conducted 38 operations countrywide and seized 731.6 kg drugs.",
        "ANF seized 731.6 kg of narcotics in 38 operations across the country last week.",
    ):
        receiving.receive_message(text, dated=None, by=analyst, now=now)
    shown = page.get(reverse("console:review")).content.decode()
    assert "Briefs that may tell one story" in shown
    assert "the total is “731.6 kg” in both" in shown


def test_both_ends_of_a_range_and_a_sum_so_far_are_shown(page, pages_home, analyst, now):
    told = (
        "On 10 March 2025 Customs seized 40 to 45 kg of hashish at Chaman. So far this year the"
        " force has seized 9,000 kg of drugs."
    )
    got = receiving.receive_message(told, dated=None, by=analyst, now=now)
    shown = page.get(reverse("console:message", args=[got.message])).content.decode()
    assert "\u206840\u2069 to \u206845 kilogram\u2069" in shown
    assert "Sum so far, beside the rest and never added to it" in shown
