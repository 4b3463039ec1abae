import random
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from markaz.briefing.edition import compare, freeze
from markaz.briefing.figures import compute
from markaz.briefing.opening import open_figure
from markaz.records.errors import UnknownFigureError
from markaz.records.figure import Figure, Selection
from markaz.records.kinds import DateBasis

YEAR = Selection(first=date(2025, 1, 1), last=date(2025, 12, 31))
KG = 1_000_000
APRIL = datetime(2025, 4, 20, 12, tzinfo=UTC)


def figures(connection, selection: Selection = YEAR) -> dict[str, Figure]:
    return {figure.id: figure for figure in compute(connection, selection)}


def reasons(figure: Figure) -> dict[str, int]:
    return {exclusion.reason: exclusion.reports for exclusion in figure.excluded}


def test_an_empty_ledger_knows_nothing_and_never_says_nought(ledger):
    printed = figures(ledger())
    assert all(figure.value is None for figure in printed.values())
    assert all(figure.counted == 0 for figure in printed.values())


def test_the_seized_mass_sums_weighed_narcotics_once_for_each_incident(ledger):
    connection = ledger({}, {"lines": ({"mass_mg": 500_000},)}, {}, links=[(3, 1)])
    mass = figures(connection)["seized_mass"]
    assert (mass.value, mass.counted) == (Decimal("0.0015"), 2)
    assert list(reasons(mass).values()) == [1]


def test_what_has_no_weight_is_left_out_with_its_reason(ledger):
    mass = figures(ledger({}, {"lines": ({"mass_mg": None},)}))["seized_mass"]
    assert mass.counted == 1
    assert reasons(mass) == {"the quantity is not stated or its unit is in question": 1}


def test_a_date_that_straddles_the_period_is_left_out_with_its_reason(ledger):
    straddling = {"occurred_first": date(2024, 12, 1), "occurred_last": date(2025, 1, 31)}
    mass = figures(ledger({}, straddling))["seized_mass"]
    assert mass.counted == 1
    assert list(reasons(mass).values()) == [1]


def test_aggregates_and_events_are_never_one_figure(ledger):
    printed = figures(ledger({}, {"grain": "aggregate", "event_count": 9}))
    assert printed["seized_mass"].value == Decimal("0.001")
    assert printed["aggregate_seized_mass"].value == 1


def test_a_negative_laboratory_result_takes_the_weight_out(ledger):
    assert figures(ledger({"status": "lab_negative"}))["seized_mass"].value is None


def test_litres_tablets_and_doda_stand_beside_the_total(ledger):
    printed = figures(
        ledger(
            {
                "lines": (
                    {"substance": "PRE-HCL", "mass_mg": None, "volume_ul": 186 * KG},
                    {"substance": "SED-ALPRAZOLAM", "mass_mg": None, "pieces": 320_000},
                    {"substance": "OPI-POPPY-STRAW", "mass_mg": 10 * KG},
                )
            }
        )
    )
    assert printed["seized_mass"].value is None
    assert printed["volumes_precursors"].value == 186
    assert printed["tablets_counted"].value == 320_000
    assert printed["poppy_straw"].value == 10


def test_suspects_and_clearance_arrests_are_two_populations(ledger):
    printed = figures(
        ledger(
            {"arrested": 100, "arrested_foreign": 75},
            {"kind": "clearance", "arrested": 110, "arrested_foreign": 110, "lines": ()},
        )
    )
    assert (printed["suspects_arrested"].value, printed["suspects_foreign"].value) == (100, 75)
    assert (printed["clearance_arrests"].value, printed["clearance_foreign"].value) == (110, 110)


def test_a_count_nobody_stated_is_unknown_and_left_out(ledger):
    suspects = figures(ledger({"arrested": 2}, {"arrested": None}))["suspects_arrested"]
    assert (suspects.value, suspects.counted) == (2, 1)
    assert list(reasons(suspects).values()) == [1]


def test_acres_come_back_exactly_from_every_unit(ledger):
    acre = Decimal("0.40468564224")
    clearance = {"kind": "clearance", "lines": ()}
    printed = figures(
        ledger(
            {**clearance, "area_ha": acre * 40_000},
            {**clearance, "area_ha": acre / 8 * 5_272},
        )
    )
    assert printed["land_cleared"].value == 40_659


@pytest.mark.parametrize(
    ("basis", "counted"),
    [(DateBasis.OCCURRED, 0), (DateBasis.REPORTED, 0), (DateBasis.RECEIVED, 1)],
)
def test_each_of_three_dates_can_put_a_report_into_the_period(ledger, basis, counted):
    connection = ledger({"occurred_first": date(2025, 3, 4), "received_at": APRIL})
    april = Selection(first=date(2025, 4, 1), last=date(2025, 4, 30), basis=basis)
    assert figures(connection, april)["seized_mass"].counted == counted


def test_the_past_is_counted_as_it_was_known(ledger):
    connection = ledger(
        {"known_to": APRIL},
        {
            "number": 1,
            "revision": 2,
            "known_from": APRIL,
            "lines": ({"mass_mg": 7 * KG},),
        },
        {"received_at": APRIL, "lines": ({"mass_mg": 2 * KG},)},
    )
    march = Selection(first=YEAR.first, last=YEAR.last, as_known_on=date(2025, 3, 31))
    assert figures(connection, march)["seized_mass"].value == Decimal("0.001")
    assert figures(connection)["seized_mass"].value == Decimal("0.009")


