"""Subjects on file as STIX identities, and those held as suspects as threat actors as well."""

from collections.abc import Collection
from typing import Any

from markaz.exchange.markings import marked
from markaz.exchange.stix.agencies import agency_ref
from markaz.exchange.stix.common import NOT_STATED, StixObject, extended, relationship, sdo, stated
from markaz.exchange.stix.extensions import SUBJECT
from markaz.exchange.stix.reports import report_ref
from markaz.exchange.told import Told, ToldSubject
from markaz.governance.protection import is_protected
from markaz.records.subject import Category, SubjectKind

_CLASSES = {SubjectKind.PERSON: "individual", SubjectKind.ORGANISATION: "organization"}


def subject_objects(one: ToldSubject, *, told: Told, reports: Collection[int]) -> list[StixObject]:
    """The subject, and what ties it to the reports that are told; nothing of who is protected.

    Nothing either of a thing on file: STIX has no identity for one, and the reports' own means
    of transport are told with them.
    """
    category, kind = one.subject.category, one.subject.kind
    if is_protected(category.value) or kind not in _CLASSES:
        return []
    identity = _identity(one, told)
    found = [identity, *_tied(one, identity, told, reports)]
    if category is Category.SUSPECT:
        found += _suspect(one, identity, told)
    return [marked(stix, one.marking) for stix in found]


def _identity(one: ToldSubject, told: Told) -> StixObject:
    first, *others = one.names or (NOT_STATED,)
    stix = {
        **sdo("identity", f"subject {one.name}", **_common(one, told)),
        "name": first,
        "identity_class": _CLASSES[one.subject.kind],
        "roles": [one.subject.category.value],
    }
    identifiers = [{"kind": kind, "value": value} for kind, value in one.identifiers]
    known = stated(
        category=one.subject.category.value,
        aliases=others,
        identifiers=identifiers,
        review_by=one.subject.review_by.isoformat(),
    )
    return extended(stix, SUBJECT, known)


def _tied(
    one: ToldSubject, identity: StixObject, told: Told, reports: Collection[int]
) -> list[StixObject]:
    return [
        relationship(
            "related-to",
            identity["id"],
            report_ref(number, namespace=told.namespace),
            **_common(one, told),
        )
        for number in one.reports
        if number in reports
    ]


def _suspect(one: ToldSubject, identity: StixObject, told: Told) -> list[StixObject]:
    actor = {
        **sdo("threat-actor", f"subject {one.name}", **_common(one, told)),
        # No type is given: the standard's list begins where a conviction would.
        "name": identity["name"],
        "description": "Held as a suspect on a stated basis, which is no finding of guilt.",
        **stated(aliases=list(one.names[1:])),
    }
    tie = relationship("attributed-to", actor["id"], identity["id"], **_common(one, told))
    return [actor, tie]


def _common(one: ToldSubject, told: Told) -> dict[str, Any]:
    return {
        "namespace": told.namespace,
        "times": (one.created, one.modified),
        "by": agency_ref(one.agency, namespace=told.namespace),
    }
