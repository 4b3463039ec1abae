"""A question of the checker: which rule asks it, and the values that its sentence names."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Literal, cast

import yaml

from markaz.records.errors import Bilingual

Lang = Literal["en", "ur"]
# How a face writes a number: thousands, decimals and digits are the page's.
Writer = Callable[[Decimal | int, Lang], str]


@dataclass(frozen=True, slots=True)
class Question:
    """One thing that does not agree; `values` are numbers, texts, or names in both languages."""

    rule: str
    values: Mapping[str, object]

    def sentence(self, *, lang: Lang, write: Writer) -> str:
        """The question in words."""
        told = {name: _said(value, lang, write) for name, value in self.values.items()}
        return words()[self.rule][lang].format(**told)


def asked(rule: str, **values: object) -> Question:
    """A question of a rule, with what its sentence names."""
    return Question(rule, values)


def sentences(questions: Iterable[Question], *, lang: Lang, write: Writer) -> tuple[str, ...]:
    """Each question in words, once."""
    return tuple(dict.fromkeys(one.sentence(lang=lang, write=write) for one in questions))


@cache
def words() -> Mapping[str, Mapping[Lang, str]]:
    """The sentence of each rule, by language."""
    text = files(__package__).joinpath("words.yml").read_text(encoding="utf-8")
    return MappingProxyType(cast(dict[str, dict[Lang, str]], yaml.safe_load(text)))


def _said(value: object, lang: Lang, write: Writer) -> str:
    if isinstance(value, Decimal | int):
        return write(value, lang)
    if isinstance(value, Bilingual):
        return value.ur if lang == "ur" else value.en
    return str(value)
