"""STIX objects without anything that tells who somebody is."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID, uuid5

from markaz.exchange.redaction.plain import is_known_property, is_plain
from markaz.exchange.redaction.terms import Terms, names_somebody, terms_in
from markaz.exchange.redaction.text import Redactor, redactor
from markaz.exchange.stix.common import WITHHELD, StixObject
from markaz.exchange.stix.extensions import SUBJECT

_KEPT_OF_SOMEBODY = ("role", "category", "review_by")
# Written by a machine for a machine: nobody can say what is in it.
_OPAQUE = frozenset({"payload_bin", "pattern", "contact_information"})
_SHARED = ("marking-definition", "extension-definition", "language-content")


def redact(objects: Iterable[StixObject], terms: Terms) -> list[StixObject]:
    """The non-nominal version of the objects, one for one and in the same order.

    Whatever the objects themselves say of persons is added to the terms.  An object that is
    changed gets an id of its own (`non_nominal_ref`), and so does one that refers to it: two
    contents never travel as one version of one object.
    """
    given = list(objects)
    tools = redactor(terms + terms_in(given))
    changed = [stix if stix["type"] in _SHARED else _without(stix, tools) for stix in given]
    moved = _moved(given, changed)
    return [_referring(stix, moved) for stix in changed]


def non_nominal_ref(ref: str) -> str:
    """The id that the non-nominal version of an object has where it differs from the nominal."""
    kind, _, uuid = ref.partition("--")
    return f"{kind}--{uuid5(UUID(uuid), 'non-nominal')}"


def _moved(given: list[StixObject], changed: list[StixObject]) -> dict[str, str]:
    """Old id to new id of every object that changed, and of all that refer to such a one."""
    moved = {before["id"] for before, after in zip(given, changed, strict=True) if before != after}
    by_target: dict[str, set[str]] = {}
    for stix in given:
        for ref in _refs(stix):
            by_target.setdefault(ref, set()).add(stix["id"])
    fresh = set(moved)
    while fresh:
        fresh = {ref for target in fresh for ref in by_target.get(target, ())} - moved
        moved |= fresh
    return {ref: non_nominal_ref(ref) for ref in moved}


def _refs(stix: StixObject) -> set[str]:
    found = set()
    for name, value in stix.items():
        if name.endswith("_ref"):
            found.add(value)
        elif name.endswith("_refs"):
            found.update(value)
    return found


def _referring(value: Any, moved: Mapping[str, str]) -> Any:
    """The same with every moved id in its new form, wherever it stands."""
    if isinstance(value, dict):
        return {name: _referring(inner, moved) for name, inner in value.items()}
    if isinstance(value, list):
        return [_referring(inner, moved) for inner in value]
    return moved.get(value, value) if isinstance(value, str) else value


def _without(stix: StixObject, tools: Redactor) -> StixObject:
    if names_somebody(stix):
        stix = _nobody(stix)
    elif stix["type"] == "means-of-transport":
        stix = {name: value for name, value in stix.items() if name != "identifier"}
        stix["name"] = stix.get("kind", "means of transport")
    told: StixObject = _cleaned(stix, tools)
    return _marked_as_far_as_it_stands(told)


def _nobody(stix: StixObject) -> StixObject:
    """The object of somebody with no more than in which role they are named."""
    dropped = ("aliases", "display_name", "account_login", "user_id", "credential", "extensions")
    kept = {name: value for name, value in stix.items() if name not in dropped}
    if "name" in kept:
        kept["name"] = WITHHELD
    said = stix.get("extensions", {}).get(SUBJECT)
    if said:
        role = {name: said[name] for name in _KEPT_OF_SOMEBODY if name in said}
        kept["extensions"] = {SUBJECT: {"extension_type": "property-extension", **role}}
    return kept


def _cleaned(value: Any, tools: Redactor, *, name: str = "") -> Any:
    if isinstance(value, dict):
        return {
            key: _cleaned(inner, tools, name=key)
            for key, inner in value.items()
            if key not in _OPAQUE and (is_known_property(key) or tools.of(key) == key)
        }
    if isinstance(value, list):
        return [_cleaned(inner, tools, name=name) for inner in value]
    if isinstance(value, str):
        return value if is_plain(name, value) else tools.of(value)
    if isinstance(value, int) and not isinstance(value, bool) and tools.numbers.known(value):
        return 0
    return value


def _marked_as_far_as_it_stands(stix: StixObject) -> StixObject:
    """The object without markings of fields that are gone: a selector must lead somewhere."""
    if "granular_markings" not in stix:
        return stix
    kept = []
    for granular in stix["granular_markings"]:
        selectors = [one for one in granular["selectors"] if _stands(stix, one)]
        if selectors:
            kept.append({**granular, "selectors": selectors})
    rest = {name: value for name, value in stix.items() if name != "granular_markings"}
    return {**rest, "granular_markings": kept} if kept else rest


def _stands(value: Any, selector: str) -> bool:
    for step in selector.split("."):
        if isinstance(value, list) and step.strip("[]").isdigit():
            place = int(step.strip("[]"))
            if place >= len(value):
                return False
            value = value[place]
        elif isinstance(value, dict) and step in value:
            value = value[step]
        else:
            return False
    return True
