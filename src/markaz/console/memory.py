"""Briefings computed before, kept until the ledger, the question or the asker changes."""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime
from threading import Lock

from django.conf import settings
from django.utils import timezone

from markaz.accounts.models import User
from markaz.actions import briefing, viewing
from markaz.actions.simulated import is_simulated
from markaz.briefing.labels import briefing_title
from markaz.briefing.printing.sheets.sheet import Occasion, Sheet, sheet
from markaz.briefing.printing.words import Lang
from markaz.console.wording import language
from markaz.governance.permissions import Permission, require
from markaz.governance.visibility import Viewer
from markaz.records.figure import Figure, Selection
from markaz.store import raw

_MOST = 64
_Key = tuple[str, int, Viewer, Selection, str]


@dataclass(frozen=True, slots=True)
class Laid:
    """A briefing with its finished texts, tables and drawings."""

    briefing: briefing.Briefing
    sheet: Sheet
    countries: tuple[str, ...]


_laid: OrderedDict[_Key, Laid] = OrderedDict()
_alone = Lock()


def laid_out(selection: Selection, *, by: User, now: datetime) -> Laid:
    """The briefing of a selection as this person may see it, in the page's language."""
    # The permission is asked each time: a role may have changed since the figures were computed.
    require(by.permissions, Permission.SEE_REPORTS)
    dated, lang = briefing.dated(selection, now=now), language()
    key = (str(settings.MARKAZ_HOME), raw.version(), by.viewer, dated, lang)
    with _alone:
        found = _laid.get(key)
        if found:
            _laid.move_to_end(key)
    if found is None:
        viewing.keep_warm(by=by)
        made = briefing.brief(dated, by=by, now=now, lang=lang)
        found = Laid(made, _sheet(made, lang=lang, now=now), viewing.countries(by=by))
        with _alone:
            _laid[key] = found
            while len(_laid) > _MOST:
                _laid.popitem(last=False)
    return found


def figure(name: str, selection: Selection, *, by: User, now: datetime) -> Figure | None:
    """One figure of the briefing; None where the briefing has none of that name."""
    made = laid_out(selection, by=by, now=now).briefing
    return next((one for one in made.figures if one.id == name), None)


def _sheet(made: briefing.Briefing, *, lang: Lang, now: datetime) -> Sheet:
    occasion = Occasion(
        title=briefing_title(made.selection.country, lang=lang),
        subtitle="",
        simulated=is_simulated(),
        printed_on=timezone.localdate(now),
        consistency=made.remarks,
    )
    return sheet(made.figures, lang=lang, occasion=occasion)
