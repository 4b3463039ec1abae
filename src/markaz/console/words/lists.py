"""The labels of closed lists that several rooms show; a room's own stand in its `words.py`."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from markaz.console.words.events import EVENTS

KINDS: dict[str, Promise] = {
    "seizure": _("Seizure"),
    "arrest": _("Arrest"),
    "airport_case": _("Airport case"),
    "clearance": _("Crop clearance"),
    "irregular_migration": _("Irregular migration"),
    "information": _("Information"),
}
BASES: dict[str, Promise] = {
    "occurred": _("Date of occurrence"),
    "reported": _("Date of report"),
    "received": _("Date of receipt"),
}
STATES: dict[str, Promise] = {
    "waiting": _("Waiting"),
    "running": _("Running"),
    "done": _("Done"),
    "failed": _("Refused"),
}
ROLES: dict[str, Promise] = {
    "liaison": _("Liaison officer"),
    "analyst": _("Analyst"),
    "watch": _("Watch desk"),
    "supervisor": _("Supervisor"),
    "head": _("Head of the centre"),
    "auditor": _("Auditor"),
    "administrator": _("Administrator"),
    "airport": _("Airport officer"),
    "scanner": _("Scanning machine"),
    "operator": _("Operator"),
}
PARTS: dict[str, Promise] = {
    "lead": _("Lead"),
    "joint": _("Joint"),
    "assist": _("Assisting"),
    "intelligence_only": _("Intelligence only"),
}
STATUSES: dict[str, Promise] = {
    "presumptive": _("Presumptive"),
    "lab_confirmed": _("Confirmed by laboratory"),
    "lab_negative": _("Laboratory found nothing"),
    "court_confirmed": _("Confirmed by court"),
    "destroyed": _("Destroyed"),
    "returned": _("Returned"),
}
PERSONS: dict[str, Promise] = {
    "suspect": _("Suspect"),
    "courier": _("Courier"),
    "passenger": _("Passenger"),
    "facilitator": _("Facilitator"),
    "migrant": _("Migrant"),
    "asylum_seeker": _("Asylum seeker"),
    "victim": _("Victim"),
    "witness": _("Witness"),
    "contact": _("Contact"),
}
SEXES: dict[str, Promise] = {"m": _("Male"), "f": _("Female")}
MEANS: dict[str, Promise] = {
    "vehicle": _("Vehicle"),
    "vessel": _("Vessel"),
    "flight": _("Flight"),
    "aircraft": _("Aircraft"),
    "parcel": _("Parcel"),
    "container": _("Container"),
    "train": _("Train"),
    "animal": _("Animal"),
}
CROPS: dict[str, Promise] = {
    "poppy": _("Opium poppy"),
    "cannabis": _("Cannabis plant"),
    "coca": _("Coca bush"),
}
ORDERS: tuple[tuple[str, Promise], ...] = (
    ("latest", _("Latest first")),
    ("earliest", _("Earliest first")),
    ("heaviest", _("Heaviest first")),
    ("reports", _("Most reports first")),
)
PERMISSIONS: dict[str, Promise] = {
    "receive a file": _("Hand in files"),
    "see reports": _("See reports"),
    "consolidate reports": _("Join reports of one incident"),
    "publish a briefing": _("Freeze editions of a briefing"),
    "plan an operation": _("Plan operations"),
    "allow a late filing": _("Allow a late filing"),
    "keep the watch over operations": _("Keep the watch over operations"),
    "read the audit log": _("Read the audit log"),
    "manage accounts": _("Open accounts"),
    "back up and restore": _("Back up and restore"),
    "check names and numbers": _("Ask who knows a name or number"),
    "check without the holder being told": _("Ask without the holder being told"),
    "keep entries and subjects": _("Keep entries and subjects"),
    "say whom to ring at an agency": _("Say whom to ring at an agency"),
    "keep agreements with partners": _("Keep agreements with partners"),
    "prepare releases, recalls and requests": _("Prepare releases, recalls and requests"),
    "sign a release to a partner": _("Sign a release to a partner"),
    "consent to a lower marking of own reports": _("Consent to a lower marking of own reports"),
    "keep partners and what is open to them": _("Keep partners and what is open to them"),
    "fetch from partners": _("Fetch from partners"),
    "verify cleared fields": _("Verify cleared fields"),
    "hand in a scan": _("Hand in scans"),
    "work an airport desk": _("Work an airport desk"),
    "set up airport desks and their lists": _("Set up airport desks and their lists"),
    "allow masked data to be read": _("Allow masked data to be read"),
}
VERDICTS: dict[str, Promise] = {
    "positive": _("one event"),
    "negative": _("not one event"),
    "unsure": _("not sure"),
    "withdrawn": _("taken back"),
}
WHICH: tuple[tuple[str, Promise], ...] = (
    ("waiting", _("Waiting")),
    ("unsure", _("Not sure")),
    ("welds", _("Doubts inside incidents")),
)
# What a person most often says of a pair, to be chosen instead of written.
WHY_JUDGED: tuple[Promise, ...] = (
    _("Joint operation of both agencies"),
    _("One agency passed the report on"),
    _("Same persons or vehicle"),
    _("Rounded weight, same consignment"),
    _("Two parts of one consignment, seized apart"),
    _("Another day or place"),
    _("Asked the agency by telephone"),
)

SURENESS: dict[str, Promise] = {
    "number": _("the number agrees"),
    "strong": _("much speaks for it"),
    "likely": _("likely"),
    "possible": _("possible"),
}
CATEGORIES: dict[str, Promise] = {
    "suspect": _("suspect"),
    "witness": _("witness"),
    "victim": _("victim"),
    "contact": _("contact"),
    "protection": _("asylum seeker or under protection"),
    "migrant": _("migrant"),
}
NUMBERS: dict[str, Promise] = {
    "name": _("Name"),
    "phone": _("Phone"),
    "plate": _("Plate"),
    "document": _("Document"),
    "account": _("Account"),
    "imei": _("Handset (IMEI)"),
    "place": _("Place"),
    "national": _("Identity card"),
    "passport": _("Passport"),
    "iban": _("IBAN"),
}
SUBJECTS: dict[str, Promise] = {
    "person": _("Person"),
    "organisation": _("Organisation"),
    "thing": _("Thing"),
}
CHANGES: dict[str, Promise] = {
    "opened": _("Opened"),
    "changed": _("Corrected"),
    "validated": _("Reviewed"),
    "alias added": _("Name or number {n} added"),
    "alias removed": _("Name or number {n} taken away"),
    "mention claimed": _("Entry {n} added"),
    "mention released": _("Entry {n} taken away"),
}
TIES: dict[str, Promise] = {**NUMBERS, "incident": _("Incident"), "address": _("Address")}
STRENGTHS: dict[str, Promise] = {
    "strong": _("strong"),
    "moderate": _("moderate"),
    "weak": _("weak"),
}

LISTS: dict[str, dict[str, Promise]] = {
    "kind": KINDS,
    "basis": BASES,
    "state": STATES,
    "desk": ROLES,
    "role": PARTS,
    "status": STATUSES,
    "event": EVENTS,
    "permission": PERMISSIONS,
    "person": PERSONS,
    "means": MEANS,
    "verdict": VERDICTS,
    "sureness": SURENESS,
    "category": CATEGORIES,
    "number": NUMBERS,
    "subject": SUBJECTS,
    "tie": TIES,
    "strength": STRENGTHS,
}
