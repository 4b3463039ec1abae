"""Reports from Arrow into the tables: new, revised or unchanged, decided by their content."""

from dataclasses import dataclass, field
from datetime import datetime

import pyarrow as pa
import pyarrow.compute as pc
from django.db import connection
from django.db.models import Max, Value
from django.db.models.functions import Greatest

from markaz.records.batch import Tally
from markaz.records.schemas import LINE_FACTS, MEANS_FACTS, PERSON_FACTS, REPORT_FACTS
from markaz.store.bulk import insert
from markaz.store.models import Batch, LineRow, MeansRow, PersonRow, ReportRow

_MOMENT = pa.timestamp("us", tz="UTC")


@dataclass(frozen=True, slots=True)
class ReadTables:
    """The four tables that intake gives for one chunk (schemas READ_*)."""

    reports: pa.Table
    lines: pa.Table
    persons: pa.Table
    means: pa.Table


# A reference, and what stands under it: the fields of `_Standing` in their order.
_Found = tuple[str, int, int, int, int, str, datetime, datetime]


@dataclass(frozen=True, slots=True)
class _Standing:
    """The revision of a report that stands before this file."""

    id: int
    number: int
    revision: int
    content_hash: int
    grain: str
    received_at: datetime
    known_from: datetime


@dataclass(slots=True)
class Fates:
    """Decides for each report of a file whether it is new, revised or unchanged."""

    _agencies_known_before: dict[str, bool] = field(default_factory=dict)

    def tally(self, reports: pa.Table) -> Tally:
        """How many rows each fate would have; nothing is written."""
        return _tally(reports, self.decide(reports)[0])

    def decide(self, reports: pa.Table) -> tuple[list[str], dict[int, "_Standing"]]:
        """The fate of each report in order, and for the known ones what stands."""
        standing = self._standing(reports)
        # The same words are another report where they sum many events and did not before.
        said = zip(reports["content_hash"].to_pylist(), reports["grain"].to_pylist(), strict=True)
        fates = [_fate(standing.get(ordinal), said=one) for ordinal, one in enumerate(said)]
        return fates, standing

    def _standing(self, reports: pa.Table) -> dict[int, _Standing]:
        """For each ordinal whose report is known already, the revision that stands."""
        agencies = reports["agency"].to_pylist()
        references = reports["reference"].to_pylist()
        wanted: dict[str, dict[str, int]] = {}
        for ordinal, (agency, reference) in enumerate(zip(agencies, references, strict=True)):
            if self._known_before(agency):
                wanted.setdefault(agency, {})[reference] = ordinal
        standing: dict[int, _Standing] = {}
        for agency, ordinals in wanted.items():
            for row in _look_up(agency, list(ordinals)):
                standing[ordinals[row[0]]] = _Standing(*row[1:])
        return standing

    def _known_before(self, agency: str) -> bool:
        # A reference stands once in a file, so an agency that is new with this batch stays new.
        if agency not in self._agencies_known_before:
            self._agencies_known_before[agency] = ReportRow.objects.filter(agency=agency).exists()
        return self._agencies_known_before[agency]


