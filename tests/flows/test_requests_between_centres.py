"""A request for information between two served centres: sent, read, answered in parts, overdue."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta

import pytest
from benchmarks.exchange_cuts import Centre, served
from django.utils import timezone
from tests.flows.centres import run

SECRET = "from-the-other"


def steps(request: dict) -> list[tuple[str, str, str]]:
    return [(one["step"], one["grade"], one["words"]) for one in request["steps"]]


@pytest.fixture(scope="module")
def centres(tmp_path_factory) -> Iterator[tuple[Centre, Centre]]:
    """The asking centre and the asked one, each served, the first with a question that was sent."""
    asking = Centre("asking", tmp_path_factory.mktemp("asking"))
    asked = Centre("asked", tmp_path_factory.mktemp("asked"))
    due = f"{timezone.localtime(timezone.now() + timedelta(days=2)):%Y-%m-%d %H:%M}"
    _, token, question = run(
        asking,
        ["partner", "add", "asked", "--title", "The asked centre (simulated)"],
        ["partner", "token", "asked", "--key", "fetch", "--days", "1"],
        [
            "request", "enter", "out", "asked", "Whose boat is it?", "--purpose", "a joint case",
            "--legal-basis", "memorandum, article 5", "--due", due, "--reference", "L-7",
        ],
    )  # fmt: skip
    run(asking, ["request", "send", question["request"]])
    (asked.home / SECRET).write_text(token["token"])
    with served(asking), served(asked):
        run(
            asked,
            ["partner", "add", "asking", "--title", "The asking centre (simulated)"],
            [
                "partner", "feed", "asking", "--user", "asked",
                "--secret-file", str(asked.home / SECRET), "--url",
                f"http://127.0.0.1:{asking.port}/taxii2/partners/collections/requests-asked/",
            ],
        )  # fmt: skip
        yield asking, asked


@pytest.mark.slow
def test_a_request_goes_comes_back_in_parts_and_is_counted_when_overdue(centres):
    asking, asked = centres
    ((before,),) = run(asking, ["request", "list"])
    assert [step for step, *_ in steps(before)] == ["served"]
    assert before["steps"][0]["evidence"].startswith("TAXII, note--")

    # Received: by the other centre's fetch, with everything that was asked.
    _, (got,) = run(asked, ["fetch"], ["request", "list"])
    assert (got["direction"], got["question"], got["reference"]) == (
        "in",
        "Whose boat is it?",
        "L-7",
    )
    assert got["due_at"] == before["due_at"]
    reads = asking.asked("SELECT token, way FROM store_receipt ORDER BY id")
    assert ("fetch", "taxii page") in reads

    # Answered in part, with a grade; the next fetch carries it back.
    _, (fetched,) = run(
        asked,
        ["request", "step", got["request"], "part answer", "--words", "A boat of the north.",
         "--grade", "B2"],
        ["fetch"],
    )  # fmt: skip
    assert (fetched["sent"], fetched["unsent"], fetched["failure"]) == (1, 0, "")
    ((part,), none) = run(asking, ["request", "list"], ["request", "list", "--overdue"])
    assert steps(part)[1:] == [("part answer", "B2", "A boat of the north.")]
    assert part["ended_at"] is None
    assert none == []

    # Its moment passes before the rest came.
    past = (timezone.now() - timedelta(hours=1)).strftime("%Y-%m-%d %H:%M:%S")
    with closing(sqlite3.connect(asking.home / "markaz.sqlite3", timeout=60)) as base:
        base.execute("UPDATE store_requestrow SET due_at = ?", [past])
        base.commit()
    ((late,),) = run(asking, ["request", "list", "--overdue"])
    assert late["request"] == before["request"]

    # The rest comes, twice fetched and once kept, and nothing waits any more.
    run(
        asked,
        ["request", "step", got["request"], "answer", "--words", "Its owner is known.",
         "--grade", "A1"],
        ["fetch"],
        ["fetch"],
    )  # fmt: skip
    assert run(asking, ["request", "list"], ["request", "list", "--overdue"]) == [[], []]
    kinds = asking.asked("SELECT kind, by FROM store_requestact ORDER BY id")
    assert [kind for kind, _ in kinds] == ["served", "part answer", "answer"]
    assert run(asked, ["request", "list"]) == [[]]
