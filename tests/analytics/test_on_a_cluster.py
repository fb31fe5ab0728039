"""The same specs on Apache Spark: a real standalone cluster, a master and two workers on this machine."""

import importlib.util
import os
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from placepact.analytics import Spark
from placepact.spending import questions
from tests.analytics.cluster import running_cluster
from tests.analytics.made import tables_of_payments
from tests.analytics.test_specs import by_spec, hold
from tools import java

# One process has the cluster, also where tests are spread over several.
pytestmark = pytest.mark.xdist_group("spark")


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    """The engine, pointed at a running cluster; skipped where there is no PySpark or Java, unless in CI."""
    yield from _cluster(tmp_path_factory.mktemp("cluster"), _java())


def _java() -> Path:
    found = java.find()
    if importlib.util.find_spec("pyspark") and found:
        return found
    reason = "A Spark cluster needs PySpark (requirements/spark.txt) and Java 17 or newer: `make test` brings both."
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


def _cluster(folder, home):
    with running_cluster(folder, home) as engine:
        yield engine


@by_spec
def test_spark_gives_what_the_spec_says(spec, cluster: Spark):
    hold(spec, cluster)


def test_two_workers_answer_for_the_cluster(cluster: Spark):
    jvm = cluster.session().sparkContext._jsc.sc()
    assert cluster.session().sparkContext.master.startswith("spark://127.0.0.1:")
    assert jvm.statusTracker().getExecutorInfos().__len__() == 3, "two workers' executors, and the driver"


def test_spark_and_duckdb_count_the_same_parquet_to_the_penny(
    cluster: Spark, duckdb_engine, tmp_path_factory
):
    folder = duckdb_engine.folders[0]
    tables = tables_of_payments(rows=3000, seed=5)
    paths = []
    for part in range(3):
        path = folder / f"payments-{part}.parquet"
        pq.write_table(tables["payments"].slice(part * 1000, 1000), path)
        paths.append(path)
    tables["payments"] = paths
    lines = questions.lines_of_payments(tables)
    for name, read in (
        ("count_payments", tables),
        ("count", {"lines": lines, "bodies": tables["bodies"]}),
        ("lines_under", {"lines": lines, "bodies": tables["bodies"]}),
    ):
        engines = (duckdb_engine, cluster)
        ours, theirs = (questions.ask(name, on=engine, tables=read).to_pylist() for engine in engines)
        assert len(ours) > 50
        assert ours == theirs, name
