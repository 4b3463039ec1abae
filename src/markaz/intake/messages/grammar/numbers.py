"""Numbers in digits and in words: 3,20,000; two dozen; one and a half; ساڑھے تین لاکھ."""

import re
import unicodedata
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from markaz.intake.messages.lexicon import beginning, longest
from markaz.intake.messages.tokens import MARK, NUMBER, Token
from markaz.intake.messages.writing import NARROW
from markaz.intake.values.amounts import Marks, number

_MARKS = Marks()
_TENS = frozenset(range(20, 100, 10))
_HUNDRED, _DOZEN = 100, 12
_AND = frozenset(("and", "اور"))
_FRACTIONS = re.compile("[¼½¾]$")
_LONGEST = 24
_PARTS = {"half": Decimal("0.5"), "quarter": Decimal("0.25")}
_PARTLY = frozenset(("half", "quarter", "quarters", "third", "thirds", "tenth", "fraction"))
_COUNTING = frozenset(("number", "number_weak", "number_all", "scale", "scale_weak", "adjust"))
_COUNTED_BY_ALL = {"person", "woman", "foreigner", "arrest", "vehicle"}


class Numeral(NamedTuple):
    """A number and the token after it; `value` is None where the digits make no number."""

    value: Decimal | None
    end: int
    in_words: bool


@lru_cache(maxsize=65536)
def in_digits(text: str) -> Decimal | None:
    """The number that digits state, None where their marks part nothing."""
    fraction = Decimal(0)
    if _FRACTIONS.search(text):
        fraction = Decimal(str(unicodedata.numeric(text[-1])))
        text = text[:-1] or "0"
    # A telephone number or a mark of identity has more digits than any amount.
    if len(text) > _LONGEST or (len(text) > len("03") and text[0] == "0" and text[1].isdigit()):
        return None
    try:
        return number(text.replace(NARROW, " ").replace("’", "'"), marks=_MARKS) + fraction
    except ValueError:
        return None


class _Counting:
    """A number as its words come: what is whole so far, and what a scale may still lift."""

    def __init__(self) -> None:
        self.whole = Decimal(0)
        self.open: Decimal | None = None
        self.scale = Decimal(10**18)
        self.digits = False
        self.lifted = False

    def digit(self, value: Decimal) -> bool:
        """Take a number in digits; it follows a scale or nothing."""
        if self.open is not None:
            return False
        self.open, self.digits, self.lifted = value, True, False
        return True

    def word(self, value: Decimal) -> bool:
        """Take a number in words: "twenty five", "hundred five", "lakh twenty"."""
        if self.open is None:
            self.open, self.digits, self.lifted = value, False, False
            return True
        tens = self.open % 100
        joins = (tens in _TENS and value < 10 and not self.lifted) or (  # noqa: PLR2004
            self.lifted and value < _HUNDRED
        )
        if self.digits or not joins:
            return False
        self.open += value
        self.lifted = False
        return True

    def lift(self, scale: Decimal, *, alone: bool) -> bool:
        """Take a scale: it lifts what is open, and scales only fall."""
        if self.open is None and not alone:
            return False
        value = Decimal(1) if self.open is None else self.open
        if scale in (_HUNDRED, _DOZEN):
            # "Five hundred five hundred" is no number, however long it goes on.
            if self.lifted or value >= _HUNDRED:
                return False
            self.open, self.lifted = value * scale, True
            return True
        if scale >= self.scale:
            return False
        self.whole += value * scale
        self.open, self.scale = None, scale
        return True

    def lifts(self) -> Decimal:
        """What the last word lifted: ساڑھے تین سو is three and a half hundreds."""
        if self.open is None:
            return self.scale if self.scale < 10**18 else Decimal(1)
        return Decimal(_HUNDRED) if self.lifted and self.open % _HUNDRED == 0 else Decimal(1)

    def value(self) -> Decimal:
        """The number so far."""
        return self.whole + (self.open or 0)


def numeral(tokens: Sequence[Token], at: int) -> Numeral | None:
    """The number that begins at a token, if one does."""
    first = tokens[at]
    if first.key in _PARTS and (part := _part_of(tokens, at)):
        return part
    if first.kind != NUMBER and _COUNTING.isdisjoint(beginning(first.key)):
        return None
    if first.kind == NUMBER and in_digits(first.text) is None:
        return Numeral(None, at + 1, in_words=False)
    start, adjust = _adjusted(tokens, at)
    counting, end, words = _Counting(), start, start > at
    while end < len(tokens):
        step = _step(tokens, end, counting, first=end == start)
        if step is None:
            break
        words = words or tokens[end].kind != NUMBER
        end = step
    if end == start and not (adjust and _before_unit(tokens, start)):
        return None
    # سوا کلو is one and a quarter.
    value = counting.value() if end > start else Decimal(1)
    if adjust:
        value += adjust * counting.lifts()
    return _and_a_half(tokens, Numeral(value, end, in_words=words))


