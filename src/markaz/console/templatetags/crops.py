"""The words and numbers of cleared fields as a page writes them."""

from decimal import Decimal

from django import template

from markaz.briefing.printing import numbers
from markaz.console import wording
from markaz.console.crops import words
from markaz.console.wording import language

register = template.Library()
register.filter("of_field", words.said)
_M2_PER_HA = Decimal(10_000)


@register.filter
def acres_m2(square_metres: float | Decimal | None) -> str:
    """Square metres as acres."""
    if square_metres is None:
        return numbers.DASH
    return wording.acres((Decimal(str(square_metres)) / _M2_PER_HA).quantize(Decimal("0.0001")))


@register.filter
def percent(share: float | None) -> str:
    """A share from 0 to 1 in percent, to the tenth."""
    if share is None:
        return numbers.DASH
    return numbers.printed(Decimal(str(round(100 * share, 1))), "%", lang=language())
