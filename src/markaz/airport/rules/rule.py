"""A selection rule: conditions on a journey, with its author, legal basis and last day.

There is no score: a rule holds or it does not, and says why.  What it selects, a person judges.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from markaz.airport.rules.journey import OF_THE_PERSON, Journey, Value, journey_fields, sound
from markaz.records.errors import InvalidValueError

# A rule that nobody looked at for a year is nobody's rule.
MOST_DAYS = 366
_FEWEST_WORDS, _LONGEST_TITLE = 2, 200
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
ORDERED = ("at_least", "at_most")
COMPARISONS = ("one_of", "none_of", *ORDERED)


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing that must hold; `values` is one bound, or the values that count."""

    field: str
    comparison: str
    values: tuple[Value, ...]

    def __post_init__(self) -> None:
        known = _demand_readable(self.field)
        ordered = self.comparison in ORDERED
        if self.comparison not in COMPARISONS or ordered != (known == "number"):
            raise InvalidValueError(
                "{field} is a {type}: compare it with {comparisons}.",
                field=self.field,
                type=known,
                comparisons=" or ".join(ORDERED if known == "number" else COMPARISONS[:2]),
            )
        if not self.values or (ordered and len(self.values) != 1):
            raise InvalidValueError("The condition on {field} names no value.", field=self.field)

    def holds(self, journey: Journey) -> bool:
        """Whether it holds; what is not known holds nothing."""
        value = journey.known.get(self.field)
        if value is None:
            return False
        if self.comparison == "one_of":
            return value in self.values
        if self.comparison == "none_of":
            return value not in self.values
        bound = self.values[0]
        return value >= bound if self.comparison == "at_least" else value <= bound  # type: ignore[operator]

    def __str__(self) -> str:
        values = ", ".join(map(str, self.values))
        return f"{self.field} {self.comparison.replace('_', ' ')} {values}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One version of a rule; it holds from `begins` to `expires`, both included."""

    name: str
    version: int
    title: str
    author: str
    legal_basis: str
    begins: date
    expires: date
    conditions: tuple[Condition, ...]

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.name):
            raise InvalidValueError(
                "Name a rule in letters, digits and hyphens, 64 or fewer; {name!r} is not so.",
                name=self.name,
            )
        if not self.title.strip() or len(self.title) > _LONGEST_TITLE:
            raise InvalidValueError("Rule {name} needs a title.", name=self.name)
        if not self.conditions:
            raise InvalidValueError("Rule {name} has no condition.", name=self.name)
        if not self.author.strip() or len(self.legal_basis.split()) < _FEWEST_WORDS:
            raise InvalidValueError(
                "Rule {name} needs the person who answers for it and its legal basis in words.",
                name=self.name,
            )
        if not 0 <= (self.expires - self.begins).days <= MOST_DAYS:
            raise InvalidValueError(
                "Rule {name} must expire within a year of its first day: write a new version then.",
                name=self.name,
            )

    def in_force(self, day: date) -> bool:
        """Whether the rule may select on this day."""
        return self.begins <= day <= self.expires


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule that holds for a journey, under its version, and each condition in words."""

    rule: str
    version: int
    why: tuple[str, ...]


def hits(rules: tuple[Rule, ...], journey: Journey, *, day: date) -> tuple[Hit, ...]:
    """The rules in force that hold for a journey, in the order of their names."""
    return tuple(
        Hit(rule.name, rule.version, tuple(map(str, rule.conditions)))
        for rule in sorted(rules, key=lambda one: (one.name, one.version))
        if rule.in_force(day) and all(one.holds(journey) for one in rule.conditions)
    )


def condition(said: Mapping[str, object]) -> Condition:
    """A condition as people write it: {field: bags, at_least: 3}.

    Raises:
        InvalidValueError: it reads what no rule may read, or compares what cannot be compared.
    """
    name = str(said.get("field", ""))
    _demand_readable(name)
    told = {key: value for key, value in said.items() if key != "field"}
    if len(told) != 1:
        raise InvalidValueError("The condition on {field} names no value.", field=name)
    ((comparison, value),) = told.items()
    values = value if isinstance(value, list) else [value]
    field = journey_fields()[name]
    return Condition(name, comparison, tuple(sound(field, one) for one in values))


def _demand_readable(name: str) -> str:
    """The type of a field that rules can read."""
    if name in OF_THE_PERSON:
        raise InvalidValueError(
            "No rule may read {field}: it says who a person is, and not what the journey is.",
            field=name,
        )
    if name not in journey_fields():
        raise InvalidValueError(
            "No rule can read {field!r}: use {fields}.",
            field=name,
            fields=", ".join(journey_fields()),
        )
    return journey_fields()[name].type