def test_a_link_made_later_leaves_the_past_alone(ledger):
    link = {"number": 2, "incident": 1, "known_from": APRIL}
    connection = ledger({}, {"agency": "CUSTOMS"}, links=[link])
    march = Selection(first=YEAR.first, last=YEAR.last, as_known_on=date(2025, 3, 31))
    assert figures(connection, march)["seized_mass"].value == Decimal("0.002")
    assert figures(connection)["seized_mass"].value == Decimal("0.001")


def test_a_viewer_finds_no_trace_of_what_they_may_not_see(ledger):
    connection = ledger(
        {"agency": "CUSTOMS"}, {"lines": ({"mass_mg": KG},)}, visible="agency = 'ANF'"
    )
    printed = figures(connection)
    assert printed["seized_mass"].value == Decimal("0.001")
    assert printed["reports_by_agency"].value == 1
    assert [row.key for row in printed["seized_mass_by_agency"].rows] == ["ANF"]
    assert open_figure(connection, "seized_mass", YEAR).total == 1


def test_where_the_speaking_report_is_hidden_the_first_visible_one_counts(ledger):
    connection = ledger({"agency": "CUSTOMS"}, {}, links=[(2, 1)], visible="agency = 'ANF'")
    assert figures(connection)["seized_mass"].counted == 1


def test_flows_are_what_left_the_country_wherever_it_was_seized(ledger):
    printed = figures(
        ledger(
            {"departure": "PK", "destination": "AE"},
            {"departure": "", "destination": "GB"},
            {"country": "TR", "departure": "PK", "destination": "GB"},
            {"departure": "AF", "destination": "PK"},
            {"country": "KZ", "origin": "PK", "departure": "UZ", "destination": "RU"},
        )
    )
    assert {row.key: row.value for row in printed["flows"].rows} == {
        "PK>GB": 2,
        "PK>AE": 1,
        "UZ>RU": 1,
    }
    assert printed["destination_countries"].value == 3


def test_without_the_three_largest_and_the_median(ledger):
    connection = ledger(*({"lines": ({"mass_mg": n * KG},)} for n in (1, 2, 3, 50, 60)))
    printed = figures(connection)
    assert printed["seized_mass_without_top3"].value == Decimal("0.003")
    assert printed["medians"].value == 3
    assert [row.value for row in printed["top_incidents"].rows] == [60, 50, 3, 2, 1]


def test_an_unknown_figure_is_refused_with_its_neighbours(ledger):
    with pytest.raises(UnknownFigureError, match="seized_mass"):
        compute(ledger(), YEAR, ids=["seized_mas"])


def test_an_opened_figure_adds_up_and_narrows_to_a_line(ledger):
    connection = ledger(
        {},
        {"lines": ({"substance": "OPI-HEROIN", "mass_mg": 3 * KG},)},
        {"agency": "CUSTOMS"},
        links=[(3, 1)],
    )
    whole = open_figure(connection, "seized_mass_by_substance", YEAR)
    assert sum(one.amount for one in whole.incidents) == whole.figure.value == 4
    assert [one.reports for one in whole.incidents] == [(2,), (1, 3)]
    narrowed = open_figure(connection, "seized_mass_by_substance", YEAR, row="OPI-HEROIN")
    assert [one.number for one in narrowed.incidents] == [2]
    hostile = open_figure(connection, "seized_mass_by_substance", YEAR, row="' OR '1'='1")
    assert hostile.total == 0


def test_an_edition_is_the_same_bytes_and_tells_what_moved(ledger):
    late = {"received_at": APRIL, "lines": ({"mass_mg": 2 * KG},)}
    connection = ledger({}, late)
    march = Selection(first=YEAR.first, last=YEAR.last, as_known_on=date(2025, 3, 31))
    frozen = freeze(compute(connection, march), selection=march)
    assert freeze(compute(connection, march), selection=march) == frozen
    moved = {one.figure: one for one in compare(frozen, connection, now=date(2025, 5, 1))}
    mass = moved["seized_mass"]
    assert (mass.old, mass.new) == (Decimal("0.001"), Decimal("0.003"))
    assert [(one.number, one.old) for one in mass.reports] == [(2, None)]


LINES = st.lists(
    st.tuples(
        st.sampled_from(["CAN-RESIN", "OPI-HEROIN", "ATS-METH", "PRE-HCL"]),
        st.one_of(st.none(), st.integers(0, 10**12)),
        st.sampled_from(["PK-PB", "PK-SD", ""]),
    ),
    max_size=12,
)


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(LINES)
def test_parts_sum_to_the_whole_in_any_order(ledger, lines):
    reports = [
        {"province": province, "lines": ({"substance": substance, "mass_mg": mass},)}
        for substance, mass, province in lines
    ]
    printed = figures(ledger(*reports))
    total = printed["seized_mass"].value
    for by in ("substance", "province", "agency", "month", "year"):
        rows = printed[f"seized_mass_by_{by}"].rows
        assert sum((row.value for row in rows), start=Decimal(0)) == (total or 0) * 1000
    random.Random(len(lines)).shuffle(reports)
    again = figures(ledger(*reports))
    assert again["seized_mass"].value == total
    assert again["value_international"].value == printed["value_international"].value


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 10**12), st.integers(0, 10**12))
def test_a_line_written_as_two_weighs_the_same(ledger, first, second):
    whole = figures(ledger({"lines": ({"mass_mg": first + second},)}))["seized_mass"]
    parts = figures(ledger({"lines": ({"mass_mg": first}, {"mass_mg": second})}))["seized_mass"]
    assert (whole.value, whole.counted) == (parts.value, parts.counted)
