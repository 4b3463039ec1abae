"""What a partner's program asks of a collection, read from the address."""

from django.http import QueryDict

from markaz.actions.exchange.giving import LONGEST_PAGE, Asked
from markaz.store.exchange import stamps
from markaz.store.exchange.paging import Match
from markaz.taxii.refusals import BadRequestError

_WORDS = ("first", "last", "all")
# An address holds no more; each of them costs the database a look.
_MOST_VALUES = 200
# Dates added are sixteen digits until the year 2286.
_LONGEST_PLACE = 18
_LONGEST_LIMIT = 9
_LONGEST_WORDS = 2000


def asked(query: QueryDict, *, ids: tuple[str, ...] = ()) -> Asked:
    """The filters and the place; `ids` come from the address of one object.

    Raises:
        BadRequestError: a filter cannot be read.
    """
    match = Match(
        ids=ids or _values(query, "match[id]"),
        types=() if ids else _values(query, "match[type]"),
        versions=tuple(map(_version, _values(query, "match[version]"))),
        specs=_values(query, "match[spec_version]"),
    )
    return Asked(
        match, after=_after(query), limit=_limit(query), words=query.urlencode()[:_LONGEST_WORDS]
    )


def _values(query: QueryDict, name: str) -> tuple[str, ...]:
    written = [one.strip() for text in query.getlist(name) for one in text.split(",")]
    values = tuple(dict.fromkeys(one for one in written if one))
    if len(values) > _MOST_VALUES:
        raise BadRequestError(f"{name} lists more than {_MOST_VALUES} values: ask in parts.")
    if any("\0" in one for one in values):
        raise BadRequestError(f"{name} holds a NUL character: remove it.")
    return values


def _version(written: str) -> int | str:
    return written if written in _WORDS else stamps.read(written)


def _after(query: QueryDict) -> int:
    """The date added after which the page begins, in microseconds; `next` is one of ours."""
    written = query.get("added_after", "")
    after = stamps.read(written) if written else 0
    place = query.get("next", "")
    if not place:
        return after
    if not (place.isascii() and place.isdigit() and len(place) <= _LONGEST_PLACE):
        raise BadRequestError("This next was not given by this server: begin without it.")
    return max(after, int(place))


def _limit(query: QueryDict) -> int:
    written = query.get("limit", str(LONGEST_PAGE))
    if not (written.isascii() and written.isdigit() and len(written) <= _LONGEST_LIMIT):
        raise BadRequestError("Write limit as a whole number from 1.")
    if int(written) == 0:
        raise BadRequestError("Write limit as a whole number from 1.")
    return min(int(written), LONGEST_PAGE)
