"""Persons told by name alone: "arrested Gul Zaman and Nawab Ali", "Gul Zaman was arrested"."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from markaz.intake.messages.grammar.headings import denied
from markaz.intake.messages.grammar.items import NO_KINDS, Item
from markaz.intake.messages.grammar.people.implied import ONE_OR_MORE
from markaz.intake.messages.grammar.people.refusing import refused
from markaz.records.statement import CountField

_WORDS, _KINDRED, _AUXILIARIES = 5, 7, 4
_SINGULAR, _PLURAL = frozenset(("was", "has", "is")), frozenset(("were", "have", "are"))
_ADVERB_WORDS = "also been later both all subsequently then being immediately promptly"
_BETWEEN = frozenset((*_ADVERB_WORDS.split(), *_SINGULAR, *_PLURAL))
# Behind these a name is of somebody or something else.
_KIN_WORDS = "s son daughter wife alias urf father of resident residents"
_KIN = frozenset(_KIN_WORDS.split())
_AFTER_WORDS = """of from in at near with for on who and along resident residents hailing when
during while by alias under over after s son daughter outside inside red belonging urf he both"""
_AFTER = frozenset(_AFTER_WORDS.split())
_OPENERS = frozenset(("as", "named", "namely", "and", "identified"))
_LEADS = frozenset(("suspects", "suspect", "accused", "one", "namely", "named", ":"))
_MANY, _APART = 2, 8


class _Names(NamedTuple):
    """Names beside each other: how many they are, and where their words begin and end."""

    number: int
    first: int
    end: int


def named_alone(chunks: Sequence[Sequence[Item]]) -> tuple[CountField, int, Item] | None:
    """How many persons an event names as arrested, if it does so once and surely."""
    found = [(chunk, one) for chunk in chunks for one in _arrested(chunk)]
    if not found or any(one is None for _, one in found) or len(found) > 1:
        return None
    chunk, names = found[0]
    if names is None:
        return None
    first, last = chunk[names.first], chunk[names.end - 1]
    whole = Item(NO_KINDS, first.key, first.start, last.end, first.tight)
    return CountField.ARRESTED, names.number, whole


def _arrested(chunk: Sequence[Item]) -> Iterator[_Names | None]:
    """The names that a verb of the chunk arrests; None where it is not sure how many they are."""
    for verb, one in enumerate(chunk):
        if not one.has("arrest") or not one.key.isascii() or one.upper or denied(chunk, verb):
            continue
        start = verb - 1
        while start >= 0 and verb - start <= _AUXILIARIES and chunk[start].key in _BETWEEN:
            start -= 1
        auxiliaries = {part.key for part in chunk[start + 1 : verb]} & (_SINGULAR | _PLURAL)
        if refused(chunk, verb):
            continue
        if not auxiliaries & (_SINGULAR | _PLURAL):
            yield from _behind(chunk, verb + 1)
        elif (names := _before(chunk, start + 1)) is not None:
            agrees = bool(auxiliaries & _PLURAL) == (names.number > 1)
            yield names if agrees else None


def _behind(chunk: Sequence[Item], at: int) -> Iterator[_Names | None]:
    """The names that stand right behind a verb."""
    while at < len(chunk) and (chunk[at].key in _LEADS or _is_calling(chunk[at])):
        at += 1
    names, end, joined = 0, at, False
    while (after := _name(chunk, end)) is not None:
        names, end = names + 1, _past_kin(chunk, after)
        if joined or end >= len(chunk) or not _joins(chunk, end):
            break
        joined, end = chunk[end].key == "and", end + 1
    if not names:
        return
    if chunk[end - 1].key in (",", "and") and _name(chunk, end) is None:
        end, joined = end - 1, joined and chunk[end - 1].key != "and"
    sure = (names == 1 or joined) and not _another(chunk, end)
    yield _Names(names, at, end) if sure and _ends(chunk, end) else None


def _is_calling(one: Item) -> bool:
    """Whether names may follow what several are called: "drug dealers Zaman and Nawab"."""
    return one.key in ONE_OR_MORE or (one.has("person") and not one.kinds["person"])


def _another(chunk: Sequence[Item], at: int) -> bool:
    """Whether one more may be told of apart: "arrested Taj in Kabal, Rahim Khan in Barikot"."""
    for place in range(at, min(at + _APART, len(chunk))):
        if chunk[place].key in ("and", ",") and (end := _name(chunk, place + 1)) is not None:
            return end < len(chunk) and (chunk[end].key in _AFTER or chunk[end].key == ",")
        if chunk[place].has("arrest", "seize"):
            return False
    return False


def _joins(chunk: Sequence[Item], at: int) -> bool:
    return chunk[at].key in (",", "and") and _name(chunk, at + 1) is not None


def _ends(chunk: Sequence[Item], at: int) -> bool:
    """Whether the names end here, and nobody else is told of beside them."""
    following = [one for one in chunk[at : at + 3] if not one.is_mark]
    if at >= len(chunk) or not following:
        return True
    company = chunk[at].key in ("and", "along", ",") and any(
        one.value is not None or one.has("his", "article", "person", "woman")
        for one in following[chunk[at].key != "," :]
    )
    told = chunk[at].is_mark or chunk[at].key in _AFTER or chunk[at].has("seize", "resident")
    return told and not company


def _name(chunk: Sequence[Item], at: int) -> int | None:
    """The item after a name that begins here: words with a capital, of no table."""
    end = at
    while end < min(at + _WORDS, len(chunk)):
        one = chunk[end]
        hyphen = one.key == "-" and one.tight and end > at
        within = end > at and chunk[end - 1].key == "-" and not one.is_mark
        known = one.kinds and (end == at or not one.has("place", "demonym"))
        if not (hyphen or within) and (not one.capital or one.upper or known):
            break
        if one.value is not None or (one.is_mark and not hyphen):
            break
        end += 1
    return end if end > at else None


def _past_kin(chunk: Sequence[Item], at: int) -> int:
    """Beyond "alias Lala", "s/o Gul Khan", "of Mardan" behind a name."""
    while at < len(chunk) and chunk[at].key in _KIN:
        end = at + 1
        while end < min(at + _KINDRED, len(chunk)) and (
            chunk[end].key in ("/", "o", "of") or chunk[end].capital
        ):
            end += 1
        if end == at + 1:
            break
        at = end
    return at


def _before(chunk: Sequence[Item], end: int) -> _Names | None:
    """The names that stand right before an auxiliary, from the head of the clause on."""
    if end and chunk[end - 1].key == ",":
        end -= 1
        # "Gul Zaman, 24, was arrested".
        aged = end > _MANY and chunk[end - 1].value is not None and chunk[end - 2].key == ","
        end -= 2 * aged
    while end > _MANY and chunk[end - 1].has("place") and chunk[end - 2].key in ("of", "from"):
        end -= 2
    at, names = end, 0
    while at > 0 and (start := _name_before(chunk, at)) is not None:
        at, names = start, names + 1
        if at < _MANY or chunk[at - 1].key not in ("and", ",") or not _capital(chunk[at - 2]):
            break
        at -= 1
    opener = chunk[at - 1] if at else None
    heads = opener is None or opener.is_mark or opener.key in _OPENERS
    heads = heads or (opener is not None and _is_calling(opener))
    lone = names == 1 and end - at == 1 and opener is None
    return _Names(names, at, end) if names and heads and not lone else None


def _name_before(chunk: Sequence[Item], end: int) -> int | None:
    at = end
    while at > 0 and end - at < _WORDS and _capital(chunk[at - 1]):
        at -= 1
    return at if at < end and not chunk[at].kinds else None


def _capital(one: Item) -> bool:
    known = one.kinds and not one.has("place", "demonym")
    return one.capital and not one.upper and not known and one.value is None
