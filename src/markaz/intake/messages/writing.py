"""A message's letters as they are read, each with its place in the message as it came."""

import html
import re
import unicodedata
from array import array
from dataclasses import dataclass
from functools import lru_cache

from markaz.data.folding import western_digits
from markaz.records.errors import InvalidValueError
from markaz.records.statement import Span

# A year of weekly briefs; more is no message but a file.
LONGEST = 200_000
_TAG = re.compile(r"<(?P<name>/?[A-Za-z!][A-Za-z0-9]*)[^<>]{0,2000}>")
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#x[0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_BREAKING = frozenset(("p", "br", "div", "li", "tr", "table", "h1", "h2", "h3", "ul"))
# What ends a cell of a table parts it from the next as a tab does.
_CELLS = frozenset(("/td", "/th"))
_HIDDEN = re.compile(r"<(script|style)\b", re.IGNORECASE)
# NFKC would turn "10½" into "101/2" and "10²" into "102": what stands above stays above.
_KEPT = ("<fraction>", "<super>", "<sub>", "<circle>", "<square>")
# A space that parts thousands and never words.
NARROW = "\u00a0"
_READ_AS = {
    **dict.fromkeys("\u00a0\u202f\u2009\u2007", NARROW),
    **dict.fromkeys("\r\n\u2028\u2029", "\n"),
    "\t": "\t",
}


@dataclass(frozen=True, slots=True)
class Writing:
    """The letters as read; `places` gives for each its place in the source, None where the same."""

    text: str
    source: str
    places: "array[int] | None" = None

    def span(self, start: int, end: int) -> Span:
        """Where in the source a stretch of the letters stands."""
        if self.places is None:
            return Span(start, end)
        if start >= end:
            return Span(0, 0)
        return Span(self.places[start], self.places[end - 1] + 1)


def written(source: str) -> Writing:
    """The message without markup, direction marks and letters of no width, digits in ASCII.

    Raises:
        InvalidValueError: it is longer than any message, or empty.
    """
    if len(source) > LONGEST:
        raise InvalidValueError(
            "The message is longer than {most:,} letters: paste one message at a time, or hand in"
            " a file of rows.",
            most=LONGEST,
        )
    plain = source.isascii() and not any(mark in source for mark in "<&\r")
    writing = Writing(source, source) if plain else _read(source)
    if not writing.text.strip():
        raise InvalidValueError("The message is empty: paste its text.")
    return writing


def _read(source: str) -> Writing:
    letters: list[str] = []
    places = array("l")
    at, end = 0, len(source)
    while at < end:
        char = source[at]
        taken, shown = (1, _letter(char)) if char not in "<&" else _markup(source, at)
        for one in shown:
            letters.append(one)
            places.append(at)
        at += taken
    return Writing("".join(letters), source, places)


def _markup(source: str, at: int) -> tuple[int, str]:
    """How many letters of markup begin here, and what is read in their place."""
    if hidden := _HIDDEN.match(source, at):
        close = source.find(f"</{hidden[1]}", at)
        # What a page hides from its reader is no part of the message.
        return (close if close > 0 else len(source)) - at, " "
    if tag := _TAG.match(source, at):
        name = tag["name"].casefold()
        breaks = "\n" if name.lstrip("/") in _BREAKING else " "
        return len(tag[0]), "\t" if name in _CELLS else breaks
    if entity := _ENTITY.match(source, at):
        shown = html.unescape(entity[0])
        return len(entity[0]), "".join(map(_letter, shown)) if shown != entity[0] else shown
    return 1, source[at]


@lru_cache(maxsize=65536)
def _letter(char: str) -> str:
    """What one letter is read as: nothing, itself or what it stands for."""
    if char in _READ_AS:
        return _READ_AS[char]
    if char.isascii() and char.isprintable():
        return char
    category = unicodedata.category(char)
    if category[0] == "C":
        return " " if category == "Cc" else ""
    above = unicodedata.decomposition(char).startswith(_KEPT)
    return char if above else western_digits(unicodedata.normalize("NFKC", char))
