"""The names of a figure's lines, in the language of the page."""

from collections.abc import Callable, Mapping
from typing import Protocol

from markaz.data.agencies import AGENCIES
from markaz.data.places import COUNTRIES, PROVINCES
from markaz.data.simple import DOCUMENT_KINDS
from markaz.data.substances import SUBSTANCES

NOT_STATED = {"en": "not stated", "ur": "درج نہیں"}


class _Labelled(Protocol):
    @property
    def label_en(self) -> str: ...
    @property
    def label_ur(self) -> str: ...


def line_label(key: str, *, by: str, lang: str) -> str:
    """The name of one line of a figure, by what the figure is broken down by."""
    if not key:
        return NOT_STATED[lang]
    read = _READERS.get(by)
    return read(key, lang) if read else key


def country_label(code: str, *, lang: str) -> str:
    """The name of a country by its ISO 3166-1 code."""
    return line_label(code, by="country", lang=lang)


def place_label(province: str, district: str, text: str, *, lang: str) -> str:
    """A place as closely as it was read, or as it was written."""
    named = line_label(province, by="province", lang=lang) if province else ""
    written = text if text and text != district else ""
    comma = "، " if lang == "ur" else ", "
    return comma.join(part for part in (written, named) if part) or NOT_STATED[lang]


def _named(table: Mapping[str, _Labelled]) -> Callable[[str, str], str]:
    def read(key: str, lang: str) -> str:
        entry = table.get(key)
        if entry is None:
            return key
        return entry.label_ur if lang == "ur" else entry.label_en

    return read


_READERS: dict[str, Callable[[str, str], str]] = {
    "substance": _named(SUBSTANCES),
    "province": _named(PROVINCES),
    "agency": _named(AGENCIES),
    "country": _named(COUNTRIES),
    "document": _named(DOCUMENT_KINDS),
}


def briefing_title(country: str, *, lang: str) -> str:
    """What a briefing on a country, or on all of them, is called."""
    titles = {"en": "Briefing on narcotics: {}", "ur": "انسدادِ منشیات بریفنگ: {}"}
    everywhere = {"en": "all countries", "ur": "تمام ممالک"}
    named = everywhere[lang] if country == "all" else country_label(country, lang=lang)
    return titles[lang].format(named)
