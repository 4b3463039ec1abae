"""Selection rules at a desk: written, versioned, ended, and held against each bag's journey."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from markaz.accounts.models import User
from markaz.actions.airport.desk import desks
from markaz.airport.rules.journey import journey
from markaz.airport.rules.results import Judged, RuleResult, results
from markaz.airport.rules.rule import Condition, Rule, hits
from markaz.governance.audit import Event
from markaz.governance.permissions import Permission, require
from markaz.records.errors import InvalidValueError
from markaz.store import audit, bulk
from markaz.store.airport import rules
from markaz.store.airport.scans import Bag
from markaz.store.models import DeskRow, RuleRow, ScanRow

_LONGEST = 300
_CARRIER = 2


@dataclass(frozen=True, slots=True)
class Kept:
    """One version of a rule; `rule` is how it reads, `result` what came of it at a desk."""

    row: RuleRow
    rule: Rule
    in_force: bool
    result: RuleResult | None


@transaction.atomic
def keep_rules(
    written: tuple[Rule, ...], *, desk: DeskRow, by: User, now: datetime
) -> tuple[RuleRow, ...]:
    """Keep versions of rules for a desk's agency; each ends the version before it.

    Raises:
        InvalidValueError: a version was written before, or is older than the one that stands.
    """
    require(by.permissions, Permission.KEEP_AIRPORT_DESK)
    desks.own(desk.airport, desk.agency, by=by)
    bulk.one_at_a_time("airport")
    return tuple(_keep(one, agency=desk.agency, by=by, now=now) for one in written)


@transaction.atomic
def end_rule(name: str, *, desk: DeskRow, why: str, by: User, now: datetime) -> RuleRow:
    """End a rule before its last day, with a reason."""
    require(by.permissions, Permission.KEEP_AIRPORT_DESK)
    desks.own(desk.airport, desk.agency, by=by)
    bulk.one_at_a_time("airport")
    row = rules.standing(desk.agency).filter(name=name).first()
    if row is None:
        raise InvalidValueError("No rule {name!r} stands: look its name up.", name=name)
    said = " ".join(why.split())
    if not said or len(said) > _LONGEST:
        raise InvalidValueError("Say why the rule ends, in {most} letters or fewer.", most=_LONGEST)
    rules.end(row, why=said, by=by, now=now)
    audit.log(Event.RULE_ENDED, subject=str(row), by=by, now=now, details={"why": said})
    return row


def of_desk(desk: DeskRow, *, by: User, now: datetime) -> tuple[Kept, ...]:
    """Every version of the agency's rules, with what came of it at this desk."""
    require(by.permissions, Permission.WORK_AIRPORT_DESK)
    searches = rules.searches(desk)
    told = results(
        (Judged(*one) for one in rules.judged(desk)),
        base_finds=searches.filter(found=True).count(),
        base_searches=searches.count(),
    )
    came = {(one.rule, one.version): one for one in told}
    today = timezone.localdate(now)
    found = []
    for row in rules.of_agency(desk.agency):
        rule = _rule(row)
        in_force = row.ended_at is None and rule.in_force(today)
        found.append(Kept(row, rule, in_force, came.get((row.name, row.version))))
    return tuple(found)


@transaction.atomic
def select(scan: ScanRow, bag: Bag, *, by: User, now: datetime) -> None:
    """Hold the rules in force against a bag's journey, and keep which selected it.

    It changes nothing of the queue's order, and nothing else of the journey is kept.
    """
    if scan.projected:
        return
    rows = {(row.name, row.version): row for row in rules.standing(scan.desk.agency)}
    seen = journey(_booking(scan, bag))
    held = hits(tuple(map(_rule, rows.values())), seen, day=timezone.localdate(now))
    if not held:
        return
    rules.select(scan, [rows[one.rule, one.version] for one in held], now=now)
    audit.log(
        Event.SCAN_SELECTED, subject=str(scan), by=by, now=now,
        details={"rules": [f"{one.rule} {one.version}" for one in held]},
    )  # fmt: skip


def given_journey(text: str) -> Mapping[str, object]:
    """What a sender tells of a bag's journey, as JSON; rules read of it what they may.

    Raises:
        InvalidValueError: it is no JSON object, or a field that rules read holds what it cannot.
    """
    if not text.strip():
        return {}
    try:
        said = json.loads(text)
    except ValueError:
        said = None
    if not isinstance(said, dict):
        raise InvalidValueError('Write the journey as a JSON object, as {example}.',
                                example='{"bags": 2, "paid_with": "cash"}')  # fmt: skip
    return journey(said).known


def next_version(desk: DeskRow, name: str) -> int:
    """The number that the next version of a rule bears."""
    last = rules.of_agency(desk.agency).filter(name=name).first()
    return last.version + 1 if last else 1


@transaction.atomic
def _keep(one: Rule, *, agency: str, by: User, now: datetime) -> RuleRow:
    last = rules.of_agency(agency).filter(name=one.name).first()
    if last is not None and one.version <= last.version:
        raise InvalidValueError(
            "Version {version} of rule {name} was written before: write version {next}.",
            version=one.version, name=one.name, next=last.version + 1,
        )  # fmt: skip
    row = RuleRow(
        agency=agency, name=one.name, version=one.version, title=one.title, author=one.author,
        legal_basis=one.legal_basis, begins=one.begins, expires=one.expires,
        conditions=[
            {"field": part.field, "comparison": part.comparison, "values": list(part.values)}
            for part in one.conditions
        ],
    )  # fmt: skip
    kept = rules.keep(row, by=by, now=now)
    audit.log(
        Event.RULE_KEPT, subject=str(kept), by=by, now=now,
        details={
            "legal_basis": one.legal_basis, "author": one.author,
            "expires": one.expires.isoformat(), "when": [str(part) for part in one.conditions],
        },
    )  # fmt: skip
    return kept


def _rule(row: RuleRow) -> Rule:
    return Rule(
        name=row.name,
        version=row.version,
        title=row.title,
        author=row.author,
        legal_basis=row.legal_basis,
        begins=row.begins,
        expires=row.expires,
        conditions=tuple(
            Condition(part["field"], part["comparison"], tuple(part["values"]))
            for part in row.conditions
        ),
    )


def _booking(scan: ScanRow, bag: Bag) -> dict[str, object]:
    """The journey as the desk knows it by itself, and what the sender told besides."""
    own: dict[str, object] = {
        "departure": scan.desk.airport,
        "destination": scan.destination,
        "flight": scan.flight,
        "carrier": scan.flight[:_CARRIER],
    }
    return {**bag.journey, **{name: value for name, value in own.items() if value}}
