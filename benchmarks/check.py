"""How fast and how surely one person is found among millions: `python -m benchmarks.check`.

Simulated people are put into the tables of a new home (`--people`, a list of sizes), keys and all;
then each of `--asked` of them is asked for as another clerk would write the name.  A phone is asked
for exactly.  At `--peers` people the same questions go to PostgreSQL's pg_trgm and to SQLite's FTS5
alone.  `--database URL` puts the tables into a PostgreSQL instead of SQLite.
"""

import argparse
import os
import random
import statistics
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from benchmarks.check_peers import peers
from benchmarks.simulated_people import Person, Written, asked_for, listed, people

if TYPE_CHECKING:
    from markaz.subjects.lookup.asked import Asked
    from markaz.subjects.mentions.mention import Mention

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"
_ROWS = 50_000
_AGENCIES = ("ANF", "CUSTOMS", "PCG", "ASF", "FIA")


def main() -> None:
    """Fill, ask and print, one size after another."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--people", type=int, nargs="+", default=[200_000])
    asked.add_argument("--asked", type=int, default=1500)
    asked.add_argument("--peers", type=int, default=100_000, help="0 leaves them out")
    asked.add_argument("--peers-asked", type=int, default=200)
    asked.add_argument("--database", default="", help="a postgresql:// address")
    asked.add_argument("--seed", type=int, default=5)
    options = asked.parse_args()
    if not SHARED.is_dir():
        print("the public collections are not beside this checkout: nothing to measure")
        return
    print(
        "design, people, questions: ms by the clock p50 / p99, ms of this process p50 / p99,"
        " found first, found in ten, narrow your query"
    )
    for count in options.people:
        with tempfile.TemporaryDirectory() as folder:
            _ours(Path(folder), count, options)
    if options.peers:
        truth, wanted = questions(options.seed, options.peers, options.peers_asked)
        rows = (one for _, one in _listed(options.seed, options.peers))
        for name, ask in peers(rows):
            _say(name, options.peers, [_timed(ask, one) for one in wanted], truth)


def _ours(home: Path, count: int, options: argparse.Namespace) -> None:
    opened(home, options.database)
    start = time.perf_counter()
    fill(options.seed, count)
    built = time.perf_counter() - start
    truth, wanted = questions(options.seed, count, options.asked)
    from markaz.subjects.lookup.asked import Asked

    names = [Asked(_mention(one)) for one in wanted]
    phones = [Asked(_with_phone(one)) for one in islice(some(options.seed, count, 500), 500)]
    for warm in names[:100]:
        _answer(warm)
    where = "PostgreSQL" if options.database else "SQLite"
    _say(f"Markaz, {where}, name", count, [_timed(_answer, one) for one in names], truth)
    exact = [_timed(_answer, one) for one in phones]
    _say(f"Markaz, {where}, phone", count, exact, list(_chosen(options.seed, count, 500)))
    print(f"  built in {built:.0f} s")


def opened(home: Path, database: str) -> None:
    """Open a new home's tables, empty, on SQLite or where an address says."""
    os.environ |= {"MARKAZ_HOME": str(home), "DJANGO_SETTINGS_MODULE": "markaz.config.settings"}
    os.environ["DATABASE_URL"] = database or f"sqlite:///{home}/check.sqlite3"
    import django
    from django.conf import settings
    from django.db import connections

    django.setup()
    warnings.filterwarnings("ignore", message="No directory at")
    connections.close_all()
    if not database:
        connections["default"].settings_dict["NAME"] = f"{home}/check.sqlite3"
        settings.DATABASES["default"]["NAME"] = f"{home}/check.sqlite3"
    from django.core.management import call_command

    from markaz.store import setup

    setup.ensure()
    call_command("flush", verbosity=0, interactive=False)


def fill(seed: int, count: int) -> None:
    """Put simulated people on the lists of five agencies, with their keys."""
    import pyarrow as pa
    from django.db import transaction

    from markaz.store import bulk
    from markaz.store.models import IdentifierRow, LookupKey, MentionRow

    keys: list[np.ndarray] = []
    owners: list[np.ndarray] = []
    everybody = _listed(seed, count)
    first = 1
    while chunk := list(islice(everybody, _ROWS)):
        with transaction.atomic():
            bulk.insert(MentionRow, pa.table(_columns([one for _, one in chunk], first)))
            bulk.insert(IdentifierRow, pa.table(_phones([one for one, _ in chunk], first)))
        held = [_keys(person, one) for person, one in chunk]
        keys.append(np.fromiter(chain.from_iterable(held), dtype=np.int64))
        entries = np.arange(first, first + len(chunk))
        owners.append(np.repeat(entries, [len(some) for some in held]))
        first += len(chunk)
    key, owner = np.concatenate(keys), np.concatenate(owners)
    print(f"  {len(key) / count:.1f} keys for each person")
    # The owners stand in their order already.
    order = np.argsort(key, kind="stable")
    for at in range(0, len(order), 1_000_000):
        part = order[at : at + 1_000_000]
        with transaction.atomic():
            bulk.insert(LookupKey, pa.table({"key": key[part], "mention": owner[part]}))


