"""`markaz partner`: partners, the keys of their programs, and what is open to them."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from django.utils import timezone
from rich.table import Table

from markaz.actions.exchange import handing, offering, partners
from markaz.actions.exchange.partners import About
from markaz.cli.desk import JsonFlag, console, open_desk, show_json
from markaz.store.models import Partner

app = typer.Typer(help="Partners at home and abroad.", no_args_is_help=True)
Name = Annotated[str, typer.Argument(help="The partner's name here, e.g. north-liaison.")]
Days = Annotated[int, typer.Option(help="How many days the key lasts.")]
Key = Annotated[str, typer.Option(help="What the key is called.")]


@app.callback()
def partner() -> None:
    """Partners at home and abroad."""


@app.command()
def add(
    name: Name,
    title: Annotated[str, typer.Option(help="What it is called in English.")],
    title_ur: Annotated[str, typer.Option(help="What it is called in Urdu.")] = "",
    country: Annotated[str, typer.Option(help="Two letters of ISO 3166-1.")] = "",
    organisation: Annotated[str, typer.Option(help="The organisation behind it.")] = "",
    contact: Annotated[str, typer.Option(help="Whom to ring or write to.")] = "",
    as_json: JsonFlag = False,
) -> None:
    """Take up a partner; nothing is open to it yet."""
    by, now = open_desk()
    about = About(title, title_ur, country, organisation, contact)
    partners.add_partner(name, about=about, by=by, now=now)
    if as_json:
        show_json({"partner": name})
    else:
        console.print(f"{name} is a partner; nothing is open to it yet.", highlight=False)


@app.command()
def token(name: Name, key: Key, days: Days = 90, as_json: JsonFlag = False) -> None:
    """Make a token by which the partner's program signs in; it is shown once."""
    by, now = open_desk()
    secret = partners.make_token(name, token=key, days=days, by=by, now=now)
    if as_json:
        show_json({"partner": name, "key": key, "days": days, "token": secret})
    else:
        console.print(
            f"{key} may sign in as {name} for {days} days with {secret}",
            highlight=False,
            soft_wrap=True,
        )


@app.command()
def certificate(
    name: Name,
    key: Key,
    fingerprint: Annotated[str, typer.Option(help="SHA-256 of the certificate, in hex.")],
    days: Days = 90,
    as_json: JsonFlag = False,
) -> None:
    """Let the holder of a client certificate sign in, behind a proxy that checks it."""
    by, now = open_desk()
    partners.trust_certificate(name, fingerprint, called=key, days=days, by=by, now=now)
    if as_json:
        show_json({"partner": name, "key": key, "days": days})
    else:
        console.print(f"The certificate {key} signs in as {name} for {days} days.", highlight=False)


@app.command()
def revoke(
    name: Name,
    key: Annotated[str, typer.Argument(help="The key's name.")],
    as_json: JsonFlag = False,
) -> None:
    """Revoke a token or a certificate: it opens nothing from now on."""
    by, now = open_desk()
    partners.revoke_key(name, key=key, by=by, now=now)
    if as_json:
        show_json({"partner": name, "key": key, "revoked": True})
    else:
        console.print(f"The key {key} of {name} opens nothing any more.", highlight=False)


@app.command(name="open")
def open_collection(
    name: Name,
    collection: Annotated[str, typer.Argument(help="The collection's alias; made if new.")],
    purpose: Annotated[str, typer.Option(help="For what purpose.")],
    title: Annotated[str, typer.Option(help="The title of a new collection.")] = "",
    read: Annotated[bool, typer.Option(help="The partner may read it.")] = True,
    write: Annotated[bool, typer.Option(help="The partner may write to it.")] = False,
    as_json: JsonFlag = False,
) -> None:
    """Open a collection to a partner; with --no-read alone it is closed again."""
    by, now = open_desk()
    uuid = offering.open_collection(
        collection,
        partner=name,
        purpose=purpose,
        title=title,
        may_read=read,
        may_write=write,
        by=by,
        now=now,
    )
    path = f"/taxii2/{offering.ROOT}/collections/{uuid}/"
    if as_json:
        show_json({"partner": name, "collection": collection, "id": str(uuid), "path": path})
    else:
        rights = " and ".join(word for word, on in (("read", read), ("write", write)) if on)
        console.print(
            f"{name} may {rights or 'do nothing in'} {path}", highlight=False, soft_wrap=True
        )


@app.command()
def feed(
    name: Name,
    url: Annotated[str, typer.Option(help="The collection's address at the partner's server.")],
    user: Annotated[str, typer.Option(help="Our name there; empty for a token alone.")] = "",
    secret_file: Annotated[Path | None, typer.Option(help="File that holds our secret.")] = None,
    as_json: JsonFlag = False,
) -> None:
    """Have a collection of the partner's server fetched by markaz fetch."""
    by, now = open_desk()
    where = str(secret_file) if secret_file else ""
    kept = partners.keep_feed(name, url=url, user=user, secret_file=where, by=by, now=now)
    if as_json:
        show_json({"partner": name, "url": kept.url})
    else:
        console.print(f"{kept.url} is fetched from now on.", highlight=False, soft_wrap=True)


@app.command()
def inbox(
    name: Name,
    out: Annotated[Path, typer.Argument(help="The bundle to write.")],
    at_most: Annotated[int, typer.Option(help="Objects at once.")] = handing.AT_ONCE,
    as_json: JsonFlag = False,
) -> None:
    """Write what came from the partner and was not read yet as a STIX bundle."""
    by, now = open_desk()
    told = handing.hand_over(name, out, by=by, now=now, at_most=at_most)
    if as_json:
        show_json(asdict(told))
        return
    sentence = f"{told.written:,} objects are in {out}" if told.written else "Nothing was written"
    aside = f"; {told.set_aside:,} are no STIX objects and stay here" if told.set_aside else ""
    console.print(f"{sentence}; {told.waiting:,} still wait{aside}.", highlight=False)


@app.command(name="list")
def listed(as_json: JsonFlag = False) -> None:
    """List the partners with their keys, what is open to them, and what is fetched of them."""
    by, _ = open_desk()
    told = [_told(one) for one in partners.standing(by=by)]
    if as_json:
        show_json(told)
        return
    table = Table("partner", "title", "keys", "open to it", "fetched", box=None)
    for one in told:
        lists = ("\n".join(one[part]) or "-" for part in ("keys", "open", "fetched"))
        table.add_row(str(one["name"]), str(one["title"]), *lists)
    console.print(table)


def _told(partner: Partner) -> dict[str, str | list[str]]:
    keys = [
        f"{one.name} ({one.kind}, to {timezone.localtime(one.expires_at):%Y-%m-%d})"
        for one in partner.tokens.all()
    ]
    opened = [
        f"{one.collection.alias} ({rights})"
        for one in partner.access.all()
        if (rights := "".join(r for r, on in (("r", one.may_read), ("w", one.may_write)) if on))
    ]
    fetched = [f"{one.url} ({one.received:,} objects)" for one in partner.feeds.all()]
    return {
        "name": partner.name,
        "title": partner.title_en,
        "keys": keys,
        "open": opened,
        "fetched": fetched,
    }
