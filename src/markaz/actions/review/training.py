"""Learning the weights anew from what people judged, or from a simulated campaign's truth."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import numpy as np
import pyarrow as pa
from django.db import transaction

from markaz.accounts.models import User
from markaz.actions import grouping
from markaz.actions.ledger import folder, raw_folder
from markaz.consolidation.engines.duckdb import find, weigh
from markaz.consolidation.evidence import evidence
from markaz.consolidation.matching import lay_out, workbench
from markaz.consolidation.recovery import EVENTS, Score, same_event
from markaz.consolidation.weights import model as models
from markaz.consolidation.weights.comparisons import comparisons
from markaz.consolidation.weights.model import Model
from markaz.consolidation.weights.prior import shift
from markaz.consolidation.weights.samples import Sample, sample, weights
from markaz.consolidation.weights.training import learn
from markaz.consolidation.weights.yardstick import Yardstick, measured, rate, rated
from markaz.governance.audit import Event
from markaz.governance.permissions import Permission, require
from markaz.records.errors import InvalidValueError
from markaz.records.kinds import Verdict
from markaz.store import audit, raw
from markaz.store.incidents import judging, links, pairs
from markaz.store.models import ReportRow

# One pair in so many is held out and judged by the old and by the new weights.
_HELD_OUT = 5
_NONE_KNOWN = pa.table({"left": pa.array([], pa.int64()), "right": pa.array([], pa.int64())})


@dataclass(frozen=True, slots=True)
class Moved:
    """A level whose weight changed, in bits."""

    comparison: str
    level: str
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class Training:
    """What was learned, from how many pairs, and how both models do on the pairs held out."""

    model: str
    learned_from: str
    pairs: int
    true: int
    before: Score
    after: Score
    moved: tuple[Moved, ...]


def train(*, by: User, now: datetime, truth: Path | None = None) -> Training:
    """Learn from the standing judgements, and from a campaign's truth where one is named.

    Args:
        by: who asks.
        now: the moment, after which the model is named.
        truth: `truth/reports.csv` of a simulated campaign that was taken in here.

    Raises:
        InvalidValueError: nobody judged a pair yet and no truth is named, or it is of others.
    """
    require(by.permissions, Permission.CONSOLIDATE)
    start = _start()
    samples, sources = _samples(truth, start=start)
    parts = [one.parted(one_in=_HELD_OUT) for one in samples]
    called = {"name": f"trained {now:%Y-%m-%d %H:%M:%S}", "learned_from": " and ".join(sources)}
    tried = learn([learned for learned, _ in parts], start=start, **called)
    held_out = [held for _, held in parts]
    # What was held out is no longer needed to judge by: the model that is kept learns from all.
    model = learn(samples, start=start, **called)
    done = Training(
        model=model.name,
        learned_from=model.learned_from,
        pairs=sum(one.pairs.num_rows for one in samples),
        true=int(sum(one.same.sum() for one in samples)),
        before=_score(start, held_out),
        after=_score(tried, held_out),
        moved=tuple(_moved(start, model)),
    )
    with transaction.atomic():
        audit.log(
            Event.MODEL_TRAINED,
            subject=model.name,
            by=by,
            now=now,
            details={"learned_from": model.learned_from, "pairs": done.pairs, "true": done.true},
        )
        models.save(model, grouping.trained_model())
    return done


def _start() -> Model:
    """The model in use; the program's own where that one's comparisons are no longer these."""
    try:
        return grouping.model_in_use()
    except models.ModelError:
        return models.shipped()


def sample_of_truth(truth: Path, *, model: Model) -> Sample:
    """All candidates of this ledger, with what a campaign's truth says of them.

    Raises:
        InvalidValueError: none of its reports stands here.
    """
    known = events(truth)
    raw.export(raw_folder())
    with links.standing_reports(raw_folder()) as connection:
        told = evidence(connection)
    with workbench(folder() / "match" / "training") as connection:
        connection.register("evidence", told)
        yardstick = measured(connection)
        connection.unregister("evidence")
        lay_out(connection, told, measured=yardstick, known=_NONE_KNOWN)
        find(connection)
        weighed = weigh(connection, model=model, least=None).pairs
        reports = rated(connection)
    return sample(weighed, reports, same_event(weighed, known), whole=True)


def events(truth: Path) -> pa.Table:
    """What a campaign's truth says of the reports that stand here (schema EVENTS)."""
    standing = ReportRow.objects.filter(known_to=None)
    numbers = {
        (agency, reference): number
        for agency, reference, number in standing.values_list("agency", "reference", "number")
    }
    found: dict[int, int] = {}
    with truth.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            number = numbers.get((row.get("agency", ""), row.get("reference", "")))
            if number is not None:
                found[number] = int(row["incident"])
    if not found:
        raise InvalidValueError(
            "{truth} tells of no report that stands here: name truth/reports.csv of a"
            " campaign that was taken in.",
            truth=truth,
        )
    return pa.table({"number": list(found), "event": list(found.values())}, schema=EVENTS)


