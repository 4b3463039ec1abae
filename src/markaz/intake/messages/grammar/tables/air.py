"""The airport, the flight and the place of hiding that columns of a table name by themselves."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from markaz.data.airports import AIRPORTS
from markaz.intake.messages.grammar.items import Item
from markaz.intake.messages.grammar.tables.columns import Kind
from markaz.intake.messages.grammar.tables.grid import Cell
from markaz.intake.messages.grammar.tables.telling import Figure
from markaz.intake.messages.writing import Writing
from markaz.records.statement import Stated, Statement

_CARRIER = 2


def by_air(one: Statement, pairs: Sequence[Figure], writing: Writing) -> Statement:
    """A row's statement with what its cells say under such headings."""
    for heading, cell in pairs:
        words = [part for part in cell if not part.is_mark]
        if heading.kind == Kind.AIRPORT and words:
            one = _at(one, words, writing)
        elif heading.kind == Kind.FLIGHT:
            flights = tuple(_flights(words, writing))
            one = replace(one, flights=flights or one.flights)
        elif heading.kind == Kind.HIDING:
            hidden = [part for part in words if part.has("hiding")]
            if hidden:
                code = _stated(hidden[0].kinds["hiding"], hidden[:1], writing)
                one = replace(one, concealment=code)
    return one


def _at(one: Statement, words: Cell, writing: Writing) -> Statement:
    """The airport by its three letters; by its name the prose of the row has read it."""
    code = writing.text[words[0].start : words[0].end]
    if len(words) == 1 and code in AIRPORTS:
        return replace(one, airport=_stated(code, words, writing))
    return one


def _flights(words: Sequence[Item], writing: Writing) -> Iterator[Stated[str]]:
    """Designators like "EK-625", as the prose gives them: letters, a space, figures."""
    for carrier, number in pairwise(words):
        letters = writing.text[carrier.start : carrier.end]
        plain = letters.isascii() and letters.isupper() and len(letters) == _CARRIER
        if plain and number.key.isdigit():
            yield _stated(f"{letters} {number.key}", [carrier, number], writing)


def _stated(value: str, its: Sequence[Item], writing: Writing) -> Stated[str]:
    span = writing.span(its[0].start, its[-1].end)
    return Stated(value, writing.source[span.start : span.end], (span,))
