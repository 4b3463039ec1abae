"""Whole columns through one-cell cleaners: each distinct text is cleaned once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from markaz.intake.values.outcome import Outcome, outcome

SEPARATOR = "\x1f"
_REMEMBERED = 20_000
Texts = Mapping[str, pa.Array]


@dataclass(frozen=True, slots=True)
class Field:
    """One thing to be read from a row: from which of our texts, by which cleaner, into which type.

    A refused text sets the row aside where `strict`; elsewhere it is asked about and left
    unknown.  `once` asks only for the first row of each text, since one answer settles all.
    `plain` reads the common case of a whole column at once and leaves the rest to `clean`.
    """

    name: str
    inputs: tuple[str, ...]
    type: pa.DataType
    clean: Callable[..., object]
    strict: bool = False
    once: bool = True
    empty: object = ""
    plain: Callable[[Texts], tuple[pa.Array, pa.Array] | None] | None = None


class Remark(NamedTuple):
    """A sentence about one field of one row, by the row's position in its slice."""

    at: int
    column: str
    sentence: str


@dataclass(slots=True)
class Column:
    """A cleaned column with what is wrong or doubtful in it."""

    values: pa.Array
    refused: list[Remark] = field(default_factory=list)
    doubts: list[Remark] = field(default_factory=list)


def _positions(indices: pa.Array, wanted: list[int]) -> list[tuple[int, int]]:
    rows = pc.indices_nonzero(pc.is_in(indices, value_set=pa.array(wanted, pa.int32())))
    return list(zip(rows.to_pylist(), indices.take(rows).to_pylist(), strict=True))


class ColumnReader:
    """Cleans one field slice after slice and remembers the texts it has seen."""

    def __init__(self, wanted: Field) -> None:
        self.field = wanted
        self._seen: dict[str, Outcome] = {}
        self._asked: set[str] = set()

    def _joined(self, texts: Texts, length: int) -> pa.Array:
        blank = pa.repeat("", length)
        given = [texts.get(name, blank) for name in self.field.inputs]
        return given[0] if len(given) == 1 else pc.binary_join_element_wise(*given, SEPARATOR)

    def _outcomes(self, distinct: list[str]) -> list[Outcome]:
        """What each distinct text turned into; only those not met before are cleaned."""
        if len(self._seen) >= _REMEMBERED:
            self._seen.clear()
        seen, clean = self._seen, self.field.clean
        found = []
        for text in distinct:
            known = seen.get(text)
            if known is None:
                known = outcome(text.split(SEPARATOR), clean=clean, empty=self.field.empty)
                seen[text] = known
            found.append(known)
        return found

    def read(self, texts: Texts, *, length: int) -> Column:
        """The column of a slice; absent inputs are empty."""
        if not any(name in texts for name in self.field.inputs):
            return Column(pa.array([self.field.empty], self.field.type).take(pa.repeat(0, length)))
        plain = self.field.plain(texts) if self.field.plain else None
        if plain is None:
            return self._each(texts, length=length)
        read, values = plain
        rest = pc.indices_nonzero(pc.invert(read))
        inputs = {name: texts[name].take(rest) for name in self.field.inputs if name in texts}
        slow = self._each(inputs, length=len(rest))
        behind = pc.add(pc.cumulative_sum(pc.invert(read).cast(pa.int64())), length - 1)
        order = pc.if_else(read, pa.array(range(length), pa.int64()), behind)
        at = rest.to_pylist()
        return Column(
            pa.concat_arrays([values, slow.values]).take(order),
            refused=[one._replace(at=at[one.at]) for one in slow.refused],
            doubts=[one._replace(at=at[one.at]) for one in slow.doubts],
        )

    def _each(self, texts: Texts, *, length: int) -> Column:
        encoded = self._joined(texts, length).dictionary_encode()
        distinct = encoded.dictionary.to_pylist()
        outcomes = self._outcomes(distinct)
        empty = self.field.empty
        values = [empty if one.value is None else one.value for one in outcomes]
        column = Column(pa.array(values, self.field.type).take(encoded.indices))
        told = [n for n, one in enumerate(outcomes) if one.sentence]
        if told:
            self._tell(column, encoded.indices, told, outcomes, distinct)
        return column

    def _tell(
        self,
        column: Column,
        indices: pa.Array,
        told: list[int],
        outcomes: list[Outcome],
        distinct: list[Any],
    ) -> None:
        name = self.field.inputs[0]
        for row, index in _positions(indices, told):
            found = outcomes[index]
            remark = Remark(row, name, found.sentence)
            if found.refused and self.field.strict:
                column.refused.append(remark)
            elif not self.field.once:
                column.doubts.append(remark)
            elif distinct[index] not in self._asked:
                self._asked.add(distinct[index])
                column.doubts.append(remark)
