"""`markaz demo`: a simulated campaign from the agencies' files to a printed briefing."""

import json
import secrets
import socket
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer
from django.utils import timezone
from rich.progress import Progress
from rich.table import Table

from markaz.accounts.models import User
from markaz.actions.accounts import open_account
from markaz.actions.briefing import brief
from markaz.actions.consolidation import consolidate
from markaz.actions.intake import receive_file
from markaz.actions.subjects.indexing import index_reports
from markaz.actions.subjects.simulated import keep_simulated_ring, list_simulated
from markaz.briefing.printing.words import Lang
from markaz.cli import serve
from markaz.cli.airport.simulated import play_morning
from markaz.cli.crops.simulated import simulate_season
from markaz.cli.desk import console, open_desk
from markaz.cli.exchange.simulated import share_with_partner
from markaz.cli.intake import campaign as sendings
from markaz.cli.messages.simulated import send_messages
from markaz.cli.operations.simulated import plan_clash
from markaz.cli.output import print_briefing, write_briefing
from markaz.records.batch import Tally
from markaz.records.figure import Number, Selection
from markaz.simulation import campaign

_PRINTS: dict[Lang, tuple[str, ...]] = {
    "en": ("briefing.pdf", "briefing.json", "briefing.xlsx", "briefing.html"),
    "ur": ("briefing-ur.pdf",),
}
# What is set beside the truth: a name, the figure, the truth's key, its scale and the unit.
_BESIDE_TRUTH = (
    ("narcotics seized", "seized_mass", "mass_mg", 1e9, "t"),
    ("suspects arrested", "suspects_arrested", "arrested", 1, ""),
    ("of whom foreign", "suspects_foreign", "arrested_foreign", 1, ""),
    ("value", "value_international", "value_usd", 1, "USD"),
    ("land cleared", "land_cleared", "acres", 1, "acres"),
)
_MILLION = 1_000_000
_SIGN_INS = (
    ("analyst", "NCC", "analyst"),
    ("head", "NCC", "head"),
    ("watch", "NCC", "watch"),
    ("supervisor", "NCC", "supervisor"),
    ("auditor", "NCC", "auditor"),
    ("anf.liaison", "ANF", "liaison"),
    ("customs.liaison", "CUSTOMS", "liaison"),
    ("pcg.liaison", "PCG", "liaison"),
    ("asf.airport", "ASF", "airport"),
    ("asf.supervisor", "ASF", "supervisor"),
)


def demo(
    out: Annotated[
        Path, typer.Option(help="Folder for everything the demonstration writes.")
    ] = Path("demo"),
    year: Annotated[int, typer.Option(help="Year of the simulated events.")] = 2025,
    scale: Annotated[float, typer.Option(help="Size of the campaign.")] = 1.0,
    seed: Annotated[int, typer.Option(help="Which campaign.")] = 7,
    no_serve: Annotated[
        bool, typer.Option("--no-serve", help="End once the files are written.")
    ] = False,
    port: Annotated[int, typer.Option(help="Port of the console.")] = 8000,
) -> None:
    """Simulate a campaign, take it in, print and write the briefing, serve the console."""
    by, now = open_desk()
    files = out / f"campaign-{year}-{scale:g}-{seed}"
    if not (files / "manifest.json").is_file():
        console.print(f"Simulating {year} (seed {seed}); nothing in it is real.")
        campaign.simulate(files, year=year, scale=scale, seed=seed)
    _take_in(files / "manifest.json", by=by, now=now)
    index_reports(by=by, now=now)
    found = consolidate(by=by, now=now)
    console.print(
        f"{found.reports:,} reports compared: {found.linked:,} joined to another's report,"
        f" {found.review:,} pairs wait for a person."
    )
    _keep_subjects(by=by, now=now)
    simulate_season(files, out / "season", by=by, now=now)
    selection = Selection(first=date(year, 1, 1), last=date(year, 12, 31))
    values: dict[str, Number | None] = {}
    for lang, names in _PRINTS.items():
        briefing = brief(selection, by=by, now=now, lang=lang)
        if lang == "en":
            print_briefing(briefing)
            values = {figure.id: figure.value for figure in briefing.figures}
        for name in names:
            write_briefing(briefing, out / name, lang=lang, printed_on=timezone.localdate(now))
    _show_truth(files / "truth" / "figures.json", values=values)
    console.print(f"Written: {out}/briefing.pdf, briefing-ur.pdf, .json, .xlsx, .html")
    plan_clash(by=by, now=now)
    signs = _sign_ins(out / "sign-ins.json", by=by, now=now)
    share_with_partner(by=by, signer="head", now=now)
    play_morning(by=by, now=now)
    send_messages(by=by, now=now)
    for username, agency, role in _SIGN_INS:
        console.print(
            f"  sign in as {username} ({role}, {agency}): {signs[username]}", highlight=False
        )
    if not no_serve:
        serve.run(host="127.0.0.1", port=_free(port), processes=serve.PROCESSES)


def _keep_subjects(*, by: User, now: datetime) -> None:
    if list_simulated(by=by, now=now):
        console.print("Three agencies keep simulated entries: ask for 0300 0000017 in the console.")
    for name in keep_simulated_ring(by=by, now=now):
        console.print(f"A simulated subject: /subjects/{name}/", highlight=False)


def _take_in(manifest: Path, *, by: User, now: datetime) -> None:
    tally = Tally()
    entries = list(sendings(manifest))
    with Progress(console=console, transient=True) as progress:
        for sending in progress.track(entries, description="taking in"):
            tally += receive_file(
                sending.path,
                source=sending.source,
                by=by,
                now=now,
                received_at=sending.received_at,
            ).tally
    console.print(
        f"{len(entries)} files: {tally.rows:,} rows = {tally.kept:,} kept"
        f" + {tally.set_aside:,} set aside; {tally.questions:,} questions."
    )


def _show_truth(path: Path, *, values: Mapping[str, Number | None]) -> None:
    """What a plain sum gives, what the centre counts, and what the simulation knows to be true."""
    told = json.loads(path.read_text(encoding="utf-8"))
    table = Table(
        *("simulated", "every report added", "counted once", "truth", "off by"),
        title="Counted twice, counted once, and true",
        box=None,
    )
    for name, figure, key, scale, unit in _BESIDE_TRUTH:
        naive, true = told["naive"].get(key), told["exact"][key] / scale
        counted = values.get(figure)
        table.add_row(
            f"{name}, {unit}" if unit else name,
            "" if naive is None else _short(naive / scale),
            "unknown" if counted is None else _short(float(counted)),
            _short(true),
            "" if counted is None else f"{100 * (float(counted) / true - 1):+.2f} %",
        )
    console.print(table)


def _short(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= _MILLION else f"{value:,.3f}".rstrip("0").rstrip(".")


def _sign_ins(path: Path, *, by: User, now: datetime) -> dict[str, str]:
    if path.is_file():
        kept: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
        return kept
    made = {username: secrets.token_urlsafe(9) for username, _, _ in _SIGN_INS}
    for username, agency, role in _SIGN_INS:
        open_account(username, agency=agency, role=role, password=made[username], by=by, now=now)
    path.write_text(json.dumps(made, indent=1), encoding="utf-8")
    return made


def _free(port: int) -> int:
    with socket.socket() as probe:
        taken = probe.connect_ex(("127.0.0.1", port)) == 0
    return serve.free_port("127.0.0.1") if taken else port
