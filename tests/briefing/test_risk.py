"""What of a total may still be counted twice."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from markaz.briefing import export
from markaz.briefing.figures import compute
from markaz.briefing.printing.sheets.notes import risk_remarks
from markaz.records.figure import Risk, Selection

YEAR = Selection(first=date(2025, 1, 1), last=date(2025, 12, 31))
KG = 1_000_000
# Even chances, and a weight at which a pair is as good as certain.
EVEN, SURE = 0, 60_000


def weighing(*kilograms: int) -> list[dict[str, object]]:
    return [{"lines": ({"mass_mg": kg * KG},), "arrested": 2} for kg in kilograms]


def risks(connection, selection: Selection = YEAR) -> dict[str, Risk | None]:
    return {figure.id: figure.risk for figure in compute(connection, selection)}


def test_without_open_pairs_nothing_is_in_doubt(ledger):
    found = risks(ledger(*weighing(1, 2)))
    assert found["seized_mass"] == Risk()
    assert found["seized_mass_by_month"] is None


def test_the_lighter_of_a_pair_is_double_by_its_chance(ledger):
    found = risks(ledger(*weighing(60, 40, 100), open_pairs=[(1, 2, EVEN)]))
    assert found["seized_mass"] == Risk(pairs=1, share=Decimal(50), expected=Decimal("0.02"))
    assert found["suspects_arrested"] == Risk(1, Decimal("66.67"), Decimal(1))
    assert found["seizure_cases"] == Risk(1, Decimal("66.67"), Decimal("0.5"))


def test_an_incident_in_several_pairs_is_double_once_at_most(ledger):
    pairs = [(1, 2, SURE), (1, 3, SURE), (2, 3, EVEN)]
    found = risks(ledger(*weighing(60, 40, 20), open_pairs=pairs))["seized_mass"]
    assert found == Risk(pairs=3, share=Decimal(100), expected=Decimal("0.06"))


def test_reports_of_one_incident_are_in_no_doubt_about_each_other(ledger):
    connection = ledger(*weighing(60, 40, 7), links=[(2, 1)], open_pairs=[(1, 2, EVEN)])
    assert risks(connection)["seized_mass"] == Risk()


def test_a_pair_of_reports_doubts_their_incidents_as_they_were_known(ledger):
    april = datetime(2025, 4, 1, tzinfo=UTC)
    link = {"number": 2, "incident": 1, "known_from": april}
    connection = ledger(*weighing(40, 60, 30), links=[link], open_pairs=[(2, 3, EVEN)])
    march = Selection(first=YEAR.first, last=YEAR.last, as_known_on=date(2025, 3, 31))
    assert risks(connection, march)["seized_mass"].expected == Decimal("0.015")
    # Of 40 and 60 the greater is the whole, and stands against 30 now.
    now = risks(connection)["seized_mass"]
    assert (now.pairs, now.expected) == (1, Decimal("0.015"))


def test_a_pair_is_in_doubt_from_when_it_waits_until_it_is_answered(ledger):
    asked, answered = datetime(2025, 4, 1, tzinfo=UTC), datetime(2025, 5, 1, tzinfo=UTC)
    connection = ledger(*weighing(60, 40), open_pairs=[(1, 2, EVEN, asked, answered)])
    doubts = {
        day: risks(connection, Selection(YEAR.first, YEAR.last, as_known_on=day))["seized_mass"]
        for day in (date(2025, 3, 31), date(2025, 4, 30), date(2025, 5, 1))
    }
    assert [doubt.pairs for doubt in doubts.values()] == [0, 1, 0]
    assert risks(connection)["seized_mass"] == Risk()


def test_what_a_figure_does_not_count_puts_nothing_of_it_in_doubt(ledger):
    past = {"occurred_first": date(2024, 3, 4)}
    connection = ledger(*weighing(60), past, *weighing(7), open_pairs=[(1, 2, EVEN)])
    assert risks(connection)["seized_mass"] == Risk()


def test_a_pair_with_a_hidden_report_is_no_doubt_of_the_viewers(ledger):
    connection = ledger(
        *weighing(60), {"agency": "CUSTOMS"}, open_pairs=[(1, 2, EVEN)], visible="agency = 'ANF'"
    )
    assert risks(connection)["seized_mass"] == Risk()
    assert connection.execute("SELECT * FROM open_pairs").fetchall() == []


@pytest.mark.parametrize(
    ("lang", "none", "some"),
    [("en", "none", "25.0 %"), ("ur", "کوئی نہیں", "۲۵")],
)
def test_the_doubt_is_said_in_both_languages_and_to_machines(ledger, lang, none, some):
    connection = ledger(*weighing(60, 40, 300), open_pairs=[(1, 2, EVEN)])
    figure = compute(connection, YEAR, lang=lang, ids=["seized_mass"])[0]
    assert some in risk_remarks(figure, lang=lang)[0].replace("\N{NO-BREAK SPACE}", " ")
    (said,) = export.as_json([figure], simulated=False)
    assert said["risk"] == {"pairs": 1, "share_percent": 25, "expected": 0.02}
    well = compute(ledger({}), YEAR, lang=lang, ids=["seized_mass"])[0]
    assert none in risk_remarks(well, lang=lang)[0]
