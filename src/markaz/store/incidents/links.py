"""The links that say which reports tell of one incident, and how they come to stand."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pyarrow as pa

from markaz.store.bulk import insert, one_at_a_time
from markaz.store.incidents import plain
from markaz.store.models import Link
from markaz.store.raw import lay_out

# What should stand: each report that is not its incident's own, and what joined it.
JOINED = pa.schema(
    [
        ("number", pa.int64()),
        ("incident", pa.int64()),
        ("rule", pa.string()),
        ("weight_mbits", pa.int32()),
    ]
)
_MOMENT = pa.timestamp("us", tz="UTC")
MEMORY = "6GB"


@dataclass(frozen=True, slots=True)
class Change:
    """How many links were added and how many ended."""

    joined: int
    parted: int


def alone() -> None:
    """Let nobody else change links before this transaction ends."""
    one_at_a_time("links")


def incidents(numbers: Iterable[int]) -> dict[int, int]:
    """The incident of each of these reports that is linked to another."""
    columns = ("number", "incident")
    return dict(plain.rows(Link, columns, by=["number"], numbers=numbers, standing=True))


def members(numbers: Iterable[int]) -> dict[int, set[int]]:
    """The incidents of these reports, each with all reports that tell of it."""
    wanted = set(numbers)
    of = incidents(wanted)
    found = {of.get(number, number): {of.get(number, number)} for number in wanted}
    columns = ("number", "incident")
    for number, incident in plain.rows(
        Link, columns, by=["incident"], numbers=found, standing=True
    ):
        found[incident].add(number)
    return found


def stand(joined: pa.Table, *, among: set[int] | None = None, now: datetime) -> Change:
    """Let exactly these links stand (schema JOINED); what stands already is left as it is.

    A link that a person's word takes over from the weights, or leaves to them, is a new one.
    `among` limits the change to the links of these reports; None means all links.
    """
    alone()
    wanted = {row["number"]: row for row in joined.to_pylist()}
    standing = _standing(among)
    ended = [
        link_id
        for number, (link_id, *held) in standing.items()
        if number not in wanted or _held(wanted[number]) != held
    ]
    added = [
        row
        for number, row in wanted.items()
        if number not in standing or list(standing[number][1:]) != _held(row)
    ]
    at = now.astimezone(UTC)
    for some in plain.in_parts(ended):
        Link.objects.filter(id__in=some).update(known_to=at)
    _add(added, at=at)
    return Change(joined=len(added), parted=len(ended))


def _held(row: Mapping[str, object]) -> list[object]:
    """What a link says: the incident, and whether weights or a person joined it."""
    return [row["incident"], row["weight_mbits"] is not None]


def _standing(among: set[int] | None) -> dict[int, tuple[int, int, bool]]:
    columns = ("number", "id", "incident", "weight_mbits")
    rows = (
        Link.objects.filter(known_to=None).values_list(*columns).iterator()
        if among is None
        else plain.rows(Link, columns, by=["number"], numbers=among, standing=True)
    )
    return {
        number: (link_id, incident, weight is not None)
        for number, link_id, incident, weight in rows
    }


def _add(added: list[dict[str, object]], *, at: datetime) -> None:
    table = pa.Table.from_pylist(added, schema=JOINED)
    moments = pa.array([at] * len(added), _MOMENT)
    insert(
        Link,
        table.append_column("known_from", moments).append_column(
            "known_to", pa.nulls(len(added), _MOMENT)
        ),
    )


def standing_reports(raw: Path) -> duckdb.DuckDBPyConnection:
    """A connection over raw Parquet with what stands today.

    Gives the views `current_reports`, `current_lines`, `current_persons` and `current_means`.
    """
    connection = duckdb.connect()
    connection.execute("SET autoinstall_known_extensions = false")
    # What does not fit is laid down beside: other programs keep the rest of the machine.
    connection.execute(f"SET memory_limit = '{MEMORY}'")
    connection.execute(f"SET temp_directory = '{raw / 'spilled'}'")
    lay_out(connection, raw)
    connection.execute(
        "CREATE VIEW current_reports AS SELECT * FROM raw_reports WHERE known_to IS NULL"
    )
    for parts in ("lines", "persons", "means"):
        connection.execute(
            f"CREATE VIEW current_{parts} AS SELECT * FROM raw_{parts}"  # noqa: S608 (our views)
            " SEMI JOIN current_reports USING (report_id)"
        )
    return connection
