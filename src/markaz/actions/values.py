"""Who speaks for a part of an incident: how it was chosen, and what a person decides instead."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

import duckdb
from django.db import transaction
from django.db.models import QuerySet

from markaz.accounts.models import User
from markaz.consolidation.choosing import values
from markaz.governance.audit import Event
from markaz.governance.permissions import Permission, require
from markaz.records.errors import InvalidValueError
from markaz.records.kinds import ValueField
from markaz.store import audit, raw
from markaz.store.bulk import one_at_a_time
from markaz.store.models import DecisionRow
from markaz.store.pages.incident import told_together
from markaz.store.pages.lists import visible_reports

_SHORTEST_REASON = 3


@dataclass(frozen=True, slots=True)
class Chosen:
    """How one field of an incident was chosen, and the decision that made it so, if one did."""

    choice: values.Choice
    decision: DecisionRow | None


def choices(number: int, *, by: User) -> tuple[Chosen, ...]:
    """For each field of an incident, which of the visible reports speaks for it and why.

    Empty where fewer than two of its reports can be seen: then there is nothing to choose.
    """
    require(by.permissions, Permission.SEE_REPORTS)
    numbers = _visible(told_together(number), by=by)
    if len(numbers) < 2:  # noqa: PLR2004 (a choice is between two)
        return ()
    with duckdb.connect() as connection:
        raw.lay_out_some(connection, visible_reports(by.viewer), numbers=numbers)
        values.choose(connection)
        chosen = values.explain(connection)
    decided = _latest(numbers)
    return tuple(Chosen(choice, decided.get(choice.field)) for choice in chosen)


@transaction.atomic
def decide_value(
    field: ValueField, number: int, *, reason: str, by: User, now: datetime
) -> DecisionRow:
    """Let a report speak for a field of whatever incident it tells of, over every rule.

    Raises:
        InvalidValueError: the report is not there to be seen, stands alone, or no reason is given.
    """
    require(by.permissions, Permission.CONSOLIDATE)
    if len(reason.strip()) < _SHORTEST_REASON:
        raise InvalidValueError("Say in a few words why this report is right.")
    numbers = _visible(told_together(number), by=by)
    if number not in numbers:
        raise InvalidValueError("There is no report {number}: check the number.", number=number)
    if len(numbers) == 1:
        raise InvalidValueError(
            "Report {number} alone tells of its incident: there is nothing to choose.",
            number=number,
        )
    one_at_a_time("decisions")
    at = now.astimezone(UTC)
    _end(DecisionRow.objects.filter(field=field.value, number__in=numbers), at=at)
    decision = DecisionRow.objects.create(
        field=field.value, number=number, known_from=at, by=by.username, reason=reason.strip()
    )
    audit.log(
        Event.VALUE_DECIDED,
        subject=f"{field.value} of report {number}",
        by=by,
        now=now,
        details={"reason": decision.reason, "taken_back": False},
    )
    return decision


@transaction.atomic
def withdraw_decision(field: ValueField, number: int, *, by: User, now: datetime) -> None:
    """Take back what was decided on a field of the incident a report tells of; the rules stand.

    Raises:
        InvalidValueError: nobody decided on it.
    """
    require(by.permissions, Permission.CONSOLIDATE)
    one_at_a_time("decisions")
    numbers = _visible(told_together(number), by=by)
    standing = DecisionRow.objects.filter(field=field.value, number__in=numbers, known_to=None)
    decision = standing.order_by("id").last()
    if decision is None:
        raise InvalidValueError(
            "Nobody decided on {field} of the incident of report {number}.",
            field=field.value,
            number=number,
        )
    _end(standing, at=now.astimezone(UTC))
    audit.log(
        Event.VALUE_DECIDED,
        subject=f"{field.value} of report {decision.number}",
        by=by,
        now=now,
        details={"reason": decision.reason, "taken_back": True},
    )


def _visible(numbers: set[int], *, by: User) -> set[int]:
    standing = visible_reports(by.viewer).filter(number__in=numbers, known_to=None)
    return set(standing.values_list("number", flat=True))


def _latest(numbers: set[int]) -> Mapping[str, DecisionRow]:
    standing = DecisionRow.objects.filter(number__in=numbers, known_to=None).order_by("id")
    return {decision.field: decision for decision in standing}


def _end(decisions: "QuerySet[DecisionRow]", *, at: datetime) -> None:
    decisions.filter(known_to=None).update(known_to=at)
