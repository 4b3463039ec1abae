"""Pairs of names with what is true of them, from public collections and from a simulation."""

import csv
import random
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz import fuzz

from benchmarks.simulated_names import simulated_pairs

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"
_OTHERS = 60


@dataclass(frozen=True, slots=True)
class Pair:
    """Two names as written, and whether they are one."""

    left: str
    right: str
    same: bool
    kind: str = "person"


def labelled(file: str = "name_match_pairs/name_bench_dev.csv") -> list[Pair]:
    """The labelled pairs of a public benchmark; persons apart from all else."""
    with (SHARED / file).open(encoding="utf-8", newline="") as rows:
        return [
            Pair(
                row["name1"],
                row["name2"],
                row["is_match"] == "true",
                "person" if row["schema"] == "Person" else "organisation",
            )
            for row in csv.DictReader(rows)
        ]


def transliterated(*, seed: int, count: int) -> list[Pair]:
    """Latin words with their Arabic spelling, and each once with another's Arabic spelling.

    Every second stranger is the nearest by Latin spelling among sixty others, the rest are drawn
    blindly; one whose Latin or Arabic spelling is the same is never taken.
    """
    known = list(_anetac())
    draw = random.Random(seed)
    pairs = []
    for number, (latin, arabic) in enumerate(draw.sample(known, count)):
        others = [
            other
            for other in draw.sample(known, _OTHERS)
            if other[0].lower() != latin.lower() and other[1] != arabic
        ]
        near = max(others, key=lambda other: fuzz.ratio(other[0].lower(), latin.lower()))
        stranger = near if number % 2 else others[0]
        pairs += [Pair(latin, arabic, same=True), Pair(latin, stranger[1], same=False)]
    return pairs


def _anetac() -> Iterator[tuple[str, str]]:
    text = (SHARED / "arabic_latin_names" / "anetac_dev.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        found = re.match(r"\w+ (.*?) *([\u0600-\u06ff].*)$", line)
        if found and found[1]:
            yield found[1], found[2]


def original_script(*, seed: int) -> list[Pair]:
    """Names of a sanctions list with their original script, and each with two others' script."""
    known = list(_listed())
    draw = random.Random(seed)
    pairs = []
    for latin, original in known:
        pairs.append(Pair(latin, original, same=True))
        for _ in range(2):
            other = draw.choice(known)
            if other[0] != latin:
                pairs.append(Pair(latin, other[1], same=False))
    return pairs


def _listed() -> Iterator[tuple[str, str]]:
    root = ET.parse(SHARED / "un_sc_consolidated" / "UN_consolidated_dev.xml").getroot()
    for person in root.iter("INDIVIDUAL"):
        parts = [person.findtext(f"{part}_NAME") or "" for part in _PARTS]
        original = (person.findtext("NAME_ORIGINAL_SCRIPT") or "").strip()
        if original and re.search(r"[\u0600-\u06ff]", original):
            yield " ".join(" ".join(parts).split()), original


_PARTS = ("FIRST", "SECOND", "THIRD", "FOURTH")


def simulated(*, seed: int, count: int) -> list[Pair]:
    """Invented Urdu and Pashto names in both scripts, as clerks write them."""
    return [Pair(*pair) for pair in simulated_pairs(seed=seed, count=count, shared=SHARED)]
