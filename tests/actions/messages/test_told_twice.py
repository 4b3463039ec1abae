"""Which messages tell one story: briefs beside each other, and the words of a pair in the queue."""

import pytest
from tests.briefs import ON, OTHER, PAPER, RADIO

from markaz.actions.messages import receiving, settling
from markaz.actions.voices import telling
from markaz.records.errors import NotPermittedError
from markaz.store.models import PairRow

pytestmark = pytest.mark.django_db


def received(text, analyst, now):
    return receiving.receive_message(text, dated=ON, by=analyst, now=now)


def test_two_papers_briefs_of_one_week_are_proposed_with_their_words(home, analyst, now):
    ours, _, theirs = (received(text, analyst, now) for text in (PAPER, OTHER, RADIO))
    found = telling.briefs(by=analyst)
    both = theirs.drafts[0].reference, ours.drafts[0].reference
    assert [one.references for one in found] == [both]
    reasons = [reason.sentence.en for reason in found[0].voices.reasons]
    assert "the total is “731.6 kilograms” in both" in reasons
    differing = {name: (one, other) for name, one, other in found[0].voices.differing}
    assert differing["value"] == ("Rs 16 billion", "Rs 15 billion")
    assert not PairRow.objects.exists()


def test_the_words_of_a_pair_are_those_of_its_messages(home, analyst, now):
    numbers = []
    for text in (
        "On 10 March 2025 Customs seized 20 kg of hashish at Chaman and arrested two persons.",
        "Customs took 20 kg hashish and three persons at Chaman on 10 March 2025.",
    ):
        got = receiving.receive_message(text, dated=None, by=analyst, now=now)
        draft = got.drafts[0].reference
        numbers.append(settling.file_message_draft(draft, by=analyst, now=now).number)
    (told,) = telling.of_reports(*numbers, by=analyst)
    assert any("20 kg" in reason.sentence.en for reason in told.voices.reasons)
    assert any("20 kg" in reason.sentence.ur for reason in told.voices.reasons)
    assert telling.of_reports(numbers[0], 999, by=analyst) == ()


def test_an_agency_is_not_told_what_others_messages_say(home, analyst, customs_liaison, now):
    received(PAPER, analyst, now)
    with pytest.raises(NotPermittedError):
        telling.briefs(by=customs_liaison)
    with pytest.raises(NotPermittedError):
        telling.of_reports(1, 2, by=customs_liaison)
