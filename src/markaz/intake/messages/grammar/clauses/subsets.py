"""What is told of some of a quantity that was stated before: "31 kg of the charas"."""

from collections.abc import Iterator, Sequence

from markaz.data.folding import fold
from markaz.intake.messages.grammar.clauses.places import keys
from markaz.intake.messages.grammar.items import Item

_KNOWN = frozenset(("the", "these", "this", "those", "that", "them", "which", "above", "it"))
_OPENING, _FURTHEST = 5, 8
_FROM = frozenset(("from", "in", "at", "near", "inside"))
_SINGLE = frozenset(map(fold, ("single", "one", "ایک")))
_OF_URDU = frozenset(map(fold, ("ان", "جن", "اس", "جس")))
_MARKS = frozenset((",", "،", ";", "؛", "."))


def begins_subset(sentence: Sequence[Item]) -> Iterator[int]:
    """Where in a sentence the telling of a subset begins, which the rest of it is of."""
    for at, one in enumerate(sentence):
        if (one.amount is not None or one.value is not None) and _some(sentence, at):
            yield _clause(sentence, at)


def is_subset(chunk: Sequence[Item]) -> bool:
    """Whether the figures of a chunk are some of those told before it."""
    opened = _opens(chunk)
    return opened or any(
        _some(chunk, at)
        for at, one in enumerate(chunk)
        if one.amount is not None or one.value is not None
    )


def _some(chunk: Sequence[Item], at: int) -> bool:
    """Whether an amount is of something known: "31 kg of the charas", "19 of the 65 acres"."""
    if chunk[at].amount is None:
        return _of(chunk, at + 1) and _amount(chunk, at + 2)
    if _of(chunk, at + 1) and _substance(chunk, at + 2):
        return True
    return _included(chunk, at)


def _of(chunk: Sequence[Item], at: int) -> bool:
    """Whether "of the" stands here."""
    return at < len(chunk) and chunk[at].key == "of" and chunk[at].end - chunk[at].start > len("of")


def _amount(chunk: Sequence[Item], at: int) -> bool:
    return at < len(chunk) and chunk[at].amount is not None


def _substance(chunk: Sequence[Item], at: int) -> bool:
    return at < len(chunk) and chunk[at].has("substance", "drugs")


def _included(chunk: Sequence[Item], at: int) -> bool:
    """Whether "including" and one place frame it: "including 144 kg from a single godown"."""
    before = chunk[at - 1] if at else None
    if before is None or not before.has("including") or not before.key.isascii():
        return False
    within = chunk[at + 1 : at + _FURTHEST]
    for place, one in enumerate(within):
        if one.is_mark or one.has("and") or one.amount is not None:
            return False
        if one.key in _FROM:
            after = within[place + 1 : place + 3]
            return any(part.key in _SINGLE or part.has("place", "airport") for part in after)
    return False


def _opens(chunk: Sequence[Item]) -> bool:
    """Whether "of these" opens a chunk that also says where: "Of these, 640 kg in Kech"."""
    for at, one in enumerate(chunk[:_OPENING]):
        english = one.key in ("of", "out") and any(
            near.key in _KNOWN for near in chunk[at + 1 : at + 4]
        )
        urdu = one.has("including") and one.key in _OF_URDU
        if english or urdu or _of(chunk, at):
            following = chunk[at + 1 : at + _FURTHEST]
            return any(part.amount is not None for part in following) and bool(keys(chunk))
    return False


def _clause(sentence: Sequence[Item], at: int) -> int:
    """The beginning of the clause in which an amount stands."""
    while at > 0 and not _parts(sentence[at - 1]):
        at -= 1
    return at


def _parts(one: Item) -> bool:
    return one.key in _MARKS or one.has("and", "including") or one.key == "that"
