"""Operations and conflicts from a terminal, and two terminals at the same instant."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

START, END = "2099-01-17 09:30", "2099-01-17 12:30"
COMMON = ("--starts", START, "--ends", END, "--unit", "squad", "--json")


@pytest.fixture
def markaz(tmp_path: Path):
    """The command in a home of its own, as another process; gives what it said as JSON."""
    home = {**os.environ, "MARKAZ_HOME": str(tmp_path), "DATABASE_URL": ""}

    def start(*words: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "markaz", *words],
            env=home, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip

    def said(process: subprocess.Popen[str]) -> dict:
        out, err = process.communicate(timeout=600)
        return {**json.loads(out), "exit": process.returncode, "stderr": err}

    said.start = start
    said.run = lambda *words: said(start(*words))
    return said


def plan(agency: str, *, kind="raid", place="24.9065, 67.1608") -> tuple[str, ...]:
    return (
        "operation", "enter", "--agency", agency, "--reference", "X-1", "--kind", kind,
        "--title", f"Name of {agency}", "--target", f"target of {agency}",
        "--contact", f"desk of {agency}", "--place", place, *COMMON,
    )  # fmt: skip


def test_a_conflict_goes_from_entry_to_closing(markaz):
    assert markaz.run(*plan("ANF"))["clear"] is True
    told = markaz.run(*plan("CUSTOMS", kind="search", place="24.9085, 67.1608"))
    (conflict,) = told["conflicts"]
    assert (conflict["agency"], conflict["contact"]) == ("ANF", "desk of ANF")
    for secret in ("Name of ANF", "target of ANF", "X-1 of ANF", "raid"):
        assert secret not in json.dumps(told)
    name = conflict["conflict"]
    assert markaz.run("overlap", "take", name, "--json")["owner"] == "operator"
    refused = markaz.run("overlap", "close", name, "--json")
    assert (refused["exit"], "outcome" in refused["error"]) == (1, True)
    for side in ("ANF", "CUSTOMS"):
        markaz.run("overlap", "consent", name, "--side", side, "--json")
        said = ("--side", side, "--ending", "moved in time", "--json")
        done = markaz.run("overlap", "outcome", name, *said)
    assert done["consented"] is True
    assert markaz.run("overlap", "close", name, "--json")["closed"] is True


@pytest.mark.slow
def test_of_two_that_enter_at_the_same_instant_one_is_told_of_the_other(markaz):
    markaz.run("overlap", "call", "--json")
    for nth in range(3):
        place = f"{24 + nth}.9065, 67.1608"
        pair = [
            markaz.start(*renamed(plan(agency, place=place), f"X-{nth}"))
            for agency in ("ANF", "CUSTOMS")
        ]
        answers = [markaz(process) for process in pair]
        assert [one["exit"] for one in answers] == [0, 0]
        assert sorted(one["clear"] for one in answers) == [False, True]


def renamed(words: tuple[str, ...], reference: str) -> tuple[str, ...]:
    return tuple(reference if word == "X-1" else word for word in words)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--place", "no such place at all"), "No place is called"),
        (("--stop", "Karachi"), "is no stop"),
        (("--flight", "PK 301"), "is no flight"),
        ((), "in one way"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_sentence(markaz, words, sentence):
    known = ("operation", "enter", "--agency", "ANF", "--kind", "raid", "--title", "x")
    told = markaz.run(*known, "--contact", "y", *words, *COMMON)
    assert told["exit"] == 1
    assert sentence in told["error"]


def test_the_same_number_is_told_far_apart_and_a_doubtful_one_is_refused(markaz):
    assert markaz.run(*plan("ANF"), "--number", "0300 9876543")["clear"] is True
    far = plan("CUSTOMS", place="31.5204, 74.3587")
    told = markaz.run(*far, "--number", "plate: LEA 1234", "--number", "phone: +92 300 9876543")
    assert [one["agency"] for one in told["conflicts"]] == ["ANF"]
    refused = markaz.run(*plan("PCG"), "--number", "hello")
    assert (refused["exit"], refused["error"].startswith("Target 'hello': ")) == (1, True)
