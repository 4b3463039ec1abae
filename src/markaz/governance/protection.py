"""Of whom a release may tell, and of whom nothing is told at all."""

from collections.abc import Iterable

from markaz.records.subject import Category

# As whom a report may name a person to a partner.  Victims, witnesses, asylum seekers and migrants,
# who may be either, are on no release; neither is anybody of whom it is not said.
RELEASED_AS = frozenset({"suspect", "courier", "facilitator"})
# As whom a file that is told keeps somebody: a contact, too, whom a report calls a suspect, since
# the partner reads the report and must learn that the file says less.
RELEASED_CATEGORIES = (Category.SUSPECT, Category.CONTACT)
# As whom a file keeps somebody that no release names, whatever a report calls them.
NEVER_RELEASED = frozenset({"victim", "witness", "asylum_seeker", "migrant", "protection"})


def may_name(role: str, *, categories: Iterable[str] = (), protection: str = "") -> bool:
    """Whether a release may name a person of this role, whom files keep under these categories."""
    return role in RELEASED_AS and not is_protected(
        role, categories=categories, protection=protection
    )


def is_protected(role: str, *, categories: Iterable[str] = (), protection: str = "") -> bool:
    """Whether nothing may be told of this person at all, not even without a name."""
    return bool(protection) or role in NEVER_RELEASED or not NEVER_RELEASED.isdisjoint(categories)


def stated_arrests(arrested: int | None, protected: int) -> int | None:
    """How many arrests are told of suspects, where so many of the report's persons are protected.

    Unknown stays unknown, and nobody is taken away twice.
    """
    return None if arrested is None else arrested - min(arrested, protected)


def counts_as_arrested(role: str, *, protection: str) -> bool:
    """Whether an agency may have counted this protected person among those it arrested."""
    return bool(protection) and role not in {"victim", "witness"}
