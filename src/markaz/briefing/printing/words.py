"""The few fixed words of a printed page, in both languages."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Literal, cast

import yaml

Lang = Literal["en", "ur"]
LANGS: tuple[Lang, ...] = ("en", "ur")


@cache
def vocabulary() -> Mapping[str, Mapping[str, str]]:
    """Every fixed word by name, then by language."""
    text = files(__package__).joinpath("words.yml").read_text(encoding="utf-8")
    return MappingProxyType(cast(dict[str, dict[str, str]], yaml.safe_load(text)))


def known(name: str) -> bool:
    """Whether the page has a fixed word of this name."""
    return name in vocabulary()


def word(name: str, /, *, lang: Lang, **fills: str) -> str:
    """One fixed word in one language, its {names} filled in."""
    return vocabulary()[name][lang].format(**fills)


def apart(text: str) -> str:
    """The text between Unicode isolates, so that its script does not turn the line around it."""
    return f"\N{FIRST STRONG ISOLATE}{text}\N{POP DIRECTIONAL ISOLATE}"
