"""Why an incident's reports stand together, as bars, and what people said of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from markaz.accounts.models import User
from markaz.actions.review.history import Held, History, history
from markaz.console.pairs import bars
from markaz.console.pairs.bars import Bar
from markaz.store.pages.acts import Act
from markaz.store.pages.incident import Filed


@dataclass(frozen=True, slots=True)
class HeldShown:
    """One joined report, and the bars of its pair with the report that speaks for it most."""

    held: Held
    beside: str
    bars: list[Bar]


@dataclass(frozen=True, slots=True)
class ActShown:
    """One act, and whether later words overruled it."""

    act: Act
    overruled: bool


def shown(filed: Sequence[Filed], *, by: User) -> dict[str, object]:
    """What the page tells of how the incident came about."""
    names = {each.report.number: each.report.reference for each in filed}
    found: History = history([each.report.number for each in filed], by=by)
    return {
        "held": [
            HeldShown(
                held,
                beside=_other(held, names),
                bars=bars.stated(held.strongest) if held.strongest else [],
            )
            for held in found.held
        ],
        "acts": [ActShown(act, act.number in found.overruled) for act in found.acts],
    }


def _other(held: Held, names: dict[int, str]) -> str:
    if held.strongest is None:
        return ""
    pair = {held.strongest.left, held.strongest.right}
    return names[(pair - {held.joined.number}).pop()]
