"""Where each part of a report stands in its objects, so that a part can be marked by itself."""

from collections.abc import Collection, Mapping
from types import MappingProxyType

from markaz.exchange.told import ToldReport
from markaz.governance.marking import Marking
from markaz.records.kinds import ValueField

# Part -> properties of the event extension that say it.  Persons and means are objects of their
# own, and words are the description.
PARTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "when": ("occurred_first", "occurred_last", "occurred_precision", "reported_on"),
        "where": ("place",),
        "drugs": ("lines", "status"),
        "route": ("route",),
        "method": ("transport", "concealment", "detection"),
        "counts": ("arrested", "arrested_foreign", "crop", "area_ha"),
        "worth": ("stated_value_usd_cents",),
        "means": (),
        "persons": (),
        "words": (),
    }
)
SPOKEN_PARTS: Mapping[ValueField, str] = MappingProxyType(
    {
        ValueField.DRUGS: "drugs",
        ValueField.STATUS: "drugs",
        ValueField.PEOPLE: "counts",
        ValueField.LAND: "counts",
        ValueField.WHEN: "when",
        ValueField.WHERE: "where",
        ValueField.ROUTE: "route",
        ValueField.WORTH: "worth",
    }
)


def selectors(
    report: ToldReport, *, extension: str, present: Collection[str]
) -> dict[str, Marking]:
    """The report's markings of single parts, by selector of the properties that are present."""
    found = {}
    for part, marking in report.fields.items():
        for name in PARTS[part]:
            if name in present:
                found[f"extensions.{extension}.{name}"] = marking
        if part == "words" and report.text:
            found["description"] = marking
    return found
