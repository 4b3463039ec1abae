"""The form of an operation: read into a plan, and written again from what was kept or typed."""

from collections.abc import Mapping

from django.utils import timezone

from markaz.accounts.models import User
from markaz.actions.operations import targets, writing
from markaz.actions.operations.planning import Plan
from markaz.console import wording
from markaz.console.operations import words
from markaz.data.agencies import AGENCIES
from markaz.governance.marking import DEFAULT_MARKING, Marking
from markaz.records.errors import InvalidValueError
from markaz.records.operations.notation import read
from markaz.records.operations.operation import Window
from markaz.store.models import OperationRow

_TEXTS = ("agency", "reference", "title", "unit", "contact", "kind", "target", "marking")
_NEEDED = {
    "title": "Give the operation a name.",
    "unit": "Say which unit goes.",
    "contact": "Give a contact that answers.",
    "kind": "Choose the kind of operation.",
}


def plan(posted: Mapping[str, str], *, by: User, kept: OperationRow | None = None) -> Plan:
    """The plan that was typed.

    Raises:
        InvalidValueError: with one sentence naming the field that does not hold.
    """
    said = {name: posted.get(name, "").strip() for name in _TEXTS}
    for name in _NEEDED:
        if not said[name]:
            raise InvalidValueError(_NEEDED[name])
    starts, ends = (writing.moment(posted.get(name, "")) for name in ("starts", "ends"))
    zone = timezone.get_current_timezone_name()
    day = f"{starts:%Y-%m-%d}"
    return Plan(
        **{
            **said,
            "agency": kept.agency if kept else said["agency"] or by.agency,
            "reference": kept.reference if kept else said["reference"],
            "marking": said["marking"] or DEFAULT_MARKING.value,
        },
        window=Window(starts, ends, zone),
        shape=writing.shape(lambda name: posted.get(name, ""), day=day),
        numbers=tuple(posted.get("numbers", "").splitlines()),
        silent=bool(posted.get("silent")),
    )


def filled(row: OperationRow) -> dict[str, str]:
    """The fields of an operation that is there, to be amended."""
    return {
        **{name: str(getattr(row, name)) for name in _TEXTS},
        "silent": "1" if row.silent else "",
        "starts": writing.clock(row.starts_at),
        "ends": writing.clock(row.ends_at),
        "numbers": targets.typed(row),
        **writing.typed(read(row.shape)),
    }


def choices(*, by: User) -> dict[str, object]:
    """What the lists of the form offer."""
    own = {code: AGENCIES[code] for code in by.viewer.agencies if code in AGENCIES}
    return {
        "agencies": wording.choices(own),
        "kinds": words.kinds(),
        "markings": [marking.value for marking in Marking],
        "shapes": list(words.SHAPES.items()),
    }
