"""What an alignment shows, as the few numbers from which the chance is learned."""

from collections import Counter
from collections.abc import Iterable

from markaz.data.phones import in_arabic_script
from markaz.subjects.names.alignment import Alignment
from markaz.subjects.names.words import Name, Part, Role, Word

FEATURES = (
    "differing",
    "worst",
    "letters",
    "spelled",
    "spelled_most",
    "conflict",
    "kin_conflict",
    "extra",
    "met",
    "one_word",
    "initials",
    "across",
    "across_differing",
    "digits",
    "digits_one",
    "first",
    "signs",
    "rare_met",
    "turned",
)
# A kinsman's name, or another name of the same person, is often left out.
_LEFT_OUT = 0.25
_MOST_LETTERS = 4.0
_BARELY, _TELLING = 0.1, 0.8
_SIGNS = (("\u3400", "\u9fff"), ("\uac00", "\ud7a3"))


def features(left: Name, right: Name, found: Alignment) -> tuple[float, ...]:
    """The numbers in the order of FEATURES; the same whichever name comes first."""
    met = [one for one in found.met if one.tells > _BARELY and one.likeness.how != "number"]
    weight = sum(one.tells for one in met) or 1e-9
    differing = sum(one.tells * one.likeness.share for one in met) / weight
    edits = [one.likeness.spelled for one in met]
    lefts, rights = _left(left, found.left), _left(right, found.right)
    over, under = max(lefts, rights), min(lefts, rights)
    across = float(_arabic(left) != _arabic(right))
    digits = _digits(left), _digits(right)
    names = sum(one.tells for one in met if one.likeness.how != "initial" and one.tells >= _TELLING)
    values = {
        "differing": differing,
        "worst": max((one.likeness.share for one in met), default=1.0),
        "letters": min(_MOST_LETTERS, sum(one.likeness.off for one in met)) / _MOST_LETTERS,
        "spelled": min(_MOST_LETTERS, float(sum(edits))) / _MOST_LETTERS,
        "spelled_most": min(_MOST_LETTERS, float(max(edits, default=0))) / _MOST_LETTERS,
        "conflict": min(under, 2.0),
        "kin_conflict": min(_kin(left, found.left), _kin(right, found.right), 1.0),
        "extra": (over - under) / (weight + over),
        "met": min(weight, 4.0) / 4.0,
        "one_word": float(min(len(left.said), len(right.said)) <= 1),
        "initials": float(sum(one.likeness.how == "initial" for one in met)),
        "across": across,
        "across_differing": across * differing,
        "digits": float(digits[0] != digits[1] and all(digits)),
        "digits_one": float(bool(digits[0]) != bool(digits[1])),
        "first": float(_first_unmet(left, found.left) + _first_unmet(right, found.right)),
        "signs": min(_signs_apart(left.written, right.written), 2.0),
        "rare_met": min(names, 3.0) / 3.0,
        "turned": float(any(one.left[0] != one.right[0] for one in met)),
    }
    return tuple(values[name] for name in FEATURES)


def _left(name: Name, places: Iterable[int]) -> float:
    words = (name.words[at] for at in places)
    return sum(word.tells * (1.0 if word.part is Part.OWN else _LEFT_OUT) for word in words)


def _kin(name: Name, places: Iterable[int]) -> float:
    return sum(name.words[at].tells for at in places if name.words[at].part is Part.KIN)


def _arabic(name: Name) -> bool:
    return any(in_arabic_script(word.text) for word in name.words)


def _digits(name: Name) -> list[str]:
    return sorted(word.text for word in name.words if _counts(word))


def _first_unmet(name: Name, places: Iterable[int]) -> bool:
    """Whether the first telling word, the person's own name, met nothing."""
    own = [at for at, word in enumerate(name.words) if word.part is Part.OWN]
    telling = [at for at in own if name.words[at].role is Role.NAME]
    return bool(telling) and telling[0] in set(places)


def _signs_apart(left: str, right: str) -> float:
    """Of Chinese, Japanese or Korean names: how many signs, each a word of its own, differ."""
    # Almost no name has any: the highest of its letters tells so at once.
    if min(max(left), max(right)) < _SIGNS[0][0]:
        return 0.0
    one, other = Counter(filter(_is_sign, left)), Counter(filter(_is_sign, right))
    if not one or not other:
        return 0.0
    return float(max((one - other).total(), (other - one).total()))


def _is_sign(char: str) -> bool:
    return any(first <= char <= last for first, last in _SIGNS)


def _counts(word: Word) -> bool:
    return word.role is Role.NAME and any(char.isdigit() for char in word.text)
