"""What the rooms hand to each other has one meaning for each column."""

import pyarrow as pa
import pytest

from markaz.records import schemas

SCHEMAS = {name: value for name, value in vars(schemas).items() if isinstance(value, pa.Schema)}
PARTS = {
    "READ_LINES": schemas.LINE_FACTS,
    "READ_PERSONS": schemas.PERSON_FACTS,
    "READ_MEANS": schemas.MEANS_FACTS,
    "LEDGER_LINES": schemas.LINE_FACTS,
    "READ_REPORTS": schemas.REPORT_FACTS,
    "LEDGER_REPORTS": schemas.REPORT_FACTS,
}


@pytest.mark.parametrize("name", SCHEMAS)
def test_no_column_stands_twice(name):
    names = SCHEMAS[name].names
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize(("name", "facts"), PARTS.items())
def test_what_is_read_is_what_is_remembered_column_for_column(name, facts):
    schema = SCHEMAS[name]
    assert [(f.name, f.type) for f in schema][-len(facts) :] == list(facts)


def test_no_amount_is_a_binary_fraction():
    for schema in SCHEMAS.values():
        assert [f.name for f in schema if pa.types.is_floating(f.type)] == []


def test_every_moment_has_its_zone():
    for schema in SCHEMAS.values():
        moments = [f for f in schema if pa.types.is_timestamp(f.type)]
        assert [f.name for f in moments if f.type.tz != "UTC"] == []
