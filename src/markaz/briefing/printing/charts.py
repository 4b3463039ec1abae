"""The charts of a briefing as Vega-Lite specifications, with their values inside them."""

import json
import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from hashlib import sha256

import vl_convert

from markaz.briefing.printing import naming
from markaz.briefing.printing.maps import province_map
from markaz.briefing.printing.numbers import digits, in_tonnes, month_short, short
from markaz.briefing.printing.style import GREEN, INK, Spec, chart
from markaz.briefing.printing.words import Lang, word
from markaz.data.fonts import FONTS
from markaz.records.figure import Figure, Number

__all__ = [
    "destinations", "flows_chart", "months_chart", "province_map", "substances_chart", "svg",
    "years_chart",
]  # fmt: skip

MOST_BARS = 12
# Above this many months a number over each bar would not be legible.
_MOST_LABELLED = 13
_VEGA_LITE = "5.21"
_MONTH = re.compile(r"\d{4}-\d{2}")
_CLIP = re.compile(r"\bclip\d+\b")


def months_chart(figure: Figure, *, lang: Lang) -> Spec:
    """Columns of tonnes by month; a month without a row stays empty."""
    found = dated(figure)
    keys = _months(figure.selection.first, figure.selection.last) or sorted(found)
    keys = keys if set(found) <= set(keys) else sorted({*keys, *found})
    names = {key: _month_label(key, at=at, lang=lang) for at, key in enumerate(keys)}
    return _columns(found, names=names, lang=lang, title=word("by_month", lang=lang))


def years_chart(figure: Figure, *, lang: Lang) -> Spec:
    """Columns of tonnes by year."""
    found = {row.key: row.value for row in in_tonnes(figure).rows if row.key}
    whole = all(key.isdigit() for key in found) and found
    keys = (
        [str(year) for year in range(int(min(found)), int(max(found)) + 1)]
        if whole
        else sorted(found)
    )
    names: dict[str, str | list[str]] = {key: digits(key, lang=lang) for key in keys}
    return _columns(found, names=names, lang=lang, title=word("by_year", lang=lang))


def substances_chart(figure: Figure, *, lang: Lang) -> Spec:
    """Bars of tonnes by substance, the heaviest first."""
    bars = [(naming.substance_name(row, lang=lang), row.value) for row in in_tonnes(figure).rows]
    return _bars(bars, lang=lang, title=word("by_substance", lang=lang))


def provinces_chart(figure: Figure, *, lang: Lang) -> Spec:
    """Bars of tonnes by province, for a country without outlines."""
    ordered = sorted(in_tonnes(figure).rows, key=lambda row: (-row.value, row.key))
    bars = [(row.label or row.key, row.value) for row in ordered]
    return _bars(bars, lang=lang, title=word("by_province", lang=lang))


def flows_chart(figure: Figure, *, lang: Lang) -> Spec:
    """Bars by country of destination, the heaviest first."""
    bars = [(name, value) for _, name, value in destinations(figure, lang=lang)]
    return _bars(bars, lang=lang, title=word("flows", lang=lang))


def destinations(figure: Figure, *, lang: Lang) -> list[tuple[str, str, Decimal]]:
    """Each country of destination with its incidents, all countries of departure together.

    A figure stated in a unit of mass gives tonnes instead.
    """
    sums: dict[str, Decimal] = {}
    for row in in_tonnes(figure).rows:
        code = str(row.attributes.get("destination") or row.key.rpartition(">")[2])
        sums[code] = sums.get(code, Decimal(0)) + Decimal(row.value)
    ordered = sorted(sums.items(), key=lambda pair: (-pair[1], pair[0]))
    return [(code, naming.country_name(code, lang=lang), value) for code, value in ordered]


def dated(figure: Figure) -> dict[str, Number]:
    """Tonnes of each row that names a month."""
    return {row.key: row.value for row in in_tonnes(figure).rows if _MONTH.fullmatch(row.key)}


def _months(first: date, last: date) -> list[str]:
    span = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return [f"{at // 12}-{at % 12 + 1:02}" for at in span]


def _month_label(key: str, *, at: int, lang: Lang) -> str | list[str]:
    name = month_short(key, lang=lang)
    year = digits(key[:4], lang=lang)
    return [name, year] if at == 0 or key.endswith("-01") else name


