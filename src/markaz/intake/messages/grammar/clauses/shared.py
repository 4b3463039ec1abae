"""The one drug of a list of places, said once: "charas: 780 kg from Quetta, 205 kg from Swat"."""

from collections.abc import Iterator, Sequence

from markaz.intake.messages.grammar.items import Item, any_has

_FEWEST = 3


def with_drug(pieces: Sequence[list[Item]]) -> Iterator[list[Item]]:
    """The pieces of a list, each weight of nothing named beside the one drug of them all."""
    named = {_code(one): one for piece in pieces for one in piece if one.has("substance", "drugs")}
    if len(named) != 1 or sum(map(_weighs, pieces)) < _FEWEST:
        yield from pieces
        return
    (drug,) = named.values()
    for piece in pieces:
        bare = _weighs(piece) and not any_has(piece, "substance", "drugs")
        yield [*_beside(piece, drug)] if bare else piece


def _code(one: Item) -> str:
    return one.kinds.get("substance", "")


def _weighs(piece: Sequence[Item]) -> bool:
    """Whether a piece states one weight."""
    return sum(_is_weight(one) for one in piece) == 1


def _is_weight(one: Item) -> bool:
    return one.amount is not None and one.amount.dimension == "mass"


def _beside(piece: Sequence[Item], drug: Item) -> Iterator[Item]:
    for one in piece:
        yield one
        if _is_weight(one):
            yield drug.left_out_at(one)
