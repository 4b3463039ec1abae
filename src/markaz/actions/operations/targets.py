"""The target of an operation: numbers and persons as they are typed, and who else is after them.

Two operations of two agencies that name the same number, or a person who may be the same, are told
to each other as two that come too near each other are: whom to ring, and nothing of what is shared
until both consent.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from markaz.actions.operations import desk_rules
from markaz.records.errors import Bilingual, InvalidValueError
from markaz.records.operations.operation import OperationKey
from markaz.records.operations.target import NAME, Target
from markaz.store.models import OperationRow
from markaz.store.operations import targets
from markaz.subjects.identifiers.identifier import Doubt, Identifier, IdentifierKind
from markaz.subjects.identifiers.reading import read
from markaz.subjects.lookup.keys import asked_keys, number_key, stored_keys
from markaz.subjects.mentions.comparing import compare
from markaz.subjects.mentions.mention import Birth, Mention
from markaz.subjects.names.words import NameKind, Part, read_name

MOST = 20
# So many of those who share the most keys with a name are compared word by word.
_MOST_COMPARED = 50
_LONGEST_NAME = 160
_KINDS = {kind.value: kind for kind in IdentifierKind}
_PARTED, _BETWEEN = re.compile("[,،]"), "|"
_YEAR = re.compile(r"(?:19|20)\d\d")


def read_targets(typed: Iterable[str]) -> tuple[Target, ...]:
    """The targets of typed lines; what it is stands before it where it needs that, as in name:.

    Raises:
        InvalidValueError: a line is no target, may be two things, or there are too many.
    """
    lines = [line.strip() for line in typed if line.strip()]
    if len(lines) > MOST:
        raise InvalidValueError(
            "Name {most} numbers and persons or fewer as targets of one operation.", most=MOST
        )
    return tuple(dict.fromkeys(map(_target, lines)))


def shared(row: OperationRow) -> dict[OperationKey, tuple[Target, ...]]:
    """The live operations that are after what this one is after, and by what they name it.

    Of a person both names are given, this operation's and the other's.
    """
    found: Mapping[int, set[Target]] = defaultdict(set)
    for ours in map(targets.target_of, targets.of(row.number)):
        for number, theirs in targets.near(row.number, _asked(ours), most=_MOST_COMPARED):
            if _same(ours, theirs):
                found[number].update((ours, theirs))
    return targets.live(row, found, own_agency=desk_rules.in_force().own_agency)


def typed(row: OperationRow) -> str:
    """The targets of an operation as lines to be amended."""
    return "\n".join(f"{one.kind}: {one.written}" for one in targets.of(row.number))


def _target(line: str) -> Target:
    word, colon, rest = line.partition(":")
    what = word.strip().lower() if colon else ""
    if what == NAME:
        return _named(rest)
    kind = _KINDS.get(what)
    found = read(rest if kind else line, kind=kind)
    if isinstance(found, Doubt):
        raise InvalidValueError(
            "Target {line!r}: {reason}. Write the kind before it, as in phone:,"
            " or leave it out (kinds: {kinds}).",
            line=line[:60],
            reason=Bilingual(found.reason_en, found.reason_ur),
            kinds=", ".join((*_KINDS, NAME)),
        )
    keys = frozenset((number_key(found),))
    return Target(found.kind.value, found.canonical, found.written[:64], keys)


def _named(text: str) -> Target:
    """A person: the name, and after commas the father's name, the year of birth or both."""
    written = " ".join(text.split())
    name, *more = (part.strip() for part in _PARTED.split(written))
    year = next((part for part in more if _YEAR.fullmatch(part)), "")
    stated = [part for part in more if part and part != year]
    kin = (word.text for word in read_name(name).words if word.part is Part.KIN)
    father = stated[0] if stated else " ".join(kin)
    # Two men of one name are no conflict: a name alone would ring the watch desk for nothing.
    if not name or not (father or year) or len(stated) > 1 or len(written) > _LONGEST_NAME:
        raise InvalidValueError(
            "Name a person with the father's name or the year of birth, as in"
            " name: Anwar Gul, Basit Gul, 1980."
        )
    canonical = _BETWEEN.join(part.casefold().replace(_BETWEEN, " ") for part in (name, father))
    keys = stored_keys(_mention(f"{canonical}{_BETWEEN}{year}"), kind=NameKind.PERSON)
    return Target(NAME, f"{canonical}{_BETWEEN}{year}", written, keys)


def _mention(canonical: str) -> Mention:
    name, father, year = canonical.split(_BETWEEN)
    return Mention(name, father, Birth(int(year), int(year)) if year else None)


def _asked(one: Target) -> frozenset[int]:
    if one.kind == NAME:
        return frozenset(asked_keys(_mention(one.canonical), kind=NameKind.PERSON))
    number = Identifier(_KINDS[one.kind], one.canonical, one.written)
    return frozenset((number_key(number),))


def _same(ours: Target, theirs: Target) -> bool:
    if NAME not in (ours.kind, theirs.kind):
        return ours == theirs
    both_named = ours.kind == theirs.kind
    return both_named and compare(_mention(ours.canonical), _mention(theirs.canonical)).suggestible
