"""The YAML of a source, key by key: refused where a key is unknown or holds the wrong thing."""

from collections.abc import Mapping
from dataclasses import fields
from types import MappingProxyType
from typing import Any

from markaz.data.agencies import AGENCIES
from markaz.data.places import COUNTRIES
from markaz.data.units import UNITS
from markaz.intake.sources.description import Expect, Period, Source, Texts
from markaz.intake.sources.vocabulary import FIELDS, MARKINGS, known_code
from markaz.records.errors import InvalidValueError
from markaz.records.kinds import Grain, ReportKind

_CHOICES = {
    "format": ("csv", "xlsx", "jsonl"),
    "date_order": ("dmy", "mdy", "ymd"),
    "decimal_mark": (".", ","),
    "thousands_mark": (".", ",", " ", "'", ""),
    "delimiter": (",", ";", "\t", "|"),
    "grain": tuple(Grain),
    "kind": tuple(ReportKind),
    "lines": ("by_reference", "one_per_row"),
    "marking": MARKINGS,
}
_MONTHS = 12


class _Checked:
    """The YAML of one source, asked key by key, so that each refusal names file and key."""

    def __init__(self, content: dict[str, Any], *, file: str) -> None:
        self._content = content
        self._file = file

    def refuse(self, key: str, why: str) -> InvalidValueError:
        return InvalidValueError("{file}, key '{key}': {why}", file=self._file, key=key, why=why)

    def texts(self, key: str) -> dict[str, str]:
        value = self._content.get(key) or {}
        if not isinstance(value, dict):
            raise self.refuse(key, "write it as 'theirs: ours' pairs")
        if any(isinstance(one, dict | list) for one in value.values()):
            raise self.refuse(key, "each entry must be one text")
        # An unquoted date or number in a YAML key or value is meant as it is written.
        return {str(one): "" if two is None else str(two) for one, two in value.items()}

    def listed(self, key: str) -> tuple[str, ...]:
        value = self._content.get(key) or []
        if not isinstance(value, list):
            raise self.refuse(key, "write it as a list")
        return tuple(str(one) for one in value)

    def numbers(self, key: str, *, names: tuple[str, ...]) -> dict[str, Any]:
        value = self._content.get(key) or {}
        if not isinstance(value, dict) or not set(value) <= set(names):
            raise self.refuse(key, f"it may hold only {', '.join(names)}")
        return value

    def our_fields(self, key: str, named: Mapping[str, Any] | tuple[str, ...]) -> None:
        for ours in named:
            if ours not in FIELDS:
                raise self.refuse(key, f"'{ours}' is no field of ours: see docs/sources.md")


def _lookups(checked: _Checked, content: dict[str, Any]) -> dict[str, Texts]:
    outer = content.get("lookups") or {}
    if not isinstance(outer, dict):
        raise checked.refuse("lookups", "write one group of 'theirs: ours' for each field")
    checked.our_fields("lookups", tuple(outer))
    found: dict[str, Texts] = {}
    for name, pairs in outer.items():
        inner = _Checked({name: pairs}, file="").texts(name) if isinstance(pairs, dict) else None
        if inner is None:
            raise checked.refuse(f"lookups.{name}", "write it as 'theirs: ours' pairs")
        for spelling, code in inner.items():
            if not known_code(name, code):
                raise checked.refuse(f"lookups.{name}.{spelling}", f"'{code}' is in no vocabulary")
        found[name] = MappingProxyType(inner)
    return found


def _combine(checked: _Checked, content: dict[str, Any]) -> dict[str, tuple[str, ...]]:
    outer = content.get("combine") or {}
    if not isinstance(outer, dict) or not all(isinstance(one, list) for one in outer.values()):
        raise checked.refuse("combine", "write it as 'ours: [theirs, theirs]'")
    checked.our_fields("combine", tuple(outer))
    return {ours: tuple(map(str, theirs)) for ours, theirs in outer.items()}


