"""Numbers of bank accounts."""

import re

from markaz.subjects.identifiers.identifier import Doubt, Identifier, IdentifierKind

# ISO 13616: the length is fixed in each country; these are the ones met most.
_LENGTHS = {
    "PK": 24, "AE": 23, "SA": 24, "IR": 26, "TR": 26, "QA": 29, "KW": 30, "BH": 22, "GB": 22,
    "DE": 22, "FR": 27, "ES": 24, "NL": 18,
}  # fmt: skip
_SHAPE = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}")
_PAKISTAN = re.compile(r"PK\d{2}[A-Z]{4}[A-Z0-9]{16}")
_ACCOUNT = re.compile(r"\d{8,20}")
_MODULUS, _REMAINDER = 97, 1


def iban(text: str) -> Identifier | Doubt:
    """An international account number, its two check digits verified (ISO 13616, ISO 7064)."""
    number = re.sub(r"[\s-]", "", text).upper()
    if not _SHAPE.fullmatch(number):
        return _doubt(text, "it has not the shape of an IBAN", "یہ آئی بین کی شکل نہیں")
    wrong_length = len(number) != _LENGTHS.get(number[:2], len(number))
    if wrong_length or (number[:2] == "PK" and not _PAKISTAN.fullmatch(number)):
        return _doubt(
            text, f"an IBAN of {number[:2]} is built otherwise", "اس ملک کا آئی بین ایسا نہیں ہوتا"
        )
    if remainder(number) != _REMAINDER:
        return _doubt(text, "its check digits do not agree", "چیک ہندسے درست نہیں")
    bank = (("bank", number[4:8]),) if number.startswith("PK") else ()
    traits = (("country", number[:2]), *bank)
    return Identifier(IdentifierKind.IBAN, number, text, checked=True, traits=traits)


def remainder(number: str) -> int:
    """The remainder by 97 of an IBAN turned into digits; 1 where its check digits agree."""
    return int("".join(str(int(char, 36)) for char in number[4:] + number[:4])) % _MODULUS


def account(text: str) -> Identifier | Doubt:
    """A bank's own account number: digits alone, without a check digit that all banks share."""
    number = re.sub(r"[\s/-]", "", text)
    if not number.isascii() or not _ACCOUNT.fullmatch(number):
        return Doubt(
            IdentifierKind.ACCOUNT, text, "it has not 8 to 20 digits", "8 سے 20 ہندسے نہیں ہیں"
        )
    return Identifier(IdentifierKind.ACCOUNT, number, text)


def _doubt(text: str, en: str, ur: str) -> Doubt:
    return Doubt(IdentifierKind.IBAN, text, en, ur)
