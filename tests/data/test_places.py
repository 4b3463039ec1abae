import re

import pytest

from markaz.data.places import (
    COUNTRIES,
    DISTRICTS,
    PROVINCES,
    country_code,
    district_code,
    divided,
    narrowest,
    province_code,
    resolve,
)
from markaz.data.tables import rows


def test_all_countries_are_there_under_their_iso_codes():
    assert len(COUNTRIES) == 249
    assert all(re.fullmatch("[A-Z]{2}", code) for code in COUNTRIES)
    assert all(re.fullmatch("[A-Z]{3}", country.alpha3) for country in COUNTRIES.values())
    assert len({country.alpha3 for country in COUNTRIES.values()}) == 249


def test_the_provinces_of_the_three_countries_are_complete():
    counts = {"PK": 7, "AF": 34, "IR": 31}
    for country, count in counts.items():
        assert sum(unit.country == country for unit in PROVINCES.values()) == count
    for code, unit in PROVINCES.items():
        assert re.fullmatch("[A-Z]{2}-[A-Z0-9]{2,3}", code)
        assert code.startswith(unit.country)
        assert unit.country in COUNTRIES


def test_each_district_lies_in_a_known_province():
    for code, unit in DISTRICTS.items():
        assert unit.province in PROVINCES
        assert re.fullmatch(rf"{unit.province}-[a-z]+(-[a-z]+)*", code)


def test_points_lie_in_the_region_and_are_whole_or_missing():
    for unit in PROVINCES.values():
        assert 24 < unit.latitude < 40
        assert 44 < unit.longitude < 78
    for unit in DISTRICTS.values():
        assert (unit.latitude is None) == (unit.longitude is None)
        if unit.latitude is not None and unit.longitude is not None:
            assert 23.5 < unit.latitude < 37.1
            assert 60.8 < unit.longitude < 77.9


def test_every_spelling_leads_to_a_known_place():
    for row in rows("place_synonyms"):
        code = row["code"]
        assert code in PROVINCES or code in DISTRICTS
        unit = resolve(row["synonym"], country=code[:2])
        assert code in (unit.province, unit.district), row


@pytest.mark.parametrize("code", [*PROVINCES, *DISTRICTS])
def test_codes_and_labels_lead_to_themselves(code):
    unit = PROVINCES.get(code) or DISTRICTS[code]
    for text in (code, unit.label_en, unit.label_ur):
        found = resolve(text, country=code[:2])
        assert code in (found.province, found.district)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Iran, Islamic Republic of", "IR"),
        ("Bolivia, Plurinational State of", "BO"),
        ("Côte d'Ivoire", "CI"),
        ("UAE", "AE"),
        ("Dubai", "AE"),
        ("دبئی", "AE"),
        ("ملائیشیا", "MY"),
        ("برطانیہ", "GB"),
        ("PAK", "PK"),
        ("Lao Peoples Democratic Republic", "LA"),
    ],
)
def test_a_country_is_known_by_its_names(text, code):
    assert country_code(text) == code


@pytest.mark.parametrize("text", ["", "Unknown", "Other", "Atlantis"])
def test_an_unknown_country_is_not_guessed(text):
    assert country_code(text) is None


@pytest.mark.parametrize(
    ("text", "country", "province", "district", "precision"),
    [
        ("PS ANF Lahore", "PK", "PK-PB", "PK-PB-lahore", "district"),
        ("Torkham, Khyber", "PK", "PK-KP", "PK-KP-khyber", "district"),
        ("چمن، بلوچستان", "PK", "PK-BA", "PK-BA-chaman", "district"),
        ("KPK", "PK", "PK-KP", None, "province"),
        ("Punjab Police", "PK", "PK-PB", None, "province"),
        ("Faisalabd", "PK", "PK-PB", "PK-PB-faisalabad", "district"),
        ("Qilla Abdullah", "PK", "PK-BA", "PK-BA-qilla-abdullah", "district"),
        ("near Lak Pass, Quetta", "PK", "PK-BA", None, "province"),
        ("Peshawar to Lahore", "PK", None, None, "country"),
        ("Pakistan", "PK", None, None, "country"),
        ("PS RD ANF North", "PK", None, None, "unknown"),
        ("Int / Coord Ops", "PK", None, None, "unknown"),
        ("", "PK", None, None, "unknown"),
        ("oil tank in Multan", "PK", "PK-PB", "PK-PB-multan", "district"),
        ("Karachi", "PK", "PK-SD", "PK-SD-karachi", "district"),
        ("Lyari, Karachi", "PK", "PK-SD", "PK-SD-karachi-south", "district"),
        ("Tank", "PK", "PK-KP", "PK-KP-tank", "district"),
        ("Heart", "AF", "AF-HER", None, "province"),
        ("Nemroz", "AF", "AF-NIM", None, "province"),
        ("Bulkh", "AF", "AF-BAL", None, "province"),
        ("Kandarhar", "AF", "AF-KAN", None, "province"),
        ("Zabol", "AF", "AF-ZAB", None, "province"),
        ("Zabol", "IR", "IR-11", None, "province"),
        ("Lahore", "IT", None, None, "unknown"),
    ],
)
def test_free_text_gives_what_it_says_and_no_more(text, country, province, district, precision):
    found = resolve(text, country=country)
    assert (found.province, found.district, found.precision) == (province, district, precision)


def test_the_same_name_means_another_place_in_another_country():
    assert province_code("Qalat", country="PK") == "PK-BA"
    assert province_code("Qalat", country="AF") == "AF-ZAB"


def test_a_province_alone_names_no_district():
    assert district_code("Sindh", country="PK") is None
    assert province_code("Sindh", country="PK") == "PK-SD"
    assert province_code("Larkana", country="PK") == "PK-SD"
    assert province_code("somewhere", country="PK") is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Bogotá, D.C., Bogotá, D.C.", "bogota"),
        ("BOGOTA D.C., 11001", "bogota"),
        ("66001, Pereira", "pereira"),
        ("Sin establecer, Risaralda", "risaralda"),
        ("Sector 2 / Manabí", "sector 2"),
        ("-", ""),
        ("Unknown", ""),
    ],
)
def test_the_narrowest_name_of_a_place_comes_first(text, name):
    assert narrowest(text) == name


def test_only_countries_with_a_vocabulary_are_divided():
    assert divided("PK")
    assert not divided("CO")
