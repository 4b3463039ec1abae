"""Addresses of the console's pages."""

from django.urls import path

from markaz.console.views import (
    account,
    audit,
    batches,
    briefing,
    downloads,
    editions,
    figure,
    home,
    incidents,
    jobs,
    upload,
)
from markaz.console.views.pairs import acts, review
from markaz.console.views.subjects import check

app_name = "console"
urlpatterns = [
    path("", home.home, name="home"),
    path("upload/", upload.upload, name="upload"),
    path("upload/<uuid:token>/", upload.preview, name="preview"),
    path("upload/<uuid:token>/rejected.xlsx", upload.rejected_rows, name="preview_rejected"),
    path("jobs/<int:number>/", jobs.job, name="job"),
    path("batches/", batches.batches, name="batches"),
    path("batches/<int:number>/", batches.batch, name="batch"),
    path("batches/<int:number>/rejected.xlsx", batches.rejected_rows, name="rejected"),
    path("set-aside/", batches.set_aside, name="set_aside"),
    path("questions/", batches.questions, name="questions"),
    path("incidents/", incidents.incidents, name="incidents"),
    path("incidents/<int:number>/", incidents.incident, name="incident"),
    path("incidents/<int:number>/decide/", incidents.decide, name="decide"),
    path("incidents/<int:number>/take-out/", acts.take_out, name="take_out"),
    path("incidents/<int:number>/join/", acts.join, name="join"),
    path("incidents/<int:number>/take-back/", acts.take_back, name="take_back"),
    path("review/", review.review, name="review"),
    path("briefing/", briefing.briefing, name="briefing"),
    path("briefing/briefing.<slug:form>", downloads.download, name="download"),
    path("briefing/figures/<slug:figure>/", figure.figure, name="figure"),
    path("briefing/editions/", editions.editions, name="editions"),
    path("briefing/editions/<str:name>/", editions.edition, name="edition"),
    path("check/", check.check, name="check"),
    path("check/notices/", check.notices, name="notices"),
    path("audit/", audit.audit, name="audit"),
    path("account/", account.account, name="account"),
]
