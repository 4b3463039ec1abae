"""An agreement says everything, or there is none; its collection is its partner's alone."""

from datetime import timedelta

import pytest

from markaz.actions.exchange import giving, offering, partners
from markaz.actions.exchange.giving import Asked
from markaz.actions.exchange.partners import About
from markaz.actions.exchange.sharing import agreeing
from markaz.exchange.stix.fields import PARTS
from markaz.governance.release import Part
from markaz.records.errors import InvalidValueError, NotPermittedError
from markaz.store.exchange import collections
from markaz.store.exchange.paging import Match
from markaz.store.exchange.partners import SignedIn
from markaz.store.exchange.receipts import Way
from markaz.store.models import AgreementRow, ApiRoot, AuditRow


def test_an_agreement_has_a_collection_that_its_partner_alone_sees(
    agreement, partner, operator, now
):
    other = partners.add_partner("south", about=About("Southern desk"), by=operator, now=now)
    root = ApiRoot.objects.get()
    (shown,) = collections.shown(partner, root=root)
    assert (shown.collection, shown.may_read) == (agreement.collection, True)
    assert collections.shown(other, root=root) == ()


def test_an_agreement_names_its_readers_in_the_log(agreement):
    told = AuditRow.objects.get(event="agreement made").details
    assert told["readers"] == ["Northern desk", "Liaison officer Ostrava"]
    assert told["purpose"] == agreement.purpose


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"partner": "south"}, "No partner"),
        ({"title": ""}, "title"),
        ({"purpose": " "}, "purpose"),
        ({"legal_basis": ""}, "law or treaty"),
        ({"onward": ""}, "pass it on"),
        ({"kinds": ()}, "kind of report"),
        ({"kinds": ("rumour",)}, "kind of report"),
        ({"parts": ("everything",)}, "part of a report"),
        ({"ceiling": "RED"}, "RED"),
        ({"ceiling": "amber"}, "ceiling"),
        ({"persons": (), "organisations": ()}, "Name each person"),
        ({"persons": ("",)}, "Name each person"),
        ({"persons": ("Northern desk",)}, "once"),
    ],
)
def test_terms_that_lack_something_are_refused(agree, changes, sentence):
    with pytest.raises(InvalidValueError, match=sentence):
        agree(**changes)
    assert not AgreementRow.objects.exists()


def test_an_agreement_does_not_end_before_it_begins(agree, now):
    with pytest.raises(InvalidValueError, match="before it begins"):
        agree(expires_on=now.date() - timedelta(days=31))


def test_an_ended_agreement_opens_nothing(agreement, partner, operator, now):
    agreeing.end(agreement.name, reason="they passed it on", by=operator, now=now)
    (shown,) = collections.shown(partner, root=agreement.collection.root)
    with pytest.raises(NotPermittedError, match="is over"):
        giving.give(
            shown, Asked(Match(), 0, 9, ""), way=Way.PAGE, by=SignedIn(partner, "poller"), now=now
        )
    with pytest.raises(InvalidValueError, match="already"):
        agreeing.end(agreement.name, reason="again", by=operator, now=now)


def test_only_the_head_of_the_centre_agrees(terms, partner, analyst, anf_liaison, head, now):
    for stranger in (analyst, anf_liaison):
        with pytest.raises(NotPermittedError):
            agreeing.agree(terms, by=stranger, now=now)
    assert agreeing.agree(terms, by=head, now=now).made_by == "head"


def test_nobody_else_is_let_into_the_collection_of_an_agreement(agreement, operator, now):
    partners.add_partner("south", about=About("Southern desk"), by=operator, now=now)
    collection = agreement.collection
    with pytest.raises(InvalidValueError, match="partner alone"):
        offering.open_collection(
            collection.alias,
            partner="south",
            purpose="to look",
            root=collection.root.name,
            by=operator,
            now=now,
        )
    assert collection.access.count() == 1


def test_every_part_of_an_agreement_is_one_that_the_objects_know():
    assert {part.value for part in Part} <= set(PARTS)
