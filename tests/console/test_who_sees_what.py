"""Each page for a permitted officer, an officer of another agency, and nobody."""

import pytest
from django.urls import reverse

from markaz.store.models import AuditRow

PAGES = (
    ("home", {}),
    ("upload", {}),
    ("batches", {}),
    ("set_aside", {}),
    ("questions", {}),
    ("incidents", {}),
    ("briefing", {}),
    ("editions", {}),
    ("account", {}),
    ("audit", {}),
    ("figure", {"figure": "seized_mass"}),
    ("download", {"form": "json"}),
)


@pytest.mark.parametrize(("name", "parts"), PAGES, ids=lambda part: str(part))
def test_nobody_reaches_a_page_without_signing_in(name, parts, sign_in, db):
    address = reverse(f"console:{name}", kwargs=parts)
    answer = sign_in(None).get(address)
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize(
    ("name", "parts"), [page for page in PAGES if page[0] != "audit"], ids=lambda part: str(part)
)
def test_an_analyst_of_the_centre_reaches_every_page(name, parts, sign_in, analyst, filed):
    answer = sign_in(analyst).get(reverse(f"console:{name}", kwargs=parts))
    assert answer.status_code == 200


def test_the_search_counts_only_what_an_officer_may_see(sign_in, analyst, anf_liaison, filed):
    def found(user):
        return sign_in(user).get(reverse("console:incidents")).context["found"]

    assert found(analyst).total == 3
    # Their own, and the one that is open to members: not Customs' AMBER report.
    assert found(anf_liaison).total == 2
    assert {one.agencies for one in found(anf_liaison).incidents} == {("ANF",), ("CUSTOMS",)}


def test_an_incident_shows_an_officer_only_visible_reports(sign_in, anf_liaison, analyst, filed):
    address = reverse("console:incident", kwargs={"number": filed.anf})
    own = sign_in(anf_liaison).get(address)
    assert [each.report.agency for each in own.context["file"].filed] == ["ANF"]
    assert "C-1" not in own.content.decode()
    assert "agencies give the same" not in own.content.decode()
    both = sign_in(analyst).get(address)
    assert [each.report.agency for each in both.context["file"].filed] == ["ANF", "CUSTOMS"]


def test_a_hidden_incident_answers_like_one_that_is_not_there(sign_in, anf_liaison, filed):
    client = sign_in(anf_liaison)
    hidden = client.get(reverse("console:incident", kwargs={"number": filed.customs_alone}))
    absent = client.get(reverse("console:incident", kwargs={"number": 999_999}))
    assert hidden.status_code == absent.status_code == 404


def test_the_joined_report_of_a_hidden_agency_is_no_way_in(sign_in, anf_liaison, filed):
    address = reverse("console:incident", kwargs={"number": filed.customs_of_same})
    assert sign_in(anf_liaison).get(address).status_code == 404


def test_names_stay_with_the_agency_that_filed_them(sign_in, anf_liaison, customs_liaison, filed):
    address = reverse("console:incident", kwargs={"number": filed.open_to_members})
    assert "Hidden Name" in sign_in(customs_liaison).get(address).content.decode()
    assert "Hidden Name" not in sign_in(anf_liaison).get(address).content.decode()


def test_figures_count_only_what_an_officer_may_see(sign_in, analyst, anf_liaison, filed):
    address = reverse("console:figure", kwargs={"figure": "seized_mass"})
    asked = f"{address}?from=2025-01-01&to=2025-12-31"

    def counted(user):
        return sign_in(user).get(asked).context["figure"].counted

    assert (counted(analyst), counted(anf_liaison)) == (3, 2)


def test_a_batch_is_shown_to_its_agency_and_the_centre_only(
    sign_in, analyst, customs_liaison, anf_liaison, filed
):
    address = reverse("console:batch", kwargs={"number": filed.customs_batch})
    seen = [sign_in(user).get(address).status_code for user in (analyst, customs_liaison)]
    assert seen == [200, 200]
    assert sign_in(anf_liaison).get(address).status_code == 404


@pytest.mark.parametrize("page", ["set_aside", "questions"])
def test_remarks_are_shown_to_their_agency_only(page, sign_in, customs_liaison, anf_liaison, filed):
    address = reverse(f"console:{page}")
    assert sign_in(customs_liaison).get(address).context[page].total == 1
    assert sign_in(anf_liaison).get(address).context[page].total == 0


def test_the_first_page_counts_only_what_waits_for_the_agency(
    sign_in, customs_liaison, anf_liaison, filed
):
    waiting = sign_in(customs_liaison).get("/").context["waiting"]
    assert (waiting.batches, waiting.set_aside, waiting.questions) == (1, 1, 1)
    none = sign_in(anf_liaison).get("/").context["waiting"]
    assert (none.batches, none.set_aside, none.questions) == (0, 0, 0)


@pytest.mark.parametrize("page", ["incidents", "briefing", "editions", "upload"])
def test_an_auditor_sees_no_report(page, sign_in, auditor, filed):
    assert sign_in(auditor).get(reverse(f"console:{page}")).status_code == 403


def test_the_audit_log_is_for_the_auditor(sign_in, auditor, analyst, filed):
    address = reverse("console:audit")
    assert sign_in(auditor).get(address, {"check": "1"}).context["broken"] is None
    assert sign_in(analyst).get(address).status_code == 403


def test_a_broken_chain_is_shown_to_the_auditor(sign_in, auditor, filed):
    first = AuditRow.objects.order_by("id").first()
    AuditRow.objects.filter(id=first.id).update(subject="altered")
    shown = sign_in(auditor).get(reverse("console:audit"), {"check": "1"})
    assert shown.context["broken"] == first.id


def test_looking_at_an_incident_is_written_down(sign_in, analyst, filed):
    sign_in(analyst).get(reverse("console:incident", kwargs={"number": filed.customs_alone}))
    row = AuditRow.objects.filter(event="report viewed").get()
    assert (row.by, row.subject) == ("analyst", f"incident {filed.customs_alone}")


def test_looking_at_nothing_writes_nothing(sign_in, anf_liaison, filed):
    sign_in(anf_liaison).get(reverse("console:incident", kwargs={"number": filed.customs_alone}))
    assert not AuditRow.objects.filter(event="report viewed").exists()
