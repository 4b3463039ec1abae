"""Who is near whom among 100,000, and how two hang together: `python -m benchmarks.network`.

A simulated list of `--nodes` entries is put into the tables of a new home: telephones, plates and
accounts that two to eight share, most of them neighbours in the list, and twenty hubs that a
thousand share.  Asked are the room alone, and the whole action with names, rights and the log;
beside them a recursive query of SQLite over the same pairs, with the hubs left out for it as well.
"""

import argparse
import os
import random
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from markaz.actions.subjects.network.building import Built

LIMIT_MS = 200.0
_HUBS, _HUB_SIZE, _TIES_EACH, _NEAR, _FAR = 20, 1_000, 3, 150, 0.05
_NEAR_SQL = """
WITH RECURSIVE near(node, step) AS (
  SELECT ?, 0
  UNION
  SELECT other.node, near.step + 1 FROM near
  JOIN has ON has.node = near.node JOIN has other ON other.tie = has.tie
  WHERE near.step < 2
)
SELECT node, min(step) FROM near GROUP BY node ORDER BY 2 LIMIT 500
"""
_PATH_SQL = """
WITH RECURSIVE way(node, step) AS (
  SELECT ?, 0
  UNION
  SELECT other.node, way.step + 1 FROM way
  JOIN has ON has.node = way.node JOIN has other ON other.tie = has.tie
  WHERE way.step < 6
)
SELECT step FROM way WHERE node = ? LIMIT 1
"""


