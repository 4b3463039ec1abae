"""The pairs in doubt from a terminal: list, reasons, verdicts and their undoing."""

import json

import pytest

from markaz.cli.app import run
from markaz.store.models import JudgementRow, Link, PairRow, ReportRow

pytestmark = pytest.mark.django_db

HEADER = "agency,reference,kind,occurred,country,province,place,substance,quantity,unit,arrested\n"
ROWS = (
    "ANF,A-1,seizure,2025-03-04,PK,Punjab,Lahore,charas,120,kg,1\n"
    "CUSTOMS,C-1,seizure,2025-03-05,PK,Punjab,Lahore,charas,118,kg,\n"
    "PCG,P-1,seizure,2025-09-09,PK,Sindh,Karachi,heroin,3,kg,\n"
)


@pytest.fixture
def call(home, tmp_path, monkeypatch, capsys):
    """The installed command, as it is typed."""

    def typed(*words: str) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["markaz", *words])
        try:
            code = run()
        except SystemExit as ended:
            code = ended.code or 0
        said = capsys.readouterr()
        return code, said.out, said.err

    path = tmp_path / "march.csv"
    path.write_text(HEADER + ROWS, encoding="utf-8")
    typed("intake", str(path), "--source", "markaz-standard")
    typed("consolidate")
    return typed


@pytest.fixture
def doubtful(call):
    """The pair of ANF and Customs in the queue, whatever the model made of it."""
    PairRow.objects.update(review=True)
    Link.objects.all().delete()
    return call


def test_the_queue_is_listed_with_chance_and_stake(doubtful):
    code, said, _ = doubtful("review", "--json")
    listed = json.loads(said)
    assert (code, listed["pairs"]) == (0, 1)
    assert (listed["first"][0]["left_name"], listed["first"][0]["right_name"]) == (
        "ANF/A-1", "CUSTOMS/C-1",
    )  # fmt: skip
    assert 0 < listed["first"][0]["at_stake_mg"] == listed["at_stake_mg"]
    assert "1 pairs wait" in doubtful("review", "--limit", "1")[1]


def test_an_empty_queue_says_so(call):
    PairRow.objects.update(review=False)
    assert call("review")[1].strip() == "No pair waits for a person."


def test_the_reasons_are_drawn_and_sum_to_the_weight(call):
    code, said, _ = call("why", "A-1", "customs/C-1", "--json")
    told = json.loads(said)
    assert code == 0
    assert sum(reason["bits"] for reason in told["reasons"]) == pytest.approx(
        told["weight"], abs=0.02
    )
    drawn = call("why", "A-1", "C-1")[1]
    assert "a day apart" in drawn
    assert "█" in drawn
    assert "Not stated by both: " in drawn


def test_any_two_reports_can_be_explained(call):
    assert "another province" in call("why", "A-1", "P-1")[1]


def test_a_verdict_is_given_and_taken_back(doubtful):
    code, said, _ = doubtful("judge", "A-1", "C-1", "same", "--reason", "one van", "--json")
    done = json.loads(said)
    assert (code, done["joined"]) == (0, 1)
    assert JudgementRow.objects.get().reasons == ["one van"]
    assert "1 ended" in doubtful("undo", str(done["act"]))[1]
    assert not Link.objects.filter(known_to=None).exists()


def test_incidents_are_made_one_and_parted_again(doubtful):
    code, said, _ = doubtful("merge", "A-1", "customs/C-1", "P-1", "--why", "one convoy", "--json")
    done = json.loads(said)
    assert (code, done["joined"], len(done["pairs"])) == (0, 2, 3)
    assert {why for row in JudgementRow.objects.all() for why in row.reasons} == {"one convoy"}
    first = ReportRow.objects.get(reference="A-1").number
    assert set(Link.objects.filter(known_to=None).values_list("incident", flat=True)) == {first}
    assert "2 ended" in doubtful("undo", str(done["act"]))[1]


def test_a_report_is_taken_out_of_its_incident(doubtful):
    doubtful("judge", "A-1", "C-1", "same")
    number = ReportRow.objects.get(reference="C-1").number
    assert "0 links added, 1 ended" in doubtful("unmerge", str(number))[1]


def test_who_is_left_out_by_a_verdict_is_named(doubtful):
    doubtful("judge", "P-1", "C-1", "same")
    doubtful("judge", "P-1", "A-1", "different")
    said = doubtful("judge", "C-1", "A-1", "same")[1]
    number = ReportRow.objects.get(reference="P-1").number
    assert f"No longer with them: report {number};" in said


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("judge", "A-1", "C-1", "maybe"), "say same, different or unsure"),
        (("judge", "A-1", "nothing", "same"), "There is no report 'nothing'"),
        (("why", "A-1", "A-1"), "not compared with itself"),
        (("unmerge", "P-1"), "alone in its incident"),
        (("undo", "77"), "no act 77"),
        (("merge", "A-1"), "Name two reports or more"),
        (("merge", "A-1", "ANF/A-1"), "Name two reports or more"),
        (("merge", "A-1", "nothing"), "There is no report 'nothing'"),
    ],
)
def test_a_refusal_is_one_sentence(call, words, sentence):
    code, _, error = call(*words)
    assert code == 1
    assert sentence in error
    assert error.count("\n") == 1
