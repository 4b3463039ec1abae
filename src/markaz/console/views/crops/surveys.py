"""Samples of fields to be visited, and which places are free of poppy."""

from collections.abc import Sequence

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from markaz.actions.crops import looking, status
from markaz.actions.crops.places import season_of
from markaz.actions.crops.verifying import sampling
from markaz.console.crops import map as maps
from markaz.console.crops import words
from markaz.console.crops.status import status_map, table
from markaz.console.desk import reader, signed_in
from markaz.console.errors import plainly
from markaz.governance.permissions import Permission
from markaz.records.errors import InvalidValueError, MarkazError


@require_http_methods(["GET", "POST"])
def samples(request: HttpRequest) -> HttpResponse:
    """Every sample, and the form that draws one."""
    by = signed_in(request) if request.method == "POST" else reader(request)
    sentence = ""
    if request.method == "POST":
        said = request.POST
        try:
            sample = sampling.draw(
                _year(said.get("season", "")),
                size=_count(said.get("size", "")),
                seed=said.get("seed", ""),
                design=said.get("design", ""),
                by=by,
                now=timezone.now(),
            )
        except MarkazError as refusal:
            sentence = plainly(refusal)
        else:
            messages.success(request, _("The sample is drawn: the same seed draws it again."))
            return redirect("console:sample", name=sample.name)
    shown = {
        "samples": sampling.all_samples(by=by),
        "may_draw": Permission.VERIFY_FIELDS in by.permissions and by.viewer.at_centre,
        "seasons": looking.seasons(by=by),
        "designs": words.DESIGNS.items(),
        "typed": request.POST,
        "sentence": sentence,
    }
    return render(request, "console/crops/samples.html", shown, status=400 if sentence else 200)


def sample(request: HttpRequest, name: str) -> HttpResponse:
    """The sheet of a sample: the fields to visit, what was found, and the estimate."""
    told = sampling.sheet(name, by=reader(request))
    if told is None:
        raise Http404
    rows = [
        (one, visit, maps.place_name(one.stratum), _middle(one.field)) for one, visit in told.rows
    ]
    return render(request, "console/crops/sample.html", {"told": told, "rows": rows})


def crop_status(request: HttpRequest) -> HttpResponse:
    """Which places are free of poppy by a named rule, as a map, a table and their history."""
    reader(request)
    years = status.known_seasons()
    written = request.GET.get("season", "")
    season = _year(written) if written else _latest(years)
    chosen = status.in_force(season, name=request.GET.get("rule") or status.RULE)
    told = status.answers(season, rule=chosen)
    shown = {
        "rule": chosen,
        "rules": status.rules(),
        "season": season,
        "seasons": years,
        "counts": status.counts(told),
        "map": status_map(told, country=settings.MARKAZ_COUNTRY),
        "rows": table(told, history=status.history(chosen)),
        "years": years,
    }
    return render(request, "console/crops/status.html", shown)


def _latest(years: Sequence[int]) -> int:
    return years[0] if years else season_of(timezone.localdate())


def _year(written: str) -> int:
    if not (written.isascii() and written.isdigit() and len(written) == 4):  # noqa: PLR2004 (a year)
        raise InvalidValueError("Write a season as a year, such as 2025.")
    return int(written)


def _count(written: str) -> int:
    if not (written.isascii() and written.isdigit()):
        raise InvalidValueError("Say how many fields to draw as a whole number.")
    return int(written)


def _middle(field: object) -> tuple[str, str]:
    south, north = getattr(field, "south", 0.0), getattr(field, "north", 0.0)
    west, east = getattr(field, "west", 0.0), getattr(field, "east", 0.0)
    return f"{(south + north) / 2:.5f}", f"{(west + east) / 2:.5f}"
