"""A release gives what was shown to whom it was shown, and nothing that may not go."""

import json
from datetime import timedelta

import pytest
from tests.actions.releasing.conftest import DOCUMENT, FATHER, PHONE, SUSPECT, VICTIM

from markaz.actions.exchange import giving, partners
from markaz.actions.exchange.giving import Asked
from markaz.actions.exchange.sharing import consenting, releasing
from markaz.governance.audit import Event
from markaz.records.errors import InvalidValueError, NotPermittedError
from markaz.store import audit
from markaz.store.exchange import collections
from markaz.store.exchange.paging import Match
from markaz.store.exchange.partners import SignedIn
from markaz.store.exchange.receipts import Way
from markaz.store.exchange.releasing import releases
from markaz.store.models import (
    AuditRow,
    LineRow,
    ObjectVersion,
    PersonRow,
    ReleaseItem,
    ReleaseObject,
    ReleaseRow,
    ReportRow,
)

NAMES = (SUSPECT, FATHER, VICTIM, PHONE, DOCUMENT)


def put() -> str:
    return "\n".join(ObjectVersion.objects.values_list("body", flat=True))


def logged(event: Event) -> AuditRow:
    return AuditRow.objects.get(event=event.value)


@pytest.fixture
def release(filed, agreement, operator, now, head):
    """Prepare a release of some incidents, and sign it."""

    def make(*numbers, sign=True, **options):
        told = releasing.prepare(
            agreement.name, numbers or [filed.amber], by=operator, now=now, **options
        )
        return releasing.sign(told.release.name, by=head, now=now) if sign else told

    return make


def test_what_was_shown_is_what_the_log_says_and_what_stands(release, filed, head):
    shown = release(sign=False)
    assert not ObjectVersion.objects.exists()
    signed = releasing.sign(shown.release.name, by=head, now=shown.release.prepared_at)
    told = json.loads(json.dumps(shown.told))
    assert logged(Event.RELEASE_PREPARED).details == told
    assert logged(Event.RELEASE_SIGNED).details == told
    assert signed.told == told
    assert sum(told["objects"].values()) == ObjectVersion.objects.count()
    assert ReleaseObject.objects.count() == ObjectVersion.objects.count()


def test_the_preview_names_every_reader_key_and_property(release, partner, operator, now):
    partners.make_token("north", token="poller", days=30, by=operator, now=now)
    told = release(sign=False).told
    assert told["readers"] == [
        {"kind": "organisation", "name": "Northern desk"},
        {"kind": "person", "name": "Liaison officer Ostrava"},
    ]
    assert told["keys"] == ["poller"]
    assert "lines.mass_mg" in told["properties"]["incident"]
    assert "kind" in told["properties"]["means-of-transport"]
    assert "phone" not in str(told["properties"])
    assert "phone" in release(sign=False, nominal=True).told["properties"]["identity"]


def test_every_property_that_stands_was_shown(release):
    from markaz.exchange import listing

    signed = release(nominal=True)
    bodies = [json.loads(body) for body in ObjectVersion.objects.values_list("body", flat=True)]
    assert listing.properties(bodies) == signed.told["properties"]


def test_a_report_that_may_not_go_leaves_no_trace(release, filed, head):
    shown = release(sign=False)
    assert [(one.agency, one.refusals) for one in shown.left] == [
        ("CUSTOMS", ("above the ceiling",))
    ]
    releasing.sign(shown.release.name, by=head, now=shown.release.prepared_at)
    assert "C-1" not in put()
    assert "Customs" not in put()
    assert "CUSTOMS" not in json.dumps(shown.told)
    assert list(ReleaseItem.objects.values_list("report", flat=True)) == [filed.amber]


def test_without_being_nominal_nobody_is_named(release, filed):
    release(filed.amber, filed.with_victim)
    assert [name for name in NAMES if name in put()] == []


