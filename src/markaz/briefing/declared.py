"""Figures declared as data: what each counts, in which words, from which cells."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from markaz.records.errors import UnknownFigureError


@dataclass(frozen=True, slots=True)
class Declaration:
    """One figure: its words in both languages and how it is read from the cells.

    `measure` is summed over `over` (lines, unweighed lines, reports or documents) where `where`
    holds, and divided by `divide`; `counted` names the column that counts reports, `row_counted`
    the one that counts them on a line of a breakdown.  `by` breaks it down, and `row_unit` is the
    lines' unit where it is not the figure's; `method` names a reading of its own for what is no
    plain sum.
    """

    id: str
    label: Mapping[str, str]
    unit: str
    definition: Mapping[str, str]
    population: Mapping[str, str]
    where: str
    over: str
    measure: str = ""
    divide: Decimal = Decimal(1)
    counted: str = "substance_reports"
    row_counted: str = ""
    row_unit: str = ""
    by: str = ""
    method: str = "total"
    attributes: tuple[str, ...] = ()
    all_reports: bool = False


@cache
def declared() -> tuple[Declaration, ...]:
    """Every figure, in the order of a briefing."""
    found: list[Declaration] = []
    for name in ("seizures", "people", "routes", "clearance", "beside", "migration"):
        text = (
            files(__package__).joinpath("declarations", f"{name}.yml").read_text(encoding="utf-8")
        )
        written = yaml.safe_load(text)
        found += [_declaration(written["defaults"] | entry) for entry in written["figures"]]
    return tuple(found)


def declaration(figure: str) -> Declaration:
    """The figure of this id."""
    known = {one.id: one for one in declared()}
    if figure in known:
        return known[figure]
    near = get_close_matches(figure, known, n=3) or sorted(known)[:5]
    raise UnknownFigureError(
        "No figure is called {figure!r}: did you mean {near}?", figure=figure, near=", ".join(near)
    )


def _declaration(entry: dict[str, Any]) -> Declaration:
    entry["divide"] = Decimal(str(entry.get("divide", 1)))
    entry["attributes"] = tuple(entry.get("attributes", ()))
    return Declaration(**{f.name: entry[f.name] for f in fields(Declaration) if f.name in entry})
