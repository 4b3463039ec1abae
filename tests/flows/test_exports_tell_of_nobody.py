"""A file that leaves the house bears nobody's name in its properties: no author, no account."""

import re
import zipfile

import pytest
from typer.testing import CliRunner

from markaz.cli.app import app

pytestmark = pytest.mark.django_db(transaction=True)

ROWS = (
    "agency,reference,kind,occurred,country,province,place,substance,quantity,unit\n"
    "ANF,A-1,seizure,2025-03-04,PK,Punjab,Lahore,charas,1.5,kg\n"
    "ANF,A-2,seizure,2025-02-30,PK,Punjab,Lahore,charas,1.5,kg\n"
)
YEAR = ("--from", "2025-01-01", "--to", "2025-12-31")
WHO = "zorakbelmand"


@pytest.fixture
def run(home, tmp_path, monkeypatch):
    for name in ("USER", "LOGNAME", "USERNAME", "HOSTNAME"):
        monkeypatch.setenv(name, WHO)

    def invoke(*arguments):
        done = CliRunner().invoke(app, [str(one) for one in arguments])
        if done.exception and not isinstance(done.exception, SystemExit):
            raise done.exception

    path = tmp_path / "year.csv"
    path.write_text(ROWS, encoding="utf-8")
    mend = ("--dry-run", "--rejected", tmp_path / "mend.xlsx")
    for more in (mend, ()):
        invoke("intake", path, "--source", "markaz-standard", *more)
    return invoke


def properties(path):
    """Each property of a workbook that says something, by name."""
    with zipfile.ZipFile(path) as book:
        parts = [book.read(name).decode() for name in book.namelist() if name.startswith("docP")]
        assert not any(WHO in book.read(name).decode("latin1") for name in book.namelist())
    found = [re.findall(r"<(?:\w+:)?(\w+)[^<>]*>([^<>]+)</", part) for part in parts]
    return {name: value for part in found for name, value in part}


@pytest.mark.parametrize(
    "command",
    [("arq", "2025"), ("brief", *YEAR)],
    ids=["questionnaire", "briefing"],
)
def test_a_workbook_names_the_program_and_nobody(run, tmp_path, command):
    out = tmp_path / "out.xlsx"
    run(*command, "--out", out)
    told = properties(out)
    assert told.keys() <= {"creator", "Application", "AppVersion", "created"}
    assert told["creator"] in ("Markaz", "openpyxl")


def test_the_rows_to_mend_name_nobody(run, tmp_path):
    told = properties(tmp_path / "mend.xlsx")
    assert told.keys() <= {"creator", "Application", "AppVersion", "created", "modified"}
    assert told["creator"] in ("Markaz", "openpyxl")


def test_a_briefing_in_print_names_the_centre_and_nobody(run, tmp_path):
    out = tmp_path / "out.pdf"
    run("brief", *YEAR, "--out", out)
    content = out.read_bytes()
    assert WHO.encode() not in content
    authors = re.findall(rb"<dc:creator>.*?</dc:creator>", content, re.DOTALL)
    assert authors and all(b"entre" in author for author in authors)
