"""The briefing as a file: PDF, XLSX or JSON, each with its receipt in the audit log."""

from pathlib import Path
from tempfile import TemporaryDirectory

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from markaz.actions import viewing
from markaz.actions.briefing import Briefing
from markaz.actions.simulated import is_simulated
from markaz.briefing import export
from markaz.briefing.labels import briefing_title
from markaz.briefing.printing import pdf
from markaz.console import asked, memory
from markaz.console.desk import signed_in
from markaz.console.wording import language

_KINDS = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}


@require_GET
def download(request: HttpRequest, form: str) -> HttpResponse:
    """The briefing that the page shows, as a file."""
    if form not in _KINDS:
        raise Http404
    by, now = signed_in(request), timezone.now()
    selection = asked.selection(request.GET, by=by, now=now)
    made = memory.laid_out(selection, by=by, now=now).briefing
    content = {"pdf": _pdf, "xlsx": _xlsx, "json": _json}[form](made)
    viewing.hand_out(made.selection, form=form, by=by, now=now, details={"lang": language()})
    answer = HttpResponse(content, content_type=_KINDS[form])
    name = f"briefing-{selection.country}-{selection.first}-{selection.last}.{form}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _pdf(made: Briefing) -> bytes:
    lang = language()
    return pdf.briefing_pdf(
        made.figures,
        lang=lang,
        title=briefing_title(made.selection.country, lang=lang),
        subtitle="",
        simulated=is_simulated(),
        printed_on=timezone.localdate(),
        edition=None,
        consistency=made.remarks,
    )


def _xlsx(made: Briefing) -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "briefing.xlsx"
        export.write_xlsx(path, made.figures, simulated=is_simulated())
        return path.read_bytes()


def _json(made: Briefing) -> bytes:
    return export.json_bytes(made.figures, simulated=is_simulated())
