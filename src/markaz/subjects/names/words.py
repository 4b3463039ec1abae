"""Takes a name apart: what each word is, whose name it belongs to, and how much it tells."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from markaz.data.phones import in_arabic_script, readable
from markaz.data.tables import Row
from markaz.subjects.names.vocabulary import (
    legal_forms,
    longest,
    markers,
    shares,
    titles,
    tribes,
    variants,
)

# Beyond these a text is no name any more; what is cut off is said in the reasons.
MOST_LETTERS, MOST_WORDS = 240, 16


class NameKind(StrEnum):
    """Whose name it is, as the report states it."""

    PERSON = "person"
    ORGANISATION = "organisation"


class Role(StrEnum):
    """What a word of a name is."""

    NAME = "name"
    COMMON = "common"
    TRIBE = "tribe"
    SOFT = "soft"
    TITLE = "title"
    INITIAL = "initial"
    LEGAL = "legal"


class Part(StrEnum):
    """Whose name within the name: the person's own, a parent's or husband's, or another name."""

    OWN = "own"
    KIN = "kin"
    ALIAS = "alias"


# How much a word tells against and for; titles next to nothing, since clerks add and drop them.
_TELLS = {
    Role.NAME: 1.0,
    Role.COMMON: 0.6,
    Role.TRIBE: 0.8,
    Role.SOFT: 0.4,
    Role.TITLE: 0.08,
    Role.INITIAL: 0.5,
    Role.LEGAL: 0.08,
}
_COMMON_FROM = 30.0
# Single letters are left alone: they are initials as often.
_ROMAN = {
    "ii": "2", "iii": "3", "iv": "4", "vi": "6", "vii": "7", "viii": "8", "ix": "9", "xi": "11",
    "xii": "12", "xiii": "13", "xiv": "14",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a name, folded, with what it is and how much it tells."""

    text: str
    role: Role
    part: Part = Part.OWN
    code: str = ""

    @property
    def tells(self) -> float:
        """How much the word counts, an ordinary name word being 1."""
        return _TELLS[self.role]


@dataclass(frozen=True, slots=True)
class Name:
    """A name as written, and its words; `cut` where it was too long to be a name."""

    written: str
    words: tuple[Word, ...]
    cut: bool = False

    @property
    def said(self) -> tuple[Word, ...]:
        """The words of the person's or organisation's own name that tell something."""
        return tuple(
            word
            for word in self.words
            if word.part is Part.OWN and word.role not in (Role.TITLE, Role.LEGAL)
        )


@lru_cache(maxsize=65536)
def read_name(text: str, *, kind: NameKind = NameKind.PERSON) -> Name:
    """Take a name apart; a text without letters gives no words."""
    folded = readable(text[:MOST_LETTERS]).split()
    spelled = _initials_joined(folded) if kind is NameKind.ORGANISATION else folded
    read = _organisation if kind is NameKind.ORGANISATION else _person
    words = tuple(read(spelled[:MOST_WORDS]))
    cut = len(text) > MOST_LETTERS or len(spelled) > MOST_WORDS
    return Name(text, _somebody(words), cut)


def _person(spelled: list[str]) -> Iterator[Word]:
    part = Part.OWN
    at = 0
    while at < len(spelled):
        marker, size = longest(markers(), spelled, at)
        role = marker["role"] if marker and (at or _opens(marker)) else ""
        last = at + size >= len(spelled)
        if role in ("father", "husband", "alias") and not last:
            part = Part.ALIAS if role == "alias" else Part.KIN
            at += size
        elif role in ("servant", "kunya", "kunya_mother") and not last:
            joined, taken = _joined(spelled, at, size, servant=role == "servant")
            yield Word(joined, Role.NAME, part)
            at += taken
        elif role in ("particle", "chain") and not last:
            at += size
        else:
            word, taken = _word(spelled, at, part)
            yield word
            at += taken


def _opens(marker: Row) -> bool:
    """Whether such a marker may be the first word of a name."""
    return marker["role"] in ("servant", "kunya", "kunya_mother") or marker["spelling"] == "al"


def _joined(spelled: list[str], at: int, size: int, *, servant: bool) -> tuple[str, int]:
    """Abdul or Abu with the word that belongs to it; the article between the two is dropped."""
    after = at + size
    marker, more = longest(markers(), spelled, after)
    if marker and marker["role"] == "particle" and after + more < len(spelled):
        after += more
    head = "".join(spelled[at : at + size])
    if servant:
        head = "عبد" if in_arabic_script(head) else "abd"
    return head + spelled[after], after + 1 - at


def _word(spelled: list[str], at: int, part: Part) -> tuple[Word, int]:
    title, size = longest(titles(), spelled, at)
    if title:
        role = Role.TITLE if title["kind"] == "title" else Role.SOFT
        return Word("".join(spelled[at : at + size]), role, part, title["code"]), size
    return _plain(spelled[at], part), 1


@lru_cache(maxsize=65536)
def _plain(text: str, part: Part) -> Word:
    if text in tribes():
        return Word(text, Role.TRIBE, part, tribes()[text])
    if len(text) == 1 and text.isascii() and text.isalpha():
        return Word(text, Role.INITIAL, part)
    codes = variants().get(text, frozenset()) | {text}
    common = max(shares().get(code, 0.0) for code in codes) >= _COMMON_FROM
    return Word(text, Role.COMMON if common else Role.NAME, part, min(codes))


def _organisation(spelled: list[str]) -> Iterator[Word]:
    at = 0
    while at < len(spelled):
        form, size = longest(legal_forms(), spelled, at)
        if form:
            yield Word("".join(spelled[at : at + size]), Role.LEGAL, code=form["code"])
        else:
            yield Word(_ROMAN.get(spelled[at], spelled[at]), Role.NAME)
        at += size or 1


def _initials_joined(spelled: list[str]) -> list[str]:
    """Single letters that stand together are one abbreviation: l l c, a b c."""
    found: list[str] = []
    open_run = False
    for word in spelled:
        single = len(word) == 1 and word.isalpha()
        if single and open_run:
            found[-1] += word
        else:
            found.append(word)
        open_run = single
    return found


def _somebody(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """Where nothing but titles is written, they are the name."""
    plain = (Role.NAME, Role.COMMON, Role.TRIBE)
    if any(word.role in plain and word.part is Part.OWN for word in words):
        return words
    own = [at for at, word in enumerate(words) if word.part is Part.OWN]
    soft = [at for at in own if words[at].role is Role.SOFT]
    # Of Syed Gul Khan the name is Gul Khan: titles stand first.
    raised = soft[-2:] or own
    return tuple(
        replace(word, role=Role.NAME) if at in raised else word for at, word in enumerate(words)
    )
