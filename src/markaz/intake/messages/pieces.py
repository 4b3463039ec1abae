"""A text longer than any message, cut into pieces that are read one after the other."""

import re
from collections.abc import Iterator

from markaz.intake.messages.writing import LONGEST

# Where a text may be cut, the widest gap first: between paragraphs, lines, sentences, words.
_GAPS = tuple(map(re.compile, (r"\n[ \t\r]*\n\s*", r"\n", r"[.۔!?؟]\s+", r"\s")))
# A gap nearer than this to where the last piece ended would make crumbs of the text.
_SHORTEST = LONGEST // 8


def pieces(text: str) -> Iterator[str]:
    """The text in pieces that together are all of it; one where it is no longer than a message."""
    at = 0
    while len(text) - at > LONGEST:
        end = _cut(text, at, at + LONGEST)
        yield text[at:end]
        at = end
    yield text[at:]


def _cut(text: str, start: int, end: int) -> int:
    for gap in _GAPS:
        last = max((one.end() for one in gap.finditer(text, start + _SHORTEST, end)), default=end)
        if last < end:
            return last
    return end
