"""Proposes what misread lines may have said; nothing is ever put right by the program.

Readers take O for 0, I for 1, B for 8, S for 5 and Z for 2.  Where a field holds digits alone, or
letters alone, such a character is a misreading; where it may hold both, only a check digit that
failed and would then agree speaks for another reading.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations, product

from markaz.airport.documents.layout import (
    DIGITS_ONLY,
    LAYOUTS,
    LETTERS_ONLY,
    Kind,
    Layout,
    Spot,
)
from markaz.airport.documents.mrz import Mrz, carries_on, read_lines

_TO_DIGIT = {"O": "0", "I": "1", "B": "8", "S": "5", "Z": "2"}
_TO_LETTER = {digit: letter for letter, digit in _TO_DIGIT.items()}
_EITHER = _TO_DIGIT | _TO_LETTER
# More misread characters in one field than this, and the page should be read again.
_MOST_IN_A_FIELD = 2
_MOST_READINGS = 400
_MOST_SHOWN = 5

_Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Change:
    """One character read otherwise; line and place count from 1."""

    line: int
    place: int
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class Repair:
    """One other reading: what it changes, which check digits then agree and which still do not."""

    lines: tuple[str, ...]
    changes: tuple[Change, ...]
    verifies: tuple[str, ...]
    fails: tuple[str, ...]


def proposals(mrz: Mrz, *, today: date) -> tuple[Repair, ...]:
    """Other readings of the lines, the one under which most digits agree first.

    Every one of them makes a digit agree that failed, or takes a digit from among letters.
    """
    layout = LAYOUTS[mrz.format]
    forced = dict(_forced(mrz.lines, layout))
    plain = read_lines(_with(mrz.lines, forced), layout=layout, today=today)
    found: dict[tuple[str, ...], Repair] = {}
    for choice in _choices(plain, layout):
        changed = forced | choice
        lines = _with(mrz.lines, changed)
        if changed and lines not in found:
            found[lines] = _judged(mrz, lines, changed, layout, today)
    # Beyond what cannot stand, only what makes a further digit agree is worth a look.
    helpful = [
        one
        for one in found.values()
        if len(one.fails) < len(plain.failed) or len(one.changes) == len(forced)
    ]
    helpful.sort(key=lambda one: (len(one.fails), len(one.changes), one.lines))
    return tuple(helpful[:_MOST_SHOWN])


def _forced(lines: tuple[str, ...], layout: Layout) -> Iterator[tuple[_Place, str]]:
    """What cannot stand where it does, and what it was taken for."""
    for spot in layout.spots:
        table = _TO_LETTER if spot.kind in LETTERS_ONLY else {}
        table = _TO_DIGIT if spot.kind in DIGITS_ONLY else table
        for column in range(spot.start, spot.end):
            if (char := lines[spot.line][column]) in table:
                yield (spot.line, column), table[char]
        if spot.digit is not None and (char := lines[spot.line][spot.digit]) in _TO_DIGIT:
            yield (spot.line, spot.digit), _TO_DIGIT[char]
    if layout.composite and (char := lines[layout.composite[0]][layout.composite[1]]) in _TO_DIGIT:
        yield layout.composite, _TO_DIGIT[char]


def _choices(mrz: Mrz, layout: Layout) -> Iterator[dict[_Place, str]]:
    """Readings of the fields that hold letters and digits, where a digit over them failed."""
    failed = set(mrz.failed)
    doubtful = [
        list(_readings(mrz.lines, spot, layout))
        for spot in layout.spots
        if spot.kind in (Kind.NUMBER, Kind.OPTIONAL)
        and (spot.name in failed or (spot.digit is None and "composite" in failed))
    ]
    for tried, chosen in enumerate(product(*doubtful)):
        if tried == _MOST_READINGS:
            return
        yield {place: char for one in chosen for place, char in one.items()}


def _readings(lines: tuple[str, ...], spot: Spot, layout: Layout) -> Iterator[dict[_Place, str]]:
    spots = [spot]
    if spot.kind is Kind.NUMBER and carries_on(lines, layout=layout):
        spots += [one for one in layout.spots if one.name == "optional"]
    places = [
        (one.line, column)
        for one in spots
        for column in range(one.start, one.end)
        if lines[one.line][column] in _EITHER
    ]
    for size in range(_MOST_IN_A_FIELD + 1):
        for chosen in combinations(places, size):
            yield {(line, column): _EITHER[lines[line][column]] for line, column in chosen}


def _with(lines: tuple[str, ...], changed: dict[_Place, str]) -> tuple[str, ...]:
    chars = [list(line) for line in lines]
    for (line, column), char in changed.items():
        chars[line][column] = char
    return tuple(map("".join, chars))


def _judged(
    mrz: Mrz, lines: tuple[str, ...], changed: dict[_Place, str], layout: Layout, today: date
) -> Repair:
    after = read_lines(lines, layout=layout, today=today)
    changes = tuple(
        Change(line + 1, column + 1, mrz.lines[line][column], char)
        for (line, column), char in sorted(changed.items())
    )
    verifies = tuple(name for name in mrz.failed if name not in after.failed)
    return Repair(lines, changes, verifies, after.failed)
