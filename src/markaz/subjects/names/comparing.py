"""Whether two names as written are one name, how surely, and why, word by word."""

from dataclasses import dataclass
from math import log

from markaz.subjects.names.alignment import align
from markaz.subjects.names.features import FEATURES, features
from markaz.subjects.names.reasons import LABELS, WordReason, word_reasons
from markaz.subjects.names.weights import NameWeights, name_weights
from markaz.subjects.names.words import Name, NameKind, read_name


@dataclass(frozen=True, slots=True)
class Weighed:
    """What one trait of the comparison adds for or against, in bits."""

    trait: str
    label_en: str
    label_ur: str
    bits: float


@dataclass(frozen=True, slots=True)
class NameScore:
    """How likely two names are one name, without saying why; `told` where both texts hold one."""

    score: float
    one_word: bool
    told: bool


@dataclass(frozen=True, slots=True)
class NameMatch:
    """How likely two names are one name; never that two people are one person.

    `score` is 0 where either text holds no name.  `one_word` says that a single word carries
    the name: many people bear it, so another strong field must agree.  `weighed` sums to the
    score's log-odds in bits; `words` says what became of each word.
    """

    score: float
    one_word: bool
    words: tuple[WordReason, ...]
    weighed: tuple[Weighed, ...]
    edition: str


def compare_names(left: str, right: str, *, kind: NameKind = NameKind.PERSON) -> NameMatch:
    """Compare two names; which comes first makes no difference to the score."""
    one, other = read_name(left, kind=kind), read_name(right, kind=kind)
    weights = name_weights(kind)
    if not one.words or not other.words:
        return NameMatch(0.0, one_word=False, words=(), weighed=(), edition=weights.edition)
    # Words are paired greedily: a fixed order keeps the comparison the same from both sides.
    turned = left > right
    first, second = (other, one) if turned else (one, other)
    found = align(first, second)
    values = features(first, second, found)
    return NameMatch(
        score=weights.chance(values),
        one_word=_thin(one, other),
        words=word_reasons(first, second, found, turned=turned),
        weighed=_weighed(values, weights),
        edition=weights.edition,
    )


def score_names(left: str, right: str, *, kind: NameKind = NameKind.PERSON) -> NameScore:
    """The score of `compare_names` alone, for those who compare many."""
    one, other = read_name(left, kind=kind), read_name(right, kind=kind)
    if not one.words or not other.words:
        return NameScore(0.0, one_word=False, told=False)
    first, second = (other, one) if left > right else (one, other)
    values = features(first, second, align(first, second))
    return NameScore(name_weights(kind).chance(values), _thin(one, other), told=True)


def _thin(left: Name, right: Name) -> bool:
    return min(len(left.said), len(right.said)) <= 1


def _weighed(values: tuple[float, ...], weights: NameWeights) -> tuple[Weighed, ...]:
    before = Weighed("before", *LABELS["before"], weights.intercept / log(2))
    traits = (
        Weighed(name, *LABELS[name], weights.weights[name] * value / log(2))
        for name, value in zip(FEATURES, values, strict=True)
        if value
    )
    return (before, *traits)
