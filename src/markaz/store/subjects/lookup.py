"""The look-up table: keys in, mentions out, in two plain statements on either database."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
from django.db import connection

from markaz.store import bulk
from markaz.store.models import LookupKey

Ints = npt.NDArray[np.int64]

# An id that no row has: a question that found nothing is asked as one that found something.
_NOTHING = 0
# So many are named in a statement at the least: of few its length tells nothing.
_LEAST_NAMED = 4
_BUCKET = "SELECT key, mention FROM store_lookupkey WHERE key = {key} ORDER BY mention LIMIT %s"
# A bucket comes as one text of numbers: a row of the driver's for each costs ten times as much.
_PROBE = f"SELECT key, group_concat(mention) FROM ({_BUCKET.format(key='%s')})"  # noqa: S608 (our own words)
_LATERAL = _BUCKET.format(key="wanted")
_PROBE_ALL = f"""
SELECT bucket.key, string_agg(bucket.mention::text, ',')
FROM unnest(%s::bigint[]) asked (wanted) CROSS JOIN LATERAL ({_LATERAL}) bucket
GROUP BY bucket.key
"""  # noqa: S608 (our own words)
_NUMBERS = """
SELECT mention_id, kind, canonical, written FROM store_identifierrow
WHERE mention_id IN ({places}) ORDER BY id
"""
_FETCH = """
SELECT m.id, m.kind, m.part, COALESCE(r.agency, m.agency), COALESCE(r.marking, m.marking),
       r.number, r.reference, r.occurred_first, r.reported_on,
       COALESCE(p.name_text, m.name_text), COALESCE(p.father_name_text, m.father_name_text),
       COALESCE(p.sex, m.sex), p.age, m.birth_first, m.birth_last, m.birth_day,
       COALESCE(r.district, m.district), m.address_text,
       COALESCE(p.document_text, ''), COALESCE(p.phone_text, ''), COALESCE(v.identifier_text, ''),
       COALESCE(s.category, p.role, ''), s.id
FROM store_mentionrow m
LEFT JOIN store_reportrow r ON r.id = m.report_id
LEFT JOIN store_personrow p ON m.part = 'person' AND p.report_id = m.report_id
                           AND p.mention = m.place
LEFT JOIN store_meansrow v ON m.part = 'means' AND v.report_id = m.report_id AND v.mention = m.place
LEFT JOIN store_belongingrow b ON b.mention_id = m.id AND b.ended_at IS NULL
LEFT JOIN store_subjectrow s ON s.id = b.subject_id
WHERE m.id IN ({places}) AND m.ended_at IS NULL AND r.known_to IS NULL
"""


@dataclass(frozen=True, slots=True)
class Held:
    """A mention as it stands: of a report with the report's facts, of a list with its own."""

    id: int
    kind: str
    part: str
    agency: str
    marking: str
    report: int | None
    reference: str | None
    occurred: date | None
    reported: date | None
    name: str
    father_name: str
    sex: str
    age: int | None
    birth_first: int | None
    birth_last: int | None
    birth_day: date | None
    district: str
    address: str
    document: str
    phone: str
    means: str
    category: str
    subject: int | None
    numbers: tuple[tuple[str, str, str], ...] = ()


def find(keys: Iterable[int], *, most: int) -> tuple[dict[int, Ints], list[int]]:
    """The mentions under each key, and the keys that more than `most` mentions share."""
    wanted = sorted(set(keys)) or [_NOTHING]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # One plan whatever the number of keys; SQLite knows no LATERAL and plans in no time.
            cursor.execute(_PROBE_ALL, [wanted, most + 1])
        else:
            probes = " UNION ALL ".join([_PROBE] * len(wanted))
            cursor.execute(probes, [value for key in wanted for value in (key, most + 1)])
        found = {
            key: np.fromstring(bucket, dtype=np.int64, sep=",")
            for key, bucket in cursor.fetchall()
            if bucket
        }
    full = [key for key, bucket in found.items() if len(bucket) > most]
    for key in full:
        del found[key]
    return found, full


def fetch(mentions: Collection[int]) -> dict[int, Held]:
    """The mentions that stand, of reports only those of revisions that stand."""
    wanted = [*mentions, *[_NOTHING] * (_LEAST_NAMED - len(mentions))]
    places = ", ".join(["%s"] * len(wanted))
    numbers: dict[int, list[tuple[str, str, str]]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_NUMBERS.format(places=places), wanted)
        for mention, kind, canonical, written in cursor.fetchall():
            numbers.setdefault(mention, []).append((kind, canonical, written))
        cursor.execute(_FETCH.format(places=places), wanted)
        return {row[0]: _held(row, tuple(numbers.get(row[0], ()))) for row in cursor.fetchall()}


def keep_keys(keys: Mapping[int, Collection[int]]) -> None:
    """Keep the keys of new mentions."""
    held = pa.array(list(chain.from_iterable(keys.values())), pa.int64())
    owners = [mention for mention, some in keys.items() for _ in some]
    table = pa.table({"key": held, "mention": pa.array(owners, pa.int64())})
    # In the order of the index, so that it is written page after page.
    bulk.insert(LookupKey, table.sort_by([("key", "ascending"), ("mention", "ascending")]))


def _held(row: tuple[object, ...], numbers: tuple[tuple[str, str, str], ...]) -> Held:
    values: list[Any] = list(row)
    for at in (7, 8, 15):
        # SQLite gives days as the text it keeps them as.
        if isinstance(values[at], str):
            values[at] = date.fromisoformat(str(values[at]))
    return Held(*[*values, numbers])
