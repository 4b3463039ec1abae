"""The words of operations, conflicts and tasks."""

from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from markaz.actions.operations import desk_rules
from markaz.briefing.printing import numbers
from markaz.console.wording import language

_M_PER_KM = 1000
STATES: dict[str, Promise] = {
    "planned": _("Planned"),
    "live": _("Under way"),
    "closed": _("Closed"),
    "cancelled": _("Called off"),
}
SHAPES: dict[str, Promise] = {
    "point": _("A place"),
    "polygon": _("An area"),
    "route": _("A route"),
    "convoy": _("A convoy"),
    "flight": _("A flight"),
}
ENDINGS: dict[str, Promise] = {
    "moved in time": _("Moved in time"),
    "moved in place": _("Moved in place"),
    "made one operation": _("Made one operation"),
    "went ahead as agreed": _("Went ahead as agreed"),
    "called off": _("Called off"),
    "no conflict after all": _("No conflict after all"),
}
ACTS: dict[str, Promise] = {
    "called": _("Called"),
    "taken": _("Taken by"),
    "consented": _("Consented"),
    "withdrawn": _("Consent taken back"),
    "ended": _("Outcome"),
    "apart": _("The plans keep clear now"),
    "closed": _("Closed"),
}
# What comes next, for a side and for the desk.
STEPS: dict[str, Promise] = {
    "consent": _("Ring them, then consent"),
    "wait_consent": _("Wait for the other side's consent"),
    "outcome": _("Agree, then say what came of it"),
    "wait_close": _("The watch desk closes it"),
    "closed": _("Closed"),
    "take": _("Take it"),
    "call": _("Ring both sides"),
    "ask": _("Ask both for an outcome"),
    "close": _("Close it"),
}
TASKS: dict[str, Promise] = {
    "task": _("Task"),
    "request": _("Request for information"),
    "conflict": _("Conflict"),
    "operation": _("The operation"),
    "acknowledged": _("Acknowledged"),
    "not acknowledged": _("Not acknowledged"),
    "overdue": _("Overdue"),
}
FILINGS: dict[str, Promise] = {
    "in_time": _("In time"),
    "by_waiver": _("Late by a waiver"),
    "late": _("Late with none"),
}
LISTS = {
    "state": STATES,
    "shape": SHAPES,
    "ending": ENDINGS,
    "act": ACTS,
    "step": STEPS,
    "task": TASKS,
    "filing": FILINGS,
}


def said(code: str, which: str) -> str:
    """The words of a code of one of these lists, or of a state that a note kept."""
    if which == "item":
        known = {**STATES, **STEPS, **TASKS}
        return str(known.get(code, code))
    return str(LISTS[which].get(code, code))


def kind(code: str) -> str:
    """The name of a kind of operation, as the desk's rules give it."""
    found = desk_rules.in_force().kinds.get(code)
    if found is None:
        return code
    return found.ur if language() == "ur" else found.en


def rung(code: str) -> str:
    """The name of a rung of the ladder, as the desk's rules give it."""
    for one in desk_rules.in_force().ladder:
        if one.rung == code:
            return one.ur if language() == "ur" else one.en
    return code


def distance(metres: float) -> str:
    """A distance in metres, or in kilometres from one on."""
    lang = language()
    if metres < _M_PER_KM:
        return str(_("%(n)s m")) % {"n": numbers.decimal(round(metres), lang=lang, places=0)}
    kilometres = Decimal(round(metres)) / _M_PER_KM
    return str(_("%(n)s km")) % {"n": numbers.decimal(kilometres, lang=lang, places=1)}


def minutes(seconds: int) -> str:
    """A time that is left, in minutes and seconds or in hours and minutes."""
    larger, smaller = divmod(seconds, 60)
    if larger < 60:  # noqa: PLR2004 (minutes in an hour)
        return numbers.digits(f"{larger}:{smaller:02d}", lang=language())
    hours, rest = divmod(larger, 60)
    said = {"h": numbers.digits(str(hours), lang=language())}
    return str(_("%(h)s h %(m)s min")) % {**said, "m": numbers.digits(str(rest), lang=language())}


def kinds() -> list[tuple[str, str, int, int]]:
    """Each kind with its name, radius in metres and lead time in minutes."""
    known = desk_rules.in_force().kinds
    return [(code, kind(code), one.radius_m, one.lead_min) for code, one in known.items()]
