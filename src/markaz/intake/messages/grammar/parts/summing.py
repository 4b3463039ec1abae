"""Whether the first line of a message says what the events after it come to."""

from collections.abc import Sequence, Set
from decimal import Decimal
from itertools import pairwise

from markaz.data.folding import fold
from markaz.data.units import UNITS
from markaz.intake.messages.grammar.clauses.another import begins_event
from markaz.intake.messages.grammar.clauses.hauls import is_haul
from markaz.intake.messages.grammar.clauses.places import keys, site
from markaz.intake.messages.grammar.counts import counts
from markaz.intake.messages.grammar.heads.figures import drugs
from markaz.intake.messages.grammar.items import Item, any_has
from markaz.records.statement import Bound, CountField

SUMMED = (CountField.OPERATIONS, CountField.CASES)
_ARRESTED = CountField.ARRESTED
_FEWEST, _MOST = 2, 40
_MOST_OF = Decimal("0.6")
_SEVERAL_WORDS = "several various different multiple numerous many مختلف متعدد کئی"
_SEVERAL = frozenset(map(fold, _SEVERAL_WORDS.split()))
# Press reports round a sum; "over 25 kg" is seldom more than a tenth above it.
_ROUNDED, ABOVE = Decimal("0.005"), Decimal("1.1")


def sums_up_events(chunks: Sequence[Sequence[Item]]) -> bool:
    """Whether what the first clause states is what the clauses after it come to."""
    if _sums_arrests(chunks[:_MOST]) or _counts_events(chunks[:_MOST]):
        return True
    stated = [chunk for chunk in chunks[:_MOST] if drugs(chunk) or _money(chunk)]
    if len(stated) <= _FEWEST:
        return False
    lead = stated[0]
    return _shares(lead, stated[1:]) or _sums_drugs(lead, stated[1:])


def _sums_drugs(lead: Sequence[Item], after: Sequence[Sequence[Item]]) -> bool:
    """Whether the weights, or else the values, of events come to those of the clause before."""
    # The sum may be told twice before its parts are.
    weights = _masses(lead)
    rest = [chunk for chunk in after if not weights or not weights <= _masses(chunk)]
    if len(rest) < _FEWEST or not (any(map(begins_event, rest)) or _is_of_several(lead)):
        return False
    # A list of kinds takes nothing; events do.
    taken = [chunk for chunk in rest if any_has(chunk, "seize", "arrest")]
    measure = _masses if weights else _money
    told = [sum(measure(chunk), start=Decimal(0)) for chunk in taken]
    if sum(map(bool, told)) < _FEWEST:
        return False
    whole, parts = sum(measure(lead), start=Decimal(0)), sum(told, start=Decimal(0))
    # Not every event of several is told, but those that are come to most of the whole.
    single = all(is_haul(chunk) or site(chunk) is not None for chunk in rest)
    most = bool(weights) and single and _is_of_several(lead)
    return (most and whole * _MOST_OF <= parts <= whole) or _comes_to(lead, whole, parts)


def _shares(lead: Sequence[Item], rest: Sequence[Sequence[Item]]) -> bool:
    """Whether clauses tell one after the other where each amount of the first was."""
    weights = _masses(lead)
    told = [_masses(chunk) for chunk in rest if is_share(chunk, weights)]
    return len(told) >= _FEWEST and sum(map(len, told)) == len(weights) == len(set().union(*told))


def is_share(chunk: Sequence[Item], weights: Set[Decimal]) -> bool:
    """Whether a clause says of some of the weights told before where they were taken."""
    own = _masses(chunk)
    return bool(own) and own < weights and (site(chunk) is not None or is_haul(chunk))


def _is_of_several(lead: Sequence[Item]) -> bool:
    """Whether a clause tells of several operations."""
    if any((one.number.value or 0) > 1 for one in counts(lead) if one.of in SUMMED):
        return True
    if len(keys(lead)) > _FEWEST and any_has(lead, "operation", "raided"):
        return True
    return any(one.key in _SEVERAL and other.has("operation") for one, other in pairwise(lead))


def _counts_events(chunks: Sequence[Sequence[Item]]) -> bool:
    """Whether just as many events follow as a clause without drugs says there were."""
    first = next((at for at, chunk in enumerate(chunks) if drugs(chunk)), 0)
    told = (one for chunk in chunks[:first] for one in counts(chunk) if one.of in SUMMED)
    number = max((one.number.value or Decimal(1) for one in told), default=Decimal(0))
    rest = [chunk for chunk in chunks[first:] if drugs(chunk)]
    single = (begins_event(one) or is_haul(one) or site(one) is not None for one in rest)
    return len(rest) == number >= _FEWEST and all(single)


def _sums_arrests(chunks: Sequence[Sequence[Item]]) -> bool:
    """Whether the persons of the first clause are those of several hauls after it."""
    if not chunks or drugs(chunks[0]) or sum(map(drugs, chunks[1:])) < _FEWEST:
        return False
    first = _held(chunks[0])
    if first < _FEWEST or any(one.of in SUMMED for chunk in chunks for one in counts(chunk)):
        # Where operations are counted, the regions of a brief come to its arrests.
        return False
    rest = [held for chunk in chunks[1:] if (held := _held(chunk))]
    return len(rest) >= _FEWEST and sum(rest) == first


def _held(chunk: Sequence[Item]) -> Decimal:
    told = (one.number.value or Decimal(1) for one in counts(chunk) if one.of == _ARRESTED)
    return next(told, Decimal(0))


def _comes_to(lead: Sequence[Item], whole: Decimal, parts: Decimal) -> bool:
    open_ended = any(one.bound == Bound.AT_LEAST for one in lead)
    off = max(whole * _ROUNDED, _half_steps(lead))
    return whole - off <= parts <= max(whole * (ABOVE if open_ended else 1), whole + off)


def _half_steps(lead: Sequence[Item]) -> Decimal:
    """How far its weights may be from what was rounded to them: "20 kg" by half a kilogram."""
    amounts = (one.amount for one in lead if one.amount is not None)
    return sum(
        (
            Decimal(5).scaleb(int(one.number.as_tuple().exponent) - 1) * UNITS[one.unit].factor
            for one in amounts
            if one.dimension == "mass"
        ),
        start=Decimal(0),
    )


def _masses(chunk: Sequence[Item]) -> set[Decimal]:
    """The weights of a clause in grams; one told twice, "24000 grams (24 kg)", is one."""
    amounts = (one.amount for one in chunk if one.amount is not None)
    return {one.base for one in amounts if one.dimension == "mass"}


def _money(chunk: Sequence[Item]) -> set[Decimal]:
    return {one.money.number for one in chunk if one.money is not None}
