"""MISP events are such as MISP's own library takes, and come back marked and graded."""

import json
from dataclasses import replace
from datetime import date

import pytest
from pymisp import MISPEvent, MISPObject
from tests.exchange import invented

from markaz.exchange.misp.reading import draft_of, events_in, is_misp
from markaz.exchange.misp.templates import TEMPLATES
from markaz.exchange.misp.writing import events_of
from markaz.governance.marking import Marking
from markaz.records.errors import InvalidValueError
from markaz.records.grading import Grading, Scheme
from markaz.records.kinds import Grain

UUID = "0d0b0e5c-7f0e-4d3c-8a63-0f5a2b6d1a10"


def event(**properties):
    return {"Event": {"uuid": UUID, "info": "Route north", "date": "2026-01-02", **properties}}


def tagged(*names):
    return {"Tag": [{"name": name} for name in names]}


def written():
    (made,) = events_of(invented.everything())
    return made


def test_misps_own_library_reads_the_event_and_keeps_all_of_it():
    read = MISPEvent()
    read.load(written())
    kept = json.loads(read.to_json())
    told = written()["Event"]
    assert (kept["uuid"], kept["info"], kept["date"]) == (told["uuid"], told["info"], "2025-12-07")
    assert [one["name"] for one in kept["Object"]] == [one["name"] for one in told["Object"]]
    for theirs, ours in zip(kept["Object"], told["Object"], strict=True):
        assert {a["object_relation"]: a["value"] for a in theirs["Attribute"]} == {
            a["object_relation"]: a["value"] for a in ours["Attribute"]
        }


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_is_the_one_that_misp_ships(name):
    shipped = MISPObject(name, strict=True)._definition
    ours = TEMPLATES[name]
    assert (shipped["uuid"], str(shipped["version"])) == (ours.uuid, ours.version)
    assert shipped["meta-category"] == "misc"
    for relation, kind in ours.types.items():
        assert shipped["attributes"][relation]["misp-attribute"] == kind


def test_every_object_has_what_its_template_demands():
    for one in written()["Event"]["Object"]:
        strict = MISPObject(one["name"], strict=True)
        for attribute in one["Attribute"]:
            strict.add_attribute(attribute["object_relation"], value=attribute["value"])
        demanded = strict._definition.get("requiredOneOf", [])
        assert {a["object_relation"] for a in one["Attribute"]} & set(demanded)


def test_nobody_but_the_receiver_sees_the_event_until_they_decide():
    told = written()["Event"]
    assert told["distribution"] == "0" and told["published"] is False
    assert {one["distribution"] for one in told["Object"]} == {"5"}
    assert not any(a["to_ids"] for one in told["Object"] for a in one["Attribute"])


def test_a_victim_is_in_no_event_and_what_is_weighed_is_told_once():
    text = json.dumps(events_of(invented.everything()), ensure_ascii=False)
    assert "Ostavan" not in text
    assert text.count('"12.5 kg"') == 1 and '"simulated"' in text


def test_a_part_marked_apart_is_tagged_apart():
    one = invented.report(fields={"persons": Marking.RED})
    told = replace(invented.everything(), reports=(one,), incidents=(invented.incident(41),))
    (made,) = events_of(told)
    tags = {
        (thing["name"], tag["name"])
        for thing in made["Event"]["Object"]
        for attribute in thing["Attribute"]
        for tag in attribute["Tag"]
        if tag["name"].startswith("tlp")
    }
    assert ("person", "tlp:red") in tags and ("vehicle", "tlp:amber") in tags
    assert made["Event"]["Tag"][0] == {"name": "tlp:amber"}
    assert draft_of(made).marking is Marking.RED


def test_our_own_event_comes_back_as_it_was_graded_and_marked():
    draft = draft_of(written())
    assert draft.marking is Marking.AMBER
    assert draft.grading == Grading(Scheme.ADMIRALTY, "B", "2")
    assert draft.occurred_first == date(2025, 12, 7)
    assert draft.producer == "National Coordination Centre"
    assert "weight: 12.5 kg" in draft.text


@pytest.mark.parametrize(
    ("said", "marking"),
    [
        (tagged("tlp:green"), Marking.GREEN),
        (tagged("TLP:Amber+Strict"), Marking.AMBER_STRICT),
        (tagged("tlp:clear", "tlp:red"), Marking.RED),
        (tagged("tlp:violet"), Marking.RED),
        (tagged("tlp:white"), Marking.CLEAR),
        ({"distribution": "0"}, Marking.AMBER_STRICT),
        ({"distribution": "4"}, Marking.RED),
        ({"distribution": "3"}, Marking.AMBER),
        ({"Attribute": [{"type": "text", "value": "x", **tagged("tlp:red")}]}, Marking.RED),
        ({"timestamp": "1700000000", **tagged("tlp:amber")}, Marking.AMBER),
        ({"date": "2019-01-01", **tagged("tlp:amber")}, Marking.AMBER_STRICT),
        ({"timestamp": "1500000000", **tagged("tlp:amber")}, Marking.AMBER_STRICT),
    ],
)
def test_a_partners_marking_is_never_read_as_a_weaker_one(said, marking):
    assert draft_of(event(**said)).marking is marking


@pytest.mark.parametrize("wrong", [{}, {"Event": []}, {"Event": {"uuid": 7}}])
def test_what_is_no_event_is_refused_in_one_sentence(wrong):
    with pytest.raises(InvalidValueError, match="no MISP event"):
        draft_of(wrong)


@pytest.mark.parametrize(
    ("body", "held"),
    [
        (b'{"Event": {}}', 1),
        (b' {"response": [{"Event": {}}, {"Event": {}}]}', 2),
        (b'[{"Event": {}}]', 1),
        (b'{"type": "bundle"}', 0),
    ],
)
def test_files_of_events_are_told_from_bundles(body, held):
    assert is_misp(body) is bool(held)
    assert not held or len(events_in(body)) == held


@pytest.mark.parametrize("body", [b'{"Event": ', b"[" * 100_000])
def test_what_is_no_json_is_refused_in_one_sentence(body):
    with pytest.raises(InvalidValueError, match="no sound JSON"):
        events_in(body)


def test_odd_parts_of_an_event_do_not_break_the_reader():
    odd = {"Tag": [7, {"name": None}], "Attribute": "none", "Object": [{"Attribute": [[]]}],
           "date": 5, "timestamp": "99999999999999999999", "Orgc": "x", "info": None}  # fmt: skip
    draft = draft_of(event(**odd))
    assert (draft.text, draft.occurred_first, draft.reported_on) == ("", None, None)


@pytest.mark.parametrize("grain", Grain)
def test_a_sum_of_many_events_is_tagged_and_comes_back_as_one(grain):
    everything = invented.everything()
    incidents = tuple(replace(one, grain=grain) for one in everything.incidents)
    for made in events_of(replace(everything, incidents=incidents)):
        assert draft_of(made).grain is grain
