"""Questions of the checker with what each rests on, and the word that stands on it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from markaz.accounts.models import User
from markaz.actions.checking import answering
from markaz.actions.checking.asking import Asked
from markaz.briefing.printing.numbers import plain
from markaz.checking.question import Question
from markaz.console import wording
from markaz.records.kinds import Answer
from markaz.records.statement import Stated
from markaz.store.models import AnswerRow

SAID: dict[str, str | Promise] = {
    Answer.ANSWERED.value: _("Answered"),
    Answer.SET_ASIDE.value: _("Set aside"),
}
# Where the words, or a figure, stand on a page; empty where they stand nowhere.
PlaceOf = Callable[[Stated[object]], str]
FigureOf = Callable[[str], tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Ground:
    """One thing that a question rests on, and where it opens."""

    text: str
    href: str


@dataclass(frozen=True, slots=True)
class Shown:
    """One question on a page; `answer` is None where nobody said anything."""

    key: str
    sentence: str
    grounds: tuple[Ground, ...]
    answer: AnswerRow | None
    said: str | Promise


@dataclass(frozen=True, slots=True)
class Section:
    """The questions of one subject; `may_answer` where the reader's role allows it."""

    subject: str
    questions: tuple[Shown, ...]
    open: int
    more: bool
    may_answer: bool


def _nowhere(_words: Stated[object]) -> str:
    return ""


def _by_id(figure: str) -> tuple[str, str]:
    return figure, ""


def section(
    asked: Asked, *, by: User, place_of: PlaceOf = _nowhere, figure_of: FigureOf = _by_id
) -> Section:
    """The questions of a subject, those that are open first."""
    told: Sequence[Question] = sorted(asked.questions, key=lambda one: one.key in asked.answers)
    return Section(
        asked.subject,
        tuple(_shown(one, asked, place_of, figure_of) for one in told),
        len(asked.open),
        asked.more,
        answering.may_answer(asked.subject, by=by),
    )


def _shown(one: Question, asked: Asked, place_of: PlaceOf, figure_of: FigureOf) -> Shown:
    answer = asked.answers.get(one.key)
    return Shown(
        one.key,
        one.sentence(lang=wording.language(), write=plain),
        tuple(_grounds(one, place_of, figure_of)),
        answer,
        SAID.get(answer.answer, "") if answer else "",
    )


def _grounds(one: Question, place_of: PlaceOf, figure_of: FigureOf) -> Iterator[Ground]:
    yield from (Ground(f"“{stated.text}”", place_of(stated)) for stated in one.words)
    for number in one.reports:
        yield Ground(str(number), reverse("console:incident", args=[number]))
    yield from (Ground(*figure_of(figure)) for figure in one.figures)
