"""From weighed pairs and people's words to links: the one place where incidents come about.

The full run, a report that comes alone and a person's judgement all end here, so that the same
pairs and the same words always give the same incidents.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path

import pyarrow as pa
from django.conf import settings

from markaz.consolidation import model as models
from markaz.consolidation.clusters import Grouped, Pair, Said, group, welds
from markaz.consolidation.model import Model
from markaz.store import judging, links, matching

BY_A_PERSON = "person"


def model_in_use() -> Model:
    """The model trained here, or else the one that came with the program."""
    path = trained_model()
    return models.load(path) if path.is_file() else models.shipped()


def trained_model() -> Path:
    """Where a model that was trained here stands."""
    return Path(settings.MARKAZ_HOME) / "model.json"


def regroup_all(*, model: Model, now: datetime) -> links.Change:
    """Form the incidents of the whole ledger anew from what was weighed and said."""
    weights, agencies = matching.weights(), matching.agencies()
    return _stand(weights, agencies, model=model, among=None, now=now)


def regroup(numbers: Iterable[int], *, model: Model, now: datetime) -> links.Change:
    """Form anew the incidents that hang together with these reports, and no others."""
    said = judging.standing()
    around = matching.component(numbers, automatic=_mbits(model.automatic), together=said.together)
    agencies = matching.agencies(around)
    return _stand(matching.weights(around), agencies, model=model, among=around, now=now)


def _stand(
    weights: Mapping[Pair, int],
    agencies: Mapping[int, str],
    *,
    model: Model,
    among: set[int] | None,
    now: datetime,
) -> links.Change:
    judged = judging.standing()
    said = Said(together=_among(judged.together, agencies), apart=_among(judged.apart, agencies))
    grouped = group(weights, agencies, said=said, automatic=_mbits(model.automatic))
    change = links.stand(_joined(grouped, rule=model.name), among=among, now=now)
    pairs = weights if among is None else matching.touching(among)
    matching.flag(_reviewed(pairs, grouped, judged=judged, model=model, among=among))
    return change


def _among(pairs: Iterable[Pair], agencies: Mapping[int, str]) -> frozenset[Pair]:
    return frozenset(pair for pair in pairs if pair[0] in agencies and pair[1] in agencies)


def _joined(grouped: Iterable[Grouped], *, rule: str) -> pa.Table:
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
    pairs: Mapping[Pair, int],
    grouped: list[Grouped],
    *,
    judged: judging.Standing,
    model: Model,
    among: set[int] | None,
) -> dict[Pair, bool]:
    """Which pairs wait for a person: likely ones that were not joined, and doubtful welds."""
    incident = {number: one.incident for one in grouped for number in one.members}
    if among is not None:
        outside = {number for pair in pairs for number in pair if number not in among}
        incident.update(links.incidents(outside))
    review = _mbits(model.review)
    doubtful = welds(grouped, pairs, review=review)
    settled = judged.together | judged.apart
    return {
        pair: pair not in settled
        and (pair in doubtful or (weight >= review and _apart(pair, incident)))
        for pair, weight in pairs.items()
    }


def _apart(pair: Pair, incident: Mapping[int, int]) -> bool:
    left, right = pair
    return incident.get(left, left) != incident.get(right, right)


def _mbits(bits: float) -> int:
    return round(bits * 1000)
