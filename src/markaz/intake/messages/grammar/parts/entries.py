"""What clauses tell of one place each, beneath the line that tells of all."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from markaz.intake.messages.grammar.chunks import has_period, speaks_of_all
from markaz.intake.messages.grammar.clauses.hauls import is_haul
from markaz.intake.messages.grammar.clauses.places import keys, site
from markaz.intake.messages.grammar.clauses.subsets import is_subset
from markaz.intake.messages.grammar.counts import counts
from markaz.intake.messages.grammar.heads.figures import drugs, figures
from markaz.intake.messages.grammar.heads.loci import Locus, heading
from markaz.intake.messages.grammar.items import Item, any_has
from markaz.intake.messages.grammar.parts.summing import ABOVE, SUMMED
from markaz.records.statement import Bound, Scope

_FEWEST, _OPENING = 2, 3
_DATELINES = ("label", "comma")
_WITHIN, SUBSET = "within", "subset"
UNHEADED = (_WITHIN, SUBSET)
# What is told of one event and of no list.
_STORY = ("conceal", "hiding", "airport", "airport_word", "event", "flight", "destination")


class Entry(NamedTuple):
    """Where it was, and whether the clause tells of one event or sums those of a region.

    `listed` says that the clause beside it is headed by another place, `haul` that it says from
    whom or what the drugs were taken.
    """

    locus: Locus
    scope: Scope
    listed: bool = False
    haul: bool = False


def entries(chunks: Sequence[list[Item]]) -> list[Entry | None]:
    """For each chunk the place that its figures are of, if they are of one."""
    found = [_entry(chunk) for chunk in chunks]
    if found and (_is_dateline(found) or _heads_all(chunks, found)):
        found[0] = None
    told = [_listed(found, at) for at in range(len(found))]
    every = [
        one if one is None or _stands(chunk, one) else _within(chunk)
        for chunk, one in zip(chunks, told, strict=True)
    ]
    summed = _totals(chunks, _rows(every))
    return [one._replace(listed=True) if one and summed else one for one in every]


def _rows(found: Sequence[Entry | None]) -> list[int]:
    return [at for at, one in enumerate(found) if one and one.locus.form != SUBSET]


def _listed(found: Sequence[Entry | None], at: int) -> Entry | None:
    one = found[at]
    if one is None or one.locus.form in UNHEADED:
        return one
    beside = [other.locus for other in found[max(0, at - 1) : at + 2 : 2] if other is not None]
    apart = any(other.key != one.locus.key and other.form == one.locus.form for other in beside)
    return one._replace(listed=apart)


def _stands(chunk: Sequence[Item], one: Entry) -> bool:
    """Whether a heading alone says whose figures these are, without others beside it."""
    if one.listed or one.locus.form in (*UNHEADED, "station"):
        return True
    known = one.locus.known and one.locus.form != "actor"
    return known and (drugs(chunk) or (one.locus.form == "label" and figures(chunk)))


def of_all(chunk: Sequence[Item], *, first: bool) -> set[str]:
    """The places that a chunk of the whole is of, without the dateline of the message."""
    headed = heading(chunk) if first else None
    dated = headed is not None and headed.form in _DATELINES
    return keys(chunk[headed.end :]) if headed is not None and dated else keys(chunk)


def is_listing(chunks: Sequence[list[Item]], found: Sequence[Entry | None]) -> bool:
    """Whether several places follow one line that sums them up, or stand above it."""
    every = _rows(found)
    if _totals(chunks, every):
        return True
    headed = [at for at in every if (one := found[at]) and one.locus.form != _WITHIN]
    if len({one.locus.key for one in found if one}) < _FEWEST or len(headed) < _FEWEST:
        return False
    before, rows = chunks[: headed[0]], [chunks[at] for at in headed]
    summed = any(_sums_up(chunk) for chunk in before) or _outweighs(before, rows)
    above = any(figures(chunk) and speaks_of_sum(chunk) for chunk in chunks)
    return summed or above or sum(map(_sums_up, rows)) >= _FEWEST


def _sums_up(chunk: Sequence[Item]) -> bool:
    """Whether a chunk tells of several operations, or of drugs in all."""
    told = [one for one in counts(chunk) if (one.number.value or 0) > 1]
    if any(one.of in SUMMED for one in told):
        return True
    amount = any(one.amount is not None for one in chunk)
    return any_has(chunk, "drugs") and (amount or bool(told))


def speaks_of_sum(chunk: Sequence[Item]) -> bool:
    """Whether a chunk is of all, or opens with the word for a sum: "Total: 51 kg charas"."""
    return speaks_of_all(chunk) or any_has(chunk[:_OPENING], "sum")


def _totals(chunks: Sequence[Sequence[Item]], rows: Sequence[int]) -> bool:
    """Whether a line above two rows or more states just what they come to."""
    if len(rows) < _FEWEST:
        return False
    told = _weights(chunks[at] for at in rows)
    above = (one for chunk in chunks[: rows[0]] for one in chunk if one.amount is not None)
    return any(_is_sum(one, told) for one in above)


def _is_sum(one: Item, told: Mapping[str, Decimal]) -> bool:
    """Whether an amount is what rows come to, or a little less where it is "over" so much."""
    if one.amount is None or one.amount.dimension not in told:
        return False
    most = one.amount.base * (ABOVE if one.bound == Bound.AT_LEAST else 1)
    return one.amount.base <= told[one.amount.dimension] <= most


def _outweighs(above: Sequence[Sequence[Item]], rows: Sequence[Sequence[Item]]) -> bool:
    """Whether what was told above is no less than all rows together, in each dimension."""
    whole, parts = _weights(above), _weights(rows)
    return bool(whole) and all(whole.get(of, 0) >= weight for of, weight in parts.items())


def _weights(chunks: Iterable[Sequence[Item]]) -> dict[str, Decimal]:
    found: dict[str, Decimal] = defaultdict(Decimal)
    for chunk in chunks:
        for one in chunk:
            if one.amount is not None and one.amount.dimension != "count":
                found[one.amount.dimension] += one.amount.base
    return found


def _heads_all(chunks: Sequence[list[Item]], found: Sequence[Entry | None]) -> bool:
    """Whether the first clause, though it names its place, sums up those that follow."""
    every = [at for at in _rows(found) if at]
    if found[0] is not None and _totals(chunks, every):
        return True
    rows = [chunks[at] for at in every if (one := found[at]) and one.locus.form != _WITHIN]
    if found[0] is None or len(rows) < _FEWEST or not _outweighs(chunks[:1], rows):
        return False
    told = [one for one in counts(chunks[0]) if (one.number.value or 0) >= len(rows)]
    return bool(told) or any_has(chunks[0], "sum")


def _entry(chunk: Sequence[Item]) -> Entry | None:
    if speaks_of_all(chunk) or has_period(chunk):
        return None
    headed = heading(chunk)
    told = figures(chunk) or (headed is not None and headed.known and headed.form == "label")
    if not told:
        return None
    if headed is not None and not headed.many:
        return Entry(headed, _scope(chunk, headed), haul=is_haul(chunk))
    return _within(chunk)


def _within(chunk: Sequence[Item]) -> Entry | None:
    told = site(chunk)
    if is_subset(chunk):
        return Entry(Locus(told or "some", SUBSET, 0, 0), Scope.EVENT)
    haul = is_haul(chunk)
    found = haul or (told is not None and drugs(chunk))
    return Entry(Locus(told or "", _WITHIN, 0, 0), Scope.EVENT, haul=haul) if found else None


def _is_dateline(found: Sequence[Entry | None]) -> bool:
    """Whether the first clause is headed by where the message was written, as no other is."""
    first = found[0]
    if first is None or first.locus.form not in _DATELINES:
        return False
    return not any(one is not None and one.locus.form == first.locus.form for one in found[1:3])


def _scope(chunk: Sequence[Item], headed: Locus) -> Scope:
    if headed.form == "station" or any_has(chunk, *_STORY):
        return Scope.EVENT
    if any(one.of in SUMMED and (one.number.value or 0) > 1 for one in counts(chunk)):
        return Scope.REGION
    lone = any(one.has("article") or one.kinds.get("person") for one in chunk)
    return Scope.EVENT if lone or headed.form != "label" else Scope.REGION
