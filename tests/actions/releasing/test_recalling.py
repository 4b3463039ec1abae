"""A wrong item is taken back: emptied everywhere, told to whom it was given, and answered."""

import json
from datetime import date, timedelta

import pytest
from tests.actions.releasing.conftest import SUSPECT

from markaz.actions import briefing
from markaz.actions.exchange import giving, incoming, taking
from markaz.actions.exchange.giving import Asked
from markaz.actions.exchange.sharing import agreeing, recalling, releasing
from markaz.actions.exchange.sharing.recalling import Word
from markaz.records.errors import InvalidValueError, NotPermittedError
from markaz.records.figure import Selection
from markaz.store.exchange import collections, receipts
from markaz.store.exchange.paging import Match, bodies, page
from markaz.store.exchange.partners import SignedIn
from markaz.store.exchange.receipts import Way
from markaz.store.exchange.releasing import releases
from markaz.store.models import (
    Acknowledgement,
    AgreementRow,
    AuditRow,
    InboundObject,
    RecallNotice,
    ReleaseObject,
)

EVERY = Match(versions=("all",), specs=("2.0", "2.1"))


@pytest.fixture
def released(filed, agreement, operator, now, head):
    """Two incidents given by one release, nominally."""
    told = releasing.prepare(
        agreement.name, [filed.amber, filed.green], nominal=True, by=operator, now=now
    )
    return releasing.sign(told.release.name, by=head, now=now)


@pytest.fixture
def read(agreement, partner):
    """Everything that the partner finds in the collection of the agreement."""

    def everything(match=EVERY):
        found = page(agreement.collection, reader=partner, match=match, after=0, limit=1000)
        return [json.loads(body) for body in bodies(found.lines)]

    return everything


@pytest.fixture
def send(agreement, partner, now):
    """Send objects as the partner does by TAXII."""

    def post(*objects):
        (shown,) = collections.shown(partner, root=agreement.collection.root)
        return taking.take(shown, objects, by=SignedIn(partner, "poller"), now=now)

    return post


def answer(note: str, **changes: object) -> dict[str, object]:
    return {
        "type": "note",
        "spec_version": "2.1",
        "id": "note--0f1e2d3c-4b5a-4968-8776-655443322110",
        "created": "2026-01-15T10:00:00.000Z",
        "modified": "2026-01-15T10:00:00.000Z",
        "content": "Deleted from all systems.",
        "authors": ["Officer Ostrava"],
        "labels": ["deleted"],
        "object_refs": [note],
        **changes,
    }


def test_a_recalled_item_is_emptied_and_its_earlier_versions_are_gone(
    released, filed, read, operator, now
):
    assert SUSPECT in json.dumps(read())
    recalling.recall(filed.amber, reason="the wrong driver", by=operator, now=now)
    found = read()
    assert SUSPECT not in json.dumps(found)
    revoked = [one for one in found if one.get("revoked")]
    assert {"incident", "report", "identity", "means-of-transport"} <= {
        one["type"] for one in revoked
    }
    assert all(one["type"] != "marking-definition" for one in revoked)


def test_what_tells_of_another_incident_stays(released, filed, read, operator, now):
    recalling.recall(filed.amber, reason="the wrong driver", by=operator, now=now)
    incidents = [one for one in read() if one["type"] == "incident"]
    assert sorted(bool(one.get("revoked")) for one in incidents) == [False, True]
    assert [one for one in read() if one["type"] == "identity" and not one.get("revoked")]


def test_the_note_beside_them_names_them_and_the_reason(released, filed, read, operator, now):
    row = recalling.recall(filed.amber, reason="the wrong driver", by=operator, now=now)
    (note,) = [one for one in read() if one["type"] == "note"]
    assert note["content"] == "the wrong driver"
    assert row.name in note["abstract"]
    assert set(note["object_refs"]) == {one["id"] for one in read() if one.get("revoked")}


