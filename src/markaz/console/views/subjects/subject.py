"""One subject's own page: who it is by whose word, where and when it was named, with whom."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from markaz.actions.subjects import keeping
from markaz.actions.subjects.network.subject import seen, view_subject
from markaz.console.desk import reader, signed_in
from markaz.console.subjects.asking import PURPOSE
from markaz.console.subjects.timeline import timeline, whereabouts
from markaz.console.views.subjects import network
from markaz.governance.permissions import Permission, require
from markaz.records.errors import InvalidValueError


def subject(request: HttpRequest, name: str) -> HttpResponse:
    """The file, the mentions in time and place, and the neighbourhood."""
    by, now = reader(request), timezone.now()
    file = view_subject(name, purpose=request.session.get(PURPOSE, ""), by=by, now=now)
    if file is None:
        raise Http404
    shown = {
        **network.shown(network.around(request, name, steps=1)),
        "file": file,
        "due": file.row.review_by < timezone.localdate(now),
        "timeline": timeline(file.mentions),
        "map": whereabouts(file.mentions),
    }
    return render(request, "console/subjects/subject.html", shown)


@require_POST
def keep(request: HttpRequest, name: str) -> HttpResponse:
    """Takes a name or number of the subject away, or restores it."""
    by, now = signed_in(request), timezone.now()
    require(by.permissions, Permission.KEEP_SUBJECTS)
    row, written = seen(name, viewer=by.viewer), request.POST.get("alias", "")
    alias = int(written) if written.isascii() and written.isdigit() else 0
    if row is None or not row.aliases.filter(id=alias).exists():
        raise Http404
    try:
        if request.POST.get("do") == "restore":
            keeping.restore_alias(alias, by=by, now=now)
            messages.success(request, _("It stands again."))
        else:
            keeping.remove_alias(alias, by=by, now=now)
            messages.success(request, _("It is taken away; it can be restored."))
    except InvalidValueError:
        # Somebody else was quicker, or the file is another agency's.
        messages.warning(request, _("Nothing was changed: look at the file as it stands."))
    return redirect("console:subject", name=name)
