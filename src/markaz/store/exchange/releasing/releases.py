"""Releases and what of them stands where: by name, by incident, by the version that went out."""

import json
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from markaz.governance.marking import Marking
from markaz.governance.visibility import Viewer
from markaz.store.exchange import receipts
from markaz.store.models import (
    AgreementRow,
    Collection,
    ObjectVersion,
    RecallNotice,
    ReleaseItem,
    ReleaseObject,
    ReleaseRow,
)
from markaz.store.models.exchange.collection import CENTRE_WRITER

# Handed to a reader whom the preview had named.
_BY_HAND = (receipts.Way.FILE, receipts.Way.MESSAGE)


@dataclass(frozen=True, slots=True)
class Read:
    """One reading by a partner: by which way and key, and whether the key was there at signing."""

    at: datetime
    way: str
    token: str
    asked: str
    foreseen: bool


@dataclass(frozen=True, slots=True)
class Given:
    """An incident as one release gave it: what of it the partner has read, and its recall."""

    release: ReleaseRow
    incident: int
    items: tuple[ReleaseItem, ...]
    reads: tuple[Read, ...]
    notice: RecallNotice | None


def named(name: str) -> ReleaseRow | None:
    """The release of this name."""
    return _all().filter(name=name.strip().upper()).first()


def locked(name: str) -> ReleaseRow | None:
    """The release of this name, held until the transaction ends."""
    rows = ReleaseRow.objects.select_for_update(of=("self",)).select_related(
        "agreement__partner", "agreement__collection"
    )
    return rows.filter(name=name.strip().upper()).first()


def latest() -> QuerySet[ReleaseRow]:
    """Every release that was not dropped, the latest first."""
    return _all().filter(dropped_at=None).order_by("-id")


def given(release: ReleaseRow) -> tuple[Given, ...]:
    """What a release gave, incident by incident."""
    return tuple(_given(release, number) for number in release.going)


def of_incident(numbers: Iterable[int], *, viewer: Viewer) -> tuple[Given, ...]:
    """What was given of an incident, as the viewer may know: all at the centre, else one's own.

    `numbers` are those of its reports; who reads nothing of a release hears nothing of it.
    """
    items = ReleaseItem.objects.filter(report__in=set(numbers), release__signed_at__isnull=False)
    if not viewer.at_centre:
        items = items.filter(agency__in=viewer.agencies)
    found = {(item.release_id, item.incident) for item in items}
    rows = {row.id: row for row in _all().filter(id__in={release for release, _ in found})}
    return tuple(
        _given(rows[release], incident, viewer=viewer)
        for release, incident in sorted(found, reverse=True)
    )


def standing(reports: Iterable[int]) -> tuple[tuple[ReleaseRow, int], ...]:
    """Each signed release that gave any of these reports, and the number of the incident there.

    What was taken back since is left out.
    """
    items = ReleaseItem.objects.filter(report__in=set(reports), release__signed_at__isnull=False)
    found = sorted(set(items.values_list("release_id", "incident")))
    rows = {row.id: row for row in _all().filter(id__in={release for release, _ in found})}
    return tuple(
        (rows[release], incident)
        for release, incident in found
        if recall_of(rows[release], incident) is None
    )


def recall_of(release: ReleaseRow, incident: int) -> RecallNotice | None:
    """The notice by which an incident was taken back after this release had given it."""
    if release.signed_at is None:
        return None
    rows = RecallNotice.objects.filter(
        agreement=release.agreement_id, incident=incident, recall__at__gte=release.signed_at
    )
    return rows.select_related("recall", "note").order_by("id").first()


def reports_given(row: AgreementRow, numbers: frozenset[int]) -> dict[int, tuple[Marking, str]]:
    """Marking and object's id of those of these reports that the agreement gave and that stand."""
    found: dict[int, tuple[Marking, str]] = {}
    for release, incident in standing(numbers):
        if release.agreement_id != row.id:
            continue
        items = release.items.filter(incident=incident)
        out = ReleaseObject.objects.filter(
            release=release, incident=incident, version__type="report"
        )
        # Its reports and their objects were kept in one order; a later release speaks for both.
        ids = out.values_list("version__stix_id", flat=True)
        found |= {
            item.report: (Marking(item.under), stix_id)
            for item, stix_id in zip(items, ids, strict=True)
            if item.report in numbers
        }
    return found


def objects_of(given: Iterable[ReleaseRow], *, incident: int) -> dict[str, ObjectVersion]:
    """By id, the versions in which releases gave what tells of this incident alone."""
    out = ReleaseObject.objects.filter(release__in=list(given), incident=incident)
    rows = out.select_related("version").order_by("id")
    return {one.version.stix_id: one.version for one in rows}


def told_elsewhere(collection: Collection, ids: Iterable[str], *, incident: int) -> frozenset[str]:
    """Those of the objects that tell, in this collection, of another incident that stands."""
    others = ReleaseObject.objects.filter(
        version__collection=collection, version__stix_id__in=list(ids)
    ).exclude(incident=incident)
    rows = others.select_related("version", "release")
    return frozenset(
        one.version.stix_id
        for one in rows
        if one.incident is None or recall_of(one.release, one.incident) is None
    )


def distinctions(collection: Collection, *, of: Container[str]) -> Iterator[ObjectVersion]:
    """What the centre said here that holds any of these objects apart from another."""
    rows = ObjectVersion.objects.filter(
        collection=collection,
        type="relationship",
        newest=True,
        removed_at=None,
        writer=CENTRE_WRITER,
        body__contains='"distinct-from"',
    )
    for row in rows.order_by("id").iterator():
        body = json.loads(row.body)
        if not body.get("revoked") and (body["source_ref"] in of or body["target_ref"] in of):
            yield row


def reads(release: ReleaseRow, versions: Iterable[int]) -> tuple[Read, ...]:
    """Each reading of any of these versions, once, the earliest first."""
    foreseen = set(release.told.get("keys", ()))
    found = {receipt.id: receipt for one in versions for receipt in receipts.of_version(one)}
    rows = sorted(found.values(), key=lambda receipt: (receipt.at, receipt.id))
    return tuple(
        Read(row.at, row.way, row.token, row.asked, row.token in foreseen or row.way in _BY_HAND)
        for row in rows
    )


def recalled_before(row: AgreementRow, incident: int) -> list[str]:
    """The recalls by which this incident was taken back under this agreement, by name."""
    rows = RecallNotice.objects.filter(agreement=row, incident=incident)
    return list(rows.order_by("id").values_list("recall__name", flat=True))


def versions(collection: Collection, ids: Iterable[str]) -> Iterator[ObjectVersion]:
    """Every standing version that the centre put of these objects."""
    rows = ObjectVersion.objects.filter(
        collection=collection, stix_id__in=list(ids), removed_at=None, writer=CENTRE_WRITER
    )
    return rows.order_by("id").iterator()


def _given(release: ReleaseRow, incident: int, *, viewer: Viewer | None = None) -> Given:
    items = release.items.filter(incident=incident)
    if viewer is not None and not viewer.at_centre:
        items = items.filter(agency__in=viewer.agencies)
    out = ReleaseObject.objects.filter(release=release, incident=incident)
    ids = tuple(out.values_list("version_id", flat=True))
    return Given(release, incident, tuple(items), reads(release, ids), recall_of(release, incident))


def _all() -> QuerySet[ReleaseRow]:
    return ReleaseRow.objects.select_related("agreement__partner", "agreement__collection")
