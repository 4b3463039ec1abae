"""How the letters of a name are written in machine-read lines (ICAO Doc 9303, part 3, 6)."""

import unicodedata
from collections.abc import Mapping
from functools import cache
from itertools import islice, product
from types import MappingProxyType

from markaz.data.tables import rows

# Of names with many letters that states write in several ways; the first are the preferred ones.
_MOST_SPELLINGS = 256


@cache
def letters() -> Mapping[str, tuple[str, ...]]:
    """For each letter the ways of writing it with A to Z, the preferred one first."""
    return MappingProxyType(
        {
            chr(int(row["code_point"], 16)): (row["preferred"], *row["others"].split())
            for row in rows("mrz_letters")
        }
    )


def transliterations(name: str) -> tuple[str, ...]:
    """The ways in which a name may stand in machine-read lines, the preferred one first.

    A hyphen and a space become one space, an apostrophe and other marks nothing.  A letter that
    no table holds makes the name unwritable: then there are none.
    """
    written = [_ways(char) for char in unicodedata.normalize("NFC", name).upper()]
    if any(way is None for way in written):
        return ()
    spelt = product(*(way for way in written if way is not None))
    found = (" ".join("".join(one).split()) for one in islice(spelt, _MOST_SPELLINGS))
    return tuple(dict.fromkeys(found))


def _ways(char: str) -> tuple[str, ...] | None:
    known = letters().get(char)
    if known is not None:
        return known
    if char.isspace() or unicodedata.category(char) == "Pd":
        return (" ",)
    if char.isascii() and char.isalnum():
        return (char,)
    # Letters of no table may not fall out unseen; points and strokes are never written.
    return None if char.isalnum() else ("",)
