"""Agreements and consents as the rule takes them, and the collection that an agreement has."""

from collections.abc import Collection as Some
from datetime import date, datetime

from django.db.models import QuerySet

from markaz.governance.release import Agreement, Consent
from markaz.store.exchange import collections
from markaz.store.models import (
    AgreementRow,
    Collection,
    CollectionAccess,
    ConsentRow,
    Partner,
    PartnerToken,
)

# Partners are told one address; every agreement's collection stands under it.
ROOT = "partners"
_LONGEST_PURPOSE = 300


def own_collection(
    partner: Partner, *, title: str, alias: str, purpose: str, now: datetime
) -> Collection:
    """A new collection that this partner alone may read, and may answer in."""
    collection = collections.made(alias, root=ROOT, title=title, now=now)
    CollectionAccess.objects.create(
        collection=collection,
        partner=partner,
        may_read=True,
        may_write=True,
        purpose=purpose[:_LONGEST_PURPOSE],
    )
    return collection


def close_to_reading(row: AgreementRow) -> None:
    """Let nobody read an ended agreement's collection any more; what is asked there is answered."""
    CollectionAccess.objects.filter(collection=row.collection).update(may_read=False)


def named(name: str) -> AgreementRow | None:
    """The agreement of this name."""
    rows = AgreementRow.objects.select_related("partner", "collection")
    return rows.filter(name=name.strip().upper()).first()


def with_country(country: str, *, kind: str, day: date) -> AgreementRow | None:
    """The latest agreement in force that day with a partner there, under which this kind goes."""
    rows = AgreementRow.objects.select_related("partner").filter(
        partner__country=country,
        partner__active=True,
        ended_at=None,
        begins_on__lte=day,
        expires_on__gte=day,
    )
    return next((row for row in rows.order_by("-id") if kind in row.kinds), None)


def record(row: AgreementRow) -> Agreement:
    """The agreement as the rule takes it; a partner that is no longer one has none in force."""
    return Agreement(
        partner=row.partner.name,
        purpose=row.purpose,
        legal_basis=row.legal_basis,
        kinds=frozenset(row.kinds),
        parts=frozenset(row.parts),
        ceiling=row.ceiling,
        releasable_to=frozenset(row.recipients.values_list("name", flat=True)),
        begins_on=row.begins_on,
        expires_on=row.expires_on,
        ended=row.ended_at is not None or not row.partner.active,
    )


def consents(partner: Partner, reports: Some[int]) -> dict[int, list[ConsentRow]]:
    """The consents that stand for these reports and this partner, by report."""
    found: dict[int, list[ConsentRow]] = {}
    rows = ConsentRow.objects.filter(partner=partner, report__in=reports, withdrawn_at=None)
    for row in rows.order_by("id"):
        found.setdefault(row.report, []).append(row)
    return found


def consent(row: ConsentRow, *, partner: Partner) -> Consent:
    """The consent as the rule takes it."""
    return Consent(row.agency, row.report, partner.name, row.marking, row.lowered_to, row.until)


def keys(partner: Partner, *, now: datetime) -> list[str]:
    """The names of the keys by which the partner's programs may sign in now."""
    rows = PartnerToken.objects.filter(partner=partner, revoked_at=None, expires_at__gt=now)
    return sorted(rows.values_list("name", flat=True))


def open_to_reading(collection: Collection, *, day: date) -> bool:
    """Whether the agreement that the collection belongs to, if any, still lets it be read."""
    row = AgreementRow.objects.select_related("partner").filter(collection=collection).first()
    return row is None or in_force(row, day=day)


def is_bound(alias: str, *, root: str) -> bool:
    """Whether the collection of this alias belongs to an agreement."""
    rows = AgreementRow.objects.filter(collection__alias=alias, collection__root__name=root)
    return rows.exists()


def in_force(row: AgreementRow, *, day: date) -> bool:
    """Whether anything could be released under it on this day."""
    standing = row.ended_at is None and row.partner.active
    return standing and row.begins_on <= day <= row.expires_on


def state(row: AgreementRow, *, day: date) -> str:
    """Whether it is in force on this day, or why not: ended, expired or to come."""
    if row.ended_at is not None or not row.partner.active:
        return "ended"
    if day > row.expires_on:
        return "expired"
    return "in force" if day >= row.begins_on else "to come"


def every() -> QuerySet[AgreementRow]:
    """Every agreement, the latest first."""
    return AgreementRow.objects.select_related("partner").order_by("-id")


def partners() -> list[Partner]:
    """The partners with whom the centre exchanges."""
    return list(Partner.objects.filter(active=True).order_by("name"))


def consents_of(reports: Some[int]) -> list[ConsentRow]:
    """The consents that stand for these reports, whatever the partner."""
    rows = ConsentRow.objects.filter(report__in=reports, withdrawn_at=None)
    return list(rows.select_related("partner"))
