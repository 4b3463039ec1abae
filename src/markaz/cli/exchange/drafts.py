"""`markaz drafts`: what a partner's bundle or event tells, as drafts of information reports."""

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.markup import escape

from markaz.actions.exchange import drafting
from markaz.actions.exchange.drafting import FiledDraft, Looked
from markaz.cli.desk import JsonFlag, console, existing, open_desk, show_json
from markaz.exchange.drafts import Draft
from markaz.exchange.reading import Problem
from markaz.records.errors import InvalidValueError


def drafts(
    file: Annotated[Path, typer.Argument(help="A STIX 2 bundle or a MISP event, as JSON.")],
    file_them: Annotated[bool, typer.Option("--file", help="File them as reports.")] = False,
    agency: Annotated[str, typer.Option(help="The agency that files them, e.g. NCC.")] = "",
    as_json: JsonFlag = False,
) -> None:
    """Show what a partner's file tells, or file it; a producer's marking is never weakened."""
    if file_them and not agency:
        raise InvalidValueError("Say which agency files the drafts: --agency NCC.")
    by, now = open_desk()
    looked = drafting.look_at_file(existing(file), by=by)
    filed = drafting.file_drafts(looked.drafts, agency=agency, by=by, now=now) if file_them else ()
    if as_json:
        show_json(_told(looked, filed))
    else:
        _print(looked, filed)


def _told(looked: Looked, filed: tuple[FiledDraft, ...]) -> dict[str, Any]:
    return {
        "drafts": [_draft(one) for one in looked.drafts],
        "problems": [_problem(one) for one in looked.problems],
        "filed": [
            {"id": one.draft.stix_id, "report": one.number, "reason": one.reason} for one in filed
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
        became = f"report {one.number}" if one.number else f"not filed, {one.reason}"
        _say(f"{one.draft.reference}: {became}")
    if not looked.drafts:
        _say("Nothing in this file tells that something happened: there is no draft.")


def _say(sentence: str) -> None:
    console.print(escape(sentence), highlight=False, soft_wrap=True)
