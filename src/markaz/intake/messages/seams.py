"""Urdu words that are written as one: "برآمدکرلی", "کارمیں", "سےزائد", "لٹرشراب"."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from markaz.data.folding import fold
from markaz.intake.messages.lexicon import roles
from markaz.intake.messages.tokens import NUMBER, WORD, Token

_SHORTEST, _PARTICLE = 4, 2
_PARTICLES = frozenset(("کو", "سے", "میں", "نے", "پر", "کے", "کی", "کا", "اور", "تھے", "ہے"))
_HELPING = ("کر", "کی", "کئ", "ہو", "لی", "لئ", "گئ", "گی", "دی")
# What may follow a number at once, and be followed by what it measures.
_MEASURED = frozenset(("unit", "substance", "drugs", "scale"))


def parted(tokens: Iterable[Token]) -> Iterator[Token]:
    """The tokens, with words that are surely several written as one apart."""
    number = False
    for token in tokens:
        yield from _parts(token, number=number)
        number = token.kind == NUMBER


def _parts(token: Token, *, number: bool) -> Iterator[Token]:
    glued = token.kind == WORD and not token.text.isascii() and not roles(token.key)
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
    if len(text) < _SHORTEST:
        return 0
    for cut in range(len(text) - _PARTICLE, _PARTICLE - 1, -1):
        head, tail = text[:cut], text[cut:]
        known, told = roles(fold(head)), roles(fold(tail))
        long = len(head) > _PARTICLE and "part" not in known
        if known and long and (tail in _PARTICLES or tail.startswith(_HELPING)):
            return cut
        counts = "number" in told or len(text) > _SHORTEST
        if head in _PARTICLES and counts and (told or seam(tail, after_number=False)):
            return cut
        if (known & _MEASURED and told & _MEASURED) or (after_number and known == {"unit"}):
            return cut
    return 0
