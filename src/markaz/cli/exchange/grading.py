"""`markaz grading`: a grading under every scheme, and what is lost on the way."""

from typing import Annotated

import typer

from markaz.cli.desk import JsonFlag, console, show_json
from markaz.exchange.grading import Converted, converted
from markaz.records.grading import Scheme, read_grading


def grading(
    written: Annotated[str, typer.Argument(help="As in 'admiralty B2' or '4x4 B2 H1'.")],
    as_json: JsonFlag = False,
) -> None:
    """Say what a grading is called under Admiralty, Europol 4x4 and UK 3x5x2, and what is lost."""
    graded = read_grading(written)
    found = [converted(graded, to=scheme) for scheme in Scheme]
    if as_json:
        show_json({"grading": graded.notation, "schemes": [_plain(one) for one in found]})
        return
    for one in found:
        console.print(one.grading.notation, highlight=False, markup=False, soft_wrap=True)
        for loss in one.lost:
            console.print(f"  lost: {loss.en}", highlight=False, markup=False, soft_wrap=True)


def _plain(one: Converted) -> dict[str, object]:
    graded = one.grading
    return {
        "scheme": graded.scheme.value,
        "source": graded.source,
        "information": graded.information,
        "handling": graded.handling,
        "conditions": graded.conditions,
        "lost": [loss.en for loss in one.lost],
    }
