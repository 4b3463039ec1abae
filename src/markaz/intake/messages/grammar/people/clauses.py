"""Which verb says what became of a person or a vehicle: "the driver, a Pathan, was arrested"."""

from collections.abc import Sequence

from markaz.data.folding import fold
from markaz.intake.messages.grammar.items import Item
from markaz.intake.messages.grammar.people.refusing import refused

_FURTHEST, _APPOSITION, _NAMES, _BEFORE = 24, 20, 5, 5
_AUXILIARY_WORDS = """was were is are be been being has have had got also later both all
subsequently hua hue huay hui hai hain gaya gaye gayi gai bhi"""
AUXILIARY = frozenset(_AUXILIARY_WORDS.split())
# What comes after these is said of somebody else.
_TURNS = frozenset(map(fold, ("but", "while", "whose", "whereas", "جبکہ", "لیکن", "مگر", "تاہم")))
_OBLIQUE = frozenset(map(fold, ("کو", "ko")))
# After these the noun before them did something, held something or was somewhere.
_POSTPOSITIONS = frozenset(
    map(
        fold,
        ["نے", "سے", "کے", "میں", "کا", "کی", "پر", "ne", "se", "ke", "mein", "ka", "ki", "par"],
    )
)
_ON_THE_SPOT = frozenset(map(fold, ("موقع", "moqay", "mauqe", "moqa")))
_OPENS_OBJECT = frozenset(("the", "his", "her", "its", "their", "this", "that", "said", "of"))
_BEFORE_NOUN = _OPENS_OBJECT - {"of"}
_OF_WHOM = frozenset(("of", "by"))
_ALONG = frozenset(("along", "together"))
_AWAY = _ALONG | {"away", "too", "with"}
_QUOTES = frozenset("/-–\"'*’‘")


def befell(chunk: Sequence[Item], at: int, *roles: str) -> bool:
    """Whether a verb of the roles says of a noun what became of it."""
    return (
        _undergoes(chunk, at, roles) or _is_object(chunk, at, roles) or _in_urdu(chunk, at, roles)
    )


def _undergoes(chunk: Sequence[Item], at: int, roles: tuple[str, ...]) -> bool:
    """Whether the verb after a noun is of it: "driver held", "the driver, Ali, was arrested"."""
    place, joined = at + 1, False
    if is_compound(chunk, at):
        return False
    while place < min(at + _FURTHEST, len(chunk)):
        one = chunk[place]
        if one.has(*roles):
            return _is_passive(chunk, at, place) and not refused(chunk, place)
        following = _past_aside(chunk, place, roles)
        another = one.has("person", "woman") and not joined and not _of_another(chunk, place)
        if following is None or another or _turns(chunk, place, "harm", "said", "stopped"):
            return False
        beside = one.has("filler", "article", "his") or one.value is not None
        joined = one.has("and") or (joined and beside)
        place = following
    return False


def _turns(chunk: Sequence[Item], place: int, *roles: str) -> bool:
    """Whether what comes next may be said of somebody else."""
    one = chunk[place]
    if one.has("and") and (_is_unknown(chunk, place + 1) or _is_bare(chunk, place + 1)):
        return True
    return one.has(*roles) or one.key in _TURNS


def _is_bare(chunk: Sequence[Item], at: int) -> bool:
    """Whether a number has a verb of its own: "nine growers and four were arrested"."""
    return len(chunk) > at + 1 and chunk[at].value is not None and chunk[at + 1].key in AUXILIARY


def is_compound(chunk: Sequence[Item], at: int) -> bool:
    """Whether the noun only says whose network or bag is meant: "smuggler gang", "driver's bag"."""
    after = chunk[at + 1] if at + 1 < len(chunk) else None
    if after is None or after.kinds or after.is_mark or after.value is not None:
        return after is not None and after.key in ("'", "’") and after.tight
    plain = after.key.isascii() and not after.capital
    return plain and after.key not in AUXILIARY and after.key in _GROUPS


_GROUP_WORDS = "gang gangs network networks ring rings group groups cell cells syndicate cartel"
_HOUSE_WORDS = "den dens house seat cabin side company firm service office agency outlet hub shop"
_GROUPS = frozenset((*_GROUP_WORDS.split(), "s", *_HOUSE_WORDS.split()))


def _past_aside(chunk: Sequence[Item], place: int, roles: tuple[str, ...]) -> int | None:
    """The item after this one, or after what is only said beside it; None where a clause ends."""
    one = chunk[place]
    if one.key == "(":
        closing = (at for at in range(place, min(place + 16, len(chunk))) if chunk[at].key == ")")
        return next(closing, place) + 1
    if one.key in (",", "،"):
        return _past_apposition(chunk, place, roles)
    if one.key == "\n":
        return place + 1 if _goes_on(chunk, place + 1, roles) else None
    return None if one.is_mark and one.key not in _QUOTES else place + 1


def _past_apposition(chunk: Sequence[Item], comma: int, roles: tuple[str, ...]) -> int | None:
    """Beyond "the driver, Ali, a resident of Quetta," where a verb follows."""
    for place in range(comma, min(comma + _APPOSITION, len(chunk))):
        one = chunk[place]
        if one.key in (",", "،"):
            if _goes_on(chunk, place + 1, roles):
                return place + 1
        elif one.has("harm", "arrest", "seize") or (one.is_mark and one.key not in _QUOTES):
            return None
    return None


