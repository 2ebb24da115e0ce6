"""Measure everything in one run and write docs/bench.md and bench/results.json."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import platform
import sys
from pathlib import Path

from bench import batch, differences, firing, growth, interviews, plans, report, soak, startup, thirds, visitors
from bench.peers import measuring
from toolbox import __version__
from toolbox.knowledge import load

ROOT = Path(__file__).resolve().parent.parent
TODAY = dt.date(2026, 11, 21)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument(
        "--soak", type=int, default=200_000, metavar="N", help="firms in the memory test; 0 leaves it out"
    )
    parser.add_argument("--only", metavar="PART", help="measure this part alone; the others stay as they were")
    parser.add_argument("--compared", type=int, default=10_000, metavar="N", help="firms told twice, and compared")
    parser.add_argument("--thirds", type=int, default=1_000_000, metavar="N", help="firms that Polars reads too")
    parser.add_argument("--tables", type=int, nargs="+", default=[200_000], metavar="N", help="firms of whole tables")
    asked = parser.parse_args()

    knowledge = load()
    file = ROOT / "bench" / "results.json"
    before = json.loads(file.read_text("utf-8")) if asked.only else {}
    results: dict[str, object] = before or {"machine": _machine(), "knowledge": _size_of(knowledge)}
    for name, measure in (
        ("start-up", lambda: startup.measure(ROOT)),
        ("firing", lambda: firing.measure(knowledge, TODAY)),
        ("growth", lambda: growth.measure(knowledge, TODAY)),
        ("interviews", lambda: interviews.measure(knowledge)),
        ("solvers", plans.solvers),
        ("quick plans", lambda: plans.quick(knowledge, TODAY)),
        ("visitors", lambda: visitors.measure(ROOT)),
        ("differences", lambda: differences.measure(knowledge, asked.compared)),
        ("polars", lambda: thirds.measure(knowledge, asked.thirds)),
        ("peers", lambda: measuring.measured(knowledge)),
        ("batch", lambda: batch.measure(asked.tables)),
        ("soak", lambda: soak.in_a_process_of_its_own(asked.soak) if asked.soak else None),
    ):
        if asked.only not in (None, name):
            continue
        print(f"{name} …", file=sys.stderr, flush=True)
        results[name] = measure()

    file.write_text(json.dumps(results, indent=2, ensure_ascii=False) + "\n", "utf-8")
    (ROOT / "docs" / "bench.md").write_text(report.page(results), "utf-8")


def _machine() -> dict[str, object]:
    return {
        "menkan": __version__,
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
        "cores": os.cpu_count(),
    }


def _size_of(knowledge) -> dict[str, int]:
    return {"tools": len(knowledge.tools), "rules": len(knowledge.rules), "facts": len(knowledge.vocabulary)}


if __name__ == "__main__":
    main()
