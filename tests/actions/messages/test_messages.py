"""A message becomes a report only when a person says so, and each step stands in the log."""

from datetime import date

import pytest

from markaz.actions.consolidation import consolidate
from markaz.actions.messages import receiving, settling
from markaz.actions.review import judging, queue
from markaz.governance.audit import Event
from markaz.records.errors import InvalidValueError, NotPermittedError
from markaz.records.kinds import Grain, Verdict
from markaz.store import audit
from markaz.store.models import AuditRow, Link, MessageRow, PairRow, ReportRow

pytestmark = pytest.mark.django_db
ON = date(2025, 3, 11)
TWO = (
    "Yesterday Customs seized 20 kg of hashish from a bus in Hyderabad and arrested two persons."
    " In another operation, 5 kg of opium was recovered in Sukkur."
)
BRIEF = (
    "Last week ANF conducted 9 operations across the country, seized 90 kg drugs and arrested 11"
    " persons. ANF Punjab seized 40 kg hashish in four operations. ANF Sindh seized 50 kg opium in"
    " five operations."
)


@pytest.fixture
def received(home, analyst, now):
    return receiving.receive_message(TWO, dated=ON, by=analyst, now=now)


def events():
    return list(AuditRow.objects.order_by("id").values_list("event", flat=True))


def test_a_message_is_kept_unchanged_and_makes_no_report(received):
    assert MessageRow.objects.get().text == TWO
    assert len(received.drafts) == 2
    assert ReportRow.objects.count() == 0
    assert events() == [Event.MESSAGE_RECEIVED]


def test_the_same_text_again_is_the_same_message(received, analyst, now):
    again = receiving.receive_message(TWO, dated=ON, by=analyst, now=now)
    assert again.repeated
    assert again.message == received.message


def test_a_draft_is_filed_once_with_what_the_message_states(received, analyst, now):
    filed = settling.file_message_draft(received.drafts[0].reference, by=analyst, now=now)
    report = ReportRow.objects.get(number=filed.number)
    assert (report.agency, report.grain, report.arrested) == ("CUSTOMS", Grain.EVENT, 2)
    assert report.occurred_first == date(2025, 3, 10)
    line = report.lines.get()
    assert (line.substance, line.mass_mg) == ("CAN-RESIN", 20_000_000)
    assert "Hyderabad" in report.remarks
    assert Event.MESSAGE_DRAFT_FILED in events()
    with pytest.raises(InvalidValueError, match="waits"):
        settling.file_message_draft(received.drafts[0].reference, by=analyst, now=now)


def test_a_message_waits_until_every_draft_is_settled(received, analyst, now):
    settling.file_message_draft(received.drafts[0].reference, by=analyst, now=now)
    (held,) = settling.waiting(by=analyst)
    assert [one.reference for one in held.open] == [received.drafts[1].reference]
    settling.drop(received.drafts[1].reference, reason="a rumour", by=analyst, now=now)
    assert settling.waiting(by=analyst) == ()
    assert events()[-1] == Event.MESSAGE_DRAFT_DROPPED


def test_nothing_is_dropped_without_a_reason(received, analyst, now):
    with pytest.raises(InvalidValueError, match="Say why"):
        settling.drop(received.drafts[0].reference, reason=" ", by=analyst, now=now)


def test_a_mended_draft_stands_as_it_was_mended(received, analyst, now):
    draft = received.drafts[1]
    mended = {**draft.typed(), "agency": "POLICE-SD", "occurred": "2025-03-10"}
    filed = settling.file_mended(draft.reference, mended, by=analyst, now=now)
    report = ReportRow.objects.get(number=filed.number)
    assert (report.agency, report.reference) == ("POLICE-SD", draft.reference)


def test_a_draft_without_a_day_is_not_filed_but_asked_about(home, analyst, now):
    got = receiving.receive_message(
        "Customs seized 3 kg ice at Chaman.", dated=None, by=analyst, now=now
    )
    filed = settling.file_message_draft(got.drafts[0].reference, by=analyst, now=now)
    assert filed.number is None
    assert "No day is given" in str(filed.refusal)
    assert ReportRow.objects.count() == 0


def test_a_brief_is_one_draft_that_never_joins_events(home, analyst, now):
    got = receiving.receive_message(BRIEF, dated=ON, by=analyst, now=now)
    (draft,) = got.drafts
    filed = settling.file_message_draft(draft.reference, by=analyst, now=now)
    report = ReportRow.objects.get(number=filed.number)
    assert (report.grain, report.event_count, report.agency) == (Grain.AGGREGATE, 9, "ANF")
    assert [part.agencies[0].value for part in draft.statement.parts] == ["ANF-PUNJAB", "ANF-SINDH"]


