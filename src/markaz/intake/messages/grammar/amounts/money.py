"""What a sum of money is: the value of drugs, or assets; cash that was found is neither."""

from collections.abc import Iterator, Sequence

from markaz.intake.messages.grammar.items import Item

_NEAR_ASSETS, _NEAR_CASH = 9, 2


def sums(chunk: Sequence[Item]) -> Iterator[tuple[str, Item]]:
    """The sums of a chunk, each as "value" or as "assets"."""
    valued = any(one.has("value") for one in chunk)
    for at, one in enumerate(chunk):
        if one.money is None:
            continue
        near = chunk[max(0, at - _NEAR_CASH) : at + _NEAR_CASH + 1]
        if any(part.has("assets") for part in chunk[max(0, at - _NEAR_ASSETS) : at]):
            yield "assets", one
        elif valued and not any(part.has("cash") for part in near):
            yield "value", one
