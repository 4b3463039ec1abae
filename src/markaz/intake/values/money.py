"""Values as stated: dollars become cents, other currencies stay as written."""

import re
from decimal import ROUND_HALF_EVEN, Decimal

from markaz.data.folding import fold
from markaz.intake.values.amounts import Marks, number
from markaz.intake.values.outcome import Doubtful

_DOLLARS = frozenset(("usd", "us dollar", "us dollars", "us", "dollar", "dollars", "$", "us$"))
# Currencies in which agencies and neighbours state values; these are known and not converted.
_CURRENCIES = """PKR Rs Rs. rupee rupees روپے AFN IRR INR CNY AED SAR QAR OMR KWD BHD TRY EUR GBP
RUB KZT UZS TJS TMT KGS COP MXN CAD AUD JPY KRW THB MYR SGD LKR BDT NPR MMK IDR NGN KES TZS
EGP CHF SEK NOK DKK PLN UAH BRL ARS PEN BOB CLP"""
_OTHERS = frozenset(fold(name) for name in _CURRENCIES.split())
_MULTIPLES = {
    "thousand": 3, "lakh": 5, "lac": 5, "million": 6, "mn": 6, "m": 6, "crore": 7, "billion": 9,
    "bn": 9,
}  # fmt: skip
_SHAPE = re.compile(
    r"(?P<before>us\$|\$|[a-z.]+)?\s*"
    r"(?P<amount>[-0-9۰-۹٠-٩][-0-9۰-۹٠-٩.,'٫٬ eE+]*?)\s*(?P<multiple>"
    + "|".join(_MULTIPLES)
    + r")?\s*(?P<after>us\$|\$|[a-z]+)?",
    re.IGNORECASE,
)
_LARGEST = 2**63 - 1


def _is(currency: str, names: frozenset[str]) -> bool:
    return currency.strip().casefold() in names or fold(currency) in names


def usd_cents(text: str, currency: str, *, marks: Marks) -> object:
    """The stated value in US cents, None where it is in another currency."""
    shape = _SHAPE.fullmatch(text.strip())
    if not shape:
        raise ValueError(f"the value '{text}' cannot be read: write a number")
    stated = shape["before"] or shape["after"] or currency
    if not stated:
        return Doubtful(None, f"the value '{text}' names no currency: which one is it?")
    if not _is(stated, _DOLLARS):
        known = _is(stated, _OTHERS)
        return (
            None if known else Doubtful(None, f"the currency '{stated}' is not known: which is it?")
        )
    power = _MULTIPLES.get((shape["multiple"] or "").casefold(), 0)
    cents = number(shape["amount"].strip(), marks=marks) * Decimal(10) ** (power + 2)
    if not 0 <= cents <= _LARGEST:
        raise ValueError(f"the value '{text}' is out of range: correct it")
    # A value of 0 is nobody's price: it says that none was stated.
    return int(cents.to_integral_value(ROUND_HALF_EVEN)) or None
