"""A message as a row of items: numbers, quantities, sums of money, names and plain words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from unicodedata import category

from markaz.data.folding import fold
from markaz.intake.messages.grammar.numbers import numeral
from markaz.intake.messages.lexicon import Kinds, longest
from markaz.intake.messages.tokens import CODE, DATE, MARK, NUMBER, Token
from markaz.records.statement import Amount, Bound, Money

NO_KINDS: Kinds = {}
_CODE_KINDS: Kinds = {"code": ""}
_SIGNS = frozenset("$€£₨&")
_HYPHENS = frozenset("-–")
_BULLETS = frozenset("-–—•*▪●·")
_RUPEE_WORDS = "lakh lakhs lac lacs crore crores arab لاکھ کروڑ ارب"
_OF_RUPEES = frozenset(map(fold, _RUPEE_WORDS.split()))
_LINES = frozenset(("\n", "\n\n"))
_STAR = "*"
# What may stand between "No" and the number it names: "No. SV 705".
_CARRIER_LETTERS, _PLATE_LETTERS = 3, 4


@dataclass(slots=True)
class Item:
    """One item of a message and where its letters stand; `key` is a mark or a folded word.

    A number carries its `value`, with a unit its `amount`, with a currency its `money`; `most` is
    the other end of a range, `unsure` holds a number that was not read.  `used` is set once a
    field was read from it; `tail` is the unit that stands apart from its number.  `capital` says
    that its first letter is one, `opens` that no word stands before it on its line.
    `rupees` is the currency that its lakhs or crores are of where none is named.
    """

    kinds: Kinds
    key: str
    start: int
    end: int
    tight: bool = False
    upper: bool = False
    capital: bool = False
    value: Decimal | None = None
    amount: Amount | None = None
    money: Money | None = None
    bound: Bound = Bound.EXACT
    most: Decimal | Amount | Money | None = None
    unsure: str = ""
    used: bool = False
    tail: "Item | None" = None
    opens: bool = False
    rupees: str = ""

    @property
    def is_mark(self) -> bool:
        """Whether it is punctuation."""
        return not self.key[:1].isalnum()

    @property
    def is_bullet(self) -> bool:
        """Whether it may open a line of a list: a dash, a star, a sign of pictures."""
        return self.key in _BULLETS or (len(self.key) == 1 and category(self.key) == "So")

    def left_out_at(self, place: "Item") -> "Item":
        """The same word where it is left out beside another item, whose words are then its own."""
        return replace(self, start=place.start, end=place.end)

    def has(self, *roles: str) -> bool:
        """Whether the vocabulary gives it one of these roles."""
        # Asked of every word many times over, mostly for one role; most words have none at all.
        kinds = self.kinds
        if not kinds:
            return False
        for role in roles:  # noqa: SIM110 (a generator costs more than what it looks up)
            if role in kinds:
                return True
        return False


def any_has(items: Iterable[Item], *roles: str) -> bool:
    """Whether the vocabulary gives any of the items one of these roles."""
    # Asked of every clause many times over: no call and no generator for each word.
    for one in items:  # noqa: SIM110
        if one.kinds and not one.kinds.keys().isdisjoint(roles):
            return True
    return False


def named(tokens: Sequence[Token]) -> list[Item]:
    """The items of a message, in order: numbers, names and marks, each by itself."""
    found: list[Item] = []
    at, end, opens = 0, len(tokens), True
    while at < end:
        token = tokens[at]
        if token.kind == MARK and token.key not in _SIGNS:
            found.append(Item(NO_KINDS, token.key, token.start, token.end, token.tight))
            opens = opens or token.key in _LINES
            at += 1
            continue
        taken = len(found)
        at = _take(tokens, at, found)
        found[taken].opens = opens
        opens = False
    return found


def without_stars(items: Sequence[Item]) -> list[Item]:
    """The items without the stars that a chat puts around bold words: "*5* operations".

    A star that opens a line and stands by itself is a bullet.
    """
    kept: list[Item] = []
    for at, one in enumerate(items):
        before, after = items[at - 1 : at] if at else (), items[at + 1 : at + 2]
        opens = not before or before[0].key in _LINES
        ends = not opens and one.tight
        begins = bool(after) and after[0].tight and after[0].key not in _LINES
        if one.key != _STAR or not (ends or begins):
            kept.append(one)
    return kept


def _take(tokens: Sequence[Token], at: int, found: list[Item]) -> int:
    token = tokens[at]
    if token.kind in (CODE, DATE):
        kinds = {"date": token.text} if token.kind == DATE else _CODE_KINDS
        found.append(Item(kinds, token.text, token.start, token.end, token.tight))
        return at + 1
    number = None if _names_flight(tokens, at) else numeral(tokens, at)
    if number is not None:
        last = tokens[number.end - 1]
        one = Item(NO_KINDS, token.key, token.start, last.end, token.tight, value=number.value)
        one.rupees = "PKR" if last.key in _OF_RUPEES else ""
        if token.kind == NUMBER and (
            number.value is None
            or (_is_whole(number.value) and _names_something(found, tight=token.tight))
        ):
            one.kinds, one.value = _CODE_KINDS, None
            one.unsure = "" if number.value is not None else token.text
        found.append(one)
        return number.end
    name = longest(tokens, at)
    end, kinds = name or (at + 1, NO_KINDS)
    upper, capital = token.text.isupper(), token.text[0].isupper()
    one = Item(kinds, token.key, token.start, tokens[end - 1].end, token.tight, upper, capital)
    found.append(one)
    return end


def _names_flight(tokens: Sequence[Token], at: int) -> bool:
    """Whether "EK" is an airline and no "ek", which is one: "EK-613"."""
    if not (tokens[at].text.isupper() and tokens[at].text.isascii()):
        return False
    behind = [one.kind for one in tokens[at + 1 : at + 3] if one.key not in _HYPHENS]
    name = longest(tokens, at)
    return behind[:1] == [NUMBER] and name is not None and "carrier" in name[1]


def _is_whole(number: Decimal) -> bool:
    return number == number.to_integral_value()


def _names_something(found: Sequence[Item], *, tight: bool) -> bool:
    """Whether the number that follows is a mark of identity: "No. 5", "flight PK 785", "LEA-12"."""
    at = len(found) - 1
    if tight and at >= 0 and _lettered(found[at]):
        # "F350", "QR620": letters that mean nothing by themselves make one name with the digits.
        return found[at].key != "x"
    if at >= 1 and found[at].key in _HYPHENS and found[at].tight:
        before = found[at - 1]
        flight = before.upper and before.has("carrier")
        return flight or (_lettered(before) and before.end - before.start <= _PLATE_LETTERS)
    if found and found[at].key == "nos":
        return False
    while at >= 0 and not found[at].has("identifier"):
        if found[at].key not in ".:-#" and not _carrier(found[at]):
            return False
        at -= 1
    return at >= 0


def _lettered(one: Item) -> bool:
    """Whether letters head a mark of identity; one letter may be a unit by itself: "M-2"."""
    return one.upper and (not one.kinds or one.end - one.start == 1)


def _carrier(one: Item) -> bool:
    return one.upper and one.end - one.start <= _CARRIER_LETTERS and not one.is_mark


def bounded(found: list[Item]) -> list[Item]:
    """Put "over", "about" and the like on the numbers they stand before."""
    for at, one in enumerate(found):
        if one.value is None or one.most is not None:
            continue
        before = at - 1
        while before >= 0 and (
            found[before].has("currency", "article", "emphatic") or found[before].key == "."
        ):
            before -= 1
        if before >= 0 and "bound" in found[before].kinds and not _of_ground(found, before):
            one.bound = Bound(found[before].kinds["bound"])
    return found


def _of_ground(found: Sequence[Item], at: int) -> bool:
    """Whether "over" says where a crop stands: "poppy standing over 12 acres"."""
    before = found[at - 1] if at else None
    return found[at].key == "over" and before is not None and before.has("crop", "stands")
