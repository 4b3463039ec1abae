"""From the rows of a slice to a chunk of reports: what stands, what is set aside, what is asked."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from markaz.intake import parts, reports
from markaz.intake.cases import LARGEST_CASE, Cases, Occurrences, Seen, cases
from markaz.intake.columns import SEPARATOR, Column, ColumnReader, Remark
from markaz.intake.fields import fields
from markaz.intake.files.slices import Slice
from markaz.intake.judging import Judged, drug_lines, judge
from markaz.intake.rows import Rows, rows
from markaz.intake.sources.description import Source
from markaz.records.batch import Question, SetAside


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some rows of a file as reports with their parts, beside those set aside and the questions.

    `rows` is the sum of the reports' row counts, the exact `repeats` and the rows set aside.
    """

    reports: pa.Table
    lines: pa.Table
    persons: pa.Table
    means: pa.Table
    rows: int
    set_aside: tuple[SetAside, ...]
    questions: tuple[Question, ...]
    repeats: int


def _kept(read: Rows, judged: Judged, positions: list[int]) -> tuple[Rows, Judged]:
    """Only the rows at some positions, with the remarks that speak of them."""
    if len(positions) == len(read):
        return read, judged
    at = pa.array(positions, pa.int32())
    new = {old: n for n, old in enumerate(positions)}

    def moved(remarks: Iterable[Remark]) -> list[Remark]:
        return [one._replace(at=new[one.at]) for one in remarks if one.at in new]

    columns = {
        name: Column(column.values.take(at), doubts=moved(column.doubts))
        for name, column in judged.columns.items()
    }
    texts = {name: text.take(at) for name, text in read.texts.items()}
    hashes = [read.hashes[n] for n in positions]
    fewer = Rows(read.numbers.take(at), texts, read.written.take(at), hashes)
    return fewer, Judged(columns, doubts=moved(judged.doubts))


def _repeats(read: Rows, positions: list[int]) -> dict[int, int]:
    """Rows that repeat an earlier row of their case exactly, and which one they repeat."""
    if len(set(read.hashes)) == len(read.hashes):
        return {}
    first: dict[int, int] = {}
    # The reference is part of the content: equal hashes are lines of one case.
    return {
        at: first[key] for at in positions if first.setdefault(key := read.hashes[at], at) != at
    }


