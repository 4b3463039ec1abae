"""Reports that were weighed against each other, with weights of one's own choosing."""

from collections.abc import Callable, Mapping
from dataclasses import asdict

import pytest

from markaz.actions import grouping
from markaz.actions.grouping import Because, model_in_use
from markaz.consolidation.weights.comparisons import comparisons
from markaz.consolidation.weights.yardstick import Yardstick
from markaz.governance.audit import Event
from markaz.store import audit
from markaz.store.models import Link, MatchRun, PairRow, ReportRow
from markaz.store.reports import Keeper

Pair = tuple[int, int]


@pytest.fixture
def numbered(home, tables, batch, operator, now) -> Callable[..., list[int]]:
    """File one event report for each of these agencies; gives their numbers in order."""

    def file(*agencies: str) -> list[int]:
        Keeper(batch()).keep(
            tables(
                *(
                    {"agency": agency, "reference": f"R-{nth}"}
                    for nth, agency in enumerate(agencies, start=1)
                )
            )
        )
        audit.log(Event.FILE_RECEIVED, subject="reports", by=operator, now=now)
        return list(ReportRow.objects.order_by("number").values_list("number", flat=True))

    return file


@pytest.fixture
def weighed(operator, now) -> Callable[[Mapping[Pair, int]], None]:
    """Let these be the weights of all pairs (thousandths of a bit), as after a full run."""

    def weigh(weights: Mapping[Pair, int]) -> None:
        PairRow.objects.all().delete()
        PairRow.objects.bulk_create(
            PairRow(
                left=left,
                right=right,
                weight_mbits=weight,
                levels="0" * len(comparisons()),
                at_stake_mg=1_000_000,
            )
            for (left, right), weight in weights.items()
        )
        model = model_in_use()
        MatchRun.objects.create(
            at=now,
            by=operator.username,
            model=model.name,
            engine="duckdb",
            yardstick=asdict(Yardstick()),
            reports=0,
            last_report=0,
            candidates=0,
        )
        because = Because(Event.REPORTS_CONSOLIDATED, subject="test", details={})
        grouping.regroup_all(model=model, because=because, by=operator, now=now)

    return weigh


def incidents() -> dict[int, int]:
    """Which incident each joined report tells of."""
    return dict(Link.objects.filter(known_to=None).values_list("number", "incident"))


def waiting() -> set[Pair]:
    """The pairs that wait for a person."""
    return set(PairRow.objects.filter(review=True).values_list("left", "right"))
