"""The signed-in person's own account."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from markaz.console.desk import signed_in
from markaz.governance.permissions import Permission


def account(request: HttpRequest) -> HttpResponse:
    """Who I am here, what I may do, and where to change password and second factor."""
    held = signed_in(request).permissions
    may = [permission.value for permission in Permission if permission in held]
    return render(request, "console/account.html", {"may": may})
