"""The Arrow schemas that the rooms hand to each other: whole columns, one meaning each.

`READ_*` is what intake gives for one chunk of a file; `LEDGER_*` is what the derived ledger
holds for every revision of every report.  Empty text means "not stated"; a missing number is
null, never 0.
"""

import pyarrow as pa

_TEXT = pa.string()
_DAY = pa.date32()
_MOMENT = pa.timestamp("us", tz="UTC")
# From when something stood, and until when.
_STANDS = (("known_from", _MOMENT), ("known_to", _MOMENT))
# 0.40468564224 ha to the acre has eleven decimals: sums of acres stay exact.
AREA_HA = pa.decimal128(18, 11)

# What a report says, in the order of the database columns that keep it.
REPORT_FACTS: tuple[tuple[str, pa.DataType], ...] = (
    ("agency", _TEXT),
    ("reference", _TEXT),
    ("kind", _TEXT),
    ("grain", _TEXT),
    ("event_count", pa.int32()),
    ("marking", _TEXT),
    ("grading", _TEXT),
    ("occurred_first", _DAY),
    ("occurred_last", _DAY),
    ("occurred_precision", _TEXT),
    ("reported_on", _DAY),
    ("country", _TEXT),
    ("province", _TEXT),
    ("district", _TEXT),
    ("airport", _TEXT),
    ("place_precision", _TEXT),
    ("place_text", _TEXT),
    ("status", _TEXT),
    ("role", _TEXT),
    ("partners_text", _TEXT),
    ("operation_text", _TEXT),
    ("transport", _TEXT),
    ("concealment", _TEXT),
    ("detection", _TEXT),
    ("origin", _TEXT),
    ("departure", _TEXT),
    ("transit", _TEXT),
    ("destination", _TEXT),
    ("route_text", _TEXT),
    ("arrested", pa.int32()),
    ("arrested_foreign", pa.int32()),
    ("stated_value_usd_cents", pa.int64()),
    ("crop", _TEXT),
    ("area_ha", AREA_HA),
    ("area_text", _TEXT),
    ("remarks", _TEXT),
)

LINE_FACTS: tuple[tuple[str, pa.DataType], ...] = (
    ("line", pa.int16()),
    ("substance", _TEXT),
    ("substance_text", _TEXT),
    ("form", _TEXT),
    ("quantity_text", _TEXT),
    ("unit_text", _TEXT),
    ("dimension", _TEXT),
    ("mass_mg", pa.int64()),
    ("volume_ul", pa.int64()),
    ("pieces", pa.int64()),
    ("mass_low_mg", pa.int64()),
    ("mass_high_mg", pa.int64()),
    ("question", _TEXT),
)

PERSON_FACTS: tuple[tuple[str, pa.DataType], ...] = (
    ("mention", pa.int16()),
    ("role", _TEXT),
    ("name_text", _TEXT),
    ("father_name_text", _TEXT),
    ("nationality", _TEXT),
    ("nationality_basis", _TEXT),
    ("sex", _TEXT),
    ("age", pa.int16()),
    ("document_text", _TEXT),
    ("phone_text", _TEXT),
    ("document_kind", _TEXT),
    ("document_issuer", _TEXT),
    ("document_fault", _TEXT),
    ("protection", _TEXT),
)

MEANS_FACTS: tuple[tuple[str, pa.DataType], ...] = (
    ("mention", pa.int16()),
    ("kind", _TEXT),
    ("identifier_text", _TEXT),
    ("description_text", _TEXT),
)

# `ordinal` counts the reports of one chunk from 0 and ties their parts to them.
READ_REPORTS = pa.schema(
    [
        ("ordinal", pa.int32()),
        ("first_row", pa.int64()),
        ("row_count", pa.int32()),
        ("content_hash", pa.int64()),
        ("as_written", _TEXT),
        *REPORT_FACTS,
    ]
)
READ_LINES = pa.schema([("ordinal", pa.int32()), *LINE_FACTS])
READ_PERSONS = pa.schema([("ordinal", pa.int32()), *PERSON_FACTS])
READ_MEANS = pa.schema([("ordinal", pa.int32()), *MEANS_FACTS])

