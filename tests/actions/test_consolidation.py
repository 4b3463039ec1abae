"""The whole ledger compared: what is joined, what stays, and the ledgers that are no ledger."""

import pytest

from markaz.actions import grouping
from markaz.actions.consolidation import consolidate, engine_named
from markaz.consolidation.weights import model as models
from markaz.records.errors import InvalidValueError, NotPermittedError
from markaz.store.models import AuditRow, Link, MatchRun, PairRow
from markaz.store.reports import Keeper

pytestmark = pytest.mark.django_db


def filed(tables, batch, *reports: dict[str, object]) -> None:
    Keeper(batch()).keep(tables(*reports))


def test_an_empty_ledger_is_compared_in_peace(home, operator, now):
    done = consolidate(by=operator, now=now)
    assert (done.reports, done.candidates, done.joined) == (0, 0, 0)
    assert MatchRun.objects.count() == 1


def test_two_agencies_telling_alike_are_joined_and_the_run_is_logged(
    home, tables, batch, operator, now
):
    same = {"place_text": "Torkham gate", "lines": ({"mass_mg": 4_731_200},)}
    filed(tables, batch, {**same, "agency": "ANF", "reference": "A-1"})
    filed(tables, batch, {**same, "agency": "CUSTOMS", "reference": "C-1"})
    done = consolidate(by=operator, now=now)
    assert (done.joined, done.linked) == (1, 1)
    assert Link.objects.values_list("number", "incident").get() == (2, 1)
    assert AuditRow.objects.last().details["pairs"] == 1


def test_one_agency_telling_twice_tells_of_two_events(home, tables, batch, operator, now):
    same = {"agency": "ANF", "place_text": "Torkham gate", "lines": ({"mass_mg": 4_731_200},)}
    filed(tables, batch, *({**same, "reference": f"A-{at}"} for at in range(2)))
    assert consolidate(by=operator, now=now).candidates == 0


def test_a_second_run_changes_nothing(home, tables, batch, operator, now):
    same = {"place_text": "Torkham gate", "lines": ({"mass_mg": 4_731_200},)}
    filed(tables, batch, {**same, "agency": "ANF", "reference": "A-1"})
    filed(tables, batch, {**same, "agency": "CUSTOMS", "reference": "C-1"})
    consolidate(by=operator, now=now)
    kept = list(PairRow.objects.values())
    done = consolidate(by=operator, now=now)
    assert (done.joined, done.parted, list(PairRow.objects.values())) == (0, 0, kept)


def test_a_model_of_another_version_is_refused_in_one_sentence(home, operator, now):
    models.save(models.shipped(), grouping.trained_model())
    written = grouping.trained_model().read_text(encoding="utf-8")
    grouping.trained_model().write_text(
        written.replace(models.fingerprint(), "0" * 16), encoding="utf-8"
    )
    with pytest.raises(models.ModelError, match=r"another version .* markaz train\.$"):
        consolidate(by=operator, now=now)


def test_an_engine_that_is_not_is_refused():
    with pytest.raises(InvalidValueError, match="use duckdb or spark"):
        engine_named("abacus", master="", shared=None)


def test_a_liaison_officer_may_not_consolidate(home, anf_liaison, now):
    with pytest.raises(NotPermittedError):
        consolidate(by=anf_liaison, now=now)