@dataclass(slots=True)
class Keeper:
    """Keeps the chunks of one batch, in the caller's transaction."""

    batch: Batch
    _fates: Fates = field(default_factory=Fates)
    _next_id: int = field(default=0)

    def keep(self, tables: ReadTables) -> Tally:
        """Write what is new or revised and say how many rows each fate had."""
        fates, standing = self._fates.decide(tables.reports)
        self._supersede([standing[i] for i, fate in enumerate(fates) if fate == "revised"])
        self._write(tables, fates=fates, standing=standing)
        return _tally(tables.reports, fates)

    def _write(
        self, tables: ReadTables, *, fates: list[str], standing: dict[int, _Standing]
    ) -> None:
        written = [ordinal for ordinal, fate in enumerate(fates) if fate != "unchanged"]
        if not written:
            return
        first_id = self._allocate(len(written))
        ids = list(range(first_id, first_id + len(written)))
        found = [standing.get(ordinal) for ordinal in written]
        numbers = [s.number if s else own for s, own in zip(found, ids, strict=True)]
        revisions = [s.revision + 1 if s else 1 for s in found]
        received = self.batch.received_at
        # A file from the archive may be older than what stands: it became known no earlier.
        known_from = [max(received, s.known_from) if s else received for s in found]
        indices = pa.array(written, pa.int64())
        insert(
            ReportRow,
            _report_columns(
                tables.reports.take(indices),
                self.batch,
                {
                    "id": pa.array(ids, pa.int64()),
                    "number": pa.array(numbers, pa.int64()),
                    "revision": pa.array(revisions, pa.int32()),
                    "received_at": pa.array(
                        [s.received_at if s else received for s in found], _MOMENT
                    ),
                    "known_from": pa.array(known_from, _MOMENT),
                },
            ),
        )
        insert(LineRow, _part_columns(tables.lines, LINE_FACTS, written, ids))
        insert(PersonRow, _part_columns(tables.persons, PERSON_FACTS, written, ids))
        insert(MeansRow, _part_columns(tables.means, MEANS_FACTS, written, ids))

    def _allocate(self, count: int) -> int:
        if not self._next_id:
            self._next_id = (ReportRow.objects.aggregate(top=Max("id"))["top"] or 0) + 1
        first, self._next_id = self._next_id, self._next_id + count
        return first

    def _supersede(self, revised: list[_Standing]) -> None:
        for start in range(0, len(revised), 500):
            ids = [s.id for s in revised[start : start + 500]]
            ReportRow.objects.filter(id__in=ids).update(
                known_to=Greatest("known_from", Value(self.batch.received_at))
            )


def _fate(standing: _Standing | None, *, said: tuple[int, str]) -> str:
    if standing is None:
        return "new"
    return "unchanged" if (standing.content_hash, standing.grain) == said else "revised"


def _tally(reports: pa.Table, fates: list[str]) -> Tally:
    counts = {"new": 0, "revised": 0, "unchanged": 0}
    row_counts = reports["row_count"].to_pylist()
    for fate, rows in zip(fates, row_counts, strict=True):
        counts[fate] += rows
    return Tally(rows=sum(row_counts), **counts)


def _look_up(agency: str, references: list[str]) -> list[_Found]:
    step = 900 if connection.vendor == "sqlite" else 20_000
    found: list[_Found] = []
    for start in range(0, len(references), step):
        found.extend(
            ReportRow.objects.filter(
                agency=agency, reference__in=references[start : start + step], known_to=None
            ).values_list(
                "reference",
                "id",
                "number",
                "revision",
                "content_hash",
                "grain",
                "received_at",
                "known_from",
            )
        )
    return found


def _report_columns(reports: pa.Table, batch: Batch, decided: dict[str, pa.Array]) -> pa.Table:
    size = reports.num_rows
    columns = {
        **decided,
        "batch_id": pa.repeat(pa.scalar(batch.id, pa.int64()), size),
        "source": pa.repeat(batch.source, size),
        "known_to": pa.nulls(size, _MOMENT),
    }
    for name in ("first_row", "row_count", "content_hash", "as_written"):
        columns[name] = reports[name]
    for name, _ in REPORT_FACTS:
        columns[name] = reports[name]
    return pa.table(columns)


def _part_columns(
    parts: pa.Table,
    facts: tuple[tuple[str, pa.DataType], ...],
    written: list[int],
    ids: list[int],
) -> pa.Table:
    place = pc.index_in(parts["ordinal"], value_set=pa.array(written, pa.int32()))
    chosen = parts.filter(pc.is_valid(place))
    report_ids = pa.array(ids, pa.int64()).take(pc.drop_null(place))
    return pa.table({"report_id": report_ids, **{name: chosen[name] for name, _ in facts}})
