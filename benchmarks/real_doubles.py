"""Real double reports: how the matcher fares where nobody planted them.

`python -m benchmarks.real_doubles [--data ../shared/data] [--country-only] [--paper]` takes the
defence ministry's heroin seizures and UNODC's individual drug seizures in by the ordinary action,
into a home of its own, consolidates in full, and prints (with --paper also writes) what became of
pairs that can be told from the files alone.
"""

import argparse
import os
import platform
import tempfile
from datetime import datetime
from pathlib import Path

from benchmarks.doubles import DATA, Measured, measured, take_in

PAPER = Path(__file__).resolve().parents[1] / "docs" / "consolidation-doubles.md"
_SAMPLE = 20


def main() -> None:
    """Take both in, consolidate, measure, print."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--data", type=Path, default=DATA)
    asked.add_argument("--country-only", action="store_true", help="UNODC's Colombian rows alone")
    asked.add_argument("--paper", action="store_true", help=f"write {PAPER.name}")
    options = asked.parse_args()
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {"MARKAZ_HOME": home, "DATABASE_URL": ""}
        os.environ["DJANGO_SETTINGS_MODULE"] = "markaz.config.settings"
        told = _told(options.data, only=options.country_only, home=Path(home))
    print(told)
    if options.paper:
        PAPER.write_text(told, encoding="utf-8")


def _told(data: Path, *, only: bool, home: Path) -> str:
    import django

    django.setup()
    from django.utils import timezone

    from markaz.actions.consolidation import consolidate
    from markaz.store import setup

    setup.ensure()
    by, now = setup.operator(), timezone.now()
    load = os.getloadavg()[0]
    rows = take_in(data, by=by, now=now, only_into=home if only else None)
    run = consolidate(by=by, now=now)
    head = (
        f"{rows:,} reports taken in{' (of UNODC the Colombian alone)' if only else ''},"
        f" {run.candidates:,} pairs compared, model {run.model}."
    )
    return _paper(measured(), head=head, load=load, on=now)


def _paper(found: Measured, *, head: str, load: float, on: datetime) -> str:
    recalled = "\n".join(
        f"| {name} | {of:,} | {got:,} | {got / max(of, 1):.1%} |"
        for name, (got, of) in found.references.items()
    )
    keys, of_keys = found.keys
    return f"""# Real double reports

Written by `python -m benchmarks.real_doubles --paper` on {on.date().isoformat()} ({os.cpu_count()}
cores, load {load:.1f} at the start, Python {platform.python_version()}).
UNODC's individual drug seizures 2011-2014 and the Colombian defence ministry's heroin seizures tell
of the same heroin. Nobody labelled them: a pair is taken for one event where the two agree in what
the first column says and nothing else in either source does.

{head}

| Same in both, once in each | Pairs | Joined | Recall |
|---|---:|---:|---:|
{recalled}

Of {of_keys:,} pairs of day and rounded weight that stand in both sources, {keys:,} have a joined
pair ({keys / max(of_keys, 1):.1%}). Counted with all that is alike, at most {found.at_most:,} pairs
could be joined; {found.joined:,} were.

Of the {found.joined:,} joined pairs {found.same_day:,} agree in the day, {found.same_kg:,} in day
and rounded weight ({found.same_kg / max(found.joined, 1):.2%}), {found.same_grams:,} in
day and gram.

UNODC repeats {found.repeats:,} rows exactly. They are of one agency, each may be an event of its
own, and {found.repeats_joined:,} were joined to another of UNODC's.

## Joined, though day or rounded weight differ

{_pairs(found.doubtful)}

## Not joined, though day and rounded weight stand once in each

{_pairs(found.missed)}
"""


def _pairs(rows: list[tuple[object, ...]]) -> str:
    if not rows:
        return "None."
    listed = "\n".join(
        f"| {day} | {place} | {kg:g} | {their_day} | {their_place} | {their_kg:g} |"
        for day, place, kg, their_day, their_place, their_kg in rows[:_SAMPLE]
    )
    more = f"\n\nand {len(rows) - _SAMPLE:,} more." if len(rows) > _SAMPLE else ""
    head = "| UNODC: day | Place | kg | Ministry: day | Place | kg |\n|---|---|---:|---|---|---:|"
    return f"{head}\n{listed}{more}"


if __name__ == "__main__":
    main()
