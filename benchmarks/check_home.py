"""A home with many simulated people on five agencies' lists, and questions about some of them."""

import os
import random
import warnings
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import replace
from itertools import chain, islice
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.simulated_people import Person, Written, asked_by_day, asked_for, listed, people

if TYPE_CHECKING:
    from markaz.subjects.mentions.mention import Mention

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"
_ROWS = 50_000
# Keys are made beside the writing of rows, so many pieces ahead of it at the most.
_PROCESSES, _AHEAD = 2, 6
_AGENCIES = ("ANF", "CUSTOMS", "PCG", "ASF", "FIA")


def opened(home: Path, database: str) -> None:
    """Open a home's tables on SQLite or where an address says, empty where the home is new."""
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
    from markaz.store import setup

    setup.ensure()


def filled(seed: int, count: int) -> bool:
    """Fill the open tables; False where they hold as many people already.

    Raises:
        ValueError: they hold some, and not these.
    """
    from django.db.models import Max

    from markaz.store.models import LookupKey, MentionRow

    last = MentionRow.objects.aggregate(last=Max("id"))["last"] or 0
    # The keys are written last, so that a fill that was stopped has none.
    if last == count and LookupKey.objects.exists():
        return False
    if last:
        raise ValueError(f"{last:,} entries stand there already: give a new home or database")
    fill(seed, count)
    return True


def fill(seed: int, count: int) -> None:
    """Put simulated people on the lists of five agencies, with their keys."""
    import pyarrow as pa
    from django.db import transaction

    from markaz.store import bulk
    from markaz.store.models import IdentifierRow, LookupKey, MentionRow

    told: list[Future[tuple[np.ndarray, np.ndarray]]] = []
    rest = everybody(seed, count)
    first = 1
    with ProcessPoolExecutor(_PROCESSES, mp_context=get_context("spawn")) as pool:
        while chunk := list(islice(rest, _ROWS)):
            told.append(pool.submit(_keys, chunk, first))
            with transaction.atomic():
                bulk.insert(MentionRow, pa.table(_columns([one for _, one in chunk], first)))
                bulk.insert(IdentifierRow, pa.table(_phones([one for one, _ in chunk], first)))
            first += len(chunk)
            if len(told) > _AHEAD:
                told[-_AHEAD].result()
        key, owner = (
            np.concatenate(some) for some in zip(*(one.result() for one in told), strict=True)
        )
    print(f"  {len(key) / count:.1f} keys for each person")
    # The owners stand in their order already.
    order = np.argsort(key, kind="stable")
    for at in range(0, len(order), 1_000_000):
        part = order[at : at + 1_000_000]
        with transaction.atomic():
            bulk.insert(LookupKey, pa.table({"key": key[part], "mention": owner[part]}))


def _keys(chunk: Sequence[tuple[Person, Written]], first: int) -> tuple[np.ndarray, np.ndarray]:
    """The keys of people whose entries have numbers from `first` on, and whose each key is."""
    from markaz.subjects.lookup.keys import stored_keys
    from markaz.subjects.names.words import NameKind

    said = (replace(mention(one), identifiers=with_phone(who).identifiers) for who, one in chunk)
    held = [stored_keys(one, kind=NameKind.PERSON) for one in said]
    key = np.fromiter(chain.from_iterable(held), dtype=np.int64)
    entries = np.arange(first, first + len(chunk))
    return key, np.repeat(entries, [len(some) for some in held])


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
        "birth_day": [str(one.day) for one in written],
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


def everybody(seed: int, count: int) -> Iterator[tuple[Person, Written]]:
    """Everybody, and how the list writes them."""
    draw = random.Random(seed + 1)
    for one in people(seed=seed, count=count, shared=SHARED):
        yield one, listed(one, draw=draw)


def chosen(seed: int, count: int, asked: int) -> list[int]:
    """The entries that are asked for."""
    return sorted(random.Random(seed + 2).sample(range(1, count + 1), min(asked, count)))


def some(seed: int, count: int, asked: int) -> list[Person]:
    """Those of the people who are asked for."""
    wanted = set(chosen(seed, count, asked))
    numbered = enumerate(people(seed=seed, count=count, shared=SHARED), start=1)
    return [one for number, one in numbered if number in wanted]


def questions(seed: int, meant: Iterable[Person]) -> list[Written]:
    """How another clerk writes those who are asked for."""
    draw = random.Random(seed + 3)
    return [asked_for(one, draw=draw) for one in meant]


def dated(seed: int, meant: Iterable[Person]) -> list[Written]:
    """How another clerk asks for them who knows the day of birth, and no father."""
    draw = random.Random(seed + 4)
    return [asked_by_day(one, draw=draw) for one in meant]


def mention(one: Written) -> "Mention":
    """What a writing says, made ready to be asked for."""
    from markaz.subjects.mentions.mention import Birth, Mention

    birth = Birth.on(one.day) if one.day else Birth(one.year, one.year)
    return Mention(one.name, one.father, birth)


def with_phone(person: Person) -> "Mention":
    """A question for the person's telephone alone."""
    from markaz.subjects.identifiers.identifier import Identifier, IdentifierKind
    from markaz.subjects.mentions.mention import Mention

    return Mention("", identifiers=(Identifier(IdentifierKind.PHONE, person.phone, person.phone),))
