"""The words of the airport desk's own lists, and its numbers as a page writes them."""

from datetime import timedelta
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from markaz.briefing.printing import numbers
from markaz.console.wording import language

_M_PER_H = 60
VERDICTS: dict[str, Promise] = {
    "alarm": _("Marked by the machine"),
    "clear": _("No mark"),
    "unknown": _("No mark"),
}
DECISIONS: dict[str, Promise] = {
    "clear": _("Let it go"),
    "search": _("Search it"),
    "recall": _("Call it back"),
}
TESTS: dict[str, Promise] = {
    "positive": _("Positive"),
    "negative": _("Negative"),
    "unclear": _("Not clear"),
}
LABORATORY: dict[str, Promise] = {
    "confirmed": _("Confirmed by laboratory"),
    "negative": _("Laboratory found nothing"),
}
KINDS: dict[str, Promise] = {
    "dx": _("Pictures of two energies"),
    "ct": _("Volume (CT)"),
    "mrz": _("Machine-readable lines"),
    "pass": _("Boarding pass"),
}
# What was recorded on a scan, by the name of its table.
STEPS: dict[str, Promise] = {
    "machineverdict": _("The machine"),
    "officerdecision": _("The officer"),
    "searchresult": _("The search"),
    "fieldtest": _("The field test"),
    "laboratoryresult": _("The laboratory"),
}
# Why no draft to a partner was made.
NO_RELEASES: dict[str, Promise] = {
    "not asked": _("No notice was asked for."),
    "no destination": _("No notice: the airport of destination is not known."),
    "no agreement": _("No notice: there is no agreement with the country of destination."),
    "may not go": _("No notice: nothing of it may go under the agreement."),
}
CHECKS: dict[str, Promise] = {
    "known": _("Known: ring who holds it."),
    "not known": _("Not known to anybody."),
    "narrow your query": _("Too many bear that name."),
    "too many": _("Not asked: too many checks in this hour."),
}
FIELDS: dict[str, Promise] = {
    "code": _("Kind of document"),
    "issuer": _("Issuer"),
    "names": _("Name"),
    "number": _("Number"),
    "nationality": _("Nationality"),
    "birth": _("Born on"),
    "sex": _("Sex"),
    "expiry": _("Valid until"),
    "optional": _("Optional data"),
    "optional_2": _("Optional data"),
    "composite": _("All together"),
}
FIELD_VERDICTS: dict[str, Promise] = {
    "verified": _("check digit agrees"),
    "failed": _("check digit does not agree"),
    "not protected": _("not protected by a check digit"),
}
REMARKS: dict[str, Promise] = {
    "a digit where only letters stand": _("a digit where only letters stand"),
    "no day of the calendar": _("no day of the calendar"),
    "no issuer or nationality has this code": _("no issuer or nationality has this code"),
    "neither M, F nor <": _("neither M, F nor <"),
    "the name fills its place and may be cut off": _("the name fills its place and may be cut off"),
    "not the code of such a document": _("not the code of such a document"),
}
# How a machine stands in the daily check.
TRUSTS: dict[str, Promise] = {
    "checked": _("Checked today"),
    "stale": _("Not checked today"),
    "drifted": _("Drifted"),
    "simulated": _("Simulated machine"),
}
# What a detector did for which it was switched off.
FAULTS: dict[str, Promise] = {
    "its model is not the one that its manifest describes": _(
        "its model is not the one that its manifest describes"
    ),
    "it took longer than it may": _("it took longer than it may"),
    "it ended without an answer": _("it ended without an answer"),
    "its answer has another shape than its manifest says": _(
        "its answer has another shape than its manifest says"
    ),
    "its answer holds values that are no numbers": _("its answer holds values that are no numbers"),
}
OUTPUTS: dict[str, Promise] = {
    "basis": _("It gives depths of two materials"),
    "boxes": _("It gives frames with a probability"),
}
AGAINST: dict[str, Promise] = {
    "not below the base rate": _("finds at least as often as searches without it"),
    "below the base rate, perhaps by chance": _("finds more seldom, perhaps by chance"),
    "below the base rate: it selects worse than no rule": _("selects worse than no rule: end it"),
    "not known": _("not known yet"),
}
COMPARISONS: dict[str, Promise] = {
    "one_of": _("is one of"),
    "none_of": _("is none of"),
    "at_least": _("is at least"),
    "at_most": _("is at most"),
}
LISTS = {
    "against": AGAINST,
    "comparison": COMPARISONS,
    "trust": TRUSTS,
    "fault": FAULTS,
    "output": OUTPUTS,
    "field": FIELDS,
    "field_verdict": FIELD_VERDICTS,
    "remark": REMARKS,
    "verdict": VERDICTS,
    "decision": DECISIONS,
    "test": TESTS,
    "laboratory": LABORATORY,
    "kind": KINDS,
    "step": STEPS,
    "no_release": NO_RELEASES,
    "check": CHECKS,
}


def told(code: str, which: str) -> str:
    """The words of a code of one of these lists."""
    return str(LISTS[which].get(code, code))


def percent(value: float | None, places: int = 2) -> str:
    """A share as so many percent."""
    if value is None:
        return ""
    said = Decimal(str(round(100 * value, places)))
    return f"{numbers.decimal(said, lang=language(), places=places)} %"


def sentence(english: str) -> str:
    """A sentence of the reading aid's own list in the language of the page."""
    return gettext(english) if english else ""


def left(time: timedelta | None) -> str:
    """How long it is until a flight leaves."""
    if time is None:
        return ""
    minutes = int(time.total_seconds() // 60)
    if minutes < 0:
        return str(_("has left"))
    hours, rest = divmod(minutes, _M_PER_H)
    if hours:
        said = _("%(h)s h %(m)s min") % {"h": _count(hours), "m": _count(rest)}
    else:
        said = _("%(m)s min") % {"m": _count(rest)}
    return str(said)


def measure(value: float | None) -> str:
    """A measured number, to one decimal."""
    if value is None:
        return ""
    return numbers.decimal(Decimal(str(round(value, 1))), lang=language(), places=1)


def _count(value: int) -> str:
    return numbers.decimal(value, lang=language(), places=0)
