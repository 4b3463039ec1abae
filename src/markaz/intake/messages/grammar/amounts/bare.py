"""Bare numbers whose unit stands apart: in a table's heading once for all, or behind the number."""

from collections.abc import Iterator, Sequence

from markaz.data.units import UNITS, unit_code
from markaz.intake.messages.grammar.items import Item, any_has
from markaz.records.statement import Amount

_HEADING_WORDS = """qty quantity quantities weight wt amount net gross drug drugs item items
substance kind type recovery recoveries seizure seizures figures all in
مقدار وزن قسم نام منشیات اشیا"""
_HEADINGS = frozenset(_HEADING_WORDS.split())
_LINES = frozenset(("\n", "\n\n"))
_CELLS = frozenset("|")
_AFTER_NAMES = frozenset(("-", "–", "—", ":", "=", "|", "(", ")"))
# So many plain words may stand between a number and what it is of.
PLAIN_WORDS = 2
# Units that say by themselves that a drug was counted, whatever it is called.
_DRUG_FORMS = frozenset(("tablet", "capsule", "injection", "ampoule", "vial"))
_FURTHEST_UNIT = 5
_PIECE = "piece"
# A bracket, its number, the other bracket, and what is counted.
_BRACKETED, _NO_NUMBERING = 4, 20
# Words that part a number from what stands behind them.
PARTS = ("seize", "arrest", "vehicle", "person", "and", "including", "operation", "destroyed")


def unbracketed(found: Sequence[Item]) -> list[Item]:
    """The items, a number that is told in brackets without them: "(120) suspects"."""
    bare: list[Item] = []
    at = 0
    while at < len(found):
        held = _in_brackets(found, at)
        bare.append(found[at + held])
        at += 1 + 2 * held
    return bare


def _in_brackets(found: Sequence[Item], at: int) -> bool:
    """Whether brackets around a number open here, and what it counts follows them."""
    row = found[at : at + _BRACKETED]
    if [one.key for one in row[:3:2]] != ["(", ")"] or len(row) < _BRACKETED:
        return False
    number = row[1].value
    # "(1) in Kohat, (2) in Swat" numbers what is told.
    counts = number is not None and (number >= _NO_NUMBERING or row[3].has("unit"))
    return counts and not row[3].is_mark and not _names(found, at)


def _names(found: Sequence[Item], at: int) -> bool:
    """Whether what stands before a bracket is what its number is of: "heroin (12) and ..."."""
    before = found[at - 1] if at else None
    if before is None or before.key in _LINES:
        # "(1) Charas - 5 kg" numbers a line.
        return True
    return bool(before.kinds) and not before.has("and", "arrest", "seize")


def mark_columns(found: Sequence[Item]) -> None:
    """Give the numbers of a table the unit of their column: "Drug | Qty (kg)", "Charas | 12.5"."""
    heading: tuple[Item, int] | None = None
    for line in _lines(found):
        numbers = [one for one in line if one.value is not None]
        unit = _unit(line)
        if not numbers and unit is not None:
            heading = (unit, _cell(line, unit)) if _is_heading(line) else None
        elif heading is not None and unit is None:
            _give(line, numbers, *heading)


def _lines(found: Sequence[Item]) -> Iterator[list[Item]]:
    line: list[Item] = []
    for one in found:
        if one.key in _LINES:
            yield line
            line = []
        else:
            line.append(one)
    yield line


def _unit(line: Sequence[Item]) -> Item | None:
    units = (one for one in line if one.has("unit"))
    measured = (one for one in units if UNITS[one.kinds["unit"]].dimension in ("mass", "volume"))
    return next(measured, None)


def _is_heading(line: Sequence[Item]) -> bool:
    return any(one.key in _HEADINGS or one.has("drugs") for one in line)


def _cell(line: Sequence[Item], one: Item) -> int:
    return sum(part.key in _CELLS for part in line if part.start < one.start)


def _give(line: Sequence[Item], numbers: Sequence[Item], unit: Item, cell: int) -> None:
    """Give a row's number the unit, where it is surely the one of that column."""
    if any(one.key in _CELLS for one in line):
        numbers = [one for one in numbers if _cell(line, one) == cell]
    elif len(numbers) > 1 and line[0] is numbers[0]:
        # A row may begin with its own number.
        numbers = numbers[1:]
    named = any_has(line, "substance", "drugs", "chemicals", "sum", "national")
    if len(numbers) == 1 and named and numbers[0].value is not None:
        one = numbers[0]
        one.amount, one.tail = Amount(numbers[0].value, unit.kinds["unit"]), unit


def count_units(chunk: Sequence[Item], text: str) -> None:
    """Give bare numbers their unit of count where it follows: "89 heroin filled capsules"."""
    for at, one in enumerate(chunk):
        if one.amount is not None and one.amount.unit == _PIECE:
            finer = _counted(chunk, at, text)
            one.amount = Amount(one.amount.number, finer[0] if finer else _PIECE)
        if one.value is None or one.amount is not None:
            continue
        end = _counted(chunk, at, text) or _counted_before(chunk, at, text)
        if end is not None:
            unit, item = end
            one.amount = Amount(one.value, unit)
            if item.has("unit") and not item.has("substance"):
                item.used = True
                one.tail = item


def _counted(chunk: Sequence[Item], at: int, text: str) -> tuple[str, Item] | None:
    plain, pieces = 0, None
    for place, one in enumerate(chunk[at + 1 : at + 1 + _FURTHEST_UNIT], at + 1):
        unit = _count_unit(one, text)
        if unit and unit != _PIECE:
            return unit, one
        if unit:
            # "77 عدد آئس بھرے کیپسول": what was counted may be said behind the pieces.
            pieces = pieces or (unit, one)
            continue
        if _hyphen(chunk, place) or one.has("filler", "demonym", "substance") or one.key == "of":
            continue
        plain += 1
        if plain > PLAIN_WORDS or one.is_mark or one.value is not None or one.has(*PARTS):
            break
    return pieces


def _count_unit(one: Item, text: str) -> str:
    """The unit of count that a word is, or that the name of a substance ends in."""
    unit = one.kinds.get("unit", "")
    if one.has("substance") and not one.has("drugs"):
        unit = unit_code(text[one.start : one.end].split()[-1]) or ""
    return unit if unit and UNITS[unit].dimension == "count" else ""


def _hyphen(chunk: Sequence[Item], at: int) -> bool:
    """Whether a mark joins two words: "cocaine-filled capsules", "small-sized packets"."""
    joins = chunk[at].key == "-" and chunk[at].tight and at + 1 < len(chunk)
    return joins and chunk[at + 1].tight and chunk[at + 1].value is None


def _counted_before(chunk: Sequence[Item], at: int, text: str) -> tuple[str, Item] | None:
    """The unit that heads a number: "Ecstasy tablets - 1,340", "blotters numbering 210"."""
    following = chunk[at + 1] if at + 1 < len(chunk) else None
    if following is not None and not (following.is_mark or following.has("and")):
        return None
    place = at - 1
    while place >= 0 and (chunk[place].key in _AFTER_NAMES or chunk[place].has("filler")):
        place -= 1
    ends_line = following is None or following.key in _LINES
    if place < 0 or (place == at - 1 and not ends_line):
        return None
    one = chunk[place]
    unit = _count_unit(one, text)
    named = one.has("substance") or (place > 0 and chunk[place - 1].has("substance"))
    return (unit, one) if unit and named else None


def is_drug_form(amount: Amount) -> bool:
    """Whether a count by itself says that drugs were counted."""
    return amount.unit in _DRUG_FORMS
