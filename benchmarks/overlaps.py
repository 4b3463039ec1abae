"""One new operation against 100,000 live ones of every kind, beside a scan through them all.

`python -m benchmarks.overlaps [--live N] [--new N] [--days N] [--seed N]`: operations are invented
around the places of Pakistan's districts, the larger share near three cities, over some days.
"""

import argparse
import random
import statistics
import time
import tracemalloc
from collections import defaultdict
from datetime import UTC, datetime, timedelta

from pyproj import Geod

from markaz.data.airports import AIRPORTS
from markaz.data.places import DISTRICTS
from markaz.deconfliction.live import LiveOperations
from markaz.deconfliction.meeting import overlap
from markaz.deconfliction.rules import shipped
from markaz.records.operations.operation import Operation, OperationKey, Window
from markaz.records.operations.shape import (
    Convoy,
    Flight,
    Point,
    Polygon,
    Position,
    Route,
    Shape,
    Waypoint,
)

LIMIT_MS = 50
_SAMPLE = 5_000
_BEGIN = datetime(2026, 3, 1, tzinfo=UTC)
_GEOD = Geod(ellps="WGS84")
_AGENCIES = ("ANF", "ASF", "CUSTOMS", "FIA", "PCG", "RANGERS-SD", "POLICE-PB", "POLICE-KP")
_CITIES = (Position(24.87, 67.03), Position(31.53, 74.34), Position(34.01, 71.56))
_CROWDED = 0.4
_OFF_KARACHI = Position(24.3, 66.8)
_PLACES = tuple(
    Position(one.latitude, one.longitude)
    for one in DISTRICTS.values()
    if one.latitude is not None and one.longitude is not None and one.code.startswith("PK-")
)
_AIRPORTS = tuple(sorted(code for code, one in AIRPORTS.items() if one.country == "PK"))
# Shape, its share of all operations, kinds, and how many hours it takes at least and at most.
_SORTS = (
    ("point", 0.45, ("raid", "surveillance", "checkpoint", "buy", "search", "airport"), (2, 12)),
    ("point, a week long", 0.03, ("surveillance",), (120, 200)),
    ("polygon", 0.12, ("crop_clearance", "search"), (4, 72)),
    ("polygon at sea", 0.05, ("maritime",), (4, 48)),
    ("route", 0.15, ("surveillance", "controlled_delivery"), (2, 14)),
    ("convoy", 0.10, ("convoy",), (3, 14)),
    ("flight", 0.10, ("controlled_delivery", "airport"), (1, 3)),
)


