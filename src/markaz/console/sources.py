"""The sources a person may hand files in for."""

from dataclasses import dataclass

from markaz.accounts.models import User
from markaz.actions.filing import sources
from markaz.console.wording import language


@dataclass(frozen=True, slots=True)
class Choice:
    """A source as a form offers it."""

    name: str
    title: str
    agency: str
    format: str


def choices(by: User) -> list[Choice]:
    """The sources of the person's agency and those open to all; every one at the centre."""
    return [
        Choice(layout.name, layout.title[language()], layout.agency, layout.format)
        for layout in sources.open_to(by)
    ]


def title(name: str) -> str:
    """A source's title in the page's language; its name where the source is no longer there."""
    found = (one.title[language()] for one in sources.layouts() if one.name == name)
    return next(found, name)