def _samples(truth: Path | None, *, start: Model) -> tuple[list[Sample], list[str]]:
    judged = judging.standing()
    samples, sources = [], []
    if said := len(judged.of(Verdict.POSITIVE)) + len(judged.of(Verdict.NEGATIVE)):
        samples.append(_judged(judged, model=start))
        sources.append(f"{said:,} judgements by people")
    if truth is not None:
        samples.append(sample_of_truth(truth, model=start))
        sources.append(f"the truth of a simulated campaign ({samples[-1].pairs.num_rows:,} pairs)")
    if not samples:
        raise InvalidValueError(
            "Nobody has judged a pair yet: judge some in the review queue, or name the truth of a"
            " simulated campaign with --truth."
        )
    return samples, sources


def _judged(judged: judging.Verdicts, *, model: Model) -> Sample:
    together = judged.of(Verdict.POSITIVE)
    run = pairs.latest_run()
    yardstick = Yardstick(**run.yardstick) if run else Yardstick()
    raw.export(raw_folder())
    with links.standing_reports(raw_folder()) as connection:
        told = evidence(connection)
    standing = set(told["number"].to_pylist())
    said = sorted(
        pair
        for pair in together | judged.of(Verdict.NEGATIVE)
        if pair[0] in standing and pair[1] in standing
    )
    chosen = pa.table(
        {
            "left": pa.array([left for left, _ in said], pa.int64()),
            "right": pa.array([right for _, right in said], pa.int64()),
        }
    )
    with workbench(folder() / "match" / "training") as connection:
        connection.register("chosen", chosen)
        connection.execute(
            'CREATE TABLE candidates AS SELECT "left" AS number_l, "right" AS number_r FROM chosen'
        )
        rate(connection, told, yardstick)
        weighed = weigh(connection, model=model, least=None).pairs
        reports = rated(connection)
    same = np.array([float(pair in together) for pair in said])
    return sample(weighed, reports, same, whole=False)


def _score(model: Model, samples: list[Sample]) -> Score:
    """How the model does on known pairs, at the weight from which it joins."""
    found = true = both = 0
    for one in samples:
        weighed = weights(model, one)
        if one.whole:
            weighed = weighed + shift(weighed, candidates=len(weighed), share=model.share)
        joined, same = weighed >= model.automatic, one.same > 0
        found, true = found + int(joined.sum()), true + int(same.sum())
        both += int((joined & same).sum())
    return Score(found=found, true=true, both=both)


def _moved(before: Model, after: Model) -> Iterator[Moved]:
    for known in comparisons():
        levels = zip(
            known.levels, before.weights[known.name], after.weights[known.name], strict=True
        )
        for level, old, new in levels:
            if old != new:
                yield Moved(known.name, level.label_en, old, new)
