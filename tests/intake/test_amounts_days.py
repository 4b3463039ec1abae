"""Numbers and dates as people write them."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from markaz.intake.values.amounts import Marks, count, number
from markaz.intake.values.days import day, days, past
from markaz.intake.values.outcome import Doubtful

POINT, COMMA = Marks(), Marks(",", ".")
SCRIPTS = ("0123456789", "۰۱۲۳۴۵۶۷۸۹", "٠١٢٣٤٥٦٧٨٩")


@pytest.mark.parametrize(
    ("text", "marks", "expected"),
    [
        ("3,20,000", POINT, "320000"),
        ("1,234,567.5", POINT, "1234567.5"),
        ("1.234,56", COMMA, "1234.56"),
        ("1.234", COMMA, "1234"),
        ("0,5", COMMA, "0.5"),
        ("۱۲٫۵", POINT, "12.5"),
        ("۱۲٫۵", COMMA, "12.5"),
        ("۳٬۲۰٬۰۰۰", POINT, "320000"),
        ("12 345", POINT, "12345"),
        ("1.5E-05", POINT, "0.000015"),
        ("0.45299999999999996", POINT, "0.45299999999999996"),
    ],
)
def test_a_number_is_read_with_its_marks(text, marks, expected):
    assert number(text, marks=marks) == Decimal(expected)


@pytest.mark.parametrize(
    "text", ["thirteen", "1,5", "12,34", "1.2.3", "--5", "", "½", "1e99", "12kg"]
)
def test_what_is_no_number_is_refused_with_the_text_in_the_sentence(text):
    with pytest.raises(ValueError, match=text.replace(".", r"\.") or "''"):
        number(text, marks=POINT)


def _grouped(whole: str, *, mark: str, asian: bool) -> str:
    head, last = whole[:-3], whole[-3:]
    step = 2 if asian else 3
    groups = []
    while head:
        groups.insert(0, head[-step:])
        head = head[:-step]
    return mark.join([*groups, last])


@given(
    whole=st.integers(0, 10**11),
    part=st.none() | st.integers(0, 999_999),
    marks=st.sampled_from([POINT, COMMA]),
    script=st.sampled_from(SCRIPTS),
    grouping=st.sampled_from(["none", "western", "asian"]),
)
def test_a_number_survives_any_marks_grouping_and_digits(whole, part, marks, script, grouping):
    written = str(whole)
    if grouping != "none" and whole > 999:
        written = _grouped(written, mark=marks.thousands, asian=grouping == "asian")
    decimals = "" if part is None else f"{marks.decimal}{part:06d}"
    text = (written + decimals).translate(str.maketrans("0123456789", script))
    expected = Decimal(f"{whole}.{part or 0:06d}")
    assert number(text, marks=marks) == expected


def test_a_count_is_whole_and_not_negative():
    assert count("13", marks=POINT) == 13
    for text in ("-1", "1.5", "99999999999"):
        with pytest.raises(ValueError, match="correct it"):
            count(text, marks=POINT)


@pytest.mark.parametrize(
    ("text", "order", "expected"),
    [
        ("2025-03-04", "dmy", date(2025, 3, 4)),
        ("2025-03-04 13:45", "dmy", date(2025, 3, 4)),
        ("2025-03-04T13:45:00Z", "mdy", date(2025, 3, 4)),
        ("04/03/2025", "dmy", date(2025, 3, 4)),
        ("03/04/2025", "mdy", date(2025, 3, 4)),
        ("4.3.25", "dmy", date(2025, 3, 4)),
        ("2025/03/04", "dmy", date(2025, 3, 4)),
        ("4-Mar-2025", "dmy", date(2025, 3, 4)),
        ("March 4, 2025", "dmy", date(2025, 3, 4)),
        ("۴ مارچ ۲۰۲۵", "dmy", date(2025, 3, 4)),
        ("۰۴/۰۳/۲۰۲۵", "dmy", date(2025, 3, 4)),
        ("۴ مارچ ۲۰۲۵ء", "dmy", date(2025, 3, 4)),
        ("4 مارچ 2025 ء", "dmy", date(2025, 3, 4)),
        ("4th March 2025", "dmy", date(2025, 3, 4)),
        ("March 3rd, 2025", "dmy", date(2025, 3, 3)),
        ("4/3/2025 9:30 PM", "dmy", date(2025, 3, 4)),
    ],
)
def test_a_day_is_read_in_the_order_the_source_writes(text, order, expected):
    assert day(text, order=order) == expected


@pytest.mark.parametrize(
    "text", ["30/02/2025", "2025-02-30", "31 April 2025", "12/25/2025", "45720", "soon"]
)
def test_what_is_no_day_is_refused(text):
    with pytest.raises(ValueError, match=r"correct the date|is no date"):
        day(text, order="dmy")


@pytest.mark.parametrize("text", ["45720", "45720.4375", "۴۵۷۲۰"])
def test_a_count_of_days_is_named_as_such_and_never_read(text):
    with pytest.raises(ValueError, match="format the cells as dates"):
        days(text, order="dmy")


@pytest.mark.parametrize("text", ["1446-09-04", "0025-03-04", "04/03/1404"])
def test_a_year_of_another_calendar_is_named(text):
    with pytest.raises(ValueError, match="is no year of the common calendar"):
        days(text, order="dmy")


@pytest.mark.parametrize(
    ("text", "first", "last", "precision"),
    [
        ("2025-02", date(2025, 2, 1), date(2025, 2, 28), "month"),
        ("Feb 2024", date(2024, 2, 1), date(2024, 2, 29), "month"),
        ("2025", date(2025, 1, 1), date(2025, 12, 31), "year"),
        ("2025-03-01..2025-03-07", date(2025, 3, 1), date(2025, 3, 7), "interval"),
        ("2025-03-01 to 2025-03-07", date(2025, 3, 1), date(2025, 3, 7), "interval"),
        ("2025-01..2025-03", date(2025, 1, 1), date(2025, 3, 31), "interval"),
    ],
)
def test_a_month_a_year_and_a_span_are_intervals_and_not_their_first_day(
    text, first, last, precision
):
    assert days(text, order="dmy") == (first, last, precision)


def test_a_span_that_ends_before_it_begins_is_refused():
    with pytest.raises(ValueError, match="ends before it begins"):
        days("2025-03-07..2025-03-01", order="dmy")


def test_tomorrow_is_asked_about_and_later_is_refused():
    today = date(2025, 12, 7)
    assert isinstance(past(days("2025-12-08", order="dmy"), today=today), Doubtful)
    with pytest.raises(ValueError, match="occurred on 2031-01-01, after it was received"):
        past(days("2031-01-01", order="dmy"), today=today)
    assert past(days("2025-12", order="dmy"), today=today).precision == "month"


@given(st.dates(date(1901, 1, 1), date(2099, 12, 31)), st.sampled_from(["dmy", "mdy", "ymd"]))
def test_a_day_survives_writing_and_reading(written, order):
    shapes = {"dmy": "%d/%m/%Y", "mdy": "%m/%d/%Y", "ymd": "%Y/%m/%d"}
    assert day(written.strftime(shapes[order]), order=order) == written
    assert day(written.isoformat(), order=order) == written
