"""Files on suspects, closed operations and verdicts go under an agreement, and nobody protected."""

import json
from datetime import timedelta

import pytest
from tests.actions.releasing.conftest import SUSPECT

from markaz.actions.exchange.sharing import recalling, releasing
from markaz.records.operations.notation import written
from markaz.records.operations.shape import Point, Position
from markaz.records.subject import Category
from markaz.store.messages.judged import link
from markaz.store.models import (
    BelongingRow,
    JudgementRow,
    MentionRow,
    ObjectVersion,
    OperationRow,
    ReportRow,
    SubjectRow,
)

SHAPE = Point(Position(67.0, 24.8))
BASIS = "seen to hand over the parcel"


@pytest.fixture
def told(filed, agree, operator, now):
    """The objects that a release of the first incident would give."""

    def make(*, nominal=True, **changes):
        made = releasing.prepare(
            agree(**changes).name, [filed.amber], nominal=nominal, by=operator, now=now
        )
        return list(made.stix)

    return make


@pytest.fixture
def subject(filed, now):
    def keep(category=Category.SUSPECT, **changes):
        row = SubjectRow.objects.create(
            kind="person", category=category.value, basis=BASIS, agency="ANF", marking="AMBER",
            review_by=now.date() + timedelta(days=99), created_by="x", created_at=now, **changes,
        )  # fmt: skip
        report = ReportRow.objects.get(reference="A-1")
        mention, _ = MentionRow.objects.get_or_create(
            kind="person", part="person", report=report, place=report.persons.get().mention,
            defaults={"noted_at": now, "noted_by": "x"},
        )  # fmt: skip
        BelongingRow.objects.create(subject=row, mention=mention, since=now, by="x")
        return row

    return keep


def of(kind, objects):
    return [one for one in objects if one["type"] == kind]


def test_a_file_on_a_suspect_goes_with_category_and_review_and_without_its_basis(told, subject):
    subject()
    objects = told()
    (actor,) = of("threat-actor", objects)
    assert actor["name"] == SUSPECT
    assert BASIS not in json.dumps(objects)
    assert '"category": "suspect"' in json.dumps(objects)


def test_a_file_on_a_contact_says_so_and_makes_nobody_a_suspect(told, subject):
    subject(Category.CONTACT)
    objects = told()
    assert of("threat-actor", objects) == []
    (known,) = [one for one in of("identity", objects) if one.get("roles") == ["contact"]]
    assert known["name"] == SUSPECT
    assert BASIS not in json.dumps(objects)


@pytest.mark.parametrize("category", [Category.WITNESS, Category.VICTIM, Category.PROTECTION])
def test_a_file_on_anybody_else_never_goes(told, subject, category):
    subject(category)
    assert of("threat-actor", told()) == []
    assert '"category"' not in json.dumps(told())


def test_who_is_under_protection_is_not_even_named(told, subject):
    subject(Category.PROTECTION)
    assert SUSPECT not in json.dumps(told())


def test_a_file_stays_where_the_agreement_its_marking_or_its_day_keep_it(told, subject, now):
    row = subject()
    assert of("threat-actor", told(parts=("drugs", "persons"))) == []
    assert of("threat-actor", told(parts=("drugs", "subjects"))) == []
    SubjectRow.objects.update(marking="RED")
    assert of("threat-actor", told()) == []
    SubjectRow.objects.update(marking="AMBER", review_by=now.date() - timedelta(days=1))
    assert of("threat-actor", told()) == []
    assert row.name not in json.dumps(told())


def test_without_being_nominal_a_file_names_nobody(told, subject):
    subject()
    assert SUSPECT not in json.dumps(told(nominal=False))


@pytest.fixture
def operation(filed, now):
    return OperationRow.objects.create(
        number=1, agency="ANF", reference="SEA-1", title="Sea", unit="u", contact="0300 0000009",
        kind="search", starts_at=now, ends_at=now + timedelta(hours=1), zone="Asia/Karachi",
        shape=written(SHAPE), target="Belmand at Quarry Lane",
        marking="AMBER", state="closed", result="nothing found", filed_by="x", filed_at=now,
        changed_by="x", known_from=now,
    )  # fmt: skip


def test_a_closed_operation_goes_without_target_and_contact(told, operation):
    objects = told()
    (group,) = of("grouping", objects)
    assert group["name"] == "Sea"
    assert [one for one in of("relationship", objects) if one["target_ref"] == group["id"]]
    assert "Quarry" not in json.dumps(objects)
    assert "0000009" not in json.dumps(objects)


@pytest.mark.parametrize(
    "changes",
    [{"state": "live"}, {"silent": True}, {"marking": "RED"}, {"agency": "CUSTOMS"}],
)
def test_an_operation_that_is_live_silent_marked_or_anothers_stays(told, operation, changes):
    OperationRow.objects.update(**changes)
    assert of("grouping", told()) == []


def test_that_two_reports_tell_of_one_event_goes_where_both_do(told, filed, operator, now):
    left, right = sorted((filed.amber, filed.red))
    JudgementRow.objects.create(act=1, left=left, right=right, verdict="positive", by="x", at=now)
    said = [one["relationship_type"] for one in of("relationship", told())]
    assert "duplicate-of" not in said
    ReportRow.objects.filter(number=filed.red).update(marking="GREEN")
    said = [one["relationship_type"] for one in of("relationship", told())]
    assert "duplicate-of" in said
    said = [one["relationship_type"] for one in of("relationship", told(parts=("drugs",)))]
    assert "duplicate-of" not in said


