"""Urdu words that are written as one: "برآمدکرلی", "کارمیں", "سےزائد", "لٹرشراب"."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from markaz.data.folding import fold
from markaz.intake.messages.lexicon import roles
from markaz.intake.messages.tokens import NUMBER, WORD, Token

_SHORTEST, _PARTICLE = 4, 2
# No sentence is written as one word: what is longer is a flood.
_LONGEST = 40
_PARTICLE_WORDS = "کو سے میں نے پر کے کی کا اور تھے ہے جبکہ ادھر"
_PARTICLES = frozenset(_PARTICLE_WORDS.split())
# Only after these letters, which join no other, is a space between two numbers easily forgotten.
_UNJOINED = tuple("اآدڈذرڑزژوؤے")
_COUNTING = frozenset(("number", "scale", "unit"))
_AND = "اور"
_HELPING = ("کر", "کی", "کئ", "ہو", "لی", "لئ", "گئ", "گی", "دی")
# What may follow a number at once, and be followed by what it measures.
_MEASURED = frozenset(("unit", "substance", "drugs", "scale"))

# Names of things that a message is of.
_NAMES = frozenset(("substance", "drugs", "airport", "airport_word", "vehicle"))


def parted(tokens: Iterable[Token]) -> Iterator[Token]:
    """The tokens, with words that are surely several written as one apart."""
    number = False
    for token in tokens:
        if token.kind == WORD and not token.text.isascii():
            yield from _parts(token, number=number)
        else:
            yield token
        number = token.kind == NUMBER


def _parts(token: Token, *, number: bool) -> Iterator[Token]:
    glued = not token.text.isascii() and not roles(token.key)
    cut = seam(token.text, after_number=number) if glued else 0
    if not cut:
        yield token
        return
    middle = token.start + cut
    head, tail = token.text[:cut], token.text[cut:]
    yield Token(WORD, head, fold(head), token.start, middle, token.tight)
    rest = Token(WORD, tail, fold(tail), middle, token.end, tight=False)
    yield from _parts(rest, number=False)


@lru_cache(maxsize=65536)
def seam(text: str, *, after_number: bool) -> int:
    """Where the second of the words written as one begins; 0 where it is one word, or not sure.

    One is known, and the other a particle, a helping verb, or a unit with what it measures.
    """
    if not _SHORTEST <= len(text) <= _LONGEST:
        return 0
    cuts = range(len(text) - _PARTICLE, _PARTICLE - 1, -1)
    return next(
        (at for at in cuts if _parts_here(text[:at], text[at:], after_number=after_number)), 0
    )


def _goes_on(tail: str) -> bool:
    """Whether "and" and another word follow: "گرفتاراوراسمگلنگ"."""
    return tail.startswith(_AND) and bool(roles(fold(tail.removeprefix(_AND))))


def _parts_here(head: str, tail: str, *, after_number: bool) -> bool:
    known, told = roles(fold(head)), roles(fold(tail))
    if head in _PARTICLES:
        counts = "number" in told or len(head + tail) > _SHORTEST
        return counts and bool(told or seam(tail, after_number=False))
    long = len(head) > _PARTICLE and "part" not in known
    helped = tail in _PARTICLES or tail.startswith(_HELPING) or _goes_on(tail)
    # A unit stands behind its scale: "kgلاکھ" is no lakh of kilograms.
    behind = "unit" in known and "scale" in told
    measured = known & _MEASURED and told & _MEASURED and not behind
    apart = head.endswith(_UNJOINED)
    counted = apart and known & _COUNTING and told & _COUNTING
    named = apart and len(tail) > _PARTICLE and bool(known) and not told.isdisjoint(_NAMES)
    named = named and len(head) > _PARTICLE
    return bool((known and long and helped) or measured or counted or named) or (
        after_number and known == {"unit"}
    )
