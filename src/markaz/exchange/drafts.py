"""What partners tell, as drafts of information reports for a person to look at and file."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from markaz.exchange.markings import field_markings, marking_of, strictest
from markaz.exchange.stix.common import StixObject
from markaz.exchange.stix.extensions import EVENT
from markaz.governance.marking import Marking
from markaz.records.errors import InvalidValueError
from markaz.records.grading import Grading, Scheme
from markaz.records.kinds import Grain, ReportKind

# Types that tell that something happened; everything else stays beside them, unchanged.
TELLING = ("report", "incident", "grouping", "note")
# STIX 2.1, appendix A: from which confidence on information has which Admiralty credibility.
_CREDIBILITY = ((80, "1"), (60, "2"), (40, "3"), (20, "4"), (0, "5"))
_UNJUDGED_SOURCE, _UNJUDGED_INFORMATION = "F", "6"
_ADMIRALTY = re.compile(
    r'admiralty-scale:(?P<axis>source-reliability|information-credibility)="(?P<grade>\w)"'
)
_DAY_LETTERS = 10
_LONGEST_REFERENCE = 255
# A database of text holds no letter nought.
_UNWRITABLE = re.compile(r"[\x00\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Draft:
    """One object of a partner as a report that nobody has filed yet.

    `marking` is never weaker than the producer's on the object, on any field of it or on anything
    that it refers to; `fields` are the producer's markings of single properties, by selector.
    `grain` is of what is told: a sum of many events is filed as such, whoever completes it.
    `about` are the ids of the objects that it refers to.  Unknown days are None.
    """

    stix_id: str
    version: str
    producer: str
    reference: str
    marking: Marking
    fields: Mapping[str, Marking]
    grading: Grading | None
    text: str
    occurred_first: date | None
    occurred_last: date | None
    reported_on: date | None
    about: tuple[str, ...]
    grain: Grain = Grain.EVENT

    @property
    def source(self) -> str:
        """The source by which its fields are read: the form's own, a sum's that of briefs."""
        return "markaz-brief" if self.grain is Grain.AGGREGATE else "markaz-form"

    def typed(self) -> dict[str, str]:
        """The draft as the fields of the form on which a person completes and files it.

        The grading stays as the producer gave it.  A report has no field for the producer: the
        remarks begin with it.
        """
        told = {
            "kind": ReportKind.INFORMATION.value,
            "reference": self.reference,
            "marking": self.marking.value,
            "grading": self.grading.notation if self.grading else "",
            "remarks": "\n".join(filter(None, (self._provenance(), self.text))),
            "occurred": _day(self.occurred_first),
            "occurred_to": _day(self.occurred_last),
            "reported_on": _day(self.reported_on),
        }
        return {name: value for name, value in told.items() if value}

    def _provenance(self) -> str:
        return f"From {self.producer or 'a producer who is not named'}, {self.stix_id}."


def drafts(objects: Iterable[StixObject]) -> tuple[Draft, ...]:
    """A draft for each report, and for each incident, grouping and note that no report speaks of.

    An object that its producer revoked, or of which a later version came along, gives none.
    """
    latest = _latest(objects)
    definitions = {ref: one for ref, one in latest.items() if one["type"] == "marking-definition"}
    spoken_of = {
        ref
        for stix in latest.values()
        if stix["type"] == "report"
        for ref in stix.get("object_refs") or ()
    }
    return tuple(
        _draft(stix, latest, definitions)
        for stix in latest.values()
        if stix["type"] in TELLING and not stix.get("revoked") and stix["id"] not in spoken_of
    )


def _latest(objects: Iterable[StixObject]) -> dict[str, StixObject]:
    found: dict[str, StixObject] = {}
    for stix in objects:
        known = found.get(stix["id"])
        if known is None or str(known.get("modified", "")) < str(stix.get("modified", "")):
            found[stix["id"]] = stix
    return found


def _draft(
    stix: StixObject, known: Mapping[str, StixObject], definitions: Mapping[str, StixObject]
) -> Draft:
    about = tuple(stix.get("object_refs") or ())
    named = [known[ref] for ref in about if ref in known]
    said = (stix.get("extensions") or {}).get(EVENT) or {}
    return Draft(
        stix_id=stix["id"],
        version=str(stix.get("modified", "")),
        producer=_producer(stix, known),
        reference=_reference(stix),
        marking=strictest(*(marking_of(one, definitions=definitions) for one in (stix, *named))),
        fields=field_markings(stix, definitions=definitions),
        grading=_grading(stix, said),
        text=_text(stix),
        occurred_first=read_day(said.get("occurred_first")),
        occurred_last=read_day(said.get("occurred_last")),
        reported_on=read_day(stix.get("published") or stix.get("created")),
        about=about,
        grain=_grain(stix, named),
    )


def _grain(stix: StixObject, named: Iterable[StixObject]) -> Grain:
    """What the object says it is, else what those that it refers to say.

    Only what is silent or says so is an event: a word that nobody here knows is added to none.
    """
    own = _said_grain(stix)
    said = {own} if own else {_said_grain(one) for one in named}
    return Grain.EVENT if said <= {"", Grain.EVENT} else Grain.AGGREGATE


def _said_grain(stix: StixObject) -> str:
    said = (stix.get("extensions") or {}).get(EVENT) or {}
    return str(said.get("grain") or "").strip().casefold()


def _producer(stix: StixObject, known: Mapping[str, StixObject]) -> str:
    ref = str(stix.get("created_by_ref", ""))
    return str(known.get(ref, {}).get("name", ref))


def _reference(stix: StixObject) -> str:
    """The producer's own reference, else the id of the object."""
    for one in stix.get("external_references") or ():
        if isinstance(one.get("external_id"), str):
            return clean(one["external_id"])[:_LONGEST_REFERENCE]
    return str(stix["id"])


