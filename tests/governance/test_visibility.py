"""One rule says who sees which report, whoever asks it and in whichever language."""

import sqlite3
from contextlib import closing

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from markaz.governance.marking import OPEN_TO_MEMBERS, Marking
from markaz.governance.visibility import CENTRE, NOBODY, Viewer, may_see, predicate

# Codes with a quote in them must be as harmless as any other.
CODES = st.one_of(
    st.sampled_from(["ANF", "ANF-KP", "CUSTOMS", "ASF", "O'BRIEN", "x') OR true --", ""]),
    st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0"), max_size=8),
)
REPORTS = st.lists(st.tuples(CODES, st.sampled_from(list(Marking))), min_size=1, max_size=12)
VIEWERS = st.builds(
    Viewer,
    agencies=st.frozensets(CODES, max_size=4),
    at_centre=st.integers(0, 5).map(lambda n: not n),
)


def seen_by_duckdb(viewer: Viewer, reports: list[tuple[str, str]]) -> list[bool]:
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE reports (place INTEGER, agency TEXT, marking TEXT)")
        connection.executemany(
            "INSERT INTO reports VALUES (?, ?, ?)",
            [(n, agency, str(marking)) for n, (agency, marking) in enumerate(reports)],
        )
        rows = connection.execute(f"SELECT place FROM reports WHERE {predicate(viewer)}").fetchall()
    found = {place for (place,) in rows}
    return [place in found for place in range(len(reports))]


def seen_by_sqlite(viewer: Viewer, reports: list[tuple[str, str]]) -> list[bool]:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE TABLE reports (place INTEGER, agency TEXT, marking TEXT)")
        connection.executemany(
            "INSERT INTO reports VALUES (?, ?, ?)",
            [(n, agency, str(marking)) for n, (agency, marking) in enumerate(reports)],
        )
        rows = connection.execute(f"SELECT place FROM reports WHERE {predicate(viewer)}").fetchall()
    found = {place for (place,) in rows}
    return [place in found for place in range(len(reports))]


@pytest.mark.parametrize("seen", [seen_by_duckdb, seen_by_sqlite])
@given(viewer=VIEWERS, reports=REPORTS)
def test_the_rule_and_its_sql_condition_agree(seen, viewer, reports):
    told = [may_see(viewer, agency=agency, marking=marking) for agency, marking in reports]
    assert seen(viewer, reports) == told


@given(reports=REPORTS)
def test_nobody_sees_nothing_and_the_centre_sees_all(reports):
    for agency, marking in reports:
        assert not may_see(NOBODY, agency=agency, marking=marking)
        assert may_see(CENTRE, agency=agency, marking=marking)


@pytest.mark.parametrize("marking", list(Marking))
def test_an_agency_sees_its_own_reports_whatever_their_marking(marking):
    assert may_see(Viewer(frozenset({"ANF"})), agency="ANF", marking=marking)


@pytest.mark.parametrize("marking", sorted(set(Marking) - set(OPEN_TO_MEMBERS)))
def test_an_agency_does_not_see_what_another_holds_back(marking):
    assert not may_see(Viewer(frozenset({"ANF"})), agency="CUSTOMS", marking=marking)


@pytest.mark.parametrize("marking", OPEN_TO_MEMBERS)
def test_what_is_open_to_members_is_seen_by_every_agency(marking):
    assert may_see(Viewer(frozenset({"ANF"})), agency="CUSTOMS", marking=marking)


def test_a_marking_nobody_knows_opens_nothing():
    assert not may_see(Viewer(frozenset({"ANF"})), agency="CUSTOMS", marking="clear ")


@given(viewer=VIEWERS, more=CODES, report=st.tuples(CODES, st.sampled_from(list(Marking))))
def test_speaking_for_one_more_agency_never_hides_a_report(viewer, more, report):
    agency, marking = report
    wider = Viewer(viewer.agencies | {more}, viewer.at_centre)
    before = may_see(viewer, agency=agency, marking=marking)
    assert may_see(wider, agency=agency, marking=marking) >= before
