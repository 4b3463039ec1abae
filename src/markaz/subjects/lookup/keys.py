"""The keys under which a mention is found again: whole numbers that mean the same everywhere.

A key is made of few parts that tell much together (two words of a name and a year of birth), so
that its bucket stays small; many such keys, each of other parts, outlive a slip in any one of them.
A key names no script: words go in by their consonants (`data/names.py`), as they are heard.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import combinations, product
from typing import NamedTuple

from markaz.data.names import sound
from markaz.subjects.identifiers.identifier import Identifier
from markaz.subjects.lookup.births import Told, near_days, near_years, written_day, written_year
from markaz.subjects.lookup.places import place_words
from markaz.subjects.lookup.sharing import (
    NOTHING,
    NUMBER,
    Shared,
    alike,
    begins,
    ends,
    of_kin,
    place,
    same,
)
from markaz.subjects.mentions.mention import Mention
from markaz.subjects.names.words import Name, NameKind, Part, Role, Word, read_name

_MOST_OWN, _MOST_KIN, _MOST_PLACE = 4, 2, 6
_PAIR = 2
# Sounds that clerks and scripts exchange; vowels that begin a word are written in too many ways.
_ALIKE = str.maketrans({"z": "d", "g": "k", "c": "s", "p": "b", "f": "b", **dict.fromkeys("wyha")})
# Abdul Qadir, AbdulQadir and عبدالقادر: the article says nothing.
_SERVANT = re.compile(r"^abdl(?=..)")
# Saif Ullah is Saifullah: these are no words of their own.
_ENDINGS = frozenset(("ullah", "allah", "uddin", "اللہ", "الدین", "اللٰہ"))

# Muhammad: half of all men bear it, every clerk shortens it otherwise, and many leave it out.
_MUHAMMAD = "mmd"
_SHORT_FOR_MUHAMMAD = frozenset(("md", "mohd", "muhd", "mhd"))
_TELLS_MUHAMMAD = 0.5


class Heard(NamedTuple):
    """A word of a name by its consonants, closely and with alike sounds put together.

    `tells` is how much it counts: an ordinary word is 1, what clerks add and drop is less.
    """

    fine: str
    like: str
    tells: float


Parts = tuple[str, ...]


def number_key(one: Identifier) -> int:
    """The key of a number as read; there is one for each kind."""
    return _hashed(*_number_parts(one))


def stored_keys(mention: Mention, *, kind: NameKind, address: str = "") -> frozenset[int]:
    """Every key under which a mention is kept."""
    years, days = written_year(mention.birth), written_day(mention.birth)
    said = _said(mention, kind=kind, address=address, years=years, days=days)
    return frozenset(_hashed(*part) for part, _ in said)


def asked_keys(mention: Mention, *, kind: NameKind, address: str = "") -> dict[int, Shared]:
    """Every key under which to look, with what it tells of an entry that is found there.

    A year of birth may be off by one or not be kept at all, a day's month stand before it.
    """
    found: dict[int, Shared] = {}
    years, days = near_years(mention.birth), near_days(mention.birth)
    for part, tells in _said(mention, kind=kind, address=address, years=years, days=days):
        key = _hashed(*part)
        found[key] = found.get(key, NOTHING) | tells
    return found


def own_and_kin(mention: Mention, *, kind: NameKind) -> tuple[tuple[Heard, ...], tuple[Heard, ...]]:
    """The words of a mention's own name and of the father's, as they are heard."""
    name = read_name(mention.name, kind=kind)
    own = _words(name, (Part.OWN, Part.ALIAS))
    kin = _words(name, (Part.KIN,)) + _words(read_name(mention.father_name), (Part.OWN,))
    return own[:_MOST_OWN], tuple(dict.fromkeys(kin))[:_MOST_KIN]


def _said(
    mention: Mention, *, kind: NameKind, address: str, years: Told, days: Told
) -> Iterator[tuple[Parts, Shared]]:
    own, kin = own_and_kin(mention, kind=kind)
    for one in mention.identifiers:
        yield _number_parts(one), NUMBER
    yield from _name_parts(own, kin, years)
    yield from _day_parts(own, days)
    if address:
        yield from _place_parts(address)


def _number_parts(one: Identifier) -> Parts:
    return ("number", one.kind.value, one.canonical)


def _name_parts(
    own: tuple[Heard, ...], kin: tuple[Heard, ...], years: Told
) -> Iterator[tuple[Parts, Shared]]:
    if len(own) == 1:
        yield from _one_word(own[0], kin, years)
    yield from _two_words(own, kin, years)
    if len(own) >= _PAIR:
        # The first two are the name without Khan and Malik, where it has two such words.
        closely = sorted((own[0].fine, own[1].fine))
        for year, told in years:
            yield ("words closely and year", *closely, year), same(0) | same(1) | told
        yield from _halves(own, 0, 1, years)
        yield from _halves(own, 1, 0, years)
    for i, j in product(range(len(own)), range(len(kin))):
        both = alike(i) | of_kin(j)
        for year, told in years:
            yield ("kin and year", own[i].like, kin[j].like, year), both | told


def _two_words(
    own: tuple[Heard, ...], kin: tuple[Heard, ...], years: Told
) -> Iterator[tuple[Parts, Shared]]:
    for i, j in combinations(range(len(own)), _PAIR):
        one, other = own[i], own[j]
        yield ("words", *sorted((one.fine, other.fine))), same(i) | same(j)
        like = sorted((one.like, other.like))
        both = alike(i) | alike(j)
        for father in kin[:1]:
            yield ("words of kin", *like, father.like), both | of_kin(0)
        for year, told in years:
            yield ("words and year", *like, year), both | told


def _one_word(word: Heard, kin: tuple[Heard, ...], years: Told) -> Iterator[tuple[Parts, Shared]]:
    yield ("word", word.fine), same(0)
    for year, told in years:
        yield ("word and year", word.fine, year), same(0) | told
    for j, father in enumerate(kin):
        yield ("word of kin", word.like, father.like), alike(0) | of_kin(j)


def _halves(
    own: tuple[Heard, ...], whole: int, broken: int, years: Told
) -> Iterator[tuple[Parts, Shared]]:
    """One word whole, of the other its first or last sound: a slip spares one of the two."""
    like, rest = own[whole].like, own[broken].like
    for year, told in years:
        tells = alike(whole) | told
        yield ("first sound", like, rest[:1], year), tells | begins(broken)
        yield ("last sound", like, rest[-1:], year), tells | ends(broken)


def _day_parts(own: tuple[Heard, ...], days: Told) -> Iterator[tuple[Parts, Shared]]:
    """A word and the day of birth: a date leaves one or two of all who bear a common name."""
    for (i, word), (day, told) in product(enumerate(own[:_PAIR]), days):
        yield ("word and day", word.like, day), alike(i) | told


def _place_parts(address: str) -> Iterator[tuple[Parts, Shared]]:
    words = sorted(place_words(address))[:_MOST_PLACE]
    if len(words) == 1:
        yield ("place", words[0]), place(0)
    for i, j in combinations(range(len(words)), _PAIR):
        yield ("place", words[i], words[j]), place(i) | place(j)


def _words(name: Name, parts: Iterable[Part]) -> tuple[Heard, ...]:
    wanted = tuple(parts)
    said = [
        word
        for word in name.words
        if word.part in wanted and word.role not in (Role.TITLE, Role.LEGAL, Role.INITIAL)
    ]
    # Clerks add and drop Malik, Syed and Khan, and Muhammad more than any: what is left of the
    # name stands first.
    firm = [word for word in said if word.role is not Role.SOFT]
    soft = [word for word in said if word.role is Role.SOFT]
    spoken = (_heard(*one) for one in (*_joined(firm), *_joined(soft)))
    once = {(one.fine, one.like): one for one in spoken}
    return tuple(sorted(once.values(), key=lambda one: one.fine == _MUHAMMAD))


def _joined(words: Iterable[Word]) -> list[tuple[str, float]]:
    spelled: list[tuple[str, float]] = []
    # A passport's first line has the last word first: Ullah Saif.
    turned = ""
    for word in words:
        if word.text in _ENDINGS and spelled:
            spelled[-1] = spelled[-1][0] + word.text, spelled[-1][1]
        elif word.text in _ENDINGS:
            turned = word.text
        else:
            spelled.append((word.text + turned, word.tells))
            turned = ""
    return spelled or [(turned, 1.0)] * bool(turned)


@lru_cache(maxsize=65536)
def _heard(word: str, tells: float) -> Heard:
    # Majid is written Madjid too.
    fine = _SERVANT.sub("abd", sound(word)).replace("dj", "j")
    if fine == _MUHAMMAD or word in _SHORT_FOR_MUHAMMAD:
        return Heard(_MUHAMMAD, _MUHAMMAD, _TELLS_MUHAMMAD)
    like = ""
    for one in fine.translate(_ALIKE):
        if like[-1:] != one or one.isdigit():
            like += one
    return Heard(fine or word, like or fine[:1] or word, tells)


@lru_cache(maxsize=262144)
def _hashed(*parts: str) -> int:
    """A signed number of 64 bits, the same in every process and on every machine."""
    digest = hashlib.blake2b("\x1f".join(parts).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)