def test_what_another_report_says_of_a_victim_is_taken_out_of_the_texts(release, filed):
    ReportRow.objects.filter(reference="A-1").update(remarks=f"{VICTIM} was seen with ZZ-1.")
    PersonRow.objects.create(
        report=ReportRow.objects.get(reference="C-1"), mention=1, role="victim", name_text=VICTIM
    )
    release(filed.amber, nominal=True)
    assert "was seen with" in put()
    assert VICTIM not in put()


def test_a_suspect_whom_a_file_keeps_as_a_victim_is_not_named(release, filed, operator, now):
    from datetime import date

    from markaz.actions.subjects import keeping
    from markaz.actions.subjects.indexing import index_reports
    from markaz.records.subject import Category, Subject, SubjectKind
    from markaz.store.models import MentionRow

    index_reports(by=operator, now=now)
    mention = MentionRow.objects.get(part="person", report__reference="A-1")
    basis = "found to have been trafficked, as the court held"
    on = Subject(SubjectKind.PERSON, Category.VICTIM, basis, date(2028, 1, 15), now.date())
    row = keeping.open_subject(on, agency="ANF", by=operator, now=now)
    keeping.claim_mention(row.id, mention.id, reason="the same card", by=operator, now=now)
    release(filed.amber, nominal=True)
    assert [name for name in NAMES if name in put()] == []


def test_a_nominal_release_names_suspects_and_never_a_victim(release, filed):
    release(filed.amber, filed.with_victim, nominal=True)
    assert SUSPECT in put()
    assert VICTIM not in put()
    assert f"{SUSPECT} drove." in put()
    assert "handed the parcel" not in put()


def test_an_agreement_without_persons_names_nobody_even_if_asked(filed, agree, operator, now, head):
    row = agree(parts=("drugs", "place"))
    told = releasing.prepare(row.name, [filed.amber], nominal=True, by=operator, now=now)
    releasing.sign(told.release.name, by=head, now=now)
    assert [name for name in NAMES if name in put()] == []
    assert "A-1" not in put()
    assert "1234567" in put()


def test_one_reader_the_agreement_does_not_know_is_nobody(release):
    with pytest.raises(InvalidValueError, match="Nobody"):
        release(asked_for=["Northern desk", "Somebody Else"])
    assert not ReleaseRow.objects.exists()


def test_a_release_can_be_for_one_named_person(release):
    signed = release(asked_for=["Liaison officer Ostrava"])
    assert [one["name"] for one in signed.told["readers"]] == ["Liaison officer Ostrava"]


def test_what_changed_since_the_preview_is_not_signed(release, operator, now, head):
    shown = release(sign=False)
    LineRow.objects.filter(report__reference="A-1").update(mass_mg=1)
    with pytest.raises(InvalidValueError, match="not what was shown"):
        releasing.sign(shown.release.name, by=head, now=now)
    assert not ObjectVersion.objects.exists()


def test_a_new_key_since_the_preview_is_a_new_reader(release, partner, operator, now, head):
    shown = release(sign=False)
    partners.make_token("north", token="late joiner", days=30, by=operator, now=now)
    with pytest.raises(InvalidValueError, match="not what was shown"):
        releasing.sign(shown.release.name, by=head, now=now)


def test_an_expired_agreement_gives_nothing(release, filed, agreement, operator, now, head):
    shown = release(sign=False)
    late = now + timedelta(days=31)
    with pytest.raises(InvalidValueError, match="agreement over"):
        releasing.sign(shown.release.name, by=head, now=late)
    with pytest.raises(InvalidValueError, match="agreement over"):
        releasing.prepare(agreement.name, [filed.amber], by=operator, now=late)


def test_a_partner_reads_nothing_of_an_agreement_that_is_over(release, agreement, partner, now):
    release()
    (shown,) = collections.shown(partner, root=agreement.collection.root)
    asked = Asked(Match(), 0, 100, "")
    by = SignedIn(partner, "poller")
    assert giving.give(shown, asked, way=Way.PAGE, by=by, now=now).lines
    with pytest.raises(NotPermittedError, match="over"):
        giving.give(shown, asked, way=Way.PAGE, by=by, now=now + timedelta(days=31))


