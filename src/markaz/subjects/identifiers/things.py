"""Numbers of telephones, handsets and vehicles."""

import re

import phonenumbers

from markaz.data.folding import fold
from markaz.data.tables import rows
from markaz.subjects.identifiers.identifier import Doubt, Identifier, IdentifierKind

_REGION = "PK"
_DIGITS_OF_HANDSET = 15
# Letters of the series, the year where the province prints one, the number.
_PLATE = re.compile(r"([A-Z]{1,4})[\s-]?(?:(\d{2})[\s-])?(\d{1,5})")
_CITY_PLATE = re.compile(r"([A-Z]{4,20})[\s-]([A-Z]{1,2})[\s-]?(\d{1,5})")
_MIXED = re.compile(r"[A-Z]{2,4}[\s-]\d*[OISB]\d*")


def phone(text: str) -> Identifier | Doubt:
    """A telephone number in E.164; one without a country code is taken as Pakistani."""
    try:
        number = phonenumbers.parse(text, _REGION)
    except phonenumbers.NumberParseException:
        return Doubt(
            IdentifierKind.PHONE, text, "it is no telephone number", "یہ ٹیلی فون نمبر نہیں"
        )
    if number.extension or not phonenumbers.is_valid_number(number):
        return Doubt(
            IdentifierKind.PHONE,
            text,
            "no telephone in that country has such a number",
            "اس ملک میں ایسا کوئی نمبر نہیں ہوتا",
        )
    written = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    region = phonenumbers.region_code_for_number(number) or ""
    return Identifier(IdentifierKind.PHONE, written, text, traits=(("country", region),))


def imei(text: str) -> Identifier | Doubt:
    """A handset's number of 15 digits, the last being a Luhn check digit (3GPP TS 23.003)."""
    digits = re.sub(r"[\s/-]", "", text)
    if not re.fullmatch(r"[0-9]+", digits) or len(digits) != _DIGITS_OF_HANDSET:
        return Doubt(IdentifierKind.IMEI, text, "it has not 15 digits", "15 ہندسے نہیں ہیں")
    if not set(digits) - {"0"} or luhn(digits):
        return Doubt(
            IdentifierKind.IMEI, text, "its check digit does not agree", "چیک ہندسہ درست نہیں"
        )
    return Identifier(IdentifierKind.IMEI, digits, text, checked=True)


def luhn(digits: str) -> int:
    """What is left of Luhn's sum; 0 where the check digit agrees (ISO/IEC 7812-1, annex B)."""
    doubled = (
        sum(divmod(int(digit) * (1 + at % 2), 10)) for at, digit in enumerate(reversed(digits))
    )
    return sum(doubled) % 10


def plate(text: str) -> Identifier | Doubt:
    """A vehicle's plate: letters, perhaps a year, a number; or a city, letters and a number."""
    written = " ".join(text.upper().split())
    if found := _PLATE.fullmatch(written):
        series, year, number = found.groups()
        # ABC-007 and ABC-7 are one plate on the road and two in a register's search.
        parts = [series, *([year] if year else []), str(int(number))]
        return Identifier(IdentifierKind.PLATE, "-".join(parts), text)
    if (found := _CITY_PLATE.fullmatch(written)) and _is_city(found[1]):
        return Identifier(IdentifierKind.PLATE, f"{found[1]}-{found[2]}-{int(found[3])}", text)
    if _MIXED.fullmatch(written):
        return Doubt(
            IdentifierKind.PLATE,
            text,
            "a letter stands among its digits",
            "ہندسوں کے درمیان ایک حرف ہے",
        )
    return Doubt(
        IdentifierKind.PLATE,
        text,
        "it is not letters and a number",
        "یہ حروف اور نمبر نہیں",
    )


def _is_city(word: str) -> bool:
    return fold(word) in {fold(row["label_en"]) for row in rows("districts")}
