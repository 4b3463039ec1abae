"""A season's fields: three figures, sum beside union, the map, who lies over whom."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from markaz.accounts.models import User
from markaz.actions.crops import looking
from markaz.actions.crops.imagery.shown import sight_over
from markaz.actions.crops.looking import Season, Seen
from markaz.actions.crops.places import season_of
from markaz.console.crops import charts
from markaz.console.crops import map as maps
from markaz.console.desk import PAGE, Paging, offset, page_number, reader
from markaz.records.errors import InvalidValueError

_MOST_OVERLAPS = 12
# More outlines than this are no map but a stain.
_MOST_DRAWN = 2_000


def crops(request: HttpRequest) -> HttpResponse:
    """The fields of one season, of one district where one is named."""
    by = reader(request)
    known = looking.seasons(by=by)
    season = _asked(request, known)
    whole = looking.season_seen(season, by=by)
    place = request.GET.get("place", "")
    told = looking.season_seen(season, by=by, place=place) if place else whole
    page = page_number(request)
    start = offset(page)
    shown = {
        "season": told,
        "seasons": known,
        "place": place,
        "place_name": maps.place_name(place) if place else "",
        "places": _places(whole),
        "map": _map(told, place, by=by),
        "chart": charts.progress(told),
        "overlaps": told.overlaps[:_MOST_OVERLAPS],
        "overlaps_total": len(told.overlaps),
        "rows": sorted(told.seen, key=_largest_first)[start : start + PAGE],
        "paging": Paging(page, len(told.seen)),
    }
    return render(request, "console/crops/season.html", shown)


def _asked(request: HttpRequest, known: list[int]) -> int:
    written = request.GET.get("season", "")
    if not written:
        return known[0] if known else season_of(timezone.localdate())
    if not (written.isascii() and written.isdigit() and len(written) == 4):  # noqa: PLR2004 (a year)
        raise InvalidValueError("Write a season as a year, such as 2025.")
    return int(written)


def _largest_first(one: Seen) -> tuple[object, ...]:
    return -one.row.claimed_ha, one.row.id


def _places(told: Season) -> list[tuple[str, str]]:
    codes = {one.row.district or one.row.province for one in told.seen}
    return sorted(((code, maps.place_name(code)) for code in codes if code), key=lambda p: p[1])


def _map(told: Season, place: str, *, by: User) -> maps.FieldMap | None:
    if not told.seen:
        return None
    if not place:
        return maps.districts_map(told.seen)
    drawn = told.seen[:_MOST_DRAWN]
    ids = {one.row.id for one in drawn}
    doubles = [one for one in told.overlaps if one.left_id in ids and one.right_id in ids]
    sight = sight_over([one.row for one in drawn], by=by)
    return maps.fields_map(drawn, doubles, sight=sight)
