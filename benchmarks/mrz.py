"""Machine-read lines: 10,000 in a second on one core, and beside the `mrz` package in one run.

The package is under the GPL: it is fetched into a folder of its own for this run, never installed
with ours.  `python -m benchmarks.mrz --offline` leaves it out.
"""

import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from importlib import import_module
from pathlib import Path

from markaz.airport.documents.mrz import Mrz, read
from markaz.data.travel.digits import check_digit

COUNT = 10_000
LIMIT_S = 1.0
PEER = "mrz==0.6.2"
PLACE = Path(__file__).resolve().parents[1] / "build" / "mrz-peer"
TODAY = date(2026, 11, 26)
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def passport(rng: random.Random) -> str:
    """An invented passport whose digits agree."""
    number = rng.choice(LETTERS) + "".join(rng.choices("0123456789", k=8))
    birth = f"{rng.randrange(100):02}{rng.randrange(1, 13):02}{rng.randrange(1, 29):02}"
    expiry = f"{rng.randrange(27, 36)}{rng.randrange(1, 13):02}{rng.randrange(1, 29):02}"
    optional = "".join(rng.choices(LETTERS, k=rng.randrange(10))).ljust(14, "<")
    line = f"{number}{check_digit(number)}UTO{birth}{check_digit(birth)}{rng.choice('MF<')}"
    line += f"{expiry}{check_digit(expiry)}{optional}{check_digit(optional)}"
    line += str(check_digit(line[:10] + line[13:20] + line[21:43]))
    name = "".join(rng.choices(LETTERS, k=8)) + "<<" + "".join(rng.choices(LETTERS, k=6))
    return f"P<UTO{name:<<39}\n{line}"


def damaged(text: str, rng: random.Random) -> str:
    """The same with one character of the second line another, most of the time."""
    at = rng.randrange(45, 89)
    return text[:at] + rng.choice("0123456789" + LETTERS + "<") + text[at + 1 :]


@contextmanager
def measured(what: str, count: int) -> Iterator[None]:
    """Print wall and processor time of a block."""
    wall, cpu = time.perf_counter(), time.thread_time()
    yield
    wall, cpu = time.perf_counter() - wall, time.thread_time() - cpu
    each = cpu / count * 1e6
    print(f"{what}: {count:,} in {wall:.3f} s wall, {cpu:.3f} s processor, {each:.1f} us each")


def peer() -> Callable[[str], bool] | None:
    """The package's verdict on a passport, or None where it cannot be had."""
    if not (PLACE / "mrz").is_dir():
        command = [
            sys.executable,
            "-m",
            "pip",
            "install",
            "-q",
            "--no-deps",
            "--target",
            str(PLACE),
        ]
        if subprocess.run([*command, PEER], check=False, capture_output=True).returncode:
            return None
    sys.path.append(str(PLACE))
    checker = import_module("mrz.checker.td3").TD3CodeChecker

    def verdict(text: str) -> bool:
        try:
            return bool(checker(text))
        except (ValueError, TypeError):
            return False

    return verdict


def main() -> None:
    """Time ours, then both on sound and damaged lines, and say where they differ."""
    rng = random.Random(9303)
    sound = [passport(rng) for _ in range(COUNT)]
    cpu = time.thread_time()
    with measured("markaz", COUNT):
        failed = sum(bool(read(text, today=TODAY).failed) for text in sound)
    cpu = time.thread_time() - cpu
    print(
        f"  {failed} of sound ones fail; limit {LIMIT_S} s: {'met' if cpu < LIMIT_S else 'MISSED'}"
    )
    theirs = None if "--offline" in sys.argv else peer()
    if theirs is None:
        print("mrz 0.6.2 (GPL, fetched for this run alone) is not here: no comparison.")
        return
    mixed = [damaged(text, rng) for text in sound]
    with measured("markaz, damaged", COUNT):
        ours = [read(text, today=TODAY) for text in mixed]
    with measured("mrz 0.6.2, damaged", COUNT):
        other = [theirs(text) for text in mixed]
    report(ours, other)


def report(ours: list[Mrz], other: list[bool]) -> None:
    """How often the two say the same: of the digits alone, and with what ours remarks besides.

    The package has one yes or no for digits, days, codes and sex together; ours judges the digits
    and remarks on the others, because no digit covers a nationality.
    """
    digits = [not one.failed for one in ours]
    strict = [not one.failed and not _remarked(one) for one in ours]
    for what, said in (("digits alone", digits), ("digits and remarks", strict)):
        agree = sum(a == b for a, b in zip(said, other, strict=True))
        refused = sum(a and not b for a, b in zip(said, other, strict=True))
        accepted = sum(b and not a for a, b in zip(said, other, strict=True))
        print(f"{what}: the same of {agree / len(ours):.2%} of {len(ours):,}; only the package"
              f" refuses {refused}, only ours {accepted}")  # fmt: skip
    kinds = Counter(
        f"{name}: {remark}"
        for one, theirs in zip(ours, other, strict=True)
        if not one.failed and not theirs
        for name, remark in _remarked(one).items()
    )
    for kind, count in kinds.most_common():
        print(f"  digits agree and the package refuses: {count} x {kind}")


def _remarked(one: Mrz) -> dict[str, str]:
    return {name: str(field.remark) for name, field in one.fields.items() if field.remark}


if __name__ == "__main__":
    main()
