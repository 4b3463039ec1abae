"""The parts of the reports: drug lines, persons mentioned and means of transport."""

import pyarrow as pa
import pyarrow.compute as pc

from markaz.data.substances import SUBSTANCES
from markaz.data.tablets import tablet_weight
from markaz.intake.columns import SEPARATOR
from markaz.intake.judging import Judged
from markaz.intake.rows import Rows
from markaz.records.schemas import READ_LINES, READ_MEANS, READ_PERSONS

_TABLETS = ("tablet", "thousand-tablets")
_WEIGHED = {code: weight for code in SUBSTANCES if (weight := tablet_weight(code))}
_SEPARATOR = ";"


def nth_within(ordinals: pa.Array) -> pa.Array:
    """For rows of several reports which one of its report's rows each is, from 1."""
    flat = ordinals.combine_chunks() if isinstance(ordinals, pa.ChunkedArray) else ordinals
    order = pc.sort_indices(flat)
    ordered = flat.take(order)
    start = pc.index_in(ordered, value_set=ordered)
    nth = pc.add(pc.subtract(pa.array(range(len(flat)), pa.int32()), start), 1)
    return nth.take(pc.sort_indices(order)).cast(pa.int16())


def _text(rows: Rows, name: str) -> pa.Array:
    return rows.texts[name] if name in rows.texts else pa.repeat("", len(rows))


def _bounds(substance: pa.Array, pieces: pa.Array, tablets: pa.Array) -> tuple[pa.Array, pa.Array]:
    """What counted tablets may weigh at least and at most: a range with a source, never a fact."""
    encoded = substance.dictionary_encode()
    weights = [_WEIGHED.get(code) for code in encoded.dictionary.to_pylist()]
    counted = pc.if_else(tablets, pieces, None)
    low = pa.array([one and one.low_mg for one in weights], pa.int64()).take(encoded.indices)
    high = pa.array([one and one.high_mg for one in weights], pa.int64()).take(encoded.indices)
    return pc.multiply(low, counted), pc.multiply(high, counted)


def lines(rows: Rows, judged: Judged, ordinals: pa.Array, line: pa.Array) -> pa.Table:
    """The drug lines of the kept rows."""
    measured, substance = judged.values("measured"), judged.values("substance")
    pieces = pc.struct_field(measured, "pieces")
    tablets = pc.is_in(pc.struct_field(measured, "unit"), value_set=pa.array(_TABLETS))
    low, high = _bounds(substance, pieces, tablets)
    asked = {one.at: one.sentence for one in judged.columns["measured"].doubts}
    question = (
        pa.array([asked.get(n, "") for n in range(len(rows))], pa.string()) if asked else None
    )
    columns = {
        "ordinal": ordinals,
        "substance": substance,
        "substance_text": _text(rows, "substance"),
        "form": judged.values("form"),
        "quantity_text": _text(rows, "quantity"),
        "unit_text": _text(rows, "unit"),
        "dimension": pc.struct_field(measured, "dimension"),
        "mass_mg": pc.struct_field(measured, "mass_mg"),
        "volume_ul": pc.struct_field(measured, "volume_ul"),
        "pieces": pieces,
        "mass_low_mg": low,
        "mass_high_mg": high,
        "question": pa.repeat("", len(rows)) if question is None else question,
    }
    kept = pa.table(columns).filter(line)
    return _schemed(kept.append_column("line", nth_within(kept["ordinal"])), READ_LINES)


def _schemed(table: pa.Table, schema: pa.Schema) -> pa.Table:
    arrays = [table[one.name].combine_chunks().cast(one.type) for one in schema]
    return pa.Table.from_arrays(arrays, schema=schema)


