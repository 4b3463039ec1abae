"""A text without the names, numbers and addresses that lead to a person."""

import re
from collections.abc import Iterator
from functools import lru_cache

from markaz.exchange.redaction.numbers import Numbers, address_spans
from markaz.exchange.redaction.terms import Terms
from markaz.exchange.redaction.words import Names, Span

NAME = "[name withheld]"
NUMBER = "[number withheld]"
ADDRESS = "[address withheld]"
_REMEMBERED = 65_536
_APART = re.compile(r"[\s.,\-_/]*")


class Redactor:
    """The terms made ready once, for many texts."""

    def __init__(self, terms: Terms) -> None:
        self.names = Names(terms.names)
        self.numbers = Numbers(terms.numbers)
        self.addresses = [_loosely(address) for address in terms.addresses]
        # The same codes, units and names of properties stand in every object.
        self._remembered = lru_cache(maxsize=_REMEMBERED)(self._of)

    def of(self, text: str) -> str:
        """The text with each such stretch replaced by a word that says what stood there."""
        return self._remembered(text)

    def _of(self, text: str) -> str:
        found = sorted(self._spans(text))
        told, end = "", 0
        for (first, last), instead in _merged(found, text):
            told += text[end:first] + instead
            end = last
        return told + text[end:]

    def _spans(self, text: str) -> Iterator[tuple[Span, str]]:
        yield from ((span, ADDRESS) for span in address_spans(text))
        for address in self.addresses:
            yield from ((found.span(), ADDRESS) for found in address.finditer(text))
        yield from ((span, NUMBER) for span in self.numbers.spans(text))
        yield from ((span, NAME) for span in self.names.spans(text))


@lru_cache(maxsize=8)
def redactor(terms: Terms) -> Redactor:
    """The redactor of these terms."""
    return Redactor(terms)


def redacted(text: str, terms: Terms) -> str:
    """The text without whatever the terms name, and without what looks like a person's number.

    It rather withholds a word too many: a word that only sounds like a known name goes too.
    """
    return redactor(terms).of(text)


def _merged(found: list[tuple[Span, str]], text: str) -> list[tuple[Span, str]]:
    """Stretches that overlap, or two of one kind with nothing but a blank between, as one."""
    merged: list[tuple[Span, str]] = []
    for (first, last), instead in found:
        if merged:
            (start, end), before = merged[-1]
            if first < end or (instead == before and _APART.fullmatch(text, end, first)):
                merged[-1] = ((start, max(end, last)), before)
                continue
        merged.append(((first, last), instead))
    return merged


def _loosely(address: str) -> re.Pattern[str]:
    words = re.findall(r"\w+", address)
    return re.compile(r"\W{0,3}".join(map(re.escape, words)) or r"(?!)", re.IGNORECASE)
