"""Precision and recall of every field on messages whose meaning was written down by hand.

The cases of `tests/intake/messages/cases/`; a field that a case does not name is not compared,
but for quantities, values and land, of which a case names all.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from markaz.intake.messages.reading import read
from markaz.records.statement import Bound, Stated, Statement

CASES = Path(__file__).parents[1] / "tests" / "intake" / "messages" / "cases"
_NAMED = ("agencies", "places", "flights", "days", "airport", "origin", "destination")
_ALWAYS = ("lines", "totals", "values", "assets", "areas")
_UNNAMED = ("", "UNK")
Value = tuple[str, str]


def measured(files: list[str]) -> Iterator[str]:
    """One line for each field, then one for all of them; `files` are names, all where empty."""
    right, found, meant = Counter[str](), Counter[str](), Counter[str]()
    cases = 0
    for path in sorted(CASES.glob("*.yml")):
        for case in yaml.safe_load(path.read_text(encoding="utf-8")):
            if files and path.name not in files:
                continue
            cases += 1
            reading = read(case["text"], on=case.get("dated"))
            truth = [*_flat(case["told"])]
            read_out = [part for one in reading.statements for part in (one, *one.parts)]
            for nth in range(max(len(truth), len(read_out))):
                theirs = Counter(_meant(truth[nth]) if nth < len(truth) else ())
                asked = _compared(truth[nth]) if nth < len(truth) else {*_ALWAYS}
                ours = Counter(
                    value
                    for value in (_read(read_out[nth]) if nth < len(read_out) else ())
                    if value[0] in asked
                )
                for into, some in ((right, ours & theirs), (found, ours), (meant, theirs)):
                    for (field, _), times in some.items():
                        into[field] += times
    yield f"{cases} messages by hand"
    for field in (*sorted(meant | found), "all"):
        hits, told, gold = (
            (one.total() if field == "all" else one[field]) for one in (right, found, meant)
        )
        yield (
            f"  {field:12} precision {hits / told if told else 1:.3f}"
            f" recall {hits / gold if gold else 1:.3f} ({hits} of {told} read, {gold} by hand)"
        )


def _flat(told: list[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    for one in told:
        yield one
        yield from one.get("parts", ())


def _compared(truth: Mapping[str, Any]) -> set[str]:
    named = {name for name in (*_NAMED, "concealment") if name in truth}
    return {*_ALWAYS, *named, *truth.get("counts", ())}


def _meant(truth: Mapping[str, Any]) -> Iterator[Value]:
    for name in (*_NAMED, "concealment", *_ALWAYS):
        value = truth.get(name)
        for each in value if isinstance(value, list) else [value]:
            if each is not None:
                yield name, str(each)
    yield from (("lines", f" {other}") for other in truth.get("others", ()))
    for of, number in truth.get("counts", {}).items():
        if number is not None:
            yield of, str(number)


def _read(one: Statement) -> Iterator[Value]:
    yield from (("agencies", stated.value) for stated in one.agencies)
    yield from (("places", stated.value) for stated in one.places)
    yield from (("flights", stated.value) for stated in one.flights)
    if one.days:
        yield "days", f"{one.days.value.first}..{one.days.value.last}"
    for name in ("airport", "origin", "destination", "concealment"):
        stated = getattr(one, name)
        if stated is not None:
            yield name, stated.value
    yield from ((of.value, str(told[0].value)) for of, told in one.counts.items())
    for line in one.lines:
        code = line.substance.value
        yield "lines", " ".join(["" if code[:3] in _UNNAMED else code, *map(_said, line.amounts)])
    for name, told in (("totals", one.sums), ("values", one.values), ("assets", one.assets)):
        yield from ((name, _said(stated)) for stated in told)
    for land in one.areas:
        crop = [land.crop.value] if land.crop else []
        yield "areas", " ".join([*crop, _said(land.area), *["running"] * land.running])


def _said(stated: Stated[Any]) -> str:
    ends = [stated.value] if stated.upper is None else [stated.value, stated.upper]
    number = "..".join(f"{end.number.normalize():f}" for end in ends)
    unit = getattr(ends[-1], "unit", "") or ends[-1].currency
    plain = stated.bound in (Bound.EXACT, Bound.BETWEEN)
    return " ".join([number, unit, *([] if plain else [stated.bound])])
