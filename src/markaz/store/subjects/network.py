"""What the network is made of: the mentions that stand and a viewer may see, and their words."""

from collections.abc import Collection, Iterator

import pyarrow as pa
from django.db import connection
from django.db.models import Max

from markaz.governance.audit import Event
from markaz.governance.disclosure import told_whole
from markaz.governance.visibility import Viewer
from markaz.store import audit, raw
from markaz.store.models import AliasRow, IdentifierRow, MentionRow, SubjectRow

_CHANGES = (
    # Which report speaks for a value of an incident moves nobody.
    *(event for event in raw.CHANGES if event is not Event.VALUE_DECIDED),
    Event.MENTIONS_INDEXED,
    Event.ENTRY_LISTED,
    Event.ENTRY_ENDED,
    Event.SUBJECT_OPENED,
    Event.SUBJECT_CHANGED,
)
# `report_id` is a revision's, `report` the number that stays; null in an agency's list.
STANDING = pa.schema(
    [
        ("mention", pa.int64()),
        ("part", pa.string()),
        ("report_id", pa.int64()),
        ("report", pa.int64()),
        ("incident", pa.int64()),
        ("subject", pa.int64()),
        ("address", pa.string()),
    ]
)
NUMBERS = pa.schema([("mention", pa.int64()), ("kind", pa.string()), ("value", pa.string())])
SUBJECTS = pa.schema([("subject", pa.int64()), ("name", pa.string())])
_STANDING = """
SELECT m.id AS mention, m.part, r.id AS report_id, r.number AS report,
       COALESCE(l.incident, r.number) AS incident, s.id AS subject, m.address_text AS address,
       COALESCE(r.agency, m.agency) AS agency, COALESCE(r.marking, m.marking) AS marking,
       COALESCE(s.category, p.role, '') AS category, r.id IS NOT NULL AS reported
FROM store_mentionrow m
LEFT JOIN store_reportrow r ON r.id = m.report_id
LEFT JOIN store_personrow p ON m.part = 'person' AND p.report_id = m.report_id
                           AND p.mention = m.place
LEFT JOIN store_link l ON l.number = r.number AND l.known_to IS NULL
LEFT JOIN store_belongingrow b ON b.mention_id = m.id AND b.ended_at IS NULL
LEFT JOIN store_subjectrow s ON s.id = b.subject_id
WHERE m.ended_at IS NULL AND r.known_to IS NULL
"""
_SUBJECTS = """
SELECT id AS subject, name, agency, marking, category, id IS NULL AS reported
FROM store_subjectrow
"""
_WORDS = """
SELECT m.id, COALESCE(p.document_text, ''), COALESCE(p.phone_text, ''),
       COALESCE(v.identifier_text, '')
FROM store_mentionrow m
LEFT JOIN store_personrow p ON m.part = 'person' AND p.report_id = m.report_id
                           AND p.mention = m.place
LEFT JOIN store_meansrow v ON m.part = 'means' AND v.report_id = m.report_id AND v.mention = m.place
WHERE m.report_id IS NOT NULL AND m.id > %s ORDER BY m.id
"""
_LISTED = """
SELECT mention_id, kind, canonical FROM store_identifierrow WHERE id > %s ORDER BY id
"""
_ROWS = 50_000


def version() -> int:
    """A number that rises whenever the network may have changed."""
    return audit.last(_CHANGES)


def standing(viewer: Viewer) -> pa.Table:
    """The mentions that stand and that the viewer may see whole (STANDING)."""
    return _chosen(_STANDING, STANDING, viewer)


def subjects(viewer: Viewer) -> pa.Table:
    """The subjects that the viewer may see, by the name that is shown (SUBJECTS)."""
    return _chosen(_SUBJECTS, SUBJECTS, viewer)


def listed(since: int) -> pa.Table:
    """The numbers of lists' entries as they were read, those kept after this one (NUMBERS)."""
    with connection.cursor() as cursor:
        cursor.execute(_LISTED, [since])
        tables = [NUMBERS.empty_table()]
        while rows := cursor.fetchmany(_ROWS):
            tables.append(raw.as_table(rows, NUMBERS))
    return pa.concat_tables(tables)


def last_listed() -> int:
    """The id of the latest number of a list's entry; 0 where there is none."""
    return IdentifierRow.objects.aggregate(top=Max("id"))["top"] or 0


def last_reported() -> int:
    """The id of the latest mention of a report; 0 where there is none."""
    return MentionRow.objects.filter(report__isnull=False).aggregate(top=Max("id"))["top"] or 0


def words_since(mention: int) -> Iterator[tuple[int, str, str, str]]:
    """Of each later mention of a report: its id, document, telephone and means as written."""
    with connection.cursor() as cursor:
        cursor.execute(_WORDS, [mention])
        while rows := cursor.fetchmany(_ROWS):
            yield from rows


def labels(numbers: Collection[int]) -> dict[int, tuple[SubjectRow, str]]:
    """Each of these subjects with the first of its names or numbers that stands."""
    first: dict[int, str] = {}
    aliases = AliasRow.objects.filter(subject__in=numbers, ended_at=None)
    # A name before a number, the older before the younger.
    for alias in sorted(aliases, key=lambda one: (one.kind != "name", one.id)):
        first.setdefault(alias.subject_id, alias.written)
    rows = SubjectRow.objects.filter(id__in=numbers)
    return {row.id: (row, first.get(row.id, row.name)) for row in rows}


def _chosen(select: str, schema: pa.Schema, viewer: Viewer) -> pa.Table:
    columns = ", ".join(schema.names)
    with connection.cursor() as cursor:
        # The condition is the one rule's own; no word of the asker's is in it.
        cursor.execute(f"SELECT {columns} FROM ({select}) held WHERE {told_whole(viewer)}")  # noqa: S608
        tables = [schema.empty_table()]
        while rows := cursor.fetchmany(_ROWS):
            tables.append(raw.as_table(rows, schema))
    return pa.concat_tables(tables)
