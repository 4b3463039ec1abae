"""The command's frame: one list of commands, one table from failure to sentence."""

import json
import sys

import typer
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError

from markaz.cli import (
    accounts,
    briefing,
    consolidation,
    demo,
    intake,
    serve,
    simulation,
    upkeep,
)
from markaz.cli.airport import boarding, mrz, refer, rules, scan, stolen
from markaz.cli.airport import scans as airport_scans
from markaz.cli.airport.machines import checks, detectors
from markaz.cli.checking import asking
from markaz.cli.crops import claims, free, imagery, kept, measure, sample, samples
from markaz.cli.crops import status as crops_status
from markaz.cli.exchange import (
    drafts,
    fetch,
    forms,
    grading,
    handing,
    partners,
    recall,
    request,
    share,
)
from markaz.cli.incidents import review, values
from markaz.cli.operations import lead_time, overlaps, parts, plans, shift, tasks
from markaz.cli.subjects import blind, check, entries, file, keeping, network
from markaz.records.errors import MarkazError

app = typer.Typer(
    name="markaz",
    help="One picture of what many agencies report, in which nothing is counted twice.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
app.command()(demo.demo)
app.command()(serve.serve)
app.command()(serve.work)
app.command(hidden=True)(serve.pages)
app.command()(simulation.simulate)
app.command()(intake.intake)
app.command()(intake.sources)
app.command()(intake.index)
app.command()(consolidation.consolidate)
app.command()(consolidation.train)
app.command()(review.review)
app.command()(review.why)
app.command()(review.judge)
app.command()(review.merge)
app.command()(review.unmerge)
app.command()(review.undo)
app.command()(values.decide)
app.command()(asking.ask)
app.command()(asking.answer)
app.command()(check.check)
app.command()(check.contact)
app.command()(network.network)
app.command()(network.path)
app.command()(briefing.brief)
app.command()(briefing.figure)
app.command()(fetch.fetch)
app.command()(grading.grading)
app.command()(forms.arq)
app.command()(forms.seizures)
app.command()(drafts.drafts)
app.command()(mrz.mrz)
app.command("pass")(boarding.boarding_pass)
app.command()(scan.scan)
app.command()(refer.refer)
app.command()(handing.misp)
app.command()(handing.hand)
app.command()(upkeep.backup)
app.command()(upkeep.restore)
app.command()(upkeep.doctor)
app.add_typer(airport_scans.app, name="scans")
app.add_typer(rules.app, name="rules")
app.add_typer(detectors.app, name="detectors")
app.add_typer(checks.app, name="machines")
app.add_typer(entries.app, name="entry")
keeping.app.command()(file.show)
app.add_typer(keeping.app, name="subject")
plans.app.command("lead-time")(lead_time.lead_time)
app.add_typer(plans.app, name="operation")
app.add_typer(parts.app, name="part")
app.add_typer(overlaps.app, name="overlap")
app.add_typer(tasks.app, name="task")
app.add_typer(shift.app, name="shift")
# Each of these adds its verbs to the one below.
_OF_FIELDS = (free, imagery, samples)
claims.app.command()(measure.measure)
claims.app.command()(sample.sample)
claims.app.command()(sample.estimate)
claims.app.command()(crops_status.status)
claims.app.command("claims")(kept.claims)
claims.app.command()(kept.season)
claims.app.command()(kept.verify)
claims.app.command()(imagery.imagery)
claims.app.command()(imagery.look)
claims.app.command()(samples.draw)
claims.app.command()(samples.sheet)
claims.app.command()(free.survey)
claims.app.command()(free.free)
app.add_typer(claims.app, name="crops")
app.add_typer(blind.app, name="blind")
app.add_typer(stolen.app, name="stolen")
app.add_typer(share.app, name="share")
app.add_typer(recall.app, name="recall")
app.add_typer(request.app, name="request")
app.add_typer(upkeep.audit_app, name="audit")
app.add_typer(accounts.app, name="account")
app.add_typer(partners.app, name="partner")

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
