"""Selection rules at the desk: versioned, expiring, blind to the person, judged by their finds."""

import json
import random
from datetime import date, timedelta
from itertools import permutations

import pytest

from markaz.actions.airport.bags import receiving
from markaz.actions.airport.desk import deciding, outcome, queue, selecting
from markaz.airport.rules.reading import read_conditions, read_rules
from markaz.airport.rules.rule import Rule
from markaz.records.errors import InvalidValueError, NotPermittedError
from markaz.store.airport import scans
from markaz.store.airport.scans import Bag
from markaz.store.models import DocumentRow, RuleHit, RuleRow, ScanRow

PERSON = ("nationality", "birthplace", "name", "sex", "religion")


def rule(version=1, *, when="destination one_of DXB", begins=date(2026, 1, 1), **changed):
    told = {
        "name": "to-dubai", "version": version, "title": "Late bookings to Dubai",
        "author": "invented officer", "legal_basis": "invented act, section 1",
        "begins": begins, "expires": begins + timedelta(days=90),
        "conditions": read_conditions(when), **changed,
    }  # fmt: skip
    return Rule(**told)


@pytest.fixture
def keep(desk, supervisor, now):
    def write(*some):
        return selecting.keep_rules(some, desk=desk, by=supervisor, now=now)

    return write


def searched(name, *, found, by, now):
    deciding.decide(name, decision="search", by=by, now=now)
    outcome.record_search(name, found=found, what="a packet" if found else "", by=by, now=now)


def test_a_rule_selects_a_bag_by_its_journey_and_is_judged_by_the_searches(
    keep, hand_in, desk, officer, now
):
    keep(rule())
    names = [hand_in(n).scan.name for n in range(1, 5)]
    elsewhere = hand_in(5, destination="LHR").scan.name
    assert RuleHit.objects.count() == 4
    for name, found in ((names[0], True), (names[1], False), (names[2], False), (elsewhere, True)):
        searched(name, found=found, by=officer, now=now)
    (only,) = selecting.of_desk(desk, by=officer, now=now)
    came = only.result
    assert (only.in_force, came.hits, came.searched, came.finds) == (True, 4, 3, 1)
    assert came.false_hit_rate.estimate == pytest.approx(2 / 3)
    assert came.false_hit_rate.low < 0.3
    assert came.false_hit_rate.high > 0.9
    lines = queue.waiting(desk, now=now, limit=9).lines
    assert [line.selected for line in lines] == [True]


def test_a_version_is_written_once_and_ends_the_one_before(keep, hand_in, desk, supervisor, now):
    keep(rule())
    keep(rule(2, when="destination one_of JED"))
    hand_in(1)
    assert not RuleHit.objects.exists()
    with pytest.raises(InvalidValueError, match="write version 3"):
        keep(rule(2))
    former, latter = RuleRow.objects.order_by("version")
    assert (former.why_ended, latter.ended_at) == ("version 2", None)
    with pytest.raises(InvalidValueError, match="Say why the rule ends"):
        selecting.end_rule("to-dubai", desk=desk, why=" ", by=supervisor, now=now)
    selecting.end_rule("to-dubai", desk=desk, why="it found nothing", by=supervisor, now=now)
    assert not any(one.in_force for one in selecting.of_desk(desk, by=supervisor, now=now))


def test_a_rule_that_expired_selects_nothing_and_an_officer_writes_none(
    keep, hand_in, desk, officer, now
):
    keep(rule(begins=date(2025, 9, 1)))
    hand_in(1)
    assert not RuleHit.objects.exists()
    with pytest.raises(NotPermittedError):
        selecting.keep_rules((rule(2),), desk=desk, by=officer, now=now)


def bookings(count, chance):
    for n in range(count):
        yield {
            "booked_hours_before": chance.choice([3, 20, 200]),
            "paid_with": chance.choice(["cash", "card"]),
            "bags": chance.randrange(4),
            "name": f"Simulated Person {n}",
            "nationality": chance.choice(["UTO", "XXA", "XXB"]),
            "birthplace": chance.choice(["Here", "There"]),
            "sex": chance.choice("MFX"),
            "religion": chance.choice(["one", "another"]),
        }


def selected(desk, officer, some, now):
    """Which of the bookings, as a machine's account sends them, the kept rules select."""
    RuleHit.objects.all().delete()
    found = []
    for told in some:
        bag = Bag(destination="DXB", journey=selecting.given_journey(json.dumps(told)))
        row = scans.new(desk, bag, by=officer, now=now)
        row.save()
        selecting.select(row, bag, by=officer, now=now)
        found.append([one.name for one in scans_rules(row)])
    return found


