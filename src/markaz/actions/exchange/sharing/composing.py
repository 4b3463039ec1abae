"""What a release would give: for each incident the reports that may go, and their objects."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils import timezone

from markaz.accounts.models import User
from markaz.actions.exchange.sharing.besides import records_of
from markaz.actions.exchange.sharing.distinguishing import told_apart
from markaz.actions.exchange.sharing.telling import nameable, restricts, terms
from markaz.data.agencies import AGENCIES
from markaz.exchange import listing, recalls
from markaz.exchange.redaction import Terms, redact
from markaz.exchange.stix.agencies import agency_ref
from markaz.exchange.stix.bundle import objects_of
from markaz.exchange.told import Told
from markaz.governance.marking import Marking
from markaz.governance.release import (
    Agreement,
    Item,
    Part,
    Refusal,
    effective_marking,
    permits,
    used_consent,
)
from markaz.records.errors import InvalidValueError
from markaz.store.exchange.releasing import agreements, installation, releases
from markaz.store.models import AgreementRow, ConsentRow
from markaz.store.pages.incident import Filed, reports, told_together

Stix = dict[str, Any]
# Definitions and identities of agencies tell of no incident: a recall leaves them.
_COMMON_TYPES = ("marking-definition", "extension-definition")


@dataclass(frozen=True, slots=True)
class Going:
    """One report that goes, under which marking, and by whose consent where that is lower."""

    incident: int
    filed: Filed
    under: Marking
    consent: ConsentRow | None


@dataclass(frozen=True, slots=True)
class Left:
    """One report that stays, and why."""

    incident: int
    agency: str
    reference: str
    refusals: tuple[Refusal, ...]


@dataclass(frozen=True, slots=True)
class Composed:
    """Everything that would go: `common` tells of no incident, `by_incident` of one each.

    `told` are the records behind the objects, incident by incident, for other forms of them;
    `terms` is what leads to whoever any report of theirs names.
    """

    going: tuple[Going, ...]
    left: tuple[Left, ...]
    common: tuple[Stix, ...]
    by_incident: dict[int, tuple[Stix, ...]]
    told: tuple[Told, ...] = ()
    terms: Terms = field(default_factory=Terms)

    @property
    def objects(self) -> list[Stix]:
        """Every object, definitions and agencies first."""
        return [*self.common, *(one for objects in self.by_incident.values() for one in objects)]

    @property
    def sha256(self) -> str:
        """The digest of them all."""
        return listing.digest(self.objects)


def compose(
    row: AgreementRow, numbers: Iterable[int], *, nominal: bool, by: User, now: datetime
) -> Composed:
    """What of these incidents may go under the agreement today, and as which objects.

    Raises:
        InvalidValueError: an incident is not there.
    """
    going: list[Going] = []
    left: list[Left] = []
    agreed = agreements.record(row)
    objects: dict[int, list[Stix]] = {}
    records: list[Told] = []
    named = Terms()
    together: dict[int, frozenset[int]] = {}
    for filed in _incidents(numbers, by=by):
        kept, stays = _judged(row, agreed, filed, now=now)
        going += kept
        left += stays
        if kept:
            told = [(one.filed, one.under) for one in kept]
            records.append(records_of(agreed, told, filed, day=timezone.localdate(now)))
            named += terms(person for one in filed for person in one.persons)
            together[kept[0].incident] = frozenset(one.report.number for one in filed)
            objects[kept[0].incident] = _objects(row, kept, filed, records[-1], nominal=nominal)
    whole = dict(zip(objects, records, strict=True))
    for number, stix in told_apart(row, agreed, whole, objects=objects, together=together).items():
        objects[number] += stix
    common, own = _apart(objects)
    return Composed(tuple(going), tuple(left), common, own, tuple(records), named)


def _incidents(numbers: Iterable[int], *, by: User) -> list[tuple[Filed, ...]]:
    """The reports of each incident, each incident once however often it is named."""
    found: dict[frozenset[int], tuple[Filed, ...]] = {}
    for number in numbers:
        together = frozenset(told_together(number))
        filed = reports(together, viewer=by.viewer)
        if not filed:
            raise InvalidValueError(
                "There is no incident {number}: look its number up.", number=number
            )
        found.setdefault(together, filed)
    return list(found.values())


def _judged(
    row: AgreementRow, agreed: Agreement, filed: Sequence[Filed], *, now: datetime
) -> tuple[list[Going], list[Left]]:
    """Which reports of one incident go, told under the smallest number of those, and which stay."""
    day = timezone.localdate(now)
    consents = agreements.consents(row.partner, [one.report.number for one in filed])
    kept, stays = [], []
    for one in filed:
        given = consents.get(one.report.number, [])
        item = Item(
            report=one.report.number,
            agency=one.report.agency,
            kind=one.report.kind,
            marking=one.report.marking,
            consents=tuple(agreements.consent(each, partner=row.partner) for each in given),
            restricted=restricts(one.report),
        )
        refusals = permits(agreed, item, day=day)
        if refusals:
            stays.append((one, refusals))
        else:
            kept.append((one, item, given))
    number = min((one.report.number for one, _, _ in kept), default=filed[0].report.number)
    going = [
        Going(number, one, *_under(item, given, agreed, row=row, now=now))
        for one, item, given in kept
    ]
    return going, [
        Left(number, one.report.agency, one.report.reference, refusals) for one, refusals in stays
    ]


def _under(
    item: Item,
    given: Sequence[ConsentRow],
    agreed: Agreement,
    *,
    row: AgreementRow,
    now: datetime,
) -> tuple[Marking, ConsentRow | None]:
    day = timezone.localdate(now)
    under = effective_marking(item, partner=agreed.partner, day=day)
    if under is None:
        raise InvalidValueError("A marking is not understood: nothing goes.")
    used = used_consent(item, partner=agreed.partner, day=day)
    consent = next(
        (one for one in given if agreements.consent(one, partner=row.partner) == used), None
    )
    return under, consent


def _objects(
    row: AgreementRow,
    going: Sequence[Going],
    every: Sequence[Filed],
    told: Told,
    *,
    nominal: bool,
) -> list[Stix]:
    """The objects of one incident."""
    objects = objects_of(told)
    # Whom the agreement does not let be named, free texts name neither.
    if not (nominal and Part.PERSONS in row.parts):
        objects = redact(objects, terms(person for one in every for person in one.persons))
    before = releases.recalled_before(row, going[0].incident)
    if before:
        own = [one["id"] for one in objects if not _is_common(one)]
        return recalls.renamed(objects, own=own, after=before[-1])
    return objects


def _apart(
    objects: dict[int, list[Stix]],
) -> tuple[tuple[Stix, ...], dict[int, tuple[Stix, ...]]]:
    """What tells of no incident, once, and of each incident what tells of it."""
    common: dict[str, Stix] = {}
    own: dict[int, tuple[Stix, ...]] = {}
    for number, every in objects.items():
        common |= {one["id"]: one for one in every if _is_common(one)}
        own[number] = tuple(one for one in every if one["id"] not in common)
    return tuple(common.values()), own


def _is_common(one: Stix) -> bool:
    return one["type"] in _COMMON_TYPES or one["id"] in _agency_ids()


def _agency_ids() -> frozenset[str]:
    namespace = installation.namespace()
    return frozenset(agency_ref(code, namespace=namespace) for code in AGENCIES)


def withheld(going: Sequence[Going]) -> int:
    """How many persons the going reports name whom no release names."""
    return sum(len(one.filed.persons) - len(nameable(one.filed)) for one in going)
