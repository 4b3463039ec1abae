"""What the pages of operations show, say and refuse."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from markaz.accounts.models import User
from markaz.actions.operations import planning
from markaz.actions.operations.planning import Plan
from markaz.records.operations.operation import Window
from markaz.records.operations.shape import Point, Position
from markaz.store.models import ConflictRow, HandoverRow, OperationRow, TaskRow

FORM = {
    "title": "Night Heron",
    "reference": "A-1",
    "kind": "raid",
    "unit": "squad",
    "contact": "desk 021",
    "marking": "AMBER",
}
PLACES = {
    "point": {"place": "24°54'23\"N, 67°09'39\"E"},
    "polygon": {"corners": "24.90, 67.15\n24.92, 67.15\n24.92, 67.18"},
    "route": {"stops": "09:30 24.9065, 67.1608\n11:45 Hyderabad"},
    "convoy": {"stops": "09:30 24.9065, 67.1608\n11:45 Hyderabad", "length": "400"},
    "flight": {
        "flight": "XX 301", "departure": "KHI", "departs": "10:00", "arrival": "ISB",
        "arrives": "12:00",
    },
}  # fmt: skip


@pytest.fixture
def form() -> dict[str, str]:
    begins = timezone.localtime() + timedelta(days=2)
    return {
        **FORM,
        "starts": f"{begins:%Y-%m-%d} 09:30",
        "ends": f"{begins:%Y-%m-%d} 13:00",
    }


@pytest.fixture
def officer(sign_in, anf_liaison):
    return sign_in(anf_liaison)


@pytest.mark.parametrize("shape", PLACES)
def test_each_shape_is_entered_drawn_and_filled_in_again(shape, officer, form):
    answer = officer.post("/operations/new/", {**form, "shape": shape, **PLACES[shape]})
    assert answer.status_code == 302
    page = officer.get(answer.url).content.decode()
    assert "Clear: no other operation comes too near or is after the same subject." in page
    assert '<svg class="sketch"' in page
    again = officer.get(answer.url + "amend/")
    typed = {
        name: str(value) for name, value in again.context["typed"].items() if name != "reference"
    }
    assert officer.post(answer.url + "amend/", typed).status_code == 302
    first, second = OperationRow.objects.order_by("id")
    assert (first.shape, first.filed_at) == (second.shape, second.filed_at)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"place": "nowhere at all"}, "No place is called"),
        ({"place": "124.9, 67.1"}, "latitude 124.9"),
        ({"starts": "tomorrow"}, "is no moment"),
        ({"ends": "2020-01-01 00:00"}, "not after its start"),
        ({"title": " "}, "Give the operation a name."),
        ({"kind": "picnic"}, "no kind of operation"),
        ({"shape": "route", "stops": "Karachi"}, "is no stop"),
        ({"shape": "polygon", "corners": "24.9, 67.1"}, "three corners"),
    ],
)
def test_what_cannot_be_read_is_said_and_what_was_typed_stays(changed, sentence, officer, form):
    typed = {**form, "shape": "point", "place": "KHI", **changed}
    answer = officer.post("/operations/new/", typed)
    assert answer.status_code == 400
    page = answer.content.decode()
    assert sentence in page
    assert "desk 021" in page
    assert not OperationRow.objects.exists()


def test_an_operation_lists_what_was_reported_under_its_name_with_the_arrests(
    filed, sign_in, anf_liaison
):
    begins = datetime(2025, 3, 4, 4, tzinfo=UTC)
    plan = Plan(
        agency="ANF", reference="A-1", title="SEA-1", unit="squad", contact="desk", kind="raid",
        window=Window(begins, begins + timedelta(hours=3)), shape=Point(Position(31.5, 74.3)),
    )  # fmt: skip
    planning.enter(plan, by=anf_liaison, now=begins - timedelta(days=3))
    page = sign_in(anf_liaison).get("/operations/ANF/A-1/").content.decode()
    assert reverse("console:incident", args=[filed.anf]) in page
    assert re.search(r"Arrested:\s*1\b", page)


def test_a_supervisor_allows_a_late_operation_from_its_page(sign_in, anf_liaison, form):
    soon = timezone.localtime() + timedelta(minutes=20)
    typed = {**form, "starts": f"{soon:%Y-%m-%d %H:%M}", "shape": "point", "place": "KHI"}
    typed["ends"] = f"{soon + timedelta(hours=2):%Y-%m-%d %H:%M}"
    sign_in(anf_liaison).post("/operations/new/", typed)
    page, act = "/operations/ANF/A-1/", "/operations/ANF/A-1/do/"
    assert "Filed late" in sign_in(anf_liaison).get(page).content.decode()
    sign_in(anf_liaison).post(act, {"do": "start"})
    assert OperationRow.objects.get(known_to=None).state == "planned"
    boss = User.objects.create(username="boss", agency="ANF", role="supervisor")
    assert "Why it cannot wait" in sign_in(boss).get(page).content.decode()
    sign_in(boss).post(act, {"do": "allow", "reason": "the lorry leaves"})
    sign_in(anf_liaison).post(act, {"do": "start"})
    assert OperationRow.objects.get(known_to=None).state == "live"


def test_a_task_is_given_acknowledged_and_done_on_its_page(sign_in, anf_liaison, customs_liaison):
    due = f"{timezone.localtime() + timedelta(hours=3):%Y-%m-%d %H:%M}"
    given = {"kind": "request", "what": "whose plate?", "to_agency": "CUSTOMS", "due": due}
    sign_in(anf_liaison).post("/tasks/", given)
    name = TaskRow.objects.get().name
    customs = sign_in(customs_liaison)
    assert "Not acknowledged" in customs.get("/tasks/").content.decode()
    customs.post(f"/tasks/{name}/", {"do": "acknowledge"})
    customs.post(f"/tasks/{name}/", {"do": "finish", "answer": "nobody's"})
    assert "nobody&#x27;s" in sign_in(anf_liaison).get("/tasks/").content.decode()


def test_the_watch_hands_over_what_is_open(sign_in, clash, db):
    first, second = (
        User.objects.create(username=name, agency="NCC", role="watch") for name in ("one", "two")
    )
    sign_in(first).post(f"/conflicts/{clash.name}/do/", {"do": "take"})
    sign_in(first).post("/hand-over/", {"to": "two", "remark": "quiet"})
    assert HandoverRow.objects.get().open_items
    page = sign_in(second).get("/watch/").content.decode()
    assert clash.name in page
    assert "<bdi>two</bdi>" in page
    assert "quiet" in sign_in(second).get("/hand-over/").content.decode()


def test_a_step_that_is_not_open_is_refused_in_the_page_s_language(sign_in, clash):
    watch = User.objects.create(username="one", agency="NCC", role="watch")
    client = sign_in(watch)
    client.cookies["django_language"] = "ur"
    client.post(f"/conflicts/{clash.name}/do/", {"do": "take"})
    answer = client.post(f"/conflicts/{clash.name}/do/", {"do": "close"}, follow=True)
    assert "تصادم تب بند ہوتا ہے" in answer.content.decode()
    assert ConflictRow.objects.get().closed_at is None