def _text(stix: StixObject) -> str:
    words = (stix.get(name) for name in ("name", "abstract", "description", "content"))
    return "\n".join(clean(one) for one in words if isinstance(one, str) and one.strip())


def clean(text: str) -> str:
    """A partner's text without what no database can keep."""
    return _UNWRITABLE.sub(" ", text).strip()


def _grading(stix: StixObject, said: Mapping[str, Any]) -> Grading | None:
    """The grading as the producer gave it: ours, the taxonomy's in labels, or the confidence."""
    graded = said.get("grading")
    if isinstance(graded, dict):
        found = _read_grading(graded)
        if found:
            return found
    return admiralty(stix.get("labels") or (), confidence=stix.get("confidence"))


def admiralty(labels: Iterable[str], *, confidence: object = None) -> Grading | None:
    """The Admiralty grading that labels or tags give, else what a confidence says of it."""
    by_label = dict(_labelled(labels))
    credibility = by_label.get("information-credibility") or _credibility(confidence)
    source = by_label.get("source-reliability")
    if not credibility and not source:
        return None
    return _read_grading(
        {
            "scheme": Scheme.ADMIRALTY.value,
            "source": source or _UNJUDGED_SOURCE,
            "information": credibility or _UNJUDGED_INFORMATION,
        }
    )


def _read_grading(graded: Mapping[str, Any]) -> Grading | None:
    try:
        return Grading(
            Scheme(str(graded.get("scheme"))),
            str(graded.get("source")),
            str(graded.get("information")),
            str(graded.get("handling", "")),
            str(graded.get("conditions", "")),
        )
    except (InvalidValueError, ValueError):
        return None


def _labelled(labels: Iterable[str]) -> Iterator[tuple[str, str]]:
    for label in labels:
        found = _ADMIRALTY.fullmatch(label)
        if found:
            yield found["axis"], found["grade"].upper()


def _credibility(confidence: object) -> str:
    if not isinstance(confidence, int):
        return ""
    return next((grade for least, grade in _CREDIBILITY if confidence >= least), "")


def read_day(text: object) -> date | None:
    """The day at the head of a timestamp; None where there is none."""
    try:
        return date.fromisoformat(str(text)[:_DAY_LETTERS])
    except ValueError:
        return None


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
