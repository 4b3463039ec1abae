"""Where in a text a known name stands, in whatever script and spelling."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise

from markaz.data.names import sound
from markaz.data.phones import in_arabic_script, phones, readable
from markaz.data.tables import rows

Span = tuple[int, int]

# Marks, joiners and direction signs within a word hide it from a search and from nobody's eye.
_HIDDEN = "\u0300-\u036f\u0610-\u061a\u064b-\u0652\u0670\u06d6-\u06ed\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff'’ʼ`´"  # noqa: E501
_WORD = re.compile(rf"[^\W_](?:[^\W_]|[{_HIDDEN}])*")
# Z.o.r.a.k, Z o r a k: single letters in a row are read as one word.
_SPELLED = re.compile(r"(?<![^\W_])[^\W\d_](?:[\W_]{1,2}[^\W\d_]){2,}(?![^\W_])")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=\D)(?=\d)|(?<=\d)(?=\D)")
# Shorter words stand within too many others ("amin" in "examined").
_SHORTEST_WITHIN = 5
_SHORTEST_SOUND = 2
# From how many sounds on one, and two, may differ: "all" is not Ali, Kareem is Karim.
_ALLOWED_FROM = (4, 7)


class Names:
    """The known names, made ready to be looked for."""

    def __init__(self, names: Iterable[str]) -> None:
        folded = [_words(name) for name in names]
        self.words = {word for words in folded for word in words if _tells(word)}
        self.joined = {
            one
            for words in folded
            for one in ("".join(words), *map("".join, pairwise(words)), *words)
            if len(one) >= _SHORTEST_WITHIN
        }
        self.codes = {_variant(word) for word in self.words}
        self.by_sound: dict[str, list[str]] = {}
        for word in self.words:
            self.by_sound.setdefault(sound(word), []).append(word)

    def spans(self, text: str) -> Iterator[Span]:
        """Every stretch of the text that gives a name or a part of one."""
        for found in _WORD.finditer(text):
            if self._is_named(found[0]) or any(map(self._is_named, _parts(found[0]))):
                yield found.span()
        for found in _SPELLED.finditer(text):
            if self._is_named("".join(letter for letter in found[0] if letter.isalpha())):
                yield found.span()

    def _is_named(self, written: str) -> bool:
        return any(self._is_one(word) or self._holds(word) for word in _words(written))

    def _is_one(self, word: str) -> bool:
        if word in self.words or _variant(word) in self.codes:
            return True
        heard = sound(word)
        return len(heard) >= _SHORTEST_SOUND and any(
            _alike(word, name) for name in self.by_sound.get(heard, ())
        )

    def _holds(self, word: str) -> bool:
        return any(name in word for name in self.joined)


def _alike(word: str, name: str) -> bool:
    """Whether two words of one sound are two writings of one name, and not two words."""
    if in_arabic_script(word) != in_arabic_script(name):
        # Arabic letters leave the short vowels out: the consonants are all there is.
        return True
    left, right = phones(word), phones(name)
    allowed = sum(len(right) >= least for least in _ALLOWED_FROM)
    return _distance(left, right) <= allowed


def _distance(left: str, right: str) -> int:
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


def _words(text: str) -> list[str]:
    return readable(text).split()


def _parts(written: str) -> list[str]:
    return _CAMEL.split(written)


def _tells(word: str) -> bool:
    """Whether a word of a name says anything by itself: "son of" and "the" do not."""
    return word not in _markers() and not word.isdigit()


@cache
def _markers() -> frozenset[str]:
    return frozenset(word for row in rows("name_markers") for word in _words(row["spelling"]))


@cache
def _variants() -> dict[str, str]:
    return {word: row["code"] for row in rows("name_variants") for word in _words(row["spelling"])}


def _variant(word: str) -> str:
    return _variants().get(word, word)
