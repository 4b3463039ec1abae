"""Addresses of TAXII 2.1; the discovery's own is fixed by the standard."""

from django.http import HttpResponse
from django.urls import path, re_path

from markaz.taxii import objects, standing
from markaz.taxii.doors import opened
from markaz.taxii.refusals import NotThereError

_COLLECTION = "<slug:root>/collections/<str:key>/"


def _absent(*_request: object, **_named: object) -> HttpResponse:
    raise NotThereError


app_name = "taxii"
urlpatterns = [
    path("", opened(GET=standing.discovery), name="discovery"),
    path("<slug:root>/", opened(GET=standing.root), name="root"),
    path("<slug:root>/status/<uuid:uuid>/", opened(GET=standing.status), name="status"),
    path("<slug:root>/collections/", opened(GET=standing.listed), name="collections"),
    path(_COLLECTION, opened(GET=standing.collection), name="collection"),
    path(f"{_COLLECTION}manifest/", opened(GET=objects.manifest), name="manifest"),
    path(f"{_COLLECTION}objects/", opened(GET=objects.read, POST=objects.send), name="objects"),
    path(
        f"{_COLLECTION}objects/<str:stix_id>/",
        opened(GET=objects.read_one, DELETE=objects.remove),
        name="object",
    ),
    path(
        f"{_COLLECTION}objects/<str:stix_id>/versions/",
        opened(GET=objects.versions),
        name="versions",
    ),
    re_path("", opened(GET=_absent, POST=_absent, DELETE=_absent)),
]
