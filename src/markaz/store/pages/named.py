"""A report by what a person calls it: its number, its reference, or agency and reference."""

from markaz.governance.visibility import Viewer
from markaz.records.errors import InvalidValueError
from markaz.store.pages.lists import visible_reports

_LONGEST_NUMBER = 18


def report_number(text: str, *, viewer: Viewer) -> int:
    """The number of the one standing report that is called so.

    Raises:
        InvalidValueError: there is none that the viewer may see, or several.
    """
    name = text.strip()
    standing = visible_reports(viewer).filter(known_to=None)
    agency, _, reference = name.partition("/")
    found = set(standing.filter(reference=name).values_list("number", flat=True)[:2])
    if reference:
        exact = standing.filter(agency=agency.strip().upper(), reference=reference.strip())
        found |= set(exact.values_list("number", flat=True))
    if not found and name.isascii() and name.isdigit() and len(name) <= _LONGEST_NUMBER:
        found = set(standing.filter(number=int(name)).values_list("number", flat=True))
    if len(found) > 1:
        raise InvalidValueError(
            "Several agencies have a report {name}: write AGENCY/{name}, or its number.", name=name
        )
    if not found:
        raise InvalidValueError(
            "There is no report {name!r}: give its number, its reference, or AGENCY/REFERENCE.",
            name=name,
        )
    return found.pop()
