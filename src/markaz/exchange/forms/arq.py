"""The seizure table of the UN annual report questionnaire: what is known, and nothing else."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

import pyarrow as pa

from markaz.data.tables import rows
from markaz.records.quantity import MG_PER_KG

_UL_PER_L = 1_000_000
_AT_A_TIME = 10_000
_READ = [
    "incident", "reports", "agencies", "substance", "mass_mg", "volume_ul", "pieces",
    "occurred_first", "occurred_last",
]  # fmt: skip
# What the questionnaire asks to be written where nothing is known; a nought would be a statement.
NOT_KNOWN = "--"


@dataclass(frozen=True, slots=True)
class Part:
    """What one incident adds to a cell; `amount` is empty in a count of seizures."""

    incident: int
    reports: tuple[int, ...]
    agencies: tuple[str, ...]
    occurred: str
    amount: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """One number of the table with every incident behind it; None where nothing is known."""

    value: int | Decimal | None
    unit: str
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One drug of the table: how many seizures, and how much in each way of measuring."""

    group: str
    drug: str
    seizures: Cell
    kilograms: Cell
    litres: Cell
    units: Cell
    unmeasured: int

    @property
    def cells(self) -> tuple[Cell, Cell, Cell, Cell]:
        """The cells in the order of the columns."""
        return (self.seizures, self.kilograms, self.litres, self.units)


@dataclass(slots=True)
class _Sums:
    """The parts of one row, gathered incident by incident."""

    seizures: list[Part] = field(default_factory=list)
    kilograms: list[Part] = field(default_factory=list)
    litres: list[Part] = field(default_factory=list)
    units: list[Part] = field(default_factory=list)
    unmeasured: int = 0


def filled(seizures: pa.Table) -> tuple[Row, ...]:
    """Every row of the table from the year's counted seizures (schema COUNTED_SEIZURES).

    Counts: each incident once in a row; weights as weighed, litres as measured, pieces as counted.
    Excludes: what was never measured, which is counted as a seizure and said beside it; precursors,
    which are reported to INCB on its own form.  Nothing is converted from one measure to another.
    """
    row_of = {code: row["row"] for row in rows("arq_rows") for code in row["substances"].split()}
    sums = {row["row"]: _Sums() for row in rows("arq_rows")}
    by_incident: dict[tuple[str, int], list[dict[str, object]]] = {}
    for batch in seizures.select(_READ).to_batches(max_chunksize=_AT_A_TIME):
        for one in batch.to_pylist():
            place = row_of.get(one["substance"])
            if place:
                by_incident.setdefault((place, one["incident"]), []).append(one)
    for (place, _), lines in by_incident.items():
        _add(sums[place], lines)
    return tuple(
        _row(row["group_en"], row["drug_en"], sums[row["row"]]) for row in rows("arq_rows")
    )


def blanks(table: tuple[Row, ...]) -> Iterator[tuple[str, str]]:
    """Each drug that stands without a number, and why."""
    for row in table:
        if row.seizures.value is None:
            yield row.drug, "no seizure of it is on record in this year"
        elif row.unmeasured and not any(cell.value for cell in row.cells[1:]):
            yield row.drug, "it was seized and no quantity of it was stated for sure"


def _add(sums: _Sums, lines: list[dict[str, object]]) -> None:
    sums.seizures.append(_part(lines[0], None))
    measured = False
    for column, base, parts in (
        ("mass_mg", MG_PER_KG, sums.kilograms),
        ("volume_ul", _UL_PER_L, sums.litres),
        ("pieces", 1, sums.units),
    ):
        known = [int(str(line[column])) for line in lines if line[column] is not None]
        if known:
            measured = True
            parts.append(_part(lines[0], Decimal(sum(known)) / base))
    sums.unmeasured += not measured


def _part(line: dict[str, object], amount: Decimal | None) -> Part:
    first, last = line["occurred_first"], line["occurred_last"]
    reports, agencies = line["reports"], line["agencies"]
    return Part(
        incident=int(str(line["incident"])),
        reports=tuple(reports) if isinstance(reports, list) else (),
        agencies=tuple(agencies) if isinstance(agencies, list) else (),
        occurred=str(first) if first == last else f"{first}..{last}",
        amount=amount,
    )


def _row(group: str, drug: str, sums: _Sums) -> Row:
    return Row(
        group=group,
        drug=drug,
        seizures=Cell(len(sums.seizures) or None, "seizures", tuple(sums.seizures)),
        kilograms=_cell("kg", sums.kilograms),
        litres=_cell("l", sums.litres),
        units=_cell("units", sums.units),
        unmeasured=sums.unmeasured,
    )


def _cell(unit: str, parts: list[Part]) -> Cell:
    if not parts:
        return Cell(None, unit)
    return Cell(sum((part.amount or Decimal(0) for part in parts), Decimal(0)), unit, tuple(parts))
