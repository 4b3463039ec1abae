from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from markaz.briefing.printing import numbers

_TO_WESTERN = str.maketrans({**{u: str(n) for n, u in enumerate(numbers.URDU_DIGITS)}, "٬": ","})


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        (Decimal("134.000000"), "t", "134 t"),
        (Decimal("1234.5678"), "t", "1,234.568 t"),
        (12_797_000_000, "USD", "USD 12.797 bn"),
        (2_500_000, "USD", "USD 2.5 m"),
        (950, "USD", "USD 950"),
        (40659, "acres", "40,659 acres"),
        (Decimal("1.5"), "%", "1.5 %"),
        (Decimal("0.015"), "share", "1.5 %"),
        (Decimal(0), "t", "0 t"),
    ],
)
def test_an_english_number_carries_its_unit(value, unit, said):
    assert numbers.printed(value, unit, lang="en").replace("\N{NO-BREAK SPACE}", " ") == said


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        (Decimal("134.25"), "t", "۱۳۴٫۲۵ ٹن"),
        (40659, "acres", "۴۰٬۶۵۹ ایکڑ"),
        (12_797_000_000, "USD", "۱۲٫۷۹۷ ارب امریکی ڈالر"),
        (Decimal("1.5"), "%", "۱٫۵٪"),
    ],
)
def test_an_urdu_number_has_urdu_digits_and_unit(value, unit, said):
    assert numbers.printed(value, unit, lang="ur").replace("\N{NO-BREAK SPACE}", " ") == said


@pytest.mark.parametrize(("lang", "said"), [("en", "not known"), ("ur", "معلوم نہیں")])
def test_an_unknown_value_is_said_to_be_not_known_and_never_nought(lang, said):
    text = numbers.printed(None, "t", lang=lang)
    assert said in text
    assert "0" not in text
    assert "۰" not in text


def test_a_weight_too_small_to_print_is_not_printed_as_nothing():
    assert numbers.decimal(Decimal("0.0001"), lang="en", places=3) == "< 0.001"
    assert numbers.percent(Decimal("0.01"), lang="en").startswith("< 0.1")


def test_a_half_is_rounded_away_from_nought():
    assert numbers.decimal(Decimal("2.0005"), lang="en", places=3) == "2.001"


def test_a_table_keeps_its_decimals_so_that_they_stand_in_line():
    assert numbers.decimal(Decimal(5), lang="en", places=3, fixed=True) == "5.000"


def test_a_share_of_an_unknown_total_is_a_dash():
    assert numbers.share(Decimal(3), None, lang="en") == numbers.DASH
    assert numbers.share(None, Decimal(3), lang="en") == numbers.DASH


def test_a_day_names_its_month_in_both_languages():
    assert numbers.day(date(2025, 12, 7), lang="en") == "7 December 2025"
    assert numbers.day(date(2025, 12, 7), lang="ur") == "۷ دسمبر ۲۰۲۵"


@pytest.mark.parametrize(
    ("text", "said"),
    [("2025-03-09", "9 March 2025"), ("2025-03", "March 2025"), ("2025", "2025"), ("", "")],
)
def test_a_date_is_written_as_closely_as_it_is_known(text, said):
    assert numbers.day_text(text, lang="en") == said


@given(st.integers(min_value=0, max_value=10**15))
def test_the_urdu_and_english_numbers_are_the_same_number(value):
    urdu = numbers.decimal(value, lang="ur", places=0)
    assert urdu.translate(_TO_WESTERN) == numbers.decimal(value, lang="en", places=0)
    assert int(urdu.translate(_TO_WESTERN).replace(",", "")) == value


@pytest.mark.parametrize(
    ("lang", "one", "many"), [("en", "1 case", "2 cases"), ("ur", "۱ مقدمہ", "۲ مقدمات")]
)
def test_one_of_a_kind_is_not_said_in_the_plural(lang, one, many):
    said = [numbers.printed(value, "cases", lang=lang) for value in (1, Decimal(1), 2)]
    assert [each.replace("\N{NO-BREAK SPACE}", " ") for each in said] == [one, one, many]


def test_a_wide_area_is_printed_without_decimals():
    assert numbers.written(Decimal("40659.01"), "acres", lang="en").amount == "40,659"
    assert numbers.written(Decimal("2.25"), "acres", lang="en").amount == "2.25"


@pytest.mark.parametrize(
    ("value", "said"),
    [("6.029", "6.0"), ("6.9", "6.9"), ("66", "66"), ("0.375", "0.375"), ("134.4", "134")],
)
def test_a_chart_writes_weights_alike_and_counts_whole(value, said):
    assert numbers.short(Decimal(value), lang="en") == said
