"""The list of what is read from a row: each field, the texts it is read from and its cleaner."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial

import pyarrow as pa

from markaz.data.agencies import agency_code
from markaz.data.airports import airport_code
from markaz.data.folding import fold
from markaz.data.places import country_code
from markaz.data.simple import (
    concealment_code,
    detection_code,
    document_fault_code,
    document_kind_code,
    form_code,
    protection_code,
    transport_code,
)
from markaz.data.substances import substance_code
from markaz.data.units import UNITS, unit_code
from markaz.intake.columns import Field
from markaz.intake.plain import dollars, masses
from markaz.intake.sources.description import Source
from markaz.intake.values import terms
from markaz.intake.values.amounts import Marks, count
from markaz.intake.values.days import day, days, past, span
from markaz.intake.values.money import usd_cents
from markaz.intake.values.outcome import Cleaner, Doubtful
from markaz.intake.values.quantities import NOTHING, QuantityReader
from markaz.intake.values.sites import Site, SiteReader
from markaz.records.grading import read_grading
from markaz.records.schemas import AREA_HA

TEXT = pa.string()
DAYS = pa.struct([("first", pa.date32()), ("last", pa.date32()), ("precision", TEXT)])
SITE = pa.struct([(name, TEXT) for name in Site._fields])
NATIONALITY = pa.struct([("country", TEXT), ("basis", TEXT)])
MEASURED = pa.struct(
    [("dimension", TEXT), ("mass_mg", pa.int64()), ("volume_ul", pa.int64()),
     ("pieces", pa.int64()), ("area_ha", AREA_HA), ("unit", TEXT)]
)  # fmt: skip
_LARGEST_AGE = 120
_LONGEST_CROP = 32
_WHERE = ("country", "province", "district", "airport", "place")
_WAYS = ("origin", "departure", "transit", "destination")


def _occurred(first: str, last: str, *, order: str, today: date) -> object:
    read = days(first or last, order=order)
    if first and last:
        read = span(read, days(last, order=order), text=f"{first} .. {last}")
    return past(read, today=today)


def _area(text: str, unit: str, *, reader: QuantityReader) -> object:
    read = reader.read(text, unit)
    measured = read.value if isinstance(read, Doubtful) else read
    area = getattr(measured, "area_ha", None)
    if area is None and not isinstance(read, Doubtful):
        raise ValueError(f"the area '{text} {unit}' is measured in no unit of area: correct it")
    return Doubtful(area, read.sentence) if isinstance(read, Doubtful) else area


def _crop_of(text: str, *, code_of: Cleaner) -> str:
    crop = terms.CROP(text)
    family = str(code_of(text) or "")[:3]
    return crop or {"OPI": "poppy", "CAN": "cannabis", "COC": "coca"}.get(
        family, text[:_LONGEST_CROP]
    )


def _or_written(text: str, *, code_of: Callable[[str], str | None]) -> str:
    if not code_of(text) and len(text) > _LONGEST_CROP:
        raise ValueError(f"crop '{text}' is too long for a name: name the crop alone")
    return code_of(text) or text.strip()


def _grading(text: str) -> str:
    return "" if fold(text) in terms.NOT_STATED else read_grading(text).notation


class _Cleaners:
    """The cleaners of one source, with its lookups, marks and date order built in."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.marks = Marks(source.decimal_mark, source.thousands_mark)

    def lookup(self, *fields: str) -> Mapping[str, str]:
        return {
            key: code for name in fields for key, code in self.source.lookups.get(name, {}).items()
        }

    def term(self, field: str, code_of: Callable[[str], str | None], *, also: str = "") -> Cleaner:
        lookup = self.lookup(also, field) if also else self.lookup(field)
        return terms.term(field, lookup=lookup, code_of=code_of)

    def looked_up(self, field: str) -> Callable[[str], str | None]:
        known = {fold(spelling): code for spelling, code in self.lookup(field).items()}
        return lambda text: known.get(fold(text))

    def quantities(self, unit: str, *, default: str = "") -> QuantityReader:
        known = self.looked_up(unit)
        return QuantityReader(
            marks=self.marks,
            unit_of=lambda text: text if text in UNITS else known(text) or unit_code(text),
            default_unit=default,
            max_mass_mg=self.source.expect.max_mass_kg * 1_000_000,
        )

    def sites(self) -> SiteReader:
        place = self.looked_up("place")
        return SiteReader(
            country=self.term("country", country_code),
            province=self.looked_up("province"),
            district=self.looked_up("district"),
            airport=lambda text: self.looked_up("airport")(text) or airport_code(text),
            place=lambda text: place(text) or text,
        )


