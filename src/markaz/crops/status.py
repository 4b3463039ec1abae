"""Whether a district or province may be called free of poppy, by a named rule and how surely."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cache
from math import erf, isfinite, sqrt
from pathlib import Path
from typing import Any

import yaml

from markaz.records.errors import InvalidValueError

SHIPPED = Path(__file__).with_name("rules.yml")


class State(StrEnum):
    """What a rule says; a place that nobody surveyed is never free."""

    FREE = "free"
    NOT_SHOWN = "not_shown"
    NOT_SURVEYED = "not_surveyed"


class Unit(StrEnum):
    """What kind of place a limit is for."""

    COUNTRY = "country"
    PROVINCE = "province"
    DISTRICT = "district"


@dataclass(frozen=True, slots=True)
class Lent:
    """Why a limit that was set for one kind of place is put to another, in both languages."""

    en: str
    ur: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Under which limit a place is free, how sure that must be, from when to when, and who says so.

    `until` is the first day on which the rule no longer holds; `lent_to` names other kinds of place
    to which the limit is put, though its source does not speak of them, each with the reason.
    """

    name: str
    en: str
    ur: str
    unit_of: Unit
    limit_ha: float
    chance: float
    since: date
    source: str
    until: date | None = None
    lent_to: Mapping[Unit, Lent] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not (self.limit_ha > 0 and 1 / 2 < self.chance < 1):
            raise InvalidValueError(
                "Rule {name} needs a limit above 0 ha and a chance between 0.5 and 1.",
                name=self.name,
            )

    def speaks_of(self, unit: Unit) -> bool:
        """Whether the limit is for such a place, or lent to it."""
        return unit is self.unit_of or unit in self.lent_to

    def holds(self, on: date) -> bool:
        """Whether the rule is in force on a day."""
        return self.since <= on and (self.until is None or on < self.until)


@dataclass(frozen=True, slots=True)
class Surveyed:
    """What stands in a place: an estimate in hectares with its sigma, and where it is from."""

    place: str
    year: int
    area_ha: float
    sigma_ha: float
    source: str = ""

    def __post_init__(self) -> None:
        sound = isfinite(self.area_ha) and isfinite(self.sigma_ha)
        if not (sound and self.area_ha >= 0 and self.sigma_ha >= 0):
            raise InvalidValueError(
                "{place}, {year}: an area and its sigma are numbers from 0 up.",
                place=self.place,
                year=self.year,
            )


@dataclass(frozen=True, slots=True)
class Status:
    """One place in one year under one rule; `below` is the chance that it is under the limit."""

    place: str
    year: int
    state: State
    rule: Rule
    below: float | None = None
    surveyed: Surveyed | None = None


def rules(path: Path = SHIPPED) -> tuple[Rule, ...]:
    """Every rule of a file.

    Raises:
        InvalidValueError: a rule is not whole.
    """
    return _rules(path.read_text(encoding="utf-8"))


@cache
def _rules(text: str) -> tuple[Rule, ...]:
    try:
        return tuple(_rule(one) for one in yaml.safe_load(text)["rules"])
    except InvalidValueError:
        raise
    except (yaml.YAMLError, KeyError, TypeError, ValueError, AttributeError):
        raise InvalidValueError(
            "The rules are not whole: each has name, title, unit_of (country, province or"
            " district), limit_ha, chance, since and source."
        ) from None


def _rule(written: dict[str, Any]) -> Rule:
    told = {key: value for key, value in written.items() if key not in ("title", "lent_to")}
    lent = {Unit(unit): Lent(**why) for unit, why in written.get("lent_to", {}).items()}
    told["unit_of"] = Unit(told["unit_of"])
    return Rule(**told, lent_to=lent, en=written["title"]["en"], ur=written["title"]["ur"])


def rule(name: str, *, on: date, among: Sequence[Rule] | None = None) -> Rule:
    """The rule of this name that is in force on a day.

    Raises:
        InvalidValueError: there is none.
    """
    for one in rules() if among is None else among:
        if one.name == name and one.holds(on):
            return one
    raise InvalidValueError(
        "No rule {name!r} is in force on {day}: name one of the rules file.", name=name, day=on
    )


def chance_below(area_ha: float, *, sigma_ha: float, limit_ha: float) -> float:
    """How likely the true area is under the limit, the error taken as normal."""
    if sigma_ha == 0:
        return float(area_ha < limit_ha)
    return (1 + erf((limit_ha - area_ha) / (sigma_ha * sqrt(2)))) / 2


def status(surveyed: Surveyed | None, *, rule: Rule, place: str, year: int) -> Status:
    """What the rule says of a place in a year; None is a place that was not surveyed."""
    if surveyed is None:
        return Status(place, year, State.NOT_SURVEYED, rule)
    below = chance_below(surveyed.area_ha, sigma_ha=surveyed.sigma_ha, limit_ha=rule.limit_ha)
    state = State.FREE if below >= rule.chance else State.NOT_SHOWN
    return Status(place, year, state, rule, below, surveyed)


def history(
    surveys: Iterable[Surveyed], *, rule: Rule, places: Sequence[str], years: Sequence[int]
) -> list[Status]:
    """Every place in every year, those that nobody surveyed among them."""
    known = {(one.place, one.year): one for one in surveys}
    return [
        status(known.get((place, year)), rule=rule, place=place, year=year)
        for place in places
        for year in years
    ]
