"""Every layout by its source."""

from markaz.simulation.agencies.layouts import federal, frontier, provincial
from markaz.simulation.agencies.layouts.layout import Layout

LAYOUTS: dict[str, Layout] = {
    layout.source: layout
    for layout in (
        federal.ANF,
        federal.CUSTOMS,
        federal.ASF,
        federal.FIA,
        frontier.PCG,
        frontier.RANGERS,
        frontier.FC_BAL,
        frontier.SEA,
        provincial.POLICE_PB,
        provincial.POLICE_KP,
        provincial.EXCISE_SD,
        provincial.CLEARANCE,
    )
}