def _strict(read: _Cleaners, today: date) -> tuple[Field, ...]:
    """Fields without which a row cannot stand: unreadable sets it aside."""
    order = read.source.date_order
    occurred, on_day = partial(_occurred, order=order, today=today), partial(day, order=order)
    number = partial(count, marks=read.marks)
    weights = read.quantities("unit", default=read.source.defaults.get("unit", ""))
    plain = partial(masses, reader=weights)
    fields_of = read.quantities("area_unit", default=read.source.defaults.get("area_unit", ""))
    code = partial(Field, type=TEXT, strict=True)
    each = partial(Field, strict=True, once=False)
    return (
        code("agency", ("agency",), clean=read.term("agency", agency_code)),
        code("kind", ("kind",), clean=read.term("kind", terms.KIND)),
        code("marking", ("marking",), clean=read.term("marking", terms.MARKING)),
        code("substance", ("substance",), clean=read.term("substance", substance_code)),
        # Who asked for protection must not become a suspect by a slip of the pen.
        code("protection", ("protection",), clean=read.term("protection", protection_code)),
        Field("site", _WHERE, SITE, read.sites().read, strict=True, empty=Site()),
        each("occurred", ("occurred", "occurred_to"), DAYS, occurred, empty=None),
        each("reported_on", ("reported_on",), pa.date32(), on_day, empty=None),
        each("measured", ("quantity", "unit"), MEASURED, weights.read, empty=NOTHING, plain=plain),
        each(
            "area_ha", ("area", "area_unit"), AREA_HA, partial(_area, reader=fields_of), empty=None
        ),
        each("arrested", ("arrested",), pa.int32(), number, empty=None),
        each("arrested_foreign", ("arrested_foreign",), pa.int32(), number, empty=None),
        each("event_count", ("event_count",), pa.int32(), number, empty=None),
    )


def _lenient(read: _Cleaners) -> tuple[Field, ...]:
    """Fields that a report can do without: unreadable is asked about and left unknown."""
    drug = read.term("substance", substance_code)
    national = terms.nationality(read.term("nationality", country_code, also="country"))
    value = partial(usd_cents, marks=read.marks)
    plain = partial(dollars, decimal_mark=read.source.decimal_mark)
    age = partial(count, marks=read.marks, largest=_LARGEST_AGE)
    code = partial(Field, type=TEXT)
    return (
        code("status", ("status",), clean=read.term("status", terms.STATUS), empty="unknown"),
        code("role", ("role",), clean=read.term("role", terms.ROLE), empty="unknown"),
        code("grading", ("grading",), clean=_grading),
        code("form", ("form",), clean=read.term("form", form_code)),
        code("transport", ("transport",), clean=read.term("transport", transport_code)),
        code("concealment", ("concealment",), clean=read.term("concealment", concealment_code)),
        code("detection", ("detection",), clean=read.term("detection", detection_code)),
        *(code(way, (way,), clean=read.term(way, country_code, also="country")) for way in _WAYS),
        Field(
            "value", ("value", "currency"), pa.int64(), value, once=False, empty=None, plain=plain
        ),
        code("crop", ("crop",), clean=partial(_or_written, code_of=terms.CROP)),
        code("crop_of", ("substance",), clean=partial(_crop_of, code_of=drug)),
        code("person_role", ("person_role",), clean=read.term("person_role", terms.PERSON_ROLE)),
        Field("nationality", ("nationality",), NATIONALITY, national, empty=("", "unknown")),
        code(
            "document_kind",
            ("document_kind",),
            clean=read.term("document_kind", document_kind_code),
        ),
        code(
            "document_fault",
            ("document_fault",),
            clean=read.term("document_fault", document_fault_code),
        ),
        code(
            "document_issuer",
            ("document_issuer",),
            clean=read.term("document_issuer", country_code, also="country"),
        ),
        code("sex", ("sex",), clean=read.term("sex", terms.SEX)),
        Field("age", ("age",), pa.int16(), age, empty=None),
        code("means_kind", ("means_kind",), clean=read.term("means_kind", terms.MEANS)),
    )


def fields(source: Source, *, today: date) -> tuple[Field, ...]:
    """Everything that is read from a row of this source."""
    read = _Cleaners(source)
    return _strict(read, today) + _lenient(read)
