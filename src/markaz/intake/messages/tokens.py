"""The words, numbers and marks of a message, in order."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from markaz.data.folding import fold

WORD, NUMBER, MARK, DATE, CODE = "word", "number", "mark", "date", "code"
_MARKS = "\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
_TOKEN = re.compile(
    rf"""
    (?P<word>(?![¼½¾])[^\W\d_][^\W\d_{_MARKS}]*(?:[{_MARKS}][^\W\d_]*)*)
  | (?P<code>
        \d{{5}}-?\d{{7}}-?\d(?!\d)                             # an identity card
      | (?<![\d.,])0\d{{2,4}}[-\ ]?\d{{6,8}}(?!\d)             # a telephone
      | \d{{1,2}}:\d{{2}}(?::\d{{2}})?(?![\d:])                # a time
    )
  | (?P<date>
        (?:19|20)\d{{2}}-\d{{2}}-\d{{2}}(?!\d)
      | (?<![\d.,])\d{{1,2}}(?P<part>[./-])\d{{1,2}}(?P=part)(?:(?:19|20)\d{{2}}|\d{{2}})
        (?![\d.,]\d|\d)
    )
  | (?P<number>\d+(?:[.,'’\u00a0]\d+)*[¼½¾]?|(?<!\w)\.\d+|[¼½¾])
  | (?P<mark>\n[ \t\n]*|[^\s\w]|_)
    """,
    re.VERBOSE,
)


_HANDLES = ("#", "@")
_CAMEL = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[^A-Z]+|[A-Z]")


class Token(NamedTuple):
    """One word, number or mark; `key` is its folded spelling, `tight` says that no gap precedes."""

    kind: str
    text: str
    key: str
    start: int
    end: int
    tight: bool


def tokens(text: str) -> Iterator[Token]:
    """The tokens of the letters of a message."""
    last, handle = 0, False
    for found in _TOKEN.finditer(text):
        kind = found.lastgroup or MARK
        shown = key = found[0]
        start, end = found.span()
        if kind == WORD:
            if handle:
                yield from _parts(shown, start)
            else:
                yield Token(kind, shown, _key(shown), start, end, start == last)
            last, handle = end, False
            continue
        handle = shown in _HANDLES and text[end : end + 1].isalpha()
        if handle:
            continue
        if kind == MARK and shown[0] == "\n":
            key = "\n\n" if shown.count("\n") > 1 else "\n"
        yield Token(kind, shown, key, start, end, start == last)
        last = end


def _parts(shown: str, start: int) -> Iterator[Token]:
    """The words of a name that is written as one: "#DrugFreeLahore", "@PakistanCustoms"."""
    for part in _CAMEL.finditer(shown):
        at = start + part.start()
        yield Token(WORD, part[0], _key(part[0]), at, start + part.end(), part.start() > 0)


@lru_cache(maxsize=65536)
def _key(word: str) -> str:
    return fold(word) or word


def keys(surface: str) -> tuple[str, ...]:
    """A spelling of a vocabulary as the keys under which its words come in a message."""
    found = [one for one in tokens(surface) if one.kind != MARK or one.text in "$€£₨"]
    return tuple(one.key for one in found)
