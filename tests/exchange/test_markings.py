"""TLP 2.0 exactly as published; a partner's marking is never read as a weaker one."""

from itertools import product

import pytest
import stix2

from markaz.exchange import markings
from markaz.exchange.markings import marked, marking_of, strictest
from markaz.governance.marking import Marking

# As OASIS publishes them; typed here a second time so that a slip in the code shows.
PUBLISHED = {
    "CLEAR": "94868c89-83c2-464b-929b-a1a8aa3c8487",
    "GREEN": "bab4a63c-aed9-4cf5-a766-dfca5abac2bb",
    "AMBER": "55d920b0-5e8b-4f79-9ee9-91f868d9b421",
    "AMBER+STRICT": "939a9414-2ddd-4d32-a0cd-375ea402b003",
    "RED": "e828b379-4e03-4974-9ac4-e53a884c97c1",
}
TLP1 = {
    "white": ("613f2e26-407d-48c7-9eca-b8e91df99dc9", Marking.CLEAR),
    "green": ("34098fce-860f-48ae-8e50-ebd3cc5e41da", Marking.GREEN),
    "amber": ("f88d31f6-486f-44da-b317-01333bde0b82", Marking.AMBER_STRICT),
    "red": ("5e57c739-391a-4eb3-b6be-7d15ca92d5ed", Marking.RED),
}
THING = {"type": "report", "id": "report--0d0b0e5c-7f0e-4d3c-8a63-0f5a2b6d1a10"}


def statement(ref="marking-definition--11111111-1111-4111-8111-111111111111"):
    return {"type": "marking-definition", "id": ref, "definition_type": "statement",
            "definition": {"statement": "(c) Invented Office"}}  # fmt: skip


def with_refs(*refs):
    return {**THING, "object_marking_refs": list(refs)}


@pytest.mark.parametrize("level", Marking)
def test_a_definition_is_the_published_one(level):
    assert markings.definition(level) == {
        "type": "marking-definition",
        "spec_version": "2.1",
        "id": f"marking-definition--{PUBLISHED[level.value]}",
        "created": "2022-10-01T00:00:00.000Z",
        "name": f"TLP:{level.value}",
        "extensions": {
            "extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d": {
                "extension_type": "property-extension",
                "tlp_2_0": level.value.lower(),
            }
        },
    }
    stix2.parse(markings.definition(level))


@pytest.mark.parametrize("level", Marking)
def test_what_we_mark_we_read_again(level):
    assert marking_of(marked(THING, level), definitions={}) is level
    assert markings.level(markings.definition(level)) is level


@pytest.mark.parametrize("word", TLP1)
def test_an_old_marking_is_read_by_its_id_and_never_weaker(word):
    uuid, meant = TLP1[word]
    ref = f"marking-definition--{uuid}"
    assert marking_of(with_refs(ref), definitions={}) is meant
    theirs = {
        "type": "marking-definition",
        "id": ref,
        "definition_type": "tlp",
        "definition": {"tlp": word},
    }
    assert markings.level(theirs) is meant


def test_the_old_ids_are_those_of_the_standard_library():
    for known in (stix2.TLP_WHITE, stix2.TLP_GREEN, stix2.TLP_AMBER, stix2.TLP_RED):
        assert markings.TLP1_IDS[known.id] is TLP1[known.definition.tlp][1]


def test_where_id_and_word_disagree_the_stricter_holds():
    green = markings.definition(Marking.GREEN)
    red = markings.definition(Marking.RED)
    assert markings.level({**green, "extensions": red["extensions"]}) is Marking.RED
    assert markings.level({**red, "extensions": green["extensions"]}) is Marking.RED


def test_a_marking_that_nobody_understands_is_closed():
    unknown = "marking-definition--22222222-2222-4222-8222-222222222222"
    assert marking_of(with_refs(unknown), definitions={}) is Marking.RED
    strange = {"type": "marking-definition", "id": unknown, "definition_type": "pap"}
    assert marking_of(with_refs(unknown), definitions={unknown: strange}) is Marking.RED
    new = {**markings.definition(Marking.CLEAR), "id": unknown}
    new["extensions"] = {markings.TLP2_EXTENSION: {"tlp_2_0": "violet"}}
    assert markings.level(new) is Marking.RED


@pytest.mark.parametrize("said", ["red", None, ["tlp"], {"tlp": 4}, {}])
def test_a_definition_of_an_odd_form_is_closed_and_breaks_nothing(said):
    ref = "marking-definition--22222222-2222-4222-8222-222222222222"
    odd = {"type": "marking-definition", "id": ref, "definition_type": "tlp", "definition": said}
    assert markings.level(odd) is Marking.RED


def test_a_statement_neither_opens_nor_closes():
    ref = statement()["id"]
    known = {ref: statement()}
    assert marking_of(with_refs(ref), definitions=known) is Marking.AMBER
    clear = markings.TLP2_IDS[Marking.CLEAR]
    assert marking_of(with_refs(ref, clear), definitions=known) is Marking.CLEAR


def test_one_field_that_is_closed_closes_the_object():
    stix = marked(THING, Marking.GREEN, fields={"name": Marking.RED})
    assert marking_of(stix, definitions={}) is Marking.RED
    assert markings.field_markings(stix, definitions={}) == {"name": Marking.RED}


@pytest.mark.parametrize(("whole", "field"), list(product(Marking, Marking)))
def test_a_field_is_never_marked_more_openly_than_its_object(whole, field):
    stix = marked(THING, whole, fields={"name": field})
    said = markings.field_markings(stix, definitions={})
    assert said == ({"name": field} if strictest(whole, field) is not whole else {})


def test_the_strictest_of_none_is_closed():
    assert strictest() is Marking.RED
    for left, right in product(Marking, Marking):
        order = list(Marking)
        assert order.index(strictest(left, right)) == max(order.index(left), order.index(right))


def test_only_markings_in_use_are_defined():
    objects = [marked(THING, Marking.GREEN, fields={"name": Marking.RED})]
    names = [one["name"] for one in markings.definitions_for(objects)]
    assert names == ["TLP:GREEN", "TLP:RED"]
