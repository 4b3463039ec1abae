"""`markaz consolidate` and `markaz train`."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from markaz.actions.consolidation import Consolidation, engine_named
from markaz.actions.consolidation import consolidate as consolidate_all
from markaz.actions.review import training
from markaz.cli.desk import JsonFlag, console, existing, open_desk, show_json
from markaz.consolidation.recovery import Score

_MOVED_SHOWN = 15


def consolidate(
    engine: Annotated[str, typer.Option(help="duckdb or spark.")] = "duckdb",
    master: Annotated[
        str, typer.Option(help="Where Spark is: local[2], spark://HOST:7077 ...")
    ] = "local[*]",
    shared: Annotated[
        Path | None,
        typer.Option(help="A folder that every Spark worker sees; in MARKAZ_HOME if not named."),
    ] = None,
    measure: Annotated[
        bool, typer.Option("--measure", help="Measure the ledger's frequencies afresh.")
    ] = False,
    as_json: JsonFlag = False,
) -> None:
    """Join the reports that tell of one event."""
    chosen = engine_named(engine, master=master, shared=shared)
    by, now = open_desk()
    done = consolidate_all(by=by, now=now, engine=chosen, measure=measure)
    if as_json:
        show_json(asdict(done))
    else:
        _tell(done)


def train(
    truth: Annotated[
        Path | None,
        typer.Option(help="truth/reports.csv of a simulated campaign that was taken in here."),
    ] = None,
    as_json: JsonFlag = False,
) -> None:
    """Learn the weights anew from people's judgements, or from a campaign's truth."""
    by, now = open_desk()
    done = training.train(by=by, now=now, truth=existing(truth) if truth else None)
    if as_json:
        scores = {"before": _score(done.before), "after": _score(done.after)}
        show_json({**asdict(done), **scores})
    else:
        _tell_training(done)


def _tell(done: Consolidation) -> None:
    console.print(
        f"{done.reports:,} reports compared with {done.engine} (model {done.model}):"
        f" {done.candidates:,} pairs shared a key, {done.pairs:,} are worth keeping.",
        highlight=False,
    )
    console.print(
        f"{done.joined:,} reports joined to another's incident and {done.parted:,} parted;"
        f" {done.linked:,} stand joined, {done.review:,} pairs wait for a person.",
        highlight=False,
    )


def _tell_training(done: training.Training) -> None:
    console.print(
        f"Model {done.model}, learned from {done.learned_from}:"
        f" {done.pairs:,} pairs, {done.true:,} of one event.",
        highlight=False,
    )
    table = Table("on the pairs held out", "precision", "recall", "F1", box=None)
    for name, score in (("before", done.before), ("after", done.after)):
        told = _score(score)
        table.add_row(name, *(f"{told[part]:.4f}" for part in ("precision", "recall", "f1")))
    console.print(table)
    moved = sorted(done.moved, key=lambda one: -abs(one.after - one.before))
    table = Table("what moved most", "", "before", "after", box=None)
    for one in moved[:_MOVED_SHOWN]:
        table.add_row(one.comparison, one.level, f"{one.before:+.1f}", f"{one.after:+.1f}")
    console.print(table)
    console.print("It weighs from the next markaz consolidate on.")


def _score(score: Score) -> dict[str, float]:
    return {
        "pairs_joined": score.found,
        "pairs_true": score.true,
        "precision": round(score.precision, 4),
        "recall": round(score.recall, 4),
        "f1": round(score.f1, 4),
    }
