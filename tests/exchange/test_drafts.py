"""What partners send becomes drafts: gradings kept, markings never weaker, nothing guessed."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.exchange import invented

from markaz.exchange import markings
from markaz.exchange.drafts import drafts
from markaz.exchange.markings import strictest
from markaz.exchange.stix.bundle import objects_of
from markaz.exchange.stix.extensions import EVENT
from markaz.exchange.told import Told
from markaz.governance.marking import Marking
from markaz.intake.sources.vocabulary import FIELDS
from markaz.records.grading import Grading, Scheme
from markaz.records.kinds import Grain

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "stix_taxii"
UUID = "0d0b0e5c-7f0e-4d3c-8a63-0f5a2b6d1a1{}"


def ref(kind, number):
    return f"{kind}--{UUID.format(number)}"


def report(number=1, **properties):
    return {
        "type": "report", "id": ref("report", number), "created": "2026-01-02T00:00:00.000Z",
        "modified": "2026-01-02T00:00:00.000Z", "name": "Route north", "object_refs": [],
        **properties,
    }  # fmt: skip


def one_draft(*objects):
    (found,) = drafts(objects)
    return found


def test_our_own_report_comes_back_with_its_grading_days_and_reference():
    told = Told(
        namespace=invented.NAMESPACE,
        reports=(invented.report(grading=Grading(Scheme.EUROPOL, "B", "3", "H2")),),
    )
    draft = one_draft(*objects_of(told))
    assert draft.grading == Grading(Scheme.EUROPOL, "B", "3", "H2")
    assert (draft.occurred_first, draft.reported_on) == (date(2025, 12, 7), date(2025, 12, 8))
    assert (draft.reference, draft.producer) == ("B-41/25", "Anti-Narcotics Force, Balochistan")
    assert draft.marking is Marking.AMBER
    assert "Zorak" in draft.text


@given(
    whole=st.sampled_from(Marking),
    field=st.none() | st.sampled_from(Marking),
    named=st.lists(st.sampled_from(Marking), max_size=3),
)
def test_a_draft_is_never_marked_more_openly_than_anything_it_tells(whole, field, named):
    others = [
        markings.marked({"type": "note", "id": ref("note", number), "object_refs": []}, level)
        for number, level in enumerate(named)
    ]
    stix = markings.marked(
        report(object_refs=[one["id"] for one in others]), whole,
        fields={"name": field} if field else None,
    )  # fmt: skip
    draft = one_draft(stix, *others)
    assert draft.marking is strictest(whole, *named, *([field] if field else []))


def test_an_old_or_unknown_marking_of_the_producer_is_not_weakened():
    old = report(object_marking_refs=["marking-definition--f88d31f6-486f-44da-b317-01333bde0b82"])
    assert one_draft(old).marking is Marking.AMBER_STRICT
    unknown = report(object_marking_refs=[ref("marking-definition", 7)])
    assert one_draft(unknown).marking is Marking.RED


@pytest.mark.parametrize(
    ("said", "grading"),
    [
        ({"confidence": 90}, ("F", "1")),
        ({"confidence": 79}, ("F", "2")),
        ({"confidence": 0}, ("F", "5")),
        ({"labels": ['admiralty-scale:source-reliability="b"']}, ("B", "6")),
        (
            {"labels": ['admiralty-scale:information-credibility="3"'], "confidence": 90},
            ("F", "3"),
        ),
        ({}, None),
        ({"labels": ['admiralty-scale:source-reliability="z"']}, None),
    ],
)
def test_a_grading_is_kept_however_the_producer_writes_it(said, grading):
    found = one_draft(report(**said)).grading
    assert found == (Grading(Scheme.ADMIRALTY, *grading) if grading else None)


def test_what_a_report_speaks_of_gives_no_draft_of_its_own():
    incident = {"type": "incident", "id": ref("incident", 2), "name": "seizure"}
    alone = {"type": "incident", "id": ref("incident", 3), "name": "another"}
    found = drafts([report(object_refs=[incident["id"]]), incident, alone])
    assert [draft.stix_id for draft in found] == [ref("report", 1), alone["id"]]
    assert found[0].about == (incident["id"],)


def test_only_the_latest_version_is_a_draft_and_a_revoked_one_is_none():
    later = report(name="Route east", modified="2026-01-03T00:00:00.000Z")
    assert one_draft(later, report()).text == "Route east"
    assert drafts([report(), {**later, "revoked": True}]) == ()


def test_an_unknown_day_stays_unknown():
    draft = one_draft({"type": "note", "id": ref("note", 1), "content": "said in passing"})
    assert draft.occurred_first is draft.reported_on is None
    assert "occurred" not in draft.typed()


def test_a_draft_fills_fields_of_the_form():
    typed = one_draft(report(description="by sea\x00")).typed()
    assert set(typed) <= FIELDS
    assert typed["kind"] == "information" and typed["remarks"].endswith("\nRoute north\nby sea")
    assert typed["marking"] == "AMBER"


def test_who_produced_it_stands_in_the_remarks_and_the_grading_in_its_field():
    told = Told(
        namespace=invented.NAMESPACE,
        reports=(invented.report(grading=Grading(Scheme.EUROPOL, "B", "3", "H2", "by hand")),),
    )
    typed = one_draft(*objects_of(told)).typed()
    assert typed["remarks"].startswith("From Anti-Narcotics Force, Balochistan, report--")
    assert typed["grading"] == "4x4 B3 H2: by hand"


def test_a_published_bundle_gives_a_draft_of_each_report():
    path = SHARED / "apt1.json"
    if not path.exists():
        pytest.skip("apt1.json is not here: the shared data lie beside the project")
    objects = json.loads(path.read_text(encoding="utf-8"))["objects"]
    reports = [stix for stix in objects if stix["type"] == "report"]
    assert reports
    assert [draft.stix_id for draft in drafts(objects)] == [stix["id"] for stix in reports]


def extended(grain, **properties):
    return {**properties, "extensions": {EVENT: {"kind": "seizure", "grain": grain}}}


@pytest.mark.parametrize("grain", Grain)
def test_a_report_and_its_incident_alone_come_back_as_what_they_were(grain):
    one = invented.report()
    told = Told(
        namespace=invented.NAMESPACE,
        reports=(replace(one, report=replace(one.report, grain=grain)),),
        incidents=(replace(invented.incident(41), grain=grain),),
    )
    objects = objects_of(told)
    assert one_draft(*objects).grain is grain
    assert one_draft(*(one for one in objects if one["type"] != "report")).grain is grain


@pytest.mark.parametrize(
    ("own", "named", "grain"),
    [
        ("", [], Grain.EVENT),
        ("", ["event"], Grain.EVENT),
        ("", ["event", "aggregate"], Grain.AGGREGATE),
        ("event", ["aggregate"], Grain.EVENT),
        (" Aggregate ", ["event"], Grain.AGGREGATE),
        ("summary", [], Grain.AGGREGATE),
        (None, [], Grain.EVENT),
        (7, [], Grain.AGGREGATE),
    ],
)
def test_only_what_says_so_or_is_silent_is_an_event(own, named, grain):
    others = [
        extended(said, type="incident", id=ref("incident", number))
        for number, said in enumerate(named)
    ]
    whole = report(**extended(own), object_refs=[one["id"] for one in others])
    assert one_draft(whole, *others).grain is grain