@pytest.fixture
def held_apart(filed, now):
    left, right = sorted((filed.amber, filed.green))
    JudgementRow.objects.create(act=1, left=left, right=right, verdict="negative", by="x", at=now)


@pytest.fixture
def apart(agree, operator, now):
    """What holds reports apart in a release of some incidents, and the ids of what goes."""

    def look(*incidents, nominal=True, **changes):
        name = agree(**changes).name
        made = releasing.prepare(name, incidents, nominal=nominal, by=operator, now=now)
        found = of("relationship", made.stix)
        ids = {one["id"] for one in made.stix}
        return [one for one in found if one["relationship_type"] == "distinct-from"], ids

    return look


@pytest.mark.parametrize("nominal", [True, False])
def test_that_two_reports_tell_of_two_events_goes_where_both_go(apart, filed, held_apart, nominal):
    (said,), ids = apart(filed.amber, filed.green, nominal=nominal)
    assert {said["source_ref"], said["target_ref"]} <= ids


def test_of_a_report_that_stays_nothing_is_held_apart(apart, filed, held_apart):
    assert apart(filed.amber)[0] == []
    assert apart(filed.amber, filed.green, parts=("drugs",))[0] == []
    ReportRow.objects.filter(number=filed.green).update(marking="RED")
    assert apart(filed.amber, filed.green)[0] == []


@pytest.fixture
def signed(agreement, filed, held_apart, operator, head, now):
    """A signed release of two incidents that a person held apart, as it was shown before."""
    numbers = [filed.amber, filed.green]
    told = releasing.prepare(agreement.name, numbers, nominal=True, by=operator, now=now)
    releasing.sign(told.release.name, by=head, now=now)
    return told


@pytest.mark.parametrize("recalled", ["amber", "green"])
def test_what_holds_two_apart_goes_back_with_either(signed, filed, recalled, operator, now):
    (said,) = [one for one in signed.stix if one.get("relationship_type") == "distinct-from"]
    recalling.recall(getattr(filed, recalled), reason="wrong", by=operator, now=now)
    (left,) = ObjectVersion.objects.filter(stix_id=said["id"], removed_at=None)
    assert json.loads(left.body)["revoked"] is True


@pytest.fixture
def one_after_another(agreement, filed, held_apart, operator, head, now):
    """Of two incidents that a person held apart: the one is released and signed, then the other."""

    def release(number, *, nominal=True, of=agreement.name):
        made = releasing.prepare(of, [number], nominal=nominal, by=operator, now=now)
        releasing.sign(made.release.name, by=head, now=now)
        apart = [one for one in made.stix if one.get("relationship_type") == "distinct-from"]
        return apart, {one["id"] for one in made.stix}

    return release


@pytest.mark.parametrize("nominal", [True, False])
@pytest.mark.parametrize(("first", "second"), [("amber", "green"), ("green", "amber")])
def test_what_was_given_before_is_held_apart_too(one_after_another, filed, first, second, nominal):
    none, ids_before = one_after_another(getattr(filed, first), nominal=nominal)
    (said,), ids = one_after_another(getattr(filed, second), nominal=nominal)
    ends = {said["source_ref"], said["target_ref"]}
    assert not none
    assert len(ends & ids_before) == len(ends & ids) == 1


def test_what_was_taken_back_is_not_held_apart(one_after_another, filed, operator, now):
    one_after_another(filed.amber)
    recalling.recall(filed.amber, reason="wrong", by=operator, now=now)
    assert one_after_another(filed.green)[0] == []


def test_what_another_agreement_gave_is_not_held_apart(one_after_another, filed, agree):
    one_after_another(filed.amber, of=agree(title="Another matter").name)
    assert one_after_another(filed.green)[0] == []


@pytest.mark.parametrize("recalled", ["amber", "green"])
def test_the_word_on_what_came_before_goes_back_with_either(
    one_after_another, filed, recalled, operator, now
):
    one_after_another(filed.amber)
    (said,), _ = one_after_another(filed.green)
    recalling.recall(getattr(filed, recalled), reason="wrong", by=operator, now=now)
    (left,) = ObjectVersion.objects.filter(stix_id=said["id"], removed_at=None)
    assert json.loads(left.body)["revoked"] is True


@pytest.fixture
def one_brief(filed, now):
    """The amber and the green report as sums of one brief."""
    pair = sorted((filed.amber, filed.green))
    ReportRow.objects.filter(number__in=pair).update(grain="aggregate")
    link([frozenset(pair)], now=now)


def duplicates(found):
    return [one for one in found.stix if one.get("relationship_type") == "duplicate-of"]


def test_that_two_reports_sum_one_brief_goes_where_both_go(agree, filed, one_brief, operator, now):
    def made(*numbers, **changes):
        return releasing.prepare(agree(**changes).name, numbers, nominal=True, by=operator, now=now)

    both = made(filed.amber, filed.green)
    (said,) = duplicates(both)
    ids = {one["id"] for one in both.stix}
    assert {said["source_ref"], said["target_ref"]} <= ids
    assert duplicates(made(filed.amber)) == []
    assert duplicates(made(filed.amber, filed.green, parts=("drugs",))) == []
    link([], now=now)
    assert duplicates(made(filed.amber, filed.green)) == []


def test_a_teller_that_was_given_before_is_told_of_too(
    agreement, filed, one_brief, operator, head, now
):
    first = releasing.prepare(agreement.name, [filed.amber], nominal=True, by=operator, now=now)
    releasing.sign(first.release.name, by=head, now=now)
    second = releasing.prepare(agreement.name, [filed.green], nominal=True, by=operator, now=now)
    assert duplicates(first) == []
    assert len(duplicates(second)) == 1
