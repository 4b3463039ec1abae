"""The sources of this installation, whose they are, and who may file for them."""

from functools import lru_cache
from pathlib import Path

from markaz.accounts.models import User
from markaz.actions.intake import extra_sources, may_file
from markaz.data.agencies import AGENCIES
from markaz.intake import sources
from markaz.intake.sources.description import Source


def owners() -> dict[str, str]:
    """The agency of each source that is one agency's own."""
    found = ((layout.name, _whole(layout.senders)) for layout in layouts())
    return {name: agency for name, agency in found if agency}


def open_to(by: User) -> tuple[Source, ...]:
    """The sources of the person's agency and those open to all; every one at the centre."""
    return tuple(layout for layout in layouts() if may_file(layout, by=by))


def layouts() -> tuple[Source, ...]:
    """Every source, shipped or added by the operator."""
    extra = extra_sources()
    stamps = tuple((path.name, path.stat().st_mtime_ns) for path in sorted(extra.glob("*.yml")))
    return _read(extra, stamps)


def _whole(senders: frozenset[str]) -> str:
    """The one agency that the senders are, or are directorates of; empty where they are several."""
    if len(senders) == 1:
        return next(iter(senders))
    parents = {AGENCIES[code].parent for code in senders if code in AGENCIES}
    return (parents.pop() or "") if len(parents) == 1 else ""


@lru_cache(maxsize=4)
def _read(extra: Path, stamps: tuple[tuple[str, int], ...]) -> tuple[Source, ...]:  # noqa: ARG001
    # Reading some twenty YAML files takes longer than a page may; the stamps tell of a change.
    return tuple(sources.load(name, extra=extra) for name in sources.names(extra=extra))