def _columns(checked: _Checked, combined: Mapping[str, Any]) -> dict[str, str]:
    columns = checked.texts("columns")
    if not columns:
        raise checked.refuse("columns", "name at least one column as 'theirs: ours'")
    checked.our_fields("columns", tuple(columns.values()))
    twice = [ours for ours in columns.values() if list(columns.values()).count(ours) > 1]
    if twice or set(columns.values()) & set(combined):
        raise checked.refuse(
            "columns", f"'{(twice or list(combined))[0]}' is fed twice: use 'combine'"
        )
    return columns


def _choices(checked: _Checked, content: dict[str, Any]) -> None:
    for key, allowed in _CHOICES.items():
        if key in content and content[key] not in allowed:
            raise checked.refuse(
                key, f"'{content[key]}' is none of {', '.join(map(repr, allowed))}"
            )
    for key, codes in (("agency", AGENCIES), ("country", COUNTRIES)):
        if key in content and content[key] not in codes:
            raise checked.refuse(key, f"'{content[key]}' is in no vocabulary")
    for key in ("header_row", "sheet"):
        if isinstance(content.get(key), int) and content[key] < 1:
            raise checked.refuse(key, "count from 1")
    if not isinstance(content.get("header_row", 1), int):
        raise checked.refuse("header_row", "write the number of the row that holds the names")


def _period(checked: _Checked, content: dict[str, Any]) -> Period | None:
    if not content.get("period"):
        return None
    parts = checked.numbers("period", names=("year", "month", "year_starts"))
    starts = parts.get("year_starts", 1)
    if (
        not {"year", "month"} <= set(parts)
        or not isinstance(starts, int)
        or not 1 <= starts <= _MONTHS
    ):
        raise checked.refuse(
            "period", "name the columns 'year' and 'month' and year_starts 1 to 12"
        )
    return Period(str(parts["year"]), str(parts["month"]), starts)


def _expect(checked: _Checked) -> Expect:
    numbers = checked.numbers("expect", names=("min_rows", "max_rows", "max_mass_kg"))
    if not all(isinstance(one, int) and one >= 0 for one in numbers.values()):
        raise checked.refuse("expect", "write whole numbers")
    return Expect(**numbers)


def described(content: dict[str, Any], *, name: str, file: str) -> Source:
    """The source a YAML describes; every refusal names the file and the key."""
    checked = _Checked(content, file=file)
    known = {one.name for one in fields(Source)} - {"name"}
    for key in content:
        if key not in known:
            raise checked.refuse(str(key), "no such key: correct its spelling")
    for key in ("title", "columns"):
        if key not in content:
            raise checked.refuse(key, "it is missing")
    _choices(checked, content)
    combine = _combine(checked, content)
    read: dict[str, Any] = {
        "combine": MappingProxyType(combine),
        "columns": MappingProxyType(_columns(checked, combine)),
        "lookups": MappingProxyType(_lookups(checked, content)),
        "period": _period(checked, content),
        "expect": _expect(checked),
        **{
            key: MappingProxyType(checked.texts(key))
            for key in ("title", "defaults", "kind_by_dimension")
        },
        **{
            key: checked.listed(key)
            for key in ("encodings", "ignore", "required")
            if key in content
        },
    }
    checked.our_fields("defaults", read["defaults"])
    checked.our_fields("required", read.get("required", ()))
    source = Source(name=name, **{**content, **read})
    _agreeing(checked, source)
    return source


def _agreeing(checked: _Checked, source: Source) -> None:
    given = {*source.columns.values(), *source.combine, *source.defaults}
    given |= {"occurred"} if source.period else set()
    if not source.agency and "agency" not in given:
        raise checked.refuse("agency", "name the agency or map a column to it")
    if source.lines == "by_reference" and "reference" not in given:
        raise checked.refuse("columns", "map a column to reference, or use lines: one_per_row")
    if "occurred" not in given:
        raise checked.refuse("columns", "map a column to occurred, or describe a period")
    if not source.encodings:
        raise checked.refuse("encodings", "name at least one")
    for encoding in source.encodings:
        try:
            "".encode(encoding)
        except LookupError as error:
            raise checked.refuse("encodings", f"'{encoding}' is no encoding") from error
    unit = source.defaults.get("unit", "")
    if unit and unit not in UNITS:
        raise checked.refuse("defaults.unit", f"'{unit}' is in no vocabulary")
