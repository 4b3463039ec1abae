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
# Enough for whoever reads the list by machine; a page shows a few of them.
_MOST_MOVERS = 10_000


@dataclass(frozen=True, slots=True)
class Mover:
    """A report that adds another amount to a figure than it did; None where it added nothing.

    `row` is the key of the line it adds to, empty where the figure is not broken down.
    """

    number: int
    old: Number | None
    new: Number | None
    row: str = ""

    def sentence(self) -> str:
        """What became of it, in words."""
        line = f" under {self.row}" if self.row else ""
        if self.old is None:
            return f"report {self.number} came in with {self.new}{line}"
        if self.new is None:
            return f"report {self.number} with {self.old} is no longer counted{line}"
        return f"report {self.number} went from {self.old} to {self.new}{line}"


@dataclass(frozen=True, slots=True)
class MovedRow:
    """One line of a figure that stands otherwise; None where it was not or is no longer there."""

    key: str
    old: Number | None
    new: Number | None


@dataclass(frozen=True, slots=True)
class Moved:
    """A figure of which the value or a line is not what an edition printed.

    `more` counts the reports that moved it beyond those told.
    """

    figure: str
    label: str
    old: Number | None
    new: Number | None
    reports: tuple[Mover, ...]
    rows: tuple[MovedRow, ...] = ()
    more: int = 0

    def sentences(self, *, limit: int = 5) -> tuple[str, ...]:
        """The reports that moved it, the greatest first."""
        told = tuple(mover.sentence() for mover in self.reports[:limit])
        rest = len(self.reports) - len(told) + self.more
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
    printed = {entry["id"]: entry for entry in content["figures"]}
    moved = []
    for figure in compute(connection, today, ids=list(printed)):
        was = printed[figure.id]
        rows = _moved_rows(figure, was["rows"])
        if rows or _written(figure.value) != was["value"]:
            movers = _movers(connection, figure.id, then=then, today=today)
            moved.append(
                Moved(
                    figure=figure.id,
                    label=figure.label,
                    old=_read(was["value"]),
                    new=figure.value,
                    reports=movers[:_MOST_MOVERS],
                    rows=rows,
                    more=max(0, len(movers) - _MOST_MOVERS),
                )
            )
    return tuple(moved)


def _moved_rows(figure: Figure, printed: list[list[Any]]) -> tuple[MovedRow, ...]:
    before = {key: value for key, value, _ in printed}
    after = {row.key: row.value for row in figure.rows}
    return tuple(
        MovedRow(key, _read(before.get(key)), after.get(key))
        for key in dict.fromkeys((*before, *after))
        if before.get(key) != _written(after.get(key))
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
        Mover(number, before.get((number, row)), after.get((number, row)), row)
        for number, row in before.keys() | after.keys()
        if before.get((number, row)) != after.get((number, row))
    ]
    return tuple(sorted(changed, key=_most_moved))


def _most_moved(mover: Mover) -> tuple[Decimal, int, str]:
    return -abs(Decimal(mover.new or 0) - Decimal(mover.old or 0)), mover.number, mover.row


def _written(value: Number | None) -> str | None:
    return None if value is None else format(Decimal(value).normalize(), "f")


def _read(text: str | None) -> Number | None:
    return None if text is None else Decimal(text)
