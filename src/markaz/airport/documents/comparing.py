"""Holds a name as printed, or as a record has it, against the machine-read lines."""

from enum import StrEnum

from markaz.airport.documents.mrz import Mrz, Remark
from markaz.data.names import sounds
from markaz.data.travel.letters import transliterations

_PREFERRED = 0


class Likeness(StrEnum):
    """How two writings of a name stand to each other; only `DIFFERENT` asks for a second look."""

    SAME = "the same letters"
    ALLOWED = "the same by another spelling that Doc 9303 allows"
    SHORTENED = "the same as far as its place reaches"
    SOUND = "it sounds the same"
    DIFFERENT = "different"


def compare(printed: str, mrz: Mrz) -> Likeness:
    """How a whole name, in any script and order of words, stands to that of the lines.

    The letters of Latin and Cyrillic names are written by table.  States write names in Arabic
    script by their sound and not by the table, so that such a name is the same by its letters, or
    by its sound, which is no proof.
    """
    read = f"{mrz.surname} {mrz.given_names}"
    words = sorted(read.split())
    spelt = [sorted(way.split()) for way in transliterations(printed)]
    if words in spelt:
        return Likeness.SAME if spelt.index(words) == _PREFERRED else Likeness.ALLOWED
    if mrz.fields["names"].remark is Remark.FULL and any(_begins(way, words) for way in spelt):
        return Likeness.SHORTENED
    heard = sounds(printed)
    return Likeness.SOUND if heard and heard == sounds(read) else Likeness.DIFFERENT


def _begins(whole: list[str], read: list[str]) -> bool:
    """Whether each word read is one of the name's, or the beginning of one where it was cut."""
    left = list(whole)
    for word in sorted(read, key=len, reverse=True):
        found = next((one for one in left if one == word), None) or next(
            (one for one in left if one.startswith(word)), None
        )
        if found is None:
            return False
        left.remove(found)
    return True
