"""The desk's rules as its file gives them: kinds of operation, the ladder, whom to ring."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import yaml

from markaz.records.errors import InvalidValueError

SHIPPED = Path(__file__).with_name("types.yml")
# Under 100 m a plan's own places are not exact enough; past 50 km nobody could act on it.
SMALLEST_RADIUS_M, LARGEST_RADIUS_M = 100, 50_000
LONGEST_MIN = 60 * 24 * 30
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """What one kind of operation keeps clear of, and how early it must be filed."""

    code: str
    en: str
    ur: str
    radius_m: int
    before_min: int
    after_min: int
    lead_min: int

    def pad_s(self, *, first: bool, last: bool) -> tuple[int, int]:
        """By how many seconds a run begins earlier, being the first, and ends later, the last."""
        return self.before_min * 60 * first, self.after_min * 60 * last

    def __post_init__(self) -> None:
        if not SMALLEST_RADIUS_M <= self.radius_m <= LARGEST_RADIUS_M:
            raise InvalidValueError(
                "kind {code}: a radius of {radius} m is refused: write {least} to {most}",
                code=self.code,
                radius=self.radius_m,
                least=SMALLEST_RADIUS_M,
                most=LARGEST_RADIUS_M,
            )
        for minutes in (self.before_min, self.after_min, self.lead_min):
            if not 0 <= minutes <= LONGEST_MIN:
                raise InvalidValueError(
                    "kind {code}: {minutes} minutes are refused: write 0 to {most}",
                    code=self.code,
                    minutes=minutes,
                    most=LONGEST_MIN,
                )

    @property
    def lead(self) -> timedelta:
        """How long before its start an operation of this kind must be filed."""
        return timedelta(minutes=self.lead_min)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """Who is called, and after how long without an owner the next one is; 0 at the last."""

    rung: str
    en: str
    ur: str
    unowned_min: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Whom the other side of a silent operation rings."""

    agency: str
    contact: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """All that the desk has set."""

    kinds: Mapping[str, Kind]
    ladder: tuple[Rung, ...]
    desk: Desk
    overflight: bool
    own_agency: bool

    def __post_init__(self) -> None:
        if not self.kinds:
            raise InvalidValueError("no kind of operation is described: name one at least")
        called = [rung.unowned_min > 0 for rung in self.ladder]
        if not called or called != [True] * (len(called) - 1) + [False]:
            raise InvalidValueError(
                "each rung of the ladder but the last says after how many minutes the next one is"
                " called: set unowned_min"
            )
        if len({rung.rung for rung in self.ladder}) != len(self.ladder):
            raise InvalidValueError("the ladder names a rung twice: give each its own name")

    def kind(self, code: str) -> Kind:
        """The kind of this code.

        Raises:
            InvalidValueError: the desk's rules name no such kind.
        """
        if code not in self.kinds:
            raise InvalidValueError(
                "no kind of operation is called {code!r}: use one of {known}",
                code=code,
                known=", ".join(self.kinds),
            )
        return self.kinds[code]


@cache
def shipped() -> Rules:
    """The rules that come with the program."""
    return load(SHIPPED)


def load(path: Path) -> Rules:
    """The rules of a file, checked key by key.

    Raises:
        InvalidValueError: with one sentence naming what the file has wrong.
    """
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        kinds = {
            code: _built(Kind, {"code": code, **one}) for code, one in content["kinds"].items()
        }
        ladder = tuple(_built(Rung, one) for one in content["ladder"])
        desk = _built(Desk, content["desk"])
        flags = {name: content[name] for name in ("overflight", "own_agency")}
        unread = set(content) - {"kinds", "ladder", "desk", *flags}
    except InvalidValueError:
        raise
    except (yaml.YAMLError, KeyError, TypeError, AttributeError, UnicodeDecodeError) as error:
        cause = " ".join(str(error).split())
        raise InvalidValueError(
            "{file} does not hold the desk's rules: {cause}", file=path.name, cause=cause
        ) from error
    if unread or not all(isinstance(flag, bool) for flag in flags.values()):
        raise InvalidValueError(
            "{file}: {words} is not understood: write kinds, ladder, desk, and true or false"
            " for overflight and own_agency",
            file=path.name,
            words=", ".join(sorted(map(str, unread))) or "a switch",
        )
    return Rules(kinds=kinds, ladder=ladder, desk=desk, **flags)


def _built(shape: type[T], members: Mapping[str, Any]) -> T:
    numbers = [name for name in members if str(name).endswith(("_m", "_min"))]
    for name in numbers:
        if type(members[name]) is not int:
            raise InvalidValueError(
                "{name}: {written!r} is no whole number", name=name, written=members[name]
            )
    return shape(**members)
