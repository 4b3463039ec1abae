"""What a database's own search for alike texts finds, with no keys of ours."""

import os
import sqlite3
import subprocess
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import psycopg

from benchmarks.simulated_people import Written

_TOOL = Path(__file__).resolve().parents[1] / "tools" / "postgres"
Ask = Callable[[Written], tuple[list[int], bool]]


def peers(rows: Iterable[Written]) -> Iterator[tuple[str, Ask]]:
    """Each peer with its way of asking, filled with the same rows."""
    kept = list(enumerate(rows, start=1))
    yield "SQLite FTS5 trigram, bm25", _fts5(kept)
    started = subprocess.run(
        [str(_TOOL), "start"], capture_output=True, text=True, check=False, env=os.environ
    )
    if started.returncode:
        print("PostgreSQL is not installed: its row is left out")
        return
    folder = started.stdout.strip()
    try:
        yield "PostgreSQL pg_trgm and year", _pg_trgm(kept, Path(folder, "url").read_text())
    finally:
        subprocess.run([str(_TOOL), "stop", folder], check=False)


def _fts5(rows: list[tuple[int, Written]]) -> Ask:
    database = sqlite3.connect(":memory:")
    database.execute(
        "CREATE VIRTUAL TABLE person USING fts5(text, year UNINDEXED, tokenize='trigram')"
    )
    database.executemany(
        "INSERT INTO person(rowid, text, year) VALUES (?, ?, ?)",
        ((entry, f"{one.name} {one.father}", one.year) for entry, one in rows),
    )

    def ask(one: Written) -> tuple[list[int], bool]:
        text = f"{one.name} {one.father}"
        grams = {text[at : at + 3] for at in range(len(text) - 2)}
        said = " OR ".join('"' + gram.replace('"', "") + '"' for gram in sorted(grams))
        found = database.execute(
            "SELECT rowid FROM person WHERE person MATCH ? AND year BETWEEN ? AND ?"
            " ORDER BY rank LIMIT 10",
            (said, one.year - 1, one.year + 1),
        )
        return [entry for (entry,) in found], False

    return ask


def _pg_trgm(rows: list[tuple[int, Written]], address: str) -> Ask:
    database = psycopg.connect(address.strip(), autocommit=True)
    database.execute("CREATE EXTENSION pg_trgm")
    database.execute("CREATE EXTENSION btree_gin")
    database.execute("CREATE TABLE person (id bigint, text text, year int)")
    with database.cursor().copy("COPY person FROM STDIN") as copy:
        for entry, one in rows:
            copy.write_row((entry, f"{one.name} {one.father}", one.year))
    database.execute("CREATE INDEX ON person USING gin (text gin_trgm_ops, year)")
    database.execute("ANALYZE person")
    database.execute("SET pg_trgm.similarity_threshold = 0.3")

    def ask(one: Written) -> tuple[list[int], bool]:
        text = f"{one.name} {one.father}".strip()
        found = database.execute(
            "SELECT id FROM person WHERE text %% %s AND year BETWEEN %s AND %s"
            " ORDER BY similarity(text, %s) DESC LIMIT 10",
            (text, one.year - 1, one.year + 1, text),
        )
        return [entry for (entry,) in found], False

    return ask
