"""`markaz scans`: desks, machines' files, what was set aside, tests, and what expires."""

import threading
import time
from hashlib import sha256
from pathlib import Path
from typing import Annotated

import typer
from django.utils import timezone
from rich.table import Table

from markaz.actions.airport import upkeep
from markaz.actions.airport.bags import projecting, receiving, watching
from markaz.actions.airport.bags.receiving import Received
from markaz.actions.airport.desk import desks, queue
from markaz.airport.scans.folder import WatchedFolder
from markaz.cli.desk import JsonFlag, console, existing, open_desk, show_json
from markaz.store.airport.scans import Bag
from markaz.store.models import QuarantineRow

app = typer.Typer(help="The airport desk's scans.", no_args_is_help=True)
Airport = Annotated[str, typer.Option(help="The airport's IATA code.")]
Agency = Annotated[str, typer.Option(help="Whose desk it is.")]


@app.command()
def desk(
    airport: Annotated[str, typer.Argument(help="The airport's IATA code.")],
    agency: Agency = "ASF",
    decision_first: Annotated[
        bool, typer.Option("--decision-first", help="Hide marks until the officer has decided.")
    ] = False,
    keep_hours: Annotated[int, typer.Option(help="How long persons without a case are kept.")] = 24,
    as_json: JsonFlag = False,
) -> None:
    """Set an airport desk up, or change how it works."""
    by, now = open_desk()
    row = desks.set_up(
        airport, agency=agency, decision_first=decision_first, keep_hours=keep_hours, by=by, now=now
    )
    told = {
        "airport": row.airport, "agency": row.agency, "decision_first": row.decision_first,
        "keep_hours": row.keep_hours,
    }  # fmt: skip
    if as_json:
        show_json(told)
    else:
        console.print(f"Desk {row} keeps persons without a case {row.keep_hours} hours.")


@app.command()
def take(
    files: Annotated[list[Path], typer.Argument(help="Files of a machine.")],
    airport: Airport,
    agency: Agency = "ASF",
    flight: Annotated[str, typer.Option(help="The flight.")] = "",
    destination: Annotated[str, typer.Option(help="Where it goes, IATA.")] = "",
    as_json: JsonFlag = False,
) -> None:
    """Hand files of a machine in; what cannot be read is set aside with its sentence."""
    by, _ = open_desk()
    at = receiving.desk_for(airport, agency, by=by)
    bag = Bag(flight=flight, destination=destination)
    told = [
        _told(
            path,
            receiving.receive_scan(existing(path), desk=at, bag=bag, by=by, now=timezone.now()),
        )
        for path in files
    ]
    if as_json:
        show_json(told)
        return
    for one in told:
        console.print(f"{one['file']}: {one['became']}", highlight=False, markup=False)


@app.command()
def watch(
    folder: Annotated[Path, typer.Argument(help="The folder that machines write to.")],
    airport: Airport,
    agency: Agency = "ASF",
    every: Annotated[float, typer.Option(help="Seconds between two looks.")] = 1.0,
    once: Annotated[bool, typer.Option("--once", help="Look once and end.")] = False,
    as_json: JsonFlag = False,
) -> None:
    """Take in whatever machines write to a folder, until stopped with Ctrl-C."""
    by, now = open_desk()
    at = receiving.desk_for(airport, agency, by=by)
    seen = watching.watch(existing(folder), desk=at, by=by, now=now)
    kept = refused = 0
    while True:
        done = seen.sweep(now=timezone.now())
        kept, refused = kept + done.kept, refused + done.refused
        if (done.kept or done.refused) and not as_json:
            console.print(f"{done.kept} kept, {done.refused} set aside", highlight=False)
        if once:
            break
        time.sleep(every)
    if as_json:
        show_json({"kept": kept, "set_aside": refused, "waiting": done.waiting})


@app.command()
def receive(
    folder: Annotated[Path, typer.Argument(help="The watched folder that files are laid into.")],
    machine: Annotated[list[str], typer.Option(help="The title of a machine that may call.")],
    title: Annotated[str, typer.Option(help="Our own title.")] = "MARKAZ",
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 11112,
) -> None:
    """Receive what machines send by C-STORE into a watched folder, until stopped with Ctrl-C."""
    # The network's library takes a fifth of a second, which no other command should wait for.
    from markaz.cli.airport.receiver import Door
    from markaz.cli.airport.receiver import receive as receive_stored

    into = WatchedFolder(existing(folder))
    door = Door(title, tuple(machine), host=host, port=port)

    def keep(content: bytes) -> None:
        into.put(content, name=f"{sha256(content).hexdigest()}.dcs")

    server = receive_stored(keep, door=door)
    console.print(f"Machines may send to {title} at {host}:{port} (stop it with Ctrl-C)")
    try:
        threading.Event().wait()
    finally:
        server.shutdown()


@app.command("set-aside")
def set_aside(airport: Airport, agency: Agency = "ASF", as_json: JsonFlag = False) -> None:
    """List the files of a desk that could not be read, and why."""
    by, _ = open_desk()
    rows = queue.set_aside(airport, agency, by=by)
    if as_json:
        show_json([{"file": row.file_name, "sha256": row.sha256, "why": _why(row)} for row in rows])
        return
    table = Table("file", "why", box=None)
    for row in rows:
        table.add_row(row.file_name, _why(row))
    console.print(table)


@app.command()
def project(
    airport: Airport,
    agency: Agency = "ASF",
    count: Annotated[int, typer.Option(help="How many test pictures.")] = 2,
    as_json: JsonFlag = False,
) -> None:
    """Put test pictures into a desk's queue, every other one with a projected threat."""
    by, now = open_desk()
    names = projecting.project_some(airport, agency, count=count, by=by, now=now)
    if as_json:
        show_json({"projected": names})
    else:
        console.print(f"{len(names)} test pictures wait in the queue.")


@app.command()
def expire(as_json: JsonFlag = False) -> None:
    """Delete what is kept of persons without a case and whose time is over."""
    by, now = open_desk()
    ended = upkeep.expire(by=by, now=now)
    if as_json:
        show_json({"documents": ended.documents, "scans": ended.scans, "masked": ended.masked})
        return
    console.print(
        f"{ended.documents} documents and {ended.scans} scans without a case are deleted,"
        f" {ended.masked} documents masked."
    )


def _told(path: Path, said: Received) -> dict[str, str]:
    if said.scan is not None:
        became = f"scan {said.scan.name}" + (" (already there)" if said.repeated else "")
    elif said.set_aside is not None:
        became = f"set aside: {_why(said.set_aside)}"
    else:
        became = "waits for the other energy"
    return {"file": path.name, "became": became}


def _why(row: QuarantineRow) -> str:
    return str(row.sentence.format(**row.values) if row.values else row.sentence)
