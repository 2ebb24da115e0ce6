"""Many firms through durable_rules in one process, with its memory. `python -m bench.soak N`."""

from __future__ import annotations

import datetime as dt
import json
import os
import subprocess
import sys
import time
from itertools import cycle, islice
from pathlib import Path

from bench.firms import mixed
from toolbox.inference import Inference
from toolbox.knowledge import load

WARM_UP = 1_000  # firms until pools and caches have their size
DIFFERENT = 2_000  # firms; they come again and again
EVERY = 50_000
CHECKED = 499  # one firm in so many is read by the verdict too


def in_a_process_of_its_own(firms: int) -> dict[str, object]:
    command = [sys.executable, "-m", "bench.soak", str(firms)]
    return json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)


def soak(firms: int) -> dict[str, object]:
    """All built-in rules over so many firms; resident memory in MiB by the number of firms done."""
    knowledge = load()
    engine, specification = Inference(knowledge, "durable"), Inference(knowledge, "verdict")
    different = list(islice(mixed(knowledge, dt.date(2026, 11, 21), seed=3), DIFFERENT))
    memory: dict[str, float] = {}
    differences = fired = 0
    began = time.process_time()
    for number, firm in enumerate(islice(cycle(different), WARM_UP + firms)):
        done = number - WARM_UP
        if done >= 0 and done % EVERY == 0:
            memory[str(done)] = _resident()
        inferred = engine.infer(firm)
        fired += len(inferred.fired)
        if number % CHECKED == 0:
            theirs = specification.infer(firm)
            differences += (inferred.facts, inferred.fired) != (theirs.facts, theirs.fired)
    memory[str(firms)] = _resident()
    return {
        "firms": firms,
        "different firms": DIFFERENT,
        "rules": len(knowledge.rules),
        "engine": engine.engine,
        "fired a firm": fired / (WARM_UP + firms),
        "seconds": time.process_time() - began,
        "differences": differences,
        "resident MiB": memory,
    }


def _resident() -> float:
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


if __name__ == "__main__":
    print(json.dumps(soak(int(sys.argv[1]))))
