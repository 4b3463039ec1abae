"""Which of the days that a message names is the day of what it tells."""

from collections.abc import Iterator, Sequence
from datetime import date
from enum import IntEnum
from typing import NamedTuple

from markaz.data.folding import fold
from markaz.intake.messages.grammar.dates.days import dated, is_group
from markaz.intake.messages.grammar.dates.stretches import Dated, from_to
from markaz.intake.messages.grammar.items import Item, any_has
from markaz.intake.messages.grammar.places.datelines import dateline
from markaz.records.kinds import DatePrecision
from markaz.records.occurrence import Occurrence
from markaz.records.statement import Scope

_WIDE = (DatePrecision.INTERVAL, DatePrecision.MONTH, DatePrecision.YEAR)
# How far a brief goes on after its first day before a day is of one of its events.
_OPENING = 3
_SAYING = 12
_NO_SAYING = frozenset(("according", "that"))
_SAID_AFTER = 4
_ACTS = ("seize", "arrest", "harm", "destroyed")
_SINCE = frozenset(("since", "from"))
_UNTIL = frozenset(("till", "until", "upto"))
_BETWEEN_ENDS = 8
_COMMAS = frozenset((",", "،"))
_URDU_ON = frozenset(map(fold, ("کو", "کے", "روز")))


class _Kind(IntEnum):
    """What names the days, the surest of a brief first."""

    STRETCH = 0
    DAY = 1
    RELATIVE = 2
    PERIOD = 3
    HEADING = 4


class _Candidate(NamedTuple):
    kind: _Kind
    chunk: int
    told: Dated


def chosen(chunks: Sequence[Sequence[Item]], scope: Scope, *, on: date | None) -> Dated | None:
    """The days of one section; `on` is the day of the message.

    The day on which somebody said it is never that of the event; a dateline's is where no other
    is told, and of a brief never.  What is measured from a day that nobody knows has no days.
    """
    found = [
        one
        for nth, chunk in enumerate(chunks)
        for one in _candidates(chunk, nth, on=on)
        if scope != Scope.WHOLE or one.kind != _Kind.HEADING
    ]
    known = [one for one in found if one.told.when is not None]
    if not known:
        return found[0].told if found else None
    if scope == Scope.WHOLE:
        return _of_brief(chunks, known)
    told = _of_event(chunks, known)
    return _since(told, chunks, on=on) if scope == Scope.RUNNING else told


def _since(told: Dated, chunks: Sequence[Sequence[Item]], *, on: date | None) -> Dated:
    """From the day since which a sum runs to that of the message."""
    first = told.items[0]
    before = (chunk[chunk.index(first) - 1] for chunk in chunks if first in chunk[1:])
    begins = any(one.key in _SINCE for one in before)
    if not begins or told.when is None or on is None or told.when.first >= on:
        return told
    return Dated(Occurrence(told.when.first, on, DatePrecision.INTERVAL), told.items)


def _of_brief(chunks: Sequence[Sequence[Item]], known: Sequence[_Candidate]) -> Dated:
    opening = [one for one in known if one.chunk < known[0].chunk + _OPENING]
    best = min(opening, key=lambda one: one.kind)
    if best.kind == _Kind.DAY:
        return _since_until(chunks, opening) or best.told
    # "Seized in September: from 1 to 20 September ..." says it more closely the second time.
    return next((one.told for one in opening if _is_within(one.told, best.told)), best.told)


def _is_within(one: Dated, wide: Dated) -> bool:
    """Whether days between two ends lie within the month or year that was named before."""
    if one.when is None or wide.when is None or wide.when.precision == DatePrecision.INTERVAL:
        return False
    inside = wide.when.first <= one.when.first and one.when.last <= wide.when.last
    return inside and one.when.precision == DatePrecision.INTERVAL


