"""The answer to a check, as every face gives it."""

from dataclasses import dataclass
from enum import StrEnum

from markaz.data.agencies import AGENCIES
from markaz.store.subjects.lookup import Held
from markaz.subjects.identifiers.identifier import Identifier
from markaz.subjects.lookup.ranking import Sureness
from markaz.subjects.mentions.rules import FieldReason


class Verdict(StrEnum):
    """What a check says first."""

    KNOWN = "known"
    NOT_KNOWN = "not known"
    NARROW = "narrow your query"


@dataclass(frozen=True, slots=True)
class Ring:
    """Whom to ring: an agency, and its desk where it named one."""

    agency: str
    desk: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry that the asker may see, how sure it is, and why."""

    held: Held
    numbers: tuple[Identifier, ...]
    sureness: Sureness
    reasons: tuple[FieldReason, ...]
    ring: Ring


@dataclass(frozen=True, slots=True)
class Answer:
    """What the asker is told; of a pointed-to entry nothing but whom to ring.

    `pointers` names each agency once and in alphabetical order, so that neither their number nor
    their order tells of what they hold.  `backlog` is how many reports are still to be indexed, and
    `narrow` that somebody as near may have been left out, since too many share what was asked.
    """

    verdict: Verdict
    asked: tuple[str, ...]
    entries: tuple[Entry, ...] = ()
    pointers: tuple[Ring, ...] = ()
    backlog: int = 0
    narrow: bool = False

    def as_dict(self) -> dict[str, object]:
        """The answer for machines; the same keys whatever it is."""
        return {
            "answer": self.verdict.value,
            "asked": list(self.asked),
            "entries": [_entry(one) for one in self.entries],
            "pointers": [_ring(one) for one in self.pointers],
            "narrow_your_query": self.narrow,
            "reports_not_indexed": self.backlog,
        }


def _entry(one: Entry) -> dict[str, object]:
    held = one.held
    return {
        "entry": held.id,
        "agency": held.agency,
        "marking": held.marking,
        "report": held.report,
        "reference": held.reference,
        "subject": held.subject,
        "category": held.category or None,
        "name": held.name,
        "father_name": held.father_name,
        "numbers": [{"kind": n.kind.value, "number": n.canonical} for n in one.numbers],
        "sureness": one.sureness.value,
        "reasons": [{"en": reason.en, "ur": reason.ur} for reason in one.reasons],
        "ring": _ring(one.ring),
    }


def _ring(one: Ring) -> dict[str, object]:
    known = AGENCIES.get(one.agency)
    return {
        "agency": one.agency,
        "name": known.label_en if known else one.agency,
        "desk": one.desk or None,
        "phone": one.phone or None,
    }
