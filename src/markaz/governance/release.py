"""What may leave to a partner: the one rule that every release passes, item by item.

Nothing leaves by default.  What no agreement names, what no one is named to read, what cannot be
read as a marking, and what a rule does not understand stays here.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from markaz.governance.marking import Marking
from markaz.records.kinds import ReportKind

# TLP 2.0: RED is for the eyes and ears of named persons only, so no server and no file carries it.
HIGHEST_CEILING = Marking.AMBER_STRICT
_FROM_OPEN_TO_CLOSED = tuple(Marking)
_rank = _FROM_OPEN_TO_CLOSED.index


class Part(StrEnum):
    """A part of a report that an agreement grants or withholds.

    Kind, days, agency and marking are what a report is: they go with whatever goes.
    """

    DRUGS = "drugs"
    PERSONS = "persons"
    MEANS = "means"
    ARRESTS = "arrests"
    PLACE = "place"
    ROUTE = "route"
    CONCEALMENT = "concealment"
    DETECTION = "detection"
    STATUS = "status"
    LAND = "land"
    TEXT = "text"
    GRADING = "grading"
    REFERENCE = "reference"
    SUBJECTS = "subjects"
    OPERATIONS = "operations"
    JUDGEMENTS = "judgements"


class Refusal(StrEnum):
    """Why an item may not go."""

    NO_AGREEMENT = "no agreement"
    OVER = "agreement over"
    NOT_BEGUN = "agreement not begun"
    NOBODY = "nobody named"
    NO_BASIS = "no purpose or legal basis"
    KIND = "kind not agreed"
    MARKING = "marking not understood"
    CEILING = "above the ceiling"
    NO_PART = "no part agreed"
    HANDLING = "handling not agreed"


@dataclass(frozen=True, slots=True)
class Agreement:
    """What one partner is allowed, for what purpose, under what law, from when until when.

    `releasable_to` names the persons and bodies of the partner who read it; days are inclusive.
    """

    partner: str
    purpose: str
    legal_basis: str
    kinds: frozenset[str]
    parts: frozenset[str]
    ceiling: str
    releasable_to: frozenset[str]
    begins_on: date
    expires_on: date
    ended: bool = False


@dataclass(frozen=True, slots=True)
class Consent:
    """An originator's word that one of its reports may go to one partner under a lower marking."""

    agency: str
    report: int
    partner: str
    marking: str
    lowered_to: str
    until: date


@dataclass(frozen=True, slots=True)
class Item:
    """One revision of a report as the rule looks at it.

    `restricted` says that its source held whoever reads it on to something, by its grading.
    """

    report: int
    agency: str
    kind: str
    marking: str
    consents: tuple[Consent, ...] = field(default=())
    restricted: bool = False


def permits(agreement: Agreement | None, item: Item, *, day: date) -> tuple[Refusal, ...]:
    """Why the item may not go to the partner on this day; it may go where nothing is said."""
    if agreement is None:
        return (Refusal.NO_AGREEMENT,)
    return tuple(filter(None, (rule(agreement, item, day) for rule in RULES)))


def audience(agreement: Agreement, *, asked: Collection[str] = ()) -> frozenset[str]:
    """Who reads a release: those asked for, or all that the agreement names.

    One name that the agreement does not know makes the audience unknown, and that is nobody.
    """
    wanted = frozenset(asked) or agreement.releasable_to
    return wanted if wanted <= agreement.releasable_to else frozenset()


def may_tell(agreement: Agreement, *, marking: str) -> bool:
    """Whether what is no report, a file or an operation, may go under its own marking.

    Its holder's consent to a lower one is asked for by report only, so here the marking stands.
    """
    own, ceiling = _read(marking), _read(agreement.ceiling)
    if own is None or ceiling is None:
        return False
    return _rank(own) <= min(_rank(ceiling), _rank(HIGHEST_CEILING))


