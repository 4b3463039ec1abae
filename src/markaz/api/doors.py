"""The one way into the interface: a token, then the view of the method, every refusal as JSON."""

import logging
from collections.abc import Callable, Mapping

from django.contrib.auth.decorators import login_not_required
from django.db import OperationalError
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from markaz.accounts import attempts, tokens
from markaz.accounts.models import User
from markaz.api import answers
from markaz.records.errors import MarkazError

# A view is called with the request, the person as `by`, and what the address names.
View = Callable[..., JsonResponse]
_logger = logging.getLogger(__name__)
_SEND_ONE = "Send your token in the header Authorization: Bearer TOKEN."
_OPENS_NOTHING = "This token opens nothing: ask the centre's administrator for a new one."
_TOO_MANY = "Too many wrong tokens came from your address: wait five minutes."
_BUSY = "The database does not answer at the moment: send the same again in a few seconds."
_FAULT = "Markaz failed; the fault is in its log: send the same again later, or tell the centre."


def opened(**views: View) -> Callable[..., JsonResponse]:
    """One address with its view for each method, behind a token.

    No cookie signs anybody in here, so no page of another site can send anything in a person's
    name: that is why the token against forged forms is not asked.
    """

    @csrf_exempt
    @login_not_required
    def answered(request: HttpRequest, **named: object) -> JsonResponse:
        try:
            return _served(request, views, named)
        except MarkazError as failure:
            return answers.refusal(failure)
        except OperationalError:
            _logger.exception("the database does not answer")
            return answers.refused(_BUSY, status=503, Retry_After="5")
        except Exception:
            # A program is owed JSON even where ours is at fault.
            _logger.exception("a fault behind %s", request.path)
            return answers.refused(_FAULT, status=500)

    return answered


def _served(
    request: HttpRequest, views: Mapping[str, View], named: Mapping[str, object]
) -> JsonResponse:
    by = _holder(request)
    if isinstance(by, JsonResponse):
        return by
    view = views.get(request.method or "")
    if view is None:
        allowed = ", ".join(sorted(views))
        return answers.refused(f"This address answers {allowed} only.", status=405, Allow=allowed)
    return view(request, by=by, **named)


def _holder(request: HttpRequest) -> User | JsonResponse:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.casefold() != "bearer" or not token.strip():
        return answers.refused(_SEND_ONE, status=401, WWW_Authenticate="Bearer")
    # Looked up before failures are counted: whoever guesses from behind a shared address does not
    # lock out the agency there, and 256 random bits are not found by guessing.
    by = tokens.holder(token.strip(), now=timezone.now())
    if by is not None:
        return by
    if attempts.too_many_wrong(request.META.get("REMOTE_ADDR", ""), door="api"):
        return answers.refused(_TOO_MANY, status=429, Retry_After=str(attempts.WINDOW_S))
    return answers.refused(
        _OPENS_NOTHING, status=401, WWW_Authenticate='Bearer error="invalid_token"'
    )
