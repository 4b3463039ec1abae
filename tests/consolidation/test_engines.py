"""Pairs weigh the same one by one, all together and on Spark, and form the same incidents."""

import shutil
from math import inf

import pyarrow as pa
import pytest

from markaz.consolidation.clusters import Said, group
from markaz.consolidation.engines.duckdb import DuckDB
from markaz.consolidation.engines.spark import Spark
from markaz.consolidation.matching import lay_out, match_all, workbench
from markaz.consolidation.pairs import kept
from markaz.consolidation.weighing import weigh
from markaz.consolidation.weights.comparisons import comparisons
from markaz.consolidation.weights.model import shipped
from markaz.consolidation.weights.yardstick import Yardstick, measured

NONE = pa.table({"left": pa.array([], pa.int64()), "right": pa.array([], pa.int64())})


def matched(evidence: pa.Table, folder, *, engine=None, known: pa.Table = NONE):
    return match_all(
        evidence,
        model=shipped(),
        measured=Yardstick(),
        known=known,
        engine=engine or DuckDB(),
        folder=folder,
    )


def incidents(kept: pa.Table, evidence: pa.Table) -> set[tuple[int, ...]]:
    weights = {(row["left"], row["right"]): row["weight_mbits"] for row in kept.to_pylist()}
    agencies = dict(
        zip(evidence["number"].to_pylist(), evidence["agency"].to_pylist(), strict=True)
    )
    return {one.members for one in group(weights, agencies, said=Said(), automatic=1000)}


def test_a_few_pairs_weigh_exactly_what_they_weigh_among_all(campaign, tmp_path):
    evidence = campaign.evidence
    with workbench(tmp_path) as connection:
        connection.register("evidence", evidence)
        yardstick = measured(connection)
        connection.unregister("evidence")
        lay_out(connection, evidence, measured=yardstick, known=NONE)
        together = DuckDB().weigh(connection, model=shipped()).pairs
    assert together.num_rows > 100
    among_all = kept(together, evidence, shift=yardstick.shift).to_pylist()
    chosen = [(row["left"], row["right"]) for row in among_all]
    told = {row["number"]: row for row in evidence.to_pylist()}
    some = weigh(chosen, told, model=shipped(), measured=yardstick, least=-inf)
    assert [pair._asdict() for pair in some] == among_all


def test_every_pair_says_what_level_each_comparison_is_at(campaign, tmp_path):
    kept = matched(campaign.evidence, tmp_path).kept
    assert {len(levels) for levels in kept["levels"].to_pylist()} == {len(comparisons())}


def test_a_known_pair_is_weighed_again_though_no_key_finds_it(campaign, tmp_path):
    numbers = campaign.evidence["number"]
    found = matched(campaign.evidence, tmp_path / "a")
    first, last = numbers[0].as_py(), numbers[-1].as_py()
    known = pa.table({"left": [first], "right": [last]})
    again = matched(campaign.evidence, tmp_path / "b", known=known)
    assert again.candidates == found.candidates + 1


def test_no_report_at_all_gives_no_pair(tmp_path, campaign):
    assert matched(campaign.evidence.slice(0, 0), tmp_path).kept.num_rows == 0


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs Java; none is installed")
def test_spark_gives_the_same_pairs_and_incidents(campaign, tmp_path):
    pytest.importorskip("pyspark", reason="pyspark is not installed")
    here = matched(campaign.evidence, tmp_path / "here")
    engine = Spark("local[2]", tmp_path / "shared")
    there = matched(campaign.evidence, tmp_path / "there", engine=engine)
    assert there.candidates == here.candidates
    for column in ("left", "right", "levels", "at_stake_mg"):
        assert there.kept[column].to_pylist() == here.kept[column].to_pylist()
    apart = [
        abs(a - b)
        for a, b in zip(
            there.kept["weight_mbits"].to_pylist(),
            here.kept["weight_mbits"].to_pylist(),
            strict=True,
        )
    ]
    assert max(apart) <= 1
    assert incidents(there.kept, campaign.evidence) == incidents(here.kept, campaign.evidence)
