"""`markaz check` and `markaz contact`: who knows this, and whom to ring."""

from typing import Annotated

import typer
from rich.table import Table

from markaz.actions.subjects import notices
from markaz.actions.subjects.answer import Answer, Ring, Verdict
from markaz.actions.subjects.check import check as ask
from markaz.cli.desk import JsonFlag, console, open_desk, show_json
from markaz.data.agencies import AGENCIES
from markaz.subjects.lookup.asked import question

_ADVICE = "Too many bear that: add the father's name, a year of birth or a number."
_LEFT_OUT = "Others as near may be left out: add the father's name, a year of birth or a number."


def check(
    name: Annotated[str, typer.Option(help="A person's or organisation's name.")] = "",
    father: Annotated[str, typer.Option(help="The father's name.")] = "",
    born: Annotated[str, typer.Option(help="The year of birth, or the day as 1980-03-27.")] = "",
    phone: Annotated[str, typer.Option(help="A telephone number.")] = "",
    plate: Annotated[str, typer.Option(help="A vehicle's plate.")] = "",
    document: Annotated[str, typer.Option(help="An identity card or a passport.")] = "",
    account: Annotated[str, typer.Option(help="An IBAN or a bank's own account number.")] = "",
    imei: Annotated[str, typer.Option(help="A handset's number.")] = "",
    place: Annotated[str, typer.Option(help="An address or a place.")] = "",
    purpose: Annotated[str, typer.Option(help="For what case or operation you ask.")] = "",
    silent: Annotated[
        bool, typer.Option("--silent", help="The holder is not told; not everybody may.")
    ] = False,
    as_json: JsonFlag = False,
) -> None:
    """Ask whether any agency knows a name, a number or a place; the purpose is logged."""
    by, now = open_desk()
    numbers = {
        "phone": phone, "plate": plate, "document": document, "account": account, "imei": imei,
    }  # fmt: skip
    asked = question(name=name, father=father, born=born, numbers=numbers, place=place)
    answer = ask(asked, purpose=purpose, by=by, now=now, silent=silent)
    if as_json:
        show_json(answer.as_dict())
    else:
        _show(answer)


def contact(
    agency: Annotated[str, typer.Argument(help="Code of the agency, e.g. ANF.")],
    desk: Annotated[str, typer.Option(help="The desk that answers.")],
    phone: Annotated[str, typer.Option(help="Its telephone number.")],
    as_json: JsonFlag = False,
) -> None:
    """Say whom to ring at an agency; answers that point there name it."""
    by, now = open_desk()
    notices.keep_contact(agency, desk=desk, phone=phone, by=by, now=now)
    if as_json:
        show_json({"agency": agency, "desk": desk, "phone": phone})
    else:
        console.print(f"{agency} is rung at {phone} ({desk}).", highlight=False)


def _show(answer: Answer) -> None:
    console.print(f"[bold]{answer.verdict.value.capitalize()}.[/]")
    if answer.narrow:
        console.print(_ADVICE if answer.verdict is Verdict.NARROW else _LEFT_OUT)
    if answer.entries:
        console.print(_table(answer))
        console.print("A match is not an identity: ring before you act on it.", style="dim")
    for one in answer.pointers:
        console.print(f"Ring {_whom(one)}.", highlight=False)
    if answer.backlog:
        console.print(
            f"{answer.backlog:,} reports are not indexed yet: run `markaz index`.",
            style="yellow",
        )


def _table(answer: Answer) -> Table:
    table = Table("entry", "who", "numbers", "how sure", "why", "ring", box=None)
    for one in answer.entries:
        held = one.held
        father = f" s/o {held.father_name}" if held.father_name else ""
        source = f"report {held.report}" if held.report else f"list of {held.agency}"
        table.add_row(
            f"{held.id} ({source})",
            f"{held.name}{father}",
            ", ".join(f"{number.kind.value} {number.canonical}" for number in one.numbers),
            one.sureness.value,
            "; ".join(reason.en for reason in one.reasons if reason.bits),
            _whom(one.ring),
        )
    return table


def _whom(one: Ring) -> str:
    known = AGENCIES.get(one.agency)
    name = known.label_en if known else one.agency
    return f"{name}: {one.desk}, {one.phone}" if one.phone else f"{name}, by the centre's desk"
