"""Rules from the file in which people write them."""

from collections.abc import Mapping
from datetime import date

import yaml

from markaz.airport.rules.rule import Rule, condition
from markaz.records.errors import InvalidValueError

_KEYS = ("name", "version", "title", "author", "legal_basis", "begins", "expires", "when")


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
