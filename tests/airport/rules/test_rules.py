import random
from datetime import date

import pytest

from markaz.airport.rules.journey import OF_THE_PERSON, journey, journey_fields
from markaz.airport.rules.reading import read_rules
from markaz.airport.rules.results import Against, Judged, results
from markaz.airport.rules.rule import Condition, condition, hits
from markaz.records.errors import InvalidValueError

DAY = date(2026, 3, 1)
RULES = """
rules:
  - name: late-and-cash
    version: 2
    title: Booked late, paid in cash, one way (simulated)
    author: invented officer
    legal_basis: invented act, section 1
    begins: 2026-01-01
    expires: 2026-06-30
    when:
      - {field: booked_hours_before, at_most: 24}
      - {field: paid_with, one_of: [cash, voucher]}
      - {field: one_way, one_of: [true]}
  - name: heavy-on-a-short-stay
    version: 1
    title: Heavy bags for a short stay (simulated)
    author: invented officer
    legal_basis: invented act, section 1
    begins: 2026-01-01
    expires: 2026-12-31
    when:
      - {field: bag_weight_kg, at_least: 40}
      - {field: stay_days, at_most: 3}
      - {field: destination, none_of: [dxb]}
"""


def bookings(count):
    rng = random.Random(11)
    for _ in range(count):
        yield {
            "name": rng.choice(["A", "B", "C"]),
            "nationality": rng.choice(["PAK", "AFG", "GBR", "UTO"]),
            "birthplace": rng.choice(["X", "Y"]),
            "sex": rng.choice(["M", "F", ""]),
            "religion": rng.choice(["one", "another"]),
            "booked_hours_before": rng.randrange(60),
            "paid_with": rng.choice(["cash", "card", "voucher"]),
            "one_way": rng.random() < 0.7,
            "bag_weight_kg": rng.randrange(70),
            "stay_days": rng.randrange(9),
            "destination": rng.choice(["JED", "DXB", "MAN"]),
        }


def selected(some):
    rules = read_rules(RULES)
    return [hits(rules, journey(one), day=DAY) for one in some]


def test_a_rule_selects_where_all_of_its_conditions_hold_and_says_why():
    booking = {"booked_hours_before": 5, "paid_with": "cash", "one_way": True}
    (only,) = hits(read_rules(RULES), journey(booking), day=DAY)
    assert (only.rule, only.version) == ("late-and-cash", 2)
    assert only.why[0] == "booked_hours_before at most 24.0"
    for name, value in (("booked_hours_before", 25), ("paid_with", "card"), ("one_way", False)):
        assert hits(read_rules(RULES), journey({**booking, name: value}), day=DAY) == ()


def test_what_is_not_known_selects_nobody():
    assert hits(read_rules(RULES), journey({"paid_with": "cash", "one_way": True}), day=DAY) == ()
    unknown = {"bag_weight_kg": 50, "stay_days": 1, "destination": ""}
    assert hits(read_rules(RULES), journey(unknown), day=DAY) == ()


@pytest.mark.parametrize("day", [date(2025, 12, 31), date(2026, 7, 1)])
def test_a_rule_holds_from_its_first_to_its_last_day(day):
    booking = {"booked_hours_before": 5, "paid_with": "cash", "one_way": True}
    assert hits(read_rules(RULES), journey(booking), day=day) == ()
    for edge in (date(2026, 1, 1), date(2026, 6, 30)):
        assert len(hits(read_rules(RULES), journey(booking), day=edge)) == 1


@pytest.mark.parametrize("what", ["nationality", "birthplace", "name", "sex", "religion"])
def test_who_a_person_is_changes_no_selection(what):
    some = list(bookings(1000))
    before = selected(some)
    assert 50 < sum(map(bool, before)) < 950
    values = [one[what] for one in some]
    random.Random(2).shuffle(values)
    assert values != [one[what] for one in some]
    permuted = [{**one, what: value} for one, value in zip(some, values, strict=True)]
    assert selected(permuted) == before
    without = [{k: v for k, v in one.items() if k != what} for one in some]
    assert selected(without) == before


def test_the_journey_holds_nothing_of_the_person():
    assert not OF_THE_PERSON & set(journey_fields())
    for one in bookings(20):
        assert set(journey(one).known) <= set(journey_fields())


@pytest.mark.parametrize("field", sorted(OF_THE_PERSON))
def test_a_rule_over_the_person_cannot_be_written(field):
    with pytest.raises(InvalidValueError, match=f"No rule may read {field}"):
        read_rules(RULES.replace("field: stay_days, at_most: 3", f"field: {field}, one_of: [X]"))
    with pytest.raises(InvalidValueError, match="No rule may read"):
        Condition(field, "one_of", ("X",))


@pytest.mark.parametrize(
    ("was", "now", "sentence"),
    [
        ("at_most: 24", "one_of: [24]", "compare it with at_least or at_most"),
        ("one_of: [cash, voucher]", "at_least: 3", "'?3'? is no value of paid_with"),
        ("one_of: [cash, voucher]", "one_of: [gold]", "use card, cash"),
        ("one_of: [cash, voucher]", "one_of: []", "names no value"),
        ("at_most: 24", "at_most: -1", "is no value of booked_hours_before"),
        ("field: stay_days", "field: horoscope", "No rule can read 'horoscope'"),
        ("expires: 2026-06-30", "expires: 2027-06-30", "within a year"),
        ("expires: 2026-06-30", "expires: 2025-06-30", "within a year"),
        ("author: invented officer", "author: ''", "who answers for it"),
        ("invented act, section 1", "law", "legal basis"),
        ("version: 2", "version: two", "whole number"),
        ("    author: invented officer\n", "", "has the keys"),
        ("{field: booked_hours_before, at_most: 24}", "late", "No rule can read"),
        ("rules:", "- rules:", "no list of rules|no YAML"),
    ],
)
def test_an_unsound_rule_is_refused_with_a_sentence(was, now, sentence):
    with pytest.raises(InvalidValueError, match=sentence):
        read_rules(RULES.replace(was, now, 1))


def test_a_condition_is_written_as_people_write_it():
    assert condition({"field": "destination", "one_of": ["jed"]}).values == ("JED",)
    assert str(condition({"field": "bags", "at_least": 3})) == "bags at least 3.0"


def test_what_came_of_a_rule_is_counted_with_intervals():
    judged = [Judged("late", 1, found=True)] * 3 + [Judged("late", 1, found=False)] * 97
    judged += [Judged("late", 1, found=None)] * 5 + [Judged("late", 2, found=False)] * 4
    first, second = results(judged, base_finds=200, base_searches=2000)
    assert (first.hits, first.searched, first.finds) == (105, 100, 3)
    assert first.find_rate.estimate == pytest.approx(0.03)
    assert (first.find_rate.low, first.find_rate.high) == pytest.approx((0.0103, 0.0845), abs=1e-4)
    assert first.false_hit_rate.estimate == pytest.approx(0.97)
    assert first.against is Against.BELOW
    assert (second.version, second.against) == (2, Against.PERHAPS_BELOW)


def test_without_a_search_nothing_is_said():
    (only,) = results([Judged("late", 1, found=None)], base_finds=0, base_searches=0)
    assert (only.find_rate, only.false_hit_rate) == (None, None)
    assert only.against is Against.UNKNOWN
