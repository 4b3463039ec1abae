"""Persons counted where they were found and arrested later: "from two men ... they were held"."""

from collections.abc import Iterator, Sequence

from markaz.data.folding import fold
from markaz.intake.messages.grammar.items import Item, any_has
from markaz.intake.messages.grammar.people.clauses import befell
from markaz.intake.messages.grammar.people.implied import ONE_OR_MORE, Told, is_numbered
from markaz.intake.messages.grammar.people.nouns import field_of, noun_of
from markaz.records.statement import CountField

_THEY = frozenset(map(fold, ("they", "them", "انہیں", "انھیں")))
_WERE = frozenset(("were", "have", "are"))
_HELD = 3


def counted_before(chunks: Sequence[Sequence[Item]]) -> Told | None:
    """How many were found with drugs of whom a later sentence only says that they were arrested."""
    found: list[tuple[int, Item]] = []
    for chunk in chunks:
        if len({number for number, _ in found}) == 1 and any(
            _they_were(chunk, at) for at in range(len(chunk))
        ):
            number, noun = found[0]
            return CountField.ARRESTED, number, noun
        found += _persons(chunk)
    return None


def _they_were(chunk: Sequence[Item], at: int) -> bool:
    """Whether several whom nobody counts here were arrested: "the smugglers were held"."""
    one = chunk[at]
    after = chunk[at + 1].key if at + 1 < len(chunk) else ""
    several = one.has("person") and not one.kinds["person"] and one.key not in ONE_OR_MORE
    several = several or one.key in _THEY or (one.key in ONE_OR_MORE and after in _WERE)
    return several and not is_numbered(chunk, at) and befell(chunk, at, "arrest")


def _persons(chunk: Sequence[Item]) -> Iterator[tuple[int, Item]]:
    """Whom a sentence counts as those who had the drugs that it tells of."""
    if not any_has(chunk, "seize", "conceal") or any_has(chunk, "harm"):
        return
    for at, one in enumerate(chunk):
        if one.value is None or one.value <= 1 or one.amount is not None or one.money is not None:
            continue
        noun = noun_of(chunk, at)
        if noun is not None and noun - at <= _HELD and field_of(chunk[noun]) == CountField.ARRESTED:
            yield int(one.value), one
