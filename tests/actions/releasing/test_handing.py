"""A signed release handed over by hand is what was signed, and leaves its receipt on each item."""

import json

import pytest
from tests.actions.releasing.conftest import DOCUMENT, FATHER, PHONE, SUSPECT, VICTIM

from markaz.actions.exchange.sharing import handing, recalling, releasing
from markaz.actions.exchange.sharing.handing import Form
from markaz.exchange.misp.reading import draft_of, events_in
from markaz.governance.audit import Event
from markaz.governance.visibility import CENTRE
from markaz.records.errors import InvalidValueError
from markaz.store.exchange.releasing import releases
from markaz.store.models import AuditRow, ReportRow

READER = "Liaison officer Ostrava"


@pytest.fixture
def signed(filed, agreement, operator, head, now):
    def make(**options):
        told = releasing.prepare(
            agreement.name, [filed.amber, filed.with_victim], by=operator, now=now, **options
        )
        return releasing.sign(told.release.name, by=head, now=now)

    return make


@pytest.fixture
def hand(operator, now):
    def over(release, form=Form.MISP, to=READER, **said):
        return handing.hand_over(release.name, form=form, to=to, by=operator, now=now, **said)

    return over


def test_events_come_back_as_drafts_no_more_openly_marked(signed, hand):
    made = hand(signed(nominal=True))
    drafts = [draft_of(event) for event in events_in(made.text.encode())]
    assert [one.marking for one in drafts] == ["AMBER", "AMBER"]
    assert SUSPECT in made.text
    assert VICTIM not in made.text


@pytest.mark.parametrize("form", Form)
def test_without_being_nominal_nobody_is_named_in_any_form(signed, hand, form):
    text = hand(signed(), form).text
    assert [name for name in (SUSPECT, FATHER, VICTIM, PHONE, DOCUMENT) if name in text] == []
    assert "1.234567 kg" in text or "1234567" in text


def test_the_bundle_holds_what_the_preview_counted(signed, hand):
    release = signed()
    held = json.loads(hand(release, Form.STIX).text)["objects"]
    assert len(held) == sum(release.told["objects"].values())


@pytest.mark.parametrize(("message", "way"), [(False, "file"), (True, "message")])
def test_the_receipt_stands_on_the_item(signed, hand, filed, message, way):
    hand(signed(), message=message)
    (given,) = releases.of_incident([filed.amber], viewer=CENTRE)
    assert [(one.way, one.token, one.foreseen) for one in given.reads] == [(way, READER, True)]
    told = AuditRow.objects.get(event=Event.RELEASE_HANDED.value).details
    assert (told["to"], told["way"]) == (READER, way)


def test_only_a_reader_of_the_release_gets_it(signed, hand):
    with pytest.raises(InvalidValueError, match="no reader"):
        hand(signed(), to="Somebody else")


def test_what_was_not_signed_is_not_handed_over(filed, agreement, operator, now, hand):
    made = releasing.prepare(agreement.name, [filed.amber], by=operator, now=now)
    with pytest.raises(InvalidValueError, match="signed"):
        hand(made.release)


def test_what_changed_or_was_recalled_since_is_not_handed_over(signed, hand, filed, operator, now):
    release = signed()
    ReportRow.objects.filter(number=filed.amber).update(concealment="body")
    with pytest.raises(InvalidValueError, match="corrected or recalled"):
        hand(release)
    ReportRow.objects.filter(number=filed.amber).update(concealment="")
    hand(release)
    recalling.recall(filed.amber, reason="wrong", by=operator, now=now)
    with pytest.raises(InvalidValueError, match="corrected or recalled"):
        hand(release)
