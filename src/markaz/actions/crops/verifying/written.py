"""Areas as people write them, read into hectares."""

from decimal import Decimal

from markaz.crops.areas import stated

_M2_PER_HA = Decimal(10_000)
_PLACES = Decimal("0.00000000001")


def area_written(text: str, *, region: str = "PK") -> Decimal:
    """An area such as "12.5", meant in acres, or "40 kanal", in hectares.

    Raises:
        InvalidValueError: it is no area.
    """
    return (stated(text, unit="acre", region=region).square_metres / _M2_PER_HA).quantize(_PLACES)
