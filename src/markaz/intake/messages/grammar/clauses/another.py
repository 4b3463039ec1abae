"""Words and days by which a clause says that it tells of another event."""

from collections.abc import Iterator, Sequence

from markaz.data.folding import fold
from markaz.intake.messages.grammar.clauses.hauls import is_haul
from markaz.intake.messages.grammar.heads.figures import drugs
from markaz.intake.messages.grammar.items import Item

_OPENING, _NOUN_WITHIN = 5, 3
_FURTHEST = 14
_LATER, _FOREMOST, _BESIDES = "then", "foremost", "besides"
_THAT = frozenset(("that", fold("کہ")))
_ORDINAL_WORDS = """second third fourth fifth sixth other another دوسری دوسرے دوسرا تیسری تیسرے
تیسرا چوتھی چوتھے پانچویں"""
_MORE = frozenset(("other", "another"))
_HOLDER_WORDS = """dhow vessel boat ship launch skiff trawler consignment parcel container case
incident seizure shipment bag کشتی جہاز کھیپ پارسل کنٹینر واقعے"""
_HOLDERS = frozenset(map(fold, _HOLDER_WORDS.split()))
_FIRST = frozenset(map(fold, ("first", "one", "پہلی", "پہلے", "ایک")))
_MARKS = frozenset((",", "،", ";", "؛"))
_LAST_DAY = 31
_ON = frozenset(("on", "earlier", "subsequently"))
_LONG = ("week", "month", "year")
_IN = frozenset(("in", "during"))
_ORDINALS = frozenset(map(fold, _ORDINAL_WORDS.split()))


def begins_event(chunk: Sequence[Item]) -> bool:
    """Whether a chunk opens with words that part it from what was told before.

    "Besides" tells of more of the same, but of another event where it says whose that was.
    """
    said = next((at + 1 for at, one in enumerate(chunk[:_FURTHEST]) if one.key in _THAT), 0)
    opening = (*chunk[:_OPENING], *chunk[said : said + _OPENING])
    codes = {one.kinds["event"] for one in opening if "event" in one.kinds}
    return bool(codes - {_BESIDES}) or (_BESIDES in codes and is_haul(chunk))


def later(chunk: Sequence[Item]) -> bool:
    """Whether it opens with "the next morning" or the like, which alone parts no events."""
    return any(one.kinds.get("event") == _LATER for one in chunk[:_OPENING])


def foremost(chunk: Sequence[Item]) -> bool:
    """Whether it opens with "the largest haul": of several that were told, or since long ago."""
    return any(one.kinds.get("event") == _FOREMOST for one in chunk[:_OPENING])


def ordinal(chunk: Sequence[Item]) -> bool:
    """Whether a second vessel, vehicle or raid opens it: "The second dhow had 420 kg"."""
    for at, one in enumerate(chunk[:_OPENING]):
        if one.key in _ORDINALS:
            near = chunk[at + 1 : at + _NOUN_WITHIN]
            listed = [part.key for part in chunk[:at]] == ["in", "the"]
            if listed and near and near[0].key in _MARKS:
                # "In the second, a car was searched".
                return True
            # "Another 2 kg" is more of the same.
            counted = one.key not in _MORE and any(part.amount is not None for part in near)
            return counted or any(_holds(part) for part in near)
    return False


def _holds(one: Item) -> bool:
    return one.has("vehicle", "operation", "arrest") or one.key in _HOLDERS


def second_of(sentence: Sequence[Item]) -> Iterator[int]:
    """Where a sentence that tells of the first turns to the second: "the second 31 kg"."""
    if not any(one.key in _FIRST for one in sentence):
        return
    for at in range(1, len(sentence)):
        if sentence[at - 1].has("and") or sentence[at - 1].key in _MARKS:
            first = any(one.key in _FIRST for one in sentence[:at])
            if first and ordinal(sentence[at : at + _OPENING]) and drugs(sentence[:at]):
                yield at


def days(chunk: Sequence[Item]) -> set[str]:
    """The days of a month that it names, as they are written."""
    found = {one.kinds["date"] for one in chunk if "date" in one.kinds}
    for at, one in enumerate(chunk):
        if "month" in one.kinds:
            near = (part.value for part in chunk[max(0, at - 1) : at + 2])
            numbers = (day for day in near if day is not None and day <= _LAST_DAY)
            found |= {f"{day} {one.kinds['month']}" for day in numbers}
    return found


def long_before(chunk: Sequence[Item]) -> bool:
    """Whether it opens with a month and no day, as what is told for background: "In May 2019".

    So does "last month", where what came before it has been told.
    """
    opening = chunk[:_OPENING]
    if not drugs(chunk):
        return False
    if opening[0].kinds.get("period") in _LONG:
        return True
    if opening[0].key not in _IN:
        return False
    at = next((at for at, one in enumerate(opening) if one.has("month")), None)
    return at == 1 and not days(chunk)


def opens_on_day(chunk: Sequence[Item]) -> bool:
    """Whether it opens with a day of a month: "On May 5, ..."."""
    return bool(chunk) and chunk[0].key in _ON and bool(days(chunk[:_OPENING]))


def on_another_day(chunk: Sequence[Item], so_far: set[str]) -> bool:
    """Whether it has drugs and a day of its own, another than what was told so far."""
    told = days(chunk)
    return bool(told) and bool(so_far) and not told & so_far and drugs(chunk)
