"""The doors of the sign-in library that stand open; what is not named here does not exist.

Signing up, addresses for mail and a password set anew by mail are left out: accounts are the
administrator's, and a password that a mailbox can change is only as safe as the mailbox.
"""

from collections.abc import Callable
from functools import wraps

from allauth.account import views as account
from allauth.mfa.base import views as factor
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils import timezone

from markaz.actions.accounts import change_own_keys
from markaz.console.desk import signed_in

View = Callable[..., HttpResponse]


def receipted(view: View) -> View:
    """The library's page, with an audit row beside whatever it changes of a person's keys."""

    @wraps(view)
    def shown(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        with change_own_keys(by=signed_in(request), now=timezone.now()):
            return view(request, *args, **kwargs)

    return shown


urlpatterns = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/", receipted(account.password_change), name="account_change_password"),
    path("2fa/", factor.index, name="mfa_index"),
    path("2fa/authenticate/", factor.authenticate, name="mfa_authenticate"),
    path("2fa/reauthenticate/", factor.reauthenticate, name="mfa_reauthenticate"),
    path("2fa/app/on/", receipted(totp.activate_totp), name="mfa_activate_totp"),
    path("2fa/app/off/", receipted(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("2fa/codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "2fa/codes/new/",
        receipted(codes.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path("2fa/codes/file/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
]
