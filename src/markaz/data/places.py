"""Where a place is: countries, provinces and districts, from codes, labels and known spellings."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Literal

from markaz.data.folding import fold
from markaz.data.tables import rows, spellings

Precision = Literal["district", "province", "country", "unknown"]


@dataclass(frozen=True, slots=True)
class Country:
    """A country or territory with an ISO 3166-1 code."""

    code: str
    alpha3: str
    label_en: str
    label_ur: str


@dataclass(frozen=True, slots=True)
class Province:
    """A first-level unit under its ISO 3166-2 code, with a point inside it."""

    code: str
    country: str
    label_en: str
    label_ur: str
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class District:
    """A district under a house code, with the point of its headquarters where known."""

    code: str
    province: str
    label_en: str
    label_ur: str
    latitude: float | None
    longitude: float | None


@dataclass(frozen=True, slots=True)
class Resolved:
    """What a place text says, and how precisely; nothing in it is guessed."""

    province: str | None
    district: str | None
    precision: Precision


def _district(row: dict[str, str]) -> District:
    return District(
        code=row["code"],
        province=row["province"],
        label_en=row["label_en"],
        label_ur=row["label_ur"],
        latitude=float(row["latitude"]) if row["latitude"] else None,
        longitude=float(row["longitude"]) if row["longitude"] else None,
    )


def _province(row: dict[str, str]) -> Province:
    return Province(
        code=row["code"],
        country=row["country"],
        label_en=row["label_en"],
        label_ur=row["label_ur"],
        latitude=float(row["latitude"]),
        longitude=float(row["longitude"]),
    )


COUNTRIES: Mapping[str, Country] = MappingProxyType(
    {row["code"]: Country(**row) for row in rows("countries")}
)
PROVINCES: Mapping[str, Province] = MappingProxyType(
    {row["code"]: _province(row) for row in rows("provinces")}
)
DISTRICTS: Mapping[str, District] = MappingProxyType(
    {row["code"]: _district(row) for row in rows("districts")}
)
_COUNTRY_SPELLINGS = spellings(
    [(code, code) for code in COUNTRIES]
    + [(country.alpha3, country.code) for country in COUNTRIES.values()]
    + [(country.label_en, country.code) for country in COUNTRIES.values()]
    + [(country.label_ur, country.code) for country in COUNTRIES.values()]
    + [(row["synonym"], row["code"]) for row in rows("country_synonyms")]
)
_COMMON_WORDS = frozenset(fold(row["word"]) for row in rows("place_common_words"))
_NOWHERE = frozenset(fold(row["words"]) for row in rows("place_not_known"))
# A city of several districts is a unit of its own where the report names none of them.
CITIES = {row["code"]: row["within"] for row in rows("districts") if row["within"]}
_SEPARATORS = re.compile(r"[,،;؛/()\[\]|]|\s[-–—]\s")
_UNKNOWN = Resolved(province=None, district=None, precision="unknown")


def country_code(text: str) -> str | None:
    """The ISO 3166-1 alpha-2 code of the one country a spelling means, or None."""
    return _COUNTRY_SPELLINGS.get(fold(text))


@cache
def _known(country: str) -> Mapping[str, str]:
    """Folded spelling to province or district code, for one country."""
    units: list[Province | District] = [*PROVINCES.values(), *DISTRICTS.values()]
    pairs = [
        (spelling, unit.code)
        for unit in units
        for spelling in (unit.code, unit.label_en, unit.label_ur)
    ]
    pairs += [(row["synonym"], row["code"]) for row in rows("place_synonyms")]
    return spellings(pair for pair in pairs if pair[1].startswith(f"{country}-"))


def province_of(code: str) -> str:
    """The province of a district's code; a province's code as it is."""
    return DISTRICTS[code].province if code in DISTRICTS else code


def province_code(text: str, *, country: str) -> str | None:
    """The province that the whole text names, or that holds the place it names, or None."""
    code = _known(country).get(fold(text))
    return province_of(code) if code else None


def district_code(text: str, *, country: str) -> str | None:
    """The district that the whole text names, or that holds the place it names, or None."""
    code = _known(country).get(fold(text))
    return code if code in DISTRICTS else None


def _windows(words: list[str], *, country: str) -> Iterator[str]:
    """Codes of the known names in running text, the longest name first at each word."""
    known, start = _known(country), 0
    while start < len(words):
        for end in range(len(words), start, -1):
            name = " ".join(words[start:end])
            code = known.get(name)
            if code and name not in _COMMON_WORDS:
                yield code
                start = end
                break
        else:
            start += 1


def _common(codes: Iterable[str]) -> Resolved | None:
    """The finest unit on which all the names agree, or None where nothing was named."""
    named = set(codes)
    provinces = {province_of(code) for code in named}
    if not provinces:
        return None
    if len(provinces) > 1:
        return Resolved(province=None, district=None, precision="country")
    cities = {CITIES.get(code) for code in named}
    districts = {code for code in named if code in DISTRICTS and code not in cities}
    if len(districts) == 1:
        return Resolved(provinces.pop(), districts.pop(), "district")
    return Resolved(provinces.pop(), None, "province")


@lru_cache(maxsize=16384)
def resolve(text: str, *, country: str) -> Resolved:
    """What free text says about a place: the whole, then its parts, then the names within it.

    Names that contradict each other leave the country only.
    """
    known = _known(country)
    parts = [fold(text)] + [fold(part) for part in _SEPARATORS.split(text)]
    if parts[0] in known:
        return _common([known[parts[0]]]) or _UNKNOWN
    named = [
        code
        for part in parts[1:]
        for code in ([known[part]] if part in known else _windows(part.split(), country=country))
    ]
    found = _common(named)
    if found:
        return found
    if any(country_code(part) == country for part in parts):
        return Resolved(province=None, district=None, precision="country")
    return _UNKNOWN


def divided(country: str) -> bool:
    """Whether the vocabulary has provinces for a country."""
    return any(province.country == country for province in PROVINCES.values())


def narrowest(text: str) -> str:
    """The first name in a place text, folded, for a country whose places no vocabulary holds.

    Lists of places go from the narrow to the wide ("Pereira, Risaralda").  Codes, letters standing
    alone ("D.C.") and words for "not known" are no names.
    """
    for part in map(fold, _SEPARATORS.split(text)):
        words = [word for word in part.split() if len(word) > 1 or word.isdigit()]
        if part not in _NOWHERE and any(word.isalpha() for word in words):
            return " ".join(words)
    return ""
