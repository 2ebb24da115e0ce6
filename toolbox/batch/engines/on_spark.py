"""Parts on Spark: a DataFrame of the numbers of pieces of work, a partition each, through `mapInArrow`."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyspark
from py4j.protocol import Py4JError
from pyspark.errors import PySparkException
from pyspark.java_gateway import launch_gateway
from pyspark.sql import SparkSession

from toolbox.batch.engines.reached import reachable, refused
from toolbox.batch.engines.work import Engine, Result, Work, given_up, result_of, told, worked
from toolbox.errors import DataError, Fault

_TRIES = 4  # as everywhere in Spark but for a master of this machine, where one would be all
_LIGHT = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"  # Java only hands out texts here; it need not warm up for it
_LOOK = 0.3  # seconds between two looks at which parts are there


@contextmanager
def started(master: str | None, workers: int, threads: int) -> Iterator[Engine]:
    """Use the cluster at `master`, as spark://host:7077, yarn or k8s://…, or this machine. Raises DataError.

    threads: of a task, which takes as many processors.
    """
    if not (os.environ.get("JAVA_HOME") or shutil.which("java") or "PYSPARK_GATEWAY_PORT" in os.environ):
        raise DataError(Fault("menkan", "Spark needs Java, and there is none.", "Install Java 17, or set JAVA_HOME."))
    if master is not None and master.startswith("spark://"):
        reachable(master.removeprefix("spark://"))
    warnings.filterwarnings("ignore", module="pyspark")  # about versions of pandas, which is not used here
    with ExitStack() as stack:
        said = stack.enter_context(tempfile.TemporaryFile())
        try:
            session = _session(_configured(master, workers, threads), said)
        except (Py4JError, PySparkException, OSError, ValueError) as error:
            raise _complaint(error, said) from None
        stack.callback(_stop, session)
        yield _engine(session)


def _configured(master: str | None, workers: int, threads: int) -> pyspark.SparkConf:
    here = master is None or master.startswith("local")
    url = f"local[{workers * threads},{_TRIES}]" if master is None else _with_tries(master)
    conf = pyspark.SparkConf().setMaster(url).setAppName("menkan batch").set("spark.ui.showConsoleProgress", "false")
    if not here or master is None:
        conf.set("spark.task.cpus", str(threads))
    if here and not url.startswith("local-cluster"):
        conf.set("spark.driver.host", "127.0.0.1").set("spark.driver.bindAddress", "127.0.0.1")
        conf.set("spark.ui.enabled", "false").set("spark.driver.extraJavaOptions", _LIGHT)
        os.environ["PYSPARK_PYTHON"] = os.environ["PYSPARK_DRIVER_PYTHON"] = sys.executable
        os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
        ours = str(Path(__file__).resolve().parents[3])  # for workers of a checkout, who have not installed it
        os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (ours, os.environ.get("PYTHONPATH"))))
    return conf


def _with_tries(master: str) -> str:
    """A master of this machine gives up when a task fails once, unless told otherwise."""
    found = re.fullmatch(r"local(?:\[([\d*]+)\])?", master)
    return f"local[{found[1] or 1},{_TRIES}]" if found else master


def _session(conf: pyspark.SparkConf, said: Any) -> SparkSession:
    """said: where Java and Spark talk to; their logs are for whoever runs the engine, not for whoever wants advice."""
    gateway = launch_gateway(conf, {"stdout": said, "stderr": said})  # type: ignore[no-untyped-call]
    context = pyspark.SparkContext(conf=conf, gateway=gateway)
    context.setLogLevel("OFF")
    return SparkSession(context)


def _stop(session: SparkSession) -> None:
    gateway = session.sparkContext._gateway
    with suppress(Py4JError, OSError):
        session.stop()
    process = getattr(gateway, "proc", None)
    if gateway is not None and process is not None:
        gateway.shutdown()
        process.stdin.close()
        with suppress(subprocess.TimeoutExpired):
            process.wait(30)
        pyspark.SparkContext._gateway = pyspark.SparkContext._jvm = None


def _complaint(error: BaseException, said: Any) -> DataError:
    if "JAVA_GATEWAY_EXITED" in str(error):
        said.seek(0)
        lines = [line.strip() for line in said.read().decode(errors="replace").splitlines() if line.strip()]
        told_ = [line for line in lines if not line.startswith(("WARN", "at ", "Using", "Setting"))] or ["Java ended"]
        return refused("Spark", RuntimeError(told_[0]))
    return refused("Spark", error)


def _engine(session: SparkSession) -> Engine:
    def each(works: Sequence[Work]) -> Iterator[Result]:
        waiting = {work.part.number: work for work in works}
        collecting = _Collecting(session, works)
        while not collecting.ended.wait(_LOOK):
            for number in [number for number, work in waiting.items() if work.part.ready]:
                yield told(waiting.pop(number).part)
        for result in collecting.results:
            if waiting.pop(result.number, None):
                yield result
        # what kills its workers makes Spark give all up: each of those left goes alone, and fails alone
        for number, work in waiting.items():
            alone = _Collecting(session, [work])
            alone.ended.wait()
            if alone.error is not None and not _lost(alone.error):
                raise refused("Spark", alone.error)
            yield next((r for r in alone.results if r.number == number), None) or given_up(work.part)

    return each


class _Collecting:
    """A job of Spark in a thread of its own. results: of its pieces, none where Spark gave up, for `error`."""

    def __init__(self, session: SparkSession, works: Sequence[Work]) -> None:
        self.results: list[Result] = []
        self.error: BaseException | None = None
        self.ended = threading.Event()
        self._session, self._texts = session, [work.text() for work in works]
        threading.Thread(target=self._collect, daemon=True).start()

    def _collect(self) -> None:
        try:
            count = len(self._texts)
            numbers = self._session.range(0, count, 1, count)  # a partition each, whatever the number of processors
            rows = numbers.mapInArrow(_working_on(self._texts), "result string").collect()
            self.results = [result_of(row.result) for row in rows]
        except Exception as error:
            self.error = error
        finally:
            self.ended.set()


def _working_on(texts: Sequence[str]) -> Callable[[Iterable[pa.RecordBatch]], Iterator[pa.RecordBatch]]:
    def in_arrow(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            for number in batch.column(0).to_pylist():
                yield pa.RecordBatch.from_pydict({"result": [worked(texts[number])]})

    return in_arrow


def _lost(error: BaseException) -> bool:
    """Whether Spark gave up because workers died, and not for something that would hold for every part."""
    said = str(error)
    return any(word in said for word in ("exited unexpectedly", "EOFException", "ExecutorLost", "Worker lost"))
