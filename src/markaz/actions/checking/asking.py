"""What the checker asks about a batch, a message, an edition or a briefing, and what was answered.

Questions are found anew at each asking: nothing of them is kept but what people said to them.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice

from markaz.accounts.models import User
from markaz.actions import briefing
from markaz.actions.filing.sources import owners
from markaz.actions.messages.receiving import opened
from markaz.briefing.printing.words import Lang
from markaz.checking import reports
from markaz.checking.figures import questions as figure_questions
from markaz.checking.filed import Filed, Frozen
from markaz.checking.question import Question
from markaz.governance.permissions import Permission, require
from markaz.records.errors import InvalidValueError
from markaz.records.figure import Selection
from markaz.store.checking import answers, filed
from markaz.store.messages import kept
from markaz.store.models import AnswerRow, Edition
from markaz.store.pages import lists

# More questions than anybody reads; what asks so much is looked at as a whole.
MOST = 500


@dataclass(frozen=True, slots=True)
class Asked:
    """The questions of one subject, and the word that stands on each, by the question's key.

    `more` says that there are more questions than are told.
    """

    subject: str
    questions: tuple[Question, ...]
    answers: Mapping[str, AnswerRow]
    more: bool = False

    @property
    def open(self) -> tuple[Question, ...]:
        """The questions that nobody answered or set aside."""
        return tuple(one for one in self.questions if one.key not in self.answers)


def of_batch(number: int, *, by: User) -> Asked:
    """What to ask about the reports of a batch.

    Raises:
        InvalidValueError: there is no such batch for this person.
    """
    require(by.permissions, Permission.SEE_REPORTS)
    if lists.batch(number, by=by, owners=owners()) is None:
        raise InvalidValueError("There is no batch {number}: check the number.", number=number)
    frozen = tuple(_frozen(one) for one in lists.editions(by))
    found = (
        question
        for tables in filed.of_batch(number, by.viewer)
        for question in reports.questions(Filed(*tables, frozen))
    )
    return _asked(f"batch {number}", found)


def of_message(number: int, *, by: User) -> Asked:
    """What to ask about a message.

    Raises:
        InvalidValueError: there is no such message for this person.
    """
    require(by.permissions, Permission.RECEIVE_FILE)
    message = kept.visible(number, by.viewer)
    if message is None:
        raise InvalidValueError("There is no message MSG-{number}.", number=number)
    return _asked(f"message {message}", opened(message).questions)


def of_edition(name: str, *, by: User, now: datetime, lang: Lang = "en") -> Asked:
    """What to ask about a frozen edition: its figures, and what came too late for it.

    Raises:
        InvalidValueError: there is no such edition for this person.
    """
    one = next((each for each in lists.editions(by) if each.name == name), None)
    if one is None:
        raise InvalidValueError("There is no edition {name}: check the name.", name=name)
    selection = briefing.edition_selection(name)
    made = briefing.brief(selection, by=by, now=now, lang=lang)
    return _asked(f"edition {name}", _of_edition(one, made, by=by))


def of_briefing(selection: Selection, *, by: User, now: datetime, lang: Lang = "en") -> Asked:
    """What to ask about the figures of a briefing."""
    made = briefing.brief(selection, by=by, now=now, lang=lang)
    days = f"{selection.first}..{selection.last}"
    subject = f"briefing {days} {selection.basis.value} {selection.country}"
    return _asked(subject, figure_questions(made.figures))


def named(subject: str, *, by: User, now: datetime) -> Asked:
    """What to ask about a subject by the name that `Asked` gives it.

    Raises:
        InvalidValueError: nothing of this name is there for this person.
    """
    kind, _, name = subject.partition(" ")
    if kind == "batch" and name.isdecimal():
        return of_batch(int(name), by=by)
    number = name.removeprefix("MSG-")
    if kind == "message" and number.isdecimal():
        return of_message(int(number), by=by)
    if kind == "edition":
        return of_edition(name, by=by, now=now)
    raise InvalidValueError(
        "Questions are answered of a batch, a message or an edition: “{subject}” is none.",
        subject=subject,
    )


def of_found(subject: str, found: Iterable[Question]) -> Asked:
    """Questions of what is only looked at: nothing of it is kept, so nobody answered any."""
    told = tuple(islice(_once(found), MOST + 1))
    return Asked(subject, told[:MOST], {}, more=len(told) > MOST)


def _asked(subject: str, found: Iterable[Question]) -> Asked:
    return replace(of_found(subject, found), answers=answers.standing(subject))


def _once(found: Iterable[Question]) -> Iterator[Question]:
    seen: set[str] = set()
    for one in found:
        if one.key not in seen:
            seen.add(one.key)
            yield one


def _of_edition(one: Edition, made: briefing.Briefing, *, by: User) -> Iterator[Question]:
    yield from figure_questions(made.figures)
    frozen = _frozen(one)
    tables = filed.since(one.frozen_at, by.viewer, first=one.first, last=one.last, at_most=MOST + 1)
    yield from reports.a_frozen_month_meets_no_late_report(Filed(*tables, (frozen,)))


def _frozen(one: Edition) -> Frozen:
    return Frozen(one.name, one.first, one.last, one.frozen_at)