def test_a_revoked_version_is_later_than_what_it_revokes(released, filed, read, operator, now):
    before = {one["id"]: one["modified"] for one in read() if "modified" in one}
    recalling.recall(filed.amber, reason="the wrong driver", by=operator, now=now)
    for one in read():
        if one.get("revoked"):
            assert one["modified"] > before[one["id"]]


def test_the_standard_library_reads_every_object_of_a_recall(released, filed, read, operator, now):
    import stix2

    recalling.recall(filed.amber, reason="the wrong driver", by=operator, now=now)
    for one in read():
        if one.get("revoked") or one["type"] == "note":
            stix2.parse(one, allow_custom=True)


def test_an_item_is_recalled_from_every_partner_that_was_given_it_once(
    released, filed, agree, operator, now, head
):
    other = agree(title="A second agreement")
    again = releasing.prepare(other.name, [filed.amber], by=operator, now=now)
    releasing.sign(again.release.name, by=head, now=now)
    row = recalling.recall(filed.amber, reason="the wrong driver", by=operator, now=now)
    assert row.notices.count() == 2
    with pytest.raises(InvalidValueError, match="recalled already"):
        recalling.recall(filed.amber, reason="again", by=operator, now=now)


def test_the_notice_of_what_was_read_outlives_the_agreement(
    released, filed, partner, operator, now
):
    collection = released.agreement.collection
    (shown,) = collections.shown(partner, root=collection.root)

    def pulled():
        asked = Asked(EVERY, 0, 1_000, "")
        given = giving.give(shown, asked, way=Way.PAGE, by=SignedIn(partner, "poller"), now=now)
        return [json.loads(body) for body in given.bodies]

    recalling.recall(filed.green, reason="never read", by=operator, now=now)
    agreeing.end(released.agreement.name, reason="over", by=operator, now=now)
    with pytest.raises(NotPermittedError, match="is over"):
        pulled()
    AgreementRow.objects.update(ended_at=None)
    pulled()
    AgreementRow.objects.update(ended_at=now)
    recalling.recall(filed.amber, reason="the wrong driver", by=operator, now=now)
    assert [one["content"] for one in pulled()] == ["the wrong driver"]


def test_what_was_given_to_nobody_is_not_recalled(filed, operator, now):
    with pytest.raises(InvalidValueError, match="to no partner"):
        recalling.recall(filed.amber, reason="the wrong driver", by=operator, now=now)


def test_a_corrected_item_goes_out_anew_under_new_ids(released, filed, read, operator, now, head):
    recalling.recall(filed.amber, reason="the wrong driver", by=operator, now=now)
    gone = {one["id"] for one in read() if one.get("revoked")}
    later = now + timedelta(minutes=1)
    again = releasing.prepare(released.agreement.name, [filed.amber], by=operator, now=later)
    signed = releasing.sign(again.release.name, by=head, now=later)
    (incident,) = [
        one for one in read() if one["type"] == "incident" and one["id"] not in gone
        and "2025-03-04" in one["name"]
    ]  # fmt: skip
    assert not incident.get("revoked")
    assert releases.recall_of(signed, filed.amber) is None


def test_the_editions_that_had_counted_it_are_named(released, filed, operator, now):
    for name, first, last in (
        ("of the year", date(2025, 1, 1), date(2025, 12, 31)),
        ("of the day", date(2025, 3, 4), date(2025, 3, 4)),
        ("of another day", date(2025, 3, 5), date(2025, 3, 5)),
    ):
        briefing.freeze(Selection(first, last), name=name, by=operator, now=now)
    row = recalling.recall(filed.amber, reason="the wrong driver", by=operator, now=now)
    assert sorted(row.briefings) == ["of the day", "of the year"]


