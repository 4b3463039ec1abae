"""What was read from messages, for `markaz intake --source message` and `markaz drafts`."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from rich.markup import escape

from markaz.accounts.models import User
from markaz.actions.messages import receiving
from markaz.actions.messages.receiving import Received
from markaz.briefing.printing.numbers import plain
from markaz.checking.question import sentences
from markaz.cli.desk import as_json, console, existing
from markaz.intake.messages.drafts import MessageDraft
from markaz.intake.messages.pieces import pieces
from markaz.records.errors import InvalidValueError, UnreadableFileError
from markaz.records.statement import Amount, Money, Scope, Stated, Statement

# Years of messages; more is no paste but an archive.
_MOST_BYTES = 64_000_000
_PARTS = {Scope.RUNNING: "sum so far, never added"}


def take_in(
    files: Sequence[Path], *, dated: date | None, dry_run: bool, machine: bool, by: User,
    now: datetime,
) -> None:  # fmt: skip
    """Read each file as one message; keep it, unless it is only looked at."""
    # As text: the objects of ten megabytes of messages would take ten times the room.
    told: list[str] = []
    for path in files:
        text = message_text(existing(path))
        found = (
            (receiving.look_at(piece, dated=dated, by=by) for piece in pieces(text))
            if dry_run
            else (
                got for _, got in receiving.receive_each(text, dated=dated, by=by, now=now) if got
            )
        )
        before = len(told)
        for received in found:
            told.append(as_json({"file": path.name, **as_plain(received)}))
            if not machine:
                _print(path.name, received)
        if len(told) == before:
            raise InvalidValueError(f"Nothing in {path.name} tells of a seizure or an arrest.")
    if machine:
        print(f"[{','.join(told)}]")


def message_text(path: Path) -> str:
    """The text of a message in a file."""
    if path.stat().st_size > _MOST_BYTES:
        raise InvalidValueError(
            "The file is larger than {most} MB: hand it in as several files.",
            most=_MOST_BYTES // 1_000_000,
        )
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableFileError("The message is not in UTF-8: save it so.") from error


def as_plain(received: Received) -> dict[str, Any]:
    """A message's drafts for machines: every value with its words and their places."""
    return {
        "message": received.message,
        "repeated": received.repeated,
        "questions": list(_asked(received)),
        "drafts": [draft_as_plain(one) for one in received.drafts],
    }


def draft_as_plain(draft: MessageDraft) -> dict[str, Any]:
    """One draft for machines."""
    return {
        "id": draft.reference,
        "typed": draft.typed(),
        "statement": _statement(draft.statement),
    }


def _statement(one: Statement) -> dict[str, Any]:
    return {
        "scope": one.scope.value,
        "fields": [
            {
                "field": name,
                "value": _plain(stated.value),
                "upper": None if stated.upper is None else _plain(stated.upper),
                "bound": stated.bound.value,
                "words": stated.text,
                "places": [[span.start, span.end] for span in stated.spans],
            }
            for name, stated in one.stated()
        ],
        "questions": [str(question) for question in one.questions],
        "parts": [_statement(part) for part in one.parts],
    }


def _plain(value: object) -> object:
    if isinstance(value, Amount):
        return f"{value.number:f} {value.unit}"
    if isinstance(value, Money):
        return f"{value.number:f} {value.currency}"
    if isinstance(value, int | str):
        return value
    first, last = getattr(value, "first", None), getattr(value, "last", None)
    return f"{first}" if first == last else f"{first}..{last}"


def _print(name: str, received: Received) -> None:
    kept = f"message {received.message}" if received.message else "nothing kept"
    again = ", received before" if received.repeated else ""
    _say(f"{name}: {len(received.drafts)} drafts, {kept}{again}")
    for draft in received.drafts:
        for line in lines(draft):
            _say(line)
    for sentence in _asked(received):
        _say(f"? {sentence}")
    if received.message:
        _say("A person files or drops each draft: markaz drafts, or the console's page Messages.")


def _asked(received: Received) -> tuple[str, ...]:
    """What the checker asks, in words."""
    return sentences(received.questions, lang="en", write=plain)


def lines(draft: MessageDraft) -> Iterator[str]:
    """A draft for a person: each field as read, beside its words."""
    yield f"{draft.reference} ({draft.statement.scope.value})"
    yield from _fields(draft.statement, indent="  ")
    for part in draft.statement.parts:
        yield f"  {_PARTS.get(part.scope, 'part')}: {_of_whom(part)}"
        yield from _fields(part, indent="    ")


def _fields(one: Statement, *, indent: str) -> Iterator[str]:
    for name, stated in one.stated():
        yield f"{indent}{name}: {_ends(stated)}{_bound(stated)}  “{stated.text}”"
    yield from (f"{indent}? {question}" for question in one.questions)


def _of_whom(part: Statement) -> str:
    return ", ".join(one.text for one in part.agencies) or part.scope.value


def _ends(stated: Stated[object]) -> str:
    ends = [stated.value] if stated.upper is None else [stated.value, stated.upper]
    return " to ".join(str(_plain(one)) for one in ends)


def _bound(stated: Stated[object]) -> str:
    return "" if stated.bound == "exact" else f" ({stated.bound.value.replace('_', ' ')})"


def _say(sentence: str) -> None:
    console.print(escape(sentence), highlight=False, soft_wrap=True)
