"""Single seizures in the columns in which UNODC collects and publishes them."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from io import StringIO
from typing import Any

import pyarrow as pa

from markaz.data.places import COUNTRIES, DISTRICTS, PROVINCES
from markaz.data.simple import CONCEALMENT, TRANSPORT
from markaz.data.substances import SUBSTANCES
from markaz.records.quantity import MG_PER_KG

COLUMNS = (
    "REGION", "SUBREGION", "COUNTRY", "ADMINISTRATIVE_DIVISION", "PLACE", "SEIZURE_DATE",
    "DRUG_NAME", "AMOUNT", "DRUG_UNIT", "HIDING_PLACE", "INSTALLATION", "TRANSPORT",
    "PRODUCING_COUNTRY", "DEPARTURE_COUNTRY", "DESTINATION_COUNTRY", "ROUTING",
)  # fmt: skip
_UL_PER_L = 1_000_000
_MEASURES = (
    ("mass_mg", MG_PER_KG, "Kilogram"),
    ("volume_ul", _UL_PER_L, "Litre"),
    ("pieces", 1, "Unit"),
)


@dataclass(frozen=True, slots=True)
class SeizureList:
    """The text, how many lines it has, and how many seizures the form cannot tell."""

    text: str
    lines: int
    left_out: int


def individual_seizures(seizures: pa.Table) -> SeizureList:
    """The counted seizures (schema COUNTED_SEIZURES) as text, one line for each measured amount.

    Counts: what has one day and a sure quantity; the form knows neither a span nor an unknown.
    Excludes: names, references, agencies and every free text.
    """
    out = StringIO()
    writer = csv.DictWriter(out, COLUMNS, delimiter=";", lineterminator="\n", restval="")
    writer.writeheader()
    lines = left_out = 0
    for one in seizures.to_pylist():
        told = list(_lines(one))
        writer.writerows(told)
        lines += len(told)
        left_out += not told
    return SeizureList(out.getvalue(), lines, left_out)


def _lines(one: dict[str, Any]) -> Iterator[dict[str, str]]:
    if one["occurred_first"] is None or one["occurred_first"] != one["occurred_last"]:
        return
    for column, base, unit in _MEASURES:
        if one[column] is not None:
            yield {**_said(one), "AMOUNT": _exact(one[column], base), "DRUG_UNIT": unit}


def _said(one: dict[str, Any]) -> dict[str, str]:
    return {
        "COUNTRY": _label(COUNTRIES, one["country"]),
        "ADMINISTRATIVE_DIVISION": _label(PROVINCES, one["province"]),
        "PLACE": _label(DISTRICTS, one["district"]),
        "SEIZURE_DATE": one["occurred_first"].isoformat(),
        "DRUG_NAME": _label(SUBSTANCES, one["substance"]),
        "HIDING_PLACE": _label(CONCEALMENT, one["concealment"]),
        "TRANSPORT": _label(TRANSPORT, one["transport"]),
        "PRODUCING_COUNTRY": _label(COUNTRIES, one["origin"]),
        "DEPARTURE_COUNTRY": _label(COUNTRIES, one["departure"]),
        "DESTINATION_COUNTRY": _label(COUNTRIES, one["destination"]),
    }


def _label(vocabulary: Any, code: str) -> str:
    known = vocabulary.get(code)
    return str(known.label_en) if known else ""


def _exact(amount: int, base: int) -> str:
    return format((Decimal(amount) / base).normalize(), "f")
