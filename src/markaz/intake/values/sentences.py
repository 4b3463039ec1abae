"""What is said of a row that was set aside or asked about, in Urdu: kept rows hold the English."""

import re
from functools import cache

from markaz.data.tables import rows

_VALUE = re.compile(r"\{(\w+)\}")
_AND = "; "


def in_urdu(sentence: str) -> str | None:
    """The sentence in Urdu with what was written left as it is; None where it is none of ours.

    Several sentences of one row stand after each other.
    """
    if found := _one(sentence):
        return found
    several = [_one(part) for part in sentence.split(_AND)]
    known = [part for part in several if part is not None]
    return "؛ ".join(known) if len(known) == len(several) else None


def _one(sentence: str) -> str | None:
    for pattern, urdu in _templates():
        if met := pattern.fullmatch(sentence):
            values = {name: _one(value) or value for name, value in met.groupdict().items()}
            return urdu.format(**values)
    return None


@cache
def _templates() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Each sentence as a pattern, the most definite first: more of its own words."""
    told = sorted(rows("row_sentences"), key=lambda row: -len(_VALUE.sub("", row["en"])))
    return tuple((_pattern(row["en"]), row["ur"]) for row in told)


def _pattern(template: str) -> re.Pattern[str]:
    parts = _VALUE.split(template)
    # A template is words, value's name, words: every second part is a name.
    own = (re.escape(part.replace("{{", "{").replace("}}", "}")) for part in parts[::2])
    names = (f"(?P<{name}>.+?)" for name in parts[1::2])
    first, *rest = own
    return re.compile(first + "".join(map("".join, zip(names, rest, strict=True))), re.DOTALL)
