"""Reads the vocabulary tables, and says where each one comes from."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from markaz.data.folding import fold

Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Source:
    """Where a table comes from, in which edition, and what may be done with it."""

    table: str
    title: str
    edition: str
    source: str
    licence: str
    note: str


class AmbiguousSpellingError(ValueError):
    """One spelling leads to two codes, so nobody could say which was meant."""


@cache
def rows(name: str) -> tuple[Row, ...]:
    """Every row of one table, read once; `name` is the file's name without ending."""
    path = files("markaz.data").joinpath("vocabularies", f"{name}.csv")
    return tuple(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))


@cache
def sources() -> tuple[Source, ...]:
    """The source, edition and licence of every table, layer and font."""
    return tuple(Source(**row) for row in rows("sources"))


def spellings(pairs: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    """Folded spelling to code; a spelling that leads to two codes is refused."""
    found: dict[str, str] = {}
    for spelling, code in pairs:
        key = fold(spelling)
        if key and found.setdefault(key, code) != code:
            raise AmbiguousSpellingError(f"{spelling!r} means both {found[key]} and {code}")
    return MappingProxyType(found)
