"""Small tables that commands about crops are given."""

import csv
from pathlib import Path

from markaz.cli.desk import existing
from markaz.records.errors import InvalidValueError


def rows_of(path: Path, *columns: str) -> list[dict[str, str]]:
    """The rows of a CSV file that has these columns."""
    with existing(path).open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        lacking = [one for one in columns if one not in (reader.fieldnames or ())]
        if lacking:
            raise InvalidValueError(f"{path.name} has no column {lacking[0]}: head it so.")
        return [{key: value or "" for key, value in row.items() if key} for row in reader]
