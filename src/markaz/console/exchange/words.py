"""The words of agreements, releases, recalls and requests."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from markaz.console.wording import language
from markaz.store.models import Partner

PARTS: dict[str, Promise] = {
    "drugs": _("Drugs and weights"),
    "persons": _("Persons by name"),
    "means": _("Vehicles, vessels, parcels"),
    "arrests": _("Number of arrests"),
    "place": _("Place"),
    "route": _("Route"),
    "concealment": _("Concealment and transport"),
    "detection": _("How it was found"),
    "status": _("Laboratory and court"),
    "land": _("Crop and area"),
    "text": _("Free text"),
    "grading": _("Grading"),
    "reference": _("Agency's reference"),
    "subjects": _("Files on suspects and contacts"),
    "operations": _("Closed operations"),
    "judgements": _("Whether reports tell of one event"),
}
REFUSALS: dict[str, Promise] = {
    "no agreement": _("There is no agreement."),
    "agreement over": _("The agreement is over."),
    "agreement not begun": _("The agreement has not begun."),
    "nobody named": _("Nobody is named to read it."),
    "no purpose or legal basis": _("Purpose or legal basis is missing."),
    "kind not agreed": _("This kind of report is not agreed."),
    "marking not understood": _("The marking is not understood."),
    "above the ceiling": _("Its marking is above the ceiling: its agency would have to consent."),
    "no part agreed": _("No part of a report is agreed."),
    "handling not agreed": _(
        "Its source restricts how it is handled, and gradings are not agreed: it would go without."
    ),
}
READERS: dict[str, Promise] = {"person": _("Person"), "organisation": _("Body")}
WAYS: dict[str, Promise] = {
    "taxii page": _("Page of the collection"),
    "taxii object": _("Object by its id"),
    "taxii manifest": _("List of what is there"),
    "taxii versions": _("List of versions"),
    "file": _("File"),
    "message": _("Message"),
}
ANSWERS: dict[str, Promise] = {
    "received": _("Notice received"),
    "deleted": _("Deleted there"),
    "corrected": _("Corrected there"),
    "kept": _("Kept there"),
}
DIRECTIONS: dict[str, Promise] = {
    "out": _("We ask the partner"),
    "in": _("The partner asks us"),
}
STEPS: dict[str, Promise] = {
    "served": _("Served"),
    "part answer": _("Answered in part"),
    "answer": _("Answered in full"),
    "refused": _("Refused"),
    "postponed": _("Postponed"),
    "withdrawn": _("Withdrawn"),
}
# The types of STIX, as an officer would call what is in them.
TYPES: dict[str, Promise] = {
    "incident": _("Incident"),
    "report": _("Report"),
    "identity": _("Agency or person"),
    "location": _("Place"),
    "means-of-transport": _("Means of transport"),
    "relationship": _("Link between objects"),
    "note": _("Note"),
    "threat-actor": _("Suspect on file"),
    "grouping": _("Operation"),
    "marking-definition": _("Meaning of a marking"),
    "extension-definition": _("Meaning of our own fields"),
}
LISTS = {
    "part": PARTS,
    "refusal": REFUSALS,
    "reader": READERS,
    "way": WAYS,
    "answer": ANSWERS,
    "direction": DIRECTIONS,
    "step": STEPS,
    "type": TYPES,
}


def told(code: str, which: str) -> str:
    """The words of a code of one of these lists."""
    return str(LISTS[which].get(code, code))


def partner(one: Partner) -> str:
    """A partner's title in the page's language."""
    return (one.title_ur if language() == "ur" else one.title_en) or one.title_en