# The report as the ledger knows it.  `number` stays the same over all revisions; `incident` is
# the number of the report that speaks for the event, so `number = incident` is counted once.
_LEDGER_HEAD: tuple[tuple[str, pa.DataType], ...] = (
    ("report_id", pa.int64()),
    ("number", pa.int64()),
    ("revision", pa.int32()),
    ("source", _TEXT),
    ("received_at", _MOMENT),
    ("known_from", _MOMENT),
    ("known_to", _MOMENT),
)
LEDGER_REPORTS = pa.schema([*_LEDGER_HEAD, *REPORT_FACTS])
LEDGER_LINES = pa.schema([("report_id", pa.int64()), *LINE_FACTS])
LEDGER_PERSONS = pa.schema([("report_id", pa.int64()), *PERSON_FACTS])
LEDGER_MEANS = pa.schema([("report_id", pa.int64()), *MEANS_FACTS])
# One outlined field of a clearance report while nothing of it changed.  `counted_ha` is what of the
# claim stands: verified ground, or not yet judged and claimed first; `verified_ha` is empty before.
LEDGER_FIELDS = pa.schema(
    [
        ("number", pa.int64()),
        ("claimed_ha", AREA_HA),
        ("counted_ha", AREA_HA),
        ("verified_ha", AREA_HA),
        *_STANDS,
    ]
)
# A person's choice, for one field of an incident, of the value that report `number` gives.
LEDGER_DECISIONS = pa.schema(
    [
        ("id", pa.int64()),
        ("field", _TEXT),
        ("number", pa.int64()),
        *_STANDS,
    ]
)
# Pairs while they waited for a person; match weight in thousandths of a bit, 0 at even chances.
LEDGER_OPEN_PAIRS = pa.schema(
    [
        ("left", pa.int64()),
        ("right", pa.int64()),
        ("weight_mbits", pa.int32()),
        *_STANDS,
    ]
)
LEDGER_LINKS = pa.schema(
    [
        ("number", pa.int64()),
        ("incident", pa.int64()),
        *_STANDS,
    ]
)
# A report while it was held to sum one brief with others of the same `brief` from the same moment.
LEDGER_BRIEFS = LEDGER_LINKS.set(1, pa.field("brief", pa.int64()))

# What each counted incident adds of each substance; `incident` is the number it is counted under.
COUNTED_SEIZURES = pa.schema(
    [
        ("incident", pa.int64()),
        ("reports", pa.list_(pa.int64())),
        ("agencies", pa.list_(_TEXT)),
        ("substance", _TEXT),
        ("mass_mg", pa.int64()),
        ("volume_ul", pa.int64()),
        ("pieces", pa.int64()),
        ("occurred_first", _DAY),
        ("occurred_last", _DAY),
        ("country", _TEXT),
        ("province", _TEXT),
        ("district", _TEXT),
        ("transport", _TEXT),
        ("concealment", _TEXT),
        ("origin", _TEXT),
        ("departure", _TEXT),
        ("destination", _TEXT),
    ]
)

# Planned operations as filed; `shape` is the notation of records/operations/notation.py.
OPERATIONS = pa.schema(
    [
        ("agency", _TEXT),
        ("reference", _TEXT),
        ("unit", _TEXT),
        ("contact", _TEXT),
        ("kind", _TEXT),
        ("starts_at", _MOMENT),
        ("ends_at", _MOMENT),
        ("zone", _TEXT),
        ("shape", _TEXT),
        ("target", _TEXT),
        ("silent", pa.bool_()),
        ("marking", _TEXT),
        ("filed_by", _TEXT),
        ("filed_at", _MOMENT),
        ("waived_by", _TEXT),
        ("waived_at", _MOMENT),
        ("waiver_reason", _TEXT),
    ]
)
OVERLAPS = pa.schema(
    [
        ("left_agency", _TEXT),
        ("left_reference", _TEXT),
        ("right_agency", _TEXT),
        ("right_reference", _TEXT),
        ("first", _MOMENT),
        ("last", _MOMENT),
        ("closest_dm", pa.int32()),
        ("closest_at", _MOMENT),
        ("radius_m", pa.int32()),
        ("rule", _TEXT),
    ]
)
# What of an operation says whether it was filed in time.
FILED = pa.schema(
    [
        (name, OPERATIONS.field(name).type)
        for name in ("agency", "reference", "kind", "starts_at", "filed_at", "waived_by")
    ]
)
# How each was filed: `filing` is a value of `Filing`, `month` that of filing, as 2026-01.
FILINGS = pa.schema(
    [
        *((name, _TEXT) for name in ("agency", "reference", "month", "filing")),
        ("required_min", pa.int64()),
        ("given_min", pa.int64()),
    ]
)
LEAD_TIME = pa.schema(
    [
        ("agency", _TEXT),
        ("month", _TEXT),
        ("filed", pa.int64()),
        ("in_time", pa.int64()),
        ("by_waiver", pa.int64()),
        ("late", pa.int64()),
    ]
)
