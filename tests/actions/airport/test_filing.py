"""A report of irregular migration says the same by form, by file and by a program."""

import csv
import json

import pytest

from markaz.actions.filing.typed import file_report
from markaz.actions.intake import receive_file
from markaz.store.models import PersonRow, ReportRow, SetAsideRow

HEAD = {
    "agency": "FIA",
    "reference": "M-1",
    "kind": "irregular_migration",
    "occurred": "2025-11-03",
    "airport": "KHI",
    "origin": "Pakistan",
    "transit": "United Arab Emirates",
    "destination": "Italy",
}
PERSON = {
    "person_name": "Invented Person",
    "person_role": "migrant",
    "document": "AB1234567",
    "document_kind": "Passport",
    "document_issuer": "Italy",
    "document_fault": "photo substituted",
    "protection": "asylum",
}
FACTS = ("document_text", "document_kind", "document_issuer", "document_fault", "protection")


def by_form(folder, by, now):
    return file_report({**HEAD, "persons": [PERSON]}, by=by, now=now)


def by_file(folder, by, now):
    path = folder / "report.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [*HEAD, *PERSON])
        writer.writeheader()
        writer.writerow(HEAD | PERSON)
    return receive_file(path, source="markaz-standard", by=by, now=now)


def by_program(folder, by, now):
    path = folder / "report.jsonl"
    path.write_text(json.dumps(HEAD | PERSON), encoding="utf-8")
    return receive_file(path, source="markaz-form", by=by, now=now)


@pytest.mark.parametrize("file", [by_form, by_file, by_program])
@pytest.mark.django_db(transaction=True)
def test_each_way_keeps_the_document_the_route_and_the_protection(
    file, home, tmp_path, operator, now
):
    file(tmp_path, operator, now)
    report = ReportRow.objects.get()
    assert (report.kind, report.origin, report.destination) == ("irregular_migration", "PK", "IT")
    person = PersonRow.objects.get()
    assert [getattr(person, one) for one in FACTS] == [
        "AB1234567", "passport", "IT", "forged", "asks-protection",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("role", "protection"),
    [("victim", "victim"), ("asylum_seeker", "asks-protection"), ("migrant", ""), ("suspect", "")],
)
@pytest.mark.django_db(transaction=True)
def test_victims_and_asylum_seekers_are_protected_unasked(
    role, protection, home, tmp_path, operator, now
):
    person = {"person_name": "Invented Person", "person_role": role}
    file_report({**HEAD, "persons": [person]}, by=operator, now=now)
    assert PersonRow.objects.get().protection == protection


@pytest.mark.django_db(transaction=True)
def test_a_protection_that_is_not_understood_sets_the_row_aside(home, tmp_path, operator, now):
    path = tmp_path / "report.jsonl"
    path.write_text(json.dumps(HEAD | PERSON | {"protection": "perhaps"}), encoding="utf-8")
    receive_file(path, source="markaz-form", by=operator, now=now)
    assert "protection 'perhaps' is in no vocabulary" in SetAsideRow.objects.get().reason
    assert not PersonRow.objects.exists()