def main() -> None:
    """Measure and print."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--live", type=int, default=100_000)
    asked.add_argument("--new", type=int, default=1_000)
    asked.add_argument("--days", type=int, default=14)
    asked.add_argument(
        "--scanned", type=int, default=5, help="how many are also found by a scan of a sample"
    )
    asked.add_argument("--seed", type=int, default=4)
    options = asked.parse_args()
    chance = random.Random(options.seed)
    live = [_invented(chance, f"L-{n}", days=options.days)[1] for n in range(options.live)]
    tracemalloc.start()
    held = LiveOperations(live[:2000], rules=shipped())
    kept_bytes = tracemalloc.get_traced_memory()[0] / len(held)
    tracemalloc.stop()
    begun = time.perf_counter()
    held = LiveOperations(live, rules=shipped())
    built_s = time.perf_counter() - begun
    print(
        f"{len(held):,} live operations over {options.days} days: built in {built_s:.1f} s"
        f" ({built_s / len(held) * 1e6:.0f} us each),"
        f" some {kept_bytes * len(held) / 1e6:.0f} MB held"
    )
    new = [_invented(chance, f"N-{n}", days=options.days) for n in range(options.new)]
    p50 = _answer(held, new)
    _change(held, [operation for _, operation in new])
    sample = chance.sample(live, min(_SAMPLE, len(live)))
    _scan(held, sample, [operation for _, operation in new[: options.scanned]], p50_ms=p50)


def _answer(held: LiveOperations, new: list[tuple[str, Operation]]) -> float:
    times: dict[str, list[float]] = defaultdict(list)
    busy: dict[str, list[float]] = defaultdict(list)
    found: dict[str, int] = defaultdict(int)
    for sort, operation in new:
        begun, worked = time.perf_counter(), time.process_time()
        answer = held.overlaps(operation)
        spent, taken = (time.process_time() - worked) * 1000, _since(begun)
        for name in (sort, "all"):
            times[name].append(taken)
            busy[name].append(spent)
            found[name] += len(answer)
    for name, _, _, _ in (*_SORTS, ("all", 0, (), ())):
        taken_ms, busy_ms = sorted(times[name]), sorted(busy[name])
        p99, busy_p99 = (all_[int(len(all_) * 0.99)] for all_ in (taken_ms, busy_ms))
        print(
            f"  {name:<19} {len(taken_ms):5,} asked   p50 {statistics.median(taken_ms):6.2f} ms"
            f"   p99 {p99:6.2f} ms   worst {taken_ms[-1]:6.2f} ms"
            f"   processor p99 {busy_p99:6.2f} ms"
            f"   {found[name] / len(taken_ms):6.1f} overlaps each"
        )
    print(
        f"p99 of all: {p99:.1f} ms by the clock, {busy_p99:.1f} ms of the processor"
        f" (limit {LIMIT_MS} ms{'' if p99 < LIMIT_MS else ', MISSED by the clock'})"
    )
    return statistics.median(taken_ms)


def _change(held: LiveOperations, new: list[Operation]) -> None:
    for name, change, given in (
        ("added", held.add, new),
        ("replaced", held.replace, new),
        ("removed", held.remove, [operation.key for operation in new]),
    ):
        begun = time.perf_counter()
        for one in given:
            change(one)  # type: ignore[operator]
        print(f"  {name} in {_since(begun) / len(given):.2f} ms each")


def _scan(
    held: LiveOperations, sample: list[Operation], new: list[Operation], *, p50_ms: float
) -> None:
    if not new:
        return
    sampled = {operation.key for operation in sample}
    taken_ms = 0.0
    for operation in new:
        begun = time.perf_counter()
        scanned = {
            found
            for one in sample
            if one.key.agency != operation.key.agency
            and (found := overlap(operation, one, rules=shipped()))
        }
        taken_ms += _since(begun) / len(new)
        indexed = {
            found for found in held.overlaps(operation) if sampled & {found.left, found.right}
        }
        print(
            f"  {operation.key.reference}: {len(scanned)} overlaps by a scan of {len(sample):,}"
            f", the same by the index: {'yes' if scanned == indexed else 'NO'}"
        )
    whole_ms = taken_ms * len(held) / len(sample)
    print(
        f"a scan pair by pair takes {taken_ms:,.0f} ms for these, some {whole_ms:,.0f} ms for all:"
        f" {whole_ms / p50_ms:,.0f} times the p50"
    )


def _invented(chance: random.Random, reference: str, *, days: int) -> tuple[str, Operation]:
    sort, _, kinds, (least_h, most_h) = chance.choices(_SORTS, [one[1] for one in _SORTS])[0]
    begin = _BEGIN + timedelta(seconds=chance.randrange(days * 86_400))
    end = begin + timedelta(hours=chance.uniform(least_h, most_h))
    operation = Operation(
        key=OperationKey(chance.choice(_AGENCIES), reference),
        unit="Unit 1",
        contact="duty officer",
        kind=chance.choice(kinds),
        window=Window(begin, end),
        shape=_shape(chance, sort, begin, end),
        filed_by="officer",
        filed_at=_BEGIN - timedelta(days=2),
    )
    return sort, operation


def _shape(chance: random.Random, sort: str, begin: datetime, end: datetime) -> Shape:
    if sort == "flight":
        departure, arrival = chance.sample(_AIRPORTS, 2)
        return Flight(f"XX {chance.randrange(999)}", departure, begin, arrival, end)
    place = _place(chance)
    if sort == "polygon at sea":
        place = _aside(_OFF_KARACHI, chance.uniform(240, 290), chance.uniform(0, 500_000))
    if sort.startswith("polygon"):
        return Polygon(tuple(_aside(place, turn, chance.uniform(800, 4_000)) for turn in _turns()))
    if sort.startswith("point"):
        return Point(place)
    stops, ahead = [place], chance.uniform(0, 360)
    hours = (end - begin) / timedelta(hours=1)
    legs = chance.randint(2, 5)
    for _ in range(legs):
        # Thirty to seventy kilometres an hour, roughly onward.
        length_m = chance.uniform(30_000, 70_000) * hours / legs
        stops.append(_aside(stops[-1], ahead + chance.gauss(0, 40), length_m))
    timed = tuple(
        Waypoint(stop, begin + (end - begin) * (n / legs)) for n, stop in enumerate(stops)
    )
    return Convoy(timed, chance.uniform(50, 2_000)) if sort == "convoy" else Route(timed)


def _turns() -> range:
    return range(0, 360, 60)


def _place(chance: random.Random) -> Position:
    crowded = chance.random() < _CROWDED
    middle = chance.choice(_CITIES if crowded else _PLACES)
    spread_m = 12_000 if crowded else 25_000
    return _aside(middle, chance.uniform(0, 360), abs(chance.gauss(0, spread_m)))


def _aside(place: Position, azimuth: float, length_m: float) -> Position:
    longitude, latitude, _ = _GEOD.fwd(place.longitude, place.latitude, azimuth, length_m)
    return Position(latitude, longitude)


def _since(begun: float) -> float:
    return (time.perf_counter() - begun) * 1000


if __name__ == "__main__":
    main()
