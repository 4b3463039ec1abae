"""`markaz arq` and `markaz seizures` write their files, say so, and refuse in one sentence."""

import json

import openpyxl
import pytest
from typer.testing import CliRunner

from markaz.cli.app import app
from markaz.records.errors import InvalidValueError

pytestmark = pytest.mark.django_db(transaction=True)

FILE = (
    "agency,reference,kind,occurred,country,province,place,substance,quantity,unit\n"
    "ANF,A-1,seizure,2025-03-04,PK,Punjab,Lahore,charas,1.5,kg\n"
)


@pytest.fixture
def run(home, tmp_path):
    def invoke(*arguments):
        done = CliRunner().invoke(app, list(arguments))
        if done.exception and not isinstance(done.exception, SystemExit):
            raise done.exception
        return done

    path = tmp_path / "year.csv"
    path.write_text(FILE, encoding="utf-8")
    invoke("intake", str(path), "--source", "markaz-standard")
    return invoke


def test_the_questionnaire_is_written_with_its_sources(run, tmp_path):
    out = tmp_path / "arq.xlsx"
    printed = run("arq", "2025", "--out", str(out)).stdout
    assert "1 of 52 drugs, 51 blank" in printed
    book = openpyxl.load_workbook(out)
    (source, *_) = book["Sources"].iter_rows(min_row=2, values_only=True)
    assert book["Seizures"][source[0]].value == 1


def test_the_questionnaire_is_given_to_machines(run, tmp_path):
    out = tmp_path / "arq.xlsx"
    told = json.loads(run("arq", "2025", "--out", str(out), "--json").stdout)
    known = [row for row in told["rows"] if row["seizures"]]
    assert [(row["drug"], row["kg"], row["litres"]) for row in known] == [
        ("Cannabis resin (hashish)", 1.5, None)
    ]
    assert len(told["blanks"]) == 51


def test_single_seizures_are_written(run, tmp_path):
    out = tmp_path / "ids.csv"
    assert "(lines: 1; left out" in run("seizures", "2025", "--out", str(out)).stdout.replace(
        "\n", ""
    )
    assert "2025-03-04" in out.read_text(encoding="utf-8")
    told = json.loads(run("seizures", "2025", "--out", str(out), "--json").stdout)
    assert (told["lines"], told["left_out"]) == (1, 0)


@pytest.mark.parametrize(("command", "name"), [("arq", "arq.csv"), ("seizures", "ids.xlsx")])
def test_a_file_of_another_form_is_refused(run, tmp_path, command, name):
    with pytest.raises(InvalidValueError, match="does not end in"):
        run(command, "2025", "--out", str(tmp_path / name))
    assert not (tmp_path / name).exists()


def test_a_grading_is_said_in_every_scheme_with_what_is_lost(run):
    said = json.loads(run("grading", "4x4 B2 H1", "--json").stdout)
    assert [one["scheme"] for one in said["schemes"]] == ["admiralty", "4x4", "3x5x2"]
    assert said["schemes"][1]["lost"] == []
    assert "knows it personally" in said["schemes"][0]["lost"][0]
    assert "admiralty B2: 4x4 H1" in run("grading", "4x4 B2 H1").stdout
    with pytest.raises(InvalidValueError, match="write the scheme"):
        run("grading", "B2")
