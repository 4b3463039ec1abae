"""Objects hold to the standard, to our schemas and to what was told."""

import json
import warnings
from dataclasses import replace
from uuid import uuid4

import jsonschema
import pytest
import stix2
from stix2validator import ValidationOptions, validate_parsed_json
from tests.exchange import invented

from markaz.exchange.markings import TLP2_IDS
from markaz.exchange.stix.bundle import bundle, objects_of
from markaz.exchange.stix.extensions import (
    EVENT,
    EXTENSIONS,
    MEANS,
    OPERATION,
    SUBJECT,
    schema_text,
)
from markaz.exchange.stix.fields import PARTS, only
from markaz.exchange.told import Told
from markaz.governance.marking import Marking
from markaz.records.kinds import ValueField, Verdict
from markaz.records.report import PersonMention
from markaz.records.subject import Category, SubjectKind

OBJECTS = objects_of(invented.everything())


def of_type(kind, objects=OBJECTS):
    return [stix for stix in objects if stix["type"] == kind]


def told(**parts):
    return Told(namespace=invented.NAMESPACE, **parts)


@pytest.mark.parametrize("stix", OBJECTS, ids=lambda stix: stix["id"])
def test_the_standard_library_reads_every_object(stix):
    # The library knows our new type, and references to it, only as a custom one.
    ours = "means-of-transport" in json.dumps({**stix, "schema": ""})
    read = stix2.parse(stix, allow_custom=ours)
    assert json.loads(stix2.serialization.serialize(read))["id"] == stix["id"]


def test_the_standards_own_validator_finds_no_error():
    options = ValidationOptions(version="2.1", strict=False, silent=True)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = validate_parsed_json(bundle(OBJECTS, told=invented.everything()), options)
    assert found.is_valid, [str(error) for one in found.object_results for error in one.errors]


@pytest.mark.parametrize("extension", EXTENSIONS)
def test_a_schema_is_sound_itself(extension):
    jsonschema.Draft202012Validator.check_schema(json.loads(schema_text(extension)))


@pytest.mark.parametrize("extension", [EVENT, SUBJECT, OPERATION])
def test_an_extension_holds_to_its_published_schema(extension):
    checker = jsonschema.Draft202012Validator(
        json.loads(schema_text(extension)), format_checker=jsonschema.FormatChecker()
    )
    found = [
        stix["extensions"][extension] for stix in OBJECTS if extension in stix.get("extensions", {})
    ]
    assert found
    for properties in found:
        checker.validate(properties)


def test_a_means_of_transport_holds_to_its_published_schema():
    (means,) = of_type("means-of-transport")
    jsonschema.Draft202012Validator(json.loads(schema_text(MEANS))).validate(means)


def test_the_same_records_give_the_same_objects():
    assert objects_of(invented.everything()) == OBJECTS


def test_two_centres_do_not_share_identifiers():
    other = objects_of(replace(invented.everything(), namespace=uuid4()))
    shared = {stix["id"] for stix in OBJECTS} & {stix["id"] for stix in other}
    assert {ref.split("--")[0] for ref in shared} <= {
        "marking-definition", "extension-definition", "identity",
    }  # fmt: skip
    assert len([ref for ref in shared if ref.startswith("identity")]) == 1


def test_a_later_revision_is_a_later_version_of_the_same_object():
    (before,) = of_type(
        "report", objects_of(told(reports=(invented.report(modified=invented.KNOWN),)))
    )
    (after,) = of_type("report", objects_of(told(reports=(invented.report(text="more"),))))
    assert before["id"] == after["id"] and before["created"] == after["created"]
    assert before["modified"] < after["modified"]


def test_the_incident_has_each_value_from_the_report_that_speaks_for_it():
    heavier = invented.report(52, lines=invented.report().report.lines[:1], arrested=7)
    speakers = {ValueField.DRUGS: 52, ValueField.PEOPLE: 41}
    one = invented.incident(41, 52, speakers=speakers)
    (stix,) = of_type(
        "incident", objects_of(told(incidents=(one,), reports=(invented.report(), heavier)))
    )
    said = stix["extensions"][EVENT]
    assert (len(said["lines"]), said["arrested"]) == (1, 2)
    assert "place" not in said


def test_a_report_that_is_not_told_speaks_for_nothing():
    one = invented.incident(41, 52, speakers={ValueField.DRUGS: 52, ValueField.WHEN: 41})
    objects = objects_of(told(incidents=(one,), reports=(invented.report(),)))
    (stix,) = of_type("incident", objects)
    assert "lines" not in stix["extensions"][EVENT] and stix["name"] == "seizure, 2025-12-07"


def test_an_incident_is_marked_as_its_strictest_report():
    strict = invented.report(52, marking=Marking.RED)
    one = invented.incident(41, 52)
    (stix,) = of_type(
        "incident", objects_of(told(incidents=(one,), reports=(invented.report(), strict)))
    )
    assert stix["object_marking_refs"] == [TLP2_IDS[Marking.RED]]


