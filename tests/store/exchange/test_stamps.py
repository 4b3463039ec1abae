"""Moments are written as STIX and TAXII write them, and read back as they were."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from markaz.records.errors import InvalidValueError
from markaz.store.exchange import stamps

MOMENTS = st.datetimes(datetime(1, 1, 1), datetime(9999, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001


@given(MOMENTS)
def test_a_moment_comes_back_as_it_was_written(moment):
    micros = stamps.micros(moment)
    assert stamps.read(stamps.written(micros)) == micros
    assert stamps.read(stamps.added(micros)) == micros


@given(MOMENTS, MOMENTS)
def test_dates_added_sort_as_text_as_they_do_in_time(one, other):
    left, right = map(stamps.micros, (one, other))
    assert (stamps.added(left) < stamps.added(right)) == (left < right)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("2026-01-15T09:30:00Z", "2026-01-15T09:30:00.000Z"),
        ("2026-01-15T09:30:00.5Z", "2026-01-15T09:30:00.500Z"),
        ("2026-01-15T09:30:00.123456Z", "2026-01-15T09:30:00.123456Z"),
        ("2026-01-15T09:30:00.123000000Z", "2026-01-15T09:30:00.123Z"),
        ("2016-12-31T23:59:60Z", "2017-01-01T00:00:00.000Z"),
    ],
)
def test_a_timestamp_of_rfc_3339_in_utc_is_read(text, written):
    assert stamps.written(stamps.read(text)) == written


@pytest.mark.parametrize(
    "text",
    ["", "2026-01-15", "2026-01-15T09:30:00", "2026-01-15T09:30:00+05:00", "2026-13-01T00:00:00Z",
     "2026-02-30T00:00:00Z", "2026-01-15T09:30:00.1234567Z", "2026-01-15t09:30:00z",
     "2026-01-15T09:30:61Z",
     "٢٠٢٦-01-15T09:30:00Z", "9999-12-31T23:59:60Z", "2026-01-15T09:30:00Z\n"],
)  # fmt: skip
def test_what_is_no_such_timestamp_is_refused(text):
    with pytest.raises(InvalidValueError):
        stamps.read(text)


def test_a_finer_date_falls_back_to_the_microsecond_before():
    assert stamps.floor("2026-01-15T09:30:00.123456789Z") == stamps.read(
        "2026-01-15T09:30:00.123456Z"
    )
