"""`markaz misp` and `markaz hand`: a signed release as a file for one of its readers."""

from pathlib import Path
from typing import Annotated

import typer

from markaz.actions.exchange.sharing import handing
from markaz.actions.exchange.sharing.handing import Form
from markaz.cli.desk import JsonFlag, console, open_desk, show_json
from markaz.records.errors import InvalidValueError

Release = Annotated[str, typer.Argument(help="The signed release's name.")]
Reader = Annotated[str, typer.Option(help="Which of its readers gets it.")]
Out = Annotated[Path, typer.Option(help="FILE.json")]
Message = Annotated[bool, typer.Option("--message", help="It goes in a message, not as a file.")]


def misp(
    release: Release, to: Reader, out: Out, message: Message = False, as_json: JsonFlag = False
) -> None:
    """Write a signed release as MISP events; that the reader got it stands on each item."""
    _hand(release, Form.MISP, to, out, message=message, as_json=as_json)


def hand(
    release: Release, to: Reader, out: Out, message: Message = False, as_json: JsonFlag = False
) -> None:
    """Write a signed release as a STIX bundle; that the reader got it stands on each item."""
    _hand(release, Form.STIX, to, out, message=message, as_json=as_json)


def _hand(name: str, form: Form, to: str, out: Path, *, message: bool, as_json: bool) -> None:
    if out.suffix != ".json":
        raise InvalidValueError(f"{out.name} does not end in .json: name such a file.")
    by, now = open_desk()
    made = handing.hand_over(name, form=form, to=to, message=message, by=by, now=now)
    out.write_text(made.text, encoding="utf-8")
    if as_json:
        show_json({"release": name, "to": to, "file": str(out), "count": made.count,
                   "receipt": made.receipt})  # fmt: skip
        return
    what = "events" if form is Form.MISP else "objects"
    console.print(
        f"Written: {out} ({made.count} {what}); the receipt of {to} is kept.",
        highlight=False,
        soft_wrap=True,
    )