def _keys(person: Person, one: Written) -> list[int]:
    from markaz.subjects.lookup.keys import stored_keys
    from markaz.subjects.names.words import NameKind

    said = replace(_mention(one), identifiers=_with_phone(person).identifiers)
    return list(stored_keys(said, kind=NameKind.PERSON))


def _columns(written: Sequence[Written], first: int) -> dict[str, list[object]]:
    size = len(written)
    return {
        "id": list(range(first, first + size)),
        "kind": ["person"] * size,
        "part": ["listed"] * size,
        "agency": [_AGENCIES[at % len(_AGENCIES)] for at in range(size)],
        "marking": ["AMBER"] * size,
        "name_text": [one.name for one in written],
        "father_name_text": [one.father for one in written],
        "birth_first": [one.year for one in written],
        "birth_last": [one.year for one in written],
        "noted_at": ["2026-01-15 09:30:00"] * size,
        "noted_by": ["simulated"] * size,
    }


def _phones(chunk: Sequence[Person], first: int) -> dict[str, list[object]]:
    phones = [one.phone for one in chunk]
    return {
        "mention_id": list(range(first, first + len(chunk))),
        "kind": ["phone"] * len(chunk),
        "canonical": phones,
        "written": phones,
    }


def _listed(seed: int, count: int) -> Iterator[tuple[Person, Written]]:
    draw = random.Random(seed + 1)
    for one in people(seed=seed, count=count, shared=SHARED):
        yield one, listed(one, draw=draw)


def _chosen(seed: int, count: int, asked: int) -> list[int]:
    return sorted(random.Random(seed + 2).sample(range(1, count + 1), min(asked, count)))


def some(seed: int, count: int, asked: int) -> Iterator[Person]:
    """Those of the people who are asked for."""
    wanted = set(_chosen(seed, count, asked))
    everybody = enumerate(people(seed=seed, count=count, shared=SHARED), start=1)
    return (one for number, one in everybody if number in wanted)


def questions(seed: int, count: int, asked: int) -> tuple[list[int], list[Written]]:
    """Whom to find, and how another clerk writes them."""
    draw = random.Random(seed + 3)
    return _chosen(seed, count, asked), [
        asked_for(one, draw=draw) for one in some(seed, count, asked)
    ]


def _mention(one: Written) -> "Mention":
    from markaz.subjects.mentions.mention import Birth, Mention

    return Mention(one.name, one.father, Birth(one.year, one.year))


def _with_phone(person: Person) -> "Mention":
    from markaz.subjects.identifiers.identifier import Identifier, IdentifierKind
    from markaz.subjects.mentions.mention import Mention

    return Mention("", identifiers=(Identifier(IdentifierKind.PHONE, person.phone, person.phone),))


Answer = tuple[list[int], bool]


def _answer(asked: "Asked") -> Answer:
    from markaz.actions.subjects.looking import look_up

    found = look_up(asked)
    return [one.entry for one in found.candidates], found.narrow(found.candidates)


@dataclass(frozen=True, slots=True)
class Timed:
    """One answer with its milliseconds by the clock, and those of this process alone."""

    clock: float
    own: float
    found: list[int]
    narrow: bool


def _timed(ask: Callable[[Any], Answer], question: object) -> Timed:
    clock, own = time.perf_counter(), time.process_time()
    found, narrow = ask(question)
    spent = (time.perf_counter() - clock) * 1000, (time.process_time() - own) * 1000
    return Timed(*spent, found, narrow)


def _say(name: str, count: int, answers: Sequence[Timed], truth: Sequence[int]) -> None:
    pairs = list(zip(answers, truth, strict=True))
    total = len(pairs)
    first = sum(one.found[:1] == [true] for one, true in pairs) / total
    ten = sum(true in one.found[:10] for one, true in pairs) / total
    narrow = sum(one.narrow for one in answers) / total
    clock = _spread([one.clock for one in answers])
    own = _spread([one.own for one in answers])
    print(
        f"{name}, {count:,}, {total}: {clock}, {own}, {first:.3f}, {ten:.3f}, {narrow:.3f}",
        flush=True,
    )


def _spread(times: Sequence[float]) -> str:
    ordered = sorted(times)
    last = ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]
    return f"{statistics.median(ordered):.2f} / {last:.2f}"


if __name__ == "__main__":
    main()
