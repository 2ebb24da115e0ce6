"""Parts on Dask: a task a part, on a scheduler that is there, or on worker processes of this machine."""

from __future__ import annotations

import logging
import tempfile
from asyncio import CancelledError
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from distributed import Client, KilledWorker, LocalCluster, as_completed

from toolbox.batch.engines.reached import reachable, refused
from toolbox.batch.engines.work import Engine, Result, Work, given_up, result_of, worked

_SECONDS = 30


@contextmanager
def started(master: str | None, workers: int, threads: int) -> Iterator[Engine]:
    """Connect to the scheduler at `master`, as tcp://host:8786, or start so many workers here. Raises DataError.

    threads: of a worker process, all of them for one part at a time.
    """
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    if master is not None:
        reachable(master)
        with _client(master) as client:
            yield _engine(client)
        return
    with (
        tempfile.TemporaryDirectory(prefix="menkan-") as scratch,
        LocalCluster(  # type: ignore[no-untyped-call]
            n_workers=workers,
            threads_per_worker=1,
            processes=True,
            host="127.0.0.1",
            dashboard_address=None,
            scheduler_kwargs={"dashboard": False, "dashboard_address": "127.0.0.1:0"},  # it serves its state even so
            local_directory=scratch,
            silence_logs=logging.CRITICAL,
        ) as cluster,
        _client(cluster) as client,
    ):
        yield _engine(client)


def _client(where: Any) -> Client:
    try:
        return Client(where, timeout=_SECONDS)  # type: ignore[no-untyped-call]
    except (OSError, ValueError, TypeError) as error:
        raise refused("Dask", error) from None


def _engine(client: Client) -> Engine:
    def each(works: Sequence[Work]) -> Iterator[Result]:
        # a worker that dies takes its results along: the task is run again, finds the part ready, and tells it again
        futures = {client.submit(worked, work.text(), pure=False): work for work in works}
        for future in as_completed(futures):  # type: ignore[no-untyped-call]
            try:
                yield result_of(future.result())
            except KilledWorker:
                yield given_up(futures[future].part)
            except CancelledError:
                raise refused("Dask", RuntimeError("the scheduler has gone")) from None
            except ModuleNotFoundError as error:
                raise refused("Dask", error) from None

    return each
