"""docs/exchange.md walked from nothing: its commands at the centre, its Python at the partner."""

import re
import shlex
from contextlib import redirect_stdout
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from benchmarks.exchange_cuts import Centre, served, told
from django.utils import timezone
from tests.flows.centres import run

PAPER = Path(__file__).parents[2] / "docs" / "exchange.md"
FILE = (
    "agency,reference,kind,occurred,country,province,place,substance,quantity,unit,marking\n"
    "ANF,A-1,seizure,2025-03-04,PK,Punjab,Lahore,charas,1.5,kg,GREEN\n"
)
# The one step that no command takes: a second person signs, on the release's page.
SIGN = """
from django.utils import timezone
from markaz.accounts.models import User
from markaz.actions.exchange.sharing import releasing
head = User.objects.create(username="head", agency="NCC", role="head")
releasing.sign(sys.argv[1], by=head, now=timezone.now())
"""


def blocks(language: str) -> list[str]:
    fenced = re.findall(r"^```(\w*)\n(.*?)^```$", PAPER.read_text(), re.MULTILINE | re.DOTALL)
    return [text for named, text in fenced if named == language]


def written(command: str) -> list[str]:
    """A command of the paper without its first word; its year becomes days around today."""
    today = timezone.localdate()
    now = command.replace("2026-01-01", str(today)).replace(
        "2026-12-31", str(today + timedelta(days=9))
    )
    return shlex.split(now)[1:]


@pytest.mark.slow
def test_a_partner_reads_and_answers_a_recall_as_the_paper_says(tmp_path):
    centre = Centre("centre", tmp_path)
    path = tmp_path / "seizures.csv"
    path.write_text(FILE, encoding="utf-8")
    (opening,) = blocks("")
    commands = [written(line) for line in opening.splitlines()]
    assert [words[:2] for words in commands] == [
        ["partner", "add"], ["partner", "token"], ["share", "agree"],
    ]  # fmt: skip
    _, _, key, agreement = run(
        centre, ["intake", str(path), "--source", "markaz-standard"], *commands
    )
    (prepared,) = run(centre, ["share", "prepare", agreement["agreement"], "1"])
    told(centre.code(SIGN, prepared["release"]))

    reading, answering = blocks("python")
    names: dict[str, object] = {}
    with served(centre):
        there = f"http://127.0.0.1:{centre.port}/taxii2/"
        at_the_partner = reading.replace("https://HOST/taxii2/", there)
        printed = StringIO()
        with redirect_stdout(printed):
            exec(at_the_partner.replace("TOKEN", key["token"]), names)
        assert "1500000" in printed.getvalue()
        (shared,) = run(centre, ["share", "list"])
        (listed,) = shared["releases"]
        assert {read["key"] for read in listed["readings"]} == {"polling"}

        (recall,) = run(centre, ["recall", "incident", "1", "--reason", "the wrong weight"])
        exec(answering, names)
        (shown,) = run(centre, ["recall", "show", recall["recall"]])
    (notice,) = shown["notices"]
    assert [one["answer"] for one in notice["answers"]] == ["deleted"]
    assert notice["read"]
