"""A sum of briefs that nobody judged: said on both pages that show it and in the file."""

import json
import re

import pytest
from tests.briefs import PAPER, RADIO, THIRD, filed, received

from markaz.console.views.pairs import review

pytestmark = pytest.mark.django_db
SPRING = "from=2025-03-01&to=2025-03-31"
FIGURE = f"/briefing/figures/aggregate_seized_mass/?{SPRING}"


@pytest.fixture
def numbers(pages_home, analyst, now):
    two = received(PAPER, RADIO, by=analyst, now=now)
    return filed(*two, by=analyst, now=now)


@pytest.fixture
def desk(numbers, sign_in, analyst):
    return sign_in(analyst)


def text(answer) -> str:
    return re.sub(r"[\s\u2068\u2069]+", " ", answer.content.decode())


@pytest.mark.parametrize("address", [FIGURE, f"/briefing/?{SPRING}"])
def test_both_pages_say_which_briefs_are_in_doubt_and_who_decides(desk, numbers, address):
    shown = text(desk.get(address))
    left, right = numbers
    assert f"(reports {left} and {right})" in shown
    assert "markaz review" in shown
    shown = text(desk.get(address, headers={"Accept-Language": "ur"}))
    assert "کسی نے ان کا فیصلہ نہیں کیا" in shown


def test_the_file_says_it_beside_the_figure(desk, numbers):
    told = json.loads(desk.get(f"/briefing/briefing.json?{SPRING}").content)
    (figure,) = [one for one in told if one["id"] == "aggregate_seized_mass"]
    assert figure["notes"][0].startswith("2 briefs counted here")


def test_nothing_is_said_once_they_are_judged(desk, numbers):
    two = {"left": "", "right": "", "verdict": "same", "reason": "the same bulletin"}
    waiting = desk.get("/review/").content.decode()
    for side in ("left", "right"):
        two[side] = re.search(rf'name="{side}" value="([^"]+)"', waiting)[1]
    desk.post("/review/briefs/", two)
    assert "briefs counted here" not in text(desk.get(FIGURE))


def test_of_many_pairs_the_page_shows_the_first_and_says_how_many_follow(
    desk, numbers, analyst, now, monkeypatch
):
    received(THIRD, by=analyst, now=now)
    monkeypatch.setattr(review, "_MOST_BRIEFS", 1)
    shown = text(desk.get("/review/"))
    assert shown.count('name="left"') == 1
    assert "2 further pairs come up as these are judged." in shown
