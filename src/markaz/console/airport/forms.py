"""What officers type at the airport desk, as the actions take it."""

from datetime import date
from decimal import Decimal, InvalidOperation

from django.http import QueryDict

from markaz.actions.airport.casework.cases import Facts
from markaz.actions.airport.casework.custody import Exhibit, HandOver
from markaz.airport.rules.reading import read_conditions
from markaz.airport.rules.rule import Rule
from markaz.console import wording
from markaz.data.places import COUNTRIES
from markaz.data.simple import CONCEALMENT
from markaz.data.substances import SUBSTANCES
from markaz.records.errors import InvalidValueError

_MOST_EXHIBITS, _SPARE, _PERCENT = 40, 3, 100
Choices = list[tuple[str, str]]


def substances() -> Choices:
    """Every substance with its label, in the page's language."""
    return wording.choices(SUBSTANCES)


def choices() -> dict[str, Choices]:
    """The closed lists of the case's form."""
    return {
        "substances": substances(),
        "concealments": wording.choices(CONCEALMENT),
        "countries": wording.choices(COUNTRIES),
    }


def facts(said: QueryDict) -> Facts:
    """The case as the form confirms it."""
    arrested = said.get("arrested", "0").strip() or "0"
    if not (arrested.isascii() and arrested.isdigit()):
        raise InvalidValueError("Write how many were arrested as a whole number.")
    return Facts(
        reference=said.get("reference", "").strip(),
        exhibits=tuple(_exhibits(said)),
        documents=tuple(said.getlist("document")),
        arrested=int(arrested[:6]),
        concealment=said.get("concealment", ""),
        destination=said.get("destination", ""),
        keeper=said.get("keeper", "").strip(),
        remarks=said.get("remarks", ""),
        notify=said.get("notify") == "yes",
    )


def exhibit_rows(facts: Facts) -> list[Exhibit]:
    """The exhibits' rows of the form, with a few to spare."""
    empty = Exhibit(mark="", substance="", what="", weight_g=Decimal(0), seal="")
    return [*facts.exhibits, *[empty] * _SPARE]


def hand_over(said: QueryDict) -> HandOver:
    """A hand-over as the form gives it."""
    return HandOver(
        mark=said.get("mark", ""),
        to_whom=said.get("to_whom", ""),
        purpose=said.get("purpose", ""),
        seal=said.get("seal", ""),
        weight_g=_grams(said.get("weight_g", "")),
        explained=said.get("explained", ""),
    )


def _exhibits(said: QueryDict) -> list[Exhibit]:
    found = []
    for n in range(_MOST_EXHIBITS):
        mark = said.get(f"mark-{n}", "").strip()
        if mark:
            found.append(
                Exhibit(
                    mark=mark,
                    substance=said.get(f"substance-{n}", ""),
                    what=said.get(f"what-{n}", ""),
                    weight_g=_grams(said.get(f"weight-{n}", "")),
                    seal=said.get(f"seal-{n}", ""),
                )
            )
    return found


def rule(said: QueryDict, *, version: int) -> Rule:
    """A version of a rule as its form gives it."""
    return Rule(
        name=said.get("name", "").strip(),
        version=version,
        title=said.get("title", "").strip(),
        author=said.get("author", "").strip(),
        legal_basis=said.get("legal_basis", "").strip(),
        begins=_day(said.get("begins", "")),
        expires=_day(said.get("expires", "")),
        conditions=read_conditions(said.get("conditions", "")),
    )


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written.strip())
    except ValueError:
        raise InvalidValueError("Write the days of a rule as 2026-01-31.") from None


def share(written: str) -> float:
    """A share of the open beam, written in percent."""
    try:
        return float(Decimal(written.strip().removesuffix("%"))) / _PERCENT
    except InvalidOperation:
        raise InvalidValueError(
            "Write what passed the reference in percent of the open beam, as 41.27."
        ) from None


def _grams(written: str) -> Decimal:
    try:
        return Decimal(written.strip())
    except InvalidOperation:
        raise InvalidValueError("Write the net weight in grams, as 1234.5.") from None
