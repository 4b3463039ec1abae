"""Who issues travel documents, and whose nationals they name, by the codes of Doc 9303."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from markaz.data.places import COUNTRIES
from markaz.data.tables import rows


@dataclass(frozen=True, slots=True)
class Issuer:
    """A state, an organisation or a status that stands where a nationality stands."""

    code: str
    label_en: str
    label_ur: str
    kind: str


ISSUERS: Mapping[str, Issuer] = MappingProxyType(
    {
        country.alpha3: Issuer(country.alpha3, country.label_en, country.label_ur, "state")
        for country in COUNTRIES.values()
        if country.alpha3
    }
    | {row["code"]: Issuer(**row) for row in rows("mrz_issuers")}
)
