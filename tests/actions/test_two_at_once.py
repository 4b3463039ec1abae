"""Two people act at the same instant: both come through, and none waits for ever."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, connections
from tests.briefs import EVENT, PAPER, RADIO, THIRD, received

from markaz.actions import consolidation
from markaz.actions.filing import typed
from markaz.actions.messages import settling
from markaz.actions.review import judging
from markaz.actions.subjects import listing
from markaz.actions.voices import judging as voices
from markaz.records.kinds import Verdict
from markaz.records.subject import SubjectKind
from markaz.store import audit
from markaz.store.models import BriefLink, BriefWord, MessageDraftRow
from markaz.store.subjects.mentions import Listed

pytestmark = [
    pytest.mark.django_db(transaction=True),
    # SQLite lets one write at a time, and its test database is one thread's.
    pytest.mark.skipif(connection.vendor != "postgresql", reason="needs a second connection"),
]
ROUNDS = 12
MANY = range(30, 42)


@pytest.fixture
def at_once():
    """Let each of these be done in a thread and a connection of its own, at the same instant."""

    def do(*acts):
        together = Barrier(len(acts))

        def one(act):
            try:
                together.wait(timeout=20)
                return act()
            finally:
                connections.close_all()

        with ThreadPoolExecutor(len(acts)) as pool:
            return list(pool.map(one, acts))

    return do


@pytest.fixture
def file_event(home, analyst, now):
    def event(number, agency="ANF", day="2026-01-03"):
        told = {
            "agency": agency, "reference": f"R-{number}", "kind": "seizure", "occurred": day,
            "lines": [{"substance": "OPI-HEROIN", "quantity": str(number), "unit": "kg"}],
            "persons": [{"person_name": "Zorak Belmand", "person_role": "suspect"}],
        }  # fmt: skip
        return typed.file_report(told, by=analyst, now=now).number

    return event


def judge(left, right, by, now):
    why = "the same bulletin"
    return voices.judge_briefs(left, right, verdict=Verdict.POSITIVE, reason=why, by=by, now=now)


@pytest.mark.parametrize("round_", range(ROUNDS))
def test_a_brief_is_filed_while_it_is_judged(round_, home, at_once, analyst, now):
    paper, radio, third = received(PAPER, RADIO, THIRD, by=analyst, now=now)
    first = settling.file_message_draft(paper, by=analyst, now=now).number
    filed, word, _ = at_once(
        lambda: settling.file_message_draft(radio, by=analyst, now=now),
        lambda: judge(paper, radio, analyst, now),
        lambda: judge(third, radio, analyst, now),
    )
    # Whoever came second saw the other: both reports sum one brief.
    linked = dict(BriefLink.objects.filter(known_to=None).values_list("number", "brief"))
    assert linked == {first: first, filed.number: first}
    assert BriefWord.objects.count() == 2
    assert word.briefs == (paper, radio)
    assert list(audit.broken_rows()) == []


@pytest.mark.parametrize("round_", range(ROUNDS))
def test_both_drafts_of_a_pair_are_filed_while_a_word_is_taken_back(
    round_, home, at_once, analyst, now
):
    paper, radio = received(PAPER, RADIO, by=analyst, now=now)
    act = judge(paper, radio, analyst, now).act
    at_once(
        lambda: settling.file_message_draft(paper, by=analyst, now=now),
        lambda: settling.file_message_draft(radio, by=analyst, now=now),
        lambda: voices.undo_word(act, by=analyst, now=now),
    )
    assert not BriefLink.objects.filter(known_to=None).exists()
    assert MessageDraftRow.objects.filter(report__isnull=False).count() == 2


@pytest.mark.parametrize("meanwhile", ["pairs are judged", "names are listed"])
def test_reports_are_filed_and_matched(meanwhile, at_once, file_event, operator, analyst, now):
    pair = file_event(1), file_event(2, "CUSTOMS")
    consolidation.consolidate(by=analyst, now=now)
    events = received(*(EVENT.replace("20 kg", f"{n} kg") for n in MANY), by=analyst, now=now)

    def judge_pairs():
        for verdict in (Verdict.POSITIVE, Verdict.NEGATIVE) * len(MANY):
            judging.judge_pair(*pair, verdict=verdict, reason="", by=analyst, now=now)

    def list_names():
        for number in range(3 * len(MANY)):
            entry = Listed(SubjectKind.ORGANISATION, "ANF", "AMBER", name=f"Bolan Cargo {number}")
            listing.list_entry(entry, by=operator, now=now)

    numbers, filed, _ = at_once(
        lambda: [file_event(number, "ASF") for number in MANY],
        lambda: [settling.file_message_draft(one, by=analyst, now=now).number for one in events],
        judge_pairs if meanwhile == "pairs are judged" else list_names,
    )
    assert len({*numbers, *filed}) == 2 * len(MANY)
    assert list(audit.broken_rows()) == []
