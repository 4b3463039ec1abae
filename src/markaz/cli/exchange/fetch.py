"""`markaz fetch`: what partners offer, from where we stopped."""

import time
from dataclasses import asdict
from typing import Annotated

import typer
from django.utils import timezone

from markaz.accounts.models import User
from markaz.actions.exchange import fetching
from markaz.actions.exchange.fetching import Fetched
from markaz.cli.desk import JsonFlag, console, open_desk, show_json
from markaz.records.errors import MarkazError


def fetch(
    partner: Annotated[str, typer.Option(help="Only from this partner.")] = "",
    every: Annotated[int, typer.Option(help="Again every so many seconds; 0 once.")] = 0,
    limit: Annotated[int, typer.Option(help="Objects a page.")] = fetching.PAGE,
    as_json: JsonFlag = False,
) -> None:
    """Fetch what partners offer; a broken round goes on where it stopped."""
    by, _ = open_desk()
    told = _fetched(partner, limit, by=by, as_json=as_json)
    while every > 0:
        time.sleep(every)
        told = _fetched(partner, limit, by=by, as_json=as_json)
    failed = [one for one in told if one.failure]
    if failed and as_json:
        raise typer.Exit(1)  # the failure stands in what was shown
    if failed:
        raise MarkazError(f"{failed[0].partner}: {failed[0].failure}")


def _fetched(partner: str, limit: int, *, by: User, as_json: bool) -> tuple[Fetched, ...]:
    told = fetching.fetch(by=by, clock=timezone.now, partner=partner, limit=limit)
    if as_json:
        show_json([asdict(one) for one in told])
    else:
        for one in told:
            console.print(_sentence(one), highlight=False, soft_wrap=True)
    return told


def _sentence(one: Fetched) -> str:
    aside = f", {one.set_aside:,} of them no STIX objects" if one.set_aside else ""
    if one.sent or one.unsent:
        waits = f", {one.unsent:,} wait: their server takes none" if one.unsent else ""
        aside += f"; {one.sent:,} answers sent{waits}"
    ending = f"; broken off: {one.failure}" if one.failure else "."
    return f"{one.partner}: {one.received:,} received, {one.kept:,} new{aside}{ending}"
