"""Persons who are counted one beside the other: "30 men and three women", "driver and helper"."""

from collections.abc import Iterator, Sequence, Set
from decimal import Decimal
from typing import NamedTuple

from markaz.data.folding import fold
from markaz.intake.messages.grammar.items import NO_KINDS, Item
from markaz.intake.messages.grammar.people.clauses import befell
from markaz.intake.messages.grammar.people.implied import ONE_OR_MORE, is_foreign, is_numbered

_BETWEEN = 12
# Of "five suspects and two women" nobody knows whether they are seven; of these it is known.
_MEN_WORDS = "men male males gents gentlemen boys brothers sons مرد لڑکے لڑکوں mard larke larkay"
_MEN = frozenset(map(fold, _MEN_WORDS.split()))
_NO_JOINT = frozenset(map(fold, ("while", "whereas", "but", "then", "جبکہ", "تاہم")))
_COMPANION_WORDS = """accomplice accomplices helper helpers companion companions associate
associates aide aides others ساتھی ساتھیوں کارندوں کارندے sathi saathi saathiyon sathiyon"""
# Who is told of beside somebody.
_NO_LEAD = frozenset(("team", "men", "party", "staff", "colleagues"))
COMPANIONS = frozenset(map(fold, _COMPANION_WORDS.split()))
_BESIDE = frozenset(map(fold, ("with", "ہمراہ", "hamrah")))
_WITH = frozenset(map(fold, ("with", "سمیت", "ہمراہ", "samait", "samet")))
_NAMING = frozenset(("alias", "s", "o", "of", "named", "urf", "based", "in"))
_MARKS = frozenset((".", ",", "،", "(", ")", "\n", "-"))


class Term(NamedTuple):
    """Some persons of a phrase: where its words begin and end, and how many they are."""

    first: int
    noun: int
    number: int
    is_woman: bool
    is_foreign: bool


class Group(NamedTuple):
    """Persons told of beside each other; `sure` says that none of them is counted twice.

    `whole` is the count that they were told under, where one stands before them.
    """

    terms: tuple[Term, ...]
    sure: bool
    whole: Term | None = None


def groups(chunk: Sequence[Item], terms: Sequence[Term], meant: Set[int]) -> Iterator[Group]:
    """The phrases of a chunk that tell of persons beside each other, all of them arrested.

    `meant` are the places of the numbers of which the sentence says so already.
    """
    row: list[Term] = []
    for one in terms:
        if row and not _joined(chunk, row[-1], one):
            yield from _group(chunk, row, meant)
            row = []
        row.append(one)
    yield from _group(chunk, row, meant)


def summed(chunk: Sequence[Item], terms: Sequence[Term]) -> Item:
    """The number that some persons of a phrase come to, over all of its words."""
    first, last = chunk[terms[0].first], chunk[terms[-1].noun]
    total = Decimal(sum(one.number for one in terms))
    return Item(NO_KINDS, first.key, first.start, last.end, first.tight, value=total)


def singles(chunk: Sequence[Item]) -> Iterator[Term]:
    """The nouns that are of one person, or of a pair, by themselves."""
    for at, one in enumerate(chunk):
        if not one.kinds:
            continue
        number = one.kinds.get("person") or one.kinds.get("woman")
        number = None if one.key in ONE_OR_MORE else number
        if number is None and "his" in one.kinds and _named_before(chunk, at):
            # "Naveed and his four accomplices": he is one himself.
            number = one.kinds["his"]
        if number and not is_numbered(chunk, at):
            yield Term(at, at, int(number), one.has("woman"), is_foreign(chunk, at))


def _named_before(chunk: Sequence[Item], at: int) -> bool:
    """Whether a name and nobody's calling stands before "and his"."""
    place = at - 2
    if place < 0 or not _joins(chunk[at - 1]) or not chunk[place].capital:
        return False
    while place >= 0 and _is_name(chunk[place]) and not chunk[place].has("place"):
        place -= 1
    return place < at - 2 and not (place >= 0 and chunk[place].has("person", "woman"))


