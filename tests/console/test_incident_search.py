"""Finding incidents: words, filters, order and pages, always within what is visible."""

from datetime import date

import pytest
from django.urls import reverse

from markaz.actions.viewing import search_incidents
from markaz.briefing.incidents import Order, Search
from markaz.console.asked import search as asked_search
from markaz.governance.audit import Event
from markaz.store import audit
from markaz.store.reports import Keeper


def numbers(search: Search, by, *, limit: int = 50, offset: int = 0) -> list[int]:
    found = search_incidents(search, by=by, limit=limit, offset=offset)
    return [one.number for one in found.incidents]


def test_reports_of_one_incident_stand_once_with_both_agencies(filed, analyst):
    found = search_incidents(Search(text="C-1"), by=analyst, limit=5)
    (one,) = found.incidents
    assert one.number == filed.anf
    assert one.agencies == ("ANF", "CUSTOMS")
    assert one.references == ("A-1", "C-1")
    assert one.mass_mg == 1_234_567


@pytest.mark.parametrize(
    ("search", "expected"),
    [
        (Search(text="hawkes"), ["customs_alone"]),
        (Search(text="sea-1"), ["anf"]),
        (Search(text="charas"), ["anf"]),
        (Search(text="ہیروئن"), ["customs_alone"]),
        (Search(text="nothing of the kind"), []),
        (Search(substance="OPI-HEROIN"), ["customs_alone"]),
        (Search(substance="OPI"), ["customs_alone"]),
        (Search(province="PK-SD"), ["customs_alone"]),
        (Search(kind="arrest"), []),
        (Search(agency="ANF"), ["anf"]),
        (Search(agency="CUSTOMS", substance="CAN"), ["anf"]),
        (Search(first=date(2025, 5, 1)), ["open_to_members"]),
        (Search(last=date(2025, 3, 4)), ["customs_alone", "anf"]),
        (Search(first=date(2025, 6, 2), last=date(2025, 6, 30)), []),
    ],
    ids=lambda part: str(part)[:60],
)
def test_a_search_finds_what_answers_it(search, expected, filed, analyst):
    assert numbers(search, analyst) == [getattr(filed, name) for name in expected]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (Order.LATEST, ["open_to_members", "customs_alone", "anf"]),
        (Order.EARLIEST, ["anf", "customs_alone", "open_to_members"]),
        (Order.HEAVIEST, ["customs_alone", "anf", "open_to_members"]),
        (Order.MOST_REPORTS, ["anf", "open_to_members", "customs_alone"]),
    ],
)
def test_the_list_is_sorted_as_asked(order, expected, filed, analyst):
    assert numbers(Search(order=order), analyst) == [getattr(filed, name) for name in expected]


def test_pages_together_are_the_whole_list(filed, analyst):
    whole = numbers(Search(), analyst)
    parts = [numbers(Search(), analyst, limit=2, offset=at) for at in (0, 2, 4)]
    assert [number for part in parts for number in part] == whole
    assert parts[-1] == []


def test_where_the_speaking_report_is_hidden_another_stands_for_it(filed, customs_liaison):
    (one,) = search_incidents(Search(text="SEA-1"), by=customs_liaison, limit=5).incidents
    assert one.number == filed.customs_of_same
    assert one.agencies == ("CUSTOMS",)
    assert one.references == ("C-1",)


def test_a_hidden_report_cannot_be_found_by_its_words(filed, anf_liaison):
    assert numbers(Search(text="hawkes"), anf_liaison) == []
    assert numbers(Search(text="C-1"), anf_liaison) == []
    assert numbers(Search(substance="OPI-HEROIN"), anf_liaison) == []


def test_a_report_that_was_corrected_is_found_only_as_it_stands(
    filed, analyst, tables, batch, operator, now
):
    revised = {"agency": "CUSTOMS", "reference": "C-2", "content_hash": 2, "place_text": "Keamari"}
    Keeper(batch(source="sim-customs")).keep(tables(revised))
    audit.log(Event.FILE_RECEIVED, subject="a correction", by=operator, now=now)
    assert numbers(Search(text="keamari"), analyst) == [filed.customs_alone]
    assert numbers(Search(text="hawkes"), analyst) == []
    assert search_incidents(Search(), by=analyst, limit=1).total == 3


def test_words_are_never_read_as_a_query(filed, analyst):
    for text in ("'", "%", "_", '"; DROP TABLE reports; --', "\\"):
        assert numbers(Search(text=text), analyst) == []


def test_the_page_passes_its_fields_on(sign_in, analyst, filed):
    shown = sign_in(analyst).get(
        reverse("console:incidents"), {"province": "PK-SD", "sort": "heaviest", "page": "1"}
    )
    assert [one.number for one in shown.context["found"].incidents] == [filed.customs_alone]
    assert shown.context["search"].order is Order.HEAVIEST


def test_only_the_list_is_sent_where_the_page_itself_asks(sign_in, analyst, filed):
    part = sign_in(analyst).get(reverse("console:incidents"), headers={"HX-Request": "true"})
    assert part.content.lstrip().startswith(b"<section")


@pytest.mark.parametrize("page", ["0", "-3", "x", "999999999999", "²"])
def test_a_nonsense_page_number_is_no_fault(page, sign_in, analyst, filed):
    answer = sign_in(analyst).get(reverse("console:incidents"), {"page": page})
    assert answer.status_code == 200


def test_an_unknown_order_falls_back_to_the_latest():
    assert asked_search({"sort": "by-magic"}).order is Order.LATEST
