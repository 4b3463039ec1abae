"""One field: as claimed, as seen from above before and after, as verified."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from markaz.actions.crops import looking
from markaz.actions.crops.imagery import scenes, shown
from markaz.actions.crops.looking import FieldFile
from markaz.actions.crops.verifying import judging, photos, visits
from markaz.actions.crops.verifying.judging import Verdict
from markaz.actions.crops.verifying.written import area_written
from markaz.console.crops import map as maps
from markaz.console.crops import words
from markaz.console.desk import reader, signed_in
from markaz.console.errors import plainly
from markaz.governance.permissions import Permission
from markaz.records.errors import MarkazError

_SIDE = 640
_AN_HOUR = 3600


def field(request: HttpRequest, name: str) -> HttpResponse:
    """A field's page."""
    return _page(request, name)


@require_POST
def judge_field(request: HttpRequest, name: str) -> HttpResponse:
    """Keep what the verification desk decides of a field."""
    by, said = signed_in(request), request.POST
    if looking.field_seen(name, by=by) is None:
        raise Http404
    try:
        verdict = Verdict(
            verified_ha=area_written(said.get("verified", "")),
            basis=said.get("basis", ""),
            reason=said.get("reason", ""),
            remark=said.get("remark", "").strip(),
        )
        judging.judge(name, verdict, by=by, now=timezone.now())
    except MarkazError as refusal:
        return _page(request, name, sentence=plainly(refusal))
    messages.success(request, _("The verdict is kept."))
    return redirect("console:field", name=name)


def field_picture(request: HttpRequest, name: str, which: str) -> HttpResponse:
    """The field's surroundings from above, before or after."""
    by = reader(request)
    row = looking.field_seen(name, by=by)
    scene = shown.best_scene(row) if row else None
    if row is None or scene is None:
        raise Http404
    picture = scenes.picture(scene, which, bounds=shown.around(row), longest=_SIDE)
    return _png(picture)


def scene_picture(request: HttpRequest, name: str, which: str) -> HttpResponse:
    """What the person may see of a scene, to lie under the fields of a map."""
    sight = shown.sight_of(name, by=reader(request))
    if sight is None:
        raise Http404
    return _png(shown.sight_picture(sight, which))


def _png(picture: bytes) -> HttpResponse:
    answer = HttpResponse(picture, content_type="image/png")
    answer["Cache-Control"] = f"private, max-age={_AN_HOUR}"
    return answer


def _page(request: HttpRequest, name: str, *, sentence: str = "") -> HttpResponse:
    by = reader(request)
    told = looking.view_field(name, by=by, now=timezone.now())
    if told is None:
        raise Http404
    row = told.seen.row
    photographs = photos.of_field(row, by=by)
    page = {
        "told": told,
        "field": row,
        "sentence": sentence,
        "typed": request.POST,
        "place": maps.place_name(row.district or row.province),
        "may_verify": Permission.VERIFY_FIELDS in by.permissions and by.viewer.at_centre,
        "reasons": words.REASONS.items(),
        "bases": words.BASES.items(),
        "map": _map(told),
        "found": words.FOUND.items(),
        "may_add": Permission.RECEIVE_FILE in by.permissions,
        "visits": visits.of_field(row),
        "photos": photographs,
        "at_centre": by.viewer.at_centre,
        "scene": shown.best_scene(row),
        "measures": shown.measures(row, photo=any(not doubts for _, doubts in photographs)),
    }
    return render(request, "console/crops/field.html", page, status=400 if sentence else 200)


def _map(told: FieldFile) -> maps.FieldMap:
    return maps.over_picture(told.seen, told.overlaps, bounds=shown.around(told.seen.row))
