"""Two sources of the same Colombian heroin, taken in, and what the incidents made of them."""

import csv
import gzip
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb
import pyarrow as pa

from markaz.data.folding import fold

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
MINISTRY = "colombia_mindefensa/heroin_seizures.csv"
UNODC = "unodc_ids/ids_2011_2014.csv.gz"

# What two reports have in common where they are taken for one, and how often it stands in either
# source: once in both, so that nothing but that pair can be meant.
REFERENCES = {
    "day, rounded kg": ("day", "kg"),
    "day, rounded kg, municipality": ("day", "kg", "municipality"),
    "day, grams": ("day", "grams"),
    "day, grams, municipality": ("day", "grams", "municipality"),
}
_HEROIN = """
CREATE TABLE heroin AS
SELECT number, agency, occurred_first AS day, mass_mg, round(mass_mg / 1e6) AS kg,
       round(mass_mg / 1e3) AS grams, municipality, place_text
FROM current_reports JOIN current_lines USING (report_id) JOIN municipalities USING (place_text)
WHERE substance = 'OPI-HEROIN' AND country = 'CO' AND mass_mg IS NOT NULL
"""
_REFERENCE = """
WITH counted AS (SELECT *, count(*) OVER (PARTITION BY agency, {0}) AS alike FROM heroin)
SELECT u.number AS u, m.number AS m FROM counted u JOIN counted m USING ({0})
WHERE u.agency = 'UNODC' AND m.agency <> 'UNODC' AND u.alike = 1 AND m.alike = 1
"""
_JOINED = """
CREATE TABLE joined AS
SELECT l.number AS u, r.number AS m
FROM membership l JOIN membership r USING (incident)
WHERE l.agency = 'UNODC' AND r.agency <> 'UNODC'
"""
_REPEATS = """
SELECT coalesce(sum(alike - 1), 0)::BIGINT FROM (
    SELECT count(*) AS alike FROM current_reports JOIN current_lines USING (report_id)
    WHERE agency = 'UNODC'
    GROUP BY kind, country, place_text, occurred_first, substance_text, quantity_text, unit_text,
        concealment, transport, origin, departure, destination, route_text
)
"""


@dataclass(frozen=True, slots=True)
class Measured:
    """What was joined, and of what could be told from the files alone."""

    references: dict[str, tuple[int, int]]
    keys: tuple[int, int]
    joined: int
    same_day: int
    same_kg: int
    same_grams: int
    at_most: int
    repeats: int
    repeats_joined: int
    missed: list[tuple[object, ...]]
    doubtful: list[tuple[object, ...]]


def take_in(data: Path, *, by: object, now: datetime, only_into: Path | None) -> int:
    """Take both sources in; of UNODC's the Colombian rows alone where a folder for them is given.

    Gives how many rows were kept.
    """
    from markaz.actions.intake import receive_file

    unodc = data / UNODC
    if only_into is not None:
        unodc = _colombian(unodc, only_into / "colombian.csv")
    files = {"unodc-ids": unodc, "co-mindefensa-heroin": data / MINISTRY}
    return sum(
        receive_file(path, source=source, by=by, now=now).tally.kept  # type: ignore[arg-type]
        for source, path in files.items()
    )


def _colombian(whole: Path, part: Path) -> Path:
    with (
        gzip.open(whole, "rt", encoding="utf-8-sig", newline="") as source,
        part.open("w", encoding="utf-8", newline="") as target,
    ):
        rows, kept = csv.reader(source, delimiter=";"), csv.writer(target, delimiter=";")
        header = next(rows)
        kept.writerow(header)
        country = header.index("COUNTRY")
        kept.writerows(row for row in rows if row[country] == "Colombia")
    return part


def measured() -> Measured:
    """What the incidents that stand made of the two sources."""
    from markaz.actions.ledger import raw_folder
    from markaz.store.incidents import links

    with links.standing_reports(raw_folder()) as ledger:
        _lay_out(ledger)
        return _measured(ledger)


