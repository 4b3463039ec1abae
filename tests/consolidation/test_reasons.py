"""A pair's weight taken apart: one reason for each comparison, and their sum is the weight."""

from math import log2

import pytest

from markaz.consolidation import reasons as why
from markaz.consolidation.weights.comparisons import comparisons
from markaz.consolidation.weights.model import shipped
from markaz.consolidation.weights.yardstick import Yardstick

YARDSTICK = Yardstick(
    reports=1_000,
    shift=-1.5,
    frequencies={"place": {"PK-PB-lahore": 0.25}, "substance": {"CAN-RESIN": 0.5}},
)
RARE = {"place": ("PK-PB-lahore", "PK-PB-lahore"), "substance": ("CAN-RESIN", "CAN-RESIN")}


def taken_apart(rare=RARE, **levels):
    letters = tuple(levels.get(known.name, 0) for known in comparisons())
    return why.reasons(letters, model=shipped(), yardstick=YARDSTICK, rare=rare)


def named(found, name):
    return next(reason for reason in found if reason.name == name)


def test_every_comparison_gives_one_reason_in_both_languages():
    found = taken_apart(when=2)
    assert [reason.name for reason in found.compared] == [known.name for known in comparisons()]
    assert all(reason.said_en and reason.said_ur for reason in found)
    assert named(found, "when").said_en == "the same day"
    assert named(found, "when").bits == shipped().weights["when"][1]


def test_what_both_do_not_state_adds_nothing_and_says_so():
    silent = named(taken_apart(), "who")
    assert (silent.bits, silent.said_en) == (0.0, "not stated by both")


def test_before_anything_is_known_stands_the_share_in_this_ledger():
    found = taken_apart()
    assert found.before.bits == found.weight == shipped().intercept - 1.5


def test_a_rare_place_counts_beyond_its_level():
    common = named(taken_apart(where=1), "where")
    rare = named(taken_apart({**RARE, "place": ("PK-GB-hunza", "PK-GB-hunza")}, where=1), "where")
    assert common.rarity == pytest.approx(-shipped().rarity["place"] * log2(0.25))
    assert rare.rarity == pytest.approx(-shipped().rarity["place"] * log2(1 / 1_000))
    assert rare.bits - rare.rarity == pytest.approx(common.bits - common.rarity)


@pytest.mark.parametrize(("bits", "chance"), [(0, 0.5), (1, 2 / 3), (-3, 1 / 9), (9_999, 1.0)])
def test_each_bit_doubles_the_odds(bits, chance):
    assert why.chance(bits) == pytest.approx(chance)