def test_prose_without_a_seizure_is_refused_with_what_to_do(home, analyst, now):
    with pytest.raises(InvalidValueError, match="file it by the form"):
        receiving.receive_message("The minister praised the force.", dated=ON, by=analyst, now=now)
    assert MessageRow.objects.count() == 0


def test_another_agency_sees_no_message_and_no_gap(received, anf_liaison, now):
    assert settling.waiting(by=anf_liaison) == ()
    assert settling.look_at(received.message, by=anf_liaison) is None
    with pytest.raises(InvalidValueError, match="waits"):
        settling.file_message_draft(received.drafts[0].reference, by=anf_liaison, now=now)


def test_who_may_not_receive_files_receives_no_message(home, auditor, now):
    with pytest.raises(NotPermittedError):
        receiving.receive_message(TWO, dated=ON, by=auditor, now=now)


def test_without_its_row_in_the_log_nothing_is_kept(home, analyst, now, monkeypatch):
    def broken(*_args, **_named):
        raise OSError("the log is full")

    monkeypatch.setattr(audit, "log", broken)
    with pytest.raises(OSError, match="full"):
        receiving.receive_message(TWO, dated=ON, by=analyst, now=now)
    assert MessageRow.objects.count() == 0


LONG = "".join(
    f"Customs seized {n} kg hashish at Chaman on 10 March 2025.\n\n" for n in range(1, 5_000)
)


def test_a_text_longer_than_a_message_is_kept_in_pieces(home, analyst, now):
    got = receiving.receive_text(LONG, dated=None, by=analyst, now=now)
    assert (got.letters, got.rest, got.empty) == (len(LONG), "", 0)
    assert "".join(MessageRow.objects.order_by("id").values_list("text", flat=True)) == LONG
    again = receiving.receive_text(LONG, dated=None, by=analyst, now=now)
    assert [one.message for one in again.messages] == [one.message for one in got.messages]
    assert all(one.repeated for one in again.messages)


def test_of_a_long_text_only_so_much_is_read_and_the_rest_is_told(home, analyst, now):
    got = receiving.receive_text(LONG, dated=None, by=analyst, now=now, at_most=1)
    assert len(got.messages) == 1
    assert LONG[: got.letters] + got.rest == LONG
    assert got.rest.startswith("Customs seized")


def test_a_long_text_of_nothing_is_refused_in_a_sentence(home, analyst, now):
    with pytest.raises(InvalidValueError, match="Nothing in the first"):
        receiving.receive_text("Good morning. " * 20_000, dated=None, by=analyst, now=now)
    assert MessageRow.objects.count() == 0


def _two_voices(analyst, now) -> tuple[int, int]:
    told = (
        "On 10 March 2025 Customs seized 20 kg of hashish at Chaman and arrested two persons.",
        "Customs took 20 kg hashish and three persons at Chaman on 10 March 2025.",
    )
    found = []
    for text in told:
        got = receiving.receive_message(text, dated=None, by=analyst, now=now)
        filed = settling.file_message_draft(got.drafts[0].reference, by=analyst, now=now)
        found.append(filed.number)
    return found[0], found[1]


def test_two_voices_of_one_agency_wait_in_the_queue_of_pairs(numbered, weighed, analyst, now):
    numbered("ANF", "POLICE-PB")
    weighed({})
    pair = _two_voices(analyst, now)
    line = next(one for one in queue.lines(queue.Asked(), by=analyst, limit=9))
    assert (line.left, line.right) == pair
    assert queue.look(*pair, by=analyst, now=now).why.reasons is not None
    assert not Link.objects.filter(known_to=None).exists()
    judging.judge_pair(*pair, verdict=Verdict.POSITIVE, reason="one raid", by=analyst, now=now)
    assert Link.objects.filter(known_to=None, number__in=pair).exists()
    assert queue.lines(queue.Asked(), by=analyst, limit=9) == ()


def test_a_full_run_proposes_what_was_told_before_it(home, analyst, now):
    pair = _two_voices(analyst, now)
    assert not PairRow.objects.exists()
    consolidate(by=analyst, now=now)
    assert set(PairRow.objects.filter(review=True).values_list("left", "right")) == {pair}


def test_messages_of_different_stories_are_not_proposed(home, analyst, now):
    for text in (
        "On 10 March 2025 Customs seized 20 kg of hashish at Chaman.",
        "On 12 March 2025 Customs seized 20 kg of hashish at Chaman.",
    ):
        got = receiving.receive_message(text, dated=None, by=analyst, now=now)
        settling.file_message_draft(got.drafts[0].reference, by=analyst, now=now)
    consolidate(by=analyst, now=now)
    assert not PairRow.objects.filter(review=True).exists()
