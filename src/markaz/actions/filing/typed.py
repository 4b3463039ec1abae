"""One report typed into a form: read and taken in as a file of one report."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from markaz.accounts.models import User
from markaz.actions.intake import Receipt, extra_sources, preview_file, receive_file
from markaz.intake import sources
from markaz.intake.files.objects import rows
from markaz.records.errors import InvalidValueError
from markaz.store.pages.lists import visible_reports

SOURCE = "markaz-form"
_LONGEST_NAME = 200
# The report's own fields, and lists of its lines, persons and means.
Typed = Mapping[str, str | list[dict[str, str]]]


@dataclass(frozen=True, slots=True)
class Filed:
    """What became of a typed report, and the number under which it stands."""

    receipt: Receipt
    number: int


def look_at(report: Typed, *, by: User, now: datetime, source: str = SOURCE) -> Receipt:
    """What filing the report would do, with every reason; nothing is kept.

    A row's number in the receipt is the place of the line, person or means in its list, from 1;
    the report's own fields stand on every row.
    """
    with _written(report, source) as path:
        return preview_file(path, source=source, by=by, now=now)


def file_report(report: Typed, *, by: User, now: datetime, source: str = SOURCE) -> Filed:
    """Take the report in, and match it at once against all that stand.

    `source` is the source by which its fields are read, the form's own unless it sums many events.

    Raises:
        InvalidValueError: it cannot be read; nothing was kept.
    """
    looked = look_at(report, by=by, now=now, source=source)
    if looked.set_aside:
        raise InvalidValueError(
            "The report cannot be read: {reason}.", reason=looked.set_aside[0].reason
        )
    with _written(report, source) as path:
        receipt = receive_file(path, source=source, by=by, now=now, file_name=_name(report))
    standing = visible_reports(by.viewer).filter(
        agency=report["agency"], reference=str(report["reference"]).strip(), known_to=None
    )
    return Filed(receipt, standing.values_list("number", flat=True).get())


def _name(report: Typed) -> str:
    """What the batch is called in the list of files received."""
    return f"{report['agency']} {report['reference']}"[:_LONGEST_NAME]


@contextmanager
def _written(report: Typed, source: str) -> Iterator[Path]:
    layout = sources.load(source, extra=extra_sources())
    try:
        lines = [json.dumps(row, ensure_ascii=False) for row in rows(report, source=layout)]
    except ValueError as error:
        raise InvalidValueError("The report cannot be read: {reason}.", reason=error) from error
    with TemporaryDirectory() as folder:
        path = Path(folder) / "typed.jsonl"
        path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        yield path
