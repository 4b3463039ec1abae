"""Irregular migration has figures of its own, and who is protected is in none of suspects."""

from datetime import date

import pytest

from markaz.briefing.figures import compute
from markaz.briefing.printing import page
from markaz.records.figure import Selection

YEAR = Selection(first=date(2025, 1, 1), last=date(2025, 12, 31))


def value(connection, figure):
    return compute(connection, YEAR, ids=[figure])[0].value


def migration(*persons, **report):
    return {"kind": "irregular_migration", "lines": (), "persons": persons, **report}


FORGED = {"role": "migrant", "document_kind": "passport", "document_fault": "forged"}


def test_persons_facilitators_and_documents_are_counted_apart(ledger):
    facilitator = {"role": "facilitator", "document_kind": "visa", "document_fault": "counterfeit"}
    connection = ledger(
        migration(FORGED, facilitator, {"role": "witness"}),
        migration({**FORGED, "protection": "asks-protection"}, {"role": "victim"}, arrested=2),
        {"arrested": 3},
    )
    assert value(connection, "migration_persons") == 3
    assert value(connection, "migration_facilitators") == 1
    (documents,) = compute(connection, YEAR, ids=["migration_documents"])
    assert documents.value == 3
    assert {row.key: row.value for row in documents.rows} == {"passport": 2, "visa": 1}
    assert {row.label for row in documents.rows} == {"Passport", "Visa"}
    assert value(connection, "suspects_arrested") == 3


def test_a_report_that_names_nobody_is_not_counted_as_none(ledger):
    connection = ledger(migration())
    assert value(connection, "migration_persons") is None


def test_a_document_of_another_kind_of_report_is_in_no_figure_of_migration(ledger):
    assert value(ledger({"persons": [FORGED]}), "migration_documents") is None


def test_one_event_told_twice_is_counted_once(ledger):
    twice = migration(FORGED)
    connection = ledger(twice, {**twice, "agency": "FIA"}, links=[(2, 1)])
    assert value(connection, "migration_persons") == 1
    assert value(connection, "migration_documents") == 1


@pytest.mark.parametrize(
    ("role", "protection", "suspects", "foreign"),
    [
        ("suspect", "", 3, 2),
        ("suspect", "asks-protection", 2, 1),
        ("courier", "victim", 2, 1),
        ("asylum_seeker", "asks-protection", 2, 1),
        # Nobody counts a plain victim among the arrested.
        ("victim", "victim", 3, 2),
    ],
)
def test_who_is_protected_is_no_suspect(ledger, role, protection, suspects, foreign):
    person = {"role": role, "protection": protection, "nationality": "AF"}
    connection = ledger(
        {"arrested": 3, "arrested_foreign": 2, "persons": [person, {"role": "suspect"}]}
    )
    assert value(connection, "suspects_arrested") == suspects
    assert value(connection, "suspects_foreign") == foreign


def test_nobody_is_taken_away_twice_and_unknown_stays_unknown(ledger):
    protected = {"role": "suspect", "protection": "victim", "nationality": "AF"}
    assert value(ledger({"arrested": 1, "persons": [protected] * 3}), "suspects_arrested") == 0
    assert value(ledger({"persons": [protected]}), "suspects_arrested") is None


def test_of_joined_reports_the_one_that_speaks_for_persons_says_who_is_spared(ledger):
    protected = {"role": "suspect", "protection": "asks-protection"}
    connection = ledger(
        {"arrested": 2, "persons": [protected]},
        {"arrested": 2, "persons": [protected], "agency": "FIA"},
        links=[(2, 1)],
    )
    assert value(connection, "suspects_arrested") == 1


MIGRATION = ["migration_persons", "migration_facilitators", "migration_documents"]


@pytest.mark.parametrize(
    ("lang", "title", "persons"),
    [("en", "Irregular migration: another population", "2 persons"), ("ur", "بے ضابطہ", "۲")],
)
def test_a_briefing_tells_migration_apart_where_reports_were_filed(ledger, lang, title, persons):
    connection = ledger(migration(FORGED, {"role": "victim"}), {"arrested": 3})
    figures = compute(connection, YEAR, ids=[*MIGRATION, "suspects_arrested"])
    shown = page.html(figures, lang=lang, title="A year", subtitle="All", simulated=True,
                         printed_on=date(2026, 2, 1), edition=None)  # fmt: skip
    assert title in shown
    assert persons in shown.replace("\N{NO-BREAK SPACE}", " ")


def test_a_briefing_is_silent_on_migration_where_nothing_was_filed(ledger):
    figures = compute(ledger({"arrested": 3}), YEAR, ids=[*MIGRATION, "suspects_arrested"])
    shown = page.html(figures, lang="en", title="A year", subtitle="All", simulated=True,
                         printed_on=date(2026, 2, 1), edition=None)  # fmt: skip
    assert "another population" not in shown