def main() -> None:
    """Fill, ask and print."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--nodes", type=int, default=100_000)
    asked.add_argument("--asked", type=int, default=300)
    asked.add_argument("--seed", type=int, default=5)
    options = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        _run(Path(folder), options)


def ties(nodes: int, *, seed: int) -> Iterator[tuple[str, str, list[int]]]:
    """Each tie with its kind, its number and who has it (from 1)."""
    draw = random.Random(seed)
    for number in range(_TIES_EACH * nodes):
        middle, size = draw.randrange(nodes), draw.choices((2, 3, 4, 8), (70, 20, 8, 2))[0]
        having = {middle + 1}
        while len(having) < size:
            far = draw.random() < _FAR
            near = (middle + draw.randint(-_NEAR, _NEAR)) % nodes
            having.add(1 + (draw.randrange(nodes) if far else near))
        yield draw.choice(("phone", "plate", "account")), f"N{number}", sorted(having)
    for number in range(_HUBS):
        yield "phone", f"H{number}", draw.sample(range(1, nodes + 1), min(_HUB_SIZE, nodes))


def _run(home: Path, options: argparse.Namespace) -> None:
    os.environ |= {"MARKAZ_HOME": str(home), "DJANGO_SETTINGS_MODULE": "markaz.config.settings"}
    os.environ["DATABASE_URL"] = ""
    import django

    django.setup()
    _fill(options.nodes, seed=options.seed)
    from markaz.actions.subjects.network import building
    from markaz.governance.visibility import CENTRE

    built = _timed("built from nothing", lambda: building.open_network(CENTRE))
    nodes, pairs = len(built.network.names), len(built.network.node_of)
    print(f"{nodes:,} nodes, {pairs:,} pairs of tie and node")
    _after_a_change(built.network.names[0].as_py())
    draw = random.Random(options.seed + 1)
    asked = [draw.randrange(nodes) for _ in range(options.asked)]
    ends = list(zip(asked, _further(built, asked, draw=draw), strict=True))
    _measure(built, asked, ends)


def _after_a_change(name: str) -> None:
    """The first question after an entry was listed: nobody built ahead, and the worker did."""
    from django.utils import timezone

    from markaz.actions.subjects import listing
    from markaz.actions.subjects.network import ahead, looking
    from markaz.governance.marking import Marking
    from markaz.records.subject import SubjectKind
    from markaz.store import setup
    from markaz.store.subjects.mentions import Listed

    by, now = setup.operator(), timezone.now()

    def change(number: int) -> None:
        entry = Listed(SubjectKind.PERSON, "ANF", Marking.AMBER, name=f"Simulated later {number}")
        listing.list_entry(entry, numbers=[], by=by, now=now)

    def ask() -> object:
        return looking.near(name, steps=2, purpose="benchmark", by=by, now=now)

    change(1)
    _timed("first question after a change, nobody built ahead", ask)
    change(2)
    _timed("the worker's build after a change", ahead.build_all)
    _timed("first question after that", ask)


def _timed(what: str, ask: Callable[[], Any]) -> Any:
    start, worked = time.perf_counter(), time.thread_time()
    answer = ask()
    wall, busy = time.perf_counter() - start, time.thread_time() - worked
    print(f"{what}: {wall * 1000:,.0f} ms by the clock, {busy * 1000:,.0f} ms of the processor")
    return answer


def _measure(built: "Built", nodes: list[int], pairs: list[tuple[int, int]]) -> None:
    from django.utils import timezone

    from markaz.actions.subjects.network import looking
    from markaz.console.subjects.graph import graph
    from markaz.store import setup
    from markaz.subjects.network.neighbours import neighbourhood
    from markaz.subjects.network.paths import paths

    network, names, by = built.network, built.network.names.to_pylist(), setup.operator()

    def near(node: int) -> None:
        graph(looking.near(names[node], steps=2, purpose="benchmark", by=by, now=timezone.now()))

    def between(pair: tuple[int, int]) -> None:
        if pair[0] != pair[1]:
            looking.between(
                *(names[node] for node in pair), purpose="benchmark", by=by, now=timezone.now()
            )

    sizes = sorted(len(neighbourhood(network, node, steps=2).nodes) for node in nodes)
    print(f"within two steps: {sizes[len(sizes) // 2]} in the middle, {sizes[-1]} at the most")
    _say("neighbourhood, 1 step, the room", nodes, lambda n: neighbourhood(network, n))
    _say("neighbourhood, 2 steps, the room", nodes, lambda n: neighbourhood(network, n, steps=2))
    _say("neighbourhood, 2 steps, action and drawing", nodes, near)
    _say("3 shortest paths, the room", pairs, lambda p: paths(network, *p))
    _say("3 shortest paths, the action", pairs, between)
    beside = _beside(built)
    _say(
        "2 steps without links, SQLite", nodes, lambda n: beside.execute(_NEAR_SQL, [n]).fetchall()
    )
    few = pairs[: max(1, len(pairs) // 30)]
    _say(
        "length of the shortest path, SQLite",
        few,
        lambda p: beside.execute(_PATH_SQL, p).fetchone(),
    )


def _further(built: "Built", nodes: list[int], *, draw: random.Random) -> list[int]:
    """Another node for each: up to five links away for two of three, anywhere for the rest."""
    import numpy as np

    found = []
    for nth, node in enumerate(nodes):
        at = node
        for _ in range(draw.randint(2, 5)):
            steps = built.network.steps(np.array([at], dtype=np.int64)).target
            at = int(draw.choice(steps.tolist())) if len(steps) else at
        found.append(at if nth % 3 else draw.randrange(len(built.network.names)))
    return found


def _fill(nodes: int, *, seed: int) -> None:
    import pyarrow as pa
    from django.utils import timezone

    from markaz.governance.audit import Event
    from markaz.store import audit, setup
    from markaz.store.bulk import insert
    from markaz.store.models import IdentifierRow, MentionRow

    setup.ensure()
    insert(
        MentionRow,
        pa.table(
            {
                "id": list(range(1, nodes + 1)),
                "kind": ["person"] * nodes,
                "part": ["listed"] * nodes,
                "agency": ["ANF"] * nodes,
                "marking": ["AMBER"] * nodes,
                "name_text": [f"Simulated {number}" for number in range(1, nodes + 1)],
                "noted_at": ["2026-01-15 09:30:00"] * nodes,
                "noted_by": ["simulated"] * nodes,
            }
        ),
    )
    rows = [(node, *tie) for *tie, having in ties(nodes, seed=seed) for node in having]
    node, kind, value = zip(*rows, strict=True)
    columns = {"mention_id": node, "kind": kind, "canonical": value, "written": value}
    insert(IdentifierRow, pa.table({name: list(values) for name, values in columns.items()}))
    audit.log(Event.ENTRY_LISTED, subject="simulated", by=setup.operator(), now=timezone.now())


def _beside(built: "Built") -> sqlite3.Connection:
    """The same pairs in a table with both indexes; hubs are left out."""
    network = built.network
    connection = sqlite3.connect(":memory:")
    connection.execute(
        "CREATE TABLE has (tie INTEGER, node INTEGER, PRIMARY KEY (tie, node)) WITHOUT ROWID"
    )
    rows = zip(network.tie_of.tolist(), network.node_of.tolist(), strict=True)
    connection.executemany(
        "INSERT INTO has VALUES (?, ?)", (row for row in rows if not network.is_hub(row[0]))
    )
    connection.execute("CREATE INDEX of_node ON has (node, tie)")
    connection.execute("ANALYZE")
    return connection


def _say(what: str, questions: list, ask: Callable[..., object]) -> None:
    for warm in questions[:10]:
        ask(warm)
    taken = []
    for one in questions:
        start = time.perf_counter()
        ask(one)
        taken.append((time.perf_counter() - start) * 1000)
    taken.sort()
    last = taken[min(len(taken) - 1, round(len(taken) * 0.99))]
    print(f"{what}: p50 {statistics.median(taken):.1f} ms, p99 {last:.1f} ms"
          f" ({last / LIMIT_MS:.2f} of the limit of {LIMIT_MS:.0f} ms)")  # fmt: skip


if __name__ == "__main__":
    main()
