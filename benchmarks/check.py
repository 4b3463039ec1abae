"""How fast and how surely one person is found among millions: `python -m benchmarks.check`.

Simulated people are put into the tables of a new home (`--people`, a list of sizes), keys and all;
then each of `--asked` of them is asked for as another clerk would write the name, with a year of
birth that may be one off, and again with the whole date and no father.  A phone is asked for
exactly.  Beside what was found stands what a reader would find who knows which words were meant
and sees nobody's father in a question that names none: of fifty namesakes ten are shown.
At `--peers` people the same questions go to PostgreSQL's pg_trgm and to SQLite's FTS5 alone.
`--database URL` puts the tables into a PostgreSQL instead of SQLite; `--home FOLDER` keeps them in
a folder, and asks them as they stand where it was filled before.
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks import check_home as home
from benchmarks.check_ceiling import ceiling
from benchmarks.check_peers import peers
from benchmarks.simulated_people import people

if TYPE_CHECKING:
    from markaz.subjects.lookup.asked import Asked

_PHONES = 500


def main() -> None:
    """Fill, ask and print, one size after another."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--people", type=int, nargs="+", default=[200_000])
    asked.add_argument("--asked", type=int, default=1500)
    asked.add_argument("--peers", type=int, default=100_000, help="0 leaves them out")
    asked.add_argument("--peers-asked", type=int, default=200)
    asked.add_argument("--database", default="", help="a postgresql:// address")
    asked.add_argument("--home", type=Path, help="a folder that keeps the tables of one size")
    asked.add_argument("--seed", type=int, default=5)
    options = asked.parse_args()
    if not home.SHARED.is_dir():
        print("the public collections are not beside this checkout: nothing to measure")
        return
    print(
        "design, people, questions: ms by the clock p50 / p99, ms of this thread p50 / p99,"
        " found first, in ten, of the others told to narrow the query, told nothing of it;"
        " of all told to narrow"
    )
    for count in options.people:
        if options.home:
            options.home.mkdir(parents=True, exist_ok=True)
            _ours(options.home, count, options)
            continue
        with tempfile.TemporaryDirectory() as folder:
            _ours(Path(folder), count, options)
    if options.peers:
        truth = home.chosen(options.seed, options.peers, options.peers_asked)
        meant = home.some(options.seed, options.peers, options.peers_asked)
        wanted = home.questions(options.seed, meant)
        rows = (one for _, one in home.everybody(options.seed, options.peers))
        for name, ask in peers(rows):
            _say(name, options.peers, [_timed(ask, one) for one in wanted], truth)


def _ours(folder: Path, count: int, options: argparse.Namespace) -> None:
    seed = options.seed
    home.opened(folder, options.database)
    start = time.perf_counter()
    if home.filled(seed, count):
        print(f"  built in {time.perf_counter() - start:.0f} s")
    truth, meant = home.chosen(seed, count, options.asked), home.some(seed, count, options.asked)
    wanted = home.questions(seed, meant)
    from markaz.subjects.lookup.asked import Asked

    names = [Asked(home.mention(one)) for one in wanted]
    phones = [Asked(home.with_phone(one)) for one in home.some(seed, count, _PHONES)]
    for warm in names[:100]:
        _answer(warm)
    where = "PostgreSQL" if options.database else "SQLite"
    answers = [_timed(_answer, one) for one in names]
    _say(f"Markaz, {where}, name", count, answers, truth)
    for of_father, told in ((True, "with the father's name"), (False, "without it")):
        at = [place for place, one in enumerate(wanted) if bool(one.father) is of_father]
        _say(f"  {told}", count, [answers[place] for place in at], [truth[place] for place in at])
    by_day = [Asked(home.mention(one)) for one in home.dated(seed, meant)]
    _say("  name and date of birth", count, [_timed(_answer, one) for one in by_day], truth)
    exact = [_timed(_answer, one) for one in phones]
    _say(f"Markaz, {where}, phone", count, exact, home.chosen(seed, count, _PHONES))
    best = ceiling(people(seed=seed, count=count, shared=home.SHARED), meant, wanted)
    print("  a reader who knows which words are meant finds in ten:", end=" ")
    named = [one for one, asked in zip(best, wanted, strict=True) if asked.father]
    unnamed = [one for one, asked in zip(best, wanted, strict=True) if not asked.father]
    shares = (statistics.fmean(some) for some in (best, named, unnamed))
    print("{:.3f}, with the father's name {:.3f}, without it {:.3f}".format(*shares))


Answer = tuple[list[int], bool]


def _answer(asked: "Asked") -> Answer:
    from markaz.actions.subjects.looking import look_up

    found = look_up(asked)
    return [one.entry for one in found.candidates], found.narrow(found.candidates)


@dataclass(frozen=True, slots=True)
class Timed:
    """One answer with its milliseconds by the clock, and those of this thread alone."""

    clock: float
    own: float
    found: list[int]
    narrow: bool


def _timed(ask: Callable[[Any], Answer], question: object) -> Timed:
    clock, own = time.perf_counter(), time.thread_time()
    found, narrow = ask(question)
    spent = (time.perf_counter() - clock) * 1000, (time.thread_time() - own) * 1000
    return Timed(*spent, found, narrow)


def _say(name: str, count: int, answers: Sequence[Timed], truth: Sequence[int]) -> None:
    pairs = list(zip(answers, truth, strict=True))
    total = len(pairs)
    first = sum(one.found[:1] == [true] for one, true in pairs) / total
    ten = sum(true in one.found[:10] for one, true in pairs) / total
    lost = [one.narrow for one, true in pairs if true not in one.found[:10]]
    told, silent, narrow = (
        some / total
        for some in (sum(lost), len(lost) - sum(lost), sum(one.narrow for one in answers))
    )
    clock = _spread([one.clock for one in answers])
    own = _spread([one.own for one in answers])
    print(
        f"{name}, {count:,}, {total}: {clock}, {own}, {first:.3f}, {ten:.3f}, {told:.3f},"
        f" {silent:.3f}; {narrow:.3f}",
        flush=True,
    )


def _spread(times: Sequence[float]) -> str:
    ordered = sorted(times)
    last = ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]
    return f"{statistics.median(ordered):.2f} / {last:.2f}"


if __name__ == "__main__":
    main()
