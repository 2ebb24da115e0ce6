"""Whole tables against the floor, which is reading the same columns: python -m bench.batch --firms 1000000

Each way runs in a process of its own, so that its peak of memory is its own. Ratios of one run are what counts.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TODAY = dt.date(2026, 11, 21)
WAYS = (
    "floor",
    "aggregates, numpy",
    "aggregates, compiled",
    "rows, numpy",
    "rows, compiled",
    "rows, compiled, two threads",
)
WARM = 5_000  # firms; as many as take the compiled loops


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.batch", description=__doc__)
    parser.add_argument("--firms", type=int, nargs="+", default=[100_000, 1_000_000])
    parser.add_argument("--way", choices=WAYS, help="measure one way on a table that is there; for ourselves")
    parser.add_argument("--table", type=Path)
    asked = parser.parse_args()
    if asked.way:
        print(json.dumps(_measured(asked.way, asked.table)))
        return
    for firms, found in measure(asked.firms).items():
        _print(int(firms), found)


def measure(sizes: Sequence[int]) -> dict[str, dict[str, dict[str, float]]]:
    """What each way takes over so many firms."""
    found: dict[str, dict[str, dict[str, float]]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for firms in sizes:
            table = Path(folder) / f"{firms}.parquet"
            _sample(table, firms)
            found[str(firms)] = {way: _in_a_process_of_its_own(way, table) for way in WAYS}
    return found


def _sample(table: Path, firms: int) -> None:
    from toolbox.batch.sample import write
    from toolbox.knowledge import load

    write(load(), firms, 7, table)


def _in_a_process_of_its_own(way: str, table: Path) -> dict[str, float]:
    call = [sys.executable, "-m", "bench.batch", "--way", way, "--table", str(table)]
    done = subprocess.run(call, cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    return json.loads(done.stdout)


def _measured(way: str, table: Path) -> dict[str, float]:
    from toolbox.batch import loops, source
    from toolbox.batch.job import Options
    from toolbox.batch.run import run
    from toolbox.headings import read_headings
    from toolbox.knowledge import load

    if "numpy" in way:
        loops.available = lambda: False
    elif way != "floor" and not loops.available():
        raise SystemExit("the compiled loops need the extra: pip install 'menkan[fast]'")
    knowledge = load()
    options = Options(TODAY, threads=2 if "two" in way else 1)
    with tempfile.TemporaryDirectory() as folder:  # imports, caches and compiling are not what is measured
        few = Path(folder) / "few.parquet"
        _sample(few, WARM)
        run(source.units(str(few)), few.with_name("advice.parquet"), knowledge, options)
    units = source.units(str(table))
    start, cpu = time.monotonic(), time.process_time()
    if way == "floor":
        columns = read_headings(source.headings(units[0]), knowledge, "table").columns
        wanted = [number for number, column in enumerate(columns) if column is not None]
        firms = sum(rows.size for unit in units for rows in source.rows(unit, wanted, [0]))
    else:
        out = None if way.startswith("aggregates") else table.with_name(f"advice {way} {table.stem}")
        firms = run(units, out, knowledge, options).counted.advised
    cpu, wall = time.process_time() - cpu, time.monotonic() - start
    return {
        "firms": firms,
        "wall": wall,
        "cpu": cpu,
        "per million": cpu / firms * 1e6,
        "peak MiB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def _print(firms: int, found: dict[str, dict[str, float]]) -> None:
    floor = found["floor"]
    print(f"| {firms:,} firms | wall, s | CPU, s | CPU, s a million | × floor, wall | × floor, CPU | peak, MiB |")
    print("|---|---|---|---|---|---|---|")
    for way, row in found.items():
        assert row["firms"] == firms
        ratios = (row[kind] / floor[kind] for kind in ("wall", "cpu"))
        seconds = (f"{row[kind]:.1f}" for kind in ("wall", "cpu", "per million"))
        cells = (*seconds, *(f"{r:.1f}" for r in ratios), f"{row['peak MiB']:.0f}")
        print(f"| {way} | {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    main()
