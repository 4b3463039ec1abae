"""Whether a word may be another writing of a known name: wide, since a miss is a leak."""

from collections.abc import Iterable
from functools import lru_cache
from itertools import product

from markaz.data.names import sound
from markaz.data.phones import in_arabic_script, phones

# Sounds that one alphabet writes for several of the other; vowels and breaths are left out, since
# Arabic letters write few of them.  Where a sound may be either, both are tried.
_COARSE: dict[str, tuple[str, ...]] = {
    **dict.fromkeys("bp", ("b",)),
    "f": ("f",),
    "v": ("f", ""),
    **dict.fromkeys("kqxgG", ("k",)),
    "j": ("k", "s"),
    **dict.fromkeys("sSzZC", ("s",)),
    **dict.fromkeys("TD", ("s", "t")),
    **dict.fromkeys("td", ("t",)),
    **{letter: (letter,) for letter in "lrmn"},
}
_VOWELS = {
    **dict.fromkeys("aA", "a"),
    **dict.fromkeys("eiyY", "i"),
    **dict.fromkeys("ouwW", "u"),
}
# So few sounds say little by themselves.
_SHORTEST_SOUND = 2
_SHORTEST_COARSE = 3
# From how many consonants on one may be missing, and one be another.
_MISSING_FROM, _OTHER_FROM = 4, 5
# From how many sounds on one, and two, may be put wrongly: "all" is not Ali, Kareem is Karim.
_ONE_FROM, _TWO_FROM, _SLIPS_FROM = 4, 7, 5
_MOST_READINGS = 16


class Likeness:
    """The words of known names, made ready to be compared with any other word."""

    def __init__(self, words: Iterable[str]) -> None:
        self.words = sorted(words)
        self.sounds = {word: sound(word) for word in self.words}
        self.of = lru_cache(maxsize=65_536)(self._of)

    def _of(self, word: str) -> bool:
        """Whether the word may be one of them."""
        return any(self._is(word, name) for name in self.words)

    def _is(self, word: str, name: str) -> bool:
        heard = sound(word)
        same = len(heard) >= _SHORTEST_SOUND and heard == self.sounds[name]
        if in_arabic_script(word) != in_arabic_script(name):
            return same or _across(word, name)
        return _slipped(phones(word), phones(name), same_consonants=same)


def _slipped(word: str, name: str, *, same_consonants: bool) -> bool:
    """Whether two words of one alphabet differ by no more than vowels or a slip."""
    long = len(name)
    first = _ONE_FROM if same_consonants else _SLIPS_FROM
    allowed = (long >= first) + (long >= _TWO_FROM and (same_consonants or long > _TWO_FROM))
    if not allowed:
        return same_consonants and word == name
    return abs(len(word) - long) <= allowed and distance(word, name) <= allowed


def _across(word: str, name: str) -> bool:
    """Whether two alphabets may spell one word: by consonants, short words by vowels as well."""
    first, second = phones(word), phones(name)
    if set(_readings(first, vowels=True)) & set(_readings(second, vowels=True)):
        return True
    for left, right in product(_readings(first), _readings(second)):
        if min(len(left), len(right)) < _SHORTEST_COARSE:
            continue
        shorter = min(len(left), len(right))
        least = _OTHER_FROM if len(left) == len(right) else _MISSING_FROM
        if left == right or (shorter >= least and distance(left, right) <= 1):
            return True
    return False


@lru_cache(maxsize=65_536)
def _readings(sounds: str, *, vowels: bool = False) -> tuple[str, ...]:
    """Every way to read the sounds coarsely; none that says too little."""
    found = [""]
    for letter in sounds:
        parts = _COARSE.get(letter) or ((_VOWELS.get(letter, "") if vowels else ""),)
        if len(found) * len(parts) > _MOST_READINGS:
            parts = parts[:1]
        found = [before + part for before in found for part in parts]
    read = map(_once, dict.fromkeys(found))
    return tuple(one for one in read if not vowels or len(one) >= _SHORTEST_SOUND)


def _once(sounds: str) -> str:
    return "".join(one for at, one in enumerate(sounds) if at == 0 or one != sounds[at - 1])


def distance(left: str, right: str) -> int:
    """Letters to put in, take out or change to come from one to the other (Levenshtein)."""
    row = list(range(len(right) + 1))
    for at, one in enumerate(left, start=1):
        before, row[0] = row[0], at
        for place, other in enumerate(right, start=1):
            before, row[place] = (
                row[place],
                min(before + (one != other), row[place] + 1, row[place - 1] + 1),
            )
    return row[-1]
