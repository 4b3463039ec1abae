"""What stands on the server for a partner: discovery, roots, collections and statuses."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from markaz.actions.exchange import taking
from markaz.actions.simulated import is_simulated
from markaz.store.exchange import collections
from markaz.store.exchange.collections import Shown
from markaz.store.exchange.partners import SignedIn
from markaz.store.models import ApiRoot
from markaz.taxii import answers
from markaz.taxii.refusals import NotThereError

_STIX = ("application/stix+json;version=2.1", "application/stix+json;version=2.0")


def discovery(request: HttpRequest, *, by: SignedIn) -> HttpResponse:  # noqa: ARG001 (a view)
    """The roots under which something is open to the partner (TAXII 2.1 section 4.1)."""
    told: dict[str, object] = {"title": _simulated("Markaz")}
    roots = [
        reverse("taxii:root", kwargs={"root": one.name}) for one in collections.roots(by.partner)
    ]
    if roots:
        told |= {"api_roots": roots, "default": roots[0]}
    return answers.said(told)


def root(request: HttpRequest, *, by: SignedIn, root: str) -> HttpResponse:  # noqa: ARG001 (a view)
    """One root (section 4.2)."""
    one = root_of(by, root)
    told = {
        "title": _simulated(one.title),
        "versions": [answers.MEDIA_TYPE],
        "max_content_length": one.max_content_length,
    }
    if one.description:
        told["description"] = one.description
    return answers.said(told)


def listed(request: HttpRequest, *, by: SignedIn, root: str) -> HttpResponse:  # noqa: ARG001 (a view)
    """The collections open to the partner (section 5.1)."""
    shown = collections.shown(by.partner, root=root_of(by, root))
    return answers.said({"collections": [_told(one) for one in shown]} if shown else {})


def collection(
    request: HttpRequest,  # noqa: ARG001 (a view)
    *,
    by: SignedIn,
    root: str,
    key: str,
) -> HttpResponse:
    """One collection, by its id or its alias (section 5.2)."""
    return answers.said(_told(collection_of(by, root, key)))


def status(
    request: HttpRequest,  # noqa: ARG001 (a view)
    *,
    by: SignedIn,
    root: str,
    uuid: UUID,
) -> HttpResponse:
    """What became of a body that the partner sent (section 4.3)."""
    told = taking.status(uuid, root=root_of(by, root), by=by)
    if told is None:
        raise NotThereError
    return answers.said(told)


def root_of(by: SignedIn, name: str) -> ApiRoot:
    """The root of this name, as far as it is there for the partner."""
    one = collections.root(by.partner, name=name)
    if one is None:
        raise NotThereError
    return one


def collection_of(by: SignedIn, root: str, key: str) -> Shown:
    """The collection of this id or alias, as far as it is there for the partner."""
    one = collections.one(by.partner, root=root, key=key)
    if one is None:
        raise NotThereError
    return one


def _told(one: Shown) -> dict[str, object]:
    told: dict[str, object] = {
        "id": str(one.collection.uuid),
        "title": _simulated(one.collection.title),
        "alias": one.collection.alias,
        "can_read": one.may_read,
        "can_write": one.may_write,
        "media_types": list(_STIX),
    }
    if one.collection.description:
        told["description"] = one.collection.description
    return told


def _simulated(title: str) -> str:
    return f"{title} (simulated)" if is_simulated() else title
