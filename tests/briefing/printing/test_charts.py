import json
import re
from dataclasses import replace

import pytest

from markaz.briefing.printing import charts, maps
from markaz.briefing.printing.style import NOTHING
from markaz.records.figure import FigureRow

URDU_DIGIT = re.compile(r"[۰-۹]")
DRAWN = {
    "seized_mass_by_month": charts.months_chart,
    "seized_mass_by_substance": charts.substances_chart,
    "seized_mass_by_province": charts.province_map,
    "flows": charts.flows_chart,
}


def _figure(figures, name):
    return next(each for each in figures if each.id == name)


@pytest.mark.parametrize("lang", ["en", "ur"])
@pytest.mark.parametrize("name", DRAWN)
def test_a_drawing_asks_no_other_host(campaign, name, lang):
    drawn = charts.svg(DRAWN[name](_figure(campaign, name), lang=lang))
    without_names = re.sub(r'xmlns(:\w+)?="[^"]*"', "", drawn)
    assert "http" not in without_names
    assert "<image" not in drawn


@pytest.mark.parametrize("name", DRAWN)
def test_a_specification_holds_its_values_itself(campaign, name):
    spec = DRAWN[name](_figure(campaign, name), lang="en")
    assert '"url"' not in json.dumps(spec)


@pytest.mark.parametrize("name", DRAWN)
def test_the_same_figure_is_drawn_the_same_twice(campaign, name):
    figure = _figure(campaign, name)
    first, second = (charts.svg(DRAWN[name](figure, lang="en")) for _ in range(2))
    assert first == second


@pytest.mark.parametrize("name", DRAWN)
def test_an_urdu_drawing_has_urdu_digits_only(campaign, name):
    drawn = charts.svg(DRAWN[name](_figure(campaign, name), lang="ur"))
    texts = "".join(re.findall(r"<text[^>]*>([^<]*)</text>", drawn))
    assert URDU_DIGIT.search(texts)
    assert not re.search(r"[0-9]", texts)


def test_a_month_without_a_row_stays_empty_but_has_its_place(campaign):
    spec = charts.months_chart(_figure(campaign, "seized_mass_by_month"), lang="en")
    values = {each["at"] for each in spec["layer"][0]["data"]["values"]}
    domain = spec["layer"][0]["encoding"]["x"]["scale"]["domain"]
    assert len(domain) == 12
    assert "2025-08" in domain
    assert "2025-08" not in values


def test_time_runs_from_right_to_left_in_urdu(campaign):
    figure = _figure(campaign, "seized_mass_by_month")
    for lang, reverse in (("en", False), ("ur", True)):
        across = charts.months_chart(figure, lang=lang)["layer"][0]["encoding"]["x"]
        assert across["scale"]["reverse"] is reverse


def test_each_province_with_a_figure_is_named_once_on_the_map(campaign):
    drawn = charts.svg(charts.province_map(_figure(campaign, "seized_mass_by_province"), lang="en"))
    for name in ("Balochistan", "Sindh", "Punjab", "74.3", "21.1"):
        assert drawn.count(f">{name}<") == 1


def test_a_province_without_a_figure_is_not_shaded_as_nought(campaign):
    spec = charts.province_map(_figure(campaign, "seized_mass_by_province"), lang="en")
    facts = {each["properties"]["code"]: each["properties"] for each in _shapes(spec)}
    assert NOTHING in charts.svg(spec)
    assert facts["PK-GB"]["tonnes"] is None
    assert facts["PK-BA"]["tonnes"] == pytest.approx(74.31)


def test_weight_without_a_province_is_said_beside_the_map(campaign):
    assert str(maps.unplaced(_figure(campaign, "seized_mass_by_province"))) == "2.083"


def test_the_map_follows_the_country(afghan):
    spec = charts.province_map(_figure(afghan, "seized_mass_by_province"), lang="en")
    assert {each["properties"]["code"][:2] for each in _shapes(spec)} == {"AF"}


def test_a_crowded_map_is_followed_by_the_list_of_all_its_provinces(afghan):
    figure = _figure(afghan, "seized_mass_by_province")
    assert maps.listing(figure, lang="en").count("·") == len(figure.rows) - 1


def test_years_are_drawn_in_order_with_a_place_for_each(afghan):
    spec = charts.years_chart(_figure(afghan, "seized_mass_by_year"), lang="en")
    domain = spec["layer"][0]["encoding"]["x"]["scale"]["domain"]
    assert domain == ["2011", "2012", "2013", "2014"]


def test_destinations_of_all_departures_are_added(campaign):
    figure = _figure(campaign, "flows")
    again = FigureRow("AF>AE", "AF to AE", 5, 5, {"departure": "AF", "destination": "AE"})
    once = charts.destinations(figure, lang="en")[0]
    more = charts.destinations(replace(figure, rows=(*figure.rows, again)), lang="en")[0]
    assert once[:2] == more[:2] == ("AE", "United Arab Emirates")
    assert more[2] - once[2] == 5


def test_a_row_without_a_month_is_no_column(campaign):
    figure = _figure(campaign, "seized_mass_by_month")
    odd = replace(figure, rows=(FigureRow("", "not stated", 5, 1), *figure.rows))
    assert charts.months_chart(odd, lang="en") == charts.months_chart(figure, lang="en")


def _shapes(spec):
    return [shape for layer in spec["layer"][:2] for shape in layer["data"]["values"]]
