"""Which rows are lines of one report: by their reference, even across the edge of a slice."""

from collections import Counter
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from markaz.intake.columns import SEPARATOR
from markaz.intake.files.slices import Slice, joined
from markaz.intake.sources.description import Source

LARGEST_CASE = 10_000


def _feeding(source: Source) -> list[str]:
    """Their columns that together say which case a row belongs to."""
    plain = [theirs for theirs, ours in source.columns.items() if ours in ("agency", "reference")]
    return [*plain, *source.combine.get("reference", ())]


class OpenCase:
    """Holds back the rows of the last reference of a slice, whose other lines may still come."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._feeding = _feeding(source)
        self._held: Slice | None = None

    def _key(self, part: Slice) -> pa.Array | None:
        names = [name for name in self._feeding if name in part.table.schema.names]
        if not names or self._source.lines != "by_reference":
            return None
        trimmed = [pc.utf8_trim_whitespace(part.table[name]) for name in names]
        return pc.binary_join_element_wise(*trimmed, SEPARATOR)

    def closed(self, part: Slice) -> Slice:
        """The rows held back before and those of this slice, without its last, open case."""
        whole = joined(self._held, part)
        self._held = None
        key = self._key(whole)
        if key is None or not len(whole):
            return whole
        last = pc.equal(key, key[-1])
        held = pc.indices_nonzero(last)
        if len(held) > LARGEST_CASE:
            return whole
        rest = pc.indices_nonzero(pc.invert(last))
        self._held = Slice(whole.numbers.take(held), whole.table.take(held).combine_chunks())
        return Slice(
            whole.numbers.take(rest), whole.table.take(rest).combine_chunks(), whole.crooked
        )

    def rest(self) -> Slice | None:
        """The rows still held back when the file has ended."""
        return self._held


@dataclass(frozen=True, slots=True)
class Cases:
    """For each row the ordinal of its report, and for each report its key."""

    ordinals: pa.Array
    keys: pa.Array


def cases(texts: dict[str, pa.Array], agencies: pa.Array) -> Cases:
    """The reports of some rows, numbered in the order of their first row."""
    keys = pc.binary_join_element_wise(agencies, texts["reference"], SEPARATOR)
    encoded = keys.dictionary_encode()
    return Cases(encoded.indices, encoded.dictionary)


class Seen:
    """Eight bytes of every reference that was given, so that a late line of one is noticed."""

    def __init__(self) -> None:
        self._hashes: list[pa.Array] = []

    def before(self, hashes: pa.Array) -> set[int]:
        """Those of the hashes that an earlier slice already held."""
        found: set[int] = set()
        for earlier in self._hashes:
            # The small side is hashed and the large one only read: the cost stays flat.
            hits = earlier.filter(pc.is_in(earlier, value_set=hashes))
            found.update(hits.to_pylist())
        return found

    def add(self, hashes: pa.Array) -> None:
        """Remember the hashes of one slice."""
        self._hashes.append(hashes)


class Occurrences:
    """How often each content has come, so that equal rows become numbered reports of their own."""

    def __init__(self) -> None:
        self._seen = Seen()
        self._again: Counter[int] = Counter()

    def references(self, hashes: list[int]) -> list[str]:
        """`row-` with the content's hash and which one of its equals the row is."""
        array = pa.array(hashes, pa.int64())
        counted = Counter(hashes)
        before = self._seen.before(array)
        fresh = [one for one in counted if one not in before]
        self._seen.add(pa.array(fresh, pa.int64()))
        for one in before:
            # Seen once or oftener before: the first time was not counted.
            self._again.setdefault(one, 1)
        found = []
        for one in hashes:
            nth = 1
            if counted[one] > 1 or one in before:
                self._again[one] += 1
                nth = self._again[one]
            found.append(f"row-{one & (2**64 - 1):016x}-{nth}")
        return found
