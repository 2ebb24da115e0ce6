"""The engine of a name, loaded when it is asked for."""

from __future__ import annotations

import importlib
from functools import partial

from toolbox.batch.engines.reached import cores
from toolbox.batch.engines.work import Starting

NAMES = ("spark", "dask", "ray")  # beside this process itself; each is the name of its extra


def chosen(name: str, master: str | None = None, workers: int | None = None, threads: int = 1) -> Starting:
    """What starts this engine. Raises ModuleNotFoundError where its package is not installed.

    master: where a cluster is; without one, so many workers are started on this machine, as many as it has processors
    where `workers` is None. threads: of a worker, for one part at a time.
    """
    module = importlib.import_module(f"toolbox.batch.engines.on_{name}")
    starting: Starting = partial(module.started, master, workers or max(1, cores() // threads), threads)
    return starting
