"""A question of the checker: which rule asks it, what its sentence names, what it rests on."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Literal, cast

import yaml

from markaz.records.errors import Bilingual
from markaz.records.statement import Stated

Lang = Literal["en", "ur"]
# How a face writes a number: thousands, decimals and digits are the page's.
Writer = Callable[[Decimal | int, Lang], str]
_KEY_LETTERS = 16


@dataclass(frozen=True, slots=True)
class Question:
    """One thing that does not agree; `values` are numbers, texts, or names in both languages.

    It rests on `words` of a message, on `reports` by their numbers, or on `figures` by their ids.
    """

    rule: str
    values: Mapping[str, object]
    words: tuple[Stated[object], ...] = ()
    reports: tuple[int, ...] = ()
    figures: tuple[str, ...] = ()

    def on(
        self,
        *words: Stated[object] | None,
        reports: Iterable[int] = (),
        figures: Iterable[str] = (),
    ) -> "Question":
        """The question with what it rests on."""
        told = {one.spans: one for one in words if one is not None}
        return replace(
            self, words=tuple(told.values()), reports=tuple(reports), figures=tuple(figures)
        )

    @property
    def key(self) -> str:
        """What tells this question from every other of one subject: once a value moves, another."""
        values = {
            name: _said(value, "en", _exactly)
            for name, value in self.values.items()
            # A figure is named in the language of its reader.
            if not self.figures or not isinstance(value, str)
        }
        places = [[span.start, span.end] for one in self.words for span in one.spans]
        told = [self.rule, values, places, self.reports, self.figures]
        body = json.dumps(told, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(body.encode()).hexdigest()[:_KEY_LETTERS]

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


def _exactly(value: Decimal | int, _lang: Lang) -> str:
    return f"{Decimal(value).normalize():f}"


def _said(value: object, lang: Lang, write: Writer) -> str:
    if isinstance(value, Decimal | int):
        return write(value, lang)
    if isinstance(value, Bilingual):
        return value.ur if lang == "ur" else value.en
    return str(value)
