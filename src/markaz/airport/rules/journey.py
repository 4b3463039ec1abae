"""What a rule sees of a traveller: the journey, and nothing that says who the person is."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

import yaml

from markaz.records.errors import InvalidValueError

Value = str | float | bool
# What no rule may read, whatever a booking holds; named so that a refusal can say why.
OF_THE_PERSON = frozenset(
    {
        "name", "surname", "given_names", "nationality", "citizenship", "birthplace", "birth",
        "age", "sex", "gender", "religion", "ethnicity", "race", "language", "meal", "photograph",
        "issuer", "document", "number",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class JourneyField:
    """One thing that rules can read; `choices` are all its values where it has a closed list."""

    name: str
    type: str
    label: Mapping[str, str]
    choices: tuple[str, ...] = ()


@cache
def journey_fields() -> Mapping[str, JourneyField]:
    """Everything that rules can read."""
    text = files(__package__).joinpath("fields.yml").read_text(encoding="utf-8")
    return MappingProxyType(
        {
            name: JourneyField(
                name, said["type"], said["label"], tuple(map(str, said.get("choices", ())))
            )
            for name, said in yaml.safe_load(text).items()
        }
    )


@dataclass(frozen=True, slots=True)
class Journey:
    """A journey as rules see it: the allowed fields that are known, each in its type."""

    known: Mapping[str, Value]


def journey(booking: Mapping[str, object]) -> Journey:
    """What rules see of a booking; all that its person is stays behind.

    Raises:
        InvalidValueError: an allowed field holds what is not of its type.
    """
    fields = journey_fields()
    told = {name: booking[name] for name in fields if booking.get(name) not in (None, "")}
    return Journey(MappingProxyType({n: sound(fields[n], value) for n, value in told.items()}))


def sound(field: JourneyField, value: object) -> Value:
    """The value, if it is of the field's type.

    Raises:
        InvalidValueError: it is not.
    """
    if field.type == "flag" and isinstance(value, bool):
        return value
    if field.type == "number" and _is_amount(value):
        return float(str(value))
    if field.type == "text" and isinstance(value, str):
        if field.choices and value not in field.choices:
            raise InvalidValueError(
                "{value!r} is no value of {field}: use {choices}.",
                value=value,
                field=field.name,
                choices=", ".join(field.choices),
            )
        # Airlines write PK 213 and PK213 for one flight.
        return value if field.choices else "".join(value.split()).upper()
    raise InvalidValueError(
        "{value!r} is no value of {field}, which is a {type}.",
        value=str(value),
        field=field.name,
        type=field.type,
    )


def _is_amount(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and value >= 0
