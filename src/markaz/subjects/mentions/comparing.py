"""Whether two mentions may be of one subject: a suggestion with reasons, which a person judges."""

from dataclasses import dataclass
from itertools import product

from markaz.subjects.identifiers.identifier import Identifier, IdentifierKind
from markaz.subjects.mentions.mention import Mention
from markaz.subjects.mentions.rules import RULES, FieldReason, numbers

# Odds of some four thousand to one before the number of people is counted in.
ENOUGH = 12.0
# Sex and district come with every namesake and every neighbour.
_SHARED_BY_MANY = frozenset(("sex", "district"))
_FEWEST_FIELDS = 2


@dataclass(frozen=True, slots=True)
class Limit:
    """Why a pair does not pass, whatever it weighs."""

    name: str
    en: str
    ur: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """The weight of a pair in bits, its reasons, and the limits that hold it back.

    The weight is evidence alone: how many people might have been meant is not counted in.
    """

    weight: float
    reasons: tuple[FieldReason, ...]
    limits: tuple[Limit, ...]

    @property
    def candidate(self) -> bool:
        """Whether the pair is worth a person's judgement."""
        return not self.limits and self.weight >= ENOUGH

    @property
    def suggestible(self) -> bool:
        """Whether a person should be asked unasked: a rare name alone has its namesakes."""
        telling = {reason.field for reason in self.reasons if reason.agrees} - _SHARED_BY_MANY
        return self.candidate and len(telling) >= _FEWEST_FIELDS


CARDS_DIFFER = Limit(
    "cards_differ",
    "two different national identity numbers are two persons, unless one is a slip of the pen",
    "دو مختلف شناختی کارڈ نمبر دو الگ افراد ہیں، جب تک لکھنے کی غلطی نہ ہو",
)
BIRTH_ALONE = Limit(
    "birth_alone",
    "a birth date alone never makes two mentions one person",
    "صرف تاریخِ پیدائش سے دو ذکر ایک شخص نہیں بنتے",
)
ONE_WORD = Limit(
    "one_word",
    "a name of one word needs another strong field that agrees",
    "ایک لفظ کے نام کے لیے کسی اور مضبوط بات کا ملنا ضروری ہے",
)


def compare(left: Mention, right: Mention) -> Comparison:
    """Weigh two mentions; which comes first makes no difference to the weight."""
    found = [reason for rule in RULES if (reason := rule(left, right))]
    reasons = (*found, *numbers(left, right))
    return Comparison(
        weight=sum(reason.bits for reason in reasons),
        reasons=reasons,
        limits=tuple(_limits(left, right, reasons)),
    )


def _limits(left: Mention, right: Mention, reasons: tuple[FieldReason, ...]) -> list[Limit]:
    found = []
    if _cards_differ(left, right):
        found.append(CARDS_DIFFER)
    agreeing = {reason.field for reason in reasons if reason.agrees}
    strong = {reason.field for reason in reasons if reason.strong}
    if "birth" in agreeing and not agreeing - {"birth"} - _SHARED_BY_MANY:
        found.append(BIRTH_ALONE)
    if "name" in agreeing and not strong:
        found.append(ONE_WORD)
    return found


def _cards_differ(left: Mention, right: Mention) -> bool:
    ours, theirs = _cards(left.identifiers), _cards(right.identifiers)
    return bool(ours and theirs) and all(one != other for one, other in product(ours, theirs))


def _cards(identifiers: tuple[Identifier, ...]) -> set[str]:
    return {one.canonical for one in identifiers if one.kind is IdentifierKind.NATIONAL}