def effective_marking(item: Item, *, partner: str, day: date) -> Marking | None:
    """The marking under which the item would go; None where the item's own is not understood.

    It is lower than the originator's only by a consent that the originator gave for this very
    report, marking and partner.
    """
    own = _read(item.marking)
    if own is None:
        return None
    lowered = [_read(one.lowered_to) for one in item.consents if _holds(one, item, partner, day)]
    return min([own, *(one for one in lowered if one)], key=_FROM_OPEN_TO_CLOSED.index)


def used_consent(item: Item, *, partner: str, day: date) -> Consent | None:
    """The consent by which the item goes under a lower marking, if it does."""
    under = effective_marking(item, partner=partner, day=day)
    if under is None or under == item.marking:
        return None
    standing = (one for one in item.consents if _holds(one, item, partner, day))
    return next(one for one in standing if one.lowered_to == under)


def may_sign(by: str, *, prepared_by: str, four_eyes: bool) -> bool:
    """Whether a person, by name, may sign what somebody prepared: under four eyes never oneself."""
    return by != prepared_by or not four_eyes


def lowers(marking: str, *, to: str) -> bool:
    """Whether `to` is a more open marking than the first."""
    first, second = _read(marking), _read(to)
    return first is not None and second is not None and _rank(second) < _rank(first)


def _over(agreement: Agreement, _item: Item, day: date) -> Refusal | None:
    return Refusal.OVER if agreement.ended or day > agreement.expires_on else None


def _not_begun(agreement: Agreement, _item: Item, day: date) -> Refusal | None:
    return Refusal.NOT_BEGUN if day < agreement.begins_on else None


def _nobody(agreement: Agreement, _item: Item, _day: date) -> Refusal | None:
    return None if any(name.strip() for name in agreement.releasable_to) else Refusal.NOBODY


def _no_basis(agreement: Agreement, _item: Item, _day: date) -> Refusal | None:
    said = agreement.purpose.strip() and agreement.legal_basis.strip()
    return None if said else Refusal.NO_BASIS


def _kind(agreement: Agreement, item: Item, _day: date) -> Refusal | None:
    agreed = item.kind in agreement.kinds and item.kind in set(ReportKind)
    return None if agreed else Refusal.KIND


def _marking(agreement: Agreement, item: Item, _day: date) -> Refusal | None:
    known = _read(item.marking) and _read(agreement.ceiling)
    return None if known else Refusal.MARKING


def _ceiling(agreement: Agreement, item: Item, day: date) -> Refusal | None:
    under = effective_marking(item, partner=agreement.partner, day=day)
    ceiling = _read(agreement.ceiling)
    if under is None or ceiling is None:
        return None
    most = min(_rank(ceiling), _rank(HIGHEST_CEILING))
    return Refusal.CEILING if _rank(under) > most else None


def _no_part(agreement: Agreement, _item: Item, _day: date) -> Refusal | None:
    return None if agreement.parts & set(Part) else Refusal.NO_PART


def _handling(agreement: Agreement, item: Item, _day: date) -> Refusal | None:
    # Without its grading the report would arrive without the source's condition.
    untold = item.restricted and Part.GRADING not in agreement.parts
    return Refusal.HANDLING if untold else None


RULES: tuple[Callable[[Agreement, Item, date], Refusal | None], ...] = (
    _over,
    _not_begun,
    _nobody,
    _no_basis,
    _kind,
    _marking,
    _ceiling,
    _no_part,
    _handling,
)


def _holds(consent: Consent, item: Item, partner: str, day: date) -> bool:
    of_this = (consent.agency, consent.report) == (item.agency, item.report)
    so_marked = consent.marking == item.marking and lowers(item.marking, to=consent.lowered_to)
    return of_this and so_marked and consent.partner == partner and day <= consent.until


def _read(marking: str) -> Marking | None:
    return Marking(marking) if marking in _FROM_OPEN_TO_CLOSED else None
