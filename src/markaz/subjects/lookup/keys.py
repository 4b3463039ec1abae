"""The keys under which a mention is found again: whole numbers that mean the same everywhere.

A key is made of few parts that tell much together (two words of a name and a year of birth), so
that its bucket stays small; many such keys, each of other parts, outlive a slip in any one of them.
A key names no script: words go in by their consonants (`data/names.py`), as they are heard.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import combinations

from markaz.data.names import sound
from markaz.subjects.identifiers.identifier import Identifier
from markaz.subjects.lookup.places import place_words
from markaz.subjects.mentions.mention import Birth, Mention
from markaz.subjects.names.words import Name, NameKind, Part, Role, Word, read_name

_MOST_OWN, _MOST_KIN, _MOST_PLACE = 4, 2, 6
_PAIR = 2
_UNKNOWN_YEAR = "?"
# Sounds that clerks and scripts exchange; vowels that begin a word are written in too many ways.
_ALIKE = str.maketrans({"z": "d", "g": "k", "c": "s", "p": "b", "f": "b", **dict.fromkeys("wyha")})
# Abdul Qadir, AbdulQadir and عبدالقادر: the article says nothing.
_SERVANT = re.compile(r"^abdl(?=..)")
# Saif Ullah is Saifullah: these are no words of their own.
_ENDINGS = frozenset(("ullah", "allah", "uddin", "اللہ", "الدین", "اللٰہ"))

Heard = tuple[str, str]


def number_key(one: Identifier) -> int:
    """The key of a number as read; there is one for each kind."""
    return _hashed("number", one.kind.value, one.canonical)


def stored_keys(mention: Mention, *, kind: NameKind, address: str = "") -> frozenset[int]:
    """Every key under which a mention is kept."""
    years = _written_year(mention.birth)
    return _all_keys(mention, kind=kind, address=address, years=years)


def asked_keys(mention: Mention, *, kind: NameKind, address: str = "") -> frozenset[int]:
    """Every key under which to look: a year of birth may be off by one or not be kept at all."""
    return _all_keys(mention, kind=kind, address=address, years=_near_years(mention.birth))


def heard(word: str) -> Heard:
    """A folded word as its consonants, and as the same with alike sounds put together."""
    return _heard(word)


def own_and_kin(mention: Mention, *, kind: NameKind) -> tuple[tuple[Heard, ...], tuple[Heard, ...]]:
    """The words of a mention's own name and of the father's, as they are heard."""
    name = read_name(mention.name, kind=kind)
    own = _words(name, (Part.OWN, Part.ALIAS))
    kin = _words(name, (Part.KIN,)) + _words(read_name(mention.father_name), (Part.OWN,))
    return own[:_MOST_OWN], tuple(dict.fromkeys(kin))[:_MOST_KIN]


def _all_keys(
    mention: Mention, *, kind: NameKind, address: str, years: tuple[str, ...]
) -> frozenset[int]:
    own, kin = own_and_kin(mention, kind=kind)
    parts = {
        *(("number", one.kind.value, one.canonical) for one in mention.identifiers),
        *_name_parts(own, kin, years),
        *_place_parts(address),
    }
    return frozenset(_hashed(*part) for part in parts)


def _name_parts(
    own: tuple[Heard, ...], kin: tuple[Heard, ...], years: tuple[str, ...]
) -> Iterator[tuple[str, ...]]:
    if len(own) == 1:
        yield from _one_word(own[0], kin, years)
    for one, other in combinations(own, _PAIR):
        yield ("words", *sorted((one[0], other[0])))
        like = sorted((one[1], other[1]))
        yield from (("words of kin", *like, father[1]) for father in kin[:1])
        yield from (("words and year", *like, year) for year in years)
    if len(own) >= _PAIR:
        # The first two are the name without Khan and Malik, where it has two such words.
        closely = sorted((own[0][0], own[1][0]))
        yield from (("words closely and year", *closely, year) for year in years)
        yield from _halves(own[0], own[1], years)
        yield from _halves(own[1], own[0], years)
    for one in own:
        for father in kin:
            yield from (("kin and year", one[1], father[1], year) for year in years)


def _one_word(
    word: Heard, kin: tuple[Heard, ...], years: tuple[str, ...]
) -> Iterator[tuple[str, ...]]:
    yield ("word", word[0])
    yield from (("word and year", word[0], year) for year in years)
    yield from (("word of kin", word[1], father[1]) for father in kin)


def _halves(whole: Heard, broken: Heard, years: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """One word whole, of the other its first or last sound: a slip spares one of the two."""
    for year in years:
        yield ("first sound", whole[1], broken[1][:1], year)
        yield ("last sound", whole[1], broken[1][-1:], year)


def _place_parts(address: str) -> Iterator[tuple[str, ...]]:
    words = sorted(place_words(address))[:_MOST_PLACE]
    if len(words) == 1:
        yield ("place", words[0])
    yield from (("place", *pair) for pair in combinations(words, _PAIR))


def _words(name: Name, parts: Iterable[Part]) -> tuple[Heard, ...]:
    wanted = tuple(parts)
    said = [
        word
        for word in name.words
        if word.part in wanted and word.role not in (Role.TITLE, Role.LEGAL, Role.INITIAL)
    ]
    # Clerks add and drop Malik, Syed and Khan: what is left of the name stands first.
    firm = [word for word in said if word.role is not Role.SOFT]
    soft = [word for word in said if word.role is Role.SOFT]
    return tuple(dict.fromkeys(map(_heard, (*_joined(firm), *_joined(soft)))))


def _joined(words: Iterable[Word]) -> list[str]:
    spelled: list[str] = []
    for word in words:
        if word.text in _ENDINGS and spelled:
            spelled[-1] += word.text
        else:
            spelled.append(word.text)
    return spelled


@lru_cache(maxsize=65536)
def _heard(word: str) -> Heard:
    # Majid is written Madjid too.
    fine = _SERVANT.sub("abd", sound(word)).replace("dj", "j")
    # Muhammad, Mohd, Md: half of all men bear it, and every clerk shortens it otherwise.
    fine = "md" if fine == "mmd" else fine
    like = ""
    for one in fine.translate(_ALIKE):
        if like[-1:] != one or one.isdigit():
            like += one
    return fine or word, like or fine[:1] or word


def _written_year(birth: Birth | None) -> tuple[str, ...]:
    return (_UNKNOWN_YEAR,) if birth is None else (str((birth.first_year + birth.last_year) // 2),)


def _near_years(birth: Birth | None) -> tuple[str, ...]:
    if birth is None:
        return (_UNKNOWN_YEAR,)
    middle = (birth.first_year + birth.last_year) // 2
    spread = 1 + (birth.last_year - birth.first_year) // 2
    near = range(middle - spread, middle + spread + 1)
    return (_UNKNOWN_YEAR, *(str(year) for year in near))


@lru_cache(maxsize=262144)
def _hashed(*parts: str) -> int:
    """A signed number of 64 bits, the same in every process and on every machine."""
    digest = hashlib.blake2b("\x1f".join(parts).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)
