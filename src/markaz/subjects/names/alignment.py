"""Lays the words of two names side by side: which meets which, and which meets none."""

from collections.abc import Iterator
from dataclasses import dataclass

from markaz.subjects.names.likeness import Likeness, likeness, without_article
from markaz.subjects.names.words import Name, Part, Role, Word

# Above this share of differing sounds two words are two names, not two spellings.
_SPELLING = 0.55
# Joined words must meet almost exactly: Saif Ullah and Saifullah.
_JOINED = 0.12
_ACRONYM = Likeness(0.6, 0.1, "acronym")
_FEWEST_INITIALS = 3
_INITIAL = Likeness(0.3, 0.1, "initial")
_TITLE = Likeness(0.0, 0.0, "title")


@dataclass(frozen=True, slots=True)
class Met:
    """Words of the left name that meet words of the right one."""

    left: tuple[int, ...]
    right: tuple[int, ...]
    likeness: Likeness
    tells: float


@dataclass(frozen=True, slots=True)
class Alignment:
    """What met, and the places of the words that met nothing."""

    met: tuple[Met, ...]
    left: tuple[int, ...]
    right: tuple[int, ...]


def align(left: Name, right: Name) -> Alignment:
    """Pair the words of two names, the most alike and most telling first."""
    free_left, free_right = set(range(len(left.words))), set(range(len(right.words)))
    met = []
    for candidate in sorted(_candidates(left, right), key=_best_first):
        if free_left.issuperset(candidate.left) and free_right.issuperset(candidate.right):
            met.append(candidate)
            free_left.difference_update(candidate.left)
            free_right.difference_update(candidate.right)
    return Alignment(tuple(met), tuple(sorted(free_left)), tuple(sorted(free_right)))


def _best_first(met: Met) -> tuple[float, ...]:
    gain = met.tells * (1.0 - met.likeness.share)
    return (
        # A word stays with itself: no run of words is worth more than that.
        met.likeness.how != "same",
        -round(gain - 0.02 * abs(met.left[0] - met.right[0]), 6),
        met.likeness.off,
        met.left[0],
        met.right[0],
    )


def _candidates(left: Name, right: Name) -> Iterator[Met]:
    kin = all(any(word.part is Part.KIN for word in name.words) for name in (left, right))
    for i, one in enumerate(left.words):
        for j, other in enumerate(right.words):
            if kin and (one.part is Part.KIN) != (other.part is Part.KIN):
                continue
            found = _two(one, other)
            if found.share <= _SPELLING:
                yield Met((i,), (j,), found, min(one.tells, other.tells))
    yield from _acronyms(left, right)
    yield from _runs(left, right)
    for met in _runs(right, left):
        yield Met(met.right, met.left, met.likeness, met.tells)


def _acronyms(left: Name, right: Name) -> Iterator[Met]:
    """A word of capitals that the initials of the whole other name make up."""
    for one, other in ((left, right), (right, left)):
        whole = tuple(at for at, word in enumerate(other.words) if word.role is not Role.LEGAL)
        if not any(_FEWEST_INITIALS <= len(whole) == len(word.text) for word in one.words):
            continue
        initials = "".join(other.words[at].text[0] for at in whole)
        for at, word in enumerate(one.words):
            if _FEWEST_INITIALS <= len(initials) == len(word.text) and word.text == initials:
                tells = float(len(whole))
                if one is left:
                    yield Met((at,), whole, _ACRONYM, tells)
                else:
                    yield Met(whole, (at,), _ACRONYM, tells)


def _two(one: Word, other: Word) -> Likeness:
    roles = {one.role, other.role}
    if Role.INITIAL in roles and one.text[0] == other.text[0]:
        return Likeness(0.0, 0.0, "same") if one.text == other.text else _INITIAL
    coded = roles & {Role.TITLE, Role.SOFT, Role.LEGAL}
    if coded and one.code and one.code == other.code:
        return _TITLE
    return likeness(one.text, other.text)


def _runs(whole: Name, parts: Name) -> Iterator[Met]:
    """One word on the one side, two or three words run together on the other."""
    for size in (2, 3):
        for j in range(len(parts.words) - size + 1):
            run = parts.words[j : j + size]
            joined = run[0].text + "".join(without_article(word.text) for word in run[1:])
            for i, one in enumerate(whole.words):
                if abs(len(joined) - len(one.text)) > len(one.text) // 2:
                    continue
                found = likeness(one.text, joined)
                if found.share <= _JOINED:
                    tells = sum(word.tells for word in run)
                    shown = Likeness(found.off, found.share, "joined", found.spelled)
                    yield Met((i,), tuple(range(j, j + size)), shown, max(tells, one.tells))
