"""The way from a question to the mentions that answer it; says nothing of who may see them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from markaz.records.subject import SubjectKind
from markaz.store.subjects import lookup
from markaz.store.subjects.lookup import Held
from markaz.subjects.identifiers.identifier import Identifier, IdentifierKind
from markaz.subjects.identifiers.reading import read
from markaz.subjects.lookup.asked import Asked
from markaz.subjects.lookup.keys import asked_keys
from markaz.subjects.lookup.ranking import (
    A_SLIP,
    MOST_ANSWERED,
    MOST_IN_BUCKET,
    Candidate,
    Found,
    Near,
    nearest,
    rank,
)
from markaz.subjects.lookup.sharing import NOTHING, Shared
from markaz.subjects.mentions.mention import Birth, Mention
from markaz.subjects.names.words import NameKind


@dataclass(frozen=True, slots=True)
class LookedUp:
    """The candidates, surest first, what is kept of them, and how near others may be.

    `left` is how much somebody shares with the question who was found and not compared.
    """

    candidates: tuple[Candidate, ...]
    held: Mapping[int, Held]
    near: Near
    left: float

    def narrow(self, told: Collection[Candidate]) -> bool:
        """Whether, these being shown, somebody as near may have been left out.

        Only entries that are shown play a part, so that nothing of another shows from this.
        """
        if len(told) >= MOST_ANSWERED:
            return True
        if not told:
            return self.near.skipped > 0 or self.left >= self.near.meant
        nearest = max(self.near.shared[one.entry] for one in told)
        return max(self.near.skipped, self.left) >= nearest - A_SLIP


def look_up(asked: Asked) -> LookedUp:
    """Ask the table; the same statements run whatever it holds."""
    keys = _keys(asked)
    near = nearest(asked, Found(*lookup.find(keys, most=MOST_IN_BUCKET), keys))
    held = lookup.fetch(near.shared)
    mentions = {entry: as_mention(one, on=one.occurred) for entry, one in held.items()}
    addresses = {entry: one.address for entry, one in held.items()}
    ranked = rank(asked, mentions, near=near, addresses=addresses)
    return LookedUp(ranked.candidates, held, near, ranked.left)


def _keys(asked: Asked) -> dict[int, Shared]:
    keys: dict[int, Shared] = {}
    for kind in asked.name_kinds:
        told = asked_keys(asked.mention, kind=kind, address=asked.address)
        keys |= {key: keys.get(key, NOTHING) | tells for key, tells in told.items()}
    return keys


def as_mention(held: Held, *, on: date | None) -> Mention:
    """A kept mention made ready to be compared; an age counts from the day of the event."""
    return Mention(
        name=held.name,
        father_name=held.father_name,
        birth=_birth(held, on=on or held.reported),
        sex="" if held.sex == "unknown" else held.sex,
        district=held.district,
        identifiers=numbers_of(held),
        name_kind=(
            NameKind.ORGANISATION
            if held.kind == SubjectKind.ORGANISATION.value
            else NameKind.PERSON
        ),
    )


def numbers_of(held: Held) -> tuple[Identifier, ...]:
    """The numbers of a mention: of a list as they were read, of a report read from its words."""
    listed = [
        Identifier(IdentifierKind(kind), canonical, written)
        for kind, canonical, written in held.numbers
    ]
    return (*listed, *written_numbers(held.document, held.phone, held.means))


def written_numbers(document: str, phone: str, means: str) -> tuple[Identifier, ...]:
    """The numbers that the words of a report's person or means can be read as."""
    found = [read(document)] if document else []
    found += [read(phone, kind=IdentifierKind.PHONE)] if phone else []
    found += [read(means, kind=IdentifierKind.PLATE)] if means else []
    return tuple(one for one in found if isinstance(one, Identifier))


def stated_birth(day: date | None, first: int | None, last: int | None) -> Birth | None:
    """When somebody was born: the day where one is stated, else the years."""
    if day:
        return Birth.on(day)
    return Birth(first, last) if first is not None and last is not None else None


def _birth(held: Held, *, on: date | None) -> Birth | None:
    stated = stated_birth(held.birth_day, held.birth_first, held.birth_last)
    if stated or held.age is None or not on:
        return stated
    return Birth.aged(held.age, on=on)
