"""What an entry is known to share with a question from the keys alone under which it was found.

A set of bits for each entry: which words of the name, of the father's and of the place are met, how
closely, and whether the year is.  So the best of thousands are told before any of them is read.
"""

from functools import lru_cache

Shared = int
_OWN, _KIN, _PLACES = 4, 2, 6
_CLOSENESSES = 4

NOTHING: Shared = 0
_FIRST_KIN = _OWN * _CLOSENESSES
_FIRST_PLACE = _FIRST_KIN + _KIN
NUMBER: Shared = 1 << (_FIRST_PLACE + _PLACES)
YEAR: Shared = NUMBER << 1
YEAR_NEAR: Shared = NUMBER << 2
DAY: Shared = NUMBER << 3
DAY_NEAR: Shared = NUMBER << 4

# A word of the name heard the same, alike, at its one end; of the father's; a year, the one beside.
_A_SAME, _A_LIKE, _A_HALF, _A_KIN, _A_YEAR, _A_YEAR_NEAR = 2.0, 1.5, 0.75, 1.5, 1.5, 0.9
# A number outweighs everything else that may be shared.
_A_NUMBER, _A_PLACE = 100.0, 2.0
# One day of a year, and one that a slip of the pen makes of it.
_A_DAY, _A_DAY_NEAR = 4.0, 3.0


def same(word: int) -> Shared:
    """A word of the name is heard the same."""
    return 1 << (_CLOSENESSES * word)


def alike(word: int) -> Shared:
    """A word of the name is heard alike."""
    return 2 << (_CLOSENESSES * word)


def begins(word: int) -> Shared:
    """A word of the name begins alike."""
    return 4 << (_CLOSENESSES * word)


def ends(word: int) -> Shared:
    """A word of the name ends alike."""
    return 8 << (_CLOSENESSES * word)


def of_kin(word: int) -> Shared:
    """A word of the father's name is heard alike."""
    return 1 << (_FIRST_KIN + word)


def place(word: int) -> Shared:
    """A word of the place is met."""
    return 1 << (_FIRST_PLACE + word)


@lru_cache(maxsize=65536)
def worth(shared: Shared, tells: tuple[float, ...]) -> float:
    """How much that is together: a telling word that is heard the same is 2.

    Args:
        shared: what is shared.
        tells: of each word of the asked name how much it tells.
    """
    told = sum(tell * _word(shared >> (_CLOSENESSES * word)) for word, tell in enumerate(tells))
    told += _A_KIN * (shared >> _FIRST_KIN & ((1 << _KIN) - 1)).bit_count()
    told += _A_PLACE * (shared >> _FIRST_PLACE & ((1 << _PLACES) - 1)).bit_count()
    if shared & NUMBER:
        told += _A_NUMBER
    if shared & (DAY | DAY_NEAR):
        told += _A_DAY if shared & DAY else _A_DAY_NEAR
    if shared & YEAR:
        return told + _A_YEAR
    return told + _A_YEAR_NEAR if shared & YEAR_NEAR else told


def _word(shared: Shared) -> float:
    if shared & 1:
        return _A_SAME
    return _A_LIKE if shared & 2 else _A_HALF * (shared >> 2 & 3).bit_count()
