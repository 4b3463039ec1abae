"""The one rule on who sees which report; pages, figures and searches all pass through it."""

from dataclasses import dataclass

from markaz.governance.marking import OPEN_TO_MEMBERS


@dataclass(frozen=True, slots=True)
class Viewer:
    """The agencies a person speaks for, and whether they work at the centre."""

    agencies: frozenset[str]
    at_centre: bool = False


NOBODY = Viewer(agencies=frozenset())
CENTRE = Viewer(agencies=frozenset(), at_centre=True)


def may_see(viewer: Viewer, *, agency: str, marking: str) -> bool:
    """Whether a report of this agency and marking may be shown to the viewer."""
    if viewer.at_centre or agency in viewer.agencies:
        return True
    return bool(viewer.agencies) and marking in OPEN_TO_MEMBERS


def predicate(viewer: Viewer, *, open_markings: tuple[str, ...] = OPEN_TO_MEMBERS) -> str:
    """The same rule as an SQL condition over the columns agency and marking.

    `open_markings` are those under which other agencies' reports are seen; where none is, only the
    viewer's own agencies' are.
    """
    if viewer.at_centre:
        return "true"
    if not viewer.agencies:
        return "false"
    agencies = ", ".join(_quoted(code) for code in sorted(viewer.agencies))
    if not open_markings:
        return f"(agency IN ({agencies}))"
    markings = ", ".join(_quoted(marking) for marking in open_markings)
    return f"(agency IN ({agencies}) OR marking IN ({markings}))"


def _quoted(code: str) -> str:
    return "'" + code.replace("'", "''") + "'"
