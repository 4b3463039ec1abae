"""The kept rows of a slice as reports: first line first, differences asked about."""

import pyarrow as pa
import pyarrow.compute as pc

from markaz.intake.cases import Cases
from markaz.intake.judging import Judged, field_area
from markaz.intake.rows import Rows, content_hash
from markaz.intake.sources.description import Source
from markaz.records.kinds import DatePrecision, ReportKind
from markaz.records.schemas import READ_REPORTS

_FROM_TEXT = {
    "place_text": "place", "partners_text": "partners", "operation_text": "operation",
    "route_text": "route", "remarks": "remarks",
}  # fmt: skip
_CLEANED = (
    "agency", "marking", "grading", "reported_on", "status", "role", "transport", "concealment",
    "detection", "origin", "departure", "transit", "destination", "arrested", "arrested_foreign",
    "event_count",
)  # fmt: skip


# Facts that one row states together: a district of one line never joins the province of another.
_TOGETHER = {
    "occurred_first": ("occurred_last", "occurred_precision"),
    "province": ("country", "district", "airport", "place_precision", "place_text"),
    "area_ha": ("area_text",),
}
_DERIVED = frozenset(("occurred_precision", "place_precision", "area_text"))
_ASKED_AS = {
    **{name: name for name in _CLEANED},
    **{name: ours for name, ours in _FROM_TEXT.items() if name != "place_text"},
    "reference": "reference", "kind": "kind", "grain": "grain", "occurred_first": "occurred",
    "province": "place", "stated_value_usd_cents": "value", "area_ha": "area", "crop": "crop",
}  # fmt: skip


def _text(rows: Rows, name: str) -> pa.Array:
    return rows.texts[name] if name in rows.texts else pa.repeat("", len(rows))


def _kinds(judged: Judged, area: pa.Array, source: Source) -> pa.Array:
    told = source.kind_by_dimension.get("area", ReportKind.CLEARANCE)
    return pc.if_else(area, str(told), judged.values("kind"))


def _areas(judged: Judged, rows: Rows, area: pa.Array) -> dict[str, pa.Array]:
    def both(amount: str, unit: str) -> pa.Array:
        joined = pc.binary_join_element_wise(_text(rows, amount), _text(rows, unit), " ")
        return pc.utf8_trim_whitespace(joined)

    measured = pc.struct_field(judged.values("measured"), "area_ha")
    crop, named = judged.values("crop"), judged.values("crop_of")
    return {
        "area_ha": pc.if_else(area, measured, judged.values("area_ha")),
        "area_text": pc.if_else(area, both("quantity", "unit"), both("area", "area_unit")),
        "crop": pc.if_else(pc.and_(area, pc.equal(crop, "")), named, crop),
    }


def header_facts(rows: Rows, judged: Judged, source: Source) -> dict[str, pa.Array]:
    """For each row what it says of its whole report."""
    area = field_area(judged, source)
    occurred, site = judged.values("occurred"), judged.values("site")
    precision = pc.struct_field(occurred, "precision")
    return {
        "reference": rows.texts["reference"],
        "kind": _kinds(judged, area, source),
        "grain": pa.repeat(str(source.grain), len(rows)),
        **{name: judged.values(name) for name in _CLEANED},
        "occurred_first": pc.struct_field(occurred, "first"),
        "occurred_last": pc.struct_field(occurred, "last"),
        "occurred_precision": pc.fill_null(precision, str(DatePrecision.UNKNOWN)),
        **{
            name: pc.struct_field(site, name)
            for name in ("country", "province", "district", "airport")
        },
        "place_precision": pc.struct_field(site, "precision"),
        **{name: _text(rows, ours) for name, ours in _FROM_TEXT.items()},
        "stated_value_usd_cents": judged.values("value"),
        **_areas(judged, rows, area),
    }


def filled(column: pa.Array) -> pa.Array:
    """Rows in which a fact is stated."""
    if pa.types.is_string(column.type):
        return pc.not_equal(column, "")
    return pc.is_valid(column)


