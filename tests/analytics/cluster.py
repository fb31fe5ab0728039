"""A real Spark cluster on this machine: a master and two workers, each a process of its own.

All are bound to 127.0.0.1, with one core and 1 GB a worker, and end with the test that started them.
"""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from placepact.analytics import Spark

HERE = "127.0.0.1"
MASTER = "org.apache.spark.deploy.master.Master"
WORKER = "org.apache.spark.deploy.worker.Worker"
PATIENCE_SECONDS = 300
# These programs live for a minute: time spent on making their code faster never comes back.
SHORT_LIVED = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
# Small tables: the defaults are made for large ones, and spend most of the time on 200 empty partitions.
SMALL = {
    "spark.driver.host": HERE,
    "spark.driver.bindAddress": HERE,
    "spark.driver.memory": "1g",
    "spark.executor.memory": "640m",
    "spark.executor.cores": "1",
    "spark.driver.extraJavaOptions": SHORT_LIVED,
    "spark.executor.extraJavaOptions": SHORT_LIVED,
    "spark.cores.max": "2",
    "spark.default.parallelism": "2",
    "spark.sql.shuffle.partitions": "2",
    "spark.ui.enabled": "false",
    "spark.log.level": "ERROR",
    "spark.pyspark.python": sys.executable,
    "spark.pyspark.driver.python": sys.executable,
}


@contextmanager
def running_cluster(folder: Path, java: Path) -> Iterator[Spark]:
    """The engine, pointed at a cluster that keeps its files in `folder`; its processes end with it."""
    import pyspark

    home = Path(pyspark.__file__).parent
    environment = {
        **os.environ,
        "JAVA_HOME": str(java),
        "SPARK_HOME": str(home),
        "SPARK_LOCAL_IP": HERE,
        "SPARK_DAEMON_MEMORY": "192m",
        "SPARK_DAEMON_JAVA_OPTS": SHORT_LIVED,
        "SPARK_LOCAL_DIRS": str(folder / "scratch"),
        "SPARK_WORKER_DIR": str(folder / "work"),
    }
    port = free_port()
    master = f"spark://{HERE}:{port}"
    start = str(home / "bin" / "spark-class")
    with ExitStack() as stack:
        first = [start, MASTER, "--host", HERE, "--port", str(port), "--webui-port", "0"]
        stack.enter_context(_process(first, environment, folder / "master.log"))
        _wait_for(folder / "master.log", "started at", times=1)
        for number in (1, 2):
            worker = [
                start,
                WORKER,
                "--host",
                HERE,
                "--cores",
                "1",
                "--memory",
                "1g",
                "--webui-port",
                "0",
                master,
            ]
            stack.enter_context(_process(worker, environment, folder / f"worker-{number}.log"))
        _wait_for(folder / "master.log", "Registering worker", times=2)
        engine = Spark(master, SMALL | {"spark.local.dir": str(folder / "scratch")})
        stack.callback(_end_driver, engine)
        yield engine


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as one:
        one.bind((HERE, 0))
        return int(one.getsockname()[1])


@contextmanager
def _process(command: list[str], environment: dict[str, str], log: Path) -> Iterator[None]:
    """A program with a process group of its own, in which whatever it starts ends with it."""
    with log.open("w") as file:
        process = subprocess.Popen(
            command, env=environment, stdout=file, stderr=subprocess.STDOUT, start_new_session=True
        )
        try:
            yield
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(60)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def _wait_for(log: Path, words: str, *, times: int) -> None:
    """Until the log says these words so often. AssertionError with the log after PATIENCE_SECONDS."""
    until = time.monotonic() + PATIENCE_SECONDS
    while log.read_text().count(words) < times:
        assert time.monotonic() < until, f"{log.name} does not say {words!r}:\n{log.read_text()[-3000:]}"
        time.sleep(0.1)


def _end_driver(engine: Spark) -> None:
    """End the session and its Java, which else would live as long as this Python."""
    from pyspark import SparkContext

    gateway = SparkContext._gateway
    engine.stop()
    if gateway is not None:
        gateway.shutdown()
        gateway.proc.stdin.close()
        gateway.proc.wait(PATIENCE_SECONDS)
        SparkContext._gateway = SparkContext._jvm = None
