"""What every page knows."""

from django.http import HttpRequest

from markaz.accounts.models import User
from markaz.actions.simulated import is_simulated
from markaz.console import wording
from markaz.console.subjects.asking import last_purpose
from markaz.console.wording import language
from markaz.governance.permissions import Permission
from markaz.store.operations.seeing import keeps_watch

# Which entry of the bar a page belongs to.
_SECTIONS = {
    "briefing": "briefing", "figure": "briefing", "editions": "briefing", "edition": "briefing",
    "incidents": "incidents", "incident": "incidents",
    "batches": "batches", "batch": "batches", "set_aside": "batches", "questions": "batches",
    "upload": "upload", "preview": "upload", "job": "upload",
    "report": "upload", "filed": "upload",
    "messages": "upload", "message": "upload", "mend": "upload",
    "audit": "audit",
    "crops": "crops", "file_fields": "crops", "field": "crops", "samples": "crops",
    "sample": "crops", "crop_status": "crops", "visit": "crops", "judge_field": "crops",
    "review": "review", "conflicts": "review",
    "operations": "operations", "enter": "operations", "operation": "operations",
    "amend": "operations", "lead_time": "operations",
    "tasks": "operations", "conflict": "operations",
    "watch": "watch", "hand_over": "watch",
    "check": "check", "notices": "check",
    "entries": "subjects", "entry_file": "subjects", "subjects": "subjects",
    "open_subject": "subjects", "subject": "subjects", "keep": "subjects",
    "suggested": "subjects", "purpose": "subjects", "network": "subjects", "path": "subjects",
    "exchange": "exchange", "incoming": "exchange", "agree": "exchange", "agreement": "exchange",
    "release": "exchange", "recall": "exchange", "requests": "exchange", "request": "exchange",
    "airport": "airport", "airport_set_aside": "airport", "airport_performance": "airport",
    "scan": "airport", "open_case": "airport", "airport_case": "airport",
    "documents": "airport", "document": "airport", "airport_rules": "airport",
    "airport_machines": "airport", "airport_detectors": "airport",
}  # fmt: skip


def desk(request: HttpRequest) -> dict[str, object]:
    """Whether what is shown is simulated, the page's language, and which doors stand open."""
    user = getattr(request, "user", None)
    # An address that leads nowhere was matched by no pattern.
    place = request.resolver_match.url_name if request.resolver_match else None
    held = user.permissions if isinstance(user, User) else frozenset()
    return {
        "simulated": is_simulated(),
        "lang": language(),
        "section": _SECTIONS.get(place or "", ""),
        "rtl": language() == "ur",
        "comma": wording.comma(),
        "may_see": Permission.SEE_REPORTS in held,
        "may_receive": Permission.RECEIVE_FILE in held,
        "may_publish": Permission.PUBLISH_BRIEFING in held,
        "may_plan": Permission.PLAN_OPERATION in held,
        "may_watch": isinstance(user, User) and keeps_watch(user),
        "may_check": Permission.CHECK in held,
        "check_purpose": last_purpose(request),
        "may_exchange": Permission.EXCHANGE in held
        and isinstance(user, User)
        and user.viewer.at_centre,
        "may_work_airport": Permission.WORK_AIRPORT_DESK in held,
        "may_audit": Permission.READ_AUDIT in held,
        # As the actions demand it: an agency's analyst judges nothing.
        "may_judge": Permission.CONSOLIDATE in held
        and isinstance(user, User)
        and user.viewer.at_centre,
    }
