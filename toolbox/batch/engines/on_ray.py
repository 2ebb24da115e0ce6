"""Parts on Ray: a task a part, on a cluster that is there, or on worker processes of this machine."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stdout
from pathlib import Path
from typing import Any

os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # read while it is imported; nothing is told to anybody

import ray
from ray._private import ray_constants
from ray.exceptions import RayError, RayTaskError

from toolbox.batch.engines.reached import reachable, refused
from toolbox.batch.engines.work import Engine, Result, Work, given_up, result_of, worked

_STORE = 100 * 1024 * 1024  # bytes; what is carried is text
_TRIES = 3  # again, where a worker died
_QUIET: dict[str, Any] = {"log_to_driver": False, "logging_level": "CRITICAL", "configure_logging": True}


@contextmanager
def started(master: str | None, workers: int, threads: int) -> Iterator[Engine]:
    """Connect to the cluster at `master`, as host:6379 or auto, or start so many workers here. Raises DataError.

    threads: of a task, which takes as many processors.
    """
    with (
        tempfile.TemporaryDirectory(prefix="menkan-", ignore_cleanup_errors=True) as scratch,
        Path(os.devnull).open("w") as nowhere,
        redirect_stdout(nowhere),  # Ray tells there of workers that died, between the lines of a summary
    ):
        try:
            if master is not None:
                if master != "auto":
                    reachable(master)
                ray.init(address=master, **_QUIET)
            else:
                # what the environment says of it was read while Ray was imported: serve nobody but this machine
                ray_constants.ENABLE_RAY_CLUSTER = False
                ray.init(
                    address="local",
                    num_cpus=workers * threads,
                    num_gpus=0,
                    object_store_memory=_STORE,
                    include_dashboard=False,
                    _temp_dir=scratch,
                    _system_config={"enable_metrics_collection": False},
                    **_QUIET,
                )
        except (OSError, RuntimeError, ValueError) as error:
            raise refused("Ray", error) from None
        try:
            yield _engine(threads)
        finally:
            ray.shutdown()


def _engine(threads: int) -> Engine:
    task = ray.remote(num_cpus=threads, max_retries=_TRIES)(worked)

    def each(works: Sequence[Work]) -> Iterator[Result]:
        waiting = {task.remote(work.text()): work for work in works}
        while waiting:
            (ready, *_), _ = ray.wait(list(waiting), num_returns=1)
            work = waiting.pop(ready)
            try:
                yield result_of(ray.get(ready))
            except RayTaskError as error:
                raise refused("Ray", error.cause or error) from None
            except RayError:
                yield given_up(work.part)

    return each