def _lay_out(ledger: duckdb.DuckDBPyConnection) -> None:
    from markaz.store.models import Link

    standing = Link.objects.filter(known_to=None).values_list("number", "incident")
    links = pa.Table.from_pylist(
        [{"number": number, "incident": incident} for number, incident in standing],
        pa.schema([("number", pa.int64()), ("incident", pa.int64())]),
    )
    places = ledger.execute("SELECT DISTINCT place_text FROM current_reports").fetchall()
    named = [{"place_text": text, "municipality": _municipality(text)} for (text,) in places]
    ledger.register("links", links)
    ledger.register("named", pa.Table.from_pylist(named))
    ledger.execute("CREATE TABLE municipalities AS SELECT * FROM named")
    ledger.execute(
        "CREATE TABLE membership AS SELECT number, agency,"
        " coalesce(links.incident, number) AS incident"
        " FROM current_reports LEFT JOIN links USING (number)"
    )
    for statement in (_HEROIN, _JOINED):
        ledger.execute(statement)


def _municipality(text: str) -> str:
    """As a clerk would read it, not as the matcher does: what stands before the first comma."""
    return fold(text.split(",")[0]).removesuffix(" d c")


def _measured(ledger: duckdb.DuckDBPyConnection) -> Measured:
    beside = "joined JOIN heroin u ON u.number = joined.u JOIN heroin m ON m.number = joined.m"
    (joined,) = _row(ledger, "SELECT count(*) FROM joined")
    agreed = _row(
        ledger,
        "SELECT count(*) FILTER (u.day = m.day), count(*) FILTER (u.day = m.day AND u.kg = m.kg),"
        f" count(*) FILTER (u.day = m.day AND abs(u.mass_mg - m.mass_mg) <= 1000) FROM {beside}",
    )
    columns = "u.day, u.place_text, u.mass_mg / 1e6, m.day, m.place_text, m.mass_mg / 1e6"
    doubtful = ledger.execute(
        f"SELECT {columns} FROM {beside} WHERE u.day <> m.day OR u.kg <> m.kg ORDER BY u.number"
    ).fetchall()
    first = _REFERENCE.format("day, kg")
    missed = ledger.execute(
        f"SELECT {columns} FROM ({first}) ref ANTI JOIN joined USING (u, m)"
        " JOIN heroin u ON u.number = ref.u JOIN heroin m ON m.number = ref.m ORDER BY u.number"
    ).fetchall()
    within = "SELECT count(*) - count(DISTINCT incident) FROM membership WHERE agency = 'UNODC'"
    return Measured(
        {name: _recalled(ledger, shared) for name, shared in REFERENCES.items()},
        _keys(ledger, beside), joined, *agreed, _at_most(ledger),
        *_row(ledger, _REPEATS), *_row(ledger, within), missed, doubtful,
    )  # fmt: skip


def _recalled(ledger: duckdb.DuckDBPyConnection, shared: tuple[str, ...]) -> tuple[int, int]:
    found, of = _row(
        ledger,
        "SELECT count(joined.u), count(*)"
        f" FROM ({_REFERENCE.format(', '.join(shared))}) LEFT JOIN joined USING (u, m)",
    )
    return found, of


def _keys(ledger: duckdb.DuckDBPyConnection, beside: str) -> tuple[int, int]:
    """Days and rounded weights that stand in both sources: with a joined pair, and in all."""
    (of,) = _row(
        ledger,
        "SELECT count(*) FROM (SELECT day, kg FROM heroin WHERE agency = 'UNODC' INTERSECT"
        " SELECT day, kg FROM heroin WHERE agency <> 'UNODC')",
    )
    (found,) = _row(
        ledger,
        f"SELECT count(*) FROM (SELECT DISTINCT u.day, u.kg FROM {beside}"
        " WHERE u.day = m.day AND u.kg = m.kg)",
    )
    return found, of


def _at_most(ledger: duckdb.DuckDBPyConnection) -> int:
    """How many pairs there could be, each report of one in one pair only."""
    (pairs,) = _row(
        ledger,
        "SELECT sum(least(u, m))::BIGINT FROM (SELECT count(*) FILTER (agency = 'UNODC') AS u,"
        " count(*) FILTER (agency <> 'UNODC') AS m FROM heroin GROUP BY day, kg)",
    )
    return pairs


def _row(ledger: duckdb.DuckDBPyConnection, sql: str) -> tuple[int, ...]:
    return ledger.execute(sql).fetchall()[0]
