"""The command's frame: one list of commands, one table from failure to sentence."""

import json
import sys
from collections import UserDict
from importlib import import_module
from typing import Any

import typer
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError
from typer.core import TyperGroup
from typer.main import get_command, get_group

from markaz.records.errors import MarkazError

# Each command or group of commands with where it is written, below `markaz.cli`.  Only the one that
# is typed is read: the imaging and matching libraries take longer to load than most commands take.
_COMMANDS = {
    "demo": "demo:demo",
    "serve": "serve:serve",
    "work": "serve:work",
    "pages": "serve:pages",
    "simulate": "simulation:simulate",
    "intake": "intake:intake",
    "sources": "intake:sources",
    "index": "intake:index",
    "consolidate": "consolidation:consolidate",
    "train": "consolidation:train",
    "review": "incidents.review:review",
    "why": "incidents.review:why",
    "judge": "incidents.review:judge",
    "merge": "incidents.review:merge",
    "unmerge": "incidents.review:unmerge",
    "undo": "incidents.review:undo",
    "decide": "incidents.values:decide",
    "ask": "checking.asking:ask",
    "answer": "checking.asking:answer",
    "check": "subjects.check:check",
    "contact": "subjects.check:contact",
    "network": "subjects.network:network",
    "path": "subjects.network:path",
    "brief": "briefing:brief",
    "figure": "briefing:figure",
    "fetch": "exchange.fetch:fetch",
    "grading": "exchange.grading:grading",
    "arq": "exchange.forms:arq",
    "seizures": "exchange.forms:seizures",
    "drafts": "exchange.drafts:drafts",
    "mrz": "airport.mrz:mrz",
    "pass": "airport.boarding:boarding_pass",
    "scan": "airport.scan:scan",
    "refer": "airport.refer:refer",
    "misp": "exchange.handing:misp",
    "hand": "exchange.handing:hand",
    "backup": "upkeep:backup",
    "restore": "upkeep:restore",
    "doctor": "upkeep:doctor",
    "scans": "airport.scans:app",
    "rules": "airport.rules:app",
    "detectors": "airport.machines.detectors:app",
    "machines": "airport.machines.checks:app",
    "entry": "subjects.entries:app",
    "subject": "subjects.keeping:app",
    "operation": "operations.plans:app",
    "part": "operations.parts:app",
    "overlap": "operations.overlaps:app",
    "task": "operations.tasks:app",
    "shift": "operations.shift:app",
    "crops": "crops:app",
    "blind": "subjects.blind:app",
    "stolen": "airport.stolen:app",
    "share": "exchange.share:app",
    "recall": "exchange.recall:app",
    "request": "exchange.request:app",
    "audit": "upkeep:audit_app",
    "account": "accounts:app",
    "partner": "exchange.partners:app",
}
# The program calls these itself.
_HIDDEN = frozenset(("pages",))


class _Read(UserDict[str, Any]):
    """The commands of the table by name, each read when it is asked for."""

    def __getitem__(self, name: str) -> Any:
        module, _, written = _COMMANDS[name].partition(":")
        found = getattr(import_module(f"markaz.cli.{module}"), written)
        if isinstance(found, typer.Typer):
            command = get_group(found)
            command.name = name
            return command
        alone = typer.Typer(pretty_exceptions_enable=False, add_completion=False)
        alone.command(name, hidden=name in _HIDDEN)(found)
        return get_command(alone)


class _ByName(TyperGroup):
    def __init__(self, **told: Any) -> None:
        super().__init__(**told)
        self.commands = _Read(_COMMANDS)


app = typer.Typer(
    name="markaz",
    cls=_ByName,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)


@app.callback()
def markaz() -> None:
    """One picture of what many agencies report, in which nothing is counted twice."""


# Anything not in this table is a fault of the program and shows its traceback.
_SENTENCES: tuple[tuple[type[BaseException], str], ...] = (
    (MarkazError, "{error}"),
    (ImproperlyConfigured, "{error}"),
    (FileNotFoundError, "{error.filename} is not there: check the name."),
    (IsADirectoryError, "{error.filename} is a folder: name a file."),
    (PermissionError, "{error.filename} may not be read or written by this account."),
    (OperationalError, "The database does not answer ({error}): check DATABASE_URL and the disk."),
    (KeyboardInterrupt, "Stopped; what was not finished is not kept."),
)


def run() -> int:
    """Run the command; give its exit code."""
    try:
        app(standalone_mode=True)
    except tuple(kind for kind, _ in _SENTENCES) as error:
        template = next(text for kind, text in _SENTENCES if isinstance(error, kind))
        _say(template.format(error=error))
        return 1
    return 0


def _say(sentence: str) -> None:
    if "--json" in sys.argv:
        print(json.dumps({"error": sentence}, ensure_ascii=False))
    print(f"markaz: {sentence}", file=sys.stderr)
