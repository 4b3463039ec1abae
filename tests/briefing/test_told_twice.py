"""A brief that was told twice is in a sum once, and moves no figure of events."""

from datetime import UTC, date, datetime, timedelta

from tests.briefing.conftest import MARCH

from markaz.briefing.edition import compare, freeze
from markaz.briefing.figures import compute
from markaz.briefing.opening import open_figure
from markaz.records.figure import Selection

YEAR = Selection(first=date(2025, 1, 1), last=date(2025, 12, 31))
KG = 1_000_000
SAID = datetime(2025, 4, 1, tzinfo=UTC)
BACK = datetime(2025, 5, 1, tzinfo=UTC)
DAY = timedelta(days=1)


def brief(kg, **more):
    return {
        "grain": "aggregate", "event_count": 38, "arrested": 37, "kind": "seizure",
        "stated_value_usd_cents": 5, "lines": ({"mass_mg": kg * KG},), **more,
    }  # fmt: skip


def figures(connection, selection=YEAR):
    return {one.id: one for one in compute(connection, selection)}


def summed(connection, known_at=None):
    asked = Selection(first=YEAR.first, last=YEAR.last, known_at=known_at)
    return figures(connection, asked)["aggregate_seized_mass"].value


def test_of_two_tellers_the_first_is_counted_and_the_other_left_out_by_name(ledger):
    both = [brief(731), brief(735), brief(90)]
    assert summed(ledger(*both)) == 731 + 735 + 90
    held = ledger(*both, briefs=[(1, 1, SAID), (2, 1, SAID)])
    figure = figures(held)["aggregate_seized_mass"]
    assert (figure.value, figure.counted) == (731 + 90, 2)
    assert [(one.reports, "sums a brief" in one.reason) for one in figure.excluded] == [(1, True)]


def test_the_figure_opens_to_both_tellers(ledger):
    held = ledger(brief(731), brief(735), briefs=[(1, 1, SAID), (2, 1, SAID)])
    opened = open_figure(held, "aggregate_seized_mass", YEAR)
    assert [(one.number, one.reports, one.amount) for one in opened.incidents] == [(1, (1, 2), 731)]


def test_no_figure_of_events_moves_by_it(ledger):
    reports = [{}, {"arrested": 3}, brief(731), brief(735)]
    before, after = (
        figures(ledger(*reports, briefs=held)) for held in ([], [(3, 3, SAID), (4, 3, SAID)])
    )
    assert {name for name in before if before[name] != after[name]} == {"aggregate_seized_mass"}


def test_before_the_word_and_after_it_is_taken_back_both_are_counted(ledger):
    held = ledger(brief(731), brief(735), briefs=[(1, 1, SAID, BACK), (2, 1, SAID, BACK)])
    assert summed(held, SAID - DAY) == 731 + 735
    assert summed(held, SAID + DAY) == 731
    assert summed(held, BACK + DAY) == summed(held) == 731 + 735


def test_a_third_teller_changes_who_stands_from_its_own_day_on(ledger):
    links = [(2, 2, SAID, BACK), (3, 2, SAID, BACK), *((one, 1, BACK) for one in (1, 2, 3))]
    held = ledger(brief(700), brief(731), brief(735), briefs=links)
    assert summed(held, SAID + DAY) == 700 + 731
    assert summed(held) == 700


def test_who_may_not_see_the_first_counts_the_other(ledger):
    both = [brief(731), brief(735, agency="CUSTOMS")]
    links = [(1, 1, SAID), (2, 1, SAID)]
    assert summed(ledger(*both, briefs=links, visible="agency = 'CUSTOMS'")) == 735


def test_a_teller_of_no_weight_does_not_take_the_weight_of_the_other_away(ledger):
    arrests = brief(0, lines=())
    held = ledger(arrests, brief(735), briefs=[(1, 1, SAID), (2, 1, SAID)])
    assert summed(held) == 735


def test_a_revision_of_a_teller_stands_in_its_place(ledger):
    first = brief(731, report_id=1, number=1, known_from=MARCH, known_to=BACK)
    again = brief(740, report_id=3, number=1, revision=2, known_from=BACK)
    held = ledger(first, brief(735), again, briefs=[(1, 1, SAID), (2, 1, SAID)])
    assert summed(held, SAID + DAY) == 731
    assert summed(held) == 740


def test_what_became_a_report_of_one_event_is_counted_as_such(ledger):
    held = ledger(brief(731), brief(5, grain="event"), briefs=[(1, 1, SAID), (2, 1, SAID)])
    assert (
        figures(held)["seized_mass"].value
        == figures(ledger(brief(5, grain="event")))["seized_mass"].value
    )


def test_a_frozen_edition_says_which_teller_no_longer_counts(ledger):
    held = ledger(brief(731), brief(735), briefs=[(1, 1, SAID), (2, 1, SAID)])
    before = Selection(YEAR.first, YEAR.last, as_known_on=(SAID - DAY).date())
    frozen = freeze(compute(held, before), selection=before)
    (moved,) = compare(frozen, held, now=BACK.date())
    assert (moved.figure, moved.old, moved.new) == ("aggregate_seized_mass", 731 + 735, 731)
    assert [(one.number, one.old, one.new) for one in moved.reports] == [(2, 735, None)]
