"""What a partner's program sends, and takes back."""

import json

import pytest

from markaz.store.models import AuditRow, InboundObject, ObjectVersion

V1, V2 = (f"2026-01-0{day}T00:00:00.000Z" for day in (1, 2))


def test_what_is_sent_is_kept_and_its_status_can_be_asked_again(north, offer, stix):
    path, notes = offer(north), [stix(), stix()]
    answer = north.post(f"{path}objects/", *notes)
    assert answer.status_code == 202
    status = answer.json()
    assert (status["status"], status["success_count"], status["failure_count"]) == (
        "complete",
        2,
        0,
    )
    assert [one["id"] for one in status["successes"]] == [note["id"] for note in notes]
    assert north.get(f"partners/status/{status['id']}/").json() == status
    assert north.get(f"{path}objects/").json()["objects"] == notes


def test_a_status_is_told_to_nobody_else(north, south, offer, stix):
    path = offer(north)
    offer(south)
    status = north.post(f"{path}objects/", stix()).json()
    assert south.get(f"partners/status/{status['id']}/").status_code == 404
    assert north.get("partners/status/00000000-0000-4000-8000-000000000000/").status_code == 404


def test_each_object_is_answered_for_itself(north, offer, stix):
    path, good = offer(north), stix()
    bad = {**stix(), "spec_version": "9"}
    status = north.post(f"{path}objects/", good, bad, good, 5).json()
    assert (status["total_count"], status["success_count"], status["failure_count"]) == (4, 2, 2)
    assert status["successes"][1]["message"] == "This version was here already."
    assert status["failures"][0]["id"] == bad["id"]
    assert all(one["message"].endswith(".") for one in status["failures"])


def test_what_is_sent_comes_in_once_unchanged_and_unread(north, offer, stix):
    path = offer(north)
    note = stix(object_marking_refs=["marking-definition--1"], x_odd={"b": 1, "a": [None, 1.5]})
    north.post(f"{path}objects/", note)
    north.post(f"{path}objects/", dict(reversed(note.items())))
    (row,) = InboundObject.objects.all()
    assert json.loads(row.body) == note
    assert (row.partner.name, row.read_at, row.type) == ("north", None, "note")


def test_what_one_partner_sends_is_not_shown_to_another(north, south, offer, stix):
    path, note, theirs = offer(north), stix(), stix()
    offer(south)
    north.post(f"{path}objects/", note)
    south.post(f"{path}objects/", theirs)
    assert north.get(f"{path}objects/").json()["objects"] == [note]
    assert south.get(f"{path}manifest/").json()["objects"][0]["id"] == theirs["id"]
    assert south.get(f"{path}objects/{note['id']}/").status_code == 404
    assert south.get(f"{path}objects/{note['id']}/versions/").status_code == 404


def test_rights_to_read_and_to_write_are_two(north, offer, stix):
    note = stix()
    box = offer(north, "inbox", read=False)
    assert north.post(f"{box}objects/", note).status_code == 202
    for rest in ("objects/", "manifest/", f"objects/{note['id']}/"):
        assert north.get(box + rest).status_code == 403
    assert north.delete(f"{box}objects/{note['id']}/").status_code == 403
    shown = offer(north, "shown", write=False)
    assert north.post(f"{shown}objects/", stix()).status_code == 403
    assert ObjectVersion.objects.count() == 1


def test_a_partner_takes_back_what_it_sent(north, offer, stix):
    path, note = offer(north), stix()
    where = f"{path}objects/{note['id']}/"
    for version in (V1, V2):
        north.post(f"{path}objects/", {**note, "modified": version})
    assert north.delete(where).status_code == 200
    assert [one["modified"] for one in north.get(where).json()["objects"]] == [V1]
    assert north.delete(where, "?match[version]=all").status_code == 200
    assert north.get(where).status_code == north.delete(where).status_code == 404
    assert ObjectVersion.objects.exclude(removed_at=None).count() == 2
    assert AuditRow.objects.filter(event="object removed by partner").count() == 2


def test_a_partner_removes_nothing_of_the_centres_or_of_another_partner(
    north, south, offer, held, stix, now
):
    from django.db import transaction

    from markaz.store.exchange import adding

    path, ours, theirs = offer(north), stix(), stix()
    offer(south)
    with transaction.atomic():
        adding.add(held(path), [ours], now=now)
    south.post(f"{path}objects/", theirs)
    for one in (ours, theirs):
        assert north.delete(f"{path}objects/{one['id']}/").status_code == 404
    assert not ObjectVersion.objects.exclude(removed_at=None).exists()


def test_nothing_is_kept_where_the_log_cannot_be_written(north, offer, stix, monkeypatch):
    path = offer(north)

    def fail(*args, **named):
        raise RuntimeError("no more paper")

    monkeypatch.setattr("markaz.store.audit.log", fail)
    assert north.post(f"{path}objects/", stix()).status_code == 500
    assert not ObjectVersion.objects.exists()
    assert not InboundObject.objects.exists()


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b" ", 400),
        (b"{", 400),
        (b"\xff\xfe", 400),
        (b'{"objects": [{"id": "a", "id": "b"}]}', 400),
        (b'{"objects": [{"n": NaN}]}', 400),
        (b'{"objects": [' + b"1" * 5000 + b"]}", 400),
        (b"[]", 422),
        (b"null", 422),
        (b"{}", 422),
        (b'{"objects": []}', 422),
        (b'{"objects": {"type": "note"}}', 422),
        (b'{"objects": "note"}', 422),
        (b'{"objects": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", 422),
        (b'{"objects": ' + b'{"a":' * 100_000, 422),
    ],
    ids=lambda value: repr(value)[:40],
)
def test_a_body_that_is_no_envelope_is_refused_in_one_sentence(north, offer, body, status):
    answer = north.post_raw(f"{offer(north)}objects/", body)
    assert answer.status_code == status
    told = answer.json()
    assert told["http_status"] == str(status)
    assert told["description"].endswith(".")
    assert len(told["description"]) < 200
    assert not ObjectVersion.objects.exists()


def test_a_body_larger_than_the_root_reads_is_refused(north, offer, held, stix):
    path = offer(north)
    root = held(path).root
    root.max_content_length = 1000
    root.save()
    assert north.post(f"{path}objects/", stix()).status_code == 202
    assert north.post(f"{path}objects/", stix(content="x" * 1000)).status_code == 413


@pytest.mark.parametrize(
    ("content_type", "status"),
    [
        ("application/taxii+json;version=2.1", 202),
        ("application/taxii+json; version=2.1", 202),
        ("application/taxii+json", 202),
        ("application/taxii+json;version=2.0", 415),
        ("application/json", 415),
        ("multipart/form-data; boundary=x", 415),
        ("application/x-www-form-urlencoded", 415),
    ],
)
def test_a_body_of_another_media_type_is_refused(north, offer, stix, content_type, status):
    body = json.dumps({"objects": [stix()]}).encode()
    answer = north.post_raw(f"{offer(north)}objects/", body, content_type=content_type)
    assert answer.status_code == status
