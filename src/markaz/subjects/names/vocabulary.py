"""What single words of a name are: titles, markers of kin, tribes, known spellings, legal forms."""

from collections.abc import Mapping, Sequence
from functools import cache

from markaz.data.phones import readable
from markaz.data.tables import Row, rows

# A first word to the spellings that begin with it, the longest first, and the row of each.
Phrases = Mapping[str, Sequence[tuple[list[str], Row]]]


def _phrases(table: str) -> Phrases:
    known: dict[tuple[str, ...], Row] = {}
    for row in rows(table):
        known.setdefault(tuple(readable(row["spelling"]).split()), row)
    found: dict[str, list[tuple[list[str], Row]]] = {}
    for spelled in sorted(filter(None, known), key=len, reverse=True):
        found.setdefault(spelled[0], []).append((list(spelled), known[spelled]))
    return found


@cache
def titles() -> Phrases:
    """Titles and honorifics; a soft one is often a part of the name itself."""
    return _phrases("name_titles")


@cache
def markers() -> Phrases:
    """The words between the parts of a name: son of, servant of, known as, the article."""
    return _phrases("name_markers")


@cache
def tribes() -> dict[str, str]:
    """Tribal and clan names, written as one word, to one code each."""
    return {readable(row["spelling"]).replace(" ", ""): row["code"] for row in rows("name_tribes")}


@cache
def variants() -> dict[str, frozenset[str]]:
    """Spellings whose sounds do not show that they are one name, to the codes they may mean."""
    found: dict[str, frozenset[str]] = {}
    for row in rows("name_variants"):
        key = readable(row["spelling"])
        found[key] = found.get(key, frozenset()) | {row["code"]}
    return found


@cache
def shares() -> dict[str, float]:
    """How many names of a thousand bear a word that is common; rough."""
    return {row["code"]: float(row["per_mille"]) for row in rows("name_common")}


@cache
def legal_forms() -> Phrases:
    """Legal forms of organisations, and the small words of their names."""
    return _phrases("legal_forms")


def longest(phrases: Phrases, words: list[str], at: int) -> tuple[Row | None, int]:
    """The longest phrase that begins with the word at a place, and how many words it takes."""
    for spelled, row in phrases.get(words[at], ()) if at < len(words) else ():
        if words[at : at + len(spelled)] == spelled:
            return row, len(spelled)
    return None, 0