def _of_event(chunks: Sequence[Sequence[Item]], known: Sequence[_Candidate]) -> Dated:
    """The closest day of the first chunk that tells one; a line without an act only heads it."""
    order = list(DatePrecision)
    plain = [one for one in known if one.kind != _Kind.HEADING] or list(known)
    last = plain[0].chunk
    while not _acts(chunks[last]) and any(one.chunk == last + 1 for one in plain):
        last += 1
    first = [one for one in plain if one.chunk <= last]
    return min(first, key=lambda one: _place(order, one)).told


def _place(order: Sequence[DatePrecision], one: _Candidate) -> int:
    return order.index(one.told.when.precision) if one.told.when else len(order)


def _acts(chunk: Sequence[Item]) -> bool:
    return any(one.amount is not None or one.has(*_ACTS) for one in chunk)


def _candidates(chunk: Sequence[Item], nth: int, *, on: date | None) -> Iterator[_Candidate]:
    days = [*dated(chunk, on=on)]
    if not days:
        return
    place = {id(one): at for at, one in enumerate(chunk)}
    head = _head(chunk)
    for told in days:
        its = [place[id(one)] for one in told.items]
        if _only_said(chunk, min(its), max(its)):
            continue
        sent = max(its) < head or is_group(told.items[0])
        kind = _Kind.HEADING if sent else _kind(told)
        yield _Candidate(kind, nth, told)


def _head(chunk: Sequence[Item]) -> int:
    """Where the dateline ends that opens a chunk."""
    opens = next((at for at, one in enumerate(chunk) if one.has("place", "country")), None)
    return (dateline(chunk, opens) or 0) if opens is not None else 0


def _kind(told: Dated) -> _Kind:
    if any(one.kinds.get("period") in ("week", "month", "year", "fortnight") for one in told.items):
        return _Kind.PERIOD
    if told.when is not None and told.when.precision in _WIDE:
        return _Kind.STRETCH
    relative = any_has(told.items, "weekday", "period")
    return _Kind.RELATIVE if relative else _Kind.DAY


def _only_said(chunk: Sequence[Item], first: int, last: int) -> bool:
    """Whether somebody spoke on that day: "told reporters on Monday", "منگل کو بتایا"."""
    if first > 1 and chunk[first - 1].key == "on" and chunk[first - 2].key in _COMMAS:
        # "Said in a statement, on Thursday, that ...": between commas the day is of what was said.
        first -= 2 * any(one.key in _COMMAS for one in chunk[last + 1 : last + 2])
    for one in reversed(chunk[max(0, first - _SAYING) : first]):
        if one.has("said") and one.key.isascii() and one.key not in _NO_SAYING:
            return True
        if one.is_mark or one.key in _NO_SAYING or one.has(*_ACTS, "conceal", "operation"):
            break
    for one in chunk[last + 1 : last + 1 + _SAID_AFTER]:
        if one.has("said") and not one.key.isascii():
            return True
        if one.key not in _URDU_ON and not one.has("spokesman"):
            break
    return False


def _since_until(chunks: Sequence[Sequence[Item]], known: Sequence[_Candidate]) -> Dated | None:
    """Two days that a brief parts by its figures: "since August 14 ... up to November 23"."""
    days = [one for one in known if one.kind == _Kind.DAY]
    begun = next((one for one in days if _led_by(chunks, one, _SINCE)), None)
    ended = next((one for one in reversed(days) if _led_by(chunks, one, _UNTIL)), None)
    return from_to(begun.told, ended.told) if begun and ended else None


def _led_by(chunks: Sequence[Sequence[Item]], one: _Candidate, words: frozenset[str]) -> bool:
    chunk = chunks[one.chunk]
    first = min(chunk.index(part) for part in one.told.items)
    before = chunk[max(0, first - _BETWEEN_ENDS) : first]
    keys = [part.key for part in before]
    upto = words is _UNTIL and "up" in keys[-2:]
    return upto or any(key in words for key in keys)
