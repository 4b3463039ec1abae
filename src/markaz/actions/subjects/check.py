"""Asking whether anybody knows a name or a number: the answer, and word of it to who holds it."""

from datetime import datetime

from django.conf import settings
from django.db import transaction

from markaz.accounts.models import User
from markaz.actions.subjects.answer import Answer, Entry, Ring, Verdict
from markaz.actions.subjects.indexing import backlog
from markaz.actions.subjects.looking import LookedUp, look_up, numbers_of
from markaz.data.agencies import AGENCIES
from markaz.governance.audit import Event
from markaz.governance.disclosure import Disclosure, disclosure
from markaz.governance.permissions import Permission, require
from markaz.governance.purpose import stated
from markaz.records.errors import InvalidValueError, TooManyChecksError
from markaz.store import audit, bulk
from markaz.store.subjects import checks
from markaz.subjects.lookup.asked import Asked, name_told
from markaz.subjects.lookup.ranking import Candidate

Disclosed = list[tuple[Candidate, Disclosure]]


def check(asked: Asked, *, purpose: str, by: User, now: datetime, silent: bool = False) -> Answer:
    """Whether anybody knows this, how surely and why, and whom to ring.

    What may not be told is answered as what is not known, after the same work.  Holders are told
    that their entry was asked about, also where the asker learns nothing of it, unless `silent`.

    Raises:
        PurposeError: no purpose.
        InvalidValueError: nothing to look for.
        TooManyChecksError: the hour's limit is reached; the attempt is in the log.
    """
    require(by.permissions, Permission.CHECK)
    if silent:
        require(by.permissions, Permission.CHECK_SILENTLY)
    why = stated(purpose)
    _demand_something(asked)
    waiting = backlog()
    # The question is asked before the writing begins: on SQLite one writer holds up the others.
    found = look_up(asked)
    told = _disclosed(found, by=by)
    answer = _answer(asked, found, told, waiting)
    if not _write_down(asked, answer, found, why, silent=silent, by=by, now=now):
        raise TooManyChecksError
    return answer


def _demand_something(asked: Asked) -> None:
    if not asked.kinds:
        raise InvalidValueError("Ask for something: a name, a number or a place.")
    if asked.mention.name and not asked.mention.identifiers and not name_told(asked):
        raise InvalidValueError("That is no name: write at least two letters.")


def _disclosed(found: LookedUp, *, by: User) -> Disclosed:
    return [
        (
            one,
            disclosure(
                by.viewer,
                agency=found.held[one.entry].agency,
                marking=found.held[one.entry].marking,
                category=found.held[one.entry].category,
                reported=found.held[one.entry].report is not None,
            ),
        )
        for one in found.candidates
    ]


def _answer(asked: Asked, found: LookedUp, told: Disclosed, waiting: int) -> Answer:
    known = checks.contacts()
    entries = tuple(
        Entry(
            found.held[one.entry],
            numbers_of(found.held[one.entry]),
            one.sureness,
            one.comparison.reasons,
            _ring(found.held[one.entry].agency, known),
        )
        for one, how in told
        if how is Disclosure.ENTRY
    )
    pointed = {found.held[one.entry].agency for one, how in told if how is Disclosure.POINTER}
    pointers = tuple(_ring(code, known) for code in sorted(pointed))
    narrow = found.narrow([one for one, how in told if how is Disclosure.ENTRY])
    verdict = Verdict.NARROW if narrow else Verdict.NOT_KNOWN
    if entries or pointers:
        verdict = Verdict.KNOWN
    return Answer(verdict, asked.kinds, entries, pointers, waiting, narrow)


def _ring(agency: str, known: dict[str, tuple[str, str]]) -> Ring:
    """The agency's own desk, or the one of the agency that it belongs to."""
    parent = AGENCIES[agency].parent if agency in AGENCIES else None
    desk, phone = known.get(agency) or known.get(parent or "") or ("", "")
    return Ring(agency, desk, phone)


def _write_down(  # noqa: PLR0913 (keyword-only, each its own fact)
    asked: Asked,
    answer: Answer,
    found: LookedUp,
    why: str,
    *,
    silent: bool,
    by: User,
    now: datetime,
) -> bool:
    """Keep the check, tell the holders, log it; False where the hour's limit was reached."""
    with transaction.atomic():
        bulk.one_at_a_time("checks")
        kind, asked_hash = ", ".join(answer.asked), checks.hash_of(asked.canonical)
        most = settings.MARKAZ_CHECKS_PER_HOUR
        row = checks.keep(
            kind=kind, asked_hash=asked_hash, purpose=why, silent=silent, most=most, by=by, now=now
        )
        if row is not None:
            checks.tell(row, () if silent else _holders(found, by=by))
        audit.log(
            Event.CHECK_REFUSED if row is None else Event.CHECK_MADE,
            subject=kind,
            by=by,
            now=now,
            details={
                "purpose": why,
                "asked": asked_hash,
                "silent": silent,
                "limit": most,
            },
        )
        return row is not None


def _holders(found: LookedUp, *, by: User) -> list[tuple[str, int]]:
    """Each agency but the asker's own with its surest entry."""
    best: dict[str, int] = {}
    for one in found.candidates:
        best.setdefault(found.held[one.entry].agency, one.entry)
    return [(code, entry) for code, entry in best.items() if code not in by.viewer.agencies]
