"""How an operation is named and described on the command line."""

from typing import Annotated

import typer

from markaz.records.errors import InvalidValueError

Name = Annotated[str, typer.Argument(help="AGENCY/REFERENCE.")]
Title = Annotated[str, typer.Option(help="Its name.")]
Kind = Annotated[str, typer.Option(help="A kind of the desk's rules, such as raid.")]
Starts = Annotated[str, typer.Option(help="When it begins: '2026-01-17 09:30'.")]
Ends = Annotated[str, typer.Option(help="When it ends.")]
Contact = Annotated[str, typer.Option(help="Whom the other side rings.")]
Unit = Annotated[str, typer.Option(help="Which unit goes.")]
Place = Annotated[str, typer.Option(help="'24.9065, 67.1608', a district, an airport.")]
Corners = Annotated[list[str] | None, typer.Option(help="A corner of an area; repeat.")]
Stops = Annotated[list[str] | None, typer.Option(help="'09:30 PLACE', a stop of a route; repeat.")]
Length = Annotated[str, typer.Option(help="Of a convoy, in metres.")]
FlightOption = Annotated[
    str, typer.Option(help="'PK 301, KHI 10:15, ISB 12:05': number, from, to.")
]
Target = Annotated[str, typer.Option(help="Shown only once both consent.")]
Numbers = Annotated[
    list[str] | None,
    typer.Option(
        help="A number or person of the target: '0300 1234567', 'plate: LEA 1234',"
        " 'name: Anwar Gul, Basit Gul, 1980'; repeat."
    ),
]
MarkingOption = Annotated[str, typer.Option(help="TLP 2.0.")]


def where(
    *, place: str, corners: list[str] | None, stops: list[str] | None, length: str, flight: str
) -> dict[str, str]:
    """The fields of a shape, as the form has them; said in one way and no other."""
    if sum(map(bool, (place, corners, stops, flight))) != 1:
        raise InvalidValueError("Say where in one way: --place, --corner, --stop or --flight.")
    if corners:
        return {"shape": "polygon", "corners": "\n".join(corners)}
    if stops:
        shape = "convoy" if length else "route"
        return {"shape": shape, "stops": "\n".join(stops), "length": length}
    if flight:
        try:
            number, leaves, arrives = (part.split(maxsplit=1) for part in flight.split(","))
            (departure, departs), (arrival, lands) = leaves, arrives
        except ValueError:
            raise InvalidValueError(
                f"{flight!r} is no flight: write it as 'PK 301, KHI 10:15, ISB 12:05'."
            ) from None
        return {"shape": "flight", "flight": " ".join(number), "departure": departure,
                "departs": departs, "arrival": arrival, "arrives": lands}  # fmt: skip
    return {"shape": "point", "place": place}


def named(text: str) -> tuple[str, str]:
    """Agency and reference of an operation."""
    agency, slash, reference = text.partition("/")
    if not slash:
        raise InvalidValueError(f"{text!r} names no operation: write AGENCY/REFERENCE.")
    return agency.strip().upper(), reference.strip()
