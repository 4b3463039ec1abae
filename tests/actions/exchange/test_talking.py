"""Two centres talk by objects: a recall acknowledged through the client, a request answered."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone
from tests.actions.exchange.server import Answer, page, serving

from markaz.actions.exchange import fetching, incoming, partners, taking
from markaz.actions.exchange.talking import answering, corresponding, requesting
from markaz.actions.exchange.talking.requesting import Asked, Step
from markaz.records.errors import InvalidValueError
from markaz.store.exchange import collections
from markaz.store.exchange.releasing import channels, requests
from markaz.store.models import (
    InboundObject,
    ObjectVersion,
    OurAnswer,
    Outbound,
    RequestRow,
    TheirRecall,
)

DAY = "2026-01-02T00:00:00.000001Z"


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch):
    monkeypatch.setattr(fetching, "_FIRST_WAIT_S", 0)


@pytest.fixture
def fetched(partner, administrator, operator, now):
    """Fetch from a server that offers these objects; gives what it was sent, and what was told."""

    def act(*objects: dict, taken: bool = True, rounds: int = 1):
        status = {"failures": []}
        with serving(lambda _: page(list(objects), last=DAY)) as server:
            server.posted = Answer(json.dumps(status).encode(), status=202 if taken else 403)
            if not partner.feeds.exists():
                partners.keep_feed(
                    "north", url=server.url, user="", secret_file="", by=administrator, now=now
                )
            partner.feeds.update(url=server.url, place=0, next="")
            told = None
            for _ in range(rounds):
                (told,) = fetching.fetch(by=operator, clock=timezone.now)
            return [one for body in server.sent for one in body["objects"]], told

    return act


def notice(stix, **said) -> dict:
    about = stix(type="incident")["id"]
    return stix(content="the wrong weight", labels=["recall"], object_refs=[about], **said)


def test_a_fetched_recall_is_acknowledged_by_the_same_way_once(fetched, stix, operator):
    one = notice(stix)
    sent, told = fetched(one, rounds=2)
    assert [(each["labels"], each["object_refs"]) for each in sent] == [(["received"], [one["id"]])]
    assert told.failure == ""
    assert [row.answer for row in OurAnswer.objects.all()] == ["received"]
    assert incoming.waiting(by=operator) == ()


def test_an_answer_that_is_not_taken_waits_for_the_next_round(fetched, stix):
    one = notice(stix)
    _, told = fetched(one, taken=False)
    assert (told.sent, told.unsent, told.failure) == (0, 1, "")
    waiting = Outbound.objects.get(sent_at=None).stix_id
    sent, told = fetched(one)
    assert [each["id"] for each in sent] == [waiting]
    assert (told.sent, told.unsent) == (1, 0)


def test_a_person_says_what_became_of_it_here(fetched, stix, operator, now):
    fetched(notice(stix))
    row = TheirRecall.objects.get()
    answering.answer(row.id, "deleted", words="Nothing is left.", by=operator, now=now)
    sent, _ = fetched()
    assert [(one["labels"], one["content"]) for one in sent] == [(["deleted"], "Nothing is left.")]
    (told,) = answering.taken_back(by=operator)
    assert [one.answer for one in told.recall.answers.all()] == ["received", "deleted"]


def test_what_was_filed_from_a_recalled_object_is_named(
    home, fetched, stix, operator, analyst, now
):
    from markaz.exchange.stix.extensions import EVENT

    days = {"occurred_first": "2026-01-01", "occurred_last": "2026-01-01"}
    report = stix(type="report", name="Route", object_refs=[], extensions={EVENT: days})
    fetched(report)
    (waits,) = incoming.waiting(by=analyst)
    filed = incoming.file_incoming(waits, agency="NCC", by=analyst, now=now)
    fetched(stix(content="wrong", labels=["recall"], object_refs=[report["id"]]))
    (told,) = answering.taken_back(by=operator)
    assert told.reports == (filed.number,)


@pytest.fixture
def asked(partner, operator, now) -> RequestRow:
    return requesting.enter(
        Asked("out", "north", "Whose boat?", "a case", "article 5", now + timedelta(days=9)),
        by=operator, now=now,
    )  # fmt: skip


def test_a_request_is_served_and_answered_in_parts_by_objects(
    asked, partner, signed_in, operator, now
):
    corresponding.serve(asked.name, by=operator, now=now)
    row = requests.named(asked.name)
    question = json.loads(ObjectVersion.objects.get(stix_id=row.stix_id).body)
    assert question["content"] == "Whose boat?"
    (shown,) = collections.shown(partner, root=row.collection.root)
    part = answer(question["id"], "part answer", 1, source="B", information="2")
    late = answer(question["id"], "answer", 2)
    taking.take(shown, [part, late], by=signed_in, now=now)
    row = requests.named(asked.name)
    grades = [one.source_reliability + one.information_credibility for one in row.acts.all()]
    assert [one.kind for one in row.acts.all()] == ["served", "part answer", "answer"]
    assert grades == ["", "B2", "F6"]
    assert row.ended_at is not None
    assert not InboundObject.objects.filter(read_at=None).exists()


def answer(question: str, step: str, number: int, **grade: str) -> dict:
    from markaz.exchange.stix.extensions import REQUEST

    at = "2026-01-10T09:30:00.000Z"
    graded = {"source_reliability": grade.get("source"),
              "information_credibility": grade.get("information")}  # fmt: skip
    return {
        "type": "note", "spec_version": "2.1", "created": at, "modified": at,
        "id": f"note--0f1e2d3c-4b5a-4968-8776-65544332211{number}", "content": "A company's.",
        "object_refs": [question],
        "extensions": {REQUEST: {"extension_type": "property-extension", "step": step,
                                 **{k: v for k, v in graded.items() if v}}},
    }  # fmt: skip


def test_a_fetched_question_is_answered_where_it_came_from(fetched, asked, operator, now):
    corresponding.serve(asked.name, by=operator, now=now)
    question = json.loads(ObjectVersion.objects.get().body)
    # The same question as another centre would fetch it.
    RequestRow.objects.update(stix_id="")
    fetched(question, rounds=2)
    theirs = RequestRow.objects.get(direction="in")
    assert (theirs.question, theirs.due_at) == ("Whose boat?", asked.due_at)
    step = Step("part answer", now, words="A company's.", grade="B2")
    requesting.move_on(theirs.name, step, by=operator, now=now)
    sent, _ = fetched()
    (told,) = sent
    assert told["object_refs"] == [question["id"]]
    (said,) = told["extensions"].values()
    assert (said["step"], said["source_reliability"]) == ("part answer", "B")


def test_a_red_request_goes_on_no_server(asked, operator, now):
    RequestRow.objects.update(marking="RED")
    with pytest.raises(InvalidValueError, match="by hand"):
        corresponding.serve(asked.name, by=operator, now=now)


def test_a_stranger_answers_nothing(asked, operator, administrator, now):
    corresponding.serve(asked.name, by=operator, now=now)
    from markaz.actions.exchange.partners import About

    other = partners.add_partner("south", about=About("South"), by=administrator, now=now)
    question = RequestRow.objects.get().stix_id
    corresponding.hear_requests(
        [answer(question, "answer", 3)],
        channel=channels.Channel(collection=requests.named(asked.name).collection),
        by=other,
        now=now,
    )
    assert requests.named(asked.name).ended_at is None
