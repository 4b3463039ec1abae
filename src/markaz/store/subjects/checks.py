"""Checks that were made, the word that holders get of them, and whom to ring."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection
from django.utils.crypto import salted_hmac

from markaz.accounts.models import User
from markaz.store.models import ContactRow, NoticeRow

# As many rows whoever is told: the time that a check takes shall not tell of a holder.
_ROWS_OF_NOTICE = 4
_HOUR = timedelta(hours=1)
_SALT = "markaz.check"
# Plain statements: a program asks hundreds of times a second, and Django's wording of a statement
# costs more than these take.  An hour's checks are told from two rows, whatever their number.
_KEEP = """
INSERT INTO store_checkrow (at, "by", agency, kind, asked_hash, purpose, silent, nth)
SELECT %s, %s, %s, %s, %s, %s, %s, last.nth + 1
FROM (
    SELECT COALESCE(
        (SELECT nth FROM store_checkrow WHERE "by" = %s ORDER BY nth DESC LIMIT 1), 0
    ) AS nth
) last
WHERE last.nth + 1 - COALESCE(
    (SELECT nth FROM store_checkrow WHERE "by" = %s AND at > %s ORDER BY at LIMIT 1), last.nth + 1
) < %s
RETURNING id
"""
_TELL = "INSERT INTO store_noticerow (check_made_id, agency, mention_id) VALUES "


@dataclass(frozen=True, slots=True)
class Notice:
    """That somebody asked about an entry of the reader's agency."""

    at: datetime
    by: str
    agency: str
    purpose: str
    mention: int
    report: int | None


def hash_of(asked: str) -> str:
    """The question as the log keeps it: known again by who holds the key, readable by nobody."""
    return salted_hmac(_SALT, asked, algorithm="sha256").hexdigest()


def keep(  # noqa: PLR0913 (keyword-only, each its own fact)
    *,
    kind: str,
    asked_hash: str,
    purpose: str,
    silent: bool,
    most: int,
    by: User,
    now: datetime,
) -> int | None:
    """Keep that the check was made; None where the person made `most` in the hour before now."""
    at, since = (connection.ops.adapt_datetimefield_value(time) for time in (now, now - _HOUR))
    told = [at, by.username, by.agency, kind, asked_hash, purpose, silent]
    with connection.cursor() as cursor:
        cursor.execute(_KEEP, [*told, by.username, by.username, since, most])
        row = cursor.fetchone()
    return int(row[0]) if row else None


def tell(check: int, holders: Iterable[tuple[str, int]]) -> None:
    """Leave word with each holder's agency about its entry; nobody's rows fill up the rest."""
    rows: list[tuple[str, int | None]] = list(holders)
    rows += [("", None)] * (_ROWS_OF_NOTICE - len(rows))
    places = ", ".join(["(%s, %s, %s)"] * len(rows))
    with connection.cursor() as cursor:
        cursor.execute(_TELL + places, [one for row in rows for one in (check, *row)])


def notices(agencies: Collection[str], *, limit: int, offset: int = 0) -> tuple[list[Notice], int]:
    """Who asked about the entries of these agencies, the latest first, and how many in all."""
    told = NoticeRow.objects.filter(agency__in=agencies).order_by("-id")
    rows = told.values_list(
        "check_made__at",
        "check_made__by",
        "check_made__agency",
        "check_made__purpose",
        "mention_id",
        "mention__report__number",
    )
    found = [
        Notice(at, by, agency, purpose, mention or 0, report)
        for at, by, agency, purpose, mention, report in rows[offset : offset + limit]
    ]
    return found, told.count()


def contacts() -> dict[str, tuple[str, str]]:
    """The desk and the telephone of every agency that named one."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT agency, desk, phone FROM store_contactrow")
        return {agency: (desk, phone) for agency, desk, phone in cursor.fetchall()}


def keep_contact(agency: str, *, desk: str, phone: str, by: User, now: datetime) -> None:
    """Keep whom to ring at an agency."""
    ContactRow.objects.update_or_create(
        agency=agency,
        defaults={"desk": desk, "phone": phone, "kept_by": by.username, "kept_at": now},
    )
