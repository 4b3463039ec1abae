"""Operations revision by revision, and as the records that the thinking room takes."""

from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, datetime

import pyarrow as pa
from django.db.models import Max, QuerySet

from markaz.accounts.models import User
from markaz.records.errors import InvalidValueError
from markaz.records.operations.notation import read, written
from markaz.records.operations.operation import Operation, OperationKey, Waiver, Window
from markaz.records.operations.whereabouts import Whereabouts
from markaz.records.schemas import FILED
from markaz.store.bulk import one_at_a_time
from markaz.store.models import OperationRow
from markaz.store.operations import whereabouts

ACTIVE = (OperationRow.State.PLANNED, OperationRow.State.LIVE)


def alone() -> None:
    """Let nobody else enter or change operations before this transaction ends."""
    one_at_a_time("operations")


def standing(agency: str, reference: str) -> OperationRow | None:
    """The revision that stands, if the agency has such an operation."""
    return OperationRow.objects.filter(
        agency=agency, reference=reference, known_to__isnull=True
    ).first()


def of_numbers(numbers: Iterable[int]) -> dict[int, OperationRow]:
    """The standing revisions of these operations."""
    rows = OperationRow.objects.filter(number__in=set(numbers), known_to__isnull=True)
    return {row.number: row for row in rows}


def of_keys(keys: Collection[OperationKey]) -> dict[OperationKey, OperationRow]:
    """The standing revisions of these operations."""
    rows = OperationRow.objects.filter(
        reference__in={key.reference for key in keys},
        agency__in={key.agency for key in keys},
        known_to__isnull=True,
    )
    found = {OperationKey(row.agency, row.reference): row for row in rows}
    return {key: found[key] for key in keys if key in found}


def free_reference(agency: str, *, now: datetime) -> str:
    """A reference that the agency has not used yet."""
    taken = OperationRow.objects.filter(agency=agency).values("number").distinct().count()
    while standing(agency, f"{agency}-{now:%Y}-{taken + 1:03d}"):
        taken += 1
    return f"{agency}-{now:%Y}-{taken + 1:03d}"


def enter(operation: Operation, where: Whereabouts, *, title: str, now: datetime) -> OperationRow:
    """Keep a new operation, and where it is.

    Raises:
        InvalidValueError: the agency uses the reference already.
    """
    alone()
    key = operation.key
    if standing(key.agency, key.reference):
        raise InvalidValueError(
            "{agency} has an operation {reference} already: amend it, or give another reference.",
            agency=key.agency,
            reference=key.reference,
        )
    # Every operation has a revision that stands, and of those the numbers are in an index.
    numbers = OperationRow.objects.filter(known_to__isnull=True)
    top = numbers.aggregate(top=Max("number"))["top"] or 0
    row = OperationRow(
        number=top + 1,
        agency=key.agency,
        reference=key.reference,
        title=title,
        changed_by=operation.filed_by,
        known_from=now.astimezone(UTC),
        **planned(operation),
    )
    row.save(force_insert=True)
    whereabouts.keep(row.number, where)
    return row


def revise(
    row: OperationRow, changes: Mapping[str, object], *, by: User, now: datetime
) -> OperationRow:
    """End the standing revision and keep a new one with these fields changed."""
    alone()
    at = now.astimezone(UTC)
    OperationRow.objects.filter(id=row.id).update(known_to=at)
    kept = {
        field.attname: getattr(row, field.attname)
        for field in OperationRow._meta.concrete_fields
        if field.attname not in {"id", "known_to"}
    }
    revision = OperationRow(
        **{**kept, **changes, "changed_by": by.username, "known_from": at, "known_to": None}
    )
    revision.save(force_insert=True)
    if revision.state not in ACTIVE:
        whereabouts.forget(revision.number)
    return revision


def replanned(
    row: OperationRow,
    operation: Operation,
    where: Whereabouts | None,
    *,
    title: str,
    by: User,
    now: datetime,
) -> OperationRow:
    """A revision that is planned as the record says; `where` is None where it has not moved."""
    if where:
        whereabouts.keep(row.number, where)
    return revise(row, {"title": title, **planned(operation)}, by=by, now=now)


def revisions(row: OperationRow) -> list[OperationRow]:
    """Every revision of the operation, the earliest first."""
    return list(OperationRow.objects.filter(number=row.number).order_by("id"))


def record(row: OperationRow) -> Operation:
    """The revision as the thinking room takes it."""
    return Operation(
        key=OperationKey(row.agency, row.reference),
        unit=row.unit,
        contact=row.contact,
        kind=row.kind,
        window=Window(row.starts_at.astimezone(UTC), row.ends_at.astimezone(UTC), row.zone),
        shape=read(row.shape),
        target=row.target,
        silent=row.silent,
        marking=row.marking,
        filed_by=row.filed_by,
        filed_at=row.filed_at.astimezone(UTC),
        waiver=Waiver(row.waived_by, row.waiver_reason, row.waived_at.astimezone(UTC))
        if row.waived_by and row.waived_at
        else None,
    )


def filed(rows: QuerySet[OperationRow]) -> pa.Table:
    """When these operations were filed, as a table with the schema FILED."""
    names = FILED.names
    told = list(rows.order_by("id").values_list(*names))
    columns = zip(*told, strict=True) if told else ([] for _ in names)
    return pa.table(dict(zip(names, map(list, columns), strict=True)), schema=FILED)


def planned(operation: Operation) -> dict[str, object]:
    """The record as fields of a row."""
    waiver = operation.waiver
    return {
        "unit": operation.unit,
        "contact": operation.contact,
        "kind": operation.kind,
        "starts_at": operation.window.starts_at,
        "ends_at": operation.window.ends_at,
        "zone": operation.window.zone,
        "shape": written(operation.shape),
        "target": operation.target,
        "silent": operation.silent,
        "marking": operation.marking,
        "filed_by": operation.filed_by,
        "filed_at": operation.filed_at,
        "waived_by": waiver.by if waiver else "",
        "waived_at": waiver.at if waiver else None,
        "waiver_reason": waiver.reason if waiver else "",
    }
