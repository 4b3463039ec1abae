"""The totals that an invented year must reach exactly, and how they are cut into blocks."""

from dataclasses import asdict, astuple, dataclass
from decimal import ROUND_HALF_EVEN, Decimal

from markaz.records.errors import InvalidValueError

# A block is one unit of work: large years are many blocks, so that memory stays flat.
SMALLEST_SCALE = Decimal("0.01")
LARGEST_SCALE = Decimal(20_000)


@dataclass(frozen=True, slots=True)
class Targets:
    """What the truth adds up to; mass in milligrams, value in whole dollars, land in acres."""

    mass_mg: int
    value_usd: int
    arrested: int
    arrested_foreign: int
    clearance_arrested_foreign: int
    acres: int
    incidents: int

    def __sub__(self, other: "Targets") -> "Targets":
        pairs = zip(astuple(self), astuple(other), strict=True)
        return Targets(*(mine - theirs for mine, theirs in pairs))

    def times(self, count: int) -> "Targets":
        """The same totals that many times over."""
        return Targets(*(amount * count for amount in astuple(self)))

    def as_dict(self) -> dict[str, int]:
        """The totals under the names machines read."""
        return asdict(self)


# The seed figures that the lead agency's press line of 7 December 2025 gave for one year.
ONE_YEAR = Targets(
    mass_mg=134_000_000_000,
    value_usd=12_797_000_000,
    arrested=2_001,
    arrested_foreign=75,
    clearance_arrested_foreign=110,
    acres=40_659,
    incidents=1_850,
)


def targets(scale: Decimal) -> Targets:
    """The totals of a year at this scale: mass to the gram, all else to the whole number."""

    def scaled(amount: int, step: int = 1) -> int:
        return step * int((amount * scale / step).quantize(Decimal(1), rounding=ROUND_HALF_EVEN))

    return Targets(
        mass_mg=scaled(ONE_YEAR.mass_mg, 1_000),
        value_usd=scaled(ONE_YEAR.value_usd),
        arrested=scaled(ONE_YEAR.arrested),
        arrested_foreign=scaled(ONE_YEAR.arrested_foreign),
        clearance_arrested_foreign=scaled(ONE_YEAR.clearance_arrested_foreign),
        acres=scaled(ONE_YEAR.acres),
        incidents=scaled(ONE_YEAR.incidents),
    )


def blocks(scale: Decimal) -> tuple[int, Targets]:
    """How many whole blocks a scale needs, and the totals of the last, odd-sized one."""
    if not SMALLEST_SCALE <= scale <= LARGEST_SCALE:
        raise InvalidValueError(
            f"scale {scale} is outside {SMALLEST_SCALE} to {LARGEST_SCALE}: choose one within"
        )
    whole = int(scale)
    # A sliver is too small to be made exact by itself, so it joins the last whole block.
    if scale - whole < SMALLEST_SCALE:
        whole -= 1
    return whole, targets(scale) - ONE_YEAR.times(whole)
