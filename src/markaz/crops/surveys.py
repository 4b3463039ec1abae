"""Reads official survey tables as printed, and checks that their parts make their totals."""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from markaz.data.folding import fold, western_digits
from markaz.records.errors import InvalidValueError, MarkazError, UnreadableFileError

# Rounded to whole hectares, parts and total differ by this without being wrong.
NEAR_HA, NEAR_SHARE = 2.0, 0.01
# Whoever printed "poppy-free" meant under this, so smaller parts do not contradict it.
_FREE_UNDER_HA = 100.0
_TOTAL = re.compile(r"^(?P<place>.*?)\s*\btotal\b", re.IGNORECASE)
_YEAR = re.compile(r"^(?:19|20)\d\d$")
_FREE = frozenset({"p f", "poppy free", "pf"})


class Cell(StrEnum):
    """What a cell of a printed table says where it is no number."""

    AREA = "area"
    NONE = "none"
    FREE = "free"
    ELSEWHERE = "elsewhere"
    BLANK = "blank"
    UNREAD = "unread"


@dataclass(frozen=True, slots=True)
class Printed:
    """One cell of a survey table, as written beside as read; hectares where it is a number.

    NONE is a dash: none was found, or the place was not looked at; the table does not say which.
    """

    province: str
    district: str
    year: int
    as_written: str
    kind: Cell
    area_ha: float | None = None

    @property
    def total(self) -> bool:
        """Whether it is a printed total of a province."""
        return not self.district


@dataclass(frozen=True, slots=True)
class Table:
    """A survey table: its cells, and what in it needs an answer."""

    cells: tuple[Printed, ...]
    questions: tuple[MarkazError, ...]
    # Province-years whose parts were held against a printed total, and how many agree.
    checked: int
    agreeing: int


def read(content: bytes, *, name: str) -> Table:
    """Read a table of province, district and one column for each year, in hectares.

    Raises:
        UnreadableFileError: it has no such columns.
    """
    try:
        rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    except (UnicodeDecodeError, csv.Error):
        raise UnreadableFileError(
            "{name} is no table in UTF-8: save it as CSV UTF-8.", name=name
        ) from None
    heads = [head.strip() for head in rows[0]] if rows else []
    years = {at: int(head) for at, head in enumerate(heads) if _YEAR.match(head)}
    if not years or len(heads) < 3:  # noqa: PLR2004  (province, district and a year)
        raise UnreadableFileError(
            "{name} is no survey table: its columns are province, district and years.", name=name
        )
    return checked(tuple(_cells(rows[1:], years)))


def _cells(rows: Sequence[Sequence[str]], years: Mapping[int, int]) -> Iterator[Printed]:
    province = ""
    for row in rows:
        if not any(cell.strip() for cell in row):
            continue
        # A heading that is left empty is that of the row above.
        province = row[0].strip() or province
        total = _TOTAL.match(province) or _TOTAL.match(row[1].strip())
        place = total["place"].strip() if total else province
        district = "" if total else " ".join(row[1].split())
        for at, year in years.items():
            written = row[at].strip() if at < len(row) else ""
            kind, area_ha = _read(written)
            yield Printed(place, district, year, written, kind, area_ha)


def _read(written: str) -> tuple[Cell, float | None]:
    number = western_digits(written).replace(",", "").rstrip("* ")
    if re.fullmatch(r"\d+(?:\.\d+)?", number):
        return Cell.AREA, float(number)
    word = fold(written)
    if not word:
        return Cell.NONE if written else Cell.BLANK, None
    if word in _FREE:
        return Cell.FREE, None
    return Cell.ELSEWHERE if word.startswith("part of") else Cell.UNREAD, None


def checked(cells: tuple[Printed, ...]) -> Table:
    """The table with its parts held against its printed totals."""
    parts: dict[tuple[str, int], float] = {}
    for one in cells:
        if not one.total:
            key = fold(one.province), one.year
            parts[key] = parts.get(key, 0.0) + (one.area_ha or 0.0)
    questions: list[MarkazError] = [
        InvalidValueError(
            "{place}, {year}: {written!r} is neither an area nor a known word: what does it say?",
            place=one.district or one.province,
            year=one.year,
            written=one.as_written,
        )
        for one in cells
        if one.kind is Cell.UNREAD
    ]
    totals = [one for one in cells if one.total and (fold(one.province), one.year) in parts]
    compared = [one for one in totals if one.kind in (Cell.AREA, Cell.FREE)]
    apart = [one for one in compared if not _agrees(one, parts[fold(one.province), one.year])]
    questions.extend(
        InvalidValueError(
            "{place}, {year}: the parts make {parts:.0f} ha, the printed total is {total}: which"
            " holds?",
            place=one.province,
            year=one.year,
            parts=parts[fold(one.province), one.year],
            total=one.as_written,
        )
        for one in apart
    )
    return Table(cells, tuple(questions), len(compared), len(compared) - len(apart))


def _agrees(total: Printed, parts_ha: float) -> bool:
    """Whether parts make a total; a place called free may have what its rule lets it have."""
    if total.area_ha is None:
        return parts_ha < _FREE_UNDER_HA
    return abs(parts_ha - total.area_ha) <= max(NEAR_HA, NEAR_SHARE * total.area_ha)
