"""The queue of pairs in doubt: one pair at a time, a verdict, and the next."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from markaz.accounts.models import User
from markaz.actions.review import judging, queue
from markaz.actions.review.queue import Doubt
from markaz.actions.voices import telling
from markaz.console import comparison, wording
from markaz.console.desk import signed_in
from markaz.console.errors import plainly
from markaz.console.messages import told
from markaz.console.pairs import bars
from markaz.console.pairs import rows as beside
from markaz.console.words import lists
from markaz.data.agencies import AGENCIES
from markaz.data.places import PROVINCES
from markaz.data.substances import FAMILIES
from markaz.records.errors import InvalidValueError
from markaz.records.kinds import Verdict
from markaz.store.pages.queue import Asked, Pair, Which

_VERDICTS = {
    "same": Verdict.POSITIVE,
    "different": Verdict.NEGATIVE,
    "unsure": Verdict.UNSURE,
}
# A page of more is no page to work on: the next ones come up as these are judged.
_MOST_BRIEFS = 50
_FILTERS = ("which", "agency", "substance", "province")


@require_http_methods(["GET", "POST"])
def review(request: HttpRequest) -> HttpResponse:
    """The pair at the head of the queue; a POST judges it, or takes the last act back."""
    by, at_once = signed_in(request), _only_the_pair(request)
    chosen, refused = _pair(request.GET.get("pair", "")), ""
    if request.method == "POST":
        try:
            chosen = _done(request.POST, by=by)
        except InvalidValueError as refusal:
            refused = plainly(refusal)
        if not at_once and not refused:
            return redirect(_address(request.GET, pair=chosen))
    shown = _shown(request.GET, chosen=chosen, by=by, alone=not at_once) | {"refused": refused}
    return render(request, "console/_pair.html" if at_once else "console/review.html", shown)


def _only_the_pair(request: HttpRequest) -> bool:
    # Going back asks for what was there before, and that was a whole page.
    asked = request.headers
    return asked.get("HX-Request") == "true" and "HX-History-Restore-Request" not in asked


def _done(said: QueryDict, *, by: User) -> Pair | None:
    """Do what a button asked; gives the pair to show next where that is not the queue's."""
    now = timezone.now()
    undone = said.get("undo", "")
    if undone.isascii() and undone.isdigit():
        return judging.undo(int(undone), by=by, now=now).pairs[0]
    pair, verdict = _pair(said.get("pair", "")), _VERDICTS.get(said.get("verdict", ""))
    if pair is None or verdict is None:
        raise InvalidValueError("Press one of the buttons.")
    judging.judge_pair(*pair, verdict=verdict, reason=said.get("reason", ""), by=by, now=now)
    return None


def _shown(query: QueryDict, *, chosen: Pair | None, by: User, alone: bool) -> dict[str, object]:
    asked, after, now = _asked(query), _pair(query.get("after", "")), timezone.now()
    if chosen:
        doubt = queue.look(*chosen, by=by, now=now)
    else:
        doubt = queue.first(asked, after=after, by=by, now=now)
    # Between two pairs nobody waits for messages to be compared.
    briefs = telling.briefs(by=by) if alone or doubt is None else ()
    return {
        "asked": asked,
        "narrowed": asked != Asked(),
        "doubt": doubt,
        "skipping": after is not None,
        "progress": queue.progress(asked, by=by, now=now),
        "last": queue.last_act(by=by, now=now),
        "here": _address(query, after=after),
        "start": _address(query),
        "briefs": [told.shown(one) for one in briefs[:_MOST_BRIEFS]],
        "further_briefs": max(0, len(briefs) - _MOST_BRIEFS),
        "said_of_briefs": [told.said(one) for one in telling.judged_briefs(by=by)] if alone else [],
        # Whoever just judged two briefs goes on with the next two, and not with the queue above.
        "at_briefs": alone and "briefs" in query,
        "voices": _voices(doubt, by=by) if doubt else [],
        **(_laid_out(doubt) | {"skip": _address(query, after=doubt.pair)} if doubt else {}),
        **_choices(),
    }


def _voices(doubt: Doubt, *, by: User) -> list[told.Shown]:
    return [told.shown(one) for one in telling.of_reports(*doubt.pair, by=by)]


def _laid_out(doubt: Doubt) -> dict[str, object]:
    why = doubt.why
    return {
        "sides": (doubt.file.left, doubt.file.right),
        "rows": beside.rows(doubt),
        "beside": beside.beside(doubt),
        "before": bars.before(why) if why else None,
        "total": bars.total(why) if why else None,
        "chance": bars.chance(why.reasons.chance) if why else "",
        "written": [
            (side.filed, comparison.written_rows(side.filed.report))
            for side in (doubt.file.left, doubt.file.right)
        ],
    }


def _asked(query: QueryDict) -> Asked:
    which = query.get("which", "")
    return Asked(
        which=Which(which) if which in set(Which) else Which.WAITING,
        agency=query.get("agency", ""),
        substance=query.get("substance", ""),
        province=query.get("province", ""),
    )


def _address(query: QueryDict, *, pair: Pair | None = None, after: Pair | None = None) -> str:
    written = QueryDict(mutable=True)
    for name in _FILTERS:
        if query.get(name):
            written[name] = query.get(name, "")
    for name, numbers in (("pair", pair), ("after", after)):
        if numbers:
            written[name] = f"{numbers[0]}-{numbers[1]}"
    return f"{reverse('console:review')}?{written.urlencode()}".rstrip("?")


def _pair(written: str) -> Pair | None:
    left, _dash, right = written.partition("-")
    if all(part.isascii() and part.isdigit() and len(part) < 19 for part in (left, right)):  # noqa: PLR2004 (what a number's column holds)
        return int(left), int(right)
    return None


def _choices() -> dict[str, object]:
    here = {code: one for code, one in PROVINCES.items() if one.country == settings.MARKAZ_COUNTRY}
    return {
        "whiches": lists.WHICH,
        "agencies": wording.choices(AGENCIES),
        "families": wording.choices(FAMILIES),
        "provinces": wording.choices(here),
        "quick": lists.WHY_JUDGED,
    }
