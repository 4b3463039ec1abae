"""The pieces of a sentence that speak of one region or one event."""

from collections.abc import Iterator, Sequence

from markaz.data.agencies import AGENCIES
from markaz.data.folding import fold
from markaz.data.places import PROVINCES
from markaz.intake.messages.grammar.heads.figures import figures
from markaz.intake.messages.grammar.heads.loci import heading
from markaz.intake.messages.grammar.items import Item, any_has

Chunk = Sequence[Item]
# How far into a sentence its subject may stand: "He informed that ANF Punjab ..."
_OPENING = 9
_SINCE, _DAY = "since", 4
_SINCE_URDU, _UNTIL_URDU = fold("سے"), fold("تک")
_TODAY = frozenset(("today", fold("آج")))
_WHILE = frozenset(("while", "whereas", fold("جبکہ")))
_TURNS = frozenset((";", "؛")) | _TODAY | _WHILE
_THE_FORCE = "force"
_BY_OTHERS = 3
_BY = frozenset(("by", "from"))
# Officials act as well as speak: they only speak where the sentence has them say something.
_WHO_SAYS, _SAYS = "says", 6


def chunks(sentence: list[Item]) -> Iterator[list[Item]]:
    """The pieces of a sentence, each with the region or the event it speaks of."""
    begin = 0
    for at, one in enumerate(sentence):
        if at == begin or not one.kinds:
            continue
        parts = one.kinds.get("event") == "" and _told(sentence[begin:at]) and _told(sentence[at:])
        opens = _region(one) and not _is_behind(sentence, at)
        cut = parts or (opens and figures(sentence[at:]))
        if cut and (_told(sentence[begin:at]) or sentence[at - 1].key == "\n"):
            yield from _sums_apart(sentence[begin:at])
            begin = at
    yield from _sums_apart(sentence[begin:])


def _is_behind(sentence: Chunk, at: int) -> bool:
    """Whether a region stands behind what it had: "402 kg by ANF Balochistan in 7 operations"."""
    return at > 0 and sentence[at - 1].key in _BY


def _sums_apart(piece: list[Item]) -> Iterator[list[Item]]:
    """A piece, with what it sums since the start of a year or a campaign cut off."""
    word = next((at for at, one in enumerate(piece) if "running" in one.kinds), None)
    if word is None or not sums_so_far(piece):
        yield piece
        return
    if not _counts(piece[:word]):
        # "So far this year 12,400 kg; today 30 kg": what comes after the sum is of today.
        cut = next((at for at in range(word, len(piece)) if _turns(piece, word, at)), len(piece))
        yield piece[:cut]
        if cut < len(piece):
            yield piece[cut:]
        return
    last = max(at for at in range(word) if _counts(piece[at:word]))
    marks = [at for at in range(last + 1, word) if piece[at].is_mark or piece[at].has("and")]
    if not _counts(piece[word:]) or not marks:
        yield piece
        return
    yield piece[: marks[-1]]
    yield piece[marks[-1] :]


def _turns(piece: Chunk, word: int, at: int) -> bool:
    """Whether a sum that opened a sentence ends here, and what follows counts by itself."""
    if piece[at].key in _WHILE and not of_another_time(piece[at:]):
        return False
    return piece[at].key in _TURNS and _counts(piece[word:at]) and _counts(piece[at:])


def of_another_time(piece: Chunk) -> bool:
    """Whether a piece names a day, or a stretch of days."""
    return any(one.has("period", "weekday", "date") or one.key in _TODAY for one in piece)


def sums_so_far(chunk: Chunk) -> bool:
    """Whether a chunk sums drugs or people since the start of something, apart from its land.

    "So far" alone may be of one raid: a year, a month or a campaign has to be named as well.
    """
    words = [one for one in chunk if "running" in one.kinds]
    if _since_a_month(chunk) and _counts(chunk):
        return True
    if not words or not _counts(chunk) or any(_is_land(one) for one in chunk):
        return False
    named = any(one.kinds["running"] == _SINCE for one in words)
    return named or has_period(chunk) or any_has(chunk, "month")


def _since_a_month(chunk: Chunk) -> bool:
    """Whether a chunk tells of what was "since" a day or a month, and says no end of it."""
    days = (chunk[at + 1 : at + _DAY] for at, one in enumerate(chunk) if one.key == _SINCE)
    if any(any_has(day, "month", "date") for day in days):
        return True
    at = next((at for at, one in enumerate(chunk[:_OPENING]) if "month" in one.kinds), None)
    if at is None or at + 1 >= len(chunk) or chunk[at + 1].value is None:
        return False
    after = chunk[at + 2 : at + 3]
    urdu = bool(after) and after[0].key == _SINCE_URDU
    return urdu and not any(one.key == _UNTIL_URDU for one in chunk)


def _counts(chunk: Chunk) -> bool:
    """Whether a chunk states an amount or a number of anything but a year."""
    return any(one.amount is not None for one in chunk) or any(
        one.value is not None
        and any_has(chunk[max(0, at - 2) : at + 4], "person", "operation", "arrest", "case")
        for at, one in enumerate(chunk)
    )


def _is_land(one: Item) -> bool:
    return one.amount is not None and one.amount.dimension == "area"


def _told(piece: Chunk) -> bool:
    return any(one.amount is not None for one in piece)


def _region(one: Item) -> bool:
    code = one.kinds.get("agency", "")
    return bool(code) and _is_region(code)


def _is_region(agency: str) -> bool:
    known = AGENCIES[agency]
    return bool(known.parent) and known.kind == "lead"


def region(chunk: Chunk) -> Item | None:
    """The agency's region, or the province, that a chunk opens with."""
    for at, one in enumerate(chunk[:_OPENING]):
        if _region(one) and not quoted(chunk, at):
            return one
        if (one.has("agency") or one.key == _THE_FORCE) and (
            place := _branch(chunk, at)
        ) is not None:
            return place
    headed = heading(chunk)
    return chunk[headed.begin] if headed is not None and headed.key in PROVINCES else None


def _branch(chunk: Chunk, at: int) -> Item | None:
    """The province of "the ANF in Punjab", where that sums up operations."""
    if at + 2 >= len(chunk) or chunk[at + 1].key != "in":
        return None
    place = chunk[at + 2]
    known = place.kinds.get("place") in PROVINCES and figures(chunk[at + 2 :])
    return place if known and any_has(chunk, "operation") else None


def quoted(chunk: Chunk, at: int) -> bool:
    """Whether an agency is only the one who says it: "an ANF Headquarters spokesman"."""
    speakers = [one for one in chunk[at + 1 : at + _BY_OTHERS] if one.has("spokesman")]
    if not speakers or speakers[0].kinds["spokesman"] != _WHO_SAYS:
        return bool(speakers)
    return any_has(chunk[at + 1 : at + _SAYS], "said")


def speaks_of_all(chunk: Chunk) -> bool:
    """Whether a chunk says of itself that it speaks of the whole country."""
    return any_has(chunk, "national")


def has_period(chunk: Chunk) -> bool:
    """Whether a chunk tells of a week, a month or a year."""
    return any(one.kinds.get("period") in ("week", "month", "year") for one in chunk)
