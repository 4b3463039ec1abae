"""Fields as a terminal and as a program read them."""

from collections.abc import Sequence
from decimal import Decimal

from rich.table import Table

from markaz.actions.crops.looking import Seen
from markaz.cli.desk import console

_ACRE_HA = Decimal("0.40468564224")


def acres(area_ha: Decimal) -> Decimal:
    """Hectares as acres, to the hundredth."""
    return (area_ha / _ACRE_HA).quantize(Decimal("0.01"))


def as_field(one: Seen) -> dict[str, object]:
    """A field for machines."""
    return {
        "field": one.row.name,
        "label": one.row.label,
        "agency": one.row.agency,
        "team": one.row.team,
        "report": one.row.number,
        "cleared_on": one.row.cleared_on,
        "claimed_acres": acres(one.row.claimed_ha),
        "counted_acres": acres(one.counted_ha),
        "state": one.state,
    }


def print_fields(fields: Sequence[Seen]) -> None:
    """Fields as a table; nothing where there are none."""
    if not fields:
        return
    table = Table("field", "label", "agency", "claimed acres", "counts", "state", box=None)
    for one in fields:
        claimed, counted = acres(one.row.claimed_ha), acres(one.counted_ha)
        table.add_row(
            one.row.name, one.row.label, one.row.agency, f"{claimed:,}", f"{counted:,}", one.state
        )
    console.print(table)
