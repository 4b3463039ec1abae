"""Agencies as STIX identities."""

from uuid import UUID

from markaz.data.agencies import AGENCIES
from markaz.exchange.markings import marked
from markaz.exchange.stix.common import StixObject, identifier
from markaz.exchange.stix.extensions import PUBLISHED
from markaz.governance.marking import Marking


def agency_ref(code: str, *, namespace: UUID) -> str:
    """The id of an agency's identity."""
    return identifier("identity", f"agency {code}", namespace=namespace)


def agency(code: str, *, namespace: UUID) -> StixObject:
    """One agency; that it exists is no secret."""
    stix = {
        "type": "identity",
        "spec_version": "2.1",
        "id": agency_ref(code, namespace=namespace),
        "created": PUBLISHED,
        "modified": PUBLISHED,
        "name": AGENCIES[code].label_en,
        "identity_class": "organization",
        "sectors": ["government"],
    }
    return marked(stix, Marking.CLEAR)