def _adjusted(tokens: Sequence[Token], at: int) -> tuple[int, Decimal]:
    """ساڑھے، سوا and پونے before a number: where the number begins, and what is added to it."""
    found = longest(tokens, at)
    if found and "adjust" in found[1] and found[0] < len(tokens):
        following = longest(tokens, found[0])
        counts = following is not None and following[1].keys() & {"number", "scale", "unit"}
        if tokens[found[0]].kind == NUMBER or counts:
            return found[0], Decimal(found[1]["adjust"])
    return at, Decimal(0)


def _step(tokens: Sequence[Token], at: int, counting: _Counting, *, first: bool) -> int | None:
    """Take one more word into the number: the token after it, None where the number is over."""
    token = tokens[at]
    if token.kind == MARK:
        # "twenty-five", but neither "5-6" nor "23-day".
        hyphen = token.key == "-" and token.tight and not first and at + 1 < len(tokens)
        return _step(tokens, at + 1, counting, first=True) if hyphen and _tens(counting) else None
    if token.kind == NUMBER:
        value = in_digits(token.text)
        taken = value is not None and counting.digit(value)
        return at + 1 if taken else None
    if token.key in _AND:
        joins = not first and (counting.lifted or counting.open is None) and not counting.digits
        begun = counting.lifted or counting.whole > 0
        if joins and begun and at + 1 < len(tokens) and _is_number_word(tokens, at + 1):
            return _step(tokens, at + 1, counting, first=False)
        return None
    return _word(tokens, at, counting, first=first)


def _word(tokens: Sequence[Token], at: int, counting: _Counting, *, first: bool) -> int | None:
    found = longest(tokens, at)
    if found is None:
        return None
    end, kinds = found
    weak = "number_weak" in kinds and not _before_unit(tokens, end)
    if weak or ("number_all" in kinds and not _before_person(tokens, end)):
        return None
    value = kinds.get("number") or kinds.get("number_weak") or kinds.get("number_all")
    if value:
        return end if counting.word(Decimal(value)) else None
    if "scale" in kinds or ("scale_weak" in kinds and _before_money(tokens, end)):
        # سو and لاکھ alone are one of them; "million" alone is no number.
        after_article = at > 0 and tokens[at - 1].key in ("a", "an") and not _of_part(tokens, at)
        alone = first and (after_article or not tokens[at].key.isascii())
        scale = kinds.get("scale") or kinds["scale_weak"]
        return end if counting.lift(Decimal(scale), alone=alone) else None
    return None


def _part_of(tokens: Sequence[Token], at: int) -> Numeral | None:
    """Read "half a million", "a quarter of a million" from its first word on."""
    end = at + 1
    while end < min(at + 3, len(tokens)) and tokens[end].key in ("of", "a"):
        end += 1
    found = longest(tokens, end) if end < len(tokens) and tokens[end - 1].key == "a" else None
    scale = found[1].get("scale") if found else None
    if found is None or scale is None:
        return None
    return Numeral(_PARTS[tokens[at].key] * Decimal(scale), found[0], in_words=True)


def _of_part(tokens: Sequence[Token], at: int) -> bool:
    """Whether only some of a scale is meant: "three quarters of a million"."""
    return any(one.key in _PARTLY for one in tokens[max(0, at - 3) : at])


def _tens(counting: _Counting) -> bool:
    return not counting.digits and counting.open is not None and counting.open % 100 in _TENS


def _is_number_word(tokens: Sequence[Token], at: int) -> bool:
    found = longest(tokens, at)
    return bool(found and "number" in found[1])


def _before_unit(tokens: Sequence[Token], at: int) -> bool:
    found = longest(tokens, at) if at < len(tokens) else None
    return bool(found and ("unit" in found[1] or "scale" in found[1]))


def _before_money(tokens: Sequence[Token], at: int) -> bool:
    """Whether more of a sum follows: "6 arab 70 crore", "2 arab rupay", and not "three Arabs"."""
    if at < len(tokens) and tokens[at].kind == NUMBER:
        at += 1
    found = longest(tokens, at) if at < len(tokens) else None
    return bool(found and ("scale" in found[1] or "currency" in found[1]))


def _before_person(tokens: Sequence[Token], at: int) -> bool:
    """Whether persons or vehicles are spoken of: "both suspects", "تینوں کو گرفتار"."""
    return any(
        found is not None and found[1].keys() & _COUNTED_BY_ALL
        for found in (longest(tokens, near) for near in range(at, min(at + 4, len(tokens))))
    )


def _and_a_half(tokens: Sequence[Token], found: Numeral) -> Numeral:
    """Read "one and a half", "two and a half million"."""
    words = tuple(one.key for one in tokens[found.end : found.end + 3])
    if words != ("and", "a", "half") or found.value is None:
        return found
    value, end = found.value + Decimal("0.5"), found.end + 3
    scale = longest(tokens, end) if end < len(tokens) else None
    if scale is not None and "scale" in scale[1]:
        value, end = value * Decimal(scale[1]["scale"]), scale[0]
    return Numeral(value, end, in_words=True)
