"""Briefs that may be one, from a terminal: listed, judged and undone like the pairs of reports."""

import json

import pytest
from tests.briefs import EVENT, PAPER, RADIO

from markaz.cli.app import run
from markaz.store.models import BriefWord

pytestmark = pytest.mark.django_db


@pytest.fixture
def call(home, tmp_path, monkeypatch, capsys):
    """The installed command, as it is typed."""

    def typed(*words: str) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["markaz", *words])
        # A terminal as wide as a test reads.
        monkeypatch.setenv("COLUMNS", "300")
        try:
            code = run()
        except SystemExit as ended:
            code = ended.code or 0
        said = capsys.readouterr()
        return code, said.out, said.err

    return typed


@pytest.fixture
def hand_in(call, tmp_path):
    def given(text: str) -> str:
        path = tmp_path / "brief.txt"
        path.write_text(text, encoding="utf-8")
        told = call(
            *("intake", str(path), "--source", "message", "--received", "2025-03-17", "--json")
        )[1]
        return json.loads(told)[0]["drafts"][0]["id"]

    return given


@pytest.fixture
def two(hand_in):
    return hand_in(PAPER), hand_in(RADIO)


def waiting(call):
    return json.loads(call("review", "--json")[1])["briefs"]


def test_open_briefs_are_listed_with_reasons_and_both_values(call, two):
    (one,) = waiting(call)
    assert {one["left"], one["right"]} == set(two)
    assert {"field": "value", "left": "Rs 16 billion", "right": "Rs 15 billion"} in one["differing"]
    assert "the total is “731.6 kilograms” in both" in one["reasons"]
    assert one["judged_before"] is None
    code, said, _ = call("review")
    assert code == 0
    assert "1 pairs of briefs wait" in said
    assert "Rs 16 billion" in said
    assert "No pair waits" not in said
    assert call("review", "--which", "unsure")[1].strip() == "No pair waits for a person."


def test_a_word_takes_them_off_the_list_and_is_undone_by_its_act(call, two):
    code, said, _ = call("judge", *two, "same", "--reason", "the same bulletin", "--json")
    told = json.loads(said)
    assert (code, told["briefs"], told["verdict"]) == (0, list(two), "positive")
    assert waiting(call) == []
    code, said, _ = call("undo", told["act"])
    assert code == 0
    assert "as if nothing had been said" in said
    assert len(waiting(call)) == 1


def test_what_was_said_is_printed_with_how_it_is_taken_back(call, two):
    code, said, _ = call("judge", *two, "different", "--reason", "of another desk")
    assert code == 0
    assert "are two different briefs" in said
    # A narrow terminal breaks the line anywhere between two words.
    assert f"markaz undo {BriefWord.objects.get()}" in " ".join(said.split())


def test_briefs_that_are_read_otherwise_wait_again_with_the_word_on_them(call, two):
    call("judge", *two, "same", "--reason", "the same bulletin")
    BriefWord.objects.update(key="0")
    (one,) = waiting(call)
    assert one["judged_before"]["reason"] == "the same bulletin"
    # The words of the table's cell, which a narrow terminal breaks among those beside it.
    assert {"otherwise", "since", "operator", "judged"} <= {*call("review")[1].split()}


@pytest.mark.parametrize(
    ("verdict", "reason", "sentence"),
    [
        ("unsure", "who knows", "say same or different"),
        ("same", "", "in a few words why"),
        ("both", "why", "no verdict"),
    ],
)
def test_half_a_word_is_refused_in_a_sentence(call, two, verdict, reason, sentence):
    code, _, said = call("judge", *two, verdict, "--reason", reason)
    assert code != 0
    assert sentence in said
    assert not BriefWord.objects.exists()


def test_a_brief_and_an_event_are_no_pair(call, two, hand_in):
    code, _, said = call("judge", two[0], hand_in(EVENT), "same", "--reason", "why")
    assert code != 0
    assert "no report" in said


@pytest.mark.parametrize("act", ["B99999", "b", "x7", "7" * 30, "-"])
def test_what_is_no_act_is_refused_in_a_sentence(call, act):
    code, _, said = call("undo", "--", act)
    assert code != 0
    assert "act" in said
    assert "Traceback" not in said


def test_the_figure_and_the_briefing_name_filed_briefs_that_nobody_judged(call, two):
    assert call("drafts", "--file", "--agency", "NCC")[0] == 0
    asked = "--from", "2025-03-01", "--to", "2025-03-31"
    for words in (("figure", "aggregate_seized_mass"), ("brief",)):
        said = " ".join(call(*words, *asked)[1].split())
        assert "2 briefs counted here may sum the same events" in said
    call("judge", *two, "different", "--reason", "of another desk")
    assert "briefs counted here" not in call("brief", *asked)[1]
