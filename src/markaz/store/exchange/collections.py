"""API roots and collections, and what of them a partner knows to be there."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from markaz.store.models import ApiRoot, Collection, CollectionAccess, Partner


@dataclass(frozen=True, slots=True)
class Shown:
    """A collection as one partner sees it."""

    collection: Collection
    may_read: bool
    may_write: bool
    purpose: str


def roots(partner: Partner) -> tuple[ApiRoot, ...]:
    """The roots under which the partner has a collection."""
    rows = ApiRoot.objects.filter(collections__access__in=_access(partner))
    return tuple(rows.distinct().order_by("id"))


def root(partner: Partner, *, name: str) -> ApiRoot | None:
    """The root of this name, if the partner has a collection there."""
    rows = ApiRoot.objects.filter(collections__access__in=_access(partner), name=name)
    return rows.distinct().first()


def shown(partner: Partner, *, root: ApiRoot) -> tuple[Shown, ...]:
    """The collections that the partner may read or write, in the order of their making."""
    rows = _access(partner).filter(collection__root=root).order_by("collection_id")
    return tuple(map(_shown, rows))


def one(partner: Partner, *, root: str, key: str) -> Shown | None:
    """The collection of this UUID or alias, if it is there for the partner."""
    try:
        named = Q(collection__uuid=UUID(key))
    except ValueError:
        named = Q(collection__alias=key)
    row = _access(partner).filter(named, collection__root__name=root).first()
    return _shown(row) if row else None


def made(alias: str, *, root: str, title: str, now: datetime) -> Collection:
    """The collection of this alias under this root, made with it where it is not there yet."""
    under, _ = ApiRoot.objects.get_or_create(name=root, defaults={"title": root})
    stated = {"title": title or alias, "made_at": now}
    return Collection.objects.get_or_create(root=under, alias=alias, defaults=stated)[0]


def _access(partner: Partner) -> QuerySet[CollectionAccess]:
    some = Q(may_read=True) | Q(may_write=True)
    rows = CollectionAccess.objects.filter(some, partner=partner)
    return rows.select_related("collection", "collection__root")


def _shown(row: CollectionAccess) -> Shown:
    return Shown(row.collection, row.may_read, row.may_write, row.purpose)
