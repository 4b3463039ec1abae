"""What a report brings to a comparison: one narrow row for each, made ready for plain SQL.

Everything clever happens here, once for each distinct text; the comparisons themselves are
equalities, differences and shared members, so that any SQL engine can make them.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import zip_longest
from typing import Any

import duckdb
import pyarrow as pa

from markaz.data.agencies import agency_code
from markaz.data.folding import fold
from markaz.data.names import sounds
from markaz.data.places import divided, narrowest
from markaz.data.substances import SUBSTANCES

# A few reports by their numbers, where a table would cost more than it holds (columns of EVIDENCE).
Row = Mapping[str, Any]
Evidence = Mapping[int, Row]

_TEXT, _TEXTS = pa.string(), pa.list_(pa.string())

# Days count from 1970-01-01; amounts are milligrams, else pieces, else microlitres, else square
# metres of land.  A missing value is null, an empty list too.
EVIDENCE = pa.schema(
    [
        ("number", pa.int64()),
        ("agency", _TEXT),
        ("kind", _TEXT),
        ("country", _TEXT),
        ("day", pa.int32()),
        ("last_day", pa.int32()),
        ("swapped_day", pa.int32()),
        ("province", _TEXT),
        ("place", _TEXT),
        ("spot", _TEXT),
        ("substance", _TEXT),
        ("substances", _TEXTS),
        ("families", _TEXTS),
        ("mass_mg", pa.int64()),
        ("amount", pa.int64()),
        ("amounts", pa.list_(pa.int64())),
        ("step", pa.int64()),
        ("names", _TEXTS),
        ("name_words", _TEXTS),
        ("arrested", pa.int32()),
        ("arrested_foreign", pa.int32()),
        ("documents", _TEXTS),
        ("carriers", _TEXTS),
        ("operation", _TEXT),
        ("partners", _TEXTS),
        ("role", _TEXT),
        ("transport", _TEXT),
        ("concealment", _TEXT),
        ("detection", _TEXT),
        ("origin", _TEXT),
        ("destination", _TEXT),
    ]
)

_SQL = """
WITH amounts AS (
    SELECT report_id, substance, line, coalesce(mass_mg, pieces, volume_ul) AS amount,
           CASE WHEN mass_mg IS NOT NULL THEN 1 WHEN pieces IS NOT NULL THEN 2 ELSE 3 END AS base
    FROM some_lines
), substances AS (
    SELECT report_id,
           list(DISTINCT substance ORDER BY substance) FILTER (substance <> '') AS substances,
           list(DISTINCT family ORDER BY family) FILTER (family IS NOT NULL) AS families
    FROM amounts LEFT JOIN known_substances USING (substance) GROUP BY report_id
), totals AS (
    SELECT report_id, list(amount ORDER BY amount) AS amounts, sum(amount)::BIGINT AS amount,
           any_value(first) AS base,
           list(substance ORDER BY amount DESC, line)[1] AS substance
    FROM (SELECT *, min(base) OVER (PARTITION BY report_id) AS first FROM amounts
          WHERE amount IS NOT NULL)
    WHERE base = first GROUP BY report_id
), people AS (
    SELECT report_id, list(DISTINCT name ORDER BY name) FILTER (name <> '') AS names,
           list_sort(list_distinct(flatten(list(
               [nullif(documents.folded, ''), nullif(phones.folded, '')])))) AS documents
    FROM some_persons
    LEFT JOIN known_names ON known_names.written = name_text
    LEFT JOIN known_texts documents ON documents.written = nullif(document_text, '')
    LEFT JOIN known_texts phones ON phones.written = nullif(phone_text, '')
    GROUP BY report_id
), carried AS (
    SELECT report_id, list(DISTINCT folded ORDER BY folded) FILTER (folded <> '') AS carriers
    FROM some_means JOIN known_texts ON written = identifier_text GROUP BY report_id
)
SELECT number, agency, kind, some_reports.country, occurred_first - DATE '1970-01-01' AS day,
       occurred_last - DATE '1970-01-01' AS last_day,
       CASE WHEN occurred_precision = 'day' AND day(occurred_first) <= 12
             AND day(occurred_first) <> month(occurred_first)
            THEN make_date(year(occurred_first), day(occurred_first), month(occurred_first))
                 - DATE '1970-01-01' END AS swapped_day,
       coalesce(nullif(province, ''), abroad.country) AS province,
       coalesce(nullif(airport, ''), nullif(district, ''), abroad.place) AS place,
       CASE WHEN abroad.place IS NULL THEN nullif(spots.name, '') END AS spot,
       coalesce(totals.substance, substances[1], nullif(crop, '')) AS substance,
       CASE WHEN len(substances) > 0 THEN substances WHEN crop <> '' THEN [crop] END
           AS substances,
       CASE WHEN len(families) > 0 THEN families WHEN crop <> '' THEN [crop] END AS families,
       CASE WHEN base = 1 THEN amount END AS mass_mg,
       nullif(coalesce(amount, (area_ha::DOUBLE * 10000)::BIGINT), 0) AS amount, amounts,
       CASE WHEN amount % 10000000 = 0 THEN 10000000 WHEN amount % 1000000 = 0 THEN 1000000
            WHEN amount % 100000 = 0 THEN 100000 WHEN amount % 10000 = 0 THEN 10000
            WHEN amount % 1000 = 0 THEN 1000 ELSE 1 END AS step,
       names, list_distinct(flatten([string_split(n, ' ') FOR n IN names])) AS name_words,
       arrested, arrested_foreign,
       CASE WHEN len(documents) > 0 THEN documents END AS documents, carriers,
       nullif(operations.folded, '') AS operation, partners,
       nullif(role, 'unknown') AS role, nullif(transport, '') AS transport,
       nullif(concealment, '') AS concealment, nullif(detection, '') AS detection,
       nullif(origin, '') AS origin, nullif(destination, '') AS destination
