"""Weighing pairs of reports with Splink on Spark: one machine outgrown, the same words.

Evidence and keys are written as Parquet where every worker can read them; candidates come from the
same SQL and weights from the same settings as on DuckDB.  Spark is imported only here, and only
once it is asked for: a desk without it needs no Java.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow.parquet as pq

from markaz.consolidation import keys
from markaz.consolidation.engines.duckdb import HOPELESS, Weighed
from markaz.consolidation.engines.plan import quietly, weighed_columns
from markaz.consolidation.weights.comparisons import WEIGHED
from markaz.consolidation.weights.settings import splink_settings
from markaz.consolidation.weights.yardstick import RARE
from markaz.records.errors import MarkazError

if TYPE_CHECKING:
    import duckdb
    from pyspark.sql import DataFrame, SparkSession

    from markaz.consolidation.weights.model import Model

_TABLES = ("evidence", "keys", "known")
# Spark's own default of 200 pieces is slow for so little; a cluster's own setting wins.
_PIECES = "16"


class SparkMissingError(MarkazError):
    """Spark or Java is not installed here, or the master does not answer."""


class Spark:
    """Candidates and weights by the Spark behind a master."""

    name = "spark"

    def __init__(self, master: str, shared: Path) -> None:
        """`shared` is a folder under the same path on every machine of the cluster."""
        self.master = master
        self.shared = shared

    def weigh(self, connection: duckdb.DuckDBPyConnection, *, model: Model) -> Weighed:
        """Weigh every pair that shares a fine key, and every known pair."""
        self.shared.mkdir(parents=True, exist_ok=True)
        for table in _TABLES:
            connection.execute(f"COPY {table} TO '{self.shared / table}.parquet' (FORMAT parquet)")
        session = _session(self.master)
        try:
            return self._weighed(session, model=model)
        finally:
            session.stop()
            shutil.rmtree(self.shared, ignore_errors=True)

    def _weighed(self, session: SparkSession, *, model: Model) -> Weighed:
        session.sparkContext.setCheckpointDir(str(self.shared / "checkpoint"))
        for table in _TABLES:
            read = session.read.parquet(str(self.shared / f"{table}.parquet"))
            read.createOrReplaceTempView(table)
        # Written down: otherwise Spark would find the candidates anew at each use.
        session.sql(
            f"SELECT '0' AS match_key, number_l AS join_key_l, number_r AS join_key_r"  # noqa: S608
            f" FROM ({keys.CANDIDATES})"
        ).write.parquet(str(self.shared / "blocked"))
        blocked = session.read.parquet(str(self.shared / "blocked"))
        candidates = blocked.count()
        if candidates:
            self._predict(session, blocked, model=model)
        else:
            return Weighed(WEIGHED.empty_table(), 0)
        found = pq.read_table(self.shared / "weighed").rename_columns(WEIGHED.names)
        order = [("left", "ascending"), ("right", "ascending")]
        return Weighed(found.cast(WEIGHED).sort_by(order), candidates)

    def _predict(self, session: SparkSession, blocked: DataFrame, *, model: Model) -> None:
        from splink import Linker
        from splink.backends.spark import SparkAPI

        # Splink's jar brings functions that our comparisons do not need.
        api = SparkAPI(spark_session=session, register_udfs_automatically=False)  # type: ignore[no-untyped-call]
        rated = session.table("evidence")
        bare = rated.drop(*(f"tf_{column}" for column in RARE))
        with quietly():
            linker = Linker(api.register(bare), splink_settings(model))
            for column in RARE:
                # The ledger's own yardstick; Splink would count the frequencies anew.
                known = rated.select(column, f"tf_{column}").dropna().distinct()
                linker.table_management.register_term_frequency_lookup(api.register(known), column)
            linker.table_management.register_blocked_pairs_for_predict(api.register(blocked))
            predicted = linker.inference.predict(
                threshold_match_weight=HOPELESS, warning_mode="never"
            )
        session.sql(
            f"SELECT {weighed_columns()} FROM {predicted.physical_name}"  # noqa: S608
        ).write.parquet(str(self.shared / "weighed"))


def _session(master: str) -> SparkSession:
    try:
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise SparkMissingError(
            "Spark is not installed: pip install 'markaz[spark]', and a Java 17."
        ) from error
    if shutil.which("java") is None:
        raise SparkMissingError("Spark needs Java: install openjdk-17-jre-headless.")
    builder = SparkSession.builder.appName("markaz")
    for setting, value in (
        ("spark.ui.enabled", "false"),
        ("spark.ui.showConsoleProgress", "false"),
        ("spark.sql.shuffle.partitions", _PIECES),
        ("spark.driver.memory", "2g"),
        ("spark.log.level", "ERROR"),
        # All comparisons as one method of Java are more than Java takes: Spark would try, print
        # a page of traces, and go on without.
        ("spark.sql.codegen.wholeStage", "false"),
    ):
        builder = builder.config(setting, value)
    session: SparkSession = builder.master(master).getOrCreate()
    return session
