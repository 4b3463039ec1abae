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
from markaz.console.views.filing import report
from markaz.console.views.operations import desk, plans, tasks
from markaz.console.views.pairs import acts, conflicts, review
from markaz.console.views.subjects import check, network, subject

app_name = "console"
urlpatterns = [
    path("", home.home, name="home"),
    path("report/", report.report, name="report"),
    path("report/<int:number>/", report.filed, name="filed"),
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
    path("review/values/", conflicts.conflicts, name="conflicts"),
    path("review/", review.review, name="review"),
    path("briefing/", briefing.briefing, name="briefing"),
    path("briefing/briefing.<slug:form>", downloads.download, name="download"),
    path("briefing/figures/<slug:figure>/", figure.figure, name="figure"),
    path("briefing/editions/", editions.editions, name="editions"),
    path("briefing/editions/<str:name>/", editions.edition, name="edition"),
    path("operations/", plans.operations, name="operations"),
    path("operations/new/", plans.enter, name="enter"),
    path("operations/<str:agency>/<str:reference>/", plans.operation, name="operation"),
    path("operations/<str:agency>/<str:reference>/amend/", plans.amend, name="amend"),
    path("operations/<str:agency>/<str:reference>/do/", plans.move_on, name="move_on"),
    path("conflicts/<slug:name>/", desk.conflict, name="conflict"),
    path("conflicts/<slug:name>/do/", desk.settle, name="settle"),
    path("watch/", desk.watch, name="watch"),
    path("tasks/", tasks.tasks, name="tasks"),
    path("tasks/<slug:name>/", tasks.task, name="task"),
    path("hand-over/", desk.hand_over, name="hand_over"),
    path("check/", check.check, name="check"),
    path("check/notices/", check.notices, name="notices"),
    path("subjects/<slug:name>/", subject.subject, name="subject"),
    path("subjects/<slug:name>/keep/", subject.keep, name="keep"),
    path("network/<slug:name>/", network.network, name="network"),
    path("network/<slug:name>/path/", network.path, name="path"),
    path("audit/", audit.audit, name="audit"),
    path("account/", account.account, name="account"),
]
