"""Each command in this process, over a small ledger."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from markaz.cli.app import app
from markaz.records.errors import InvalidValueError, MarkazError
from markaz.store.models import AuditRow

pytestmark = pytest.mark.django_db(transaction=True)

HEADER = (
    "agency,reference,kind,occurred,country,province,place,substance,quantity,unit,arrested,"
    "operation\n"
)
ROWS = (
    "ANF,A-1,seizure,2025-03-04,PK,Punjab,Lahore,charas,1.5,kg,1,Example\n"
    "CUSTOMS,C-1,seizure,2025-03-04,PK,Punjab,Lahore,charas,1.5,kg,1,Example\n"
    "ANF,A-2,seizure,2025-03-05,PK,Sindh,Karachi,heroin,250,g,2,\n"
    "ANF,A-3,seizure,2025-03-05,PK,Sindh,Karachi,heroin,250,,2,\n"
    "ANF,A-4,seizure,2025-02-30,PK,Sindh,Karachi,heroin,250,g,2,\n"
)


@pytest.fixture
def run(home):
    runner = CliRunner()

    def invoke(*arguments: str) -> Result:
        done = runner.invoke(app, list(arguments))
        if done.exception and not isinstance(done.exception, SystemExit):
            raise done.exception
        return done

    return invoke


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "march.csv"
    path.write_text(HEADER + ROWS, encoding="utf-8")
    return path


@pytest.fixture
def taken_in(run, file) -> None:
    run("intake", str(file), "--source", "markaz-standard", "--received", "2025-03-10")


def test_intake_prints_what_became_of_the_rows(run, file):
    printed = run("intake", str(file), "--source", "markaz-standard").stdout
    assert "5 rows" in printed.replace("\n", " ")
    assert "1 set aside" in printed.replace("\n", " ")


def test_a_dry_run_prints_reasons_by_row(run, file, tmp_path):
    to = tmp_path / "mend.xlsx"
    printed = run(
        "intake", str(file), "--source", "markaz-standard", "--dry-run", "--rejected", str(to)
    ).stdout
    assert "row 6" in printed
    assert to.is_file()


def test_rows_of_several_files_go_into_a_workbook_each(run, file, tmp_path):
    other = tmp_path / "april.csv"
    other.write_text(HEADER + ROWS, encoding="utf-8")
    run(
        "intake", str(file), str(other), "--source", "markaz-standard", "--dry-run",
        "--rejected", str(tmp_path / "mend.xlsx"),
    )  # fmt: skip
    assert sorted(path.name for path in tmp_path.glob("mend*")) == ["mend-1.xlsx", "mend-2.xlsx"]


def test_a_real_run_says_where_the_reasons_are(run, file):
    printed = run("intake", str(file), "--source", "markaz-standard").stdout
    assert "--dry-run gives the reasons" in printed.replace("\n", " ")


@pytest.mark.parametrize("more", [[], ["--dry-run"]])
def test_a_machine_reads_seven_numbers_and_nothing_else(run, file, tmp_path, more):
    to = str(tmp_path / "mend.xlsx")
    arguments = ["--source", "markaz-standard", "--json", "--rejected", to, *more]
    tally = json.loads(run("intake", str(file), *arguments).stdout)
    assert list(tally) == [
        "rows", "kept", "new", "revised", "unchanged", "set_aside", "questions"
    ]  # fmt: skip
    assert tally["rows"] == tally["kept"] + tally["set_aside"]


def test_a_file_without_a_named_source_is_refused(run, file):
    with pytest.raises(MarkazError, match="--source"):
        run("intake", str(file))


def test_sources_are_listed_with_their_titles(run):
    assert "markaz-standard" in json.loads(run("sources", "--json").stdout)
    assert "unodc-ids" in run("sources").stdout


def test_consolidation_joins_and_the_figure_falls(run, taken_in):
    before = json.loads(run("brief", "--json").stdout)
    done = json.loads(run("consolidate", "--json").stdout)
    assert (done["joined"], done["linked"], done["engine"]) == (1, 1, "duckdb")
    after = {figure["id"]: figure for figure in json.loads(run("brief", "--json").stdout)}
    assert after["seizure_cases"]["value"] == 3
    assert {figure["id"]: figure["value"] for figure in before}["seizure_cases"] == 4
    assert after["seized_mass"]["excluded"] != []


def test_an_unknown_engine_is_refused(run):
    with pytest.raises(InvalidValueError, match="duckdb"):
        run("consolidate", "--engine", "abacus")


def test_the_period_is_the_year_of_the_latest_event(run, taken_in):
    figures = json.loads(run("brief", "--json").stdout)
    assert figures[0]["period"] == ["2025-01-01", "2025-12-31"]


def test_the_past_is_as_it_was_known(run, taken_in):
    figures = json.loads(run("brief", "--json", "--as-known-on", "2025-03-09").stdout)
    assert all(figure["counted"] == 0 for figure in figures)


def test_the_terminal_shows_figures_and_what_is_not_known(run, taken_in):
    printed = run("brief").stdout
    assert "seized_mass" in printed
    assert "not known" in printed


def test_a_briefing_is_written_in_the_form_its_name_asks_for(run, taken_in, tmp_path):
    for ending in ("pdf", "json", "xlsx", "html"):
        path = tmp_path / f"briefing.{ending}"
        run("brief", "--out", str(path), "--lang", "ur" if ending == "pdf" else "en")
        assert path.stat().st_size > 1000
    with pytest.raises(InvalidValueError, match=r"\.pdf"):
        run("brief", "--out", str(tmp_path / "briefing.doc"))


def test_a_language_nobody_writes_is_refused(run, taken_in):
    with pytest.raises(InvalidValueError, match="fr"):
        run("brief", "--lang", "fr")


def test_a_figure_opens_to_its_reports(run, taken_in):
    run("consolidate")
    opened = json.loads(run("figure", "seized_mass", "--open", "--json").stdout)
    assert opened["total_incidents"] == 2
    assert sorted(len(one["reports"]) for one in opened["incidents"]) == [1, 2]
    printed = run("figure", "seized_mass", "--open").stdout
    assert "Left out" in printed
    narrowed = run("figure", "seized_mass_by_substance", "--open", "--row", "OPI-HEROIN", "--json")
    assert json.loads(narrowed.stdout)["total_incidents"] == 1


def test_an_edition_tells_what_has_moved_since(run, taken_in, tmp_path):
    run("brief", "--as-known-on", "2025-12-31", "--freeze", "first")
    assert "stands as" in run("brief", "--compare", "first").stdout
    corrected = tmp_path / "corrected.csv"
    corrected.write_text(HEADER + ROWS.splitlines(keepends=True)[2].replace("250", "300"))
    run("intake", str(corrected), "--source", "markaz-standard")
    moved = json.loads(run("brief", "--compare", "first", "--json").stdout)
    assert {one["id"] for one in moved} >= {"seized_mass", "value_international"}
    assert "report" in run("brief", "--compare", "first").stdout


def test_a_token_is_shown_once_listed_and_revoked(run):
    run("account", "add", "someone", "--agency", "ANF", "--role", "liaison")
    made = run("account", "token", "someone", "--name", "case system", "--days", "30", "--json")
    token = json.loads(made.stdout)["token"]
    listed = run("account", "tokens", "--json").stdout
    assert [one["name"] for one in json.loads(listed)] == ["case system"]
    assert token not in listed + run("account", "tokens").stdout
    assert "nothing any more" in run("account", "revoke", "someone", "case system").stdout
    assert json.loads(run("account", "tokens", "--json").stdout) == []
    with pytest.raises(InvalidValueError, match="no token"):
        run("account", "revoke", "someone", "case system")


def test_an_account_is_shown_its_first_password_once(run):
    made = json.loads(
        run("account", "add", "someone", "--agency", "ANF", "--role", "liaison", "--json").stdout
    )
    assert len(made["password"]) >= 12
    assert made["username"] == "someone"


def test_the_doctor_and_the_log_are_well(run, taken_in):
    assert run("doctor").exit_code == 0
    assert all(finding["well"] for finding in json.loads(run("doctor", "--json").stdout))
    assert "whole" in run("audit", "verify").stdout


def test_an_altered_log_is_told(run, taken_in):
    AuditRow.objects.update(by="another")
    with pytest.raises(MarkazError, match="altered"):
        run("audit", "verify")
    assert run("doctor").exit_code == 1


def test_a_backup_is_made_and_named(run, taken_in, tmp_path):
    printed = run("backup", str(tmp_path / "copy")).stdout
    assert "content_sha256" in printed


def test_a_campaign_is_simulated_and_taken_in_by_its_manifest(run, tmp_path):
    out = tmp_path / "campaign"
    summary = json.loads(run("simulate", "--out", str(out), "--scale", "0.02", "--json").stdout)
    tally = json.loads(run("intake", str(out / "manifest.json"), "--json").stdout)
    assert tally["rows"] == summary["rows"]
    assert tally["rows"] == tally["kept"] + tally["set_aside"]
    assert "SIMULATED" in run("brief").stdout


def test_the_terminal_says_how_many_countries_and_how_many_cases_went_to_each(run, tmp_path):
    path = tmp_path / "bound.csv"
    head = HEADER.strip() + ",departure,destination\n"
    rows = [ROWS.splitlines()[number] + f"{end},PK,GB\n" for number, end in ((0, ""), (2, ""))]
    path.write_text(head + "".join(rows), encoding="utf-8")
    run("intake", str(path), "--source", "markaz-standard")
    printed = " ".join(run("brief").stdout.replace("\N{NO-BREAK SPACE}", " ").split())
    assert "Countries of destination: 1 country" in printed
    assert "United Kingdom 2 cases 2" in printed


def test_a_decision_is_made_shown_and_taken_back(run, taken_in):
    run("consolidate")
    asked = json.loads(run("decide", "1", "--json").stdout)
    assert {one["field"]: one["report"] for one in asked}["drugs"] == 1
    made = run("decide", "2", "--field", "drugs", "--reason", "weighed again", "--json").stdout
    drugs = next(one for one in json.loads(made) if one["field"] == "drugs")
    assert (drugs["report"], drugs["rule"], drugs["reason"]) == (2, "person", "weighed again")
    assert "weighed again" in " ".join(run("decide", "1").stdout.split())
    run("decide", "1", "--field", "drugs", "--withdraw")
    back = json.loads(run("decide", "1", "--json").stdout)
    assert {one["field"]: one["report"] for one in back}["drugs"] == 1
    assert "alone" in run("decide", "3").stdout


def test_a_joint_operation_is_taken_off_the_agencies_lines_once(run, taken_in):
    run("consolidate")
    printed = " ".join(run("brief", "--from", "2025-01-01", "--to", "2025-12-31").stdout.split())
    assert "counted by more than one agency \N{MINUS SIGN}1.5 kg 1" in printed
    assert "may be double" in printed


def test_an_unknown_field_is_refused_with_those_there_are(run, taken_in):
    with pytest.raises(InvalidValueError, match="drugs, people"):
        run("decide", "1", "--field", "colour", "--reason", "x")
