"""Writes docs/figures.md from the declared figures: `python tools/figures_paper.py`."""

from pathlib import Path

from markaz.briefing.declared import Declaration, declared

PAPER = Path(__file__).resolve().parent.parent / "docs" / "figures.md"
HEAD = """# Figures

Written by `tools/figures_paper.py` from `src/markaz/briefing/declarations`; change those, not this.

Weights are bulk weights as the seizing agency weighed them, never corrected for purity, as in
UNODC's individual seizures. Sums are made in whole milligrams, areas in exact decimals of a
hectare (1 acre = 0.40468564224 ha), so they are the same in any order.

**Counted** is one report for each incident: the one that speaks for it. Every figure
**leaves out**, and says how many and why:

- reports that tell of an incident another report speaks for;
- reports whose date is not stated, or not close enough to be put inside the period;
- reports that do not state the quantity, or whose unit is in question;
- for the value at a price, reports of which no weighed substance has a price for that day;
- for the largest incidents, the lighter ones; without the three largest, those three.

A report that states several substances is one report: the lines of a breakdown by substance may
count it more than once, the figure itself does not. What a report weighs for some of its
substances is counted though it leaves others unweighed.

A figure that no report answers is *not known*, never 0. Reports with a negative laboratory result
are not in the population of the seized mass. Aggregate reports never join event reports.
Figures are computed as known at the end of a day, or at the moment an edition was frozen.
"""


def paper() -> str:
    """The whole paper."""
    return HEAD + "".join(_section(one) for one in declared())


def _section(one: Declaration) -> str:
    plain = one.method in ("total", "beside")
    how = f"sum of `{one.measure}` over {one.over}" if plain else f"`{one.method}` over {one.over}"
    by = f", by {one.by}" if one.by else ""
    return f"""
## `{one.id}`

**{one.label["en"]}** ({one.unit}) · {one.label["ur"]}

{one.definition["en"]}

- Population: {one.population["en"]}
- Read as: {how}{by}, where `{one.where}`
"""


if __name__ == "__main__":
    PAPER.write_text(paper(), encoding="utf-8")
