"""The MISP object templates we write, by the identifiers under which MISP ships them; our tag."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

# MISP knows no sums of many events: an event of ours that is one bears this tag.
SUM = 'markaz:grain="aggregate"'


@dataclass(frozen=True, slots=True)
class Template:
    """One template: its uuid and edition, and for each relation its attribute type."""

    uuid: str
    version: str
    types: Mapping[str, str]


TEMPLATES: Mapping[str, Template] = MappingProxyType(
    {
        "report": Template(
            "70a68471-df22-4e3f-aa1a-5a3be19f82df",
            "8",
            {"title": "text", "summary": "text", "case-number": "text", "type": "text"},
        ),
        "geolocation": Template(
            "cd6f2238-ba55-4888-82c4-104e6e1acf21",
            "8",
            {"countrycode": "text", "region": "text", "city": "text", "text": "text"},
        ),
        "physical-object": Template(
            "dc786f86-4a8f-4da9-82d1-130fcefc1453",
            "1",
            {
                "name": "text", "object-type": "text", "weight": "text", "quantity": "counter",
                "description": "text", "identifier": "text",
            },
        ),
        "vehicle": Template(
            "683c076c-f695-4ff2-8efa-e98a418049f4",
            "5",
            {"license-plate-number": "text", "description": "text", "type": "text"},
        ),
        "person": Template(
            "a15b0477-e9d1-4b9c-9546-abe78a4f4248",
            "21",
            {
                "full-name": "full-name", "gender": "gender", "nationality": "nationality",
                "phone-number": "phone-number", "identity-card-number": "identity-card-number",
                "role": "text", "text": "text",
            },
        ),
    }
)  # fmt: skip
