"""The days of the invented year: uneven months, and the same day in each agency's writing."""

from calendar import monthrange
from datetime import date, timedelta
from random import Random

from markaz.data.prices import price
from markaz.data.substances import SUBSTANCES
from markaz.simulation.events import shape
from markaz.simulation.events.draws import Draw

# Late reports arrive up to three months into the next year.
_DAYS_AFTER = 150
_URDU_DIGITS = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
# The day that spreadsheets count from.
_SPREADSHEET_ZERO = date(1899, 12, 30)


class Calendar:
    """One year, its days counted from 0 on 1 January."""

    def __init__(self, year: int) -> None:
        self.year = year
        self.first = date(year, 1, 1)
        self.length = (date(year + 1, 1, 1) - self.first).days
        self.days = [self.first + timedelta(days=day) for day in range(self.length + _DAYS_AFTER)]
        self.iso = [day.isoformat() for day in self.days]
        self.dmy = [day.strftime("%d-%m-%Y") for day in self.days]
        self.dotted = [day.strftime("%d.%m.%Y") for day in self.days]
        self.mdy = [day.strftime("%m/%d/%Y") for day in self.days]
        self.urdu = [day.strftime("%d/%m/%Y").translate(_URDU_DIGITS) for day in self.days]
        self.serial = [(day - _SPREADSHEET_ZERO).days for day in self.days]
        self._draw = Draw(self._weighted(shape.MONTHS))
        self._draw_clearance = Draw(self._weighted(shape.CLEARANCE_MONTHS))
        self._prices = {code: self._dated_prices(code) for code in shape.SUBSTANCES}

    def _weighted(self, months: tuple[float, ...]) -> list[tuple[int, float]]:
        return [
            (day, months[self.days[day].month - 1] / monthrange(self.year, self.days[day].month)[1])
            for day in range(self.length)
        ]

    def _dated_prices(self, substance: str) -> list[int]:
        found = [
            price(substance, level="international", on=day) for day in self.days[: self.length]
        ]
        return [known.usd_per_kg if known else 0 for known in found]

    def draw(self, rng: Random) -> int:
        """A day of the year, by the unevenness of its months."""
        return self._draw(rng.random())

    def draw_clearance(self, rng: Random) -> int:
        """A day on which poppy is cleared."""
        return self._draw_clearance(rng.random())

    def usd_per_kg(self, substance: str, day: int) -> int:
        """The international price in force that day, 0 where none is known."""
        return self._prices[substance][day]

    def swapped(self, day: int) -> int | None:
        """The day that a clerk makes of it who swaps day and month, if there is one."""
        known = self.days[day]
        if known.day > len(shape.MONTHS) or known.day == known.month:
            return None
        return (date(known.year, known.day, known.month) - self.first).days


def counted(substance: str) -> bool:
    """Whether this substance's mass belongs in the drug total."""
    return SUBSTANCES[substance].in_drug_total
