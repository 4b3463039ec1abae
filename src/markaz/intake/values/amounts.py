"""Numbers as people write them: decimal comma, South Asian grouping, Urdu and Persian digits."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from markaz.data.folding import western_digits

PLAIN = re.compile(r"[0-9]{1,15}(?:\.[0-9]{1,15})?")
_SHAPE = re.compile(
    r"(?P<sign>[-+−]?)(?P<whole>[0-9]*)(?:\.(?P<part>[0-9]+))?(?:[eE](?P<power>[-+]?[0-9]{1,2}))?"
)
_LARGEST_POWER = 15
_LONGEST = 32


@dataclass(frozen=True, slots=True)
class Marks:
    """Which sign parts the decimals and which one only groups the digits before them."""

    decimal: str = "."
    thousands: str = ","


@lru_cache(maxsize=64)
def _grouped(mark: str) -> re.Pattern[str]:
    sign = re.escape(mark)
    # 1,234,567 and, as South Asia groups, 12,34,567; anything else is no grouping.
    return re.compile(
        rf"[-+−]?(?:[0-9]{{1,3}}(?:{sign}[0-9]{{3}})+|[0-9]{{1,2}}(?:{sign}[0-9]{{2}})*{sign}[0-9]{{3}})"
    )


def _ungrouped(whole: str, *, marks: Marks, text: str) -> str:
    for mark in (marks.thousands, " ", "'", "’"):
        if mark and mark in whole:
            if not _grouped(mark).fullmatch(whole):
                raise ValueError(
                    f"'{text}' has a '{mark}' where no thousands are parted: write it plainly"
                )
            return whole.replace(mark, "")
    return whole


def western(text: str, *, marks: Marks) -> str:
    """The text with ASCII digits and the source's own marks."""
    # The Arabic-script marks say themselves which is which, whatever the source's own marks are.
    own = text.replace("٫", marks.decimal).replace("٬", marks.thousands)
    return western_digits(own).replace("\u00a0", " ").replace("\u202f", " ").strip()


def number(text: str, *, marks: Marks) -> Decimal:
    """The exact number a text states; a ValueError says what is wrong with it."""
    if marks.decimal == "." and PLAIN.fullmatch(text):
        return Decimal(text)
    written = western(text, marks=marks)
    whole, mark, part = written.partition(marks.decimal)
    plain = _ungrouped(whole, marks=marks, text=text) + ("." + part if mark else "")
    shape = _SHAPE.fullmatch(plain)
    if not shape or len(plain) > _LONGEST or not (shape["whole"] or shape["part"]):
        raise ValueError(f"'{text}' is not a number: write digits only, such as 12{marks.decimal}5")
    if abs(int(shape["power"] or 0)) > _LARGEST_POWER:
        raise ValueError(f"'{text}' is beyond any amount: correct it")
    return Decimal(plain.replace("−", "-"))


def count(text: str, *, marks: Marks, largest: int = 2**31 - 1) -> int:
    """The whole number, not below zero, that a text states."""
    amount = number(text, marks=marks)
    if amount < 0:
        raise ValueError(f"'{text}' is negative: correct it")
    if amount != amount.to_integral_value() or amount > largest:
        raise ValueError(f"'{text}' is not a whole number in range: correct it")
    return int(amount)
