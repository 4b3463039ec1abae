"""A season as it went: what was claimed by the end of each month, and what of it counts."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from itertools import accumulate

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from markaz.actions.crops.looking import Season, Seen
from markaz.briefing.printing import charts
from markaz.briefing.printing.numbers import month_short
from markaz.briefing.printing.style import GREEN, GREY, Spec, chart
from markaz.console.wording import language

_ACRE_HA = Decimal("0.40468564224")
_FEWEST = 2
_WARM = "#b4541c"
_MONTHS = 12


def progress(season: Season) -> SafeString | None:
    """The running sums of claims, of ground counted once and of verified ground, as SVG."""
    months = _months([one.row.cleared_on for one in season.seen])
    if len(months) < _FEWEST:
        return None
    # Drawn by this program from numbers and its own words.
    return mark_safe(charts.svg(_spec(season, months)))  # noqa: S308


def _months(days: list[date]) -> list[str]:
    if not days:
        return []
    first, last = (day.year * _MONTHS + day.month - 1 for day in (min(days), max(days)))
    return [f"{at // _MONTHS}-{at % _MONTHS + 1:02}" for at in range(first, last + 1)]


def _spec(season: Season, months: list[str]) -> Spec:
    lines: tuple[tuple[str, str, Callable[[Seen], Decimal]], ...] = (
        (_("claimed"), _WARM, lambda one: one.row.claimed_ha),
        (_("each ground once"), GREY, lambda one: one.open_ha),
        (_("verified"), GREEN, lambda one: one.verdict.verified_ha if one.verdict else _ZERO),
    )
    values = [
        {"at": month, "acres": float(total / _ACRE_HA), "line": name}
        for name, _colour, area in lines
        for month, total in zip(months, _running(season, months, area), strict=True)
    ]
    rtl = language() == "ur"
    across = {
        "field": "at",
        "type": "ordinal",
        "scale": {"domain": months, "reverse": rtl, "padding": 0.3},
        "axis": {"labelAngle": 0, "ticks": False, "labelExpr": _labels(months)},
    }
    up = {
        "field": "acres",
        "type": "quantitative",
        "axis": {
            "tickCount": 4,
            "orient": "right" if rtl else "left",
            "domain": False,
            "ticks": False,
            "labelExpr": "format(datum.value, ',')",
            "minExtent": 48,
        },
    }
    colour = {
        "field": "line",
        "type": "nominal",
        "scale": {"domain": [line[0] for line in lines], "range": [line[1] for line in lines]},
        "legend": {"orient": "top", "title": None, "labelFontSize": 11, "symbolStrokeWidth": 3},
    }
    drawn: Spec = {
        "data": {"values": values},
        "mark": {"type": "line", "strokeWidth": 2.5, "point": {"size": 28, "filled": True}},
        "encoding": {"x": across, "y": up, "color": colour},
    }
    return chart(
        lang=language(), width=430, height=210, title=_("The season's progress"), layer=[drawn]
    )


_ZERO = Decimal(0)


def _running(season: Season, months: list[str], area: Callable[[Seen], Decimal]) -> list[Decimal]:
    sums = dict.fromkeys(months, _ZERO)
    for one in season.seen:
        sums[f"{one.row.cleared_on:%Y-%m}"] += area(one)
    return list(accumulate(sums.values()))


def _labels(months: list[str]) -> str:
    named = ", ".join(f"'{at}': '{month_short(at, lang=language())}'" for at in months)
    return f"({{{named}}})[datum.value]"
