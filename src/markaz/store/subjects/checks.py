"""Checks that were made, the word that holders get of them, and whom to ring."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.crypto import salted_hmac

from markaz.accounts.models import User
from markaz.store.models import CheckRow, ContactRow, NoticeRow

# As many rows whoever is told: the time that a check takes shall not tell of a holder.
_ROWS_OF_NOTICE = 4
_HOUR = timedelta(hours=1)
_SALT = "markaz.check"


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


def made_within_the_hour(by: User, *, now: datetime) -> int:
    """How often the person asked in the hour before now."""
    return CheckRow.objects.filter(by=by.username, at__gt=now - _HOUR).count()


def keep(
    *, kind: str, asked_hash: str, purpose: str, silent: bool, by: User, now: datetime
) -> CheckRow:
    """Keep that the check was made."""
    return CheckRow.objects.create(
        at=now,
        by=by.username,
        agency=by.agency,
        kind=kind,
        asked_hash=asked_hash,
        purpose=purpose,
        silent=silent,
    )


def tell(check: CheckRow, holders: Iterable[tuple[str, int]]) -> None:
    """Leave word with each holder's agency about its entry; nobody's rows fill up the rest."""
    rows = [NoticeRow(check_made=check, agency=code, mention_id=entry) for code, entry in holders]
    rows += [NoticeRow(check_made=check) for _ in range(_ROWS_OF_NOTICE - len(rows))]
    NoticeRow.objects.bulk_create(rows)


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
    return {row.agency: (row.desk, row.phone) for row in ContactRow.objects.all()}


def keep_contact(agency: str, *, desk: str, phone: str, by: User, now: datetime) -> None:
    """Keep whom to ring at an agency."""
    ContactRow.objects.update_or_create(
        agency=agency,
        defaults={"desk": desk, "phone": phone, "kept_by": by.username, "kept_at": now},
    )
