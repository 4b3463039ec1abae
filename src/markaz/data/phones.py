"""The letters of a name word as single sounds, vowels kept, whatever script it is written in.

Finer than `data/names.py`, whose sounds are keys: here two words are laid side by side, so each
sound keeps its place.  Capital letters are sounds that the Latin alphabet writes with two (S is
sh), and the long vowels of Arabic script (A, W, Y), which a Latin spelling writes in many ways.
"""

import re
import unicodedata
from functools import cache, lru_cache

from anyascii import anyascii

from markaz.data.folding import fold
from markaz.data.tables import rows

_LONGEST = 3
_APOSTROPHES = dict.fromkeys(map(ord, "'’‘`´ʿʾʻʼ"))
# A digit inside a word of letters stands for the letter it looks like.
_LOOKALIKES = str.maketrans("01345", "oieas")
# The l of the article sounds like the letter that follows it: Abdul Rahman is Abdur Rahman.
_SERVANT = re.compile(r"^a?bd[aeiouA]?l?(?=.{2})")


@cache
def _letters() -> dict[str, str]:
    return {row["letter"]: row["phone"] for row in rows("name_phones")}


@lru_cache(maxsize=4096)
def _kept(char: str) -> bool:
    name = unicodedata.name(char, "")
    return char.isascii() or name.startswith(("LATIN", "ARABIC", "EXTENDED ARABIC", "COMBINING"))


def readable(text: str) -> str:
    """The text folded, in Latin or Arabic letters; other scripts are romanised first."""
    plain = text.translate(_APOSTROPHES)
    if plain.isascii():
        return fold(plain)
    return fold("".join(char if _kept(char) else anyascii(char).replace("'", "") for char in plain))


@lru_cache(maxsize=65536)
def in_arabic_script(word: str) -> bool:
    """Whether a folded word is written in Arabic letters, which leave short vowels out."""
    return any("\u0600" <= char <= "\u06ff" for char in word)


@lru_cache(maxsize=65536)
def phones(word: str) -> str:
    """The sounds of one folded word, doubled ones counted once; digits stand for themselves."""
    letters = _letters()
    spelled = word if word.isdigit() else word.translate(_LOOKALIKES)
    found = ""
    at = 0
    while at < len(spelled):
        size = _LONGEST
        while size > 1 and spelled[at : at + size] not in letters:
            size -= 1
        letter = spelled[at : at + size]
        found += letters.get(letter, letter if letter.isdigit() else "")
        at += size
    return _SERVANT.sub("abd", _undoubled(found))


def _undoubled(sounds: str) -> str:
    return "".join(
        one for at, one in enumerate(sounds) if at == 0 or one != sounds[at - 1] or one.isdigit()
    )
