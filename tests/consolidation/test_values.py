"""Which report speaks for which part of an incident, and what the reader is told of it."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import duckdb
import pyarrow as pa
import pytest

from markaz.consolidation.choosing.rules import RULES
from markaz.consolidation.choosing.values import Choice, choose, explain
from markaz.records.kinds import ValueField
from markaz.records.schemas import (
    LEDGER_DECISIONS,
    LEDGER_LINES,
    LEDGER_LINKS,
    LEDGER_REPORTS,
)

KG = 1_000_000
MARCH = datetime(2025, 3, 10, tzinfo=UTC)
REPORT = {
    "agency": "ANF", "role": "unknown", "kind": "seizure", "status": "unknown", "country": "PK",
    "occurred_first": date(2025, 3, 4), "occurred_last": date(2025, 3, 4), "known_from": MARCH,
    "reported_on": date(2025, 3, 5), "received_at": MARCH,
}  # fmt: skip


def table(rows: list[dict], schema: pa.Schema) -> pa.Table:
    columns = [
        [row.get(f.name, "" if pa.types.is_string(f.type) else None) for row in rows]
        for f in schema
    ]
    return pa.table(
        [pa.array(column, f.type) for column, f in zip(columns, schema, strict=True)],
        schema=schema,
    )


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as made:
        yield made


@pytest.fixture
def chosen(connection):
    """How each field of one incident is chosen; reports are numbered from 1, weights are kg."""

    def lay_out(*reports: dict, decisions: list[tuple[str, int]] = ()) -> dict[ValueField, Choice]:
        rows, lines = [], []
        for number, described in enumerate(reports, start=1):
            kept = {name: value for name, value in described.items() if name not in ("kg", "of")}
            rows.append({**REPORT, "report_id": number, "number": number, **kept})
            for substance in described.get("of", "CAN-RESIN").split():
                kg = described.get("kg")
                mass = None if kg is None else round(kg * KG)
                lines.append(
                    {"report_id": number, "line": 1, "substance": substance, "mass_mg": mass}
                )
        links = [
            {"number": n, "incident": 1, "known_from": MARCH} for n in range(2, len(reports) + 1)
        ]
        held = [
            {"id": n, "field": field, "number": number, "known_from": MARCH}
            for n, (field, number) in enumerate(decisions, start=1)
        ]
        for name, content, schema in (
            ("reports", rows, LEDGER_REPORTS),
            ("lines", lines, LEDGER_LINES),
            ("links", links, LEDGER_LINKS),
            ("decisions", held, LEDGER_DECISIONS),
        ):
            connection.register(f"raw_{name}", table(content, schema))
        choose(connection)
        return {choice.field: choice for choice in explain(connection)}

    return lay_out


def drugs(choices: dict[ValueField, Choice]) -> tuple[int, str]:
    choice = choices[ValueField.DRUGS]
    return choice.number, choice.rule.name


LEAD, JOINT = {"role": "lead"}, {"role": "joint"}


@pytest.mark.parametrize(
    ("reports", "expected"),
    [
        ([{"kg": 100}, {"kg": None}], (1, "stated")),
        ([{"kg": None}, {"kg": 3}], (2, "stated")),
        ([{"kg": 110, **JOINT}, {"kg": 100, **LEAD}], (2, "role")),
        ([{"kg": 40}, {"kg": 100, **JOINT}], (1, "role")),
        ([{"kg": 40}, {"kg": 100}], (2, "whole")),
        ([{"kg": 108.4}, {"kg": 100}], (2, "net weight")),
        ([{"kg": 0.1, **LEAD}, {"kg": 100}, {"kg": 101}], (2, "net weight")),
        ([{"kg": 0.1, **LEAD}, {"kg": 100}], (1, "role")),
        ([{"kg": 95}, {"kg": 100}, {"kg": 100}], (2, "number")),
        ([{"kg": 5}, {"kg": 50.1}, {"kg": 5.3}], (1, "net weight")),
        ([{"kg": 5}, {"kg": 5, "reported_on": date(2025, 3, 4)}], (2, "earliest")),
        ([{"kg": 5}, {"kg": 5, "reported_on": None}], (1, "earliest")),
        ([{"kg": 5}, {"kg": 5}], (1, "number")),
        ([{"kg": 5, "role": "assist"}, {"kg": 5, "role": "intelligence_only"}], (1, "role")),
        (
            [{"kg": 5, "of": "CAN-RESIN"}, {"kg": 5, "of": "ATS-METH", "status": "lab_confirmed"}],
            (2, "laboratory"),
        ),
    ],
)
def test_a_weight_is_chosen_by_the_first_rule_that_tells_the_reports_apart(
    chosen, reports, expected
):
    assert drugs(chosen(*reports)) == expected


def test_a_person_decides_over_every_rule_and_the_latest_decision_stands(chosen):
    reports = ({"kg": 100, **LEAD}, {"kg": 40, **JOINT}, {"kg": None, **JOINT})
    assert drugs(chosen(*reports, decisions=[("drugs", 3), ("drugs", 2)])) == (2, "person")
    assert drugs(chosen(*reports, decisions=[("people", 2)])) == (1, "role")


def test_each_part_of_an_incident_has_its_own_speaker(chosen):
    choices = chosen(
        {"kg": 100, **LEAD, "country": "PK"},
        {
            "kg": 40, **JOINT, "province": "PK-SD", "district": "KHI", "arrested": 3,
            "status": "lab_confirmed", "destination": "AE", "stated_value_usd_cents": 5,
        },
        {"kg": None, **JOINT, "arrested": 3, "area_ha": 2},
    )  # fmt: skip
    assert {field.value: choice.number for field, choice in choices.items()} == {
        "drugs": 1, "people": 2, "when": 1, "where": 2, "route": 2, "status": 2, "worth": 2,
        "land": 3,
    }  # fmt: skip


def test_the_fuller_count_of_arrests_stands_where_roles_tell_nothing(chosen):
    people = chosen({"arrested": 2}, {"arrested": 3})[ValueField.PEOPLE]
    assert (people.number, people.rule.name, people.differing) == (2, "fuller", (1,))


def test_a_day_is_better_than_a_month(chosen):
    month = {"occurred_first": date(2025, 3, 1), "occurred_last": date(2025, 3, 31), **LEAD}
    when = chosen(month, JOINT)[ValueField.WHEN]
    assert (when.number, when.rule.name, when.differing) == (2, "most exact", ())


def test_a_conflict_stays_open_until_a_person_decides(chosen):
    reports = ({"kg": 100, **LEAD}, {"kg": 40}, {"kg": 100.2}, {"kg": None})
    choice = chosen(*reports)[ValueField.DRUGS]
    assert (choice.differing, choice.open, choice.decided) == ((2,), True, False)
    choice = chosen(*reports, decisions=[("drugs", 2)])[ValueField.DRUGS]
    assert (choice.differing, choice.open, choice.decided) == ((1, 3), False, True)


def test_a_laboratory_result_stands_without_erasing_what_the_field_said(chosen):
    status = chosen({"status": "lab_confirmed", **LEAD}, {"status": "lab_negative"})
    assert status[ValueField.STATUS].differing == (2,)
    denied = chosen({"status": "presumptive", **LEAD}, {"status": "lab_negative", **JOINT})
    assert denied[ValueField.STATUS].number == 2
    assert denied[ValueField.STATUS].rule.name == "laboratory"


def test_a_report_that_stands_alone_has_nothing_to_choose(chosen):
    assert chosen({"kg": 5}) == {}


@pytest.mark.parametrize("field", list(ValueField))
def test_every_field_has_rules_in_both_languages_that_end_in_the_number(field):
    rules = RULES[field]
    assert [rules[0].name, rules[-1].name] == ["person", "number"]
    assert all(rule.words("en") != rule.words("ur") for rule in rules)
    assert len({rule.name for rule in rules}) == len(rules)
