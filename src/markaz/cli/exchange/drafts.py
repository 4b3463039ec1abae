"""`markaz drafts`: what partners tell, in a file or in what they sent, as drafts of reports."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.markup import escape

from markaz.accounts.models import User
from markaz.actions.exchange import drafting, incoming
from markaz.actions.exchange.drafting import Looked
from markaz.actions.filing.drafts import FiledDraft
from markaz.actions.messages import settling
from markaz.cli.desk import JsonFlag, console, existing, open_desk, show_json
from markaz.cli.messages import reading as messages
from markaz.exchange.drafts import Draft
from markaz.exchange.reading import Problem
from markaz.intake.messages.drafts import MessageDraft
from markaz.records.errors import InvalidValueError
from markaz.records.kinds import Grain

# What the references of drafts of messages begin with; a STIX id never does.
_MESSAGE = "MSG-"


def drafts(
    file: Annotated[
        Path | None,
        typer.Argument(
            help="A STIX 2 bundle or a MISP event, as JSON; without it, all that waits."
        ),
    ] = None,
    file_them: Annotated[bool, typer.Option("--file", help="File them as reports.")] = False,
    agency: Annotated[str, typer.Option(help="The agency that files them, e.g. NCC.")] = "",
    set_aside: Annotated[
        str, typer.Option(help="The id of an object of the inbox of which no report is made.")
    ] = "",
    reason: Annotated[str, typer.Option(help="Why it is set aside.")] = "",
    as_json: JsonFlag = False,
) -> None:
    """Show what partners and messages tell, or file it; no producer's marking is weakened."""
    if file_them and not agency:
        raise InvalidValueError("Say which agency files the drafts: --agency NCC.")
    by, now = open_desk()
    if set_aside.startswith(_MESSAGE):
        settling.drop(set_aside, reason=reason, by=by, now=now)
    elif set_aside:
        incoming.set_aside(incoming.named(set_aside, by=by), reason=reason, by=by, now=now)
    if file is None:
        looked, filed = _inbox(agency if file_them else "", by=by, now=now)
        read, written = _messages(file_them=file_them, by=by, now=now)
    else:
        read, written = (), ()
        looked = drafting.look_at_file(existing(file), by=by)
        filed = (
            drafting.file_drafts(looked.drafts, agency=agency, by=by, now=now) if file_them else ()
        )
    if as_json:
        show_json(_told(looked, filed, read, written))
    else:
        _print(looked, filed, read, written)


def _inbox(agency: str, *, by: User, now: datetime) -> tuple[Looked, tuple[FiledDraft[Draft], ...]]:
    """What waits in the inbox, filed where an agency is named; what was taken back is a problem."""
    told = incoming.waiting(by=by)
    filed = tuple(
        incoming.file_incoming(one, agency=agency, by=by, now=now)
        for one in told
        if agency and one.draft
    )
    taken_back = tuple(
        Problem(one.id, one.stix_id, "the producer took it back")
        for one in told
        if one.draft is None
    )
    return Looked(tuple(one.draft for one in told if one.draft), taken_back), filed


def _messages(
    *, file_them: bool, by: User, now: datetime
) -> tuple[tuple[MessageDraft, ...], tuple[FiledDraft[MessageDraft], ...]]:
    """The drafts of messages that wait, and what became of them where they are to be filed."""
    found = tuple(draft for one in settling.waiting(by=by) for draft in one.open)
    references = [draft.reference for draft in found] if file_them else []
    filed = [settling.file_message_draft(one, by=by, now=now) for one in references]
    return found, tuple(filed)


def _told(
    looked: Looked,
    filed: tuple[FiledDraft[Draft], ...],
    read: tuple[MessageDraft, ...],
    written: tuple[FiledDraft[MessageDraft], ...],
) -> dict[str, Any]:
    return {
        "drafts": [*map(_draft, looked.drafts), *map(messages.draft_as_plain, read)],
        "problems": [_problem(one) for one in looked.problems],
        "filed": [
            {"id": reference, "report": number, "reason": refusal}
            for reference, number, refusal in _became(filed, written, ids=True)
        ],
    }


def _became(
    filed: tuple[FiledDraft[Draft], ...],
    written: tuple[FiledDraft[MessageDraft], ...],
    *,
    ids: bool = False,
) -> Iterator[tuple[str, int | None, str]]:
    """What became of each draft: its reference or id, its report's number, or the refusal."""
    for one in filed:
        name = one.draft.stix_id if ids else one.draft.reference
        yield name, one.number, str(one.refusal or "")
    for draft in written:
        yield draft.draft.reference, draft.number, str(draft.refusal or "")


def _draft(draft: Draft) -> dict[str, Any]:
    return {
        "id": draft.stix_id,
        "producer": draft.producer,
        "grain": draft.grain.value,
        **draft.typed(),
    }


def _problem(problem: Problem) -> dict[str, Any]:
    return {"object": problem.place, "id": problem.id, "sentence": problem.sentence}


def _print(
    looked: Looked,
    filed: tuple[FiledDraft[Draft], ...],
    read: tuple[MessageDraft, ...],
    written: tuple[FiledDraft[MessageDraft], ...],
) -> None:
    for draft in looked.drafts:
        first = draft.text.partition("\n")[0]
        day = draft.occurred_first or "no day"
        summed = "  (a sum of many events)" if draft.grain is Grain.AGGREGATE else ""
        _say(f"{draft.marking.value}  {day}  {draft.producer}: {first}{summed}")
    for problem in looked.problems:
        _say(f"Object {problem.place} set aside: {problem.sentence}")
    for draft_read in read:
        for line in messages.lines(draft_read):
            _say(line)
    for reference, number, refusal in _became(filed, written):
        _say(f"{reference}: {f'report {number}' if number else f'not filed: {refusal}'}")
    if not looked.drafts and not read:
        _say("Nothing there tells that something happened: there is no draft.")


def _say(sentence: str) -> None:
    console.print(escape(sentence), highlight=False, soft_wrap=True)
