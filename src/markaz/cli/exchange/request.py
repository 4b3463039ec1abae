"""`markaz request`: requests for information to partners and by them."""

from typing import Annotated

import typer
from rich.table import Table

from markaz.actions.exchange.sharing.agreeing import permit
from markaz.actions.exchange.talking import corresponding, requesting
from markaz.actions.exchange.talking.requesting import Asked, Step
from markaz.actions.operations import writing
from markaz.cli.desk import JsonFlag, console, open_desk, show_json
from markaz.governance.permissions import Permission
from markaz.store.exchange.releasing import requests
from markaz.store.models import RequestRow

app = typer.Typer(help="Requests for information.", no_args_is_help=True)


@app.command()
def enter(
    direction: Annotated[str, typer.Argument(help="out: we ask; in: the partner asks.")],
    partner: Annotated[str, typer.Argument(help="The partner's name.")],
    question: Annotated[str, typer.Argument(help="What is asked.")],
    purpose: Annotated[str, typer.Option(help="For what purpose.")],
    legal_basis: Annotated[str, typer.Option(help="The law or treaty.")],
    due: Annotated[str, typer.Option(help="By when, as '2026-01-17 09:30'.")],
    reference: Annotated[str, typer.Option(help="The letter's reference.")] = "",
    marking: Annotated[str, typer.Option(help="TLP 2.0.")] = "AMBER",
    as_json: JsonFlag = False,
) -> None:
    """Enter a request, with its purpose, its legal basis and when the answer is due."""
    by, now = open_desk()
    asked = Asked(
        direction=direction,
        partner=partner,
        question=question,
        purpose=purpose,
        legal_basis=legal_basis,
        due_at=writing.moment(due),
        reference=reference,
        marking=marking.upper(),
    )
    row = requesting.enter(asked, by=by, now=now)
    _tell(row, as_json=as_json)


@app.command()
def step(
    name: Annotated[str, typer.Argument(help="The request's name.")],
    kind: Annotated[
        str,
        typer.Argument(help="served, 'part answer', answer, refused, postponed or withdrawn."),
    ],
    words: Annotated[str, typer.Option(help="What was answered, or why.")] = "",
    evidence: Annotated[str, typer.Option(help="By what it can be proved.")] = "",
    grade: Annotated[str, typer.Option(help="Of an answer: A-F and 1-6, such as B2.")] = "",
    at: Annotated[str, typer.Option(help="When it happened; now if left out.")] = "",
    due: Annotated[str, typer.Option(help="If postponed, by when now.")] = "",
    as_json: JsonFlag = False,
) -> None:
    """Write down what happened to a request."""
    by, now = open_desk()
    happened = Step(
        kind=kind,
        at=writing.moment(at) if at else now,
        words=words,
        evidence=evidence,
        grade=grade,
        due_at=writing.moment(due) if due else None,
    )
    act = requesting.move_on(name, happened, by=by, now=now)
    _tell(act.request, as_json=as_json)


@app.command()
def send(
    name: Annotated[str, typer.Argument(help="The request's name.")], as_json: JsonFlag = False
) -> None:
    """Serve a request of ours by TAXII, in the collection of the partner's requests."""
    by, now = open_desk()
    _tell(corresponding.serve(name, by=by, now=now).request, as_json=as_json)


@app.command("list")
def list_(
    overdue: Annotated[bool, typer.Option("--overdue", help="Only those past their day.")] = False,
    as_json: JsonFlag = False,
) -> None:
    """List the requests that wait for an answer, the earliest due first."""
    by, now = open_desk()
    permit(by, Permission.EXCHANGE)
    rows = list(requests.overdue(now) if overdue else requests.open_ones())
    if as_json:
        show_json([_as_dict(row) for row in rows])
        return
    table = Table("request", "who asks", "partner", "due", "steps", "question", box=None)
    for row in rows:
        late = " (overdue)" if row.due_at < now else ""
        table.add_row(
            row.name,
            row.direction,
            row.partner.name,
            f"{writing.clock(row.due_at)}{late}",
            ", ".join(act.kind for act in row.acts.all()) or "not served",
            row.question[:60],
        )
    console.print(table if rows else "No request waits.")


def _tell(row: RequestRow, *, as_json: bool) -> None:
    kept = requests.named(row.name) or row
    if as_json:
        show_json(_as_dict(kept))
        return
    done = "done" if kept.ended_at else f"due {writing.clock(kept.due_at)}"
    steps = ", ".join(act.kind for act in kept.acts.all()) or "not served yet"
    console.print(f"Request {kept.name}: {steps}; {done}.", highlight=False)


def _as_dict(row: RequestRow) -> dict[str, object]:
    return {
        "request": row.name,
        "direction": row.direction,
        "partner": row.partner.name,
        "reference": row.reference,
        "question": row.question,
        "due_at": row.due_at,
        "ended_at": row.ended_at,
        "steps": [
            {
                "step": act.kind,
                "at": act.at,
                "words": act.words,
                "evidence": act.evidence,
                "grade": act.source_reliability + act.information_credibility,
            }
            for act in row.acts.all()
        ],
    }
