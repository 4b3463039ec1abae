"""`markaz share`: agreements with partners, and releases under them."""

from typing import Annotated

import typer
from django.utils import timezone
from rich.table import Table

from markaz.actions.exchange.sharing import agreeing, releasing
from markaz.actions.exchange.sharing.agreeing import Terms
from markaz.actions.exchange.sharing.releasing import Preview
from markaz.cli.desk import JsonFlag, console, day, open_desk, show_json
from markaz.governance.permissions import Permission
from markaz.governance.release import Part
from markaz.records.kinds import ReportKind
from markaz.store.exchange.releasing import agreements, releases
from markaz.store.models import AgreementRow, ReleaseRow

app = typer.Typer(help="Agreements with partners and releases to them.", no_args_is_help=True)
Agreement = Annotated[str, typer.Argument(help="The agreement's name, such as K7QW2MXR.")]
Release = Annotated[str, typer.Argument(help="The release's name, such as M3TZ8PQA.")]


@app.command()
def agree(
    partner: Annotated[str, typer.Argument(help="The partner's name.")],
    title: Annotated[str, typer.Option(help="What the agreement is called.")],
    purpose: Annotated[str, typer.Option(help="For what the partner may use it.")],
    legal_basis: Annotated[str, typer.Option(help="The law or treaty that allows it.")],
    onward: Annotated[str, typer.Option(help="To whom the partner may pass it on.")],
    begins: Annotated[str, typer.Option(help="The first day, YYYY-MM-DD.")],
    expires: Annotated[str, typer.Option(help="The last day, YYYY-MM-DD.")],
    kind: Annotated[list[ReportKind], typer.Option(help="A kind of report; may be repeated.")],
    part: Annotated[list[Part], typer.Option(help="A part of a report; may be repeated.")],
    ceiling: Annotated[str, typer.Option(help="The highest marking that may go.")] = "GREEN",
    person: Annotated[list[str], typer.Option(help="A person who reads it there.")] = [],  # noqa: B006 (typer copies it)
    body: Annotated[list[str], typer.Option(help="A body that reads it there.")] = [],  # noqa: B006
    as_json: JsonFlag = False,
) -> None:
    """Enter an agreement: what may go to a partner, for what purpose, under what law."""
    by, now = open_desk()
    terms = Terms(
        partner=partner,
        title=title,
        purpose=purpose,
        legal_basis=legal_basis,
        onward=onward,
        kinds=tuple(one.value for one in kind),
        parts=tuple(one.value for one in part),
        ceiling=ceiling.upper(),
        begins_on=day(begins),
        expires_on=day(expires),
        persons=tuple(person),
        organisations=tuple(body),
    )
    row = agreeing.agree(terms, by=by, now=now)
    _tell(row, said="stands; nothing is released under it yet", as_json=as_json)


@app.command()
def end(
    agreement: Agreement,
    reason: Annotated[str, typer.Option(help="Why it ends.")],
    as_json: JsonFlag = False,
) -> None:
    """End an agreement before its day: nothing of it is read any more."""
    by, now = open_desk()
    row = agreeing.end(agreement, reason=reason, by=by, now=now)
    _tell(row, said="is ended; nothing of it is read any more", as_json=as_json)


@app.command()
def prepare(
    agreement: Agreement,
    incidents: Annotated[list[int], typer.Argument(help="The incidents' numbers.")],
    reader: Annotated[list[str], typer.Option(help="Only this reader; may be repeated.")] = [],  # noqa: B006
    nominal: Annotated[bool, typer.Option("--nominal", help="Name suspects.")] = False,
    as_json: JsonFlag = False,
) -> None:
    """Prepare a release and show who would see what; nothing leaves before it is signed."""
    by, now = open_desk()
    made = releasing.prepare(
        agreement, incidents, asked_for=reader, nominal=nominal, by=by, now=now
    )
    _show(made, as_json=as_json)


@app.command()
def preview(release: Release, as_json: JsonFlag = False) -> None:
    """Show again who would see what of a prepared release."""
    by, now = open_desk()
    _show(releasing.preview(release, by=by, now=now), as_json=as_json)


