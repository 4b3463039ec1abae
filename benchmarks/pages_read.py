"""Photographed pages: how many fields of the specimens are read as they stand, by distortion.

`python -m benchmarks.pages_read [--seeds N] [--first N] [--seconds S]` renders each format under
each distortion with N seeds from the first on, by blur, turn and glare, each page with a name
invented for it; no page is begun after S seconds, and the lines say how many were read.
"""

import argparse
import random
import time
from collections import Counter
from datetime import date
from itertools import product

from benchmarks.rendered_pages import DISTORTIONS, page, photographed
from markaz.airport.documents.cells.tesseract import installed
from markaz.airport.documents.mrz import Mrz, Verdict, read
from markaz.airport.documents.page import read_page
from markaz.records.errors import InvalidValueError

TODAY = date(2026, 11, 26)
TEXTS = {
    "TD1": "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\n"
    "ERIKSSON<<ANNA<MARIA<<<<<<<<<<",
    "TD2": "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nD231458907UTO7408122F1204159<<<<<<<6",
    "TD3": "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\n"
    "L898902C36UTO7408122F1204159ZE184226B<<<<<10",
    "MRV-A": "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\n"
    "L8988901C4XXX4009078F96121096ZE184226B<<<<<<",
    "MRV-B": "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nL8988901C4XXX4009078F9612109<<<<<<<<",
}


# Invented words for names; between them they hold every letter.
_SOUNDS = (
    "KA", "RI", "MO", "ZE", "THU", "QA", "JI", "WE", "BOL", "XAN", "YU", "FED", "GOP", "VIS",
)  # fmt: skip


def renamed(text: str, *, seed: int) -> str:
    """A specimen with another name, which no digit covers."""
    chance = random.Random(seed)
    surname, *given = ("".join(chance.choices(_SOUNDS, k=chance.randint(2, 3))) for _ in range(3))
    plain, other = "ERIKSSON<<ANNA<MARIA", f"{surname}<<{'<'.join(given)}"
    length = max(len(plain), len(other))
    return text.replace(plain.ljust(length, "<"), other.ljust(length, "<"))


def right(text: str, picture: object) -> Counter[str]:
    """Of the fields of one page: right, wrong, and wrong though its digit agrees."""
    told = read(text, today=TODAY).fields
    try:
        found: Mrz = read("\n".join(read_page(picture).lines), today=TODAY)
    except InvalidValueError:
        return Counter({"not found": len(told)})
    counts: Counter[str] = Counter()
    for name, one in told.items():
        here = found.fields.get(name)
        same = here is not None and here.value == one.value
        counts["right" if same else "wrong"] += 1
        counts["names"] += name == "names" and same
        covered = one.guard == "own" and one.value
        counts["covered"] += bool(covered)
        counts["covered right"] += bool(covered and same)
        counts["unseen"] += bool(
            covered and not same and here is not None and here.verdict is Verdict.VERIFIED
        )
    return counts


def main() -> None:
    """Print a line for each distortion."""
    if not installed():
        print("skipped: tesseract is not installed (apt-get install tesseract-ocr)")
        return
    asked = argparse.ArgumentParser()
    asked.add_argument("--seeds", type=int, default=1)
    asked.add_argument("--first", type=int, default=0)
    asked.add_argument("--seconds", type=float, default=150)
    options = asked.parse_args()
    ends = time.perf_counter() + options.seconds
    print(f"{len(TEXTS)} formats, {options.seeds} pages each, {options.seconds:g} s at the most")
    # One page of each kind first, then the next seed: what time cuts off is cut off everywhere.
    counted: dict[str, Counter[str]] = {name: Counter() for name in DISTORTIONS}
    seeds = range(options.first, options.first + options.seeds)
    for seed, (at, plain), name in product(seeds, enumerate(TEXTS.values()), DISTORTIONS):
        text = renamed(plain, seed=seed * len(TEXTS) + at)
        if time.perf_counter() >= ends:
            break
        wall, cpu = time.perf_counter(), time.thread_time()
        shown = photographed(page(tuple(text.splitlines())), DISTORTIONS[name], seed=seed)
        counted[name] += right(text, shown)
        counted[name]["pages"] += 1
        counted[name]["wall ms"] += round(1000 * (time.perf_counter() - wall))
        counted[name]["cpu ms"] += round(1000 * (time.thread_time() - cpu))
    for name, total in counted.items():
        _tell(name, total)


def _tell(name: str, total: Counter[str]) -> None:
    fields, pages = total["right"] + total["wrong"] + total["not found"], total["pages"]
    if not pages:
        print(f"{name:18} no page was read in the time given")
        return
    print(
        f"{name:18} {pages} pages: fields right {total['right'] / fields:6.1%}, names right"
        f" {total['names'] / pages:6.1%}, covered by a digit"
        f" {total['covered right'] / max(total['covered'], 1):6.1%}, wrong with a digit that agrees"
        f" {total['unseen']}, fields of pages not found {total['not found']};"
        f" {total['wall ms'] / pages / 1000:.1f} s wall"
        f" ({total['cpu ms'] / pages / 1000:.1f} s of this process) each"
    )


if __name__ == "__main__":
    main()
