"""Selection rules: written and ended by who keeps the desk, with what came of each."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from markaz.accounts.models import User
from markaz.actions.airport.desk import queue, selecting
from markaz.airport.rules.journey import journey_fields
from markaz.console.airport import conditions, forms
from markaz.console.desk import signed_in
from markaz.console.errors import plainly
from markaz.console.views.airport.queue import chosen
from markaz.governance.permissions import Permission
from markaz.records.errors import InvalidValueError
from markaz.store.models import DeskRow


@require_http_methods(["GET", "POST"])
def rules(request: HttpRequest) -> HttpResponse:
    """Every version of the agency's rules; a form writes one, another ends one."""
    by, desk = signed_in(request), chosen(request, by=signed_in(request))
    refused = ""
    if request.method == "POST" and desk is not None:
        try:
            _keep(request.POST, desk, by=by)
        except InvalidValueError as refusal:
            refused = plainly(refusal)
        else:
            messages.success(request, _("The rule is kept, and the log says so."))
            return redirect(f"{reverse('console:airport_rules')}?desk={desk.airport}-{desk.agency}")
    shown = {
        "desks": queue.my_desks(by=by),
        "desk": desk,
        "rules": selecting.of_desk(desk, by=by, now=timezone.now()) if desk else (),
        "fields": [(one, conditions.label(one)) for one in journey_fields().values()],
        "may_write": Permission.KEEP_AIRPORT_DESK in by.permissions,
        "said": request.POST if refused else {"author": by.username},
        "refused": refused,
    }
    status = 400 if refused else 200
    return render(request, "console/airport/rules.html", shown, status=status)


def _keep(said: QueryDict, desk: DeskRow, *, by: User) -> None:
    now = timezone.now()
    if said.get("do") == "end":
        selecting.end_rule(said.get("name", ""), desk=desk, why=said.get("why", ""), by=by, now=now)
        return
    version = selecting.next_version(desk, said.get("name", "").strip())
    selecting.keep_rules((forms.rule(said, version=version),), desk=desk, by=by, now=now)
