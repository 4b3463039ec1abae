"""Frozen editions of the briefing: kept, listed, and compared with what stands today."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from markaz.actions import briefing
from markaz.actions.checking import asking
from markaz.briefing.edition import Moved
from markaz.briefing.printing import numbers
from markaz.console import asked, memory
from markaz.console.checking.shown import section
from markaz.console.desk import signed_in
from markaz.console.views.briefing import figure_address
from markaz.console.wording import language
from markaz.records.errors import InvalidValueError
from markaz.store.pages import lists


@require_http_methods(["GET", "POST"])
def editions(request: HttpRequest) -> HttpResponse:
    """The editions there are; a POST freezes what the briefing shows as a new one."""
    by, now = signed_in(request), timezone.now()
    if request.method == "POST":
        name = request.POST.get("name", "").strip()
        if not name or "/" in name:
            raise InvalidValueError("Give the edition a name, without a slash.")
        kept = briefing.freeze(
            asked.selection(request.GET, by=by, now=now), name=name, by=by, now=now
        )
        messages.success(request, _("The edition is frozen."))
        return redirect("console:edition", name=kept.name)
    return render(request, "console/editions.html", {"editions": lists.editions(by)})


def edition(request: HttpRequest, name: str) -> HttpResponse:
    """What has moved since an edition was frozen, and which reports moved it."""
    by, now = signed_in(request), timezone.now()
    kept = next((one for one in lists.editions(by) if one.name == name), None)
    if kept is None:
        raise Http404
    selection = briefing.edition_selection(name)
    moved = briefing.compare(name, by=by, now=now)
    today = briefing.dated(asked.without_known(selection), now=now)
    units = {
        one.id: (one.label, one.unit)
        for one in memory.laid_out(selection, by=by, now=now).briefing.figures
    }
    found = asking.of_edition(name, by=by, now=now, lang=language())

    def figure_of(figure: str) -> tuple[str, str]:
        return units.get(figure, (figure, ""))[0], figure_address(selection, figure)

    shown = {
        "edition": kept,
        "asked": section(found, by=by, figure_of=figure_of),
        "then": asked.address(selection),
        "moved": [
            (
                one,
                units.get(one.figure, (one.label, ""))[0],
                _values(one, unit=units.get(one.figure, ("", ""))[1]),
                figure_address(today, one.figure),
            )
            for one in moved
        ],
    }
    return render(request, "console/edition.html", shown)


def _values(moved: Moved, *, unit: str) -> tuple[str, str]:
    lang = language()
    return numbers.printed(moved.old, unit, lang=lang), numbers.printed(moved.new, unit, lang=lang)
