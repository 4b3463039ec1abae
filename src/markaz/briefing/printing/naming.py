"""What a code is called on the page: the vocabulary's label in the page's language."""

from collections.abc import Mapping
from typing import Protocol

from markaz.briefing.printing.words import Lang
from markaz.data.agencies import AGENCIES
from markaz.data.places import COUNTRIES
from markaz.data.substances import SUBSTANCES
from markaz.records.figure import FigureRow


class _Labelled(Protocol):
    @property
    def label_en(self) -> str: ...
    @property
    def label_ur(self) -> str: ...


def _label(term: _Labelled, *, lang: Lang) -> str:
    return term.label_ur if lang == "ur" else term.label_en


def _named(code: str, terms: Mapping[str, _Labelled], *, lang: Lang, otherwise: str) -> str:
    return (_label(terms[code], lang=lang) if code in terms else "") or otherwise


def substance_name(row: FigureRow, *, lang: Lang) -> str:
    """The substance of a row."""
    return _named(row.key, SUBSTANCES, lang=lang, otherwise=row.label or row.key)


def agency_name(row: FigureRow, *, lang: Lang) -> str:
    """The agency of a row."""
    return _named(row.key, AGENCIES, lang=lang, otherwise=row.label or row.key)


def agency_names(codes: str, *, lang: Lang) -> str:
    """Several agencies given as codes with commas or semicolons between them."""
    each = [code.strip() for code in codes.replace(";", ",").split(",") if code.strip()]
    names = (_named(code, AGENCIES, lang=lang, otherwise=code) for code in each)
    return ("؛ " if lang == "ur" else "; ").join(names)


def country_name(code: str, *, lang: Lang, otherwise: str = "") -> str:
    """A country given by its ISO 3166-1 code."""
    return _named(code, COUNTRIES, lang=lang, otherwise=otherwise or code)
