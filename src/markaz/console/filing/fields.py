"""The fields of the form, in the order of a duty officer's telling."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from markaz.console import wording
from markaz.console.exchange.grades import SUGGESTED
from markaz.console.words import lists
from markaz.data.places import COUNTRIES, DISTRICTS, PROVINCES
from markaz.data.simple import (
    CONCEALMENT,
    DETECTION,
    DOCUMENT_FAULTS,
    DOCUMENT_KINDS,
    FORMS,
    PROTECTIONS,
    TRANSPORT,
)
from markaz.data.substances import SUBSTANCES
from markaz.data.units import UNITS

Choices = list[tuple[str, str]]
_MARKINGS = ("CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED")


@dataclass(frozen=True, slots=True)
class Field:
    """One field: our name for it, its label and how it is typed.

    `choices` are picked from and nothing else; `suggests` names a list that helps typing.
    """

    name: str
    label: str | Promise
    type: str = "text"
    choices: Callable[[], Choices] | None = None
    suggests: str = ""
    required: bool = False
    long: bool = False
    hint: str | Promise = ""


@dataclass(frozen=True, slots=True)
class Section:
    """Some fields under a heading, and the list of parts that belongs to them."""

    name: str
    title: str | Promise
    fields: tuple[Field, ...] = ()
    parts: tuple[Field, ...] = ()
    more: str | Promise = ""
    folded: bool = False


def _closed(terms: Mapping[str, Promise]) -> Callable[[], Choices]:
    return lambda: [(code, str(label)) for code, label in terms.items()]


def _stated(terms: Mapping[str, wording.Labelled]) -> Callable[[], Choices]:
    return lambda: wording.choices(terms)


def _units(*dimensions: str) -> Callable[[], Choices]:
    chosen = {code: unit for code, unit in UNITS.items() if unit.dimension in dimensions}
    # In the order of the vocabulary, which begins with what is used most.
    return lambda: [(code, wording.named(code, chosen)) for code in chosen]


def suggestions() -> dict[str, list[str]]:
    """What helps typing, by the name of its list, in the page's language."""
    return {
        "substances": [label for _code, label in wording.choices(SUBSTANCES)],
        "districts": [label for _code, label in wording.choices(DISTRICTS)],
        "countries": [label for _code, label in wording.choices(COUNTRIES)],
        "gradings": list(SUGGESTED),
    }


_LINE = (
    Field("substance", _("Substance"), suggests="substances"),
    Field("quantity", _("Quantity"), type="decimal"),
    Field("unit", _("Unit"), choices=_units("mass", "volume", "count")),
    Field("form", _("Form"), choices=_stated(FORMS)),
)
_PERSON = (
    Field("person_name", _("Name")),
    Field("father_name", _("Father's name")),
    Field("person_role", _("Part of the person"), choices=_closed(lists.PERSONS)),
    Field("nationality", _("Nationality"), suggests="countries"),
    Field("sex", _("Sex"), choices=_closed(lists.SEXES)),
    Field("age", _("Age"), type="number"),
    Field("document", _("Identity card or passport")),
    Field("phone", _("Phone"), type="tel"),
    Field("document_kind", _("Kind of document"), choices=_stated(DOCUMENT_KINDS)),
    Field("document_issuer", _("Issued by"), suggests="countries"),
    Field("document_fault", _("What is wrong with it"), choices=_stated(DOCUMENT_FAULTS)),
    Field("protection", _("Protection"), choices=_stated(PROTECTIONS)),
)
_MEANS = (
    Field("means_kind", _("Means"), choices=_closed(lists.MEANS)),
    Field("means_identifier", _("Plate, flight or airway bill")),
    Field("means_description", _("Description")),
)
SECTIONS: tuple[Section, ...] = (
    Section(
        "event",
        _("What happened"),
        (
            Field("agency", _("Agency"), choices=list, required=True),
            Field(
                "reference",
                _("Reference"),
                required=True,
                hint=_("The number your agency gave it, such as a case number."),
            ),
            Field("kind", _("Kind"), choices=_closed(lists.KINDS), required=True),
            Field("occurred", _("Occurred on"), type="date", required=True),
            Field("occurred_to", _("until, if several days"), type="date"),
            Field("reported_on", _("Reported on"), type="date"),
        ),
    ),
    Section(
        "where",
        _("Where"),
        (
            Field("country", _("Country"), suggests="countries"),
            Field("province", _("Province"), choices=_stated(PROVINCES)),
            Field("district", _("District"), suggests="districts"),
            Field("airport", _("Airport")),
            Field("place", _("Place"), long=True),
        ),
    ),
    Section("lines", _("Seized"), parts=_LINE, more=_("Another substance")),
    Section(
        "persons",
        _("Persons"),
        (
            Field("arrested", _("How many were arrested"), type="number"),
            Field("arrested_foreign", _("of whom foreign nationals"), type="number"),
        ),
        _PERSON,
        _("Another person"),
    ),
    Section("means", _("Means of transport"), parts=_MEANS, more=_("Another means")),
    Section(
        "how",
        _("How it was carried and found"),
        (
            Field("transport", _("Transport"), choices=_stated(TRANSPORT)),
            Field("concealment", _("Concealment"), choices=_stated(CONCEALMENT)),
            Field("detection", _("Detection"), choices=_stated(DETECTION)),
            Field("origin", _("Country of origin"), suggests="countries"),
            Field("departure", _("Country of departure"), suggests="countries"),
            Field("transit", _("Country of transit"), suggests="countries"),
            Field("destination", _("Country of destination"), suggests="countries"),
            Field("route", _("Route"), long=True),
        ),
        folded=True,
    ),
    Section(
        "more",
        _("More, where it is known"),
        (
            Field("role", _("Part in it"), choices=_closed(lists.PARTS)),
            Field("partners", _("Partners")),
            Field("operation", _("Operation")),
            Field("status", _("Status"), choices=_closed(lists.STATUSES)),
            Field("value", _("Stated value"), type="decimal"),
            Field("currency", _("Currency"), choices=lambda: [("PKR", "PKR"), ("USD", "USD")]),
            Field("crop", _("Crop cleared"), choices=_closed(lists.CROPS)),
            Field("area", _("Land cleared"), type="decimal"),
            Field("area_unit", _("Unit of area"), choices=_units("area")),
            Field("marking", _("Marking"), choices=lambda: [(one, one) for one in _MARKINGS]),
            Field(
                "grading",
                _("Grading"),
                suggests="gradings",
                hint=_("As its source gave it: the scheme, then the codes."),
            ),
            Field("remarks", _("Remarks"), long=True),
        ),
        folded=True,
    ),
)
LISTS = tuple(section.name for section in SECTIONS if section.parts)
