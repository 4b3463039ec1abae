"""What every command shares: the operator, the clock, and how results are shown."""

import json
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer
from django.utils import timezone
from rich.console import Console

from markaz.accounts.models import User
from markaz.records.errors import InvalidValueError
from markaz.store import setup

console = Console()
JsonFlag = Annotated[bool, typer.Option("--json", help="Print one object for machines.")]


def open_desk() -> tuple[User, datetime]:
    """Bring the tables up to date; give the operator and the present moment."""
    setup.ensure()
    return setup.operator(), timezone.now()


def show_json(value: object) -> None:
    """Print one JSON value."""
    print(as_json(value))


def as_json(value: object) -> str:
    """One JSON value as it is printed."""
    return json.dumps(value, ensure_ascii=False, indent=1, default=str)


def day(text: str) -> date:
    """A day as YYYY-MM-DD."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InvalidValueError(f"{text!r} is not a day: write it as 2025-12-31.") from None


def existing(path: Path) -> Path:
    """The path, if a file is there."""
    if not path.exists():
        raise FileNotFoundError(2, "no such file", str(path))
    return path
