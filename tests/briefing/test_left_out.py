"""What a figure counts and what it leaves out are together the reports of its population."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from markaz.briefing.figures import compute
from markaz.records.figure import Figure, Selection
from markaz.records.kinds import DateBasis

YEAR = Selection(first=date(2025, 1, 1), last=date(2025, 12, 31))
KG = 1_000_000
WEIGHED = ("seized_mass", "seized_mass_by_substance", "seized_mass_by_month", "medians",
           "top_incidents", "seized_mass_without_top3", "unspecified_share",
           "value_international")  # fmt: skip
UNWEIGHED = {"mass_mg": None}
LITRES = {"substance": "PRE-HCL", "mass_mg": None, "volume_ul": 3 * KG}
TABLETS = {"substance": "ATS-MDMA", "mass_mg": None, "pieces": 100}
NO_DAY = {"occurred_first": None, "occurred_last": None, "occurred_precision": "unknown"}
STRADDLING = {"occurred_first": date(2024, 12, 1), "occurred_last": date(2025, 1, 31)}


def figures(connection, selection: Selection = YEAR) -> dict[str, Figure]:
    return {figure.id: figure for figure in compute(connection, selection)}


def left_out(figure: Figure) -> list[int]:
    return [exclusion.reports for exclusion in figure.excluded]


def reason(figure: Figure) -> str:
    (exclusion,) = figure.excluded
    return exclusion.reason


@pytest.mark.parametrize("basis", [DateBasis.OCCURRED, DateBasis.REPORTED])
def test_a_report_that_does_not_state_the_day_is_left_out_with_its_reason(ledger, basis):
    unknown = NO_DAY if basis == DateBasis.OCCURRED else {"reported_on": None}
    asked = Selection(first=YEAR.first, last=YEAR.last, basis=basis)
    printed = figures(ledger({"arrested": 1}, {**unknown, "arrested": 1}), asked)
    assert (printed["seized_mass"].counted, printed["seizure_cases"].value) == (1, 1)
    assert "date is not stated" in reason(printed["seized_mass"])
    assert reason(printed["suspects_arrested"]) == reason(printed["seized_mass"])


def test_a_report_of_two_substances_is_one_report(ledger):
    two = {"lines": ({}, {"substance": "OPI-HEROIN"})}
    printed = figures(ledger(two, two, {}, links=[(2, 1)]))
    by_substance = printed["seized_mass_by_substance"]
    assert (by_substance.counted, left_out(by_substance)) == (2, [1])
    assert {row.key: row.counted for row in by_substance.rows} == {"CAN-RESIN": 2, "OPI-HEROIN": 1}


def test_a_report_weighed_in_part_is_counted_and_not_left_out(ledger):
    mass = figures(ledger({"lines": (UNWEIGHED, {}, {"substance": "OPI-HEROIN", **UNWEIGHED})}))
    for figure in ("seized_mass", "seized_mass_by_substance"):
        assert (mass[figure].counted, mass[figure].excluded) == (1, ())


def test_what_has_no_price_adds_no_value_and_is_left_out_with_its_reason(ledger):
    unpriced = {"occurred_first": date(1999, 5, 1)}
    years = Selection(first=date(1999, 1, 1), last=YEAR.last)
    value = figures(ledger({}, unpriced, {"lines": (UNWEIGHED,)}), years)["value_international"]
    assert (value.counted, left_out(value)) == (1, [1, 1])
    assert "no price" in value.excluded[-1].reason


def test_litres_beside_a_weighed_line_of_the_same_chemical_are_counted(ledger):
    litres = figures(ledger({"lines": ({"substance": "PRE-HCL", "mass_mg": KG}, LITRES)}))
    assert (litres["volumes_precursors"].value, litres["volumes_precursors"].counted) == (3, 1)


def test_what_cannot_be_read_is_left_out_of_the_litres_and_of_the_tablets(ledger):
    printed = figures(
        ledger(
            {"lines": (LITRES, {**LITRES, "volume_ul": 4 * KG}, TABLETS)},
            {"lines": ({**LITRES, "volume_ul": None}, {**TABLETS, "pieces": None})},
            {"lines": ({"substance": "PRE-HCL"}, {})},
        )
    )
    for figure, value in (("volumes_precursors", 7), ("tablets_counted", 100)):
        assert (printed[figure].value, printed[figure].counted) == (value, 1)
        assert left_out(printed[figure]) == [1]
        assert "unit is in question" in reason(printed[figure])


def test_a_range_of_tablet_weights_that_nobody_knows_is_no_range_of_nought(ledger):
    known = {**TABLETS, "mass_low_mg": 9_000, "mass_high_mg": 30_000}
    rows = figures(ledger({"lines": (known, {**TABLETS, "substance": "SED-DIAZEPAM"})}))[
        "tablets_counted"
    ].rows
    assert {row.key: dict(row.attributes) for row in rows} == {
        "ATS-MDMA": {"mass_low_mg": 9_000, "mass_high_mg": 30_000},
        "SED-DIAZEPAM": {"mass_low_mg": "", "mass_high_mg": ""},
    }


def test_aggregates_stand_in_no_figure_of_events(ledger):
    aggregate = {
        "grain": "aggregate", "event_count": 9, "arrested": 4, "destination": "AE",
        "stated_value_usd_cents": 100, "lines": ({}, LITRES, TABLETS),
    }  # fmt: skip
    printed = figures(ledger(aggregate))
    known = {figure.id for figure in printed.values() if figure.value is not None}
    assert known == {"aggregate_seized_mass"}
    assert all(figure.counted == 0 for name, figure in printed.items() if name not in known)


def test_reports_by_agency_count_the_joined_but_not_the_straddling(ledger):
    printed = figures(ledger({}, {"agency": "CUSTOMS"}, {**STRADDLING}, links=[(2, 1)]))
    received = printed["reports_by_agency"]
    assert {row.key: row.value for row in received.rows} == {"ANF": 1, "CUSTOMS": 1}
    assert (received.counted, left_out(received)) == (2, [1])


def test_the_lighter_and_the_largest_are_told_apart(ledger):
    printed = figures(ledger(*({"lines": ({"mass_mg": n * KG},)} for n in range(1, 13))))
    assert (printed["top_incidents"].counted, left_out(printed["top_incidents"])) == (10, [2])
    without = printed["seized_mass_without_top3"]
    assert (without.counted, left_out(without)) == (9, [3])
    assert without.value == Decimal(sum(range(1, 10))) / 1000


def test_three_incidents_without_the_three_largest_are_unknown(ledger):
    without = figures(ledger({}, {}, {}))["seized_mass_without_top3"]
    assert (without.value, without.counted, left_out(without)) == (None, 0, [3])


def test_the_share_is_of_the_catch_all_in_hundredths_of_a_percent(ledger):
    third = {"lines": ({"substance": "OTH-OTHER", "mass_mg": KG}, {"mass_mg": 2 * KG})}
    share = figures(ledger(third))["unspecified_share"]
    assert (share.value, share.unit, share.row_unit) == (Decimal("33.33"), "%", "kg")


@pytest.mark.parametrize(
    ("occurred", "written"),
    [
        ({}, "2025-03-04"),
        ({"occurred_first": date(2025, 3, 1), "occurred_last": date(2025, 3, 31),
          "occurred_precision": "month"}, "2025-03"),
        ({"occurred_first": YEAR.first, "occurred_last": YEAR.last,
          "occurred_precision": "year"}, "2025"),
        ({"occurred_first": date(2025, 3, 1), "occurred_last": date(2025, 4, 2),
          "occurred_precision": "interval"}, "2025-03-01..2025-04-02"),
    ],
)  # fmt: skip
def test_the_largest_incidents_are_dated_as_closely_as_is_known(ledger, occurred, written):
    (row,) = figures(ledger(occurred))["top_incidents"].rows
    assert row.attributes["occurred"] == written


def test_an_incident_of_no_stated_day_has_no_date(ledger):
    received = Selection(first=YEAR.first, last=YEAR.last, basis=DateBasis.RECEIVED)
    (row,) = figures(ledger(NO_DAY | {"reported_on": None}), received)["top_incidents"].rows
    assert row.attributes["occurred"] == ""


@pytest.mark.parametrize(
    ("route", "key"),
    [
        ({"departure": "PK", "destination": "AE"}, "PK>AE"),
        ({"destination": "AE"}, "PK>AE"),
        ({"country": "AE", "departure": "PK", "destination": "AE"}, "PK>AE"),
        ({"country": "AE", "origin": "PK", "destination": "AE"}, "PK>AE"),
        ({"country": "KZ", "origin": "PK", "destination": "RU"}, "KZ>RU"),
    ],
)
def test_a_flow_never_ends_where_it_begins(ledger, route, key):
    routes = figures(ledger(route))["flows"]
    assert [row.key for row in routes.rows] == [key]


def test_a_seizure_at_its_destination_is_no_flow_between_countries(ledger):
    everywhere = Selection(first=YEAR.first, last=YEAR.last, country="all")
    connection = ledger({"country": "MU", "destination": "MU"}, {"destination": "AE"})
    printed = figures(connection, everywhere)
    assert [row.key for row in printed["flows"].rows] == ["PK>AE"]
    assert printed["destination_countries"].row_unit == "cases"


def test_what_the_laboratory_denies_is_no_flow_of_drugs(ledger):
    assert figures(ledger({"destination": "AE", "status": "lab_negative"}))["flows"].value is None


def test_a_route_without_a_weight_has_no_weight_of_nought(ledger):
    (row,) = figures(ledger({"destination": "AE", "lines": (TABLETS,)}))["flows"].rows
    assert row.attributes["mass_kg"] == ""


def test_a_link_that_was_taken_back_counts_for_its_own_time_only(ledger):
    april, june = datetime(2025, 4, 1, tzinfo=UTC), datetime(2025, 6, 1, tzinfo=UTC)
    held = {"number": 2, "incident": 1, "known_from": april, "known_to": june}
    connection = ledger({}, {"agency": "CUSTOMS"}, links=[held])

    def cases(day: date) -> int | Decimal | None:
        then = Selection(first=YEAR.first, last=YEAR.last, as_known_on=day)
        return figures(connection, then)["seizure_cases"].value

    assert [cases(date(2025, m, 15)) for m in (3, 5, 7)] == [2, 1, 2]


def test_a_speaking_report_that_became_hidden_leaves_its_voice_to_the_next(ledger):
    april = datetime(2025, 4, 1, tzinfo=UTC)
    connection = ledger(
        {"agency": "CUSTOMS", "marking": "GREEN", "known_to": april},
        {"agency": "CUSTOMS", "marking": "RED", "number": 1, "revision": 2, "known_from": april},
        {"number": 2},
        links=[(2, 1)],
        visible="marking <> 'RED'",
    )
    assert figures(connection)["seized_mass_by_agency"].rows[0].key == "ANF"


def test_knowing_until_today_is_knowing_everything(ledger):
    april = datetime(2025, 4, 1, tzinfo=UTC)
    connection = ledger({"known_to": april}, {"number": 1, "known_from": april}, {}, links=[(3, 1)])
    today = Selection(first=YEAR.first, last=YEAR.last, as_known_on=date(2026, 1, 1))
    assert [(f.value, f.counted, f.rows) for f in compute(connection, today)] == [
        (f.value, f.counted, f.rows) for f in compute(connection, YEAR)
    ]


LINE = st.sampled_from(
    [{}, UNWEIGHED, LITRES, TABLETS, {**LITRES, "volume_ul": None}, {"substance": "OTH-OTHER"}]
)
REPORT = st.builds(
    lambda day, lines, **facts: {**day, **facts, "lines": tuple(lines)},
    day=st.sampled_from([{}, NO_DAY, STRADDLING, {"occurred_first": date(2024, 5, 5)}]),
    lines=st.lists(LINE, max_size=3),
    arrested=st.sampled_from([None, 0, 2]),
    destination=st.sampled_from(["", "AE"]),
    status=st.sampled_from(["unknown", "lab_negative"]),
)


def in_the_year(report: dict) -> bool:
    return report.get("occurred_first", YEAR.first) != date(2024, 5, 5)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(REPORT, max_size=8), st.booleans())
def test_counted_and_left_out_are_the_whole_population(ledger, reports, joined):
    links = [(len(reports), 1)] if joined and len(reports) > 1 else []
    if links:
        # Two that tell of one incident: where they differ, one of them would speak for both.
        told = ("occurred_first", "occurred_last", "reported_on", "destination", "status")
        first = {name: reports[0][name] for name in told if name in reports[0]}
        last = {name: said for name, said in reports[-1].items() if name not in told}
        reports = [*reports[:-1], last | first]
    printed = figures(ledger(*reports, links=links))
    real = [r for r in reports if in_the_year(r)]
    drugs = [
        r
        for r in real
        if r["status"] != "lab_negative"
        and any(line.get("substance") != "PRE-HCL" for line in r["lines"])
    ]
    sent = [r for r in real if r["destination"] and r["status"] != "lab_negative"]
    sizes = dict.fromkeys(WEIGHED, len(drugs)) | dict.fromkeys(
        ("seizure_cases", "suspects_arrested", "reports_by_agency"), len(real)
    )
    sizes |= dict.fromkeys(("flows", "destination_countries"), len(sent))
    for name, size in sizes.items():
        assert printed[name].counted + sum(left_out(printed[name])) == size, name
