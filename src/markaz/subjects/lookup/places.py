"""Whether two addresses as written may be one place."""

from markaz.data.folding import fold
from markaz.data.names import sound
from markaz.subjects.mentions.rules import FieldReason

# House, street, town: two words are said by many neighbours, and most of what is asked must agree.
_FEWEST, _LEAST_SHARE, _MOST_BITS = 2, 0.6, 12.0


def place_words(address: str) -> frozenset[str]:
    """The words of an address as they are heard, numbers as they stand."""
    return frozenset(sound(word) or word for word in fold(address).split())


def same_place(asked: str, held: str) -> FieldReason | None:
    """What two addresses share, where that is most of what was asked."""
    wanted, known = place_words(asked), place_words(held)
    shared = len(wanted & known)
    if not shared or shared < min(_FEWEST, len(wanted)) or shared / len(wanted) < _LEAST_SHARE:
        return None
    return FieldReason(
        "place",
        f"{shared} of {len(wanted)} words of the place agree",
        f"مقام کے {len(wanted)} میں سے {shared} الفاظ ملتے ہیں",
        _MOST_BITS * shared / len(wanted),
        agrees=True,
        strong=True,
    )
