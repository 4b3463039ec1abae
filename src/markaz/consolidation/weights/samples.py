"""Pairs that are known to be one event or not, in the form that weights are learned from."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from markaz.consolidation.weights.comparisons import LETTERS, comparisons
from markaz.consolidation.weights.model import Model
from markaz.consolidation.weights.yardstick import RARE

Numbers = npt.NDArray[np.float64]

# A pair's levels, for each rare column the bits by which its value is rare (0 where no level asks
# for it), and whether the pair is one event (1 or 0).
SAMPLE = pa.schema(
    [("levels", pa.string()), *((column, pa.float64()) for column in RARE), ("same", pa.float64())]
)
_LEVEL = np.zeros(256, dtype=np.int8)
_LEVEL[np.frombuffer(LETTERS.encode(), dtype=np.uint8)] = np.arange(len(LETTERS))


@dataclass(frozen=True, slots=True)
class Sample:
    """Known pairs of one ledger (schema SAMPLE).

    `whole` says that they are all its candidates: only then their share of true pairs says
    something of the ledger.  What people judged was chosen, so its share says nothing.
    """

    pairs: pa.Table
    whole: bool

    @property
    def same(self) -> Numbers:
        """1 for each pair that is one event, 0 for the others."""
        found: Numbers = self.pairs["same"].to_numpy()
        return found

    def parted(self, *, one_in: int) -> tuple["Sample", "Sample"]:
        """The pairs to learn from, and one in so many that are held out."""
        held = np.arange(self.pairs.num_rows) % one_in == one_in - 1
        learned = Sample(self.pairs.filter(pa.array(~held)), self.whole)
        return learned, Sample(self.pairs.filter(pa.array(held)), self.whole)


def sample(weighed: pa.Table, rated: pa.Table, same: Numbers, *, whole: bool) -> Sample:
    """A sample from weighed pairs (WEIGHED) between reports with their rarity (RATED).

    The reports stand in the order of their numbers.
    """
    places = np.searchsorted(rated["number"].to_numpy(), weighed["left"].to_numpy())
    levels = decoded(weighed["levels"])
    columns = {"levels": weighed["levels"]}
    for column in RARE:
        bits = -np.log2(rated[f"tf_{column}"].to_numpy())
        asked = _asked(levels, column)
        columns[column] = np.where(asked, bits[places], 0.0) if len(bits) else np.zeros(0)
    columns["same"] = same
    return Sample(pa.table(columns, schema=SAMPLE), whole)


def decoded(levels: pa.ChunkedArray) -> npt.NDArray[np.int8]:
    """The level of each comparison, a row for each pair."""
    written = "".join(levels.to_pylist()).encode()
    return _LEVEL[np.frombuffer(written, dtype=np.uint8)].reshape(len(levels), len(comparisons()))


def weights(model: Model, of: Sample) -> Numbers:
    """What the model weighs each pair, in bits, without a ledger's shift."""
    levels = decoded(of.pairs["levels"])
    found = np.full(len(levels), model.intercept)
    for at, known in enumerate(comparisons()):
        found += np.array([0.0, *model.weights[known.name]])[levels[:, at]]
    for column in RARE:
        found += model.rarity[column] * of.pairs[column].to_numpy()
    return found


def together(samples: Sequence[Sample]) -> tuple[pa.Table, npt.NDArray[np.int64]]:
    """All pairs, and for each the place of its sample."""
    sizes = [one.pairs.num_rows for one in samples]
    return pa.concat_tables([one.pairs for one in samples]), np.repeat(np.arange(len(sizes)), sizes)


def _asked(levels: npt.NDArray[np.int8], column: str) -> npt.NDArray[np.bool_]:
    asked = np.zeros(len(levels), dtype=np.bool_)
    for at, known in enumerate(comparisons()):
        asking = [number for number, one in enumerate(known.levels, 1) if one.rarity == column]
        asked |= np.isin(levels[:, at], asking)
    return asked
