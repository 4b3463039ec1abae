"""Which crop stands on the land that a message measures."""

from collections.abc import Sequence

from markaz.intake.messages.grammar.items import Item

_CROP_OF = {"CAN-PLANT": "cannabis", "OPI-POPPY-PLANT": "poppy"}


def crops(chunk: Sequence[Item]) -> list[tuple[Item, str]]:
    """The names of crops with the crop of each: "poppy", or the plants that were uprooted."""
    named = ((one, one.kinds.get("crop") or _of_plants(one)) for one in chunk if one.kinds)
    return [(one, crop) for one, crop in named if crop]


def _of_plants(one: Item) -> str:
    return _CROP_OF.get(one.kinds.get("substance", ""), "")


def surveyed(chunk: Sequence[Item], at: int) -> bool:
    """Whether the nearest word says that land was measured, and not that it was cleared."""
    words = [place for place, one in enumerate(chunk) if one.has("surveyed", "destroyed")]
    nearest = min(words, key=lambda place: abs(place - at), default=None)
    return nearest is not None and chunk[nearest].has("surveyed")
