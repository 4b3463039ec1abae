"""One line about a record, a file that was set aside, a field of a document."""

from django.utils.translation import gettext as _

from markaz.console import wording
from markaz.console.airport import words
from markaz.console.errors import plainly
from markaz.data.substances import SUBSTANCES
from markaz.records.errors import MarkazError
from markaz.store.models import (
    FieldTest,
    LaboratoryResult,
    MachineVerdict,
    OfficerDecision,
    QuarantineRow,
    SearchResult,
)
from markaz.store.models.airport.steps import Step


def why(row: QuarantineRow) -> str:
    """Why a file was set aside, in the language of the page."""
    return plainly(MarkazError(row.sentence, **row.values))


def step(one: Step) -> str:
    """What kind of record it is."""
    return words.told(one._meta.model_name or "", "step")


def summary(one: Step) -> str:
    """What the record says, in a few words."""
    if isinstance(one, MachineVerdict):
        return words.told(one.decision, "verdict")
    if isinstance(one, OfficerDecision):
        return _with(words.told(one.decision, "decision"), one.reason)
    if isinstance(one, SearchResult):
        return _with(one.what, one.where) if one.found else _("found nothing")
    return _result(one)


def _result(one: Step) -> str:
    if isinstance(one, FieldTest):
        said = words.told(one.result, "test")
        return _with(said, one.colour, _substance(one.substance), f"{one.kit} {one.lot}")
    if isinstance(one, LaboratoryResult):
        said = words.told(one.result, "laboratory")
        return _with(said, _substance(one.substance), one.reference)
    return ""


def _substance(code: str) -> str:
    return wording.named(code, SUBSTANCES) if code else ""


def _with(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
