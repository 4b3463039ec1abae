"""Where in a text a number stands that leads to a person, by its value or by its form."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from markaz.exchange.redaction.words import Span

# Between two digits of one number people write blanks, points, strokes and unseen joiners.
_BETWEEN = r"[\s().\-/‐-―_·\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]{0,3}"
_RUN = re.compile(rf"\+?\d(?:{_BETWEEN}\d){{5,}}")
_DAY = re.compile(
    r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?)?"
    r"|\d{1,2}[-/.]\d{1,2}[-/.]\d{4}"
)
_PATTERNS = (
    re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
    # A passport: one to three letters, six to nine digits.
    re.compile(r"(?<![^\W_])[A-Za-z]{1,3}[ -]?\d{6,9}(?!\d)"),
    # An account under ISO 13616.
    re.compile(r"(?<![^\W_])[A-Za-z]{2}\d{2}(?:[ -]?[A-Za-z0-9]{4}){2,7}[A-Za-z0-9]{0,3}"),
    # A plate: letters, then three or four digits.
    re.compile(r"(?<![^\W_])[A-Z]{2,4}[ -]\d{3,4}(?!\d)"),
    # A day of birth says more than another day.
    re.compile(
        r"(?:born(?: on)?|d\.?\s?o\.?\s?b\.?|date of birth|birth date|(?:تاریخ )?پیدائش)"
        rf"\W{{0,4}}(?:{_DAY.pattern}|\d{{1,2}} \w+ \d{{4}}|\d{{4}})",
        re.IGNORECASE,
    ),
)
_ADDRESS = re.compile(
    r"(?:house|flat|plot|shop|street|h\.? ?no|mohallah?|muhallah?|village|sector"
    r"|مکان|گلی|محلہ|گاؤں|سیکٹر|فلیٹ|پلاٹ)(?![^\W_])[^.;؛۔\n]*",
    re.IGNORECASE,
)
_QUANTITY = re.compile(r"\s?(?:[mk]?g|kgs?|[mµ]l|l|lit(?:er|re)s?|tablets?|pills?|گرام|کلو|گولی)\b")
_DECIMAL = re.compile(r"\d+\.\d+")
# From here on a bare number is taken for a person's, whatever it is.
_LIKE_A_NUMBER = 7
# A shorter number within another one is chance.
_SHORTEST = 6
_SHORTEST_MIXED = 4


class Numbers:
    """The known numbers, made ready to be looked for."""

    def __init__(self, numbers: Iterable[str]) -> None:
        known = [_plain(number) for number in numbers]
        digits = [_national("".join(filter(str.isdigit, number))) for number in known]
        self.pieces = {
            one[at : at + _SHORTEST] for one in digits for at in range(len(one) - _SHORTEST + 1)
        }
        self.mixed = [
            re.compile(_BETWEEN.join(map(re.escape, letters)), re.IGNORECASE)
            for number in known
            if len(letters := "".join(filter(str.isalnum, number))) >= _SHORTEST_MIXED
        ]

    def spans(self, text: str) -> Iterator[Span]:
        """Every stretch that is a known number, or looks like one that leads to a person."""
        plain = _plain(text)
        for pattern in (*self.mixed, *_PATTERNS):
            yield from (found.span() for found in pattern.finditer(plain))
        for found in _RUN.finditer(plain):
            digits = "".join(filter(str.isdigit, found[0]))
            if self._is_known(digits) or _personal(found, digits):
                yield found.span()

    def known(self, number: int) -> bool:
        """Whether a bare number is one of the known ones."""
        return self._is_known(str(abs(number)))

    def _is_known(self, digits: str) -> bool:
        """Whether six digits in a row are those of a known number."""
        return any(one in digits for one in self.pieces)


def _personal(found: re.Match[str], digits: str) -> bool:
    """Whether a number that nobody knows looks like one that leads to a person."""
    is_amount = _DECIMAL.fullmatch(found[0]) or (
        found[0].isdigit() and _QUANTITY.match(found.string, found.end())
    )
    return len(digits) >= _LIKE_A_NUMBER and not is_amount and not _DAY.fullmatch(found[0])


def address_spans(text: str) -> Iterator[Span]:
    """Every stretch that begins like an address, to the end of its sentence."""
    yield from (found.span() for found in _ADDRESS.finditer(text))


def _plain(text: str) -> str:
    """The text with ASCII digits, letter for letter as long as before."""
    return "".join(
        str(unicodedata.decimal(char)) if char.isdecimal() and not char.isascii() else char
        for char in text
    )


def _national(digits: str) -> str:
    """A telephone number without what stands before it when it is rung from abroad or at home."""
    return digits.removeprefix("00").removeprefix("92").removeprefix("0")
