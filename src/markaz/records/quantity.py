"""A quantity as written beside the same quantity as read."""

from dataclasses import dataclass
from decimal import Decimal

from markaz.records.errors import InvalidValueError
from markaz.records.kinds import Dimension

MG_PER_KG = 1_000_000


@dataclass(frozen=True, slots=True)
class Quantity:
    """One amount in the base unit of its dimension.

    Mass is in whole milligrams, volume in whole microlitres, count in pieces and area in
    hectares, so that sums are exact in any order.  Mass is net, as weighed: never corrected
    for purity.
    """

    dimension: Dimension
    amount: Decimal

    def __post_init__(self) -> None:
        if self.amount < 0:
            raise InvalidValueError("negative quantity: {amount}", amount=self.amount)
