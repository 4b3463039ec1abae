"""Which rows of two blind lists are likely one person: all that the centre can see of them."""

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from markaz.subjects.blind.encoding import BITS

# A row of each list: how alike the names are (0 to 1), and how many numbers both have.
MET = pa.schema(
    [
        ("left", pa.string()),
        ("right", pa.string()),
        ("likeness", pa.float64()),
        ("numbers", pa.int32()),
        ("year", pa.string()),
    ]
)
# Names this much alike are shown; where both say the same year, a little less will do.
ALIKE, ALIKE_AND_YEAR = 0.82, 0.7
_ROWS = 2_000

Bits = npt.NDArray[np.float32]
Likeness = npt.NDArray[np.float32]


def match(left: pa.Table, right: pa.Table) -> pa.Table:
    """Rows of two lists (schema BLIND) that are likely one person, likest first (schema MET).

    Every row is held against every other: two lists of 10,000 take some seconds.
    """
    numbers = _shared_numbers(left, right)
    years = _years(left), _years(right)
    found = []
    for first in range(0, left.num_rows, _ROWS):
        likeness = _likeness(left.slice(first, _ROWS), right)
        ours, theirs = years[0][first : first + _ROWS, None], years[1][None, :]
        close = (likeness >= ALIKE) | (likeness >= ALIKE_AND_YEAR) & (ours == theirs) & (ours != "")
        for at, other in [pair for pair in numbers if first <= pair[0] < first + _ROWS]:
            close[at - first, other] = True
        found += [(first + int(at), int(other), float(likeness[at, other]))
                  for at, other in np.argwhere(close)]  # fmt: skip
    return _told(left, right, found=found, numbers=numbers)


def _told(
    left: pa.Table,
    right: pa.Table,
    *,
    found: list[tuple[int, int, float]],
    numbers: dict[tuple[int, int], int],
) -> pa.Table:
    ours, theirs = (
        table.take(pa.array([one[side] for one in found], pa.int64()))
        for side, table in enumerate((left, right))
    )
    said = zip(ours["year"].to_pylist(), theirs["year"].to_pylist(), strict=True)
    table = pa.table(
        {
            "left": ours["token"],
            "right": theirs["token"],
            "likeness": [round(likeness, 4) for *_, likeness in found],
            "numbers": [numbers.get((at, other), 0) for at, other, _ in found],
            "year": [_year(*pair) for pair in said],
        }
    ).cast(MET)
    order = [("numbers", "descending"), ("likeness", "descending"), ("left", "ascending")]
    return table.sort_by(order)


def _year(ours: str | None, theirs: str | None) -> str:
    if ours is None or theirs is None:
        return "not stated by both"
    return "the same" if ours == theirs else "another"


def _shared_numbers(left: pa.Table, right: pa.Table) -> dict[tuple[int, int], int]:
    holders: dict[str, list[int]] = {}
    for at, numbers in enumerate(right["numbers"].to_pylist()):
        for number in set(numbers or ()):
            holders.setdefault(number, []).append(at)
    found: dict[tuple[int, int], int] = {}
    for at, numbers in enumerate(left["numbers"].to_pylist()):
        for number in set(numbers or ()):
            for other in holders.get(number, ()):
                found[at, other] = found.get((at, other), 0) + 1
    return found


def _bits(table: pa.Table, column: str) -> Bits:
    rows = table[column].to_pylist()
    packed = np.frombuffer(b"".join(rows), dtype=np.uint8).reshape(len(rows), BITS // 8)
    return np.unpackbits(packed, axis=1).astype(np.float32)


def _years(table: pa.Table) -> npt.NDArray[np.str_]:
    return np.array([year or "" for year in table["year"].to_pylist()], dtype=np.str_)


def _likeness(left: pa.Table, right: pa.Table) -> Likeness:
    """How alike the names of every row are with every other's, 0 to 1.

    The father's name counts half of the own, where both tell one.
    """
    own, _ = _dice(_bits(left, "own"), _bits(right, "own"))
    kin, both = _dice(_bits(left, "kin"), _bits(right, "kin"))
    found: Likeness = np.where(both, (2 * own + kin) / 3, own)
    return found


def _dice(ours: Bits, theirs: Bits) -> tuple[Likeness, npt.NDArray[np.bool_]]:
    """Dice's coefficient of every row with every other, and whether both have any bit."""
    left, right = ours.sum(axis=1)[:, None], theirs.sum(axis=1)[None, :]
    return 2 * (ours @ theirs.T) / np.maximum(left + right, 1), (left > 0) & (right > 0)
