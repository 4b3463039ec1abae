"""From the page of pairs in doubt or of a message: a word on two briefs, said or taken back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from markaz.actions.voices import judging
from markaz.actions.voices.words import permit
from markaz.console.desk import signed_in
from markaz.records.errors import InvalidValueError
from markaz.records.kinds import Verdict

_VERDICTS = {"same": Verdict.POSITIVE, "different": Verdict.NEGATIVE}


@require_POST
def judge_briefs(request: HttpRequest) -> HttpResponse:
    """Keep a word on two briefs, or take one back; then the briefs again."""
    by, now, said = signed_in(request), timezone.now(), request.POST
    if said.get("undo"):
        judging.undo_word(said["undo"], by=by, now=now)
        messages.success(request, _("The word is taken back."))
    else:
        verdict = _VERDICTS.get(said.get("verdict", ""))
        # Asked first: who may not judge learns nothing of which briefs there are.
        permit(by)
        if verdict is None:
            raise InvalidValueError("Press one of the buttons.")
        judging.judge_briefs(
            said.get("left", ""),
            said.get("right", ""),
            verdict=verdict,
            reason=said.get("reason", ""),
            by=by,
            now=now,
        )
        messages.success(request, _("The word on both briefs is kept."))
    return redirect(f"{reverse('console:review')}?briefs=1")