def test_an_originators_consent_lowers_its_own_report(
    release, filed, customs_liaison, anf_liaison, operator, now
):
    word = {
        "partner": "north",
        "lowered_to": "GREEN",
        "until": now.date(),
        "reason": "joint case",
        "now": now,
    }
    for stranger in (anf_liaison, operator):
        with pytest.raises(NotPermittedError, match="agency that gave it"):
            consenting.consent(filed.red, by=stranger, **word)
    given = consenting.consent(filed.red, by=customs_liaison, **word)
    release()
    items = {one.report: one for one in ReleaseItem.objects.all()}
    assert (items[filed.red].under, items[filed.red].consent) == ("GREEN", given)
    assert items[filed.amber].under == "AMBER"


def test_a_consent_taken_back_lowers_nothing(release, filed, customs_liaison, operator, now):
    given = consenting.consent(
        filed.red,
        partner="north",
        lowered_to="GREEN",
        until=now.date(),
        reason="joint case",
        by=customs_liaison,
        now=now,
    )
    consenting.withdraw_consent(given.id, by=customs_liaison, now=now)
    assert [one.report for one in release(filed.red).items.all()] == [filed.amber]


def test_a_second_release_gives_a_later_version_and_keeps_what_did_not_change(release):
    release()
    before = set(ObjectVersion.objects.values_list("id", flat=True))
    release()
    assert set(ObjectVersion.objects.values_list("id", flat=True)) == before
    LineRow.objects.filter(report__reference="A-1").update(mass_mg=1)
    release()
    report = ObjectVersion.objects.filter(type="report").order_by("version")
    assert [one.newest for one in report] == [False, True]
    places = ObjectVersion.objects.filter(type="location")
    assert places.count() == 1


def test_only_who_may_sign_signs(release, analyst, head, auditor, now):
    shown = release(sign=False)
    for stranger in (analyst, auditor):
        with pytest.raises(NotPermittedError):
            releasing.sign(shown.release.name, by=stranger, now=now)
    assert releasing.sign(shown.release.name, by=head, now=now).signed_by == "head"


def test_nobody_signs_what_they_prepared_themselves(release, agreement, filed, head, now):
    own = releasing.prepare(agreement.name, [filed.amber], by=head, now=now).release
    with pytest.raises(NotPermittedError, match="another person signs"):
        releasing.sign(own.name, by=head, now=now)
    assert not ObjectVersion.objects.exists()
    assert not AuditRow.objects.filter(event=Event.RELEASE_SIGNED.value).exists()


def test_an_officer_who_is_alone_signs_by_a_setting_and_the_log_says_so(
    release, agreement, filed, head, now, settings
):
    settings.MARKAZ_RELEASE_FOUR_EYES = False
    own = releasing.prepare(agreement.name, [filed.amber], by=head, now=now).release
    releasing.sign(own.name, by=head, now=now)
    assert logged(Event.RELEASE_SIGNED).details["alone"] is True


def test_an_agency_releases_nothing(agreement, filed, now, anf_liaison):
    with pytest.raises(NotPermittedError):
        releasing.prepare(agreement.name, [filed.amber], by=anf_liaison, now=now)


def test_a_failure_while_putting_leaves_nothing(release, operator, now, monkeypatch, head):
    shown = release(sign=False)

    def broken(*_args, **_kwargs):
        raise OSError("the log is full")

    with monkeypatch.context() as patched, pytest.raises(OSError, match="full"):
        patched.setattr(audit, "log", broken)
        releasing.sign(shown.release.name, by=head, now=now)
    assert not ObjectVersion.objects.exists()
    assert not ReleaseItem.objects.exists()
    assert releases.named(shown.release.name).signed_at is None


def test_a_dropped_release_is_never_signed(release, operator, now, head):
    shown = release(sign=False)
    releasing.drop(shown.release.name, by=operator, now=now)
    with pytest.raises(InvalidValueError, match="already"):
        releasing.sign(shown.release.name, by=head, now=now)
