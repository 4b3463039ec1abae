"""`markaz drafts`: what partners tell, in a file or in what they sent, as drafts of reports."""

from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.markup import escape

from markaz.accounts.models import User
from markaz.actions.exchange import drafting, incoming
from markaz.actions.exchange.drafting import FiledDraft, Looked
from markaz.cli.desk import JsonFlag, console, existing, open_desk, show_json
from markaz.exchange.drafts import Draft
from markaz.exchange.reading import Problem
from markaz.records.errors import InvalidValueError


def drafts(
    file: Annotated[
        Path | None,
        typer.Argument(help="A STIX 2 bundle or a MISP event, as JSON; without it, the inbox."),
    ] = None,
    file_them: Annotated[bool, typer.Option("--file", help="File them as reports.")] = False,
    agency: Annotated[str, typer.Option(help="The agency that files them, e.g. NCC.")] = "",
    set_aside: Annotated[
        str, typer.Option(help="The id of an object of the inbox of which no report is made.")
    ] = "",
    reason: Annotated[str, typer.Option(help="Why it is set aside.")] = "",
    as_json: JsonFlag = False,
) -> None:
    """Show what partners tell, or file it; a producer's marking is never weakened."""
    if file_them and not agency:
        raise InvalidValueError("Say which agency files the drafts: --agency NCC.")
    by, now = open_desk()
    if set_aside:
        incoming.set_aside(incoming.named(set_aside, by=by), reason=reason, by=by, now=now)
    if file is None:
        looked, filed = _inbox(agency if file_them else "", by=by, now=now)
    else:
        looked = drafting.look_at_file(existing(file), by=by)
        filed = (
            drafting.file_drafts(looked.drafts, agency=agency, by=by, now=now) if file_them else ()
        )
    if as_json:
        show_json(_told(looked, filed))
    else:
        _print(looked, filed)


def _inbox(agency: str, *, by: User, now: datetime) -> tuple[Looked, tuple[FiledDraft, ...]]:
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


def _told(looked: Looked, filed: tuple[FiledDraft, ...]) -> dict[str, Any]:
    return {
        "drafts": [_draft(one) for one in looked.drafts],
        "problems": [_problem(one) for one in looked.problems],
        "filed": [
            {"id": one.draft.stix_id, "report": one.number, "reason": str(one.refusal or "")}
            for one in filed
        ],
    }


def _draft(draft: Draft) -> dict[str, Any]:
    return {"id": draft.stix_id, "producer": draft.producer, **draft.typed()}


def _problem(problem: Problem) -> dict[str, Any]:
    return {"object": problem.place, "id": problem.id, "sentence": problem.sentence}


def _print(looked: Looked, filed: tuple[FiledDraft, ...]) -> None:
    for draft in looked.drafts:
        first = draft.text.partition("\n")[0]
        _say(
            f"{draft.marking.value}  {draft.occurred_first or 'no day'}  {draft.producer}: {first}"
        )
    for problem in looked.problems:
        _say(f"Object {problem.place} set aside: {problem.sentence}")
    for one in filed:
        became = f"report {one.number}" if one.number else f"not filed: {one.refusal}"
        _say(f"{one.draft.reference}: {became}")
    if not looked.drafts:
        _say("Nothing there tells that something happened: there is no draft.")


def _say(sentence: str) -> None:
    console.print(escape(sentence), highlight=False, soft_wrap=True)
