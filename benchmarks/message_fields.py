"""Precision and recall of every field on messages whose meaning was written down by hand.

The cases of `tests/intake/messages/cases/`, and those in `waiting/` that wait to be mended; a field
that a case does not name is not compared, but for quantities, values and land, of which a case
names all.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from markaz.intake.messages.reading import read
from markaz.records.statement import Bound, Reading, Stated, Statement

_MESSAGES = Path(__file__).parents[1] / "tests" / "intake" / "messages"
# Messages that are read as they mean, and those that some field of is not.
CASES, WAITING = _MESSAGES / "cases", _MESSAGES / "waiting"
_NAMED = ("agencies", "places", "flights", "days", "airport", "origin", "destination")
_ALWAYS = ("lines", "totals", "values", "assets", "areas")
_UNNAMED = ("", "UNK")
Value = tuple[str, str]
Values = Counter[Value]


def measured(files: list[str], *, folder: Path = CASES) -> Iterator[str]:
    """One line for each field, then one for all of them; `files` are names, all where empty."""
    right, found, meant = Counter[str](), Counter[str](), Counter[str]()
    cases = 0
    for path in sorted(folder.glob("*.yml")):
        for case in yaml.safe_load(path.read_text(encoding="utf-8")):
            if files and path.name not in files:
                continue
            cases += 1
            reading = read(case["text"], on=case.get("dated"))
            for theirs, ours in aligned(case["told"], reading):
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


def aligned(told: list[Mapping[str, Any]], reading: Reading) -> list[tuple[Values, Values]]:
    """The values of each statement by hand beside those of the one read, in their order.

    A statement that was not read, or not told, stands beside nothing; of all ways to put them
    side by side without changing their order, the one under which most values agree.
    """
    truth = [*_flat(told)]
    out = [part for one in reading.statements for part in (one, *one.parts)]
    best: dict[tuple[int, int], tuple[int, list[tuple[Values, Values]]]] = {}
    for n in range(len(truth), -1, -1):
        for m in range(len(out), -1, -1):
            ways = []
            if n < len(truth) and m < len(out):
                theirs, ours = Counter(_meant(truth[n])), _asked(truth[n], out[m])
                ways.append(((ours & theirs).total(), [(theirs, ours)], (n + 1, m + 1)))
            if n < len(truth):
                ways.append((0, [(Counter(_meant(truth[n])), Counter())], (n + 1, m)))
            if m < len(out):
                ways.append((0, [(Counter(), _asked({}, out[m]))], (n, m + 1)))
            options = [(hits + best[to][0], [*pair, *best[to][1]]) for hits, pair, to in ways]
            best[n, m] = max(options, key=lambda one: one[0], default=(0, []))
    return best[0, 0][1]


def _asked(truth: Mapping[str, Any], one: Statement) -> Values:
    asked = _compared(truth)
    return Counter(value for value in _read(one) if value[0] in asked)


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