def test_a_partners_note_on_the_notice_acknowledges_it(released, filed, read, send, operator, now):
    recalling.recall(filed.amber, reason="the wrong driver", by=operator, now=now)
    (note,) = [one["id"] for one in read() if one["type"] == "note"]
    send(answer(note))
    said = Acknowledgement.objects.get()
    assert (said.answer, said.said_by, said.entered_by) == (
        "deleted",
        "Officer Ostrava",
        "partner north",
    )
    send(answer(note))
    later = {"modified": "2026-01-15T11:00:00.000Z", "content": "Said again."}
    send(answer(note, **later))
    assert Acknowledgement.objects.count() == 1
    assert InboundObject.objects.count() == 2


def test_an_answer_to_a_recall_does_not_wait_to_be_filed_as_a_report(
    released, filed, read, send, analyst, now
):
    recalling.recall(filed.amber, reason="the wrong driver", by=analyst, now=now)
    (note,) = [one["id"] for one in read() if one["type"] == "note"]
    another = "note--11111111-2222-4333-8444-555555555555"
    send(answer(note), answer(another, id="note--0f1e2d3c-4b5a-4968-8776-655443322111"))
    send(answer(note, modified="2026-01-15T11:00:00.000Z", content="Said again."))
    assert [one.stix_id[-1] for one in incoming.waiting(by=analyst)] == ["1"]


def test_a_note_on_what_is_no_notice_of_theirs_acknowledges_nothing(
    released, filed, send, operator, now
):
    recalling.recall(filed.amber, reason="the wrong driver", by=operator, now=now)
    send(answer("note--11111111-2222-4333-8444-555555555555"))
    assert not Acknowledgement.objects.exists()


@pytest.mark.parametrize(
    "changes",
    [
        {"labels": "deleted"},
        {"labels": [7, None]},
        {"authors": {"name": "x"}},
        {"content": ["x"]},
        {"labels": []},
    ],
)
def test_an_oddly_written_answer_is_one_that_it_was_received(
    released, filed, send, operator, changes
):
    at = released.signed_at
    row = recalling.recall(filed.amber, reason="the wrong driver", by=operator, now=at)
    note = row.notices.get().note.stix_id
    send(answer(note, **changes))
    assert Acknowledgement.objects.get().said_by


def test_a_person_enters_what_a_partner_said_by_telephone(released, filed, operator, now):
    row = recalling.recall(filed.amber, reason="the wrong driver", by=operator, now=now)
    notice = row.notices.get()
    recalling.acknowledge(notice.id, Word("corrected", "Officer Ostrava"), by=operator, now=now)
    assert AuditRow.objects.first().event == "recall acknowledged"
    with pytest.raises(InvalidValueError, match="Choose"):
        recalling.acknowledge(notice.id, Word("shredded", "x"), by=operator, now=now)
    with pytest.raises(InvalidValueError, match="Name who"):
        recalling.acknowledge(notice.id, Word("kept", " "), by=operator, now=now)


def test_who_exchanges_nothing_recalls_nothing(released, filed, anf_liaison, auditor, now):
    for stranger in (anf_liaison, auditor):
        with pytest.raises(NotPermittedError):
            recalling.recall(filed.amber, reason="the wrong driver", by=stranger, now=now)
    assert not RecallNotice.objects.exists()


def test_a_reading_stands_on_the_item_for_centre_and_originator_alone(
    released, filed, operator, anf_liaison, customs_liaison
):
    assert [one.reads for one in releases.given(released)] == [(), ()]
    out = ReleaseObject.objects.filter(release=released).values_list("version_id", flat=True)
    partner = released.agreement.partner
    receipts.keep(partner, list(out), way=receipts.Way.PAGE, token="poller", now=released.signed_at)
    for viewer, incident in ((operator.viewer, filed.amber), (anf_liaison.viewer, filed.amber)):
        (told,) = releases.of_incident([incident], viewer=viewer)
        assert [(one.way, one.token, one.foreseen) for one in told.reads] == [
            ("taxii page", "poller", False)
        ]
    assert releases.of_incident([filed.amber], viewer=customs_liaison.viewer) == ()
