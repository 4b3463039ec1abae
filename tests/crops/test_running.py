"""A campaign's total so far is told from what one day cleared."""

import json
from pathlib import Path

import pytest

from markaz.crops.running import is_running, spoken

REPORTS = Path("../shared/data/pk_press_reports/reports_dev.jsonl")


@pytest.mark.parametrize(
    "text",
    [
        "so far 4052 kanals were destroyed",
        "a total of 385 kanals in a 23-day operation",
        "اب تک 40 کنال پر فصل تلف کی گئی",
        "مجموعی طور پر 40 ایکڑ",
        "cumulative since the start of the drive: 12 acre",
        "561 kanals during the last six days",
    ],
)
def test_a_running_total_is_told_by_its_words(text):
    assert is_running(text)


@pytest.mark.parametrize(
    "text",
    ["destroyed 156 kanal on Wednesday", "during a two-day operation 448 kanals", "آج 12 کنال"],
)
def test_what_one_operation_cleared_is_none(text):
    assert not is_running(text)


def told(text):
    return [(one.area.text, one.running, one.part) for one in spoken(text, region="PK")]


def test_the_parts_of_an_area_are_told_from_it():
    text = "They destroyed 448 kanals. In one tehsil 175 kanals were cleared. Another 273 kanals."
    assert told(text) == [
        ("448 kanals", False, False),
        ("175 kanals", False, True),
        ("273 kanals", False, True),
    ]


def test_numbers_of_other_things_are_no_areas():
    assert told("In 23 days 45 officers seized 12 kg and burnt 3 trucks.") == []


@pytest.mark.skipif(not REPORTS.exists(), reason="the press reports are not at hand")
def test_a_real_campaign_is_not_added_to_itself():
    """Cumulative and single areas of one campaign in 2020, in kanals."""
    reports = [json.loads(line) for line in REPORTS.read_text(encoding="utf-8").splitlines()]
    campaign = [one for one in reports if one["cluster"] == "C-MOHMAND-2020"]
    found = [one for report in campaign for one in told(report["text"])]
    assert found == [
        ("561 kanals", True, False),
        ("156 kanal", False, False),
        ("448 kanals", False, False),
        ("3853 kanals", True, False),
        ("175 kanals", False, True),
        ("273 kanals", False, True),
        ("32 kanals", False, False),
        ("4052 kanals", True, False),
    ]
