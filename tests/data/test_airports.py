import re

from markaz.data.airports import AIRPORTS, airport_code
from markaz.data.places import COUNTRIES, PROVINCES
from markaz.data.tables import rows


def test_every_airport_has_both_codes_and_lies_in_a_known_country_and_province():
    for iata, airport in AIRPORTS.items():
        assert re.fullmatch("[A-Z]{3}", iata)
        assert re.fullmatch("[A-Z]{4}", airport.icao)
        assert airport.name
        assert airport.city
        assert airport.country in COUNTRIES
        assert -90 < airport.latitude < 90
        assert -180 < airport.longitude < 180
        if airport.country in {"PK", "AF"}:
            assert airport.province in PROVINCES
            assert airport.province.startswith(airport.country)


def test_no_two_airports_share_an_icao_code():
    assert len({airport.icao for airport in AIRPORTS.values()}) == len(AIRPORTS)


def test_every_spelling_leads_to_a_known_airport():
    for row in rows("airport_synonyms"):
        assert row["code"] in AIRPORTS
        assert airport_code(row["synonym"]) == row["code"]


def test_the_airports_of_the_press_releases_are_known():
    assert airport_code("Bacha Khan International Airport") == "PEW"
    assert airport_code("New Islamabad International Airport") == "ISB"
    assert airport_code("OPKC") == "KHI"
    assert airport_code("باچا خان انٹرنیشنل ائیرپورٹ") == "PEW"


def test_a_city_with_several_airports_names_none():
    assert airport_code("London") is None
    assert airport_code("") is None
