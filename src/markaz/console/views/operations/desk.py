"""The watch desk: open conflicts by the time that is left, one conflict, the change of shift."""

from dataclasses import asdict
from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from markaz.accounts.models import User
from markaz.actions.operations import desk_rules, looking, settling
from markaz.actions.operations.desk import shift
from markaz.actions.operations.looking import ConflictFile, SideFile
from markaz.console import wording
from markaz.console.desk import signed_in
from markaz.console.errors import plainly
from markaz.console.operations import words
from markaz.console.operations.sketch import Sketch, sketch
from markaz.governance.permissions import Permission, require
from markaz.records.errors import ConflictError, InvalidValueError, NotPermittedError
from markaz.records.operations.notation import read
from markaz.store.operations import seeing

_FEW = 10


def planner(request: HttpRequest) -> User:
    """The person who is signed in, if they plan operations or keep the watch over them."""
    by = signed_in(request)
    if not seeing.keeps_watch(by):
        require(by.permissions, Permission.PLAN_OPERATION)
    return by


def watch(request: HttpRequest) -> HttpResponse:
    """The open conflicts, those first that nobody has taken; the page asks again by itself."""
    by, now = signed_in(request), timezone.now()
    require(by.permissions, Permission.KEEP_WATCH)
    if not seeing.keeps_watch(by):
        raise NotPermittedError("The watch over operations is kept at the centre: ring its desk.")
    rows = looking.watch(by=by, now=now)
    shown = {
        "rows": rows,
        "unowned": sum(not one.conflict.owner for one in rows),
        "now": now,
        "tasks": seeing.tasks(by).filter(done_at__isnull=True).order_by("due_at")[:_FEW],
        "soon": seeing.operations(by)
        .filter(state__in=("planned", "live"), ends_at__gt=now)
        .order_by("starts_at")[:_FEW],
    }
    return render(request, "console/operations/watch.html", shown)


def conflict(request: HttpRequest, name: str) -> HttpResponse:
    """One conflict: for a side without the other's details until both consent."""
    by, now = planner(request), timezone.now()
    file = looking.open_conflict(name, by=by, now=now)
    if file is None:
        raise Http404
    shown = {
        "file": file,
        "sketch": _sketch(file),
        "endings": list(words.ENDINGS.items()),
        "ladder": [one.rung for one in desk_rules.in_force().ladder],
        "mine": file.desk is not None and file.desk.conflict.owner == by.username,
    }
    return render(request, "console/operations/conflict.html", shown)


@require_POST
def settle(request: HttpRequest, name: str) -> HttpResponse:
    """What a button of the conflict's page asks."""
    by, now, said = planner(request), timezone.now(), request.POST
    side, do = said.get("side", ""), said.get("do", "")
    try:
        match do:
            case "take":
                settling.take(name, by=by, now=now)
            case "hand_over":
                settling.hand_over(name, to=said.get("to", ""), by=by, now=now)
            case "consent":
                settling.consent(name, side=side, by=by, now=now)
            case "withdraw":
                settling.withdraw(name, side=side, by=by, now=now)
            case "outcome":
                ending, remark = said.get("ending", ""), said.get("remark", "")
                settling.say_outcome(name, side=side, ending=ending, remark=remark, by=by, now=now)
            case "close":
                settling.close(name, by=by, now=now)
            case _:
                raise InvalidValueError("Press one of the buttons.")
    except ConflictError as refusal:
        messages.warning(request, plainly(refusal))
    return redirect("console:conflict", name=name)


@require_http_methods(["GET", "POST"])
def hand_over(request: HttpRequest) -> HttpResponse:
    """The note of what is open, made for the next shift; a POST leaves it."""
    by, now = planner(request), timezone.now()
    if request.method == "POST":
        to, remark = request.POST.get("to", ""), request.POST.get("remark", "")
        shift.hand_over(to=to, remark=remark, by=by, now=now)
        messages.success(request, _("The desk is handed over."))
        return redirect("console:hand_over")
    notes = [
        (note, [_item(one) for one in note.open_items])
        for note in seeing.handovers(by).order_by("-at", "-id")[:_FEW]
    ]
    items = shift.open_items(by=by, now=now)
    shown = {"items": [_item(asdict(one)) for one in items], "notes": notes}
    return render(request, "console/operations/hand_over.html", shown)


def _item(kept: dict[str, str]) -> dict[str, object]:
    due = datetime.fromisoformat(kept["due"]) if kept["due"] else None
    return {**kept, "due": due}


def _sketch(file: ConflictFile) -> Sketch | None:
    """Both operations for the desk and after both consented; before, the side's own alone."""
    kinds = desk_rules.in_force().kinds
    if file.desk:
        return sketch(
            [
                (wording.term(one.agency, "agency"), read(one.shape), kinds[one.kind].radius_m)
                for one in file.desk.sides
            ]
        )
    return _of_side(file.sides[0]) if file.sides else None


def _of_side(side: SideFile) -> Sketch:
    kinds, mine, details = desk_rules.in_force().kinds, side.mine, side.notice.details
    shapes = [(wording.term(mine.agency, "agency"), read(mine.shape), kinds[mine.kind].radius_m)]
    if details:
        theirs = wording.term(details.key.agency, "agency")
        shapes.append((theirs, details.shape, kinds[details.kind].radius_m))
    return sketch(shapes)
