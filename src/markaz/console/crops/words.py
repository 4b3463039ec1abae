"""The words of cleared fields: states, reasons, grades, what a visitor found."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from markaz.actions.crops.reasons import UNSAID
from markaz.console.words.lists import CROPS

STATES: dict[str, Promise] = {
    "waiting": _("Not judged yet"),
    "verified": _("Verified"),
    "partly": _("Verified in part"),
    "rejected": _("Rejected"),
    "double": _("Claimed before"),
}
REASONS: dict[str, Promise] = {
    "overlap": _("the ground was claimed before"),
    "smaller": _("less was cleared than claimed"),
    "not_found": _("no cleared field was found there"),
    "not_the_crop": _("another crop stood there"),
    "harvested": _("already harvested when cleared"),
    "regrown": _("grown again"),
    "photo_date": _("the photograph is of another time"),
    "photo_place": _("the photograph is of another place"),
    "no_evidence": _("nothing shows that it was cleared"),
}
BASES: dict[str, Promise] = {
    "visit": _("Visit"),
    "imagery": _("Imagery"),
    "both": _("Visit and imagery"),
}
GRADES: dict[str, Promise] = {
    "not_seen": _("Not seen: cloud, shadow or no picture"),
    "no_change": _("No change seen"),
    "vegetation_change": _("Vegetation gone; not shown to be a clearing"),
    "cleared": _("Cleared: dates, neighbours and photograph agree"),
}
MISSING: dict[str, Promise] = {
    "no_dates": _("the days of the pictures are not known"),
    "after_lancing": _("the second picture is later than lancing, when fields dry by themselves"),
    "no_lancing_day": _("the first day of lancing there is not known"),
    "no_control": _("too few unclaimed fields nearby to compare with"),
    "control_changed": _("unclaimed fields nearby changed as well"),
    "no_photo": _("no photograph of the field stands"),
    "no_mask": _("clouds were not masked"),
}
FOUND: dict[str, Promise] = {
    "cleared": _("Cleared"),
    "partly_cleared": _("Cleared in part"),
    "standing": _("The crop still stands"),
    "other_crop": _("Another crop"),
    "harvested": _("Harvested"),
    "not_found": _("No field there"),
}
DESIGNS: dict[str, Promise] = {
    "stratified": _("In each district by claimed area, every field of a district alike"),
    "size": _("Each field by its claimed area"),
}
FREE: dict[str, Promise] = {
    "free": _("Poppy-free"),
    "not_shown": _("Not shown to be free"),
    "not_surveyed": _("Not surveyed"),
}
UNITS: dict[str, Promise] = {
    "country": _("Country"),
    "province": _("Province"),
    "district": _("District"),
}
LISTS = {
    "state": STATES,
    "reason": {**REASONS, UNSAID: _("not verified by the centre")},
    "basis": BASES,
    "grade": GRADES,
    "missing": MISSING,
    "found": FOUND,
    "design": DESIGNS,
    "free": FREE,
    "unit": UNITS,
    "crop": CROPS,
}


def said(code: str, which: str) -> str:
    """What a code of one list is called; itself where it has no word."""
    return str(LISTS[which].get(code, code))
