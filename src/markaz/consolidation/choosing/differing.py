"""When two reports of one incident contradict each other, field by field."""

from collections.abc import Mapping

from markaz.records.kinds import ValueField


def _apart(column: str) -> str:
    """Two amounts more than a hundredth apart."""
    return f"abs(mine.{column} - other.{column}) > 0.01 * greatest(mine.{column}, other.{column})"


def _unlike(*columns: str) -> str:
    """A code that both state, and state differently."""
    return " OR ".join(
        f"mine.{column} <> '' AND other.{column} <> '' AND mine.{column} <> other.{column}"
        for column in columns
    )


_FOUND = "('lab_confirmed', 'court_confirmed')"
# For each field, when what another report says differs materially from what `mine` says.
DIFFERS: Mapping[ValueField, str] = {
    ValueField.DRUGS: f"(mine.kinds <> other.kinds OR {_apart('mass_mg')})",
    ValueField.PEOPLE: "(mine.arrested <> other.arrested"
    " OR mine.arrested_foreign <> other.arrested_foreign)",
    ValueField.WHEN: "(mine.occurred_last < other.occurred_first"
    " OR other.occurred_last < mine.occurred_first)",
    ValueField.WHERE: f"({_unlike('country', 'province', 'district', 'airport')})",
    ValueField.ROUTE: f"({_unlike('origin', 'departure', 'destination')})",
    ValueField.STATUS: f"(mine.status = 'lab_negative' AND other.status IN {_FOUND}"
    f" OR other.status = 'lab_negative' AND mine.status IN {_FOUND})",
    ValueField.WORTH: _apart("stated_value_usd_cents"),
    ValueField.LAND: _apart("area_ha"),
}
