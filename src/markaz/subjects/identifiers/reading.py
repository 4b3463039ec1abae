"""Reads a number as what it is; where it may be two things, or none, that is said instead."""

import unicodedata
from collections.abc import Callable, Mapping

from markaz.data.folding import western_digits
from markaz.subjects.identifiers import accounts, documents, things
from markaz.subjects.identifiers.identifier import Doubt, Identifier, IdentifierKind

Reader = Callable[[str], Identifier | Doubt]

READERS: Mapping[IdentifierKind, Reader] = {
    IdentifierKind.NATIONAL: documents.national,
    IdentifierKind.PASSPORT: documents.passport,
    IdentifierKind.PHONE: things.phone,
    IdentifierKind.PLATE: things.plate,
    IdentifierKind.IMEI: things.imei,
    IdentifierKind.IBAN: accounts.iban,
    IdentifierKind.ACCOUNT: accounts.account,
}
# Any long row of digits is an account's number: it is read as one only where the report says so.
_UNASKED = tuple(kind for kind in READERS if kind is not IdentifierKind.ACCOUNT)
_LONGEST = 60


def read(text: str, *, kind: IdentifierKind | None = None) -> Identifier | Doubt:
    """Read one number; without a stated kind it is read only where a single kind fits."""
    written = _plain(text)
    if not written or len(written) > _LONGEST:
        return Doubt(kind, text, "no number is written there", "وہاں کوئی نمبر نہیں لکھا")
    if kind is not None:
        return READERS[kind](written)
    found = [one for known in _UNASKED if isinstance(one := READERS[known](written), Identifier)]
    if len(found) == 1:
        return found[0]
    if not found:
        return Doubt(None, text, "it is no number that is known here", "یہ کوئی معروف نمبر نہیں")
    kinds = " or ".join(one.kind for one in found)
    return Doubt(None, text, f"it may be {kinds}: say which", "ایک سے زیادہ قسم کا ہو سکتا ہے")


def _plain(text: str) -> str:
    """Western digits and plain hyphens, without the marks that turn the writing's direction."""
    normal = unicodedata.normalize("NFKC", western_digits(text))
    shown = "".join(char for char in normal if unicodedata.category(char) != "Cf")
    dashes = ("-" if unicodedata.category(char) == "Pd" else char for char in shown)
    return "".join(dashes).strip()
