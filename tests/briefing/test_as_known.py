"""What was known on any day is what counting afresh, by hand, with that day's knowledge gives."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from markaz.briefing.edition import compare, freeze
from markaz.briefing.figures import compute
from markaz.briefing.opening import open_figure
from markaz.briefing.printing import page
from markaz.briefing.printing.numbers import plain
from markaz.checking.figures import questions
from markaz.checking.question import sentences
from markaz.records.figure import Figure, Selection

YEAR = Selection(first=date(2025, 1, 1), last=date(2025, 12, 31))
START = datetime(2025, 3, 1, tzinfo=UTC)
KG = 1_000_000
AGENCIES = ("ANF", "CUSTOMS", "PCG")
ROLES = {"lead": 0, "unknown": 1, "joint": 2}
PROVINCES = ("PK-PB", "PK-SD")
WEIGHTS = (None, 100, 100, 106, 50, 7)


def moment(day: int) -> datetime:
    return START + timedelta(days=day)


def as_known(day: int | None) -> Selection:
    if day is None:
        return YEAR
    return Selection(first=YEAR.first, last=YEAR.last, known_at=moment(day))


REVISION = st.fixed_dictionaries(
    {
        "kg": st.sampled_from(WEIGHTS),
        "arrested": st.sampled_from([None, 1, 2]),
        "role": st.sampled_from(list(ROLES)),
        "province": st.sampled_from(PROVINCES),
        "agency": st.sampled_from(AGENCIES),
        "lasts": st.integers(0, 6),
    }
)
# For each report its revisions; for each link who is linked to whom, from when, how long.
HISTORY = st.lists(st.lists(REVISION, min_size=1, max_size=3), min_size=1, max_size=5)
LINK = st.tuples(
    *(st.integers(2, 5), st.integers(1, 2), st.integers(1, 12), st.integers(1, 6), st.booleans())
)
DECISION = st.tuples(
    st.sampled_from(["drugs", "people", "where"]), st.integers(0, 4), st.integers(1, 12),
    st.one_of(st.none(), st.integers(1, 6)),
)  # fmt: skip


def laid_out(history: list, links: list, decisions: list) -> tuple[list, list, list]:
    """The rows of reports, links and decisions, days as numbers; None where still so."""
    reports = []
    for number, revisions in enumerate(history, start=1):
        begins = number % 3
        for nth, said in enumerate(revisions):
            ends = begins + said["lasts"] if nth + 1 < len(revisions) else None
            reports.append({**said, "number": number, "begins": begins, "ends": ends})
            begins = ends
    held = []
    free: dict[int, int | None] = {}
    for number, head, begins, lasts, ended in links:
        # A report is linked to one at a time, and to none that is itself linked to another.
        linked = {one["number"] for one in held} | {one["incident"] for one in held}
        since = free.get(number, 0)
        chained = head in {one["number"] for one in held} or (
            number not in free and number in linked
        )
        if number > head and number <= len(history) and since is not None and not chained:
            begins = max(begins, since)
            free[number] = begins + lasts if ended else None
            held.append(
                {"number": number, "incident": head, "begins": begins, "ends": free[number]}
            )
    decided = [
        {"field": field, "number": 1 + who % len(history), "begins": begins,
         "ends": None if lasts is None else begins + lasts}
        for field, who, begins, lasts in decisions
    ]  # fmt: skip
    return reports, held, decided


def stands(row: dict, day: int | None) -> bool:
    if day is None:
        return row["ends"] is None
    return row["begins"] <= day and (row["ends"] is None or row["ends"] > day)


def by_hand(reports: list, links: list, decisions: list, day: int | None) -> dict[str, object]:
    """Tonnage, arrests, cases, weight by province and by agency, counted one by one."""
    head = {link["number"]: link["incident"] for link in links if stands(link, day)}
    groups: dict[int, list[dict]] = {}
    for report in reports:
        if stands(report, day):
            groups.setdefault(head.get(report["number"], report["number"]), []).append(report)
    choices = {
        (choice["field"], choice["number"]): nth
        for nth, choice in enumerate(decisions, start=1)
        if stands(choice, day)
    }
    totals: dict[str, object] = {"kg": 0, "arrested": 0, "cases": len(groups)}
    places: dict[str, int] = {}
    credits: dict[str, int] = {}
    for told in groups.values():
        drugs = min(told, key=lambda one: drug_ranks(one, told, choices))
        people = min(told, key=lambda one: people_ranks(one, told, choices))
        place = min(
            told, key=lambda one: (-choices.get(("where", one["number"]), 0), *role_last(one, told))
        )
        totals["arrested"] += people["arrested"] or 0
        if drugs["kg"] is not None:
            totals["kg"] += drugs["kg"]
            places[place["province"]] = places.get(place["province"], 0) + drugs["kg"]
            for agency in {one["agency"] for one in told}:
                credits[agency] = credits.get(agency, 0) + drugs["kg"]
    return {**totals, "places": places, "credits": credits}


def drug_ranks(one: dict, told: list[dict], choices: dict) -> tuple:
    kg, stated = one["kg"], [other["kg"] for other in told if other["kg"] is not None]
    middle = sorted(stated)
    far = False
    if kg is not None and len(stated) >= 3:
        low, high = middle[(len(middle) - 1) // 2], middle[len(middle) // 2]
        geometric = (low * high) ** 0.5
        far = kg > 5 * geometric or kg < geometric / 5
    return (
        -choices.get(("drugs", one["number"]), 0),
        kg is None,
        ROLES[one["role"]],
        kg is None or stated.count(kg) < 2,
        far,
        kg is not None and any(1 / 4 <= kg / other <= 3 / 4 for other in stated),
        kg is not None and any(1 < kg / other <= 1.15 for other in stated),
        one["number"],
    )


def people_ranks(one: dict, told: list[dict], choices: dict) -> tuple:
    arrested = [other["arrested"] for other in told]
    said = one["arrested"]
    return (
        -choices.get(("people", one["number"]), 0),
        said is None,
        ROLES[one["role"]],
        said is None or arrested.count(said) < 2,
        -(said or 0),
        one["number"],
    )


def role_last(one: dict, told: list[dict]) -> tuple:
    same = [other["province"] for other in told].count(one["province"])
    return (ROLES[one["role"]], same < 2, one["number"])


def built(ledger, reports: list, links: list, decisions: list, **more):
    rows = [
        {
            "report_id": nth,
            "number": one["number"],
            "agency": one["agency"],
            "role": one["role"],
            "province": one["province"],
            "arrested": one["arrested"],
            "reported_on": date(2025, 3, 5),
            "received_at": moment(one["begins"]),
            "known_to": None if one["ends"] is None else moment(one["ends"]),
            "lines": ({"mass_mg": None if one["kg"] is None else one["kg"] * KG},),
        }
        for nth, one in enumerate(reports, start=1)
    ]
    days = [
        [
            {
                **{name: value for name, value in row.items() if name not in ("begins", "ends")},
                "known_from": moment(row["begins"]),
                "known_to": None if row["ends"] is None else moment(row["ends"]),
            }
            for row in table
        ]
        for table in (links, decisions)
    ]
    return ledger(*rows, links=days[0], decisions=days[1], **more)


def read(connection, day: int | None) -> dict[str, object]:
    printed: dict[str, Figure] = {
        figure.id: figure
        for figure in compute(
            connection,
            as_known(day),
            ids=["seized_mass", "suspects_arrested", "seizure_cases", "seized_mass_by_province",
                 "seized_mass_by_agency"],
        )
    }  # fmt: skip
    by_agency = printed["seized_mass_by_agency"].rows
    assert sum(row.value for row in by_agency) == (printed["seized_mass"].value or 0) * 1000
    return {
        "kg": (printed["seized_mass"].value or 0) * 1000,
        "arrested": printed["suspects_arrested"].value or 0,
        "cases": printed["seizure_cases"].value or 0,
        "places": {row.key: row.value for row in printed["seized_mass_by_province"].rows},
        "credits": {row.key: row.value for row in by_agency if row.key != "shared"},
    }


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(HISTORY, st.lists(LINK, max_size=4), st.lists(DECISION, max_size=3))
def test_any_moment_counts_as_counting_by_hand_with_what_was_known_then(
    ledger, history, links, decisions
):
    told = laid_out(history, links, decisions)
    connection = built(ledger, *told)
    moments = {row["begins"] for table in told for row in table}
    moments |= {row["ends"] for table in told for row in table if row["ends"] is not None}
    for day in [*sorted(moments), None]:
        assert read(connection, day) == by_hand(*told, day), day


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(HISTORY, st.lists(LINK, max_size=4), st.lists(DECISION, max_size=3))
def test_a_viewer_counts_as_if_there_were_no_other_reports(ledger, history, links, decisions):
    reports, held, decided = laid_out(history, links, decisions)
    connection = built(ledger, reports, held, decided, visible="agency <> 'PCG'")
    shown = [one for one in reports if one["agency"] != "PCG"]
    for day in (3, 6, 12, None):
        assert read(connection, day) == by_hand(shown, held, decided, day), day


@pytest.fixture
def joint(ledger):
    """An operation of three agencies, each with a weight, a place and a head count of its own."""
    return ledger(
        {"agency": "CUSTOMS", "role": "joint", "lines": ({"mass_mg": 40 * KG},), "arrested": 2,
         "province": "PK-SD", "occurred_first": date(2025, 4, 1)},
        {"agency": "ANF", "role": "lead", "lines": ({"mass_mg": 100 * KG},),
         "province": "PK-PB"},
        {"agency": "PCG", "role": "intelligence_only", "lines": ({"mass_mg": 90 * KG},)},
        {"agency": "PCG", "lines": ({"mass_mg": 7 * KG},)},
        links=[(2, 1), (3, 1)],
    )  # fmt: skip


def test_the_national_total_counts_a_joint_operation_once_and_each_agency_its_part(joint):
    figure = {f.id: f for f in compute(joint, YEAR)}["seized_mass_by_agency"]
    assert [(row.key, row.value, row.counted) for row in figure.rows] == [
        ("ANF", 100, 1), ("CUSTOMS", 100, 1), ("PCG", 7, 1), ("shared", -100, 1),
    ]  # fmt: skip
    assert (figure.value, figure.counted) == (107, 2)


def test_the_line_that_closes_the_sum_is_no_contradiction_and_is_printed_everywhere(joint):
    printed = compute(joint, YEAR)
    assert not [said for said in remarks(printed) if "agency" in said or "sum" in said]
    shown = page.html(
        printed, lang="en", title="t", subtitle="", simulated=False, printed_on=YEAR.last,
        edition=None, consistency=(),
    )  # fmt: skip
    assert "counted by more than one agency" in shown
    assert "stands under each agency" in shown
    urdu = compute(joint, YEAR, lang="ur", ids=["seized_mass_by_agency"])[0]
    assert urdu.rows[-1].label == "ایک سے زیادہ اداروں میں شمار"


def test_an_agency_credited_with_more_than_the_nation_is_remarked(joint):
    mass, credited = compute(joint, YEAR, ids=["seized_mass", "seized_mass_by_agency"])
    wrong = replace(credited.rows[0], value=500), replace(credited.rows[-1], value=-493 + 107)
    swollen = replace(credited, rows=(*wrong, replace(credited.rows[2], value=-7)))
    assert any("credited with 500 kg" in said for said in remarks([mass, swollen]))


@pytest.mark.parametrize("row", ["ANF", "CUSTOMS", "PCG", "shared"])
def test_every_agencys_line_opens_to_what_it_is_credited_with(joint, row):
    (line,) = (
        one for one in compute(joint, YEAR, ids=["seized_mass_by_agency"])[0].rows if one.key == row
    )
    opened = open_figure(joint, "seized_mass_by_agency", YEAR, row=row)
    assert sum(one.amount for one in opened.incidents) == line.value
    assert opened.total == line.counted


def test_an_opened_incident_bears_its_number_and_the_chosen_day_and_place(joint):
    incident = open_figure(joint, "seized_mass", YEAR).incidents[0]
    assert (incident.number, incident.reports, incident.amount) == (
        1,
        (1, 2, 3),
        Decimal("0.1"),
    )
    assert (incident.occurred, incident.place) == (date(2025, 3, 4), "Punjab")
    assert incident.agencies == ("ANF", "CUSTOMS", "PCG")


def test_who_only_gave_intelligence_keeps_the_weight_where_nobody_else_reports(ledger):
    connection = ledger({"agency": "PCG", "role": "intelligence_only"})
    (row,) = compute(connection, YEAR, ids=["seized_mass_by_agency"])[0].rows
    assert (row.key, row.value) == ("PCG", 1)


def test_a_decision_moves_an_edition_and_says_which_incident_moved_it(ledger):
    decided = {"field": "drugs", "number": 2, "known_from": moment(60)}
    connection = ledger(
        {"role": "lead"}, {"agency": "CUSTOMS", "lines": ({"mass_mg": 3 * KG},)},
        links=[(2, 1)], decisions=[decided],
    )  # fmt: skip
    before = Selection(first=YEAR.first, last=YEAR.last, as_known_on=date(2025, 4, 10))
    frozen = freeze(compute(connection, before), selection=before)
    moved = {one.figure: one for one in compare(frozen, connection, now=date(2025, 6, 1))}
    assert [(one.number, one.old, one.new) for one in moved["seized_mass"].reports] == [
        (1, Decimal("0.001"), Decimal("0.003"))
    ]


def remarks(figures, *, lang="en"):
    return sentences(questions(figures), lang=lang, write=plain)
