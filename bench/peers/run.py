"""Measure one engine over the material in a folder: python -m bench.peers.run ENGINE FOLDER FIRMS

Prints one line of JSON. The engine answers everything once, and is timed only if all of it is as ours.
"""

from __future__ import annotations

import importlib
import json
import sys
import time
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from bench.peers.material import Material, read

ROUNDS = 3  # the best of them counts


class Engine(Protocol):
    """said: the ids of the rules that it can say."""

    version: str
    said: tuple[str, ...]

    def fire(self) -> Any:
        """Fire the rules over the firms it was given, in whatever shape it answers."""
        ...

    def answers(self, fired: Any) -> npt.NDArray[np.bool_]:
        """The same as a row a rule said, a column a firm."""
        ...


def measure(engine: Engine, material: Material, firms: int) -> dict[str, Any]:
    """What a firm costs, and how many answers differ from ours."""
    place = {id_: row for row, id_ in enumerate(material.rules)}
    ours = material.answers[[place[id_] for id_ in engine.said], :firms]
    differences = int(np.count_nonzero(ours != engine.answers(engine.fire())))
    found = {
        "version": engine.version,
        "said": len(engine.said),
        "firms": firms,
        "differences": differences,
    }
    if differences:
        return found
    rounds = []
    for _ in range(ROUNDS):
        wall, cpu = time.monotonic(), time.process_time()
        engine.fire()
        rounds.append((time.process_time() - cpu, time.monotonic() - wall))
    cpu, wall = min(rounds)
    return found | {"cpu": cpu, "wall": wall}


def main() -> None:
    name, folder, firms = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
    material = read(folder)
    count = min(firms, material.rows)
    engine = importlib.import_module(f"bench.peers.{name}").made(material, count)
    print(json.dumps(measure(engine, material, count)))


if __name__ == "__main__":
    main()
