"""An estimate with its bounds, as a page writes it."""

from decimal import Decimal

from markaz.airport.intervals import Interval
from markaz.briefing.printing import numbers
from markaz.console.wording import language

_PERCENT = 100


def interval(value: Interval | None, unit: str) -> str:
    """An estimate and its bounds, as shares in percent where the unit says so."""
    if value is None:
        return numbers.DASH
    scale, places = (_PERCENT, 0) if unit == "%" else (1, 1)
    said = [
        numbers.decimal(Decimal(str(round(one * scale, places))), lang=language(), places=places)
        for one in (value.estimate, value.low, value.high)
    ]
    return f"{said[0]}{unit} ({said[1]}–{said[2]})"
