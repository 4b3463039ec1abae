"""What a page's address asks: a briefing's selection or a search for incidents."""

from dataclasses import replace
from datetime import date, datetime

from django.conf import settings
from django.http import QueryDict

from markaz.accounts.models import User
from markaz.actions.briefing import latest_year
from markaz.briefing.incidents import Order, Search
from markaz.data.places import COUNTRIES
from markaz.records.errors import InvalidValueError
from markaz.records.figure import Selection
from markaz.records.kinds import DateBasis

_MOST_TEXT = 100


def selection(asked: QueryDict, *, by: User, now: datetime) -> Selection:
    """The period, date basis, known-on day and country asked for; else the latest year."""
    first, last = latest_year(by=by, now=now)
    basis = asked.get("basis", "") or DateBasis.OCCURRED.value
    if basis not in {known.value for known in DateBasis}:
        raise InvalidValueError("Choose the date of occurrence, of report or of receipt.")
    country = asked.get("country", "") or settings.MARKAZ_COUNTRY
    if country != "all" and country not in COUNTRIES:
        raise InvalidValueError("Choose a country from the list.")
    return Selection(
        first=_day(asked.get("from", "")) or first,
        last=_day(asked.get("to", "")) or last,
        basis=DateBasis(basis),
        as_known_on=_day(asked.get("known", "")),
        country=country,
    )


def address(chosen: Selection, **more: str) -> str:
    """The part of an address, after the question mark, that asks for this selection."""
    written = QueryDict(mutable=True)
    written["from"], written["to"] = chosen.first.isoformat(), chosen.last.isoformat()
    written["basis"], written["country"] = chosen.basis.value, chosen.country
    if chosen.as_known_on:
        written["known"] = chosen.as_known_on.isoformat()
    for name, value in more.items():
        written[name] = value
    return written.urlencode()


def without_known(chosen: Selection) -> Selection:
    """The same question, as the ledger stands today."""
    return replace(chosen, as_known_on=None)


def search(asked: QueryDict) -> Search:
    """The search for incidents that a form's fields ask for."""
    order = asked.get("sort", "")
    return Search(
        text=asked.get("q", "").strip()[:_MOST_TEXT],
        first=_day(asked.get("from", "")),
        last=_day(asked.get("to", "")),
        kind=asked.get("kind", ""),
        substance=asked.get("substance", ""),
        province=asked.get("province", ""),
        agency=asked.get("agency", ""),
        order=Order(order) if order in {known.value for known in Order} else Order.LATEST,
    )


def _day(written: str) -> date | None:
    if not written:
        return None
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise InvalidValueError("Write days as 2025-12-31.") from None
