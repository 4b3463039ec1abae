"""Sentences, and lines of a list, each without its number in the list."""

from collections.abc import Iterator, Sequence

from markaz.intake.messages.grammar.clauses.lines import opens_line
from markaz.intake.messages.grammar.items import Item, any_has

_ENDS = frozenset(("!", "?", "۔", "؟", "\n\n"))
_STOPS = _ENDS | {".", "\n"}
_URDU_STOP, _LONGEST_WIRE = "۔", 9
_SHORT_WORDS = """rs no nos mr mrs ms dr st lt col maj gen capt cdr insp sub asst approx us u s r d
govt incl viz wt qty nr vs ref fig rds sr"""
_ABBREVIATED = frozenset(_SHORT_WORDS.split())
# No sentence of prose has so many words: what runs on is a table or a flood.
_LONGEST = 400
_VERB_WITHIN = 3


def sentences(items: Sequence[Item], text: str) -> Iterator[list[Item]]:
    """The items between two ends of sentences."""
    sentence: list[Item] = []
    for at, one in enumerate(items):
        if (one.key in _STOPS and _ends(items, at, text)) or len(sentence) > _LONGEST:
            if any(not part.is_mark for part in sentence):
                yield sentence
            sentence = [] if one.is_mark else [one]
            continue
        sentence.append(one)
    if any(not part.is_mark for part in sentence):
        yield sentence


def _ends(items: Sequence[Item], at: int, text: str) -> bool:
    one = items[at]
    if one.key == _URDU_STOP and _in_dateline(items, at):
        return False
    if one.key in _ENDS or at + 1 == len(items):
        return one.key in _ENDS or one.key in (".", "\n\n")
    if one.key == "\n":
        following = at + 1
        listed = items[following].is_bullet or _numbered(items, following)
        return listed or opens_line(items, following, text) or _says(items, following, text)
    return one.key == "." and _full_stop(items, at, text)


def _says(items: Sequence[Item], at: int, text: str) -> bool:
    """Whether a line opens with who says it: "He informed that ..."."""
    who, word = items[at], items[at + 1 : at + 1 + _VERB_WITHIN]
    speaker = who.has("pronoun", "spokesman") or any_has(word, "spokesman")
    said = any_has(items[at : at + 1 + _VERB_WITHIN], "said")
    return text[who.start].isupper() and speaker and said


def _in_dateline(items: Sequence[Item], at: int) -> bool:
    """Whether a stop is in the brackets behind a dateline's town: "لاہور (... ۔ 3 مئی)"."""
    opened = at - 1
    while opened > 0 and opened > at - _LONGEST_WIRE and items[opened].key not in ("(", "\n"):
        opened -= 1
    closes = any(one.key == ")" for one in items[at + 1 : at + _LONGEST_WIRE])
    town = items[opened - 1] if opened else None
    return closes and items[opened].key == "(" and town is not None and town.has("place")


def _full_stop(items: Sequence[Item], at: int, text: str) -> bool:
    """Whether a stop ends a sentence: not "Rs. 15", not the "2." of a list, not "kg. of"."""
    following = items[at + 1]
    if following.key[0] == "\n" or at == 0:
        return True
    before = items[at - 1]
    single = before.value is not None or len(before.key) == 1
    numbers = single and _heads_line(items, at - 1)
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
    while start < len(sentence) and (
        sentence[start].is_bullet or sentence[start].key in ("\n", "(")
    ):
        start += 1
    if _numbered(sentence, start):
        return sentence[start + 2 :]
    return sentence[start:] if start else sentence
