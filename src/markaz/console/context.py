"""What every page knows."""

from django.http import HttpRequest

from markaz.accounts.models import User
from markaz.actions.simulated import is_simulated
from markaz.console.wording import language
from markaz.governance.permissions import Permission


def desk(request: HttpRequest) -> dict[str, object]:
    """Whether what is shown is simulated, the page's language, and which doors stand open."""
    user = getattr(request, "user", None)
    held = user.permissions if isinstance(user, User) else frozenset()
    return {
        "simulated": is_simulated(),
        "lang": language(),
        "rtl": language() == "ur",
        "may_see": Permission.SEE_REPORTS in held,
        "may_receive": Permission.RECEIVE_FILE in held,
        "may_publish": Permission.PUBLISH_BRIEFING in held,
        "may_audit": Permission.READ_AUDIT in held,
    }
