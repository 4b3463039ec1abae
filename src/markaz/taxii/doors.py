"""The one way into the face for partners: a key, then the view of the method."""

import logging
from collections.abc import Callable, Mapping

from django.contrib.auth.decorators import login_not_required
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from markaz.accounts import attempts
from markaz.store.exchange.partners import SignedIn
from markaz.taxii import answers, credentials, negotiation, pace
from markaz.taxii.refusals import NotThereError

# A view is called with the request, the partner as `by`, and what the address names.
View = Callable[..., HttpResponse]
_logger = logging.getLogger(__name__)
_CHALLENGE = {"WWW-Authenticate": 'Basic realm="TAXII", charset="UTF-8", Bearer realm="TAXII"'}
_SIGN_IN = "Sign in with your name and token (Basic), or with the token alone (Bearer)."
_OPENS_NOTHING = "This key opens nothing: ask the centre for a new one."
_TOO_MANY = "Too many wrong keys came from your address: wait five minutes."
_TOO_FAST = "You ask more often than was agreed: wait a minute."
_BUSY = "The database does not answer at the moment: send the same again in a few seconds."
_FAULT = "Markaz failed; the fault is in its log: send the same again later, or tell the centre."


def opened(**views: View) -> Callable[..., HttpResponse]:
    """One address with its view for each method, behind a partner's key.

    No cookie signs anybody in here, so no page of another site can send anything in a partner's
    name: that is why the token against forged forms is not asked.
    """

    @csrf_exempt
    @login_not_required
    def answered(request: HttpRequest, **named: object) -> HttpResponse:
        try:
            return _served(request, views, named)
        except answers.KNOWN as failure:
            return answers.refusal(failure)
        except OperationalError:
            _logger.exception("the database does not answer")
            wait = {"Retry-After": "5"}
            return answers.refused(_BUSY, status=503, title="Busy", headers=wait)
        except Exception:
            # A program is owed an error message even where the fault is ours.
            _logger.exception("a fault behind %s", request.path)
            return answers.refused(_FAULT, status=500, title="Fault")

    return answered


def _served(
    request: HttpRequest, views: Mapping[str, View], named: Mapping[str, object]
) -> HttpResponse:
    by = _holder(request)
    if isinstance(by, HttpResponse):
        return by
    if pace.too_fast(by.partner.name):
        wait = {"Retry-After": str(pace.WINDOW_S)}
        return answers.refused(_TOO_FAST, status=429, title="Too fast", headers=wait)
    view = views.get(request.method or "")
    if view is None:
        allowed = ", ".join(sorted(views))
        sentence = f"This address answers {allowed} only."
        return answers.refused(
            sentence, status=405, title="Method not allowed", headers={"Allow": allowed}
        )
    if any("\0" in str(one) for one in named.values()):
        raise NotThereError  # no name holds it, and PostgreSQL cannot even be asked
    negotiation.demand_accepted(request.headers.get("Accept", ""))
    return view(request, by=by, **named)


def _holder(request: HttpRequest) -> SignedIn | HttpResponse:
    if not credentials.offered(request):
        return answers.refused(_SIGN_IN, status=401, title="Sign in", headers=_CHALLENGE)
    # Looked up before failures are counted: whoever guesses from behind a shared address does not
    # lock out the partner there, and 256 random bits are not found by guessing.
    by = credentials.signed_in(request, now=timezone.now())
    if by is not None:
        return by
    if attempts.too_many_wrong(request.META.get("REMOTE_ADDR", ""), door="taxii"):
        wait = {"Retry-After": str(attempts.WINDOW_S)}
        return answers.refused(_TOO_MANY, status=429, title="Too many", headers=wait)
    return answers.refused(_OPENS_NOTHING, status=401, title="Sign in", headers=_CHALLENGE)
