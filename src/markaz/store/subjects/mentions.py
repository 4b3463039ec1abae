"""Mentions: pointers to what reports name, and the entries of agencies' own lists."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pyarrow as pa
from django.db import connection
from django.db.models import Max

from markaz.accounts.models import User
from markaz.records.subject import SubjectKind
from markaz.store import bulk
from markaz.store.models import IdentifierRow, MeansRow, MentionRow, PersonRow, ReportRow

# Asked with every check: Django takes longer to word it than a database to answer it.
_WAITING = """
WITH latest (id) AS (SELECT COALESCE(MAX(report_id), 0) FROM store_mentionrow)
SELECT COUNT(*) FROM (
    SELECT report_id FROM store_personrow
    WHERE report_id > (SELECT id FROM latest) AND protection = ''
    UNION SELECT report_id FROM store_meansrow WHERE report_id > (SELECT id FROM latest)
) waiting
"""

Number = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Named:
    """A person or a means of a report that no mention points to yet."""

    report: int
    part: str
    place: int
    name: str
    father_name: str
    age: int | None
    on: date | None
    document: str
    phone: str
    means: str


@dataclass(frozen=True, slots=True)
class Listed:
    """What an agency's own list says: kind and marking as codes, years first and last included."""

    kind: SubjectKind
    agency: str
    marking: str
    name: str = ""
    father_name: str = ""
    sex: str = ""
    birth_first: int | None = None
    birth_last: int | None = None
    birth_day: date | None = None
    address: str = ""


def last_indexed() -> int:
    """The id of the latest report whose persons and means have mentions; 0 where none has."""
    return MentionRow.objects.aggregate(last=Max("report_id"))["last"] or 0


def waiting() -> int:
    """How many reports came in after the latest one that is indexed and name anybody."""
    with connection.cursor() as cursor:
        cursor.execute(_WAITING)
        return int(cursor.fetchone()[0])


def unindexed(*, most: int) -> list[Named]:
    """The persons and means of the next `most` reports that name any."""
    after = last_indexed()
    # Who asks for protection, or is a victim, is found by no check and becomes no subject.
    persons = PersonRow.objects.filter(report_id__gt=after, protection="")
    means = MeansRow.objects.filter(report_id__gt=after)
    ids = persons.values("report_id").union(means.values("report_id")).order_by("report_id")
    reports = [row["report_id"] for row in ids[:most]]
    if not reports:
        return []
    until = reports[-1]
    days = ReportRow.objects.filter(id__gt=after, id__lte=until)
    on = {
        number: occurred or reported
        for number, occurred, reported in days.values_list("id", "occurred_first", "reported_on")
    }
    named = [
        Named(report, "person", place, name, father, age, on[report], document, phone, "")
        for report, place, name, father, age, document, phone in persons.filter(
            report_id__lte=until
        ).values_list(
            "report_id", "mention", "name_text", "father_name_text", "age", "document_text",
            "phone_text",
        )
    ]  # fmt: skip
    return named + [
        Named(report, "means", place, "", "", None, None, "", "", identifier)
        for report, place, identifier in means.filter(report_id__lte=until).values_list(
            "report_id", "mention", "identifier_text"
        )
    ]


def point_to(named: Sequence[Named], *, by: User, now: datetime) -> list[int]:
    """Make a mention of each, with the ids that they get; their words stay in the report."""
    kinds = {"person": SubjectKind.PERSON.value, "means": SubjectKind.THING.value}
    ids = bulk.reserve(MentionRow, len(named))
    noted_at = pa.scalar(now.astimezone(UTC), pa.timestamp("us", tz="UTC"))
    columns = {
        "id": pa.array(ids, pa.int64()),
        "kind": [kinds[one.part] for one in named],
        "part": [one.part for one in named],
        "report_id": pa.array([one.report for one in named], pa.int64()),
        "place": pa.array([one.place for one in named], pa.int16()),
        "noted_at": pa.repeat(noted_at, len(named)),
        "noted_by": pa.repeat(by.username, len(named)),
    }
    bulk.insert(MentionRow, pa.table(columns))
    return ids


def list_entries(
    entries: Sequence[tuple[Listed, Sequence[Number]]], *, by: User, now: datetime
) -> list[MentionRow]:
    """Keep entries of agencies' own lists, each with its numbers: kind, as read, as written."""
    # What grows by id is read once: nobody may keep a lower id after a higher one was seen.
    bulk.one_at_a_time("lookup")
    at = now.astimezone(UTC)
    rows = MentionRow.objects.bulk_create(
        [
            MentionRow(
                kind=entry.kind.value,
                part="listed",
                agency=entry.agency,
                marking=str(entry.marking),
                name_text=entry.name,
                father_name_text=entry.father_name,
                sex=entry.sex,
                birth_first=entry.birth_first,
                birth_last=entry.birth_last,
                birth_day=entry.birth_day,
                address_text=entry.address,
                noted_at=at,
                noted_by=by.username,
            )
            for entry, _ in entries
        ],
        batch_size=1000,
    )
    IdentifierRow.objects.bulk_create(
        (
            IdentifierRow(mention=row, kind=kind, canonical=canonical, written=written)
            for row, (_, numbers) in zip(rows, entries, strict=True)
            for kind, canonical, written in numbers
        ),
        batch_size=1000,
    )
    return rows


def on_list(agency: str) -> list[tuple[Listed, frozenset[tuple[str, str]]]]:
    """The entries that stand on an agency's list, each with its numbers: kind and as read."""
    numbers: dict[int, set[tuple[str, str]]] = {}
    theirs = {"mention__agency": agency, "mention__ended_at": None}
    for mention, kind, canonical in IdentifierRow.objects.filter(**theirs).values_list(
        "mention_id", "kind", "canonical"
    ):
        numbers.setdefault(mention, set()).add((kind, canonical))
    return [
        (
            Listed(
                SubjectKind(row.kind),
                agency,
                row.marking,
                name=row.name_text,
                father_name=row.father_name_text,
                sex=row.sex,
                birth_first=row.birth_first,
                birth_last=row.birth_last,
                birth_day=row.birth_day,
                address=row.address_text,
            ),
            frozenset(numbers.get(row.id, ())),
        )
        for row in MentionRow.objects.filter(agency=agency, ended_at=None).iterator()
    ]


def end(mention: int, *, by: User, now: datetime) -> None:
    """Take an entry off its list: it answers no longer, and stays written."""
    MentionRow.objects.filter(id=mention, ended_at=None).update(ended_at=now, ended_by=by.username)
