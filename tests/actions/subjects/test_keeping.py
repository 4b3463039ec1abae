"""Files on subjects: what must be said, what editing leaves alone, what can be taken back."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from markaz.actions.subjects import keeping
from markaz.actions.subjects.check import check
from markaz.actions.subjects.keeping import Said
from markaz.governance.audit import Event
from markaz.records.errors import InvalidValueError, NotPermittedError
from markaz.records.subject import Category, Subject, SubjectKind
from markaz.store.models import AliasRow, AuditRow, BelongingRow, SubjectRow
from markaz.subjects.identifiers.identifier import IdentifierKind
from markaz.subjects.lookup.asked import Asked, understand
from markaz.subjects.mentions.mention import Mention

BASIS = "seen handing over a parcel on 3 March 2025"
SINCE, UNTIL = date(2026, 1, 15), date(2028, 1, 15)
SAID = Said("Zubair Tariq Achakzai", by="the driver", on=date(2025, 3, 4))


def subject(**other: object) -> Subject:
    return Subject(
        **{
            "kind": SubjectKind.PERSON,
            "category": Category.SUSPECT,
            "basis": BASIS,
            "review_by": UNTIL,
            "since": SINCE,
            **other,
        }
    )


@pytest.fixture
def kept(anf_liaison, now) -> SubjectRow:
    return keeping.open_subject(subject(), agency="ANF", by=anf_liaison, now=now)


def known(by, now, name: str = SAID.written) -> list[int | None]:
    answer = check(Asked(Mention(name)), purpose="case 12 of 2026", by=by, now=now)
    return [one.held.subject for one in answer.entries]


@pytest.mark.parametrize("basis", ["", "  ", "hunch", "a b"])
def test_a_subject_without_a_basis_in_words_is_refused(basis):
    with pytest.raises(InvalidValueError, match="basis"):
        subject(basis=basis)


@pytest.mark.parametrize("day", [SINCE, date(2020, 1, 1), date(2031, 1, 16)])
def test_a_review_lies_within_five_years(day):
    with pytest.raises(InvalidValueError, match="5 years"):
        subject(review_by=day)
    subject(review_by=date(2031, 1, 15))
    subject(since=date(2028, 2, 29), review_by=date(2033, 2, 28))


def test_the_database_refuses_a_subject_without_basis_or_category(kept):
    for change in ({"basis": ""}, {"category": "enemy"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            SubjectRow.objects.filter(id=kept.id).update(**change)


def test_editing_does_not_move_the_day_of_review_and_a_review_does(kept, anf_liaison, now):
    changed = keeping.change_subject(
        kept.id, category=Category.CONTACT, basis="was only the landlord", by=anf_liaison, now=now
    )
    assert (changed.category, changed.review_by) == ("contact", UNTIL)
    with pytest.raises(InvalidValueError, match="new basis"):
        keeping.validate_subject(
            kept.id, basis="was only  the landlord", review_by=date(2030, 1, 1), by=anf_liaison,
            now=now,
        )  # fmt: skip
    later = keeping.validate_subject(
        kept.id, basis="charged in court in 2026", review_by=date(2030, 1, 1), by=anf_liaison,
        now=now,
    )  # fmt: skip
    assert later.review_by == date(2030, 1, 1)
    changes = AuditRow.objects.filter(event=Event.SUBJECT_CHANGED).order_by("id")
    assert [row.details["change"] for row in changes] == ["changed", "validated"]


def test_an_alias_says_who_said_it_and_is_found(kept, anf_liaison, now):
    alias = keeping.add_alias(kept.id, SAID, by=anf_liaison, now=now)
    assert (alias.said_by, alias.said_on) == ("the driver", date(2025, 3, 4))
    assert known(anf_liaison, now) == [kept.id]


def test_an_alias_goes_and_comes_back_alone_with_its_history(kept, anf_liaison, now):
    alias = keeping.add_alias(kept.id, SAID, by=anf_liaison, now=now)
    phone = Said("0300 1234567", by="the driver", on=SAID.on, kind=IdentifierKind.PHONE, report=7)
    keeping.add_alias(kept.id, phone, by=anf_liaison, now=now)
    keeping.remove_alias(alias.id, by=anf_liaison, now=now)
    assert known(anf_liaison, now) == []
    asked = understand("0300 1234567")
    assert asked is not None
    assert check(asked, purpose="case 12 of 2026", by=anf_liaison, now=now).entries
    back = keeping.restore_alias(alias.id, by=anf_liaison, now=now)
    assert known(anf_liaison, now) == [kept.id]
    assert (back.restores_id, back.said_by) == (alias.id, "the driver")
    assert AliasRow.objects.get(id=alias.id).ended_by == "anf"
    with pytest.raises(InvalidValueError):
        keeping.restore_alias(alias.id, by=anf_liaison, now=now)


def test_a_mention_is_claimed_for_a_reason_and_released(kept, listed, anf_liaison, now):
    mention = listed()
    with pytest.raises(InvalidValueError, match="why"):
        keeping.claim_mention(kept.id, mention.id, reason=" ", by=anf_liaison, now=now)
    keeping.claim_mention(kept.id, mention.id, reason="same phone", by=anf_liaison, now=now)
    assert known(anf_liaison, now) == [kept.id]
    with pytest.raises(InvalidValueError, match="already"):
        keeping.claim_mention(kept.id, mention.id, reason="again", by=anf_liaison, now=now)
    keeping.release_mention(mention.id, by=anf_liaison, now=now)
    assert known(anf_liaison, now) == [None]
    assert BelongingRow.objects.get().ended_by == "anf"


def test_another_agencys_file_or_mention_is_as_if_it_were_not(
    kept, listed, customs_liaison, anf_liaison, now
):
    for number in (kept.id, 99):
        with pytest.raises(InvalidValueError, match=f"keeps no subject {number}"):
            keeping.add_alias(number, SAID, by=customs_liaison, now=now)
    with pytest.raises(NotPermittedError):
        keeping.open_subject(subject(), agency="ANF", by=customs_liaison, now=now)
    foreign = listed(agency="CUSTOMS")
    with pytest.raises(InvalidValueError, match="no mention"):
        keeping.claim_mention(kept.id, foreign.id, reason="same phone", by=anf_liaison, now=now)


def test_who_keeps_no_subjects_opens_none(auditor, now):
    with pytest.raises(NotPermittedError):
        keeping.open_subject(subject(), agency="NCC", by=auditor, now=now)
