"""The short lists of a seizure form: physical form, transport, concealment and detection."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from markaz.data.folding import fold
from markaz.data.tables import rows, spellings


@dataclass(frozen=True, slots=True)
class Term:
    """One entry of a short list."""

    code: str
    label_en: str
    label_ur: str
    note: str


def _terms(table: str) -> Mapping[str, Term]:
    return MappingProxyType({row["code"]: Term(**row) for row in rows(table)})


FORMS: Mapping[str, Term] = _terms("forms")
TRANSPORT: Mapping[str, Term] = _terms("transport")
CONCEALMENT: Mapping[str, Term] = _terms("concealment")
DETECTION: Mapping[str, Term] = _terms("detection")
TERMS: Mapping[str, Mapping[str, Term]] = MappingProxyType(
    {"forms": FORMS, "transport": TRANSPORT, "concealment": CONCEALMENT, "detection": DETECTION}
)


@cache
def _spellings(table: str) -> Mapping[str, str]:
    terms = TERMS[table].values()
    written = (row for row in rows("term_synonyms") if row["table"] == table)
    return spellings(
        [(term.code, term.code) for term in terms]
        + [(term.label_en, term.code) for term in terms]
        + [(term.label_ur, term.code) for term in terms]
        + [(row["synonym"], row["code"]) for row in written]
    )


def form_code(text: str) -> str | None:
    """The physical form a spelling means, or None."""
    return _spellings("forms").get(fold(text))


def transport_code(text: str) -> str | None:
    """The mode of transport a spelling means, or None."""
    return _spellings("transport").get(fold(text))


def concealment_code(text: str) -> str | None:
    """The way of hiding a spelling means, or None."""
    return _spellings("concealment").get(fold(text))


def detection_code(text: str) -> str | None:
    """The way of finding a spelling means, or None."""
    return _spellings("detection").get(fold(text))