def _goes_on(chunk: Sequence[Item], place: int, roles: tuple[str, ...]) -> bool:
    if place + 1 < len(chunk) and chunk[place].key in ("who", "which", "that"):
        place += 1
    return place < len(chunk) and (chunk[place].has(*roles) or chunk[place].key in AUXILIARY)


def _is_unknown(chunk: Sequence[Item], at: int) -> bool:
    """Whether somebody may be told of whom no table knows: "the driver and his nephew"."""
    while at < len(chunk) and (
        chunk[at].has("article", "filler", "his") or chunk[at].key in _BEFORE_NOUN
    ):
        at += 1
    one = chunk[at] if at < len(chunk) else None
    if one is None or one.kinds or one.is_mark or one.value is not None or one.amount:
        return False
    return one.key not in AUXILIARY and not one.key.endswith(("ed", "ing", "ly"))


def _of_another(chunk: Sequence[Item], place: int) -> bool:
    """Whether a noun only says whose the one before is, or who used it: "son of the owner"."""
    return any(one.key in _OF_WHOM for one in chunk[max(0, place - 2) : place])


def _is_passive(chunk: Sequence[Item], noun: int, verb: int) -> bool:
    """Whether the verb is suffered: after an auxiliary, a name or the noun, and without object."""
    after = chunk[verb + 1] if verb + 1 < len(chunk) else None
    if "taken" in chunk[verb].kinds:
        # "Conductor taken." and "veh taken", but not "a truck taken to the workshop".
        ends = after is None or after.is_mark or after.has("and") or after.key in _AWAY
        return verb - 1 == noun and ends
    auxiliaries = [*chunk[max(noun + 1, verb - 3) : verb], *chunk[verb + 1 : verb + 2]]
    if any(one.key in AUXILIARY for one in auxiliaries):
        return True
    before = chunk[verb - 1]
    told = verb - 1 == noun or before.is_mark or bool(before.kinds) or before.capital
    told = told or before.value is not None
    told = told and not before.has("and", "seize")
    return told and not (after is not None and _opens_object(after))


def _opens_object(one: Item) -> bool:
    if one.amount is not None or one.value is not None or one.key in _OPENS_OBJECT:
        return True
    return one.has("article", "person", "woman", "substance", "drugs", "demonym")


def _is_object(chunk: Sequence[Item], at: int, roles: tuple[str, ...]) -> bool:
    """Whether the noun stands right after its verb: "arrested the driver", "seizure of the car".

    So it does in "Arrested: driver" and in "handed over to police along with his motorcycle".
    """
    far, place = at - _BEFORE, at - 1
    while place >= max(0, far):
        one = chunk[place]
        if one.has(*roles) and "his" not in one.kinds:
            return not _suffered(chunk, place, at) and not refused(chunk, place)
        beside = (
            one.has("article", "demonym", "filler", "his", "agency", "company")
            or one.value is not None
        )
        beside = beside or one.key in _BEFORE_NOUN
        headed = one.key == ":" and place + 1 == at
        if one.key in _ALONG and one.has("and"):
            far = place - _BEFORE
        elif not headed and (one.is_mark or not (beside or far < at - _BEFORE)):
            return False
        place -= 1
    return False


def _suffered(chunk: Sequence[Item], verb: int, noun: int) -> bool:
    """Whether a verb closes another clause: "was arrested. ...", "گرفتار"."""
    describes = verb + 1 == noun and "seize" not in chunk[verb].kinds
    return not (chunk[verb].key.isascii() or describes) or chunk[verb].has("absent")


def _in_urdu(chunk: Sequence[Item], at: int, roles: tuple[str, ...]) -> bool:
    """Whether "کو" marks the noun as whom the verb is of, or the verb follows it at once."""
    if chunk[at].key.isascii() and not _marked_soon(chunk, at):
        return False
    marked, names = chunk[at].has("pronoun") and not chunk[at].key.isascii(), 0
    for place in range(at + 1, min(at + _FURTHEST, len(chunk))):
        one = chunk[place]
        if one.has(*roles):
            return not refused(chunk, place)
        if one.key in _OBLIQUE:
            marked = True
        elif marked:
            names = 0
        elif not one.has("resident", "demonym"):
            spot = chunk[place - 1].key in _ON_THE_SPOT
            names += 1 if spot or one.key not in _POSTPOSITIONS else _NAMES
        ends = one.is_mark and one.key not in _QUOTES
        others = () if marked else ("and",)
        if ends or names > _NAMES or _ends_urdu(chunk, place, others):
            return False
    return False


def _ends_urdu(chunk: Sequence[Item], place: int, others: tuple[str, ...]) -> bool:
    one = chunk[place]
    unknown = one.has(*others) and _is_unknown(chunk, place + 1)
    return unknown or one.has("person", "woman", "harm") or one.key in _TURNS


def _marked_soon(chunk: Sequence[Item], at: int) -> bool:
    """Whether Urdu in Latin letters marks a noun: "driver ko giraftar kiya"."""
    return any(one.key in _OBLIQUE for one in chunk[at + 1 : at + _NAMES])
