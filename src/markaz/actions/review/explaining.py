"""Why two reports are held to tell of one event, or not: their pair's weight, taken apart."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import inf

from markaz.accounts.models import User
from markaz.actions import grouping
from markaz.actions.arrivals import evidence_told
from markaz.actions.review.judging import permit
from markaz.consolidation.evidence import Evidence
from markaz.consolidation.pairs import levels
from markaz.consolidation.reasons import Reasons, reasons
from markaz.consolidation.weighing import weigh
from markaz.consolidation.weights.model import Model
from markaz.consolidation.weights.yardstick import RARE, Yardstick
from markaz.records.errors import InvalidValueError
from markaz.records.kinds import Grain
from markaz.store.incidents import pairs
from markaz.store.models import MatchRun, PairRow, ReportRow

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Why:
    """One pair's reasons; `kept` says whether it is among those the last run found worth it."""

    left: int
    right: int
    reasons: Reasons
    weight_mbits: int
    at_stake_mg: int
    kept: bool
    review: bool


def why(left: int, right: int, *, by: User) -> Why:
    """The reasons of any two reports of events; compared on the spot where no run did."""
    permit(by)
    pair = (min(left, right), max(left, right))
    if left == right:
        raise InvalidValueError("A report is not compared with itself: name two reports.")
    run, model = _weighed_with()
    row = PairRow.objects.filter(left=pair[0], right=pair[1]).first()
    if row is not None:
        return _why(row, evidence_told(pair, run=run.id), run=run, model=model)
    events = ReportRow.objects.filter(number__in=pair, known_to=None, grain=Grain.EVENT)
    missing = set(pair) - set(events.values_list("number", flat=True))
    if missing:
        raise InvalidValueError(
            "There is no report {number} of one event: look its number up and try again.",
            number=min(missing),
        )
    told = evidence_told(pair, run=run.id)
    (found,) = weigh([pair], told, model=model, measured=Yardstick(**run.yardstick), least=-inf)
    return _why(PairRow(**found._asdict()), told, run=run, model=model, kept=False)


def why_all(wanted: Iterable[Pair], *, by: User) -> dict[Pair, Why]:
    """The reasons of those of these pairs that the last run kept."""
    permit(by)
    pair_rows = pairs.rows(wanted)
    if not pair_rows:
        return {}
    run, model = _weighed_with()
    told = evidence_told({number for pair in pair_rows for number in pair}, run=run.id)
    return {pair: _why(row, told, run=run, model=model) for pair, row in pair_rows.items()}


def _weighed_with() -> tuple[MatchRun, Model]:
    run, model = pairs.latest_run(), grouping.model_in_use()
    if run is None:
        raise InvalidValueError("Nothing was compared yet: run markaz consolidate first.")
    if run.model != model.name:
        raise InvalidValueError(
            "The pairs were weighed with model {model} and {current} is in use now: run"
            " markaz consolidate first.",
            model=run.model,
            current=model.name,
        )
    return run, model


def _why(row: PairRow, told: Evidence, *, run: MatchRun, model: Model, kept: bool = True) -> Why:
    return Why(
        left=row.left,
        right=row.right,
        reasons=reasons(
            levels(row.levels),
            model=model,
            yardstick=Yardstick(**run.yardstick),
            rare=_rare(told, row.left, row.right),
        ),
        weight_mbits=row.weight_mbits,
        at_stake_mg=row.at_stake_mg,
        kept=kept,
        review=row.review,
    )


def _rare(told: Evidence, left: int, right: int) -> Mapping[str, tuple[str | None, str | None]]:
    return {
        column: (told.get(left, {}).get(column), told.get(right, {}).get(column)) for column in RARE
    }
