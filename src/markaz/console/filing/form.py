"""What was typed into the form, kept through every answer, with what was said of each field."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.conf import settings
from django.http import QueryDict

from markaz.accounts.models import User
from markaz.actions.intake import Receipt
from markaz.console import wording
from markaz.console.filing.fields import LISTS, SECTIONS, Choices, Field, Section
from markaz.data.agencies import AGENCIES
from markaz.data.places import COUNTRIES

# More than this on one seizure is a table: it is handed in as a file.
MOST_PARTS = 40
_LONGEST = 4000
# The reader weighs a place as a whole and speaks of it under its first field.
_PLACE = ("province", "district", "airport")


@dataclass(slots=True)
class Entry:
    """One field on the page: what stands in it and what is said of it."""

    declared: Field
    id: str
    value: str
    choices: Choices
    faults: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    focus: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """One section on the page: its entries, and a row of entries for each part."""

    section: Section
    entries: list[Entry]
    rows: list[list[Entry]]
    open: bool


class Form:
    """One report as typed so far by somebody; a new one begins with their agency and country."""

    def __init__(
        self, typed: QueryDict | None, *, by: User, begun: Mapping[str, str] | None = None
    ) -> None:
        self._agencies = _agencies(by)
        self._head: dict[str, str] = {}
        self._parts: dict[str, list[dict[str, str]]] = {}
        self._faults: dict[str, list[str]] = defaultdict(list)
        self._doubts: dict[str, list[str]] = defaultdict(list)
        self._focus = ""
        if typed is None:
            self._begin(by)
            self._head |= begun or {}
        else:
            self._take(typed)

    def add(self, name: str) -> None:
        """One more empty row in a list of parts."""
        if name in LISTS and len(self._parts[name]) < MOST_PARTS:
            self._parts[name].append({})
            section = next(one for one in SECTIONS if one.name == name)
            self._focus = _id(name, len(self._parts[name]) - 1, section.parts[0].name)

    def report(self) -> dict[str, str | list[dict[str, str]]]:
        """What was typed, without empty fields and rows, as a report in JSON says it."""
        told: dict[str, str | list[dict[str, str]]] = dict(self._head)
        for name, rows in self._told().items():
            told[name] = [row for _, row in rows]
        return told

    def mark(self, receipt: Receipt) -> None:
        """Put what the reader said beside the fields it said it of."""
        rows = {aside.row for aside in receipt.set_aside}
        said: dict[tuple[str, str], set[int]] = defaultdict(set)
        for aside in receipt.set_aside:
            for column, sentence in aside.each or ((aside.column, aside.reason),):
                said[column, sentence].add(aside.row)
        for (column, sentence), where in said.items():
            # That another row of the report cannot be read is said under its reference.
            if column != "reference" or where == rows:
                self._note(self._faults, column, sentence, where)
        for question in receipt.questions:
            self._note(self._doubts, question.column, question.sentence, {max(question.row, 1)})

    def doubt(self, name: str, sentence: str) -> None:
        """Ask about one of the report's own fields."""
        self._doubts[_id("", 0, name)].append(sentence)

    def sections(self) -> list[Shown]:
        """Everything as the page shows it; a folded section is open where it says something.

        The cursor stands in the first field that something was said of.
        """
        shown = [self._shown(section) for section in SECTIONS]
        for entry in _said(shown)[:1]:
            entry.focus = True
        return shown

    def remarks(self) -> list[Entry]:
        """The entries that something was said of, from the top of the page."""
        return _said(self.sections())

    def _begin(self, by: User) -> None:
        own = by.agency if by.agency in dict(self._agencies) else ""
        self._head = {"agency": own, "kind": "seizure", "country": _here()}
        self._parts = {name: [{}] for name in LISTS}
        self._focus = _id("", 0, "reference" if own else "agency")

    def _take(self, typed: QueryDict) -> None:
        # The reader takes an empty country for this one, so the page shows it.
        self._head["country"] = _here()
        for section in SECTIONS:
            for one in section.fields:
                # What must be said is there even where it is empty, so that the reader asks for it.
                value = _clean(typed.get(one.name, ""))
                if value or one.required:
                    self._head[one.name] = value
            if section.parts:
                self._parts[section.name] = _rows(typed, section)

    def _told(self) -> dict[str, list[tuple[int, dict[str, str]]]]:
        """The filled rows of each list, with their places on the page."""
        return {
            name: [(n, filled) for n, row in enumerate(rows) if (filled := _filled(row))]
            for name, rows in self._parts.items()
        }

    def _note(
        self, beside: dict[str, list[str]], column: str, sentence: str, where: Iterable[int]
    ) -> None:
        first = sentence.split(" ", 1)[0]
        if column == "country" and first != "country":
            column = first if first in _PLACE else "district"
        for found in self._ids(column, where):
            if sentence not in beside[found]:
                beside[found].append(sentence)

    def _ids(self, column: str, where: Iterable[int]) -> list[str]:
        for section in SECTIONS:
            if column in {one.name for one in section.parts}:
                told = self._told()[section.name]
                places = (told[row - 1][0] for row in sorted(where) if row <= len(told))
                return [_id(section.name, n, column) for n in places] or [
                    _id(section.name, 0, column)
                ]
        return [_id("", 0, column)]

    def _shown(self, section: Section) -> Shown:
        entries = [self._entry(one, _id("", 0, one.name), self._head) for one in section.fields]
        rows = [
            [self._entry(one, _id(section.name, n, one.name), row) for one in section.parts]
            for n, row in enumerate(self._parts.get(section.name, []))
        ]
        told = any(entry.value or entry.faults or entry.doubts for entry in entries)
        return Shown(section, entries, rows, told or not section.folded)

    def _entry(self, one: Field, found: str, values: dict[str, str]) -> Entry:
        choices = self._agencies if one.name == "agency" else one.choices() if one.choices else []
        return Entry(
            declared=one,
            id=found,
            value=values.get(one.name, ""),
            choices=choices,
            faults=self._faults.get(found, []),
            doubts=self._doubts.get(found, []),
            focus=found == self._focus,
        )


def _said(sections: list[Shown]) -> list[Entry]:
    entries = (entry for shown in sections for row in (shown.entries, *shown.rows) for entry in row)
    return [entry for entry in entries if entry.faults or entry.doubts]


def _id(part: str, n: int, name: str) -> str:
    """A field's name in the form: its own, or that of the n-th row of a list, from 0."""
    return f"{part}-{n}-{name}" if part else name


def _here() -> str:
    return wording.named(settings.MARKAZ_COUNTRY, COUNTRIES)


def _agencies(by: User) -> Choices:
    mine = AGENCIES if by.viewer.at_centre else by.viewer.agencies
    return wording.choices({code: one for code, one in AGENCIES.items() if code in mine})


def _rows(typed: QueryDict, section: Section) -> list[dict[str, str]]:
    rows = []
    for n in range(MOST_PARTS):
        names = {one.name: _id(section.name, n, one.name) for one in section.parts}
        if not any(found in typed for found in names.values()):
            break
        rows.append({name: _clean(typed.get(found, "")) for name, found in names.items()})
    return rows or [{}]


def _filled(row: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in row.items() if value}


def _clean(value: str) -> str:
    return " ".join(value.replace("\0", " ").split())[:_LONGEST]
