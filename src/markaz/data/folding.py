"""One spelling-folding for all lookups, so that two ways of writing a word meet in one key."""

import re
import unicodedata
from functools import lru_cache

_DIGITS = str.maketrans(
    "۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩٫٬",
    "01234567890123456789.,",
)
# After decomposition the hamza carriers and the madda are already plain letters.
_LETTERS = str.maketrans(
    {
        **dict.fromkeys("يىېۍێ", "ی"),
        **dict.fromkeys("كڪ", "ک"),
        **dict.fromkeys("هھەةۀۃ", "ہ"),
        **dict.fromkeys("ٱ", "ا"),
        **dict.fromkeys("ګ", "گ"),
        **dict.fromkeys("ټ", "ٹ"),
        **dict.fromkeys("ډ", "ڈ"),
        **dict.fromkeys("ړ", "ڑ"),
        **dict.fromkeys("ں", "ن"),
        "ء": None,
        "ـ": None,
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "ı": "i",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
    }
)
_ASCII_MARKS = re.compile("[^A-Za-z0-9]")


def western_digits(text: str) -> str:
    """The text with Persian, Urdu and Arabic digits and marks as ASCII ones."""
    return text.translate(_DIGITS)


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """The key under which a spelling is looked up: no case, accents, variants or punctuation."""
    if text.isascii():
        return " ".join(_ASCII_MARKS.sub(" ", text).lower().split())
    plain = unicodedata.normalize("NFKC", western_digits(text)).casefold()
    letters = (
        char
        for char in unicodedata.normalize("NFD", plain)
        if unicodedata.category(char) not in ("Mn", "Cf")
    )
    joined = unicodedata.normalize("NFC", "".join(letters)).translate(_LETTERS)
    return " ".join("".join(char if char.isalnum() else " " for char in joined).split())


def isolated(words: str) -> str:
    """Words that keep their own direction inside a sentence: "20 kg" in Urdu is no "kg 20"."""
    return f"\u2068{words}\u2069"
