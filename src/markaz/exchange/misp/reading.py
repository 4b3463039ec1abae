"""A partner's MISP event as a draft: tags and distribution never read as a weaker marking."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from types import MappingProxyType
from typing import Any

from markaz.exchange.drafts import Draft, admiralty, clean, read_day
from markaz.exchange.markings import strictest
from markaz.exchange.misp.templates import SUM
from markaz.governance.marking import DEFAULT_MARKING, Marking
from markaz.records.errors import InvalidValueError
from markaz.records.kinds import Grain

# FIRST published TLP 2.0 then; an "amber" of before may have meant the own organisation alone.
_TLP2_SINCE = date(2022, 8, 1)
_TLP2: Mapping[str, Marking] = MappingProxyType(
    {**{level.value.casefold(): level for level in Marking}, "white": Marking.CLEAR}
)
_TLP1: Mapping[str, Marking] = MappingProxyType({**_TLP2, "amber": Marking.AMBER_STRICT})
_HEAD = re.compile(rb'\s*(?:\{\s*"response"\s*:\s*)?\[?\s*\{\s*"Event"\s*:')
_TAG = re.compile(r"tlp:(?:\s*)(?P<level>[\w+:-]+)", re.IGNORECASE)
# Your organisation only; a sharing group whose members nobody here knows.
_OWN_ORGANISATION, _SHARING_GROUP = "0", "4"


def draft_of(event: Mapping[str, Any]) -> Draft:
    """A MISP event, with or without its envelope, as a draft; the event itself stays as it came.

    Raises:
        InvalidValueError: it is no event.
    """
    inner = event.get("Event", event)
    if not isinstance(inner, dict) or not isinstance(inner.get("uuid"), str):
        raise InvalidValueError("This is no MISP event: it has no uuid; export it again as JSON.")
    day = read_day(inner.get("date"))
    tags = list(_tags(inner))
    return Draft(
        stix_id=f"misp-event--{inner['uuid']}",
        version=str(inner.get("timestamp", "")),
        producer=_name(inner.get("Orgc")),
        reference=inner["uuid"],
        marking=_marking(inner, tags, told_on=_told_on(inner) or day),
        fields={},
        grading=admiralty(tags),
        text="\n".join(_lines(inner)),
        occurred_first=day,
        occurred_last=day,
        reported_on=_told_on(inner),
        about=(),
        grain=Grain.AGGREGATE if SUM in tags else Grain.EVENT,
    )


def is_misp(head: bytes) -> bool:
    """Whether a file that begins so holds MISP events: one, or the answer of a MISP server."""
    return bool(_HEAD.match(head))


def events_in(body: bytes) -> list[dict[str, Any]]:
    """The events of a file.

    Raises:
        InvalidValueError: it is no JSON.
    """
    try:
        told = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise InvalidValueError("This is no sound JSON: export the event again.") from error
    listed = told.get("response", told) if isinstance(told, dict) else told
    return _listed(listed) if isinstance(listed, list) else _listed([listed])


def _marking(inner: Mapping[str, Any], tags: list[str], *, told_on: date | None) -> Marking:
    levels = _TLP2 if told_on and told_on >= _TLP2_SINCE else _TLP1
    said = [
        levels.get(found["level"].casefold(), Marking.RED)
        for tag in tags
        if (found := _TAG.fullmatch(tag.strip()))
    ]
    if said:
        return strictest(*said)
    distribution = str(inner.get("distribution", ""))
    if distribution == _SHARING_GROUP:
        return Marking.RED
    return Marking.AMBER_STRICT if distribution == _OWN_ORGANISATION else DEFAULT_MARKING


def _told_on(inner: Mapping[str, Any]) -> date | None:
    stamp = str(inner.get("timestamp", ""))
    try:
        return datetime.fromtimestamp(int(stamp), UTC).date()
    except (ValueError, OverflowError, OSError):
        return None


def _tags(inner: Mapping[str, Any]) -> Iterator[str]:
    """Every tag on the event, on its attributes and on those of its objects."""
    for holder in (inner, *_attributes(inner)):
        for tag in _listed(holder.get("Tag")):
            if isinstance(tag.get("name"), str):
                yield tag["name"]


def _attributes(inner: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    yield from _listed(inner.get("Attribute"))
    for one in _listed(inner.get("Object")):
        yield from _listed(one.get("Attribute"))


def _lines(inner: Mapping[str, Any]) -> Iterator[str]:
    """The event's title, then each value under what it is called."""
    if isinstance(inner.get("info"), str):
        yield clean(inner["info"])
    for one in _attributes(inner):
        kind = one.get("object_relation") or one.get("type")
        if isinstance(one.get("value"), str) and isinstance(kind, str):
            yield f"{kind}: {clean(one['value'])}"


def _listed(value: object) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _name(organisation: object) -> str:
    return str(organisation.get("name", "")) if isinstance(organisation, dict) else ""