def scans_rules(row):
    return RuleRow.objects.filter(hits__scan=row)


@pytest.mark.slow
def test_who_a_person_is_changes_neither_selection_nor_what_is_kept(keep, desk, officer, now):
    keep(
        rule(when="destination one_of DXB\nbooked_hours_before at_most 24\npaid_with one_of cash"),
        rule(name="many-bags", when="bags at_least 2"),
    )
    chance = random.Random(7)
    some = list(bookings(1000, chance))
    before = selected(desk, officer, some, now)
    assert 200 < sum(map(bool, before)) < 800
    shuffled = some
    for what in PERSON:
        values = [one[what] for one in some]
        chance.shuffle(values)
        shuffled = [{**one, what: value} for one, value in zip(shuffled, values, strict=True)]
    assert shuffled != some
    assert selected(desk, officer, shuffled, now) == before
    kept = str(list(ScanRow.objects.values()) + list(RuleHit.objects.values()))
    assert not any(word in kept for word in ("Simulated Person", "UTO", "There", "another"))


def test_the_queue_is_ordered_by_departure_and_the_machines_alarm_alone(
    keep, hand_in, desk, officer, now
):
    """Everything else is permuted, over bags that differ in nothing but that: the order stands."""
    keep(rule())
    names = [hand_in(n).scan.name for n in range(1, 7)]
    key = [(30, False), (30, True), (60, False), (60, True), (90, True), (None, True)]
    for name, (minutes, alarm) in zip(names, key, strict=True):
        leaves = None if minutes is None else now + timedelta(minutes=minutes)
        ScanRow.objects.filter(name=name).update(departs_at=leaves, alarm=alarm)
    expected = [names[n] for n in (1, 0, 3, 2, 4, 5)]

    def order():
        return [line.scan.name for line in queue.waiting(desk, now=now, limit=9).lines]

    assert order() == expected
    chance = random.Random(3)
    rows = list(ScanRow.objects.all())
    for other in chance.sample(list(permutations(range(6))), 40):
        for row, n in zip(rows, other, strict=True):
            ScanRow.objects.filter(id=row.id).update(
                destination=("DXB", "JED", "LHR", "MCT", "DOH", "")[n], flight=f"ZZ {9 - n}",
                bag=f"B{n}", machine=f"M{n}", not_inspected=n % 2 == 0, opened_at=now,
                taken_at=now - timedelta(minutes=n), simulated=n > 3,
            )  # fmt: skip
            RuleHit.objects.filter(scan=row).delete()
            if n % 2:
                RuleHit.objects.create(rule=RuleRow.objects.get(), scan=row, at=now)
            DocumentRow.objects.filter(scan=row).delete()
            DocumentRow.objects.create(
                name=f"D{row.id}", desk=desk, scan=row, kind="mrz", written="", purpose="test",
                read={"name": f"Simulated {n}", "nationality": ("UTO", "XXA", "XXB")[n % 3]},
                by="x", at=now, expires_at=now + timedelta(hours=1),
            )  # fmt: skip
        assert order() == expected


def test_what_a_sender_tells_of_a_journey_is_refused_with_a_sentence_where_it_is_not_sound():
    with pytest.raises(InvalidValueError, match="JSON object"):
        selecting.given_journey("[1]")
    with pytest.raises(InvalidValueError, match="no value of bags"):
        selecting.given_journey('{"bags": "many"}')
    assert dict(selecting.given_journey("")) == {}
    assert receiving.Bag().journey == {}


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("nationality one_of UTO", "No rule may read nationality"),
        ("destination DXB", "Write a condition as: field, comparison"),
        ("bags at_least many", "no value of bags"),
        ("one_way one_of perhaps", "no value of one_way"),
        ("horoscope one_of x", "No rule can read 'horoscope'"),
    ],
)
def test_a_line_that_is_no_condition_is_refused(line, sentence):
    with pytest.raises(InvalidValueError, match=sentence):
        read_conditions(line)


def test_lines_are_the_conditions_of_a_file():
    lines = "destination one_of dxb, JED\nbags at_least 3\none_way one_of yes\n"
    text = (
        "rules:\n- name: a\n  version: 1\n  title: t\n  author: a\n  legal_basis: act section 1\n"
        "  begins: 2026-01-01\n  expires: 2026-02-01\n  when:\n"
        "  - {field: destination, one_of: [dxb, JED]}\n  - {field: bags, at_least: 3}\n"
        "  - {field: one_way, one_of: [true]}\n"
    )
    assert read_rules(text)[0].conditions == read_conditions(lines)
