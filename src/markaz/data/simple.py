"""The short lists of a report form: how it was carried and found, documents, protection."""

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
DOCUMENT_KINDS: Mapping[str, Term] = _terms("document_kinds")
DOCUMENT_FAULTS: Mapping[str, Term] = _terms("document_faults")
PROTECTIONS: Mapping[str, Term] = _terms("protections")
TERMS: Mapping[str, Mapping[str, Term]] = MappingProxyType(
    {
        "forms": FORMS,
        "transport": TRANSPORT,
        "concealment": CONCEALMENT,
        "detection": DETECTION,
        "document_kinds": DOCUMENT_KINDS,
        "document_faults": DOCUMENT_FAULTS,
        "protections": PROTECTIONS,
    }
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


def document_kind_code(text: str) -> str | None:
    """The kind of travel document a spelling means, or None."""
    return _spellings("document_kinds").get(fold(text))


def document_fault_code(text: str) -> str | None:
    """What is wrong with a document by this spelling, or None."""
    return _spellings("document_faults").get(fold(text))


def protection_code(text: str) -> str | None:
    """Why a person is protected by this spelling, or None."""
    return _spellings("protections").get(fold(text))