def _group(chunk: Sequence[Item], row: Sequence[Term], meant: Set[int]) -> Iterator[Group]:
    if not _ends_list(chunk, row):
        return
    ends = (row[-1].noun, row[0].noun)
    if not meant & {one.first for one in row} and not any(
        befell(chunk, at, "arrest") for at in ends
    ):
        return
    head, rest = row[0], row[1:]
    told_under = 1 < head.number == sum(one.number for one in rest) and len(rest) > 1
    if told_under and not head.is_foreign and _may_be_women(chunk, head):
        # "Two peddlers, a brother and a sister": the first count is of those told after it.
        yield Group(tuple(rest), sure=True, whole=head)
        return
    mixed = any(one.is_woman for one in row) and any(_may_be_women(chunk, one) for one in row)
    yield Group(tuple(row), sure=not mixed)


def _ends_list(chunk: Sequence[Item], row: Sequence[Term]) -> bool:
    """Whether a row is of several, and its last two are joined by more than a comma."""
    if len(row) < 2:  # noqa: PLR2004 (one person is no group)
        return False
    between = chunk[row[-2].noun + 1 : row[-1].first]
    if any(one.is_woman for one in row) and not any(_may_be_women(chunk, one) for one in row):
        return True
    last = chunk[row[-2].noun].has("his") or chunk[row[-1].noun].key in COMPANIONS
    return last or not between or any(map(_joins, between))


def _may_be_women(chunk: Sequence[Item], one: Term) -> bool:
    return not one.is_woman and one.number > 1 and chunk[one.noun].key not in _MEN


def _joined(chunk: Sequence[Item], one: Term, other: Term) -> bool:
    """Whether two terms stand beside each other, with names and a word that joins between."""
    between = chunk[one.noun + 1 : other.first]
    long = len(between) > _BETWEEN or any(part.key in _NO_JOINT for part in between)
    if long or _overlaps(chunk, one, other):
        return False
    if chunk[one.noun].has("his"):
        return all(map(_leads, between))
    joints = [at for at, part in enumerate(between) if _joins(part)]
    if not between and one.number and chunk[other.first].value is not None:
        # "02 X MALE 01 X FEMALE".
        return one.is_woman != other.is_woman and not _may_be_women(chunk, one)
    if not joints:
        listed = bool(between) and between[0].key in (",", "،")
        return (listed and all(map(_leads, between[1:]))) or _accompanied(chunk, one, other)
    names = all(map(_is_name, between[: joints[0]]))
    return names and all(_leads(part) or _joins(part) for part in between[joints[0] :])


def _overlaps(chunk: Sequence[Item], one: Term, other: Term) -> bool:
    """Whether some persons may be counted in both terms.

    "Five women and three foreigners" may be five, "17 peddlers, three of them women" are 17.
    """
    following = chunk[other.first + 1 : other.first + 2]
    part = bool(following) and following[0].key == "of"
    return part or (one.is_woman and other.is_foreign) or (one.is_foreign and other.is_woman)


def _joins(one: Item) -> bool:
    joins = one.has("and") or one.key in ("+", *_BESIDE)
    return joins and one.key not in _NO_JOINT


def _accompanied(chunk: Sequence[Item], one: Term, other: Term) -> bool:
    """Whether Urdu puts the companions before their word: "ڈیلر دو ساتھیوں سمیت"."""
    after = chunk[other.noun + 1 : other.noun + 3]
    together = any(part.key in _WITH for part in after)
    numbered = len(after) > 1 and after[1].value is not None
    companions = chunk[other.noun].key in COMPANIONS and together and not numbered
    return companions and one.number == 1 and all(map(_is_name, chunk[one.noun + 1 : other.first]))


def _is_name(one: Item) -> bool:
    if one.has("including", "arrest", "person", "woman") or one.value is not None:
        return False
    said = one.has("resident", "place", "demonym", "his", "filler")
    if one.key in _MARKS or one.capital or said or one.key in _NAMING:
        return True
    return not one.kinds and not one.is_mark and not one.key.isascii()


def _leads(one: Item) -> bool:
    plain = not one.kinds and one.value is None and not one.is_mark and one.key not in _NO_LEAD
    return plain or (one.has("article", "filler", "his", "demonym") and not one.has("arrest"))
