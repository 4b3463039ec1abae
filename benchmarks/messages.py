"""How truly and how fast messages are read: `python -m benchmarks.messages`.

Precision and recall of each national figure on real press reports whose figures were read out by
hand, in two halves: the reports that were looked at while the grammar was written, and those kept
aside unread (every third by the hash of its name, `--halves seen aside`).  A number that does not
stand in the text, in digits or in words, counts as invented.  Then every field on messages of our
own whose meaning was written down first (`benchmarks/message_fields.py`, `--cases wordings.yml`),
and on those of them that are not read rightly yet.
Then the speed: `--messages` copies of the texts, each with other numbers, on `--processes`.
"""

import argparse
import hashlib
import json
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from benchmarks.message_fields import WAITING, measured
from benchmarks.standing_numbers import unfounded
from markaz.data.substances import substance_code
from markaz.intake.messages.reading import read
from markaz.records.statement import CountField, Reading, Scope, Statement

SHARED = Path(__file__).parents[2] / "shared" / "data"
REPORTS = SHARED / "pk_press_reports" / "reports_dev.jsonl"
COUNTS = ("operations", "arrested", "women", "foreigners", "vehicles")
_G_PER_KG, _MILLION = 1000, 1_000_000
_MARGIN = Decimal("0.0005")


def main() -> None:
    """Read, compare and time."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--halves", nargs="+", default=["seen", "aside"])
    asked.add_argument("--messages", type=int, default=10_000)
    asked.add_argument("--processes", type=int, default=2)
    asked.add_argument("--wrong", action="store_true", help="name each figure that differs")
    asked.add_argument("--cases", nargs="*", default=[], help="only these files of our own cases")
    options = asked.parse_args()
    for line in measured(options.cases):
        print(line)
    if not options.cases:
        print("waiting to be mended:", *measured([], folder=WAITING), sep="\n")
    if not REPORTS.is_file():
        print("the press reports are not beside this checkout: nothing to measure")
        return
    reports = [json.loads(line) for line in REPORTS.read_text(encoding="utf-8").splitlines()]
    for half in options.halves:
        _compared(half, [one for one in reports if _half(one) == half], wrong=options.wrong)
    _timed([one["text"] for one in reports], options.messages, options.processes)


def _half(report: Mapping[str, Any]) -> str:
    aside = int(hashlib.sha256(report["id"].encode()).hexdigest(), 16) % 3 == 0
    return "aside" if aside else "seen"


def _compared(half: str, reports: list[dict[str, Any]], *, wrong: bool) -> None:
    right, found, meant = Counter[str](), Counter[str](), Counter[str]()
    invented = unlinked = 0
    for report in reports:
        on = date.fromisoformat(report["date"]) if report["date"] else None
        reading = read(report["text"], on=on)
        invented += sum(1 for _ in unfounded(report["text"], reading))
        unlinked += sum(not value.spans for value in _values(reading))
        if report.get("gold"):
            ours, theirs = _figures(reading), dict(_gold(report.get("gold")))
            for name in sorted(ours.keys() | theirs.keys()):
                field = name.partition(":")[0]
                agree = name in ours and name in theirs and _equal(ours[name], theirs[name])
                right[field] += agree
                found[field] += name in ours
                meant[field] += name in theirs
                if wrong and not agree:
                    print(report["id"], name, "read", ours.get(name), "by hand", theirs.get(name))
    print(f"{half}: {len(reports)} reports, {invented} invented numbers, {unlinked} without words")
    for field in (*sorted(meant), "all"):
        hits, told, gold = (
            (one.total() if field == "all" else one[field]) for one in (right, found, meant)
        )
        print(
            f"  {field:12} precision {hits / told if told else 1:.3f}"
            f" recall {hits / gold if gold else 1:.3f} ({hits} of {told} read, {gold} by hand)"
        )


def _values(reading: Reading) -> Iterator[Any]:
    for one in reading.statements:
        for part in (one, *one.parts):
            yield from (value for _, value in part.stated())


def _equal(ours: Decimal, theirs: Decimal) -> bool:
    return abs(ours - theirs) <= _MARGIN


def _gold(gold: Mapping[str, Any]) -> Iterator[tuple[str, Decimal]]:
    for name in (*COUNTS, "total_kg", "usd_million"):
        if gold[name] is not None:
            yield name, Decimal(str(gold[name]))
    for drug, kg in gold["drugs_kg"].items():
        code = substance_code(drug.replace("_", " "))
        yield f"drugs_kg:{code or drug}", Decimal(str(kg))


def _figures(reading: Reading) -> dict[str, Decimal]:
    whole = next(
        (one for one in reading.statements if one.scope == Scope.WHOLE),
        reading.statements[0] if reading.statements else None,
    )
    return dict(_national(whole)) if whole else {}


def _national(whole: Statement) -> Iterator[tuple[str, Decimal]]:
    for name in COUNTS:
        if (one := whole.count(CountField(name))) is not None:
            yield name, Decimal(one.value)
    if whole.totals:
        yield "total_kg", whole.totals[0].value.base / _G_PER_KG
    dollars = [one.value.number for one in whole.values if one.value.currency == "USD"]
    if dollars:
        yield "usd_million", dollars[0] / _MILLION
    for line in whole.lines:
        if line.weight is not None and line.substance.value[:3] not in ("PRE", "UNK", ""):
            yield f"drugs_kg:{line.substance.value}", line.weight.value.base / _G_PER_KG


def _timed(texts: list[str], messages: int, processes: int) -> None:
    many = [f"{texts[n % len(texts)]} Ref {n}." for n in range(messages)]
    read(many[0])
    some = many[:500]
    begun, thread = time.perf_counter(), time.thread_time()
    for one in some:
        read(one)
    wall, spent = time.perf_counter() - begun, time.thread_time() - thread
    print(
        f"one process: {1000 * wall / len(some):.2f} ms a message by the clock,"
        f" {1000 * spent / len(some):.2f} ms of processor time"
    )
    begun = time.perf_counter()
    with ProcessPoolExecutor(processes) as pool:
        told = sum(pool.map(_read, many, chunksize=250))
    wall = time.perf_counter() - begun
    print(f"{processes} processes: {messages} messages in {wall:.1f} s, {told} statements")


def _read(text: str) -> int:
    return len(read(text).statements)


if __name__ == "__main__":
    main()
