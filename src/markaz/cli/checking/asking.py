"""`markaz ask` and `markaz answer`: sums that do not hold, and what a person says to them."""

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.markup import escape

from markaz.accounts.models import User
from markaz.actions.checking import answering, asking
from markaz.actions.checking.asking import Asked
from markaz.actions.messages import receiving
from markaz.briefing.printing.numbers import plain
from markaz.checking.question import Question
from markaz.cli.briefing import First, KnownOn, Language, Last, as_language, as_selection
from markaz.cli.desk import JsonFlag, console, existing, open_desk, show_json
from markaz.cli.messages.reading import message_text
from markaz.intake.messages.pieces import pieces
from markaz.records.errors import InvalidValueError
from markaz.records.kinds import Answer

# 1 is a refusal and 2 a command that is not understood.
OPEN = 3


def ask(
    file: Annotated[
        Path | None, typer.Argument(help="A message or brief in prose; nothing of it is kept.")
    ] = None,
    batch: Annotated[int, typer.Option(help="The number of a file received.")] = 0,
    message: Annotated[str, typer.Option(help="A message that is kept, e.g. MSG-3.")] = "",
    edition: Annotated[str, typer.Option(help="The name of a frozen edition.")] = "",
    first: First = "",
    last: Last = "",
    as_known_on: KnownOn = "",
    lang: Language = "en",
    as_json: JsonFlag = False,
) -> None:
    """Ask what does not agree; of a briefing where nothing is named. Exit 3: questions are open."""
    if sum(map(bool, (file, batch, message, edition))) > 1:
        raise InvalidValueError("Name one thing to ask about: a file, a batch or an edition.")
    by, now = open_desk()
    language = as_language(lang)
    if file is not None:
        asked = _of_file(file, by=by)
    elif batch or message:
        subject = f"batch {batch}" if batch else f"message {message}"
        asked = asking.named(subject, by=by, now=now)
    elif edition:
        asked = asking.of_edition(edition, by=by, now=now, lang=language)
    else:
        selection = as_selection(first, last, as_known_on=as_known_on, by=by, now=now)
        asked = asking.of_briefing(selection, by=by, now=now, lang=language)
    if as_json:
        show_json(_as_plain(asked, lang=lang))
    else:
        _print(asked, lang=lang)
    if asked.open:
        raise typer.Exit(OPEN)


def answer(
    subject: Annotated[str, typer.Argument(help='What was asked about, e.g. "batch 3".')],
    question: Annotated[str, typer.Argument(help="The question's key, as `markaz ask` says it.")],
    reason: Annotated[str, typer.Option(help="What was found, or why it is set aside.")],
    set_aside: Annotated[bool, typer.Option("--set-aside", help="It needs no answer.")] = False,
    again: Annotated[bool, typer.Option("--again", help="Take the answer back.")] = False,
    as_json: JsonFlag = False,
) -> None:
    """Answer a question of the checker, set it aside, or open it again; the reason is kept."""
    by, now = open_desk()
    said = Answer.OPEN if again else Answer.SET_ASIDE if set_aside else Answer.ANSWERED
    kept = answering.answer(subject, question, said, reason=reason, by=by, now=now)
    if as_json:
        show_json({"subject": kept.subject, "question": kept.key, "answer": kept.answer})
    else:
        _say(f"{kept.subject}: question {kept.key} is {kept.answer}.")


def _of_file(file: Path, *, by: User) -> Asked:
    found = (
        question
        for piece in pieces(message_text(existing(file)))
        for question in receiving.look_at(piece, dated=None, by=by).questions
    )
    return asking.of_found(file.name, found)


def _as_plain(asked: Asked, *, lang: str) -> dict[str, Any]:
    return {
        "subject": asked.subject,
        "open": len(asked.open),
        "more": asked.more,
        "questions": [_question(one, asked, lang=lang) for one in asked.questions],
    }


def _question(one: Question, asked: Asked, *, lang: str) -> dict[str, Any]:
    said = asked.answers.get(one.key)
    return {
        "key": one.key,
        "rule": one.rule,
        "sentence": _sentence(one, lang),
        "words": [
            {"text": stated.text, "places": [[span.start, span.end] for span in stated.spans]}
            for stated in one.words
        ],
        "reports": list(one.reports),
        "figures": list(one.figures),
        "answer": said
        and {"answer": said.answer, "reason": said.reason, "by": said.by, "at": said.at},
    }


def _print(asked: Asked, *, lang: str) -> None:
    _say(f"{asked.subject}: {len(asked.open)} of {len(asked.questions)} questions are open.")
    for one in asked.questions:
        said = asked.answers.get(one.key)
        _say(f"{'  ' if said else '? '}{one.key} {_sentence(one, lang)}")
        for ground in _grounds(one):
            _say(f"    {ground}")
        if said:
            _say(f"    {said.answer} by {said.by}: {said.reason}")
    if asked.more:
        _say(f"There are more: the first {asking.MOST} are told.")


def _grounds(one: Question) -> list[str]:
    """What a question rests on, a line each."""
    found = [f"“{stated.text}”" for stated in one.words]
    if one.reports:
        found.append("reports " + ", ".join(map(str, one.reports)))
    return found + [f"markaz figure {figure} --open" for figure in one.figures]


def _sentence(one: Question, lang: str) -> str:
    return one.sentence(lang=as_language(lang), write=plain)


def _say(sentence: str) -> None:
    console.print(escape(sentence), highlight=False, soft_wrap=True)
