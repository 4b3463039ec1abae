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
from markaz.consolidation.clusters import Grouped, Pair, Said, group, welds
from markaz.consolidation.weights import model as models
from markaz.consolidation.weights.model import Model
from markaz.governance.audit import Event
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
    return _stand(None, judged=judging.standing(), model=model, because=because, by=by, now=now)


def regroup(
    numbers: Iterable[int], *, model: Model, because: Because, by: User, now: datetime
) -> links.Change:
    """Form anew the incidents that hang together with these reports, and no others."""
    judged = judging.standing()
    around = pairs.component(numbers, automatic=_mbits(model.automatic), together=judged.together)
    return _stand(around, judged=judged, model=model, because=because, by=by, now=now)


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


@transaction.atomic
def _stand(
    among: set[int] | None,
    *,
    judged: judging.Standing,
    model: Model,
    because: Because,
    by: User,
    now: datetime,
) -> links.Change:
    weighed, waited = (
        (pairs.weights(), pairs.all_waiting()) if among is None else pairs.touching(among)
    )
    agencies = _agencies(among, judged)
    grouped = group(
        _between(weighed, among),
        agencies,
        said=Said(together=_among(judged.together, agencies), apart=_among(judged.apart, agencies)),
        automatic=_mbits(model.automatic),
    )
    change = links.stand(joined(grouped, rule=model.name), among=among, now=now)
    wanted = _reviewed(weighed, grouped, judged=judged, model=model, among=among)
    pairs.flag(wanted, before=waited)
    audit.log(
        because.event,
        subject=because.subject,
        by=by,
        now=now,
        details={**because.details, "joined": change.joined, "parted": change.parted},
    )
    return change


def _agencies(among: set[int] | None, judged: judging.Standing) -> dict[int, str]:
    agencies = pairs.agencies(among)
    if among is None:
        told_of = {number for pair in judged.together | judged.apart for number in pair}
        agencies |= pairs.agencies(told_of - agencies.keys())
    return agencies


def _between(weighed: dict[Pair, int], among: set[int] | None) -> dict[Pair, int]:
    if among is None:
        return weighed
    return {
        pair: weight for pair, weight in weighed.items() if pair[0] in among and pair[1] in among
    }


def _among(judged: Iterable[Pair], agencies: Mapping[int, str]) -> frozenset[Pair]:
    return frozenset(pair for pair in judged if pair[0] in agencies and pair[1] in agencies)


def _reviewed(
    weighed: Mapping[Pair, int],
    grouped: list[Grouped],
    *,
    judged: judging.Standing,
    model: Model,
    among: set[int] | None,
) -> set[Pair]:
    """The pairs that wait for a person: likely ones that were not joined, and doubtful welds."""
    incident = {number: one.incident for one in grouped for number in one.members}
    review = _mbits(model.review)
    likely = [pair for pair, weight in weighed.items() if weight >= review]
    if among is not None:
        incident |= links.incidents({number for pair in likely for number in pair} - among)
    doubtful = welds(grouped, weighed, review=review) & weighed.keys()
    settled = judged.together | judged.apart
    return ({pair for pair in likely if _apart(pair, incident)} | doubtful) - settled


def _apart(pair: Pair, incident: Mapping[int, int]) -> bool:
    left, right = pair
    return incident.get(left, left) != incident.get(right, right)


def _mbits(bits: float) -> int:
    return round(bits * 1000)
