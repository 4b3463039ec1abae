"""A whole list handed in as a file: what is sound goes on the list, the rest is shown."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from django.db import transaction

from markaz.accounts.models import User
from markaz.actions.entries.typed import FIELDS, Entry, entry
from markaz.actions.subjects.listing import demand_own, list_entries
from markaz.governance.permissions import Permission, require
from markaz.intake.files.layout import unread
from markaz.intake.files.opening import slices
from markaz.intake.files.slices import Slice
from markaz.intake.sources.description import Source
from markaz.records.batch import SetAside
from markaz.records.errors import InvalidValueError, UnreadableFileError
from markaz.store import bulk
from markaz.store.subjects import mentions
from markaz.store.subjects.mentions import Listed

# One transaction: a longer list is handed in as several files.
MOST_ROWS = 20_000
_SLICE = 2_000
# The names that columns may have; each field's own name among them.
_COLUMNS = {
    **{name: name for name in FIELDS},
    "father_name": "father", "father's name": "father", "date of birth": "born",
    "year of birth": "born", "cnic": "document", "passport": "document", "address": "place",
    "نام": "name", "ولدیت": "father", "والد کا نام": "father", "تاریخ پیدائش": "born",
    "جنس": "sex", "فون": "phone", "شناختی کارڈ": "document", "پتہ": "place",
}  # fmt: skip
_LAYOUT = Source(
    name="entries", title={"en": "Entries of a list", "ur": "فہرست کے اندراج"}, columns=_COLUMNS
)


@dataclass(frozen=True, slots=True)
class ListedFile:
    """What became of a file's rows: rows = listed + known + set aside.

    `known` stood on the list already, or earlier in the file.  `unread` are columns nobody reads.
    `refusals` has, by row, what a page says in its own language of a row set aside.
    """

    rows: int
    listed: int
    known: int
    set_aside: tuple[SetAside, ...]
    unread: tuple[str, ...]
    refusals: Mapping[int, InvalidValueError]

    def as_dict(self) -> dict[str, object]:
        """For machines."""
        return {
            "rows": self.rows,
            "listed": self.listed,
            "already_listed": self.known,
            "set_aside": len(self.set_aside),
            "columns_not_read": list(self.unread),
            "set_aside_rows": [
                {"row": one.row, "reason": one.reason, "as_written": one.as_written}
                for one in self.set_aside
            ],
        }


@transaction.atomic
def list_file(
    path: Path, *, agency: str, marking: str, by: User, now: datetime, dry_run: bool = False
) -> ListedFile:
    """Put the entries of a CSV or XLSX file on a list; `dry_run` only tells what would be.

    Raises:
        UnreadableFileError: it is no table, has no column that is read, or too many rows.
    """
    require(by.permissions, Permission.KEEP_SUBJECTS)
    demand_own(agency, by=by)
    read = _Read()
    for some in slices(path, source=_LAYOUT, size=_SLICE):
        _add(read, some, agency=agency, marking=marking)
    bulk.one_at_a_time("lookup")
    fresh = _fresh(read.entries, agency=agency)
    if not dry_run:
        list_entries([(one.listed, one.numbers) for one in fresh], by=by, now=now)
    return ListedFile(
        rows=len(read.entries) + len(read.aside),
        listed=len(fresh),
        known=len(read.entries) - len(fresh),
        set_aside=tuple(sorted(read.aside, key=lambda one: one.row)),
        unread=tuple(read.unread),
        refusals=read.refusals,
    )


@dataclass(slots=True)
class _Read:
    entries: list[Entry] = field(default_factory=list)
    aside: list[SetAside] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    refusals: dict[int, InvalidValueError] = field(default_factory=dict)


def _add(read: _Read, some: Slice, *, agency: str, marking: str) -> None:
    names = some.table.column_names
    if not {_COLUMNS.get(name) for name in names} & {"name", "phone", "document", "plate", "place"}:
        raise UnreadableFileError(
            "No column of the file is one of an entry: name its columns {fields}.",
            fields=", ".join(FIELDS),
        )
    read.unread = unread(names, source=_LAYOUT)
    read.aside += some.crooked
    for number, row in _rows(some):
        try:
            read.entries.append(entry(_fields(row), agency=agency, marking=marking))
        except InvalidValueError as error:
            read.refusals[number] = error
            read.aside.append(SetAside(number, "", str(error), row))
    if len(read.entries) + len(read.aside) > MOST_ROWS:
        raise UnreadableFileError(
            "The file has more than {most:,} rows: hand the list in as several files.",
            most=MOST_ROWS,
        )


def _rows(some: Slice) -> Iterator[tuple[int, dict[str, str]]]:
    for number, row in zip(some.numbers.to_pylist(), some.table.to_pylist(), strict=True):
        yield number, {name: cell for name, cell in row.items() if cell}


def _fields(row: dict[str, str]) -> dict[str, str]:
    """The cells by field; of two columns for one field the first that is filled, numbers all."""
    told: dict[str, str] = {}
    for name, cell in row.items():
        ours = _COLUMNS.get(name)
        if ours == "document" and ours in told:
            told[ours] += f"; {cell}"
        elif ours:
            told.setdefault(ours, cell)
    return told


def _fresh(entries: Sequence[Entry], *, agency: str) -> list[Entry]:
    seen = {_same(listed, numbers) for listed, numbers in mentions.on_list(agency)}
    fresh = []
    for one in entries:
        told = _same(one.listed, {(n.kind.value, n.canonical) for n in one.numbers})
        if told not in seen:
            seen.add(told)
            fresh.append(one)
    return fresh


def _same(one: Listed, numbers: frozenset[tuple[str, str]] | set[tuple[str, str]]) -> object:
    """What two entries share that say the same; the marking is not looked at."""
    born = one.birth_first, one.birth_last, one.birth_day
    return one.kind, one.name, one.father_name, one.sex, born, one.address, frozenset(numbers)
