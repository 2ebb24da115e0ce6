"""Start-up: one advice on the command line against a Python that does nothing."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

EXAMPLE = "examples/corrugated-board-plant-pujiang.yaml"
ROUNDS, COLD_ROUNDS, LONG_ROUNDS = 20, 5, 3


def measure(root: Path) -> dict[str, float]:
    """Medians. Runs alternate, so that a busy moment falls on all of them."""
    bare = [sys.executable, "-c", "pass"]
    advice = [sys.executable, "cli.py", "recommend", EXAMPLE, "--json"]
    with tempfile.TemporaryDirectory() as cache:
        warm_cache = {"MENKAN_CACHE": cache}
        for command in (bare, advice):
            _run(command, root, warm_cache)  # the first run writes bytecode and the cache
        nothing, warm = [], []
        for _ in range(ROUNDS):
            nothing.append(_run(bare, root, warm_cache))
            warm.append(_run(advice, root, warm_cache))
        rules_test = [_run([sys.executable, "cli.py", "rules", "test"], root, warm_cache) for _ in range(LONG_ROUNDS)]
    cold = [_cold(advice, root) for _ in range(COLD_ROUNDS)]
    return {
        "rounds": ROUNDS,
        "bare python": statistics.median(nothing),
        "advice, warm cache": statistics.median(warm),
        "advice, cold cache": statistics.median(cold),
        "rules test": statistics.median(rules_test),
    }


def _cold(command: list[str], root: Path) -> float:
    with tempfile.TemporaryDirectory() as cache:
        return _run(command, root, {"MENKAN_CACHE": cache})


def _environment() -> dict[str, str]:
    """That of a user: bytecode is kept."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def _run(command: list[str], root: Path, environment: dict[str, str]) -> float:
    """Milliseconds of processor time: on a machine with nothing else to do, the time that passes."""
    with subprocess.Popen(command, cwd=root, env=_environment() | environment, stdout=subprocess.DEVNULL) as process:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)} failed with {process.returncode}")
    return 1000 * (used.ru_utime + used.ru_stime)
