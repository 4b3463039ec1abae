"""The check digits of travel documents."""

_VALUES = bytes(
    int(chr(code), 36) if chr(code).isascii() and chr(code).isalnum() else 0 for code in range(256)
)


def check_digit(field: str) -> int:
    """The check digit of a field of the machine-read lines (ICAO Doc 9303, part 3, 4.9).

    Digits count as they are, A to Z as 10 to 35 and the filler < as 0; weights are 7, 3, 1.
    """
    values = field.encode("latin-1").translate(_VALUES)
    return (7 * sum(values[::3]) + 3 * sum(values[1::3]) + sum(values[2::3])) % 10
