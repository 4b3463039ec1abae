"""Photographed pages: how many fields of the specimens are read as they stand, by distortion.

`python -m benchmarks.pages_read [SEEDS]` renders each format under each distortion, SEEDS times.
"""

import sys
import time
from collections import Counter
from datetime import date

from benchmarks.rendered_pages import DISTORTIONS, page, photographed
from markaz.airport.documents.mrz import Mrz, Verdict, read
from markaz.airport.documents.page import installed, read_page
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
    seeds = int(sys.argv[1]) if len(sys.argv) > 1 else 2
    print(f"{len(TEXTS)} formats, {seeds} pages each")
    for name, how in DISTORTIONS.items():
        wall, cpu, total = time.perf_counter(), time.thread_time(), Counter()
        for seed in range(seeds):
            for text in TEXTS.values():
                total += right(text, photographed(page(tuple(text.splitlines())), how, seed=seed))
        fields = total["right"] + total["wrong"] + total["not found"]
        pages = seeds * len(TEXTS)
        print(
            f"{name:18} fields right {total['right'] / fields:6.1%}, covered by a digit"
            f" {total['covered right'] / max(total['covered'], 1):6.1%}, wrong with a digit that"
            f" agrees {total['unseen']}, pages' fields not found {total['not found']};"
            f" {(time.perf_counter() - wall) / pages:.1f} s wall"
            f" ({(time.thread_time() - cpu) / pages:.1f} s here) each"
        )


if __name__ == "__main__":
    main()
