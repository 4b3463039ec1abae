"""How far apart two words of names sound, counted in letters."""

from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate

from markaz.data.phones import in_arabic_script, phones
from markaz.subjects.names.vocabulary import tribes, variants

_VOWELS = frozenset("aeiouAWY")
_LONG = {"A": "aeo", "W": "wouv", "Y": "yiea"}
_FAR = 1.0
# What clerks and scripts take for one another, and what it costs; the rest costs a whole letter.
_NEAR = {
    0.1: "qk wv jZ xk tT dD zD Gg fv wW yY",
    0.3: "xh xq sT zs CS gq jg bp Gx kg jy iy uw ow SZ GW",
    0.6: "td mn CS rl kC sS jG sC jz vb",
}
_ACROSS = {0.1: "pb vf gj gG gk gq vW wW jG Cj", 0.25: "TS td sz"}
_VOWEL_FOR_VOWEL, _VOWEL_MISSING, _BREATH_MISSING = 0.5, 0.6, 0.25
_UNWRITTEN, _LONG_MISSING, _TURNED = 0.12, 0.35, 0.8
_LONGEST = 24
_SHORTEST = 1
_ALIKE = 0.1
# Words that sound so far apart are never laid beside each other: their letters are not counted.
_NEVER_ONE = 0.6


@dataclass(frozen=True, slots=True)
class Likeness:
    """How two words differ: in sounds, as a share of the longer, and by what they are alike.

    `spelled` counts the letters to be changed where both are written in one script.
    """

    off: float
    share: float
    how: str
    spelled: int = 0


@cache
def _near() -> dict[tuple[str, str, bool], float]:
    found: dict[tuple[str, str, bool], float] = {}
    for across, table in ((False, _NEAR), (True, _NEAR), (True, _ACROSS)):
        for cost, pairs in table.items():
            for one, other in map(tuple, pairs.split()):
                for pair in ((one, other), (other, one)):
                    known = found.get((*pair, across), _FAR)
                    found[*pair, across] = min(known, cost)
    return found


class _Swaps(dict[str, float]):
    """What it costs to put another sound where one stands; each is worked out once."""

    def __init__(self, one: str, *, across: bool) -> None:
        self._one, self._across = one, across

    def __missing__(self, other: str) -> float:
        self[other] = cost = _swapped(self._one, other, across=self._across)
        return cost


@cache
def _swaps(one: str, across: bool) -> _Swaps:  # noqa: FBT001 - hot inner loop
    return _Swaps(one, across=across)


def _swapped(one: str, other: str, *, across: bool) -> float:
    if one == other or one in _LONG.get(other, "") or other in _LONG.get(one, ""):
        return 0.0
    if one in _VOWELS and other in _VOWELS:
        return _VOWEL_FOR_VOWEL
    return _near().get((one, other, across), _FAR)


@cache
def _missing(one: str, across: bool) -> float:  # noqa: FBT001 - hot inner loop
    if one == "h":
        return _BREATH_MISSING
    if one in "AWY":
        return _LONG_MISSING
    if one in _VOWELS:
        return _UNWRITTEN if across else _VOWEL_MISSING
    return _LONG_MISSING if across and one in "wy" else _FAR


def distance(left: str, right: str, *, across: bool) -> float:
    """The least cost of turning one word's sounds into the other's; `across` scripts."""
    before: list[float] = []
    dropped = [_missing(sound, across) for sound in right]
    row = [0.0, *accumulate(dropped)]
    for i, one in enumerate(left):
        above, before2 = row, before
        gone, swaps = _missing(one, across), _swaps(one, across)
        last = above[0] + gone
        row = [last]
        for j, other in enumerate(right):
            # Spelled out: this is where a comparison spends its time.
            best = above[j] + swaps[other]
            if (without := above[j + 1] + gone) < best:
                best = without
            if (last := last + dropped[j]) < best:
                best = last
            if i and j and one == right[j - 1] and other == left[i - 1] and one != other:
                best = min(best, before2[j - 1] + _TURNED)
            last = best
            row.append(best)
        before = above
    return row[-1]


@lru_cache(maxsize=65536)
def _size(sounds: str) -> float:
    """A vowel is half of a letter: what is written of it differs most."""
    return sum(0.5 if one in _VOWELS else 1.0 for one in sounds)


def likeness(left: str, right: str) -> Likeness:
    """Compare two folded words; the order of the two does not matter."""
    return _likeness(left, right) if left <= right else _likeness(right, left)


@lru_cache(maxsize=131072)
def _likeness(left: str, right: str) -> Likeness:
    if left == right:
        return Likeness(0.0, 0.0, "same")
    if _known_as_one(left, right):
        return Likeness(0.0, 0.0, "variant")
    if left.isdigit() or right.isdigit():
        both = left.isdigit() and right.isdigit()
        return Likeness(1.0, 0.5, "number") if both else Likeness(2.0, 1.0, "different")
    found = _sounded(left, right)
    known = variants()
    if left in known and right in known:
        # Both are names of their own, however near they sound: Ahmad is not Muhammad.
        return Likeness(max(2.0, found.off), max(0.6, found.share), "different")
    return found


def _known_as_one(left: str, right: str) -> bool:
    known, clans = variants(), tribes()
    shared = known.get(left, frozenset()) & known.get(right, frozenset())
    return bool(shared) or (left in clans and clans[left] == clans.get(right))


def _sounded(left: str, right: str) -> Likeness:
    across = in_arabic_script(left) != in_arabic_script(right)
    found = _compared(left, right, across=across)
    bare = without_article(left), without_article(right)
    if found.off and bare != (left, right):
        found = min(found, _compared(*bare, across=across), key=lambda one: one.share)
    return found


def without_article(word: str) -> str:
    """The word without the Arabic article that is written together with it."""
    return word[2:] if word.startswith("ال") and len(word) > _SHORTEST + 2 else word


def _compared(left: str, right: str, *, across: bool) -> Likeness:
    one, other = phones(left)[:_LONGEST], phones(right)[:_LONGEST]
    size = max(_size(one), _size(other))
    if not one or not other:
        return Likeness(max(size, 1.0), 1.0, "different")
    off = distance(one, other, across=across)
    share = min(1.0, off / size)
    spelled = 0
    if not across and share < _NEVER_ONE:
        spelled = edits(left[:_LONGEST], right[:_LONGEST])
    if off == 0.0:
        return Likeness(0.05, 0.05 / size, "sound", spelled)
    return Likeness(off, share, "sound" if share <= _ALIKE else "near", spelled)


def edits(left: str, right: str) -> int:
    """How many letters are to be changed, dropped or added between two spellings."""
    row = list(range(len(right) + 1))
    for i, one in enumerate(left, start=1):
        above, row = row, [i]
        for j, other in enumerate(right, start=1):
            row.append(min(above[j - 1] + (one != other), above[j] + 1, row[j - 1] + 1))
    return row[-1]
