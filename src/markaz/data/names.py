"""The sound of a name, so that its Urdu, Pashto, Persian, Arabic and Latin spellings meet."""

from functools import cache, lru_cache

from markaz.data.folding import fold
from markaz.data.tables import rows

_LONGEST_LETTER = 2


@cache
def _letters() -> dict[str, tuple[str, str]]:
    """For each letter, or pair of letters, its sound within a name and at its beginning."""
    return {row["letter"]: (row["sound"], row["initial"]) for row in rows("name_letters")}


@lru_cache(maxsize=65536)
def sound(word: str) -> str:
    """The consonants of one word of a name; a vowel counts only where the word begins with it.

    Doubled letters count once, breaths and half vowels not at all: Muhammad, Mohammed and محمد
    differ in those alone.  Digits stand for themselves.
    """
    letters = _letters()
    written = _undoubled(fold(word).replace(" ", ""))
    sounds = ""
    at = 0
    while at < len(written):
        size = _LONGEST_LETTER if written[at : at + _LONGEST_LETTER] in letters else 1
        letter = written[at : at + size]
        within, initial = letters.get(letter, (letter if letter.isdigit() else "", ""))
        sounds += within or (initial if at == 0 else "")
        at += size
    return sounds


def sounds(name: str) -> tuple[str, ...]:
    """The sounds of the words of a name or place, in the order of the alphabet."""
    return tuple(sorted(filter(None, map(sound, fold(name).split()))))


def _undoubled(word: str) -> str:
    return "".join(c for at, c in enumerate(word) if at == 0 or c != word[at - 1] or c.isdigit())
