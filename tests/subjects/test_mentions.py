"""Two mentions of invented people: what weighs, and what never passes whatever it weighs."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from markaz.subjects.identifiers.identifier import Identifier, IdentifierKind
from markaz.subjects.identifiers.reading import read
from markaz.subjects.mentions.comparing import BIRTH_ALONE, CARDS_DIFFER, ONE_WORD, compare
from markaz.subjects.mentions.mention import Birth, Mention

DAY = date(1987, 5, 14)


def number(text: str, kind: IdentifierKind | None = None) -> Identifier:
    found = read(text, kind=kind)
    assert isinstance(found, Identifier)
    return found


CARD, OTHER_CARD = number("12345-1234567-1"), number("12345-1234568-1")
TARIQ = Mention("Tariq Bilal", father_name="Gulzar Nadeem", birth=Birth.on(DAY), sex="male")


def fields(comparison, field):
    return [reason for reason in comparison.reasons if reason.field == field]


def test_the_same_name_father_and_birth_are_a_candidate():
    again = Mention("طارق بلال", father_name="گلزار ندیم", birth=Birth.on(DAY), sex="male")
    assert compare(TARIQ, again).candidate


def test_a_name_alone_is_no_candidate_where_its_words_are_common():
    found = compare(Mention("Muhammad Ali Khan"), Mention("محمد علی خان"))
    assert not found.candidate


def test_rare_words_that_agree_weigh_more_than_common_ones():
    rare = compare(Mention("Tariq Bilal"), Mention("Tariq Bilal")).weight
    assert rare > compare(Mention("Muhammad Khan"), Mention("Muhammad Khan")).weight + 2


def test_a_birth_date_alone_never_passes():
    found = compare(
        Mention("", birth=Birth.on(DAY), sex="male", district="PK-BA-quetta"),
        Mention("", birth=Birth.on(DAY), sex="male", district="PK-BA-quetta"),
    )
    assert found.weight > 12
    assert found.limits == (BIRTH_ALONE,)
    assert not found.candidate


def test_a_birth_date_beside_different_names_never_passes():
    found = compare(TARIQ, Mention("Nasir Yaqoob", birth=Birth.on(DAY), sex="male"))
    assert BIRTH_ALONE in found.limits


def test_a_name_of_one_word_needs_another_strong_field():
    one, other = Mention("Tariq", district="PK-BA-quetta"), Mention("طارق", district="PK-BA-quetta")
    assert compare(one, other).limits == (ONE_WORD,)
    card = replace(one, identifiers=(CARD,))
    assert compare(card, replace(other, identifiers=(CARD,))).limits == ()


def test_two_different_identity_cards_are_two_persons_whatever_else_agrees():
    one, other = replace(TARIQ, identifiers=(CARD,)), replace(TARIQ, identifiers=(OTHER_CARD,))
    found = compare(one, other)
    assert found.limits == (CARDS_DIFFER,)
    assert not found.candidate


def test_a_card_on_one_side_only_keeps_nobody_apart():
    assert compare(replace(TARIQ, identifiers=(CARD,)), TARIQ).limits == ()


def test_of_several_cards_one_in_common_is_enough():
    both = replace(TARIQ, identifiers=(CARD, OTHER_CARD))
    assert compare(both, replace(TARIQ, identifiers=(CARD,))).limits == ()


def test_one_telephone_alone_makes_no_candidate():
    phone = number("0300 1234567")
    found = compare(Mention("", identifiers=(phone,)), Mention("", identifiers=(phone,)))
    assert [reason.field for reason in found.reasons] == ["phone"]
    assert not found.candidate


@pytest.mark.parametrize("pair", [("PK", "PK"), ("PK", "AF"), ("AF", "AF"), ("", "AF")])
def test_nationality_has_no_weight_and_moves_no_limit(pair):
    left, right = (replace(TARIQ, nationality=code) for code in pair)
    found, without = compare(left, right), compare(TARIQ, TARIQ)
    assert (found.weight, found.limits) == (without.weight, without.limits)


def test_a_stated_nationality_is_shown_all_the_same():
    found = compare(replace(TARIQ, nationality="PK"), replace(TARIQ, nationality="AF"))
    assert fields(found, "nationality")[0].bits == 0.0


def test_the_first_of_january_is_only_a_year():
    assert Birth.on(date(1987, 1, 1)).day is None
    assert Birth.on(DAY).day == DAY


def test_an_age_is_a_stretch_of_years():
    birth = Birth.aged(30, on=date(2025, 6, 1))
    assert (birth.first_year, birth.last_year) == (1992, 1997)


def test_years_that_run_backwards_are_refused():
    with pytest.raises(ValueError, match="backwards"):
        Birth(1990, 1989)


def test_the_farther_apart_the_births_the_more_speaks_against():
    bits = [
        fields(
            compare(Mention("", birth=Birth(1980, 1980)), Mention("", birth=Birth(y, y))), "birth"
        )[0].bits
        for y in (1980, 1982, 1995)
    ]
    assert bits == sorted(bits, reverse=True)
    assert bits[0] > 0 > bits[2]


def test_different_sexes_speak_against_and_different_districts_say_nothing():
    other = replace(TARIQ, sex="female", district="PK-BA-quetta")
    found = compare(replace(TARIQ, district="PK-PB-lahore"), other)
    assert fields(found, "sex")[0].bits < 0
    assert fields(found, "district") == []


def test_every_reason_is_said_in_both_languages_and_they_sum_to_the_weight():
    left = replace(TARIQ, identifiers=(CARD,), nationality="PK", district="PK-BA-quetta")
    found = compare(left, left)
    assert len(found.reasons) == 7
    assert all(reason.en and reason.ur for reason in found.reasons)
    assert found.weight == sum(reason.bits for reason in found.reasons)


NAMES = st.sampled_from(["Tariq Bilal", "طارق بلال", "Gul Khan", "Nasir", "", "Haji Noor Shah"])
MENTIONS = st.builds(
    Mention,
    name=NAMES,
    father_name=NAMES,
    birth=st.none() | st.integers(1950, 2005).map(lambda year: Birth(year, year + 2)),
    sex=st.sampled_from(["", "male", "female"]),
    district=st.sampled_from(["", "PK-BA-quetta"]),
    identifiers=st.lists(st.sampled_from([CARD, OTHER_CARD]), max_size=2).map(tuple),
)


@given(MENTIONS, MENTIONS)
@settings(max_examples=200, deadline=None)
def test_neither_mention_comes_first(left, right):
    one, other = compare(left, right), compare(right, left)
    assert (one.weight, one.limits, one.candidate) == (other.weight, other.limits, other.candidate)


@pytest.mark.parametrize(
    ("other", "slipped"),
    [
        (date(1980, 7, 3), True),
        (date(1981, 3, 7), True),
        (date(1980, 3, 8), False),
        (date(1982, 3, 7), False),
    ],
)
def test_a_slip_of_the_pen_in_a_day_of_birth_speaks_for_one_person(other, slipped):
    one = Mention("Zubair Tariq", birth=Birth.on(date(1980, 3, 7)))
    found = compare(one, Mention("Zubair Tariq", birth=Birth.on(other)))
    (birth,) = (reason for reason in found.reasons if reason.field == "birth")
    assert (birth.bits > 4.0) is slipped
    assert not birth.strong
