"""Agreements, releases, recalls and requests as an officer types them."""

import re
from collections.abc import Mapping
from datetime import datetime

from django.http import QueryDict

from markaz.accounts.models import User
from markaz.actions.exchange.sharing.agreeing import Terms
from markaz.actions.exchange.sharing.recalling import Word
from markaz.actions.exchange.talking.requesting import Asked, Step
from markaz.actions.operations import writing
from markaz.console.subjects.keeping import day
from markaz.records.errors import InvalidValueError
from markaz.store.pages.named import report_number

_BETWEEN = re.compile(r"[,;،\s]+")


def terms(said: QueryDict) -> Terms:
    """The agreement that the form describes."""
    return Terms(
        partner=said.get("partner", ""),
        title=said.get("title", ""),
        purpose=said.get("purpose", ""),
        legal_basis=said.get("legal_basis", ""),
        onward=said.get("onward", ""),
        kinds=tuple(said.getlist("kinds")),
        parts=tuple(said.getlist("parts")),
        ceiling=said.get("ceiling", ""),
        begins_on=day(said.get("begins_on", "")),
        expires_on=day(said.get("expires_on", "")),
        persons=_lines(said.get("persons", "")),
        organisations=_lines(said.get("organisations", "")),
    )


def incidents(written: str, *, by: User) -> list[int]:
    """The incidents named one after the other, by number or by an agency's reference."""
    names = [name for name in _BETWEEN.split(written.strip()) if name]
    if not names:
        raise InvalidValueError("Name the incidents to release.")
    return [report_number(name, viewer=by.viewer) for name in names]


def asked(said: Mapping[str, str]) -> Asked:
    """The request that the form describes."""
    return Asked(
        direction=said.get("direction", ""),
        partner=said.get("partner", ""),
        question=said.get("question", ""),
        purpose=said.get("purpose", ""),
        legal_basis=said.get("legal_basis", ""),
        due_at=writing.moment(said.get("due", "")),
        reference=said.get("reference", ""),
        marking=said.get("marking", ""),
    )


def step(said: Mapping[str, str], *, now: datetime) -> Step:
    """What happened to a request; without a moment it happened now."""
    at, due = said.get("at", "").strip(), said.get("due", "").strip()
    return Step(
        kind=said.get("kind", ""),
        at=writing.moment(at) if at else now,
        words=said.get("words", ""),
        evidence=said.get("evidence", ""),
        grade=said.get("grade", ""),
        due_at=writing.moment(due) if due else None,
    )


def word(said: Mapping[str, str]) -> Word:
    """What a partner answered to a notice."""
    return Word(said.get("answer", ""), said.get("said_by", ""), said.get("words", ""))


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())
