"""Invented people in lists of many agencies, and how another clerk would ask for one of them."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from benchmarks.simulated_names import Word, simulated_name, simulated_words, written_name
from markaz.subjects.mentions.mention import slips

_FIRST_YEAR, _LAST_YEAR = 1950, 2006
_ACROSS, _NO_FATHER, _YEAR_OFF, _DAY_SLIPPED = 0.35, 0.3, 0.25, 0.15
_DAYS = 365


@dataclass(frozen=True, slots=True)
class Person:
    """Whom a list names: words of the own and the father's name in both scripts, year, phone."""

    own: tuple[Word, ...]
    father: tuple[Word, ...]
    year: int
    phone: str
    day: date


@dataclass(frozen=True, slots=True)
class Written:
    """One writing of a person."""

    name: str
    father: str
    year: int
    day: date | None = None


def people(*, seed: int, count: int, shared: Path) -> Iterator[Person]:
    """So many people, the same for the same seed."""
    draw, days = random.Random(seed), random.Random(-seed)
    words = simulated_words(shared)
    for number in range(count):
        own = tuple(simulated_name(draw, words))
        father = tuple(simulated_name(draw, words, short=True))
        year = draw.randint(_FIRST_YEAR, _LAST_YEAR)
        # The first of January stands for a day that is not known.
        day = date(year, 1, 1) + timedelta(days=days.randint(1, _DAYS - 1))
        yield Person(own, father, year, f"+92{300 + number % 50}{number // 50:07d}", day)


def listed(person: Person, *, draw: random.Random) -> Written:
    """As a clerk lists the person, in Latin or in Urdu letters."""
    script = _script(person, draw)
    return Written(
        written_name(draw, person.own, script=script),
        written_name(draw, person.father, script=script),
        person.year,
        person.day,
    )


def asked_for(person: Person, *, draw: random.Random) -> Written:
    """As another clerk asks: misspelled, turned, in the other script, a year off, no father."""
    script = _script(person, draw)
    father = "" if draw.random() < _NO_FATHER else written_name(draw, person.father, script=script)
    off = draw.choice((-1, 1)) if draw.random() < _YEAR_OFF else 0
    return Written(written_name(draw, person.own, script=script), father, person.year + off)


def asked_by_day(person: Person, *, draw: random.Random) -> Written:
    """As another clerk asks who has a passport before him: no father, a day that may be slipped."""
    name = written_name(draw, person.own, script=_script(person, draw))
    day = person.day
    if draw.random() < _DAY_SLIPPED:
        day = draw.choice(slips(day))
    return Written(name, "", day.year, day)


def _script(person: Person, draw: random.Random) -> int:
    in_urdu = all(word[1] for word in person.own + person.father)
    return int(in_urdu and draw.random() < _ACROSS)