FROM some_reports
LEFT JOIN substances USING (report_id) LEFT JOIN totals USING (report_id)
LEFT JOIN people USING (report_id) LEFT JOIN carried USING (report_id)
LEFT JOIN known_names spots ON spots.written = place_text
LEFT JOIN known_abroad abroad ON abroad.country = some_reports.country
    AND abroad.written = place_text AND province = ''
LEFT JOIN known_texts operations ON operations.written = operation_text
LEFT JOIN known_partners ON known_partners.written = partners_text
WHERE grain = 'event'
"""
_NAMES = (
    "SELECT DISTINCT name_text FROM current_persons UNION SELECT place_text FROM current_reports"
)
_TEXTS_WRITTEN = (
    "SELECT DISTINCT document_text FROM current_persons"
    " UNION SELECT phone_text FROM current_persons"
    " UNION SELECT identifier_text FROM current_means"
    " UNION SELECT operation_text FROM current_reports"
)
_PARTNERS_WRITTEN = "SELECT DISTINCT partners_text FROM current_reports WHERE partners_text <> ''"
_PLACES_WRITTEN = (
    "SELECT DISTINCT country, place_text FROM current_reports"
    " WHERE country <> '' AND province = '' AND place_text <> ''"
)
_PIECE = 2_000_000
_NONE_AFTER = 2**63 - 1
_BETWEEN = re.compile(r"[;,/&+،؛|]|\band\b|\bwith\b|\bاور\b", re.IGNORECASE)


def evidence(connection: duckdb.DuckDBPyConnection) -> pa.Table:
    """The evidence of every standing report of an event, in the order of their numbers.

    Reads the views `current_reports`, `current_lines`, `current_persons` and `current_means`
    (schemas LEDGER_*).  Gives a table with the schema EVIDENCE.
    """
    lookups = {
        "known_names": _lookup(connection, _NAMES, name=name_sounds),
        "known_texts": _lookup(connection, _TEXTS_WRITTEN, folded=folded),
        "known_partners": _lookup(connection, _PARTNERS_WRITTEN, partners=partners_named),
        "known_substances": _families(),
        "known_abroad": _abroad(connection),
    }
    for name, table in lookups.items():
        connection.register(name, table)
    found = [EVIDENCE.empty_table(), *_pieces(connection)]
    for name in lookups:
        connection.unregister(name)
    # A revised report has a later id than its neighbours by number.
    return pa.concat_tables(found).sort_by("number").combine_chunks()


def _pieces(connection: duckdb.DuckDBPyConnection) -> Iterator[pa.Table]:
    """The evidence of so many reports at a time as memory bears: lists cannot be laid down."""
    firsts = connection.execute(
        "SELECT report_id FROM (SELECT report_id, row_number() OVER (ORDER BY report_id) AS nth"  # noqa: S608
        f" FROM current_reports) WHERE nth % {_PIECE} = 1 ORDER BY 1"
    ).fetchall()
    for (first,), (after,) in zip_longest(firsts, firsts[1:], fillvalue=(_NONE_AFTER,)):
        for name in ("reports", "lines", "persons", "means"):
            connection.execute(
                f"CREATE OR REPLACE TEMP VIEW some_{name} AS SELECT * FROM current_{name}"  # noqa: S608
                f" WHERE report_id >= {first} AND report_id < {after}"
            )
        yield connection.execute(_SQL).to_arrow_table().cast(EVIDENCE)


def _lookup(
    connection: duckdb.DuckDBPyConnection, sql: str, **meanings: Callable[[str], object]
) -> pa.Table:
    """Each text that the query gives, beside what it means."""
    written = connection.execute(sql).to_arrow_table().column(0).to_pylist()
    columns = {name: [meaning(text) for text in written] for name, meaning in meanings.items()}
    kind = {"partners": _TEXTS}
    return pa.table(
        {
            "written": pa.array(written, _TEXT),
            **{name: pa.array(column, kind.get(name, _TEXT)) for name, column in columns.items()},
        }
    )


def name_sounds(text: str) -> str:
    """The sounds of a name or place, as one text."""
    return " ".join(sounds(text))


def folded(text: str) -> str:
    """A number, plate or name of an operation without spaces, marks and case."""
    return fold(text).replace(" ", "")


def partners_named(text: str) -> list[str] | None:
    """The agencies that a text names, None where it names none that is known."""
    codes = {agency_code(part) for part in _BETWEEN.split(text)}
    return sorted(code for code in codes if code) or None


def place_abroad(country: str, text: str) -> str:
    """The narrowest name of a place in a country without a vocabulary; empty where none is told."""
    sound = "" if divided(country) else " ".join(sounds(narrowest(text)))
    return f"{country} {sound}" if country and sound else ""


def _abroad(connection: duckdb.DuckDBPyConnection) -> pa.Table:
    """Places of countries without a vocabulary: the narrowest name stands for the district.

    The country stands for the province there, and only beside a name: two reports that say no
    more than the country have told nothing of where.
    """
    written = connection.execute(_PLACES_WRITTEN).fetchall()
    found = [
        {"country": country, "written": text, "place": place}
        for country, text in written
        if (place := place_abroad(country, text))
    ]
    return pa.Table.from_pylist(
        found, pa.schema([("country", _TEXT), ("written", _TEXT), ("place", _TEXT)])
    )


def _families() -> pa.Table:
    return pa.table(
        {
            "substance": list(SUBSTANCES),
            "family": [substance.family for substance in SUBSTANCES.values()],
        }
    )
