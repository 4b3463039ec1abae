"""What an asker is told of an entry that answers a check: itself, whom to ring, or nothing."""

from enum import StrEnum

from markaz.governance.marking import Marking
from markaz.governance.visibility import Viewer, may_see, predicate

# AMBER may be spoken of among member agencies where there is a need to know: that its holder can
# be rung about it is no more.  AMBER+STRICT and RED stay with the holder and the centre.
_POINTED_TO = (Marking.CLEAR, Marking.GREEN, Marking.AMBER)
# Directive (EU) 2016/680, article 6: who is harmed or bears witness is not traded as a suspect is.
PROTECTED = frozenset({"victim", "witness", "protection"})


class Disclosure(StrEnum):
    """How much of an entry an asker is told."""

    ENTRY = "entry"
    POINTER = "pointer"
    NOTHING = "nothing"


def disclosure(
    viewer: Viewer, *, agency: str, marking: str, category: str = "", reported: bool = False
) -> Disclosure:
    """How much of this agency's entry, so marked, the viewer is told.

    A list entry that is open to every member is told to them; whom a report names stays with the
    reporting agency and the centre, as on every page, however the report is marked.  Of a victim
    or witness nobody else is told anything.
    """
    if viewer.at_centre or agency in viewer.agencies:
        return Disclosure.ENTRY
    if not viewer.agencies or category in PROTECTED:
        return Disclosure.NOTHING
    if not reported and may_see(viewer, agency=agency, marking=marking):
        return Disclosure.ENTRY
    return Disclosure.POINTER if marking in _POINTED_TO else Disclosure.NOTHING


def told_whole(viewer: Viewer) -> str:
    """Where `disclosure` says ENTRY, as an SQL condition.

    Over the columns agency, marking, category ("" where none) and reported.
    """
    if viewer.at_centre or not viewer.agencies:
        return predicate(viewer)
    own = predicate(viewer, open_markings=())
    protected = ", ".join(f"'{category}'" for category in sorted(PROTECTED))
    return f"({own} OR (NOT reported AND category NOT IN ({protected}) AND {predicate(viewer)}))"
