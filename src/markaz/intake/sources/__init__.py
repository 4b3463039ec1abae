"""The agencies' layouts: one YAML file each, ours here and an operator's in another folder."""

from pathlib import Path
from typing import Any

import yaml

from markaz.intake.sources.checking import described
from markaz.intake.sources.description import Expect, Period, Source
from markaz.records.errors import InvalidValueError, UnknownSourceError

__all__ = ["Expect", "Period", "Source", "load", "names"]

_SHIPPED = Path(__file__).parent


def _paths(extra: Path | None) -> dict[str, Path]:
    folders = [_SHIPPED] if extra is None else [_SHIPPED, extra]
    # An operator's source of the same name stands in place of ours.
    return {path.stem: path for folder in folders for path in sorted(folder.glob("*.yml"))}


def names(*, extra: Path | None = None) -> tuple[str, ...]:
    """The names of all sources that can be read, in order."""
    return tuple(sorted(_paths(extra)))


def _parsed(path: Path) -> dict[str, Any]:
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        cause = " ".join(str(error).split())
        raise InvalidValueError(
            "{file} is no YAML: correct it ({cause})", file=path.name, cause=cause
        ) from error
    if not isinstance(content, dict):
        raise InvalidValueError("{file} holds no keys: describe the source in it", file=path.name)
    return content


def load(name: str, *, extra: Path | None = None) -> Source:
    """The source of this name, checked key by key."""
    paths = _paths(extra)
    if name not in paths:
        known = ", ".join(sorted(paths))
        raise UnknownSourceError(
            "no source is called '{name}': use one of {known}", name=name, known=known
        )
    path = paths[name]
    return described(_parsed(path), name=name, file=path.name)
