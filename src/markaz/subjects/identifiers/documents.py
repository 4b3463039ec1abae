"""Numbers of identity cards and passports."""

import re

from markaz.data.travel.digits import check_digit
from markaz.subjects.identifiers.identifier import Doubt, Identifier, IdentifierKind

# First digit of a national identity number: where the family was registered.
_PROVINCES = {
    "1": "PK-KP", "2": "PK-KP", "3": "PK-PB", "4": "PK-SD", "5": "PK-BA", "6": "PK-IS",
    "7": "PK-GB", "8": "PK-JK",
}  # fmt: skip
_DIGITS_OF_CARD = 13
# Pakistan prints two letters and seven digits, other states one or two letters and six to eight.
_PASSPORT = re.compile(r"[A-Z]{1,2}\d{6,8}")
# ICAO Doc 9303, part 4: nine places for the number, filled with <, then its check digit.
_MACHINE_READ = re.compile(r"([A-Z0-9<]{9})(\d)")


def national(text: str) -> Identifier | Doubt:
    """A national identity number of Pakistan, 12345-1234567-1.

    The first digit tells the province and the last one the sex.  No check digit is published: a
    number with a slip in it reads as well as the right one.
    """
    digits = re.sub(r"[\s-]", "", text)
    if not re.fullmatch(r"[0-9]+", digits) or len(digits) != _DIGITS_OF_CARD:
        return _doubt(IdentifierKind.NATIONAL, text, "it has not 13 digits", "13 ہندسے نہیں ہیں")
    if digits[0] not in _PROVINCES:
        return _doubt(
            IdentifierKind.NATIONAL,
            text,
            f"no province has the first digit {digits[0]}",
            "پہلا ہندسہ کسی صوبے کا نہیں",
        )
    if len(set(digits[1:12])) == 1:
        return _doubt(
            IdentifierKind.NATIONAL,
            text,
            "one digit repeated: a filler, not a number",
            "ایک ہی ہندسہ بار بار: یہ نمبر نہیں",
        )
    sex = "male" if int(digits[-1]) % 2 else "female"
    return Identifier(
        IdentifierKind.NATIONAL,
        f"{digits[:5]}-{digits[5:12]}-{digits[12]}",
        text,
        traits=(("province", _PROVINCES[digits[0]]), ("sex", sex)),
    )


def passport(text: str) -> Identifier | Doubt:
    """A passport's number; with its check digit where it was copied from the machine-read lines."""
    number = re.sub(r"[\s-]", "", text).upper()
    read = _MACHINE_READ.fullmatch(number)
    if read and not _PASSPORT.fullmatch(number):
        if check_digit(read[1]) != int(read[2]):
            return _doubt(
                IdentifierKind.PASSPORT,
                text,
                "its check digit does not agree",
                "چیک ہندسہ درست نہیں",
            )
        return Identifier(IdentifierKind.PASSPORT, read[1].rstrip("<"), text, checked=True)
    if _PASSPORT.fullmatch(number):
        return Identifier(IdentifierKind.PASSPORT, number, text)
    return _doubt(
        IdentifierKind.PASSPORT,
        text,
        "it is not one or two letters and six to eight digits",
        "ایک یا دو حروف اور چھ سے آٹھ ہندسے نہیں",
    )


def _doubt(kind: IdentifierKind, text: str, en: str, ur: str) -> Doubt:
    return Doubt(kind, text, en, ur)
