"""The words under which teams write what we know by one name, and days as they write them."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path

import yaml

from markaz.data.folding import fold, western_digits

# Only forms in which the month cannot be taken for the day.
_FORMS = ("%Y-%m-%d", "%Y/%m/%d", "%Y%m%d", "%d %B %Y", "%d %b %Y", "%d-%b-%Y", "%B %d, %Y")


@cache
def _names() -> Mapping[str, str]:
    written = yaml.safe_load(Path(__file__).with_name("words.yml").read_text(encoding="utf-8"))
    return {fold(one): name for name, words in written.items() for one in (name, *words)}


def named(head: str) -> str:
    """Our name for what a column or property holds, or nothing."""
    return _names().get(fold(head), "")


def meant(words: Mapping[str, str]) -> dict[str, str]:
    """The words of a feature under our names; the first of two that mean the same counts."""
    found: dict[str, str] = {}
    for head, word in words.items():
        if name := named(head):
            found.setdefault(name, word.strip())
    return found


def day(written: str) -> date | None:
    """A day, where its writing leaves no choice; None otherwise."""
    text = re.sub(r"[T ]\d\d:\d\d.*$", "", western_digits(written).strip())
    for form in _FORMS:
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007  (a day has no zone)
        except ValueError:
            continue
    return None
