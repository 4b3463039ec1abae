"""Objects are kept once, in an order that a reader can trust."""

import json

import pytest
from django.db import transaction

from markaz.store.exchange import adding, paging, removing
from markaz.store.exchange.adding import Outcome
from markaz.store.exchange.paging import Match
from markaz.store.models import ObjectVersion


@pytest.fixture
def add(collection, now):
    @transaction.atomic
    def act(*sent, writer=0):
        return [one.outcome for one in adding.add(collection, sent, now=now, writer=writer)]

    return act


@pytest.fixture
def seen(collection, partner):
    def look(*, reader=partner, **match):
        found = paging.page(collection, reader=reader, match=Match(**match), after=0, limit=100)
        return [json.loads(body) for body in paging.bodies(found.lines)]

    return look


V1, V2, V3 = (f"2026-01-0{day}T00:00:00.000Z" for day in (1, 2, 3))


def test_what_goes_in_comes_out_as_it_was(add, seen, stix):
    sent = stix(abstract="چرس ☕ \u0000", x_kept={"deep": [1, 1.5, None, True, "é"]})
    assert add(sent) == [Outcome.ADDED]
    assert seen() == [sent]


def test_the_same_version_again_is_there_already(add, seen, stix):
    sent = stix()
    turned = dict(reversed(sent.items()))
    assert add(sent, turned) == [Outcome.ADDED, Outcome.THERE]
    assert add(turned) == [Outcome.THERE]
    assert len(seen(versions=("all",))) == 1


def test_another_content_under_the_same_version_is_refused(add, seen, stix):
    sent = stix(content="first")
    assert add(sent, {**sent, "content": "second"}) == [Outcome.ADDED, Outcome.REFUSED]
    assert add({**sent, "content": "third"}) == [Outcome.REFUSED]
    assert seen() == [sent]


@pytest.mark.parametrize("together", [True, False])
@pytest.mark.parametrize("order", [(V1, V2, V3), (V3, V2, V1), (V2, V3, V1)])
def test_versions_are_told_apart_in_whatever_order_they_come(add, seen, stix, order, together):
    one = stix()
    sent = [{**one, "modified": version} for version in order]
    if together:
        add(*sent)
    else:
        for each in sent:
            add(each)

    def versions(**match):
        return [each["modified"] for each in seen(**match)]

    assert versions() == versions(versions=("last",)) == [V3]
    assert versions(versions=("first",)) == [V1]
    assert sorted(versions(versions=("all",))) == [V1, V2, V3]
    assert sorted(versions(versions=("first", "last"))) == [V1, V3]


def test_an_object_without_a_time_has_the_date_it_was_added_as_its_version(add, seen, stix):
    one = stix(type="ipv4-addr", value="192.0.2.1")
    del one["created"], one["modified"]
    assert add(one, one) == [Outcome.ADDED, Outcome.THERE]
    assert add(one, {**one, "value": "192.0.2.2"}) == [Outcome.THERE, Outcome.ADDED]
    row = ObjectVersion.objects.get(newest=True)
    assert row.version == row.added
    assert [each["value"] for each in seen()] == ["192.0.2.2"]


def test_only_the_latest_specification_is_shown_unless_one_is_asked_for(add, seen, stix):
    new = stix()
    old = {key: value for key, value in new.items() if key != "spec_version"}
    add(old, new)
    assert seen() == [new]
    assert seen(specs=("2.0",)) == [old]
    assert len(seen(specs=("2.0", "2.1"))) == 2


def test_dates_added_rise_although_the_clock_stands_still(add, stix):
    add(*(stix() for _ in range(3)))
    add(stix())
    dates = list(ObjectVersion.objects.order_by("id").values_list("added", flat=True))
    assert dates == list(range(dates[0], dates[0] + 4))


@pytest.mark.parametrize(
    "bad",
    [
        {"id": "note--1"},
        {"type": "report"},
        {"spec_version": "3.0"},
        {"modified": "yesterday"},
        {"modified": "2026-02-30T00:00:00Z"},
        {"modified": 5},
        {"x": float("inf")},
        {"x": "\ud800"},
        {"id": None},
    ],
    ids=str,
)
def test_what_is_no_object_is_refused_and_the_rest_is_kept(add, seen, stix, bad):
    sound = stix()
    assert add({**stix(), **bad}, sound) == [Outcome.REFUSED, Outcome.ADDED]
    assert add("text") == add(["list"]) == [Outcome.REFUSED]
    assert seen() == [sound]


def test_a_partner_sees_its_own_and_the_centres_but_no_other_partners(
    add, seen, stix, partner, other
):
    ours, theirs, foreign = stix(), stix(), stix()
    add(ours)
    add(theirs, writer=partner.id)
    add(foreign, writer=other.id)
    assert seen() == [ours, theirs]
    assert seen(reader=other) == [ours, foreign]


def test_no_partner_speaks_in_the_name_of_the_centre(add, seen, stix, partner):
    ours = stix(modified=V1)
    add(ours)
    assert add({**ours, "modified": V2}, writer=partner.id) == [Outcome.REFUSED]
    assert seen() == [ours]


def test_what_is_removed_is_found_no_more_and_the_version_before_is_the_last(
    add, seen, stix, collection, now
):
    one = stix()
    add({**one, "modified": V1}, {**one, "modified": V2})
    with transaction.atomic():
        gone = removing.remove(collection, one["id"], match=Match(), writer=0, now=now)
    assert len(gone) == 1
    assert [each["modified"] for each in seen()] == [V1]
    assert add({**one, "modified": V2}) == [Outcome.ADDED]
    assert [each["modified"] for each in seen()] == [V2]
