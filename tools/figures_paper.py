"""Writes docs/figures.md from the declared figures: `python tools/figures_paper.py`."""

from pathlib import Path

from markaz.briefing.declared import Declaration, declared

PAPER = Path(__file__).resolve().parent.parent / "docs" / "figures.md"
HEAD = """# Figures

Written by `tools/figures_paper.py` from `src/markaz/briefing/declarations`; change those, not this.

Weights are bulk weights as the seizing agency weighed them, never corrected for purity, as in
UNODC's individual seizures. Sums are made in whole milligrams, areas in exact decimals of a
hectare (1 acre = 0.40468564224 ha), so they are the same in any order.

**Counted** is every incident once, under the smallest number of its reports. Where several reports
tell of it, each part of it is taken from the one that speaks for that part: its drug lines, its
arrests, its day, its place, its route, its status, its stated value, its land. Which one that is
says a named rule or a person; the incident's page tells which, and
`src/markaz/consolidation/choosing/rules.py` lists the rules in their order. An incident is of the
most telling kind among its reports (airport case, seizure, arrest, then the others), and was
reported and received when the first of them was. Every figure **leaves out**, and says how many and
why:

- reports of an incident beside the one that is counted;
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

## Joint operations

The nation counts an incident once. `seized_mass_by_agency` is a credit: the incident's whole weight
stands under each agency that reported it as leading, joint, assisting or without saying. One that
gave intelligence only has no credit, unless nobody else reported the incident. What more than one
agency counts is taken off in the line `shared`, which is negative, so that the lines sum to the
total exactly.

## Residual double-count risk

Pairs of reports that may tell of one incident wait for a person, each with a probability. Every
plain total says what of it is at stake:

- a **pair** counts where both its reports' incidents are different ones and both are counted by the
  figure; several pairs between the same two incidents count as the likeliest of them;
- **share**: the part of the total that belongs to incidents in at least one such pair, in percent;
- **expected**: the sum, over the incidents that are the lighter in a pair (of two alike, the one
  with the greater number), of their value times the probability of their likeliest such pair. So an
  incident is double once at most, and of each group of connected incidents at least the heaviest
  stays.

The incidents are those known on the day asked; the pairs are those that wait today. Without pairs
the risk is *none*. A breakdown has the risk of the total it breaks down.

A sum of briefs has no probability: it names the reports that may sum the same events, as far as
nobody had judged them by the day asked, and adds each of them until a person does.
"""


def paper() -> str:
    """The whole paper."""
    return HEAD + "".join(_section(one) for one in declared())


def _section(one: Declaration) -> str:
    plain = one.method in ("total", "beside", "credited")
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
