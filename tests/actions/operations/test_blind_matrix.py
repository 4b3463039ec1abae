"""Role x agency x marking x face: nothing of the other side's plan leaks before both consent."""

import json
import re
from datetime import timedelta

import pytest
from django.conf import settings as django_settings
from django.test import Client
from django.utils import timezone
from tests.actions.operations.conftest import NEARBY, person

from markaz.accounts.models import User
from markaz.actions.operations import looking, planning, settling
from markaz.actions.operations.desk import shift
from markaz.deconfliction.rules import shipped
from markaz.governance.marking import Marking
from markaz.governance.permissions import Role
from markaz.store.models import OperationRow

pytestmark = pytest.mark.django_db

# Words that stand in ANF's plan and nowhere else, in each of its fields.
SECRETS = {
    "reference": "SECRET-REF",
    "title": "Secretname",
    "unit": "Secretunit",
    "target": "Secrettarget",
    "kind": "maritime",
    "filed_by": "anf.secretofficer",
}
KIND = shipped().kinds[SECRETS["kind"]]
# The kind gives itself away by name, by radius or by lead time.
TRACES = [
    *(text for field, text in SECRETS.items() if field != "kind"),
    KIND.en, KIND.ur, "10 km", "24.9065", "67.1608", "24.91", "Silent",
]  # fmt: skip
ROLES = [role for role in Role if role is not Role.OPERATOR]
# Who is in it: a side, a third agency, the centre.
AGENCIES = ("CUSTOMS", "PCG", "NCC")
PAGES = ("", "operations/", "operations/?state=planned", "tasks/", "hand-over/", "watch/")


@pytest.fixture(params=list(Marking))
def blind(request, home, plan, settings):
    """Customs is told of ANF's plan, which bears any marking; gives the conflict's name."""
    settings.STATIC_ROOT = home / "static"
    settings.STATIC_ROOT.mkdir()
    now, starts = timezone.now(), timezone.now() + timedelta(days=2)
    secret = {name: text for name, text in SECRETS.items() if name != "filed_by"}
    officer = person(SECRETS["filed_by"], "ANF", "liaison")
    hidden = plan(starts=starts, contact="desk 021 111", marking=request.param.value, **secret)
    planning.enter(hidden, by=officer, now=now)
    asker = person("asker", "CUSTOMS", "liaison")
    beside = plan(
        starts=starts, agency="CUSTOMS", reference="C-7", title="Ours", unit="ours",
        contact="port desk 021 222", at=NEARBY, target="ours", kind="search",
    )  # fmt: skip
    return planning.enter(beside, by=asker, now=now).clashes[0].name


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user, backend=django_settings.AUTHENTICATION_BACKENDS[1])
    return client


def pages(name: str) -> list[str]:
    secret = SECRETS["reference"]
    own = ["operations/CUSTOMS/C-7/", f"conflicts/{name}/", f"operations/ANF/{secret}/"]
    return [*PAGES, *own, f"operations/ANF/{secret}/amend/"]


def traces(text: str, *, asked: str) -> list[str]:
    # An address that was asked for may stand in its own answer.
    shown = text.replace(asked, "")
    return [trace for trace in TRACES if trace in shown]


@pytest.mark.parametrize("agency", AGENCIES)
@pytest.mark.parametrize("role", ROLES)
def test_no_page_shows_anything_of_the_other_side(blind, role, agency):
    user = person("viewer", agency, role)
    if agency == "NCC" and role in {Role.WATCH, Role.HEAD}:
        pytest.skip("the watch desk rings both sides: what it sees is tested below")
    client = browser(user)
    for language in ("en", "ur"):
        client.cookies[django_settings.LANGUAGE_COOKIE_NAME] = language
        for page in pages(blind):
            answer = client.get(f"/{page}")
            text = answer.content.decode() + json.dumps(dict(answer.headers))
            assert traces(text, asked=SECRETS["reference"] if "SECRET" in page else "\0") == []
    stranger = agency != "CUSTOMS" or role in {Role.AUDITOR, Role.ADMINISTRATOR}
    if stranger:
        assert client.get(f"/conflicts/{blind}/").status_code in {403, 404}


@pytest.mark.parametrize("agency", AGENCIES)
def test_a_plan_that_is_not_theirs_is_answered_as_one_that_is_not(blind, agency):
    client = browser(person("viewer", agency, "liaison"))
    known = client.get(f"/operations/ANF/{SECRETS['reference']}/")
    unknown = client.get("/operations/ANF/NO-SUCH-0/")
    assert known.status_code == unknown.status_code
    assert bare(known) == bare(unknown)


def bare(answer) -> str:
    """A page without what differs from answer to answer by itself: its tokens and its address."""
    text = re.sub(r'(name="csrfmiddlewaretoken" value=)"\w+"', r"\1", answer.content.decode())
    return re.sub(r"X-CSRFToken[^}]*", "", text).replace(SECRETS["reference"], "NO-SUCH-0")


def test_no_notice_nor_note_tells_more_than_whom_to_ring(blind):
    asker, now = User.objects.get(username="asker"), timezone.now()
    (side,) = looking.open_conflict(blind, by=asker, now=now).sides
    notes = [str(one) for one in shift.open_items(by=asker, now=now)]
    told = " ".join([str(side.notice), *notes, *map(str, looking.my_conflicts(by=asker))])
    assert traces(told, asked="\0") == []
    assert side.notice.details is None


def test_nor_does_it_after_one_side_consented(blind):
    asker = User.objects.get(username="asker")
    settling.consent(blind, side="", by=asker, now=timezone.now())
    text = browser(asker).get(f"/conflicts/{blind}/").content.decode()
    assert traces(text, asked="\0") == []


def test_the_watch_desk_sees_whom_to_ring_and_no_target(blind):
    text = browser(person("watch", "NCC", "watch")).get(f"/conflicts/{blind}/").content.decode()
    assert "desk 021 111" in text
    assert "port desk 021 222" in text
    assert SECRETS["target"] not in text


def test_both_consents_show_the_plan_to_its_two_sides_and_to_nobody_else(blind):
    asker, officer = (User.objects.get(username=one) for one in ("asker", SECRETS["filed_by"]))
    for by in (asker, officer):
        settling.consent(blind, side="", by=by, now=timezone.now())
    page = f"/conflicts/{blind}/"
    assert SECRETS["target"] in browser(asker).get(page).content.decode()
    other = person("viewer", "PCG", "liaison")
    assert browser(other).get(page).status_code == 404


def test_a_partner_sees_the_plan_up_to_amber_and_no_conflict_of_it(blind):
    row = OperationRow.objects.get(agency="ANF")
    officer = User.objects.get(username=SECRETS["filed_by"])
    from markaz.actions.operations import course

    course.give_part(
        "ANF", row.reference, partner="PCG", role="joint", by=officer, now=timezone.now()
    )
    client = browser(person("viewer", "PCG", "liaison"))
    answer = client.get(f"/operations/ANF/{row.reference}/")
    assert answer.status_code == (404 if row.marking in {"AMBER+STRICT", "RED"} else 200)
    assert blind not in answer.content.decode()
    assert "port desk 021 222" not in answer.content.decode()
