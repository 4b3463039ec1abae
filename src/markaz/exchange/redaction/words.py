"""Where in a text a known name stands, in whatever script and spelling."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise

from markaz.data.phones import readable
from markaz.data.tables import rows
from markaz.exchange.redaction.likeness import Likeness

Span = tuple[int, int]

# Marks, joiners and direction signs within a word hide it from a search and from nobody's eye.
_HIDDEN = "\u0300-\u036f\u0610-\u061a\u064b-\u0652\u0670\u06d6-\u06ed\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff'’ʼ`´"  # noqa: E501
_WORD = re.compile(rf"[^\W_](?:[^\W_]|[{_HIDDEN}])*")
# Z.o.r.a.k, Z o r a k: single letters in a row are read as one word.
_SPELLED = re.compile(r"(?<![^\W_])[^\W\d_](?:[\W_]{1,2}[^\W\d_]){2,}(?![^\W_])")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=\D)(?=\d)|(?<=\d)(?=\D)")
# Shorter words stand within too many others ("amin" in "examined").
_SHORTEST_WITHIN = 5


class Names:
    """The known names, made ready to be looked for."""

    def __init__(self, names: Iterable[str]) -> None:
        folded = [_words(part) for name in names for part in (name, " ".join(_parts(name)))]
        self.words = {word for words in folded for word in words if _tells(word)}
        self.joined = {
            one
            for words in folded
            for one in ("".join(words), *map("".join, pairwise(words)), *words)
            if len(one) >= _SHORTEST_WITHIN
        }
        self.codes = {_variant(word) for word in self.words}
        self.likeness = Likeness(self.words)

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
        return self.likeness.of(word)

    def _holds(self, word: str) -> bool:
        return any(name in word for name in self.joined)


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
