"""Addresses of the interface for programs: add one here, its view in a module of its own."""

from django.contrib.auth.decorators import login_not_required
from django.urls import path, re_path
from django.views.decorators.csrf import csrf_exempt

from markaz.api import answers, checks, fields, reports, scans
from markaz.api.doors import opened

app_name = "api"
urlpatterns = [
    path("reports", opened(POST=reports.file), name="reports"),
    path("batches/<int:number>", opened(GET=reports.batch), name="batch"),
    path("scans", opened(POST=scans.hand_in), name="scans"),
    path("fields", opened(POST=fields.file), name="fields"),
    path("fields/<str:name>/photographs", opened(POST=fields.photograph), name="field_photographs"),
    path("crop-status", opened(GET=fields.status), name="crop_status"),
    path("check", opened(POST=checks.check), name="check"),
    re_path("", csrf_exempt(login_not_required(answers.absent))),
]
