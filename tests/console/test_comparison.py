"""Reports side by side: what differs is marked, what is left blank contradicts nobody."""

from datetime import date
from types import SimpleNamespace

import pytest

from markaz.console import comparison
from markaz.store.models import LineRow, ReportRow


def filed(*, lines=(), **said):
    report = ReportRow(
        agency="ANF",
        reference="A-1",
        marking="AMBER",
        occurred_first=date(2025, 3, 4),
        occurred_last=date(2025, 3, 4),
        **{"kind": "seizure", **said},
    )
    rows = tuple(LineRow(**line) for line in lines)
    return SimpleNamespace(report=report, lines=rows, earlier=(), number=1)


def fact(label: str, *reports):
    return next(one for one in comparison.facts(reports) if str(one.label) == label)


@pytest.mark.parametrize(
    ("label", "left", "right"),
    [
        ("Arrested", {"arrested": 1}, {"arrested": 2}),
        ("Kind", {"kind": "seizure"}, {"kind": "arrest"}),
        ("Place", {"province": "PK-PB"}, {"province": "PK-SD"}),
        ("Route", {"destination": "AE"}, {"destination": "OM"}),
    ],
)
def test_a_contradiction_is_marked(label, left, right):
    assert fact(label, filed(**left), filed(**right)).differs


@pytest.mark.parametrize(
    ("label", "left", "right"),
    [
        ("Arrested", {"arrested": 1}, {"arrested": None}),
        ("Arrested", {"arrested": 0}, {"arrested": 0}),
        ("Place", {"country": "PK", "province": "PK-PB"}, {"country": "PK"}),
        ("Route", {"departure": "PK", "destination": "AE"}, {"destination": "AE"}),
        ("Remarks", {"remarks": "one"}, {"remarks": "another"}),
    ],
)
def test_what_is_not_stated_contradicts_nobody(label, left, right):
    assert not fact(label, filed(**left), filed(**right)).differs


def test_nothing_stated_by_anyone_takes_no_row():
    labels = {str(one.label) for one in comparison.facts([filed(), filed()])}
    assert "Arrested" not in labels


def test_zero_arrests_is_a_statement():
    assert fact("Arrested", filed(arrested=0)).cells[0].read == "0"


def test_as_written_stands_beside_as_read():
    cell = fact("Place", filed(province="PK-PB", place_text="Lahore, near the bridge")).cells[0]
    assert cell.read == "Punjab"
    assert cell.written == "Lahore, near the bridge"


@pytest.mark.parametrize(("other", "differs"), [(2_000, True), (1_000, False)])
def test_weights_of_one_substance_are_compared(other, differs):
    reports = [
        filed(lines=[{"substance": "OPI-HEROIN", "mass_mg": mass}]) for mass in (1_000, other)
    ]
    (substance,) = comparison.substances(reports)
    assert substance.differs is differs


def test_a_substance_that_only_one_report_names_is_marked():
    reports = [filed(lines=[{"substance": "OPI-HEROIN", "mass_mg": 1}]), filed()]
    assert comparison.substances(reports)[0].differs


def test_a_revision_says_what_was_changed_after_it():
    now, before = filed(arrested=2), filed(arrested=1)
    one = SimpleNamespace(report=now.report, earlier=(before.report,))
    (revision,) = comparison.revisions(one)
    (change,) = revision.changes
    assert (str(change.label), change.before, change.after) == ("Arrested", "1", "2")


@pytest.mark.parametrize(
    ("written", "rows"),
    [
        ('[{"Ref": "A-1"}]', [{"Ref": "A-1"}]),
        ('{"Ref": "A-1"}', [{"Ref": "A-1"}]),
        ("no json", [{"": "no json"}]),
    ],
)
def test_the_row_as_written_is_shown_column_by_column(written, rows):
    assert comparison.written_rows(ReportRow(as_written=written)) == rows
