"""Tells a campaign's running total from what one day or one operation cleared."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from markaz.crops.areas import Stated, stated
from markaz.data.folding import western_digits
from markaz.data.units import unit_code
from markaz.records.errors import InvalidValueError

# Each is a way in which a report says that earlier days are in the number.
_RUNNING = re.compile(
    r"\bso far\b|\btill (?:now|date)\b|\bto date\b|\buntil now\b|\bup to now\b|\bcumulative"
    r"|\brunning total\b|\bin total\b|\bgrand total\b|\bsince the (?:start|beginning)\b"
    r"|\b(?:a|the) total of\b|\bduring the (?:last|past) (?:\w+ )?(?:days?|weeks?)\b"
    r"|\b(?:[3-9]|\d{2,})[- ]days? (?:long )?(?:campaign|operation|drive)\b"
    r"|اب تک|ابتک|تاحال|اب تلک|مجموعی طور|مجموعی|کل ملا|آغاز سے|گزشتہ \S+ (?:دن|دنوں|روز)",
    re.IGNORECASE,
)
_AREA = re.compile(r"(?P<amount>\d[\d,]*(?:\.\d+)?)[\s-]*(?P<unit>[^\W\d_]+(?: [^\W\d_]+)?)")
_SENTENCE = re.compile(r"(?<=[a-zA-Z\d؀-ۿ\"'])[.۔؟?!]\s+|\n+")


@dataclass(frozen=True, slots=True)
class Spoken:
    """An area that a report tells, with the sentence it stands in.

    Attributes:
        running: earlier days are in it, so that it is never added to what single days cleared.
        part: it is a part of another area of the same report, which it adds up to with its like.
    """

    area: Stated
    sentence: str
    running: bool
    part: bool = False


def is_running(text: str) -> bool:
    """Whether the words say that earlier days are in the number."""
    return _RUNNING.search(western_digits(text)) is not None


def spoken(text: str, *, region: str = "") -> list[Spoken]:
    """Every area that a report tells, in its order; of cleared or of standing crops alike.

    Args:
        text: the report.
        region: the province or country whose kanal and jarib are meant.
    """
    found = [
        Spoken(area, sentence, is_running(sentence))
        for sentence in _SENTENCE.split(western_digits(text))
        for area in _areas(sentence, region=region)
    ]
    return _with_parts(found)


def _areas(sentence: str, *, region: str) -> Iterator[Stated]:
    for match in _AREA.finditer(sentence):
        words = match["unit"].split()
        # "square metres" is a unit, "kanal of" is a unit and a word.
        for unit in (" ".join(words), words[0]):
            if unit_code(unit) is None:
                continue
            try:
                yield stated(f"{match['amount']} {unit}", region=region)
            except InvalidValueError:
                continue
            break


def _with_parts(found: list[Spoken]) -> list[Spoken]:
    """The same, where several later areas that add up to an earlier one are marked its parts."""
    daily = [at for at, one in enumerate(found) if not one.running]
    parts: set[int] = set()
    for position, at in enumerate(daily):
        if at in parts:
            continue
        left = found[at].area.square_metres
        taken: list[int] = []
        for later in daily[position + 1 :]:
            left -= found[later].area.square_metres
            taken.append(later)
            if left <= 0:
                break
        if left == 0 and len(taken) > 1:
            parts.update(taken)
    return [
        Spoken(one.area, one.sentence, one.running, at in parts) for at, one in enumerate(found)
    ]
