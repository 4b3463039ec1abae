"""What the best of readers would find: who has ten namesakes is not to be told from them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from benchmarks.simulated_people import Person, Written

_SHOWN = 10
_LEFT_OUT, _SAME_YEAR, _YEAR_OFF = 0.2, 0.75, 0.125
_MUHAMMAD = "Muhammad"
_WORDS_BEFORE_ONE_IS_LEFT_OUT = 3
_SAYS_MUHAMMAD = ("muhammad", "mohammad", "mohammed", "muhammed", "mohd", "md", "محمد")


def ceiling(
    everybody: Iterable[Person], meant: Sequence[Person], asked: Sequence[Written]
) -> list[float]:
    """For each question the chance that who reads every word as meant finds it in ten.

    Ties are broken by lot.

    The order is by how the questions are made: a year is off for a quarter of them, and Muhammad
    left out of a fifth of the longer names.  Who has the same words and as likely a year is a tie.
    """
    namesakes: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for at, person in enumerate(meant):
        namesakes[_words(person)].append(at)
    before, beside = [0] * len(meant), [0] * len(meant)
    for person in everybody:
        for at in namesakes.get(_words(person), ()):
            truth, question = meant[at], asked[at]
            if question.father and sorted(person.father) != sorted(truth.father):
                continue
            likely, true = _likely(person, question), _likely(truth, question)
            before[at] += likely > true
            beside[at] += likely == true
    places = zip(before, beside, strict=True)
    return [max(0.0, min(1.0, (_SHOWN - one) / other)) for one, other in places]


def _words(person: Person) -> tuple[str, ...]:
    return tuple(sorted(latin for latin, _ in person.own if latin != _MUHAMMAD))


def _likely(person: Person, asked: Written) -> float:
    """How likely the question is, were the person meant."""
    apart = abs(person.year - asked.year)
    year = _SAME_YEAR if apart == 0 else _YEAR_OFF if apart == 1 else 0.0
    said = any(word in _SAYS_MUHAMMAD for word in asked.name.casefold().split())
    if not any(latin == _MUHAMMAD for latin, _ in person.own):
        return 0.0 if said else year
    left_out = _LEFT_OUT if len(person.own) >= _WORDS_BEFORE_ONE_IS_LEFT_OUT else 0.0
    return year * (1.0 - left_out if said else left_out)
