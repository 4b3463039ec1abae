"""Every message that was once read wrongly, and how it reads now."""

from datetime import date
from pathlib import Path

import pytest
import yaml
from benchmarks.standing_numbers import unfounded

from markaz.intake.messages.reading import read
from markaz.records.statement import Bound, Stated, Statement

CASES = [
    case
    for path in sorted((Path(__file__).parent / "cases").glob("*.yml"))
    for case in yaml.safe_load(path.read_text(encoding="utf-8"))
]
UNNAMED = ("", "UNK")
SINGLE = {"scope", "days", "airport", "origin", "destination", "concealment", "flights"}
EXACTLY = ("totals", "values", "assets", "areas", "lines", "others")


def _said(stated: Stated) -> str:
    ends = [stated.value] if stated.upper is None else [stated.value, stated.upper]
    number = "..".join(f"{end.number.normalize():f}" for end in ends)
    unit = getattr(ends[-1], "unit", "") or ends[-1].currency
    plain = stated.bound in (Bound.EXACT, Bound.BETWEEN)
    return " ".join([number, unit, *([] if plain else [stated.bound])])


def told(one: Statement) -> dict[str, object]:
    """A statement in the few words that the cases are written in."""
    lines = [
        " ".join([line.substance.value, *map(_said, line.amounts)])
        for line in one.lines
        if line.substance.value[:3] not in UNNAMED
    ]
    days = one.days.value if one.days else None
    return {
        "scope": one.scope.value,
        "days": f"{days.first}..{days.last}" if days else None,
        "agencies": [agency.value for agency in one.agencies],
        "places": [place.value for place in one.places],
        "airport": one.airport.value if one.airport else None,
        "origin": one.origin.value if one.origin else None,
        "destination": one.destination.value if one.destination else None,
        "concealment": one.concealment.value if one.concealment else None,
        "flights": [flight.value for flight in one.flights],
        "counts": {of.value: found[0].value for of, found in one.counts.items()},
        "totals": [*map(_said, one.sums)],
        "values": [*map(_said, one.values)],
        "assets": [*map(_said, one.assets)],
        "areas": [
            " ".join(
                [*([land.crop.value] if land.crop else []), _said(land.area)]
                + ["running"] * land.running
            )
            for land in one.areas
        ],
        "lines": lines,
        "others": [
            _said(amount)
            for line in one.lines
            if line.substance.value[:3] in UNNAMED
            for amount in line.amounts
        ],
    }


def _compare(expected: dict, one: Statement) -> None:
    found = told(one)
    if "parts" in expected:
        assert len(one.parts) == len(expected["parts"]), [told(part) for part in one.parts]
        for meant, part in zip(expected["parts"], one.parts, strict=True):
            _compare({"scope": part.scope.value, **meant}, part)
    for of, number in expected.get("counts", {}).items():
        assert found["counts"].get(of) == number, (of, found["counts"])
    asked = " ".join(question.en for question in one.questions)
    assert all(words in asked for words in expected.get("asked", ())), asked
    for name in ("places", "agencies"):
        meant = expected.get(name, [])
        assert found[name][: len(meant)] == meant
    for name in SINGLE & expected.keys():
        assert found[name] == expected[name], name
    for name in EXACTLY:
        # What a case does not mention is not in the message.
        assert found[name] == expected.get(name, []), name


def _id(case: dict) -> str:
    return case["name"].replace(" ", "-")


@pytest.mark.parametrize("case", CASES, ids=map(_id, CASES))
def test_a_message_is_read_as_it_means(case):
    reading = read(case["text"], on=case.get("dated"))
    assert len(reading.statements) == len(case["told"]), [told(one) for one in reading.statements]
    for expected, one in zip(case["told"], reading.statements, strict=True):
        _compare(expected, one)


@pytest.mark.parametrize("case", CASES, ids=map(_id, CASES))
def test_every_number_read_stands_in_the_message(case):
    reading = read(case["text"], on=case.get("dated"))
    assert list(unfounded(case["text"], reading)) == []


@pytest.mark.parametrize("case", CASES, ids=map(_id, CASES))
def test_every_value_has_the_words_it_came_from(case):
    for one in read(case["text"], on=case.get("dated")).statements:
        for part in (one, *one.parts):
            for name, stated in part.stated():
                assert stated.spans, name
                assert stated.text in case["text"], name


def test_there_are_many_voices_among_the_cases():
    assert len(CASES) >= 60
    assert isinstance(next(case["dated"] for case in CASES if "dated" in case), date)