def _several(found: Cases) -> pa.Array:
    """The rows of reports that have more than one."""
    counted = pc.value_counts(found.ordinals).flatten()
    many = counted[0].filter(pc.greater(counted[1], 1))
    return pc.indices_nonzero(pc.is_in(found.ordinals, value_set=many))


def _filler(column: pa.Array, found: Cases, firsts: pa.Array, several: pa.Array) -> pa.Array:
    """For each report the row that speaks for it: its first, or the first that states the fact."""
    blank = pc.invert(filled(column.take(firsts)))
    said = several.filter(filled(column.take(several)))
    ordinals = found.ordinals.take(said)
    fills = blank.take(ordinals)
    if not pc.any(fills).as_py():
        return firsts
    late: dict[int, int] = {}
    told = zip(ordinals.filter(fills).to_pylist(), said.filter(fills).to_pylist(), strict=True)
    for ordinal, at in told:
        late.setdefault(ordinal, at)
    rows = [late.get(n, first) for n, first in enumerate(firsts.to_pylist())]
    return pa.array(rows, pa.int32())


def _others(column: pa.Array, values: pa.Array, found: Cases, several: pa.Array) -> list[int]:
    """The rows that state something else than their report."""
    said, expected = column.take(several), values.take(found.ordinals.take(several))
    differs = pc.fill_null(pc.not_equal(said, expected), fill_value=False)
    return several.filter(pc.and_(differs, filled(said))).to_pylist()  # type: ignore[no-any-return]


def merged(
    facts: dict[str, pa.Array], found: Cases, firsts: pa.Array
) -> tuple[dict[str, pa.Array], list[tuple[int, str]]]:
    """The facts of each report, and where a later line says something else than the first."""
    if len(found.keys) == len(found.ordinals):
        return facts, []
    several = _several(found)
    differing: dict[tuple[int, str], None] = {}
    whole: dict[str, pa.Array] = {}
    for leader, ours in _ASKED_AS.items():
        chosen = _filler(facts[leader], found, firsts, several)
        for name in (leader, *_TOGETHER.get(leader, ())):
            whole[name] = facts[name].take(chosen)
            others = _others(facts[name], whole[name], found, several)
            differing |= {(at, ours): None for at in others if name not in _DERIVED}
    return whole, list(differing)


def _joined(parts: pa.Array, ordinals: pa.Array, counts: pa.Array) -> pa.Array:
    order = pc.sort_indices(ordinals)
    offsets = pa.concat_arrays([pa.array([0], pa.int32()), pc.cumulative_sum(counts)])
    lists = pa.ListArray.from_arrays(offsets.cast(pa.int32()), parts.take(order))
    return pc.binary_join(lists, ",")


def assembled(whole: dict[str, pa.Array], rows: Rows, found: Cases, firsts: pa.Array) -> pa.Table:
    """The reports with their rows as written, in the schema that the ledger's room reads."""
    reports = len(found.keys)
    hashes = pa.array(rows.hashes, pa.int64())
    if reports == len(rows):
        counts = pa.repeat(pa.scalar(1, pa.int32()), reports)
        written = rows.written
    else:
        counted = pc.value_counts(found.ordinals).flatten()
        counts = counted[1].take(pc.sort_indices(counted[0])).cast(pa.int32())
        written = _joined(rows.written, found.ordinals, counts)
        rowwise = _joined(hashes.cast(pa.string()), found.ordinals, counts)
        sums = [
            content_hash(text) if n > 1 else None
            for text, n in zip(rowwise.to_pylist(), counts.to_pylist(), strict=True)
        ]
        hashes = pc.coalesce(pa.array(sums, pa.int64()), hashes.take(firsts))
    columns = {
        **whole,
        "ordinal": pa.array(range(reports), pa.int32()),
        "first_row": rows.numbers.take(firsts),
        "row_count": counts,
        "content_hash": hashes,
        "as_written": pc.binary_join_element_wise("[", written, "]", ""),
    }
    arrays = [columns[one.name].cast(one.type) for one in READ_REPORTS]
    return pa.Table.from_arrays(arrays, schema=READ_REPORTS)
