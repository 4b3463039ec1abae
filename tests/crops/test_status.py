"""Free of poppy by a named rule, as surely as the estimate allows."""

from dataclasses import replace
from datetime import date

import pytest

from markaz.crops.status import (
    SHIPPED,
    Lent,
    Rule,
    State,
    Surveyed,
    Unit,
    chance_below,
    history,
    rule,
    rules,
    status,
)
from markaz.records.errors import InvalidValueError

RULE = Rule(
    name="test", en="Free", ur="پاک", unit_of=Unit.PROVINCE, limit_ha=100.0, chance=0.8,
    since=date(2020, 1, 1), until=date(2026, 1, 1), source="a test",
)  # fmt: skip


@pytest.mark.parametrize(
    ("area_ha", "share", "below"), [(85, 0.20, 0.81), (95, 0.10, 0.70), (120, 0.20, 0.20)]
)
def test_the_chance_is_that_of_the_study(area_ha, share, below):
    found = chance_below(area_ha, sigma_ha=area_ha * share, limit_ha=100)
    assert round(found, 2) == below


def of(area_ha, sigma_ha):
    surveyed = Surveyed("A", 2025, area_ha, sigma_ha)
    return status(surveyed, rule=RULE, place="A", year=2025)


def test_a_place_is_free_only_where_it_is_sure_enough():
    assert of(85, 17).state is State.FREE
    assert of(95, 9.5).state is State.NOT_SHOWN
    assert of(120, 24).state is State.NOT_SHOWN
    assert of(99.9, 0).state is State.FREE
    assert of(100, 0).state is State.NOT_SHOWN


def test_a_place_that_nobody_surveyed_is_never_free():
    [here, there] = history([Surveyed("A", 2025, 0, 0)], rule=RULE, places=["A", "B"], years=[2025])
    assert (here.state, there.state) == (State.FREE, State.NOT_SURVEYED)
    assert there.below is None


def test_a_rule_holds_from_its_first_day_to_the_day_before_its_last():
    assert rule("test", on=date(2020, 1, 1), among=[RULE]) is RULE
    for day in (date(2019, 12, 31), date(2026, 1, 1)):
        with pytest.raises(InvalidValueError, match=f"No rule 'test' is in force on {day}"):
            rule("test", on=day, among=[RULE])


def test_every_shipped_rule_names_its_source_and_both_titles():
    assert rules()
    assert all(one.source and one.en and one.ur for one in rules())


@pytest.mark.parametrize(("area_ha", "sigma_ha"), [(-1, 1), (1, -1), (float("nan"), 1)])
def test_an_area_that_cannot_be_is_refused(area_ha, sigma_ha):
    with pytest.raises(InvalidValueError):
        Surveyed("A", 2025, area_ha, sigma_ha)


def test_a_rules_file_that_is_not_whole_is_refused(tmp_path):
    path = tmp_path / "rules.yml"
    path.write_text("rules: [{name: x}]", encoding="utf-8")
    with pytest.raises(InvalidValueError, match="The rules are not whole"):
        rules(path)


def test_a_rule_speaks_of_what_its_limit_is_for_and_of_what_it_is_lent_to():
    lent = replace(RULE, lent_to={Unit.DISTRICT: Lent("ours", "اپنی")})
    assert [RULE.speaks_of(one) for one in Unit] == [False, True, False]
    assert [lent.speaks_of(one) for one in Unit] == [False, True, True]


def test_each_shipped_limit_that_is_lent_says_why_in_both_languages():
    lent = {rule.name: rule.lent_to for rule in rules()}
    assert lent["country-thousand"] == {}
    assert set(lent["unodc-province"]) == {Unit.DISTRICT}
    assert all(why.en and why.ur for one in lent.values() for why in one.values())


def test_a_rule_for_an_unknown_kind_of_place_is_refused(tmp_path):
    path = tmp_path / "rules.yml"
    path.write_text(SHIPPED.read_text(encoding="utf-8").replace("unit_of: province", "unit_of: x"))
    with pytest.raises(InvalidValueError, match="country, province or district"):
        rules(path)
