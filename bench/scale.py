"""Whole runs over more and more firms: python -m bench.scale --firms 1000000 5000000 48810000

For each size a folder of made-up firms is drawn (or one that is there is taken), and `menkan batch` makes a folder of
advice of it, each in processes of their own. Counts must add up; of the smallest the cube is held against the rows.
Prints the table for docs/scale.md and keeps it in bench/results.json.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from bench import report

ROOT = Path(__file__).resolve().parent.parent
TODAY = dt.date(2026, 11, 21)
SEED = 7
MIB = 1024  # of the units that the system counts peaks in


class Spent(NamedTuple):
    """What processes took. cpu: of all of them together; peak: MiB of the largest."""

    wall: float
    cpu: float
    peak: float
    said: str


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.scale", description=__doc__)
    parser.add_argument("--firms", type=int, nargs="+", default=[1_000_000])
    parser.add_argument("--folder", type=Path, help="where tables go and stay; without it they are removed again")
    parser.add_argument("--processes", type=int, default=2, help="how many draw firms at a time")
    parser.add_argument("--keep-advice", action="store_true", help="leave the advice in the folder too")
    parser.add_argument("--option", action="append", default=[], metavar="X", help="more for `menkan batch`")
    asked = parser.parse_args()
    if asked.folder is not None:
        asked.folder.mkdir(parents=True, exist_ok=True)
        found = measure(asked.firms, asked.folder, asked.processes, asked.option, keep=asked.keep_advice)
    else:
        with tempfile.TemporaryDirectory() as folder:
            found = measure(asked.firms, Path(folder), asked.processes, asked.option)
    print("\n".join(report.scale(found)))
    keep(found)


def measure(
    sizes: Sequence[int], folder: Path, processes: int = 2, options: Sequence[str] = (), *, keep: bool = False
) -> dict[str, Any]:
    """A row for each size, from the smallest on."""
    rows = []
    for place, firms in enumerate(sorted(sizes)):
        source, out = folder / f"firms-{firms}", folder / f"advice-{firms}"
        room = shutil.disk_usage(folder).free
        print(f"{firms:,} firms; {room / 1e9:.0f} GB free …", file=sys.stderr, flush=True)
        made = None if _whole(source, firms) else _drawn(source, firms, processes)
        shutil.rmtree(out, ignore_errors=True)
        spent = _spent([_menkan("batch", str(source), "-o", str(out), "--today", f"{TODAY}", "--json", *options)])
        summary = json.loads(spent.said)
        counts = {kind: summary[kind] for kind in ("read", "advised", "rejected", "planned", "held_only", "nothing")}
        assert counts["read"] == counts["advised"] + counts["rejected"] == firms, counts
        assert counts["advised"] == counts["planned"] + counts["held_only"] + counts["nothing"], counts
        if place == 0:
            _hold_cube_to_rows(out)
        rows.append(
            {
                "firms": firms,
                "made, CPU s": made.cpu if made else None,
                "made, peak MiB": made.peak if made else None,
                "bytes in": _size(source),
                "bytes out": _size(out),
                "wall": spent.wall,
                "cpu": spent.cpu,
                "peak MiB": spent.peak,
                "options": list(options),
                **counts,
            }
        )
        print(rows[-1], file=sys.stderr, flush=True)
        if not keep:
            shutil.rmtree(out)
    return {"seed": SEED, "rows": rows}


def keep(found: dict[str, Any]) -> None:
    """Put the rows into bench/results.json, beside those of other sizes."""
    file = ROOT / "bench" / "results.json"
    results = json.loads(file.read_text("utf-8"))
    rows = {row["firms"]: row for row in (*results.get("scale", {}).get("rows", ()), *found["rows"])}
    results["scale"] = found | {"rows": [rows[firms] for firms in sorted(rows)]}
    file.write_text(json.dumps(results, indent=2, ensure_ascii=False) + "\n", "utf-8")


# --- drawing and checking ----------------------------------------------------------------------------------------


def _drawn(source: Path, firms: int, processes: int) -> Spent:
    given = ("batch", "sample", "--firms", str(firms), "--seed", str(SEED), "-o", str(source))
    return _spent([_menkan(*given, "--share", f"{share}/{processes}") for share in range(1, processes + 1)])


def _whole(source: Path, firms: int) -> bool:
    import pyarrow.parquet as pq

    parts = sorted(source.glob("part-*.parquet")) if source.is_dir() else []
    return sum(pq.read_metadata(part).num_rows for part in parts) == firms


def _hold_cube_to_rows(out: Path) -> None:
    """Raise AssertionError where the cubes of the parts are not what their rows add up to."""
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    from toolbox.batch.job import cube_of
    from toolbox.recommend import FIRST

    for part in sorted(out.glob("part-*.parquet")):
        cube = cube_of(pq.read_metadata(part).metadata)
        names = ["outcome", "answered", "cost_low", *(f"step_{place + 1}" for place in range(FIRST))]
        rows = pq.read_table(part, columns=names)
        assert cube.total("firms") == rows.num_rows
        assert cube.total("answered") == pc.sum(rows["answered"]).as_py()
        assert cube.total("cost_low") == pc.sum(rows["cost_low"]).as_py()
        outcomes = {each["values"]: each["counts"] for each in pc.value_counts(rows["outcome"]).to_pylist()}
        for outcome in ("advised", "held_only", "nothing"):
            assert cube.total(outcome) == outcomes.get(outcome, 0), outcome
        steps: dict[str, int] = {}
        for place in range(FIRST):
            for each in pc.value_counts(rows[f"step_{place + 1}"]).to_pylist():
                if each["values"] is not None:
                    steps[each["values"]] = steps.get(each["values"], 0) + each["counts"]
        in_cube = {name: cube.total(measure, name) for measure, name in cube.sums if measure == "first"}
        assert {tool: count for tool, count in in_cube.items() if count} == steps


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


# --- processes ---------------------------------------------------------------------------------------------------


def _menkan(*given: str) -> list[str]:
    return [sys.executable, "-m", "cli", *given]


def _spent(calls: Sequence[Sequence[str]]) -> Spent:
    """Run these at once and wait for all. Raises RuntimeError where one fails."""
    began = time.monotonic()
    running = [
        subprocess.Popen(call, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8")
        for call in calls
    ]
    said, cpu, peak = "", 0.0, 0.0
    for process in running:
        assert process.stdout is not None
        assert process.stderr is not None
        said = process.stdout.read()
        complained = process.stderr.read()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        process.stdout.close()
        process.stderr.close()
        if process.returncode:
            raise RuntimeError(f"{' '.join(calls[0])} ended with {process.returncode}: {complained[-2000:]}")
        cpu += used.ru_utime + used.ru_stime
        peak = max(peak, _peak(used))
    return Spent(time.monotonic() - began, cpu, peak, said)


def _peak(used: resource.struct_rusage) -> float:
    return used.ru_maxrss / MIB


if __name__ == "__main__":
    main()
