"""Fields that an agency says it cleared: read from its file, filed as parts of its reports."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import shapely
from django.db import transaction
from django.utils import timezone

from markaz.accounts.models import User
from markaz.actions.crops.claims.overlapping import find_overlaps
from markaz.actions.crops.claims.reading import Claim, Claims, Handed, claims_in
from markaz.actions.crops.imagery.waiting import ask_to_measure
from markaz.actions.intake import extra_sources, take_in
from markaz.data.agencies import AGENCIES
from markaz.governance.audit import Event
from markaz.governance.permissions import Permission, Role, require
from markaz.intake import reading, sources
from markaz.records.batch import Tally
from markaz.records.errors import InvalidValueError, NotPermittedError
from markaz.store import audit, batches, bulk, files
from markaz.store.crops import fields
from markaz.store.models import FieldFile, FieldRow

SOURCE = "markaz-fields"


@dataclass(frozen=True, slots=True)
class Filed:
    """What became of a file of outlines: new, changed and unchanged fields, and what they meet."""

    file: FieldFile
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    set_aside: int = 0
    overlaps: int = 0
    repeated: bool = False


def look_at(path: Path, handed: Handed, *, file_name: str, by: User) -> Claims:
    """What a file of outlines says; nothing is kept."""
    _demand(handed, by=by)
    return claims_in(path.read_bytes(), handed, name=file_name, today=timezone.localdate())


def file_fields(path: Path, handed: Handed, *, file_name: str, by: User, now: datetime) -> Filed:
    """Take a file of outlines in: its fields, and a report for each reference that is new.

    Raises:
        UnreadableFileError, InvalidValueError, NotPermittedError: nothing was kept.
    """
    claims = look_at(path, handed, file_name=file_name, by=by)
    if not claims.kept:
        # Its own sentence can be said in another language; one within another could not.
        raise claims.first or InvalidValueError("The file holds no field: outline one.")
    kept = files.keep(path)
    with transaction.atomic():
        bulk.one_at_a_time("intake")
        known = fields.file_of(handed.agency, sha256=kept.sha256)
        if known:
            audit.log(Event.FILE_REPEATED, subject=str(known), by=by, now=now)
            return Filed(known, unchanged=len(claims.kept), repeated=True)
        batch = batches.start(
            kept, file_name=file_name, source=_source(handed), by=by, received_at=now, now=now
        )
        batches.keep_remarks(batch, set_aside=claims.aside, questions=claims.questions)
        there = fields.numbers_of(handed.agency, {one.reference for one in claims.kept})
        fresh = [one for one in claims.kept if one.reference not in there]
        attached = len(claims.kept) - len(fresh)
        aside = len(claims.aside)
        before = Tally(
            rows=attached + aside,
            unchanged=attached,
            set_aside=aside,
            questions=len(claims.questions),
        )
        with _as_reports(fresh, handed) as chunks:
            take_in(batch, chunks, by=by, now=now, aside=before)
        file = fields.keep_file(batch, agency=handed.agency, by=by, now=now)
        filed = _keep(file, claims.kept, by=by, now=now, aside=aside)
        audit.log(
            Event.FIELDS_FILED,
            subject=str(file),
            by=by,
            now=now,
            details={
                "file": file.name,
                "sha256": file.sha256,
                "new": filed.new,
                "changed": filed.changed,
                "overlaps": filed.overlaps,
            },
        )
    return filed


def _demand(handed: Handed, *, by: User) -> None:
    require(by.permissions, Permission.RECEIVE_FILE)
    if handed.agency not in AGENCIES:
        raise InvalidValueError(
            "No agency has the code {agency!r}: see the register of agencies.",
            agency=handed.agency,
        )
    if not (by.viewer.at_centre or by.role == Role.OPERATOR or handed.agency in by.viewer.agencies):
        raise NotPermittedError(
            "The fields are those of {agency}: hand in only your own agency's.",
            agency=handed.agency,
        )


def _source(handed: Handed) -> str:
    # A file is kept once for each source: two agencies may send the same bytes.
    return f"{SOURCE}:{handed.agency}"


@contextmanager
def _as_reports(claims: Sequence[Claim], handed: Handed) -> Iterator[Iterator[reading.Chunk]]:
    """The reports that these fields make, as intake reads them from a file."""
    if not claims:
        yield iter(())
        return
    layout = sources.load(SOURCE, extra=extra_sources())
    with TemporaryDirectory() as folder:
        path = Path(folder) / "fields.jsonl"
        rows = [_row(parts, handed) for parts in _by_reference(claims).values()]
        lines = [json.dumps(row, ensure_ascii=False) for row in rows]
        path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        yield reading.read(path, source=layout, today=timezone.localdate())


def _by_reference(claims: Sequence[Claim]) -> Mapping[str, list[Claim]]:
    found: dict[str, list[Claim]] = {}
    for one in claims:
        found.setdefault(one.reference, []).append(one)
    return found


def _row(parts: Sequence[Claim], handed: Handed) -> dict[str, str]:
    first, days = parts[0], sorted(one.cleared_on for one in parts)
    alone = len(parts) == 1 and first.area_text
    whole = sum((one.claimed_ha for one in parts), Decimal(0))
    return {
        "agency": handed.agency,
        "reference": first.reference,
        "occurred": days[0].isoformat(),
        "occurred_to": days[-1].isoformat() if days[-1] > days[0] else "",
        "province": first.province,
        "district": first.district,
        "crop": first.crop,
        "area": first.amount_text if alone else f"{whole:f}",
        "area_unit": first.unit_text if alone else "ha",
        "operation": first.operation,
        "marking": handed.marking,
        "remarks": handed.remarks,
    }


def _keep(
    file: FieldFile, claims: Sequence[Claim], *, by: User, now: datetime, aside: int
) -> Filed:
    numbers = fields.numbers_of(file.agency, {one.reference for one in claims})
    there = fields.standing(numbers.values())
    outlined = [one for one in claims if one.outline is not None]
    fresh, gone, same = [], [], 0
    for one in outlined:
        row = _field(one, file, number=numbers[one.reference], now=now)
        before = there.get((row.number, row.label))
        if before and _says_the_same(before, row):
            same += 1
            continue
        gone += [before] if before else []
        fresh.append(row)
    fields.end(gone, now=now)
    kept = fields.add(fresh)
    overlaps = fields.keep_overlaps(find_overlaps(kept, now=now))
    ask_to_measure(kept, now=now)
    return Filed(
        file,
        new=len(kept) - len(gone),
        changed=len(gone),
        unchanged=same,
        set_aside=aside,
        # Of what a hidden claim covers the person is not told.
        overlaps=fields.seen_among(overlaps, viewer=by.viewer),
    )


def _says_the_same(before: FieldRow, row: FieldRow) -> bool:
    names = ("outline", "claimed_ha", "cleared_on", "crop", "method", "team")
    return all(getattr(before, name) == getattr(row, name) for name in names)


def _field(claim: Claim, file: FieldFile, *, number: int, now: datetime) -> FieldRow:
    west, south, east, north = shapely.bounds(claim.outline)
    return FieldRow(
        file=file,
        number=number,
        label=claim.label,
        season=claim.season,
        cleared_on=claim.cleared_on,
        agency=file.agency,
        crop=claim.crop,
        method=claim.method,
        team=claim.team,
        province=claim.province,
        district=claim.district,
        outline=shapely.to_geojson(claim.outline),
        west=west,
        south=south,
        east=east,
        north=north,
        area_text=claim.area_text,
        area_ha=claim.area_ha,
        claimed_ha=claim.claimed_ha,
        as_written=dict(claim.as_written),
        known_from=now.astimezone(UTC),
    )
