"""`markaz recall`: an incident taken back from every partner, and what they answered."""

from typing import Annotated

import typer

from markaz.actions.exchange.sharing import recalling
from markaz.actions.exchange.sharing.agreeing import permit
from markaz.actions.exchange.sharing.recalling import Word
from markaz.actions.exchange.talking import answering
from markaz.cli.desk import JsonFlag, console, open_desk, show_json
from markaz.governance.permissions import Permission
from markaz.records.errors import InvalidValueError
from markaz.store.exchange.releasing import recalls
from markaz.store.models import RecallRow

app = typer.Typer(help="Incidents taken back from partners.", no_args_is_help=True)
Name = Annotated[str, typer.Argument(help="The recall's name.")]


@app.command()
def incident(
    number: Annotated[int, typer.Argument(help="The incident's number.")],
    reason: Annotated[str, typer.Option(help="What is wrong; each partner reads it.")],
    as_json: JsonFlag = False,
) -> None:
    """Take an incident back from every partner that was given it."""
    by, now = open_desk()
    row = recalling.recall(number, reason=reason, by=by, now=now)
    _tell(row, as_json=as_json)


@app.command()
def show(name: Name, as_json: JsonFlag = False) -> None:
    """Show the notices of a recall, who read them and who answered what."""
    by, _now = open_desk()
    permit(by, Permission.EXCHANGE)
    _tell(_named(name), as_json=as_json)


@app.command()
def answer(
    name: Name,
    partner: Annotated[str, typer.Argument(help="The partner's name.")],
    said: Annotated[str, typer.Argument(help="received, deleted, corrected or kept.")],
    said_by: Annotated[str, typer.Option(help="Who at the partner said it.")],
    words: Annotated[str, typer.Option(help="In which words.")] = "",
    as_json: JsonFlag = False,
) -> None:
    """Enter what a partner answered by letter or telephone."""
    by, now = open_desk()
    row = _named(name)
    notices = row.notices.filter(agreement__partner__name=partner)
    if not notices:
        raise InvalidValueError(f"{partner} was sent no notice of this recall: see recall show.")
    for notice in notices:
        recalling.acknowledge(notice.id, Word(said, said_by, words), by=by, now=now)
    _tell(row, as_json=as_json)


@app.command()
def theirs(as_json: JsonFlag = False) -> None:
    """List what partners took back of what they had told us, and what was answered."""
    by, _now = open_desk()
    found = [
        {
            "notice": one.recall.id,
            "partner": one.recall.partner.name,
            "reason": one.recall.reason,
            "received_at": one.recall.received_at,
            "reports": one.reports,
            "answers": [said.answer for said in one.recall.answers.all()],
        }
        for one in answering.taken_back(by=by)
    ]
    if as_json:
        show_json(found)
        return
    for told in found:
        console.print("{notice}  {partner}: {reason} {answers}".format(**told), highlight=False)
    if not found:
        console.print("No partner took anything back.")


@app.command()
def reply(
    notice: Annotated[int, typer.Argument(help="The notice's number, from recall theirs.")],
    said: Annotated[str, typer.Argument(help="received, deleted, corrected or kept.")],
    words: Annotated[str, typer.Option(help="In which words.")] = "",
    as_json: JsonFlag = False,
) -> None:
    """Tell a partner what became here of what it took back; markaz fetch carries the answer."""
    by, now = open_desk()
    kept = answering.answer(notice, said, words=words, by=by, now=now)
    if as_json:
        show_json({"notice": notice, "answer": kept.answer, "object": kept.stix_id})
    else:
        console.print(f"{kept.answer}: the answer waits for the partner.", highlight=False)


def _named(name: str) -> RecallRow:
    row = recalls.named(name)
    if row is None:
        raise InvalidValueError(f"There is no recall {name!r}: look its name up.")
    return row


def _tell(row: RecallRow, *, as_json: bool) -> None:
    found = [
        {
            "partner": one.notice.agreement.partner.name,
            "note": one.notice.note.stix_id,
            "objects_revoked": one.notice.revoked,
            "read": [read.at for read in one.reads],
            "answers": [
                {"answer": said.answer, "by": said.said_by, "at": said.at} for said in one.answers
            ],
        }
        for one in recalls.notices(row)
    ]
    if as_json:
        show_json(
            {
                "recall": row.name,
                "incident": row.incident,
                "reason": row.reason,
                "briefings": row.briefings,
                "notices": found,
            }
        )
        return
    console.print(f"Recall {row.name} of incident {row.incident}: {row.reason}", highlight=False)
    for one in recalls.notices(row):
        answers = ", ".join(f"{said.answer} ({said.said_by})" for said in one.answers)
        read = f"read {one.reads[0].at:%Y-%m-%d %H:%M}" if one.reads else "not read"
        console.print(
            f"  {one.notice.agreement.partner.name}: {one.notice.revoked} objects revoked,"
            f" notice {read}, answer: {answers or 'awaited'}",
            highlight=False,
        )
    if row.briefings:
        console.print(f"  Counted by: {', '.join(row.briefings)}", highlight=False)
