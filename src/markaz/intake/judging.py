"""What is read from rows, and which of them cannot stand: each with its reasons."""

from collections import defaultdict
from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.compute as pc

from markaz.intake.columns import Column, ColumnReader, Remark
from markaz.intake.rows import Rows
from markaz.intake.sources.description import Source
from markaz.records.kinds import ReportKind

_LONGEST_REFERENCE = 255
_DRUG_KINDS = (ReportKind.SEIZURE, ReportKind.AIRPORT_CASE)


@dataclass(slots=True)
class Judged:
    """The cleaned columns of some rows, the refusals by row and the questions."""

    columns: dict[str, Column]
    refused: dict[int, list[Remark]] = field(default_factory=lambda: defaultdict(list))
    doubts: list[Remark] = field(default_factory=list)

    def values(self, name: str) -> pa.Array:
        """One cleaned column."""
        return self.columns[name].values

    def refuse(self, mask: pa.Array, column: str, sentence: str) -> None:
        """Set aside every row of the mask with one sentence."""
        for at in pc.indices_nonzero(mask).to_pylist():
            self.refused[at].append(Remark(at, column, sentence))

    def doubt(self, mask: pa.Array, column: str, sentence: str) -> None:
        """Ask about every row of the mask with one sentence."""
        self.doubts += [Remark(at, column, sentence) for at in pc.indices_nonzero(mask).to_pylist()]


def stated(rows: Rows, *names: str) -> pa.Array:
    """Rows in which at least one of these texts is filled in."""
    mask = pa.repeat(pa.scalar(value=False), len(rows))
    for name in names:
        if name in rows.texts:
            mask = pc.or_(mask, pc.not_equal(rows.texts[name], ""))
    return mask


def field_area(judged: Judged, source: Source) -> pa.Array:
    """Rows whose quantity measures a field: they tell of a clearance, not of a weight."""
    area = pc.equal(pc.struct_field(judged.values("measured"), "dimension"), "area")
    if "area" in source.kind_by_dimension:
        return area
    return pc.and_(area, pc.equal(judged.values("kind"), ReportKind.CLEARANCE))


def drug_lines(judged: Judged, rows: Rows, source: Source) -> pa.Array:
    """Rows that state a substance or a quantity, and no field's area."""
    return pc.and_not(stated(rows, "substance", "quantity"), field_area(judged, source))


def judge(rows: Rows, readers: tuple[ColumnReader, ...], *, source: Source) -> Judged:
    """Read every field of the rows and weigh them against each other."""
    judged = Judged({one.field.name: one.read(rows.texts, length=len(rows)) for one in readers})
    for name, column in judged.columns.items():
        for remark in column.refused:
            judged.refused[remark.at].append(remark)
        if name != "measured":
            judged.doubts += column.doubts
    _required(judged, rows, source)
    _lines(judged, rows, source)
    _dates(judged)
    _arrests(judged)
    return judged


def _required(judged: Judged, rows: Rows, source: Source) -> None:
    seizure = pc.is_in(judged.values("kind"), value_set=pa.array([str(k) for k in _DRUG_KINDS]))
    always = (
        {"agency", "kind", "reference"} if source.lines == "by_reference" else {"agency", "kind"}
    )
    for name in sorted(always | set(source.required) - {"quantity", "substance"}):
        judged.refuse(pc.invert(stated(rows, name)), name, f"{name} is empty: fill it in")
    if source.lines == "by_reference":
        long = pc.greater(pc.utf8_length(rows.texts["reference"]), _LONGEST_REFERENCE)
        sentence = f"the reference is longer than {_LONGEST_REFERENCE} characters: shorten it"
        judged.refuse(long, "reference", sentence)
    if "substance" in source.required:
        told = stated(rows, "substance", "quantity", "person_name", "means_identifier", "area")
        bare = pc.and_not(seizure, told)
        judged.refuse(bare, "substance", "a seizure without a substance: fill it in")


def _lines(judged: Judged, rows: Rows, source: Source) -> None:
    area, line = field_area(judged, source), drug_lines(judged, rows, source)
    nameless = pc.and_not(line, stated(rows, "substance"))
    judged.refuse(nameless, "substance", "the quantity names no substance: fill it in")
    rows_with_line = set(pc.indices_nonzero(pc.or_(line, area)).to_pylist())
    judged.doubts += [one for one in judged.columns["measured"].doubts if one.at in rows_with_line]
    measure = pc.struct_field(judged.values("measured"), "dimension")
    stray = pc.and_(line, pc.equal(measure, "area"))
    judged.doubt(stray, "unit", "a drug is measured in a unit of area: is it a clearance?")


def _dates(judged: Judged) -> None:
    occurred, reported = judged.values("occurred"), judged.values("reported_on")
    early = pc.fill_null(pc.less(reported, pc.struct_field(occurred, "first")), fill_value=False)
    judged.doubt(early, "reported_on", "it was reported before it occurred: which date is right?")
    undated = pc.is_null(pc.struct_field(occurred, "first"))
    for at in pc.indices_nonzero(undated).to_pylist():
        if at not in judged.refused:
            judged.doubts.append(
                Remark(at, "occurred", "no date of occurrence is stated: when was it?")
            )


def _arrests(judged: Judged) -> None:
    # A sub-count above its whole was once printed: 110 foreigners among 75 arrested.
    more = pc.greater(judged.values("arrested_foreign"), judged.values("arrested"))
    judged.doubt(
        pc.fill_null(more, fill_value=False),
        "arrested_foreign",
        "more foreign nationals than persons were arrested: which number is right?",
    )
