"""The sources a person may hand files in for."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from markaz.accounts.models import User
from markaz.actions.intake import extra_sources
from markaz.console.wording import language
from markaz.data.agencies import AGENCIES
from markaz.intake import sources as layouts
from markaz.intake.sources.description import Source


@dataclass(frozen=True, slots=True)
class Choice:
    """A source as a form offers it."""

    name: str
    title: str
    agency: str
    format: str


def owners() -> dict[str, str]:
    """The agency of each source that is one agency's own."""
    found = ((layout.name, _whole(_senders(layout))) for layout in _layouts())
    return {name: agency for name, agency in found if agency}


def choices(by: User) -> list[Choice]:
    """The sources of the person's agency and those open to all; every one at the centre."""
    viewer = by.viewer
    return [
        Choice(layout.name, layout.title[language()], layout.agency, layout.format)
        for layout in _layouts()
        if viewer.at_centre or not _senders(layout) or _senders(layout) & viewer.agencies
    ]


def title(name: str) -> str:
    """A source's title in the page's language; its name where the source is no longer there."""
    return next((layout.title[language()] for layout in _layouts() if layout.name == name), name)


def _senders(layout: Source) -> frozenset[str]:
    """The agencies a source names as its senders; none where a column may name any."""
    return frozenset(
        {layout.agency} if layout.agency else layout.lookups.get("agency", {}).values()
    )


def _whole(senders: frozenset[str]) -> str:
    """The one agency that the senders are, or are directorates of; empty where they are several."""
    if len(senders) == 1:
        return next(iter(senders))
    parents = {AGENCIES[code].parent for code in senders if code in AGENCIES}
    return (parents.pop() or "") if len(parents) == 1 else ""


def _layouts() -> tuple[Source, ...]:
    extra = extra_sources()
    stamps = tuple((path.name, path.stat().st_mtime_ns) for path in sorted(extra.glob("*.yml")))
    return _read(extra, stamps)


@lru_cache(maxsize=4)
def _read(extra: Path, stamps: tuple[tuple[str, int], ...]) -> tuple[Source, ...]:  # noqa: ARG001
    # Reading some twenty YAML files takes longer than a page may; the stamps tell of a change.
    return tuple(layouts.load(name, extra=extra) for name in layouts.names(extra=extra))
