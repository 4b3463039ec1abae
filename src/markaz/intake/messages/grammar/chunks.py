"""Sentences, and the pieces of them that speak of one region or one event."""

from collections.abc import Iterator, Sequence

from markaz.data.agencies import AGENCIES
from markaz.data.places import PROVINCES
from markaz.intake.messages.grammar.items import Item

Chunk = Sequence[Item]
_ENDS = frozenset(("!", "?", "۔", "؟", "\n\n"))
_SHORT_WORDS = """rs no nos mr mrs ms dr st lt col maj gen capt cdr insp sub asst approx us u s r d
govt"""
_ABBREVIATED = frozenset(_SHORT_WORDS.split())
_BULLETS = frozenset("-–•*▪●·")
# How far into a sentence its subject may stand: "He informed that ANF Punjab ..."
_OPENING = 9
# No sentence of prose has so many words: what runs on is a table or a flood.
_LONGEST = 400
_PLACE_OPENING = 3
_BY_OTHERS = 3


def sentences(items: Sequence[Item], text: str) -> Iterator[list[Item]]:
    """The items between two ends of sentences."""
    sentence: list[Item] = []
    for at, one in enumerate(items):
        if _ends(items, at, text) or len(sentence) > _LONGEST:
            if any(not part.is_mark for part in sentence):
                yield sentence
            sentence = [] if one.is_mark else [one]
            continue
        sentence.append(one)
    if any(not part.is_mark for part in sentence):
        yield sentence


def _ends(items: Sequence[Item], at: int, text: str) -> bool:
    one = items[at]
    if one.key in _ENDS or at + 1 == len(items):
        return one.key in _ENDS or one.key in (".", "\n\n")
    if one.key == "\n":
        return items[at + 1].key in _BULLETS or _numbered(items, at + 1)
    return one.key == "." and _full_stop(items, at, text)


def _full_stop(items: Sequence[Item], at: int, text: str) -> bool:
    """Whether a stop ends a sentence: not "Rs. 15", not the "2." of a list, not "kg. of"."""
    following = items[at + 1]
    if following.key[0] == "\n" or at == 0:
        return True
    before = items[at - 1]
    numbers = before.value is not None and _heads_line(items, at - 1)
    shortens = before.key in _ABBREVIATED or numbers or following.tight
    return not shortens and not text[following.start].islower()


def _numbered(items: Sequence[Item], at: int) -> bool:
    """Whether a line begins with its number in a list: "2. ", "b) "."""
    if at + 1 >= len(items) or items[at + 1].key not in (".", ")") or not items[at + 1].tight:
        return False
    one = items[at]
    return one.value is not None or len(one.key) == 1


def _heads_line(items: Sequence[Item], at: int) -> bool:
    return at == 0 or items[at - 1].key in ("\n", "\n\n")


def without_numbering(sentence: list[Item]) -> list[Item]:
    """The sentence without its number in a list, which is no number of anything."""
    start = 0
    while start < len(sentence) and sentence[start].key in (*_BULLETS, "\n", "("):
        start += 1
    if _numbered(sentence, start):
        return sentence[start + 2 :]
    return sentence[start:] if start else sentence


def chunks(sentence: list[Item]) -> Iterator[list[Item]]:
    """The pieces of a sentence, each with the region or the event it speaks of."""
    begin = 0
    for at, one in enumerate(sentence):
        cut = _region(one) or (one.has("event") and _told(sentence[begin:at]))
        if at > begin and cut and (_told(sentence[begin:at]) or sentence[at - 1].key == "\n"):
            yield sentence[begin:at]
            begin = at
    yield sentence[begin:]


def _told(piece: Chunk) -> bool:
    return any(one.amount is not None for one in piece)


def _region(one: Item) -> bool:
    code = one.kinds.get("agency", "")
    return bool(code) and _is_region(code)


def _is_region(agency: str) -> bool:
    known = AGENCIES[agency]
    return bool(known.parent) and known.kind == "lead"


def region(chunk: Chunk) -> Item | None:
    """The agency's region, or the province, that a chunk opens with."""
    for at, one in enumerate(chunk[:_OPENING]):
        if _region(one) and not quoted(chunk, at):
            return one
    for at, one in enumerate(chunk[:_PLACE_OPENING]):
        if one.kinds.get("place") in PROVINCES and not one.has("agency"):
            headed = at + 1 < len(chunk) and chunk[at + 1].key in (":", "-", "–", "میں", ",", "،")
            return one if headed else None
    return None


def quoted(chunk: Chunk, at: int) -> bool:
    """Whether an agency is only the one who says it: "an ANF Headquarters spokesman"."""
    return any(one.has("spokesman") for one in chunk[at + 1 : at + _BY_OTHERS])


def begins_event(chunk: Chunk) -> bool:
    """Whether a chunk opens with words that part it from what was told before."""
    return any(one.has("event") for one in chunk[:5])


def speaks_of_all(chunk: Chunk) -> bool:
    """Whether a chunk says of itself that it speaks of the whole country."""
    return any(one.has("national") for one in chunk)


def has_period(chunk: Chunk) -> bool:
    """Whether a chunk tells of a week, a month or a year."""
    return any(one.kinds.get("period") in ("week", "month", "year") for one in chunk)