def _columns(
    found: dict[str, Number], *, names: dict[str, str | list[str]], lang: Lang, title: str
) -> Spec:
    few = len(names) <= _MOST_LABELLED
    values = [
        {"at": key, "tonnes": float(found[key]), "printed": short(found[key], lang=lang)}
        for key in names
        if key in found
    ]
    shown = names if few else {k: v for k, v in names.items() if isinstance(v, list)} or names
    across = {
        "field": "at",
        "type": "ordinal",
        "scale": {
            "domain": list(names), "paddingInner": 0.28, "paddingOuter": 0.1,
            "reverse": lang == "ur",
        },
        "axis": {
            "labelAngle": 0, "ticks": False, "labelOverlap": not few, "values": list(shown),
            "labelExpr": f"{json.dumps(shown, ensure_ascii=False)}[datum.value]",
        },
    }  # fmt: skip
    up = {
        "field": "tonnes",
        "type": "quantitative",
        "scale": {"domainMin": 0},
        "axis": None if few else {
            "tickCount": 4, "orient": "right" if lang == "ur" else "left", "domain": False,
            "ticks": False, "labelExpr": _PLAIN_NUMBER,
        },
    }  # fmt: skip
    bar: Spec = {
        "data": {"values": values},
        "mark": {"type": "bar", "color": GREEN},
        "encoding": {"x": across, "y": up, "tooltip": _TOOLTIP},
    }
    above: Spec = {
        "data": {"values": values},
        "mark": {"type": "text", "baseline": "bottom", "dy": -3},
        "encoding": {"x": across, "y": up, "text": {"field": "printed"}},
    }
    return chart(
        lang=lang, width=340, height=205, title=title, layer=[bar, above] if few else [bar]
    )


def _bars(pairs: Sequence[tuple[str, Number]], *, lang: Lang, title: str) -> Spec:
    shown = pairs[:MOST_BARS]
    values = [
        {"at": name, "tonnes": float(value), "printed": short(value, lang=lang)}
        for name, value in shown
    ]
    mirrored = lang == "ur"
    along = {
        "field": "tonnes", "type": "quantitative", "axis": None,
        "scale": {"reverse": mirrored, "domainMin": 0, "nice": False},
    }  # fmt: skip
    down = {
        "field": "at", "type": "nominal", "sort": [name for name, _ in shown],
        "scale": {"paddingInner": 0.35},
        "axis": {
            "orient": "right" if mirrored else "left", "domain": False, "ticks": False,
            "labelLimit": 150, "labelColor": INK,
        },
    }  # fmt: skip
    end = {"align": "right", "dx": -4} if mirrored else {"align": "left", "dx": 4}
    layer: list[Spec] = [
        {
            "data": {"values": values},
            "mark": {"type": "bar", "color": GREEN},
            "encoding": {"x": along, "y": down, "tooltip": _TOOLTIP},
        },
        {
            "data": {"values": values},
            "mark": {"type": "text", "baseline": "middle", **end},
            "encoding": {"x": along, "y": down, "text": {"field": "printed"}},
        },
    ]
    return chart(lang=lang, width=230, height=18 * max(len(shown), 1), title=title, layer=layer)


_TOOLTIP = {"field": "printed"}
_PLAIN_NUMBER = "format(datum.value, ',')"


@cache
def _register_fonts() -> None:
    vl_convert.register_font_directory(str(FONTS))


def svg(spec: Spec) -> str:
    """Draw a specification; nothing outside it is ever fetched."""
    _register_fonts()
    drawn = vl_convert.vegalite_to_svg(spec, vl_version=_VEGA_LITE, allowed_base_urls=[])
    return _renamed(str(drawn))


def _renamed(drawn: str) -> str:
    """The same drawing, its clips named by its content: the engine counts them for ever."""
    content = _CLIP.sub("clip", drawn)
    mark = sha256(content.encode()).hexdigest()[:8]
    order = {name: at for at, name in enumerate(dict.fromkeys(_CLIP.findall(drawn)))}
    return _CLIP.sub(lambda found: f"clip-{mark}-{order[found[0]]}", drawn)
