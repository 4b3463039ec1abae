"""Rules from the file in which people write them."""

from collections.abc import Mapping
from datetime import date

import yaml

from markaz.airport.rules.journey import journey_fields
from markaz.airport.rules.rule import COMPARISONS, Condition, Rule, condition
from markaz.records.errors import InvalidValueError

_KEYS = ("name", "version", "title", "author", "legal_basis", "begins", "expires", "when")

_FLAGS = {"yes": True, "no": False}


def read_rules(text: str) -> tuple[Rule, ...]:
    """The rules of a YAML file: a list under `rules`, each with every key.

    Raises:
        InvalidValueError: it is no such file, or a rule in it is not sound.
    """
    try:
        said = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise InvalidValueError("This is no YAML: {reason}.", reason=error) from error
    listed = said.get("rules") if isinstance(said, Mapping) else None
    if not isinstance(listed, list):
        raise InvalidValueError("The file has no list of rules: begin it with rules and a colon.")
    rules = tuple(map(_rule, listed))
    if len({(one.name, one.version) for one in rules}) != len(rules):
        raise InvalidValueError("Two rules of the file have one name and version.")
    return rules


def _rule(said: object) -> Rule:
    if not isinstance(said, Mapping) or set(said) != set(_KEYS):
        raise InvalidValueError("A rule has the keys {keys}, and no other.", keys=", ".join(_KEYS))
    version, begins, expires, when = (said[key] for key in ("version", "begins", "expires", "when"))
    dated = isinstance(begins, date) and isinstance(expires, date)
    if not (dated and isinstance(version, int) and isinstance(when, list)):
        raise InvalidValueError(
            "Rule {name} needs a whole number as version, days as 2026-01-31, and a list as when.",
            name=str(said["name"]),
        )
    return Rule(
        name=str(said["name"]),
        version=version,
        title=str(said["title"]),
        author=str(said["author"]),
        legal_basis=str(said["legal_basis"]),
        begins=begins,
        expires=expires,
        conditions=tuple(condition(one if isinstance(one, Mapping) else {}) for one in when),
    )


def read_conditions(text: str) -> tuple[Condition, ...]:
    """Conditions as a form takes them, one a line: `destination one_of DXB, JED`.

    Raises:
        InvalidValueError: a line is none, or reads what no rule may read.
    """
    return tuple(_condition(line.split()) for line in text.splitlines() if line.strip())


def _condition(words: list[str]) -> Condition:
    name, comparison, said = words[0], words[1] if words[1:] else "", " ".join(words[2:])
    field = journey_fields().get(name)
    if field is not None and comparison not in COMPARISONS:
        raise InvalidValueError(
            "Write a condition as: field, comparison ({comparisons}), values.",
            comparisons=", ".join(COMPARISONS),
        )
    values = [_value(part.strip(), field.type if field else "") for part in said.split(",")]
    return condition({"field": name, comparison: values})


def _value(written: str, kind: str) -> object:
    if kind == "flag" and written in _FLAGS:
        return _FLAGS[written]
    if kind == "number":
        try:
            return float(written)
        except ValueError:
            return written
    return written