def _distinct(table: pa.Table) -> pa.Table:
    """Each mention once: the same person stands on every line of a case."""
    texts = [pc.fill_null(column.cast(pa.string()), "") for column in table.columns]
    keys = pc.binary_join_element_wise(*texts, SEPARATOR).combine_chunks().dictionary_encode()
    if len(keys.dictionary) == len(table):
        return table
    return table.take(
        pc.index_in(pa.array(range(len(keys.dictionary)), pa.int32()), value_set=keys.indices)
    )


_LISTED = ("name_text", "father_name_text", "document_text", "phone_text")


def _split(row: dict[str, object]) -> list[dict[str, object]]:
    """One row naming several persons as one mention each; what stands once cannot be shared out."""
    names = [name.strip() for name in str(row["name_text"]).split(_SEPARATOR) if name.strip()]
    mentions = [
        dict(row, name_text=name, age=row["age"] if len(names) == 1 else None) for name in names
    ]
    for column in _LISTED[1:]:
        parts = [part.strip() for part in str(row[column]).split(_SEPARATOR)]
        alike = len(parts) == len(names)
        for mention, part in zip(mentions, parts if alike else [""] * len(names), strict=True):
            mention[column] = part
    return mentions


def _several(table: pa.Table) -> pa.Table:
    several = pc.match_substring(table["name_text"], _SEPARATOR)
    if not pc.any(several).as_py():
        return table
    found: list[dict[str, object]] = []
    for row in table.to_pylist():
        found += _split(row) if _SEPARATOR in row["name_text"] else [row]
    return pa.Table.from_pylist(found, schema=table.schema)


_TELLING = (
    *("name_text", "father_name_text", "nationality", "document_text", "phone_text"),
    *("document_kind", "document_fault", "protection"),
)


def _protection(judged: Judged) -> pa.Array:
    """Why each person is protected: as stated, or because of the part they are said to have."""
    role, stated = judged.values("person_role"), judged.values("protection")
    for part, reason in (("victim", "victim"), ("asylum_seeker", "asks-protection")):
        implied = pc.and_(pc.equal(role, part), pc.equal(stated, ""))
        stated = pc.if_else(implied, reason, stated)
    return stated


def persons(rows: Rows, judged: Judged, ordinals: pa.Array) -> pa.Table:
    """The persons whom the kept rows mention, each once for a report."""
    nationality = judged.values("nationality")
    table = pa.table(
        {
            "ordinal": ordinals,
            "role": judged.values("person_role"),
            "name_text": _text(rows, "person_name"),
            "father_name_text": _text(rows, "father_name"),
            "nationality": pc.struct_field(nationality, "country"),
            "nationality_basis": pc.struct_field(nationality, "basis"),
            "sex": judged.values("sex"),
            "age": judged.values("age"),
            "document_text": _text(rows, "document"),
            "phone_text": _text(rows, "phone"),
            "document_kind": judged.values("document_kind"),
            "document_issuer": judged.values("document_issuer"),
            "document_fault": judged.values("document_fault"),
            "protection": _protection(judged),
        }
    )
    told = pa.repeat(pa.scalar(value=False), len(rows))
    for name in _TELLING:
        told = pc.or_(told, pc.not_equal(table[name], ""))
    mentions = _distinct(_several(table.filter(told)))
    return _schemed(
        mentions.append_column("mention", nth_within(mentions["ordinal"])), READ_PERSONS
    )


def means(rows: Rows, judged: Judged, ordinals: pa.Array) -> pa.Table:
    """The vehicles, vessels, flights and parcels of the kept rows, each once for a report."""
    table = pa.table(
        {
            "ordinal": ordinals,
            "kind": judged.values("means_kind"),
            "identifier_text": _text(rows, "means_identifier"),
            "description_text": _text(rows, "means_description"),
        }
    )
    told = pc.or_(
        pc.not_equal(table["kind"], ""),
        pc.or_(
            pc.not_equal(table["identifier_text"], ""), pc.not_equal(table["description_text"], "")
        ),
    )
    named = _distinct(table.filter(told))
    return _schemed(named.append_column("mention", nth_within(named["ordinal"])), READ_MEANS)
