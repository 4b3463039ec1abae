"""From weighed pairs and people's words to links: the one place where incidents come about.

The full run, a report that comes alone and a person's judgement all end here, so that the same
pairs and the same words always give the same incidents.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path

import pyarrow as pa
from django.conf import settings
from django.db import transaction

from markaz.accounts.models import User
from markaz.actions.subjects.network import ahead
from markaz.consolidation.clusters import Grouped, group, welds
from markaz.consolidation.said import Blocks, Pair, Said, Word, heard
from markaz.consolidation.weights import model as models
from markaz.consolidation.weights.model import Model
from markaz.governance.audit import Event
from markaz.records.kinds import Verdict
from markaz.store import audit
from markaz.store.incidents import judging, links, pairs

BY_A_PERSON = "person"


def model_in_use() -> Model:
    """The model trained here, or else the one that came with the program."""
    path = trained_model()
    return _loaded(path, path.stat().st_mtime_ns) if path.is_file() else models.shipped()


@lru_cache(maxsize=2)
def _loaded(path: Path, _written: int) -> Model:
    return models.load(path)


def trained_model() -> Path:
    """Where a model that was trained here stands."""
    return Path(settings.MARKAZ_HOME) / "model.json"


@dataclass(frozen=True, slots=True)
class Because:
    """Why incidents are formed anew, as the audit log tells it."""

    event: Event
    subject: str
    details: Mapping[str, object]


def regroup_all(*, model: Model, because: Because, by: User, now: datetime) -> links.Change:
    """Form the incidents of the whole ledger anew from what was weighed and said."""
    return _stand(None, model=model, because=because, by=by, now=now)


def regroup(
    numbers: Iterable[int], *, model: Model, because: Because, by: User, now: datetime
) -> links.Change:
    """Form anew the incidents that hang together with these reports, and no others."""
    around = pairs.component(numbers, automatic=mbits(model.automatic))
    return _stand(around, model=model, because=because, by=by, now=now)


@transaction.atomic
def _stand(
    among: set[int] | None, *, model: Model, because: Because, by: User, now: datetime
) -> links.Change:
    weighed, waited = (
        (pairs.weights(), pairs.all_waiting()) if among is None else pairs.touching(among)
    )
    said = words(None if among is None else among.union(*weighed))
    agencies = _agencies(among, said)
    grouped = group(
        _between(weighed, among, agencies),
        agencies,
        said=_of(agencies, said),
        automatic=mbits(model.automatic),
    )
    change = links.stand(joined(grouped, rule=model.name), among=among, now=now)
    wanted = _reviewed(weighed, grouped, said=said, model=model, among=among)
    waiting = {pair: weighed[pair] for pair in wanted}
    pairs.wait(waiting, before=waited, among=among, now=now)
    audit.log(
        because.event,
        subject=because.subject,
        by=by,
        now=now,
        details={**because.details, "joined": change.joined, "parted": change.parted},
    )
    ahead.ask()
    return change


def words(numbers: set[int] | None = None) -> Said:
    """What people said of these reports, or of all, as far as later words left it standing."""
    verdicts = judging.standing(numbers).latest
    return heard(
        Word(pair, together=verdict is Verdict.POSITIVE)
        for pair, verdict in verdicts
        if verdict is not Verdict.UNSURE
    )


def _agencies(among: set[int] | None, said: Said) -> dict[int, str]:
    agencies = pairs.agencies(among)
    if among is None:
        told_of = {number for pair in said.together | said.apart for number in pair}
        agencies |= pairs.agencies(told_of - agencies.keys())
    return agencies


def _between(
    weighed: dict[Pair, int], among: set[int] | None, agencies: Mapping[int, str]
) -> dict[Pair, int]:
    """The pairs of these reports, of events alone: what became a sum of many since joins none."""
    if among is None:
        return weighed
    events = among & agencies.keys()
    return {
        pair: weight for pair, weight in weighed.items() if pair[0] in events and pair[1] in events
    }


def _of(agencies: Mapping[int, str], said: Said) -> Said:
    """What was said of these reports among each other."""
    return Said(
        together=frozenset(pair for pair in said.together if agencies.keys() >= set(pair)),
        apart=frozenset(pair for pair in said.apart if agencies.keys() >= set(pair)),
    )


def joined(grouped: Iterable[Grouped], *, rule: str) -> pa.Table:
    """The links that should stand (schema JOINED); `rule` is the model's name."""
    rows = [
        {
            "number": number,
            "incident": one.incident,
            "rule": BY_A_PERSON if weight is None else rule,
            "weight_mbits": weight,
        }
        for one in grouped
        for number, weight in one.joined_by.items()
    ]
    return pa.Table.from_pylist(rows, schema=links.JOINED)


def _reviewed(
    weighed: Mapping[Pair, int],
    grouped: list[Grouped],
    *,
    said: Said,
    model: Model,
    among: set[int] | None,
) -> set[Pair]:
    """The pairs that wait for a person: likely ones that were not joined, and doubtful welds.

    What a person's words already answer is not asked, even where nobody judged that very pair.
    """
    incident = {number: one.incident for one in grouped for number in one.members}
    review = mbits(model.review)
    likely = [pair for pair, weight in weighed.items() if weight >= review]
    if among is not None:
        incident |= links.incidents({number for pair in likely for number in pair} - among)
    doubtful = welds(grouped, weighed, review=review) & weighed.keys()
    blocks = said.blocks()
    open_ = {pair for pair in likely if _apart(pair, incident)} | doubtful
    return {pair for pair in open_ if not _answered(pair, blocks)}


def _answered(pair: Pair, blocks: Blocks) -> bool:
    left, right = pair
    return blocks.root(left) == blocks.root(right) or blocks.parted(left, right)


def _apart(pair: Pair, incident: Mapping[int, int]) -> bool:
    left, right = pair
    return incident.get(left, left) != incident.get(right, right)


def mbits(bits: float) -> int:
    """A weight in whole thousandths of a bit, as pairs are kept."""
    return round(bits * 1000)
