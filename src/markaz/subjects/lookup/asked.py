"""What somebody asks for: a name, a number or a place, told apart by how it is written."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from markaz.records.errors import Bilingual, InvalidValueError
from markaz.subjects.identifiers.identifier import Doubt, Identifier, IdentifierKind
from markaz.subjects.identifiers.reading import read
from markaz.subjects.mentions.mention import Birth, Mention
from markaz.subjects.names.words import NameKind, Role, read_name

# What officers call a number, and what it can be read as.
NUMBERS: Mapping[str, tuple[IdentifierKind, ...]] = {
    "phone": (IdentifierKind.PHONE,),
    "plate": (IdentifierKind.PLATE,),
    "document": (IdentifierKind.NATIONAL, IdentifierKind.PASSPORT),
    "account": (IdentifierKind.IBAN, IdentifierKind.ACCOUNT),
    "imei": (IdentifierKind.IMEI,),
}
_SMALL_WORDS = frozenset(("the", "and", "of"))
_FEWEST_LETTERS = 2
_FIRST_YEAR, _LAST_YEAR, _YEAR = 1880, 2100, 4


@dataclass(frozen=True, slots=True)
class Asked:
    """A question to the look-up: a mention as far as the asker knows it, and perhaps a place."""

    mention: Mention
    address: str = ""

    @property
    def name_kinds(self) -> tuple[NameKind, ...]:
        """As whose name it is looked for: a person's, and a company's where its words say so.

        Never as a company's alone, since some legal forms are initials or names elsewhere.
        """
        read = read_name(self.mention.name, kind=NameKind.ORGANISATION)
        company = any(
            word.role is Role.LEGAL and word.code not in _SMALL_WORDS for word in read.words
        )
        return (NameKind.PERSON, NameKind.ORGANISATION) if company else (NameKind.PERSON,)

    @property
    def kinds(self) -> tuple[str, ...]:
        """What is asked by, in a fixed order: the kinds of its numbers, name, place."""
        found = [one.kind.value for one in self.mention.identifiers]
        found += ["name"] if self.mention.name else []
        return tuple(found + (["place"] if self.address else []))

    @property
    def canonical(self) -> str:
        """The question as one text, so that the same question is known again by its hash."""
        one = self.mention
        numbers = [f"{number.kind}={number.canonical}" for number in one.identifiers]
        words = " ".join(word.text for word in read_name(one.name).words)
        return "|".join((*numbers, words, " ".join(self.address.casefold().split())))


def question(
    *,
    name: str = "",
    father: str = "",
    born: str = "",
    numbers: Mapping[str, str] | None = None,
    place: str = "",
) -> Asked:
    """A question put together from stated fields; `numbers` by phone, plate, document, account.

    Raises:
        InvalidValueError: a number cannot be what it is said to be, or no birth is told.
    """
    read_ones = tuple(_number(what, said) for what, said in (numbers or {}).items() if said.strip())
    written = " ".join(name.split())
    mention = Mention(written, " ".join(father.split()), read_birth(born), identifiers=read_ones)
    return Asked(mention, address=" ".join(place.split()))


def read_birth(written: str) -> Birth | None:
    """When somebody was born, from a year of four digits or a day as 1980-03-27; None of nothing.

    Raises:
        InvalidValueError: it is neither.
    """
    told = written.strip()
    if not told:
        return None
    try:
        # The first of January stands for a year whose day is not known.
        found = Birth.on(date.fromisoformat(f"{told}-01-01" if len(told) == _YEAR else told))
    except ValueError:
        found = None
    if found is None or not _FIRST_YEAR <= found.first_year <= _LAST_YEAR:
        raise InvalidValueError(
            "{written!r} is no date of birth: write the year, or the day as 1980-03-27.",
            written=written,
        )
    return found


def _number(what: str, said: str) -> Identifier:
    found = [read(said, kind=kind) for kind in NUMBERS[what]]
    known = next((one for one in found if isinstance(one, Identifier)), None)
    if known is None:
        doubt = next(one for one in found if isinstance(one, Doubt))
        raise InvalidValueError(
            "{said!r} is no {what}: {reason}.",
            said=said,
            what=what,
            reason=Bilingual(doubt.reason_en, doubt.reason_ur),
        )
    return known


def understand(text: str) -> Asked | None:
    """A number where the text reads as one, else a name; None where it is neither.

    A text that may be two kinds of number is asked for as both.
    """
    written = " ".join(text.split())
    kinds = [kind for kind in IdentifierKind if kind is not IdentifierKind.ACCOUNT]
    found = [read(written, kind=kind) for kind in kinds]
    # Any row of digits may be an account's: it is one only where it is nothing else.
    if not any(isinstance(one, Identifier) for one in found):
        found = [read(written, kind=IdentifierKind.ACCOUNT)]
    numbers = tuple(one for one in found if isinstance(one, Identifier))
    if numbers:
        return Asked(Mention("", identifiers=numbers))
    named = Asked(Mention(written))
    return named if name_told(named) else None


def name_told(asked: Asked) -> bool:
    """Whether the name has letters enough to be one."""
    words = read_name(asked.mention.name).words
    letters = sum(len(word.text) for word in words if not word.text.isdigit())
    return letters >= _FEWEST_LETTERS
