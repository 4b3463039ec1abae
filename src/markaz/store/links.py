"""Judgements and the links that follow from them."""

from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pyarrow as pa

from markaz.accounts.models import User
from markaz.records.kinds import Verdict
from markaz.store.bulk import insert, one_at_a_time
from markaz.store.models import JudgementRow, Link
from markaz.store.raw import lay_out


def join(pairs: pa.Table, *, rule: str, by: User, now: datetime) -> int:
    """Link each report of `pairs` to its incident and keep the judgement; give how many are new.

    A report that is linked already, or that somebody judged to be another event, is left alone.
    """
    one_at_a_time("links")
    at = now.astimezone(UTC)
    linked = set(Link.objects.filter(known_to=None).values_list("number", flat=True))
    apart = _judged_apart()
    joined = [
        (incident, number, reason)
        for incident, number, reason in zip(*(c.to_pylist() for c in pairs.columns), strict=True)
        if number not in linked and (incident, number) not in apart
    ]
    moment = pa.timestamp("us", tz="UTC")
    insert(
        Link,
        pa.table(
            {
                "number": pa.array([number for _, number, _ in joined], pa.int64()),
                "incident": pa.array([incident for incident, _, _ in joined], pa.int64()),
                "known_from": pa.array([at] * len(joined), moment),
                "known_to": pa.nulls(len(joined), moment),
            }
        ),
    )
    JudgementRow.objects.bulk_create(
        [
            JudgementRow(
                left=incident,
                right=number,
                verdict=Verdict.POSITIVE,
                rule=rule,
                by=by.username,
                at=at,
                reasons=[reason],
            )
            for incident, number, reason in joined
        ],
        batch_size=2000,
    )
    return len(joined)


def _judged_apart() -> set[tuple[int, int]]:
    """Pairs whose latest judgement says they are different events."""
    latest: dict[tuple[int, int], str] = {}
    judged = JudgementRow.objects.order_by("id").values_list("left", "right", "verdict")
    for left, right, verdict in judged:
        latest[left, right] = verdict
    return {pair for pair, verdict in latest.items() if verdict == Verdict.NEGATIVE}


def standing_reports(raw: Path) -> duckdb.DuckDBPyConnection:
    """A connection over raw Parquet with what stands today: current_reports, current_lines."""
    connection = duckdb.connect()
    connection.execute("SET autoinstall_known_extensions = false")
    lay_out(connection, raw)
    connection.execute(
        "CREATE VIEW current_reports AS SELECT * FROM raw_reports WHERE known_to IS NULL"
    )
    connection.execute(
        "CREATE VIEW current_lines AS"
        " SELECT * FROM raw_lines SEMI JOIN current_reports USING (report_id)"
    )
    return connection
