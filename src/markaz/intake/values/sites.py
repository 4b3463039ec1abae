"""Where: country, province, district, airport and free text together lead to codes."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from markaz.data.airports import AIRPORTS
from markaz.data.places import DISTRICTS, PROVINCES, district_code, province_code, resolve
from markaz.intake.values.outcome import Cleaner, Doubtful
from markaz.records.kinds import PlacePrecision


class Site(NamedTuple):
    """The codes of a place and how closely they say where it is."""

    country: str = ""
    province: str = ""
    district: str = ""
    airport: str = ""
    precision: str = PlacePrecision.UNKNOWN


@dataclass(frozen=True, slots=True)
class SiteReader:
    """How one source names its places."""

    country: Cleaner
    province: Callable[[str], str | None]
    district: Callable[[str], str | None]
    airport: Callable[[str], str | None]
    place: Callable[[str], str]

    def read(self, *texts: str) -> object:
        """The place that country, province, district, airport and free text mean together."""
        country_text, province_text, district_text, airport_text, place_text = texts
        doubts: list[str] = []
        country = self._country(country_text, doubts)
        airport = self._found("airport", airport_text, self.airport, doubts)
        province = self._province(province_text, country, doubts)
        district = self._district(district_text, country, doubts)
        if place_text and country and not district:
            found = resolve(self.place(place_text), country=country)
            district = found.district or ""
            province = province or (found.province or "")
        if airport and not province:
            province = AIRPORTS[airport].province or "" if country == "PK" else ""
        province, district = _agreeing(province, district, doubts)
        site = Site(country, province, district, airport, _precision(country, province, district))
        return Doubtful(site, "; ".join(doubts)) if doubts else site

    def _country(self, text: str, doubts: list[str]) -> str:
        read = self.country(text) if text else ""
        if isinstance(read, Doubtful):
            doubts.append(read.sentence)
            return str(read.value)
        return str(read or "")

    def _province(self, text: str, country: str, doubts: list[str]) -> str:
        found = lambda name: self.province(name) or province_code(name, country=country)  # noqa: E731
        return self._found("province", text, found, doubts)

    def _district(self, text: str, country: str, doubts: list[str]) -> str:
        found = lambda name: self.district(name) or district_code(name, country=country)  # noqa: E731
        return self._found("district", text, found, doubts)

    @staticmethod
    def _found(
        field: str, text: str, code_of: Callable[[str], str | None], doubts: list[str]
    ) -> str:
        if not text:
            return ""
        code = code_of(text)
        if code is None:
            doubts.append(f"{field} '{text}' is in no vocabulary: where is it?")
        return code or ""


def _agreeing(province: str, district: str, doubts: list[str]) -> tuple[str, str]:
    if not district:
        return province, district
    own = getattr(DISTRICTS[district], "province", "") or ""
    if province and own and own != province:
        label = PROVINCES[own].label_en
        doubts.append(
            f"{DISTRICTS[district].label_en} lies in {label}, not in {province}: which is right?"
        )
        return province, ""
    return own or province, district


def _precision(country: str, province: str, district: str) -> str:
    if district:
        return PlacePrecision.DISTRICT
    if province:
        return PlacePrecision.PROVINCE
    return PlacePrecision.COUNTRY if country else PlacePrecision.UNKNOWN
