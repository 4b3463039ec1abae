"""The look that every chart shares: two accents, one typeface per script, no ornament."""

from typing import Any

from markaz.briefing.printing.numbers import URDU_DIGITS
from markaz.briefing.printing.words import Lang

Spec = dict[str, Any]

GREEN = "#14523d"
GREEN_PALE = "#dfebe4"
INK = "#1c2421"
GREY = "#6b746f"
RULE = "#d9ddd8"
NOTHING = "#d6d8d7"

# A chart's small labels stay level: Nastaliq's slope needs a line height that charts do not have.
_FONTS: dict[Lang, str] = {"en": "Noto Sans", "ur": "Noto Naskh Arabic"}
_LOCALE = {
    "number": {
        "decimal": "٫",
        "thousands": "٬",
        "grouping": [3],
        "currency": ["", ""],
        "numerals": list(URDU_DIGITS),
        "percent": "٪",
    }
}


def chart(*, lang: Lang, width: int, height: int, title: str, layer: list[Spec]) -> Spec:
    """A Vega-Lite specification with the house's look; `title` is read out, not drawn."""
    font = _FONTS[lang]
    size = 9 if lang == "en" else 11
    config: Spec = {
        "font": font,
        "view": {"stroke": None},
        "text": {"font": font, "fontSize": size, "fill": INK},
        "axis": {
            "labelFont": font, "labelFontSize": size, "labelColor": GREY, "title": None,
            "domainColor": RULE, "tickColor": RULE, "gridColor": RULE, "gridWidth": 0.5,
            "labelPadding": 4,
        },
    }  # fmt: skip
    if lang == "ur":
        config["locale"] = _LOCALE
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "description": title,
        "width": width,
        "height": height,
        "padding": 2,
        "background": None,
        "layer": layer,
        "config": config,
    }
