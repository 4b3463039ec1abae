"""Counts of pieces: which unit a bare number has, and which units only drugs have."""

from collections.abc import Sequence

from markaz.data.units import UNITS, unit_code
from markaz.intake.messages.grammar.items import Item
from markaz.records.statement import Amount

# So many plain words may stand between a number and what it is of.
PLAIN_WORDS = 2
# Units that say by themselves that a drug was counted, whatever it is called.
_DRUG_FORMS = frozenset(("tablet", "capsule", "injection", "ampoule", "vial"))
_FURTHEST_UNIT = 5
# Words that part a number from what stands behind them.
PARTS = ("seize", "arrest", "vehicle", "person", "and", "including", "operation", "destroyed")


def count_units(chunk: Sequence[Item], text: str) -> None:
    """Give bare numbers their unit of count where it follows: "89 heroin filled capsules"."""
    for at, one in enumerate(chunk):
        if one.value is None or one.amount is not None:
            continue
        end = _counted(chunk, at, text)
        if end is not None:
            unit, item = end
            one.amount = Amount(one.value, unit)
            if item.has("unit") and not item.has("substance"):
                item.used = True
                one.tail = item


def _counted(chunk: Sequence[Item], at: int, text: str) -> tuple[str, Item] | None:
    plain = 0
    for one in chunk[at + 1 : at + 1 + _FURTHEST_UNIT]:
        unit = one.kinds.get("unit", "")
        if one.has("substance") and not one.has("drugs"):
            last = unit_code(text[one.start : one.end].split()[-1]) or ""
            if last and UNITS[last].dimension == "count":
                return last, one
        elif unit and UNITS[unit].dimension == "count":
            return unit, one
        elif one.is_mark or one.value is not None or one.has(*PARTS):
            return None
        elif not one.has("filler", "demonym") and one.key != "of":
            plain += 1
            if plain > PLAIN_WORDS:
                return None
    return None


def is_drug_form(amount: Amount) -> bool:
    """Whether a count by itself says that drugs were counted."""
    return amount.unit in _DRUG_FORMS