class Chunks:
    """Turns the slices of one file into chunks, remembering which references were given."""

    def __init__(self, source: Source, *, today: date) -> None:
        self._source = source
        self._readers = tuple(ColumnReader(one) for one in fields(source, today=today))
        self._seen = Seen()
        self._occurrences = Occurrences()
        self._theirs = {ours: theirs for theirs, ours in source.columns.items()}
        self._theirs |= {ours: theirs[0] for ours, theirs in source.combine.items()}

    def chunk(self, part: Slice, *, notes: tuple[Question, ...] = ()) -> Chunk:
        """The reports of the rows; `notes` are questions about the file as a whole."""
        read = rows(part, source=self._source)
        by_reference = self._source.lines == "by_reference"
        if by_reference:
            read.texts.setdefault("reference", pa.repeat("", len(read)))
        else:
            references = self._occurrences.references(read.hashes)
            read.texts["reference"] = pa.array(references, pa.string())
        judged = judge(read, self._readers, source=self._source)
        if by_reference:
            self._whole_cases(read, judged)
        aside = self._set_aside(part, judged)
        standing = [n for n in range(len(read)) if n not in judged.refused]
        doubled = _repeats(read, standing) if by_reference else {}
        questions = [*notes, *self._doubled(read, doubled)]
        read, judged = _kept(read, judged, [n for n in standing if n not in doubled])
        found = cases(read.texts, judged.values("agency"))
        firsts = pc.index_in(pa.array(range(len(found.keys)), pa.int32()), value_set=found.ordinals)
        facts = reports.header_facts(read, judged, self._source)
        whole, differing = reports.merged(facts, found, firsts)
        lines = parts.lines(read, judged, found.ordinals, drug_lines(judged, read, self._source))
        asked = [*judged.doubts, *_differing(differing), *_alike(lines, found, firsts)]
        return Chunk(
            reports=reports.assembled(whole, read, found, firsts),
            lines=lines,
            persons=parts.persons(read, judged, found.ordinals),
            means=parts.means(read, judged, found.ordinals),
            rows=len(part) + len(part.crooked),
            set_aside=tuple(sorted((*part.crooked, *aside), key=lambda one: one.row)),
            questions=(*questions, *self._questions(read, asked)),
            repeats=len(doubled),
        )

    def _column(self, ours: str) -> str:
        return self._theirs.get(ours, ours)

    def _questions(self, read: Rows, remarks: list[Remark]) -> list[Question]:
        if not remarks:
            return []
        numbers, references = read.numbers.to_pylist(), read.texts["reference"].to_pylist()
        return [
            Question(numbers[one.at], self._column(one.column), one.sentence, references[one.at])
            for one in sorted(remarks, key=lambda one: one.at)
        ]

    def _doubled(self, read: Rows, doubled: dict[int, int]) -> list[Question]:
        numbers = read.numbers.to_pylist() if doubled else []
        remarks = [
            Remark(
                at,
                "reference",
                f"row {numbers[at]} repeats row {numbers[first]}: it was counted once",
            )
            for at, first in doubled.items()
        ]
        return self._questions(read, remarks)

    def _whole_cases(self, read: Rows, judged: Judged) -> None:
        """A case stands or is set aside as a whole, so that a mended row brings all its lines."""
        found = cases(read.texts, judged.values("agency"))
        keys = found.keys.to_pylist()
        hashes = pa.array([hash(key) for key in keys], pa.int64())
        late = pc.is_in(hashes, value_set=pa.array(list(self._seen.before(hashes)), pa.int64()))
        self._seen.add(hashes.filter(pc.invert(late)))
        ordinals = found.ordinals.to_pylist()
        size = Counter(ordinals) if len(keys) < len(ordinals) else {}
        refused = {
            n: f"put the lines of case {_case(keys[n])} together in the file"
            for n in pc.indices_nonzero(late).to_pylist()
        }
        refused |= {
            n: f"case {_case(keys[n])} has more than {LARGEST_CASE} lines: send it in parts"
            for n in size
            if size[n] > LARGEST_CASE
        }
        first_bad = {ordinals[at]: at for at in sorted(judged.refused, reverse=True)}
        numbers = read.numbers
        for at, ordinal in enumerate(ordinals) if refused or (first_bad and size) else ():
            if ordinal in refused:
                judged.refused[at].append(Remark(at, "reference", refused[ordinal]))
            elif ordinal in first_bad and at not in judged.refused:
                row = numbers[first_bad[ordinal]].as_py()
                sentence = f"row {row} of the same case cannot be read: mend it and send both"
                judged.refused[at].append(Remark(at, "reference", sentence))

    def _set_aside(self, part: Slice, judged: Judged) -> list[SetAside]:
        positions = sorted(judged.refused)
        if not positions:
            return []
        chosen = part.table.take(pa.array(positions, pa.int32())).to_pylist()
        numbers = part.numbers.to_pylist()
        return [
            SetAside(
                numbers[at],
                self._column(judged.refused[at][0].column),
                "; ".join(dict.fromkeys(one.sentence for one in judged.refused[at])),
                {name: cell for name, cell in written.items() if cell},
                tuple((self._column(one.column), one.sentence) for one in judged.refused[at]),
            )
            for at, written in zip(positions, chosen, strict=True)
        ]


def _case(key: str) -> str:
    return f"'{key.split(SEPARATOR)[-1]}'"


def _differing(found: list[tuple[int, str]]) -> list[Remark]:
    return [
        Remark(
            at,
            name,
            f"{name} differs from the first line of the same case, which was taken: is it right?",
        )
        for at, name in found
    ]


def _alike(lines: pa.Table, found: Cases, firsts: pa.Array) -> list[Remark]:
    """Reports with the same substance and quantity on two lines that are not exact repeats."""
    if len(found.keys) == len(found.ordinals):
        return []
    names = ("ordinal", "substance", "quantity_text", "unit_text", "form")
    # Only a report with a second line can have two alike.
    more = pc.unique(lines["ordinal"].filter(pc.greater(lines["line"], 1)))
    several = lines.filter(pc.is_in(lines["ordinal"], value_set=more))
    counted = Counter(zip(*(several[name].to_pylist() for name in names), strict=True))
    sentence = "the same substance and quantity stand on several lines: are they one seizure?"
    twice = dict.fromkeys(key[0] for key, times in counted.items() if times > 1)
    return [Remark(firsts[n].as_py(), "quantity", sentence) for n in twice]