def test_a_part_that_is_marked_apart_is_marked_wherever_it_stands():
    one = invented.report(
        fields={"drugs": Marking.RED, "persons": Marking.RED, "text": Marking.RED}
    )
    objects = objects_of(told(incidents=(invented.incident(41),), reports=(one,)))
    (report,) = of_type("report", objects)
    (incident,) = of_type("incident", objects)
    drugs = [f"extensions.{EVENT}.lines"]
    assert report["granular_markings"] == [
        {"marking_ref": TLP2_IDS[Marking.RED], "selectors": ["description", *drugs]}
    ]
    assert incident["granular_markings"][0]["selectors"] == drugs
    (person,) = [
        one for one in of_type("identity", objects) if one["identity_class"] == "individual"
    ]
    assert person["object_marking_refs"] == [TLP2_IDS[Marking.RED]]
    for stix in (report, incident):
        assert "heroin" not in stix["name"].casefold()


@pytest.mark.parametrize("role", ["victim", "witness", "migrant"])
def test_who_is_harmed_or_may_seek_asylum_is_never_told(role):
    one = invented.report(persons=(PersonMention(1, role, "Mirelle Ostavan"),))
    assert "Ostavan" not in json.dumps(objects_of(told(reports=(one,))))


@pytest.mark.parametrize("category", [Category.VICTIM, Category.WITNESS])
def test_a_protected_subject_is_never_told(category):
    assert objects_of(told(subjects=(invented.subject(category),))) == []


def test_only_a_suspect_is_told_as_an_actor_and_never_as_a_criminal():
    suspect = objects_of(told(subjects=(invented.subject(Category.SUSPECT),)))
    contact = objects_of(told(subjects=(invented.subject(Category.CONTACT),)))
    (actor,) = of_type("threat-actor", suspect)
    assert "threat_actor_types" not in actor
    assert of_type("threat-actor", contact) == []


def test_a_thing_on_file_is_not_told_as_somebody():
    assert objects_of(told(subjects=(invented.subject(Category.CONTACT, SubjectKind.THING),))) == []


def test_an_operation_tells_neither_target_nor_whom_to_ring():
    objects = objects_of(told(operations=(invented.operation(),)))
    text = json.dumps(objects)
    assert of_type("grouping", objects)
    assert "Belmand" not in text and "0000009" not in text


def test_a_silent_operation_leaves_no_trace():
    assert objects_of(told(operations=(invented.operation(silent=True),))) == []


def test_a_withdrawn_judgement_is_revoked_and_an_unsure_one_says_nothing():
    kinds = {stix["relationship_type"]: stix for stix in of_type("relationship")}
    assert "revoked" not in kinds["duplicate-of"]
    assert kinds["distinct-from"]["revoked"] is True
    everything = invented.everything()
    unsure = replace(everything.judgements[0], verdict=Verdict.UNSURE)
    objects = objects_of(replace(everything, judgements=(unsure,)))
    assert not {"duplicate-of", "distinct-from"} & {
        stix["relationship_type"] for stix in of_type("relationship", objects)
    }


def test_every_object_of_a_simulation_says_so():
    shared = {"marking-definition", "extension-definition"}
    own = [s for s in OBJECTS if s["type"] not in shared and s.get("created_by_ref")]
    assert all(stix["labels"] == ["simulated"] for stix in own)


def test_every_reference_within_leads_to_an_object_of_the_bundle():
    known = {stix["id"] for stix in OBJECTS}
    for stix in OBJECTS:
        for name, value in stix.items():
            refs = [value] if name.endswith("_ref") else value if name.endswith("_refs") else []
            assert set(refs) <= known, (stix["id"], name)


def test_weights_are_whole_milligrams_and_what_is_unknown_is_absent():
    (report, *_) = of_type("report")
    heroin, tablets = report["extensions"][EVENT]["lines"]
    assert heroin["mass_mg"] == 12_500_000 and "pieces" not in heroin
    assert "mass_mg" not in tablets and tablets["mass_low_mg"] == 27_000
    assert "detection" not in report["extensions"][EVENT]


def test_what_an_agreement_does_not_name_is_in_no_object():
    told_whole = invented.everything()
    objects = objects_of(only(told_whole, ()))
    text = json.dumps([one for one in objects if one["type"] != "extension-definition"])
    for secret in (
        "Zorak", "QQ-0007", "12500000", "OPI-HEROIN", "Chaman", '"AF"', "lab_confirmed",
        "arrested", "B-41", "admiralty", "confidence", "grouping", "duplicate-of",
    ):  # fmt: skip
        assert secret not in text, secret
    assert "2025-12-07" in text


@pytest.mark.parametrize("part", PARTS)
def test_a_named_part_is_told_and_no_other(part):
    def paths(objects):
        return {
            (stix["type"], name)
            for stix in objects
            for name in [
                *stix,
                *(key for ext in stix.get("extensions", {}).values() for key in ext),
            ]
        }

    whole = invented.everything()
    nothing, one = paths(objects_of(only(whole, ()))), paths(objects_of(only(whole, (part,))))
    every = paths(objects_of(only(whole, PARTS)))
    assert nothing <= one <= every
    assert one != nothing or part == "detection"
    assert every == paths(OBJECTS)
