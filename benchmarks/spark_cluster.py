"""The same pairs on a Spark cluster of one master and two workers, beside DuckDB in one run.

`python -m benchmarks.spark_cluster [--scale S] [--keep DIR]`: the cluster is started on loopback
from the installed pyspark, each worker a process with one processor, and ended afterwards.
"""

import argparse
import os
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyarrow as pa

from benchmarks.consolidation_scale import raw_of
from benchmarks.report_rows import views
from markaz.consolidation.engines.duckdb import DuckDB
from markaz.consolidation.engines.spark import Spark
from markaz.consolidation.evidence import evidence
from markaz.consolidation.matching import Engine, match_all
from markaz.consolidation.weights.model import shipped
from markaz.consolidation.weights.yardstick import Yardstick

_DEPLOY = "org.apache.spark.deploy"


def main() -> None:
    """Compare one year's reports with both engines and hold the pairs against each other."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--scale", type=float, default=40)
    asked.add_argument("--keep", type=Path)
    options = asked.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        with views(raw_of(options.keep or Path(scratch), 1, options.scale), years=1) as connection:
            told = evidence(connection)
        here = _timed("DuckDB", DuckDB(), told, Path(scratch))
        with _cluster(Path(scratch)) as master:
            there = _timed("Spark", Spark(master, Path(scratch) / "shared"), told, Path(scratch))
    columns = ["left", "right", "levels"]
    same = here.select(columns).equals(there.select(columns))
    apart = max(
        abs(a - b)
        for a, b in zip(
            here["weight_mbits"].to_pylist(), there["weight_mbits"].to_pylist(), strict=True
        )
    )
    print(f"pairs and levels the same: {same}; weights apart by {apart} thousandths of a bit")


def _timed(name: str, engine: Engine, told: pa.Table, scratch: Path) -> pa.Table:
    none = pa.table({"left": pa.array([], pa.int64()), "right": pa.array([], pa.int64())})
    begun = time.perf_counter()
    matched = match_all(
        told,
        model=shipped(),
        measured=Yardstick(),
        known=none,
        engine=engine,
        folder=scratch / name,
    )
    print(
        f"{name}: {told.num_rows:,} reports, {matched.candidates:,} pairs,"
        f" {matched.kept.num_rows:,} kept, {time.perf_counter() - begun:.1f} s"
        f" (load {os.getloadavg()[0]:.1f})"
    )
    return matched.kept


@contextmanager
def _cluster(scratch: Path) -> Iterator[str]:
    import pyspark

    jars = Path(pyspark.__file__).parent / "jars"
    port, page = _free(), _free()
    java = ["java", "-cp", f"{jars}/*"]
    master = f"spark://127.0.0.1:{port}"
    started = [
        _start([*java, f"{_DEPLOY}.master.Master", "--host", "127.0.0.1", "--port", str(port),
                "--webui-port", str(page)], scratch / "master.log")
    ]  # fmt: skip
    try:
        time.sleep(8)
        started += [
            _start([*java, f"{_DEPLOY}.worker.Worker", master, "--host", "127.0.0.1",
                    "--cores", "1", "--memory", "2g", "--webui-port", str(_free()),
                    "--work-dir", str(scratch / f"worker-{at}")],
                   scratch / f"worker-{at}.log")
            for at in range(2)
        ]  # fmt: skip
        time.sleep(8)
        yield master
    finally:
        for process in started:
            process.terminate()
            process.wait()


def _start(words: list[str], log: Path) -> subprocess.Popen[bytes]:
    import pyspark

    # A worker looks for its own program in SPARK_HOME.
    home = str(Path(pyspark.__file__).parent)
    settings = {**os.environ, "SPARK_LOCAL_IP": "127.0.0.1", "SPARK_HOME": home}
    with log.open("wb") as out:
        return subprocess.Popen(words, stdout=out, stderr=out, env=settings)


def _free() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    main()
