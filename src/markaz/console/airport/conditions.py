"""A condition of a selection rule in the words of the page."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from markaz.airport.rules.journey import JourneyField, journey_fields
from markaz.briefing.printing import numbers
from markaz.console.airport import words
from markaz.console.wording import language


def told(part: Mapping[str, Any]) -> str:
    """The field, what it is compared by, and with what."""
    field = journey_fields()[part["field"]]
    values = "، " if language() == "ur" else ", "
    said = values.join(_value(one) for one in part["values"])
    return f"{label(field)} {words.told(part['comparison'], 'comparison')} {said}"


def label(field: JourneyField) -> str:
    """What a field that rules read is called."""
    return field.label[language()]


def _value(value: object) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, int | float):
        return numbers.decimal(Decimal(str(value)), lang=language(), places=1)
    return f"\N{FIRST STRONG ISOLATE}{value}\N{POP DIRECTIONAL ISOLATE}"
