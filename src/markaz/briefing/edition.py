"""A briefing frozen as canonical bytes, and what has moved since."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import duckdb

from markaz.briefing.declared import declaration
from markaz.briefing.figures import compute
from markaz.briefing.opening import contributions
from markaz.records.figure import Figure, Number, Selection
from markaz.records.kinds import DateBasis

_FORM = 1
_MOST_MOVERS = 50


@dataclass(frozen=True, slots=True)
class Mover:
    """A report that adds another amount to a figure than it did; None where it added nothing."""

    number: int
    old: Number | None
    new: Number | None

    def sentence(self) -> str:
        """What became of it, in words."""
        if self.old is None:
            return f"report {self.number} came in with {self.new}"
        if self.new is None:
            return f"report {self.number} with {self.old} is no longer counted"
        return f"report {self.number} went from {self.old} to {self.new}"


@dataclass(frozen=True, slots=True)
class Moved:
    """A figure whose value is not what an edition printed."""

    figure: str
    label: str
    old: Number | None
    new: Number | None
    reports: tuple[Mover, ...]

    def sentences(self, *, limit: int = 5) -> tuple[str, ...]:
        """The reports that moved it, the greatest first."""
        told = tuple(mover.sentence() for mover in self.reports[:limit])
        rest = len(self.reports) - limit
        return (*told, f"and {rest} more") if rest > 0 else told


def freeze(figures: Sequence[Figure], *, selection: Selection) -> bytes:
    """Canonical JSON of the figures: the same ledger on the same day gives the same bytes."""
    content = {
        "form": _FORM,
        "selection": {
            "first": selection.first.isoformat(),
            "last": selection.last.isoformat(),
            "basis": selection.basis.value,
            "as_known_on": selection.as_known_on.isoformat() if selection.as_known_on else None,
            "known_at": selection.known_at.isoformat() if selection.known_at else None,
            "country": selection.country,
        },
        "figures": [
            {
                "id": figure.id,
                "value": _written(figure.value),
                "counted": figure.counted,
                "rows": [[row.key, _written(row.value), row.counted] for row in figure.rows],
            }
            for figure in figures
        ],
    }
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return text.encode()


def compare(
    frozen: bytes, connection: duckdb.DuckDBPyConnection, *, now: date
) -> tuple[Moved, ...]:
    """Figures that stand otherwise as known now, each with the reports that moved it."""
    content = json.loads(frozen)
    then = selection_of(content)
    today = replace(then, as_known_on=now, known_at=None)
    printed = {entry["id"]: entry["value"] for entry in content["figures"]}
    current = compute(connection, today, ids=list(printed))
    return tuple(
        Moved(
            figure=figure.id,
            label=figure.label,
            old=_read(printed[figure.id]),
            new=figure.value,
            reports=_movers(connection, figure.id, then=then, today=today),
        )
        for figure in current
        if _written(figure.value) != printed[figure.id]
    )


def selection_of(content: dict[str, Any]) -> Selection:
    """The question that frozen figures answer."""
    asked = content["selection"]
    return Selection(
        first=date.fromisoformat(asked["first"]),
        last=date.fromisoformat(asked["last"]),
        basis=DateBasis(asked["basis"]),
        as_known_on=date.fromisoformat(asked["as_known_on"]),
        country=asked["country"],
        known_at=datetime.fromisoformat(asked["known_at"]) if asked["known_at"] else None,
    )


def _movers(
    connection: duckdb.DuckDBPyConnection, figure: str, *, then: Selection, today: Selection
) -> tuple[Mover, ...]:
    declared = declaration(figure)
    before = contributions(connection, declared, then)
    after = contributions(connection, declared, today)
    changed = [
        Mover(number, before.get(number), after.get(number))
        for number in before.keys() | after.keys()
        if before.get(number) != after.get(number)
    ]
    changed.sort(key=_most_moved)
    return tuple(changed[:_MOST_MOVERS])


def _most_moved(mover: Mover) -> tuple[Decimal, int]:
    return -abs(Decimal(mover.new or 0) - Decimal(mover.old or 0)), mover.number


def _written(value: Number | None) -> str | None:
    return None if value is None else format(Decimal(value).normalize(), "f")


def _read(text: str | None) -> Number | None:
    return None if text is None else Decimal(text)