@app.command()
def sign(release: Release, as_json: JsonFlag = False) -> None:
    """Sign a release: the partner can read it from now on."""
    by, now = open_desk()
    row = releasing.sign(release, by=by, now=now)
    if as_json:
        show_json({"release": row.name, "signed_at": now, **row.told})
    else:
        count = sum(row.told["objects"].values())
        console.print(f"{row.name} is released: {count} objects can be read.", highlight=False)


@app.command()
def drop(release: Release, as_json: JsonFlag = False) -> None:
    """Put a prepared release away; nothing of it went."""
    by, now = open_desk()
    row = releasing.drop(release, by=by, now=now)
    if as_json:
        show_json({"release": row.name, "dropped_at": now})
    else:
        console.print(f"{row.name} is put away; nothing of it went.", highlight=False)


@app.command("list")
def list_(as_json: JsonFlag = False) -> None:
    """List agreements and releases, and what partners have read of these."""
    by, now = open_desk()
    agreeing.permit(by, Permission.EXCHANGE)
    agreed = list(agreements.every())
    given = list(releases.latest())
    if as_json:
        show_json({"agreements": [_agreement(one) for one in agreed],
                   "releases": [_release(one) for one in given]})  # fmt: skip
        return
    table = Table("agreement", "partner", "title", "up to", "until", "state", box=None)
    for one in agreed:
        state = agreements.state(one, day=timezone.localdate(now))
        until = str(one.expires_on)
        table.add_row(one.name, one.partner.name, one.title, one.ceiling, until, state)
    console.print(table if agreed else "There is no agreement.")
    table = Table("release", "agreement", "incidents", "signed", "readings", box=None)
    for row in given:
        table.add_row(
            row.name,
            row.agreement.name,
            ", ".join(map(str, row.going)),
            f"{row.signed_at:%Y-%m-%d %H:%M}" if row.signed_at else "not signed",
            str(len(_readings(row))),
        )
    if given:
        console.print(table)


def _show(made: Preview, *, as_json: bool) -> None:
    left = [
        {"agency": one.agency, "reference": one.reference, "why": list(one.refusals)}
        for one in made.left
    ]
    if as_json:
        show_json({"release": made.release.name, **made.told, "left": left,
                   "persons_withheld": made.withheld})  # fmt: skip
        return
    told = made.release.told
    readers = ", ".join(one["name"] for one in told["readers"])
    console.print(f"{made.release.name}: {told['partner']} would see it.", highlight=False)
    console.print(f"Readers: {readers}; keys: {', '.join(told['keys']) or 'none'}.",
                  highlight=False)  # fmt: skip
    for kind, paths in told["properties"].items():
        count = told["objects"][kind]
        console.print(f"{count} {kind}: {', '.join(paths)}", highlight=False, markup=False)
    for one in left:
        console.print(f"Stays: {one['agency']} {one['reference']} ({', '.join(one['why'])}).",
                      highlight=False)  # fmt: skip
    console.print(f"Nothing has left: markaz share sign {made.release.name}", highlight=False)


def _tell(row: AgreementRow, *, said: str, as_json: bool) -> None:
    if as_json:
        show_json(_agreement(row))
    else:
        console.print(f"Agreement {row.name} with {row.partner.name} {said}.", highlight=False)


def _agreement(row: AgreementRow) -> dict[str, object]:
    return {
        "agreement": row.name,
        "partner": row.partner.name,
        "title": row.title,
        "purpose": row.purpose,
        "legal_basis": row.legal_basis,
        "kinds": row.kinds,
        "parts": row.parts,
        "ceiling": row.ceiling,
        "begins_on": row.begins_on,
        "expires_on": row.expires_on,
        "ended_at": row.ended_at,
        "readers": [one.name for one in row.recipients.all()],
        "collection": str(row.collection.uuid),
    }


def _release(row: ReleaseRow) -> dict[str, object]:
    return {
        "release": row.name,
        "agreement": row.agreement.name,
        "incidents": row.going,
        "prepared_by": row.prepared_by,
        "signed_by": row.signed_by,
        "signed_at": row.signed_at,
        "readings": _readings(row),
    }


def _readings(row: ReleaseRow) -> list[dict[str, object]]:
    return [
        {"incident": one.incident, "at": read.at, "way": read.way, "key": read.token}
        for one in releases.given(row)
        for read in one.reads
    ]
