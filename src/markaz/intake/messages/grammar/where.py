"""Where it happened, who acted, where it was bound for and how it was hidden."""

from collections.abc import Iterator, Sequence

from markaz.data.airports import AIRPORTS
from markaz.data.folding import fold
from markaz.intake.messages.grammar.chunks import quoted
from markaz.intake.messages.grammar.items import Item

_NEAR = 4
_HERE = "PK"
_FURTHEST_PREPOSITION = 7
_FURTHEST_HOLDING = 12
_AFTER_LABEL = frozenset((":", "hq", "the"))
_ADDRESSES = frozenset(("to", "info", "attn"))
# Goods and their packing say less than what they are, or than the parcel they are sent in.
_LOOSE = frozenset(("CARGO-GOODS", "CARGO-PACKAGING", "OTHER"))
_URDU_INSIDE = frozenset(map(fold, ("سے", "میں", "کے")))


def agencies(chunk: Sequence[Item]) -> Iterator[tuple[str, Item]]:
    """The agencies that acted, without who only tells of it, or to whom it was handed over."""
    for at, one in enumerate(chunk):
        before = at - 1
        while before >= 0 and chunk[before].key in _AFTER_LABEL:
            before -= 1
        addressed = before >= 0 and chunk[before].key in _ADDRESSES
        if one.has("agency") and not addressed and not quoted(chunk, at):
            yield one.kinds["agency"], one


def places(chunk: Sequence[Item]) -> Iterator[tuple[str, Item]]:
    """The places at home where it happened, without those that persons hail from.

    Where none is told, the district whose police acted: "Lahore police", "لاہور پولیس".
    """
    found = [
        (one.kinds["place"], one)
        for at, one in enumerate(chunk)
        if one.has("place") and not one.has("agency") and not _hails(chunk, at)
    ]
    homes = [(one.kinds["home"], one) for one in chunk if one.has("home")]
    yield from found or homes


def airport(chunk: Sequence[Item]) -> tuple[str, tuple[Item, ...]] | None:
    """The airport, by its own name or as the airport of a city."""
    for at, one in enumerate(chunk):
        if one.has("airport") and AIRPORTS[one.kinds["airport"]].country == _HERE:
            return one.kinds["airport"], (one,)
        if one.has("airport_word"):
            for near in chunk[max(0, at - 2) : at + 3]:
                code = _airport_of(near)
                if code:
                    return code, (near, one)
    return None


def _airport_of(place: Item) -> str | None:
    if not place.has("place"):
        return None
    town = place.kinds["place"].rpartition("-")[2]
    ports = [port.iata for port in AIRPORTS.values() if port.country == _HERE]
    named = [code for code in ports if fold(AIRPORTS[code].city) == fold(town)]
    return named[0] if len(named) == 1 else None


def _hails(chunk: Sequence[Item], at: int) -> bool:
    before = any(one.has("resident") for one in chunk[max(0, at - 2) : at])
    return before or any(one.has("resident") for one in chunk[at + 1 : at + 3])


def destination(chunk: Sequence[Item]) -> tuple[str, tuple[Item, ...]] | None:
    """The country that the drugs were bound for."""
    for at, one in enumerate(chunk):
        code = one.kinds.get("country", _HERE)
        if code == _HERE or one.has("agency"):
            continue
        place = at - 1
        while place > 0 and chunk[place].key == "the":
            place -= 1
        before = at and chunk[place].has("destination")
        after = not one.key.isascii() and any(
            near.has("destination") for near in chunk[at + 1 : at + _NEAR]
        )
        after = after or any(near.key == "bound" for near in chunk[at + 1 : at + 3])
        if before or after:
            return code, (one,)
    return None


def origin(chunk: Sequence[Item]) -> tuple[str, tuple[Item, ...]] | None:
    """The country that the drugs or the traveller came from."""
    for at, one in enumerate(chunk):
        code = one.kinds.get("country", _HERE)
        if code == _HERE or one.has("agency"):
            continue
        before = at and chunk[at - 1].has("origin")
        after = at + 1 < len(chunk) and chunk[at + 1].has("origin") and not one.key.isascii()
        if before or after:
            return code, (one,)
    return None


def concealment(chunk: Sequence[Item], text: str) -> tuple[str, tuple[Item, ...]] | None:
    """The way of hiding, where the chunk says that drugs were hidden or found in something."""
    found = [(one.kinds["hiding"], one) for one in _hiding(chunk, text)]
    if not found:
        return None
    code, item = next((one for one in found if one[0] not in _LOOSE), found[0])
    # "The secret cavities of a vehicle" say more than the vehicle.
    finer = [(other, part) for other, part in found if other.startswith(f"{code}-")]
    code, item = finer[0] if finer else (code, item)
    return code, (item,)


def _hiding(chunk: Sequence[Item], text: str) -> Iterator[Item]:
    hidden = any(one.has("conceal") for one in chunk)
    for at, one in enumerate(chunk):
        if not one.has("hiding") or one.has("agency") or one.amount is not None:
            continue
        said = _inside(chunk, at, text) or _holds(chunk, at)
        if said or (hidden and not one.has("vehicle", "unit")):
            yield one


def _holds(chunk: Sequence[Item], at: int) -> bool:
    """Whether it is said to hold something: "a parcel at Karachi containing 460 grams"."""
    for one in chunk[at + 1 : at + _FURTHEST_HOLDING]:
        if one.has("holds"):
            return True
        if one.is_mark or one.has("and", "drugs", "substance", "hiding"):
            return False
    return False


def _inside(chunk: Sequence[Item], at: int, text: str) -> bool:
    after = chunk[at + 1].key if at + 1 < len(chunk) else ""
    if not chunk[at].key.isascii():
        own = text[chunk[at].start : chunk[at].end].split()[-1]
        return after in _URDU_INSIDE or own in _URDU_INSIDE
    plain = 0
    for one in reversed(chunk[max(0, at - _FURTHEST_PREPOSITION) : at]):
        if one.has("inside") and one.key not in ("of", "into"):
            return True
        if one.is_mark or one.has("and", "drugs", "seize", "person") or one.value is not None:
            return False
        plain += not one.has("article", "filler", "demonym", "vehicle", "hiding")
        if plain > 1:
            return False
    return False


def flights(chunk: Sequence[Item], text: str) -> Iterator[tuple[str, tuple[Item, ...]]]:
    """Flights by their designators: "flight No SV 705", "فلائٹ نمبر GF 785"."""
    for at, one in enumerate(chunk):
        if "code" not in one.kinds or at < 1:
            continue
        carrier = chunk[at - 1] if chunk[at - 1].key != "-" else chunk[at - 2]
        letters = text[carrier.start : carrier.end]
        near = chunk[max(0, at - _NEAR - 1) : at]
        if (
            letters.isascii()
            and letters.isupper()
            and len(letters) == len("PK")
            and any(part.has("flight") for part in near)
        ):
            yield f"{letters} {one.key}", (carrier, one)
