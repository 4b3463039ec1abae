"""Reading a collection page by page in the order in which it was filled."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Q, QuerySet

from markaz.store.models import Collection, ObjectVersion, Partner
from markaz.store.models.exchange.collection import CENTRE_WRITER

# A page ends before it would be larger, however few objects it holds; one object always fits.
LARGEST_PAGE_BYTES = 8_000_000


@dataclass(frozen=True, slots=True)
class Match:
    """What is asked for; an empty tuple asks for all, `versions` and `specs` excepted.

    `versions` holds moments in microseconds since 1970 and the words first, last and all; empty
    means the last.  Without `specs` only the latest specification of an object is meant.
    """

    ids: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    versions: tuple[int | str, ...] = ()
    specs: tuple[str, ...] = ()


class Line(NamedTuple):
    """One version without its body; `version` and `added` in microseconds since 1970."""

    id: int
    stix_id: str
    spec_version: str
    version: int
    added: int
    size: int


@dataclass(frozen=True, slots=True)
class Page:
    """Some versions in the order of their dates added, and whether there are more."""

    lines: tuple[Line, ...]
    more: bool


def page(
    collection: Collection,
    *,
    reader: Partner,
    match: Match,
    after: int,
    limit: int,
    only: Sequence[int] | None = None,
) -> Page:
    """At most `limit` versions whose date added is later than `after`, in microseconds.

    `only` narrows them to these versions, by their ids.
    """
    rows = matching(_visible(collection, reader=reader), match=match).filter(added__gt=after)
    if only is not None:
        rows = rows.filter(id__in=only)
    found = rows.order_by("added").values_list(*Line._fields)[: limit + 1]
    lines = tuple(Line(*row) for row in found)
    kept = _that_fit(lines[:limit])
    return Page(kept, more=len(kept) < len(lines))


def bodies(lines: Sequence[Line]) -> tuple[str, ...]:
    """The bodies of these versions, in their order."""
    rows = ObjectVersion.objects.filter(id__in=[one.id for one in lines])
    found = dict(rows.values_list("id", "body"))
    return tuple(found[one.id] for one in lines)


def holds(collection: Collection, *, reader: Partner, stix_id: str) -> bool:
    """Whether any version of this object stands here for the reader."""
    rows = _visible(collection, reader=reader)
    return rows.filter(stix_id=stix_id).exists()


def matching(rows: QuerySet[ObjectVersion], *, match: Match) -> QuerySet[ObjectVersion]:
    """Those of the rows that are asked for."""
    if match.ids:
        rows = rows.filter(stix_id__in=match.ids)
    if match.types:
        rows = rows.filter(type__in=match.types)
    if match.specs:
        rows = rows.filter(spec_version__in=match.specs)
    else:
        rows = rows.filter(latest_spec=True)
    return rows if "all" in match.versions else rows.filter(_versions(match))


def _that_fit(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    total = 0
    for count, one in enumerate(lines):
        total += one.size
        if count and total > LARGEST_PAGE_BYTES:
            return lines[:count]
    return lines


def _visible(collection: Collection, *, reader: Partner) -> QuerySet[ObjectVersion]:
    # What another partner sent is for the centre: it goes on only as a release of the centre's.
    return ObjectVersion.objects.filter(
        collection=collection, removed_at=None, writer__in=[CENTRE_WRITER, reader.id]
    )


def _versions(match: Match) -> Q:
    wanted = match.versions or ("last",)
    said = Q(version__in=[one for one in wanted if isinstance(one, int)])
    if "last" in wanted:
        said = said | Q(newest=True) if len(wanted) > 1 else Q(newest=True)
    if "first" in wanted:
        said |= Q(oldest=True)
    return said
