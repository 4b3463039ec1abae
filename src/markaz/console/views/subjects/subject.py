"""One subject's own page: who it is by whose word, where and when it was named, with whom."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from markaz.actions.subjects.network.subject import view_subject
from markaz.console.desk import reader
from markaz.console.subjects.asking import last_purpose
from markaz.console.subjects.timeline import timeline, whereabouts
from markaz.console.views.subjects import network


def subject(request: HttpRequest, name: str) -> HttpResponse:
    """The file, the mentions in time and place, and the neighbourhood."""
    by, now = reader(request), timezone.now()
    file = view_subject(name, purpose=last_purpose(request), by=by, now=now)
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
