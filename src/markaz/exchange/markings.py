"""Markings of STIX objects: TLP 2.0 is written, and whatever partners write is read."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from markaz.governance.marking import DEFAULT_MARKING, Marking

StixObject = dict[str, Any]

TLP2_EXTENSION = "extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d"
# The objects are OASIS's own: their ids and their day are part of what was published.
TLP2_IDS: Mapping[Marking, str] = MappingProxyType(
    {
        Marking.CLEAR: "marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487",
        Marking.GREEN: "marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb",
        Marking.AMBER: "marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421",
        Marking.AMBER_STRICT: "marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003",
        Marking.RED: "marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1",
    }
)
_TLP2_CREATED = "2022-10-01T00:00:00.000Z"
# TLP 1 AMBER: under the editions before FIRST's of 2017 it stayed within the organisation, and
# the object does not say which edition its producer reads, so it is read as the stricter one.
_TLP1 = MappingProxyType(
    {
        "white": Marking.CLEAR,
        "green": Marking.GREEN,
        "amber": Marking.AMBER_STRICT,
        "red": Marking.RED,
    }
)
TLP1_IDS: Mapping[str, Marking] = MappingProxyType(
    {
        "marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9": _TLP1["white"],
        "marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da": _TLP1["green"],
        "marking-definition--f88d31f6-486f-44da-b317-01333bde0b82": _TLP1["amber"],
        "marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed": _TLP1["red"],
    }
)
_KNOWN: Mapping[str, Marking] = MappingProxyType(
    {**TLP1_IDS, **{ref: marking for marking, ref in TLP2_IDS.items()}}
)
_TLP2 = MappingProxyType({marking.value.casefold(): marking for marking in Marking})
_ORDER = tuple(Marking)


def strictest(*markings: Marking) -> Marking:
    """The marking that lets the fewest see; RED where none is given."""
    return max(markings, key=_ORDER.index, default=Marking.RED)


def definition(marking: Marking) -> StixObject:
    """The marking-definition object of a TLP 2.0 level, as OASIS publishes it."""
    return {
        "type": "marking-definition",
        "spec_version": "2.1",
        "id": TLP2_IDS[marking],
        "created": _TLP2_CREATED,
        "name": f"TLP:{marking.value}",
        "extensions": {
            TLP2_EXTENSION: {
                "extension_type": "property-extension",
                "tlp_2_0": marking.value.casefold(),
            }
        },
    }


def marked(
    stix: StixObject, marking: Marking, *, fields: Mapping[str, Marking] | None = None
) -> StixObject:
    """The object with its marking, and with stricter ones of single fields.

    `fields` is by selector (`name`, `extensions.KEY.lines.[0].mass_mg`).  A field is never marked
    more openly than its object: such a marking is left out, since the object's own holds.
    """
    told = {**stix, "object_marking_refs": [TLP2_IDS[marking]]}
    stricter = {
        selector: level
        for selector, level in (fields or {}).items()
        if strictest(level, marking) is not marking
    }
    granular = [
        {"marking_ref": TLP2_IDS[level], "selectors": sorted(selectors)}
        for level in _ORDER
        if (selectors := [one for one, its in stricter.items() if its is level])
    ]
    return {**told, "granular_markings": granular} if granular else told


def definitions_for(objects: Iterable[StixObject]) -> list[StixObject]:
    """The TLP 2.0 definitions that the objects refer to, from open to closed."""
    used = {ref for stix in objects for ref in _refs(stix)}
    return [definition(marking) for marking, ref in TLP2_IDS.items() if ref in used]


def level(marking_definition: StixObject) -> Marking | None:
    """The TLP level that a marking-definition object stands for; None for a mere statement.

    Where its id and its words disagree the stricter one holds; what cannot be understood is RED.
    """
    if marking_definition.get("definition_type") == "statement":
        return None
    by_id = _KNOWN.get(str(marking_definition.get("id")))
    by_word = _by_word(marking_definition)
    said = [found for found in (by_id, by_word) if found]
    return strictest(*said)


def marking_of(stix: StixObject, *, definitions: Mapping[str, StixObject]) -> Marking:
    """The strictest marking on a partner's object or on any of its fields.

    `definitions` are the marking-definition objects that came with it, by id.  A reference that
    nothing explains is RED; an object without any marking is at the house's default.
    """
    levels = [_level_of_ref(ref, definitions) for ref in _refs(stix)]
    said = [found for found in levels if found]
    return strictest(*said) if said else DEFAULT_MARKING


def field_markings(
    stix: StixObject, *, definitions: Mapping[str, StixObject]
) -> dict[str, Marking]:
    """The marking of each single field that has one of its own, by selector."""
    found: dict[str, Marking] = {}
    for granular in stix.get("granular_markings") or []:
        ref = granular.get("marking_ref")
        its = _level_of_ref(ref, definitions) if ref else None
        for selector in granular.get("selectors") or [] if its else []:
            found[selector] = strictest(*filter(None, (found.get(selector), its)))
    return found


def _refs(stix: StixObject) -> list[str]:
    granular = [one.get("marking_ref") for one in stix.get("granular_markings") or []]
    return [*(stix.get("object_marking_refs") or []), *filter(None, granular)]


def _level_of_ref(ref: str, definitions: Mapping[str, StixObject]) -> Marking | None:
    if ref in definitions:
        return level(definitions[ref])
    return _KNOWN.get(ref, Marking.RED)


def _by_word(marking_definition: StixObject) -> Marking | None:
    extension = (marking_definition.get("extensions") or {}).get(TLP2_EXTENSION) or {}
    if "tlp_2_0" in extension:
        return _TLP2.get(str(extension["tlp_2_0"]).casefold(), Marking.RED)
    if marking_definition.get("definition_type") == "tlp":
        said = marking_definition.get("definition")
        word = said.get("tlp") if isinstance(said, dict) else said
        return _TLP1.get(str(word).casefold(), Marking.RED)
    return None
