"""Lists leave an agency only as keyed hashes, each with its row in the audit log."""

import json

import pytest

from markaz.actions.subjects import blind
from markaz.records.errors import InvalidValueError, NotPermittedError, UnreadableFileError
from markaz.store.models import AuditRow

pytestmark = pytest.mark.django_db

OURS = "name,father_name,birth_year,numbers\nSher Zaman,Lal Khan,1987,0300-1234567\nNoor Wali,,,\n"
THEIRS = "name,numbers\nAftab Hussain,\nشیر زمان,+92 345 7654321; 0300 1234567\n"


@pytest.fixture
def secret(tmp_path):
    blind.make_secret(tmp_path / "secret")
    return blind.read_secret(tmp_path / "secret")


@pytest.fixture
def encoded(tmp_path, secret, anf_liaison, now):
    """Both lists as they leave their agencies, and the first as it was."""
    for name, text in (("ours", OURS), ("theirs", THEIRS)):
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
        blind.encode_list(
            tmp_path / f"{name}.csv",
            out=tmp_path / name,
            secret=secret,
            by=anf_liaison,
            now=now,
        )
    return tmp_path / "ours", tmp_path / "theirs", tmp_path / "ours.csv"


def test_two_lists_are_matched_and_each_agency_finds_its_own_rows(encoded, secret, operator, now):
    ours, theirs, listed = encoded
    [met] = blind.match_lists(ours, theirs, by=operator, now=now).to_pylist()
    assert (met["numbers"], met["year"]) == (1, "not stated by both")
    [row] = blind.rows_of({met["left"], met["right"]}, listed, secret=secret)
    assert (row["row"], row["name"]) == (2, "Sher Zaman")


def test_no_raw_value_is_in_the_file_that_leaves(encoded):
    sent = encoded[1].read_text(encoding="ascii")
    for raw in ("Aftab", "Hussain", "شیر", "3457654321", "3001234567", "0300"):
        assert raw not in sent
    assert set(json.loads(sent)["rows"][0]) == {"token", "own", "kin", "year", "numbers"}


def test_what_leaves_has_its_digest_in_the_audit_log(encoded, operator, now):
    row = AuditRow.objects.filter(event="list encoded").order_by("id").last()
    assert row.details["rows"] == 2
    ours, theirs, _ = encoded
    blind.match_lists(ours, theirs, by=operator, now=now)
    assert AuditRow.objects.get(event="lists matched").details["right"] == row.details["sha256"]


def test_who_keeps_no_list_encodes_none(tmp_path, secret, auditor, now):
    (tmp_path / "list.csv").write_text(OURS, encoding="utf-8")
    with pytest.raises(NotPermittedError):
        blind.encode_list(
            tmp_path / "list.csv", out=tmp_path / "out", secret=secret, by=auditor, now=now
        )
    assert not (tmp_path / "out").exists()


def test_lists_of_two_secrets_are_refused(encoded, tmp_path, operator, now):
    blind.make_secret(tmp_path / "other")
    other = blind.read_secret(tmp_path / "other")
    blind.encode_list(encoded[2], out=tmp_path / "again", secret=other, by=operator, now=now)
    with pytest.raises(InvalidValueError, match=r"different secrets: both agencies must use one"):
        blind.match_lists(tmp_path / "again", encoded[1], by=operator, now=now)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("naam\nGul\n", r"has no column called name: its header needs"),
        ("", r"has no column called name"),
        ("name,birth_year\nGul,87\n", r"Row 2: '87' is no year of birth; write it as 1987"),
    ],
)
def test_an_unreadable_list_is_refused_in_one_sentence(tmp_path, secret, operator, now, text, says):
    (tmp_path / "list.csv").write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableFileError, match=says):
        blind.encode_list(
            tmp_path / "list.csv", out=tmp_path / "out", secret=secret, by=operator, now=now
        )
    assert not AuditRow.objects.filter(event="list encoded").exists()


@pytest.mark.parametrize("text", ["", "[]", '{"scheme": "other"}', '{"scheme": 1, "rows": 2}'])
def test_what_is_no_blind_list_is_refused(encoded, tmp_path, operator, now, text):
    (tmp_path / "odd").write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableFileError, match=r"odd is no blind list of scheme clk-"):
        blind.match_lists(tmp_path / "odd", encoded[0], by=operator, now=now)


def test_a_secret_is_readable_by_its_owner_alone_and_never_written_over(tmp_path):
    blind.make_secret(tmp_path / "secret")
    assert (tmp_path / "secret").stat().st_mode & 0o777 == 0o600
    with pytest.raises(InvalidValueError, match=r"is there already: choose another name"):
        blind.make_secret(tmp_path / "secret")
    (tmp_path / "none").write_text("no secret\n", encoding="ascii")
    with pytest.raises(InvalidValueError, match=r"none holds no secret: make one"):
        blind.read_secret(tmp_path / "none")
