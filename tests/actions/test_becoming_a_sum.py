"""A report of one event that is corrected to a sum of many leaves every event it was held to be."""

from datetime import timedelta

import pytest

from markaz.actions import consolidation
from markaz.actions.filing import typed
from markaz.actions.review import judging
from markaz.records.kinds import Verdict
from markaz.store.models import Link, OpenPair, PairRow, ReportRow

pytestmark = pytest.mark.django_db
BRIEF = "markaz-brief"


def said(agency, reference, **changed):
    return {
        "agency": agency, "reference": reference, "kind": "seizure", "occurred": "2026-01-03",
        "province": "PK-BA", "district": "PK-BA-chaman", "arrested": "3",
        "lines": [{"substance": "OPI-HEROIN", "quantity": "41.75", "unit": "kg"}],
        "means": [{"means_kind": "vehicle", "means_identifier": "QQ-0007"}],
        **changed,
    }  # fmt: skip


@pytest.fixture
def file(home, analyst, now):
    def one(report, source=typed.SOURCE, day=0):
        later = now + timedelta(days=day)
        return typed.file_report(report, by=analyst, now=later, source=source).number

    return one


def joined():
    return set(Link.objects.filter(known_to=None).values_list("number", "incident"))


def compared_with(number):
    return [pair for pair in PairRow.objects.values_list("left", "right") if number in pair]


def test_it_is_parted_from_what_the_weights_joined_and_meets_nobody_any_more(file, analyst, now):
    first, second = file(said("NCC", "N-1")), file(said("ANF", "A-1"))
    consolidation.consolidate(by=analyst, now=now)
    assert joined() == {(second, first)}
    assert file(said("NCC", "N-1"), BRIEF, day=1) == first
    assert joined() == set()
    third = file(said("CUSTOMS", "C-1"), day=2)
    assert joined() == {(third, second)}
    assert compared_with(first) == []
    assert not OpenPair.objects.filter(known_to=None, left=first).exists()
    consolidation.consolidate(by=analyst, now=now + timedelta(days=3))
    assert joined() == {(third, second)}


def test_a_persons_word_holds_again_once_it_is_an_event_again(file, analyst, now):
    first, second = file(said("NCC", "N-1")), file(said("ANF", "A-1", occurred="2026-01-09"))
    judging.judge_pair(first, second, verdict=Verdict.POSITIVE, reason="", by=analyst, now=now)
    file(said("NCC", "N-1"), BRIEF, day=1)
    assert joined() == set()
    consolidation.consolidate(by=analyst, now=now + timedelta(days=2))
    assert joined() == set()
    # The very bytes of the first file would change nothing.
    file(said("NCC", "N-1", arrested="4"), day=3)
    assert joined() == {(second, first)}


def test_the_same_words_as_a_sum_are_a_revision_and_once_only(file):
    number = file(said("NCC", "N-1"))
    file(said("NCC", "N-1"), BRIEF, day=1)
    file(said("NCC", "N-1"), BRIEF, day=2)
    grains = ReportRow.objects.filter(number=number).order_by("revision")
    assert list(grains.values_list("grain", flat=True)) == ["event", "aggregate"]
