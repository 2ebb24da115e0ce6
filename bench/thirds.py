"""A third reader beside the columns, Polars, over a million firms: python -m bench.thirds --firms 1000000

The firms are drawn where the built-in rules are about to turn: ranges, unknowns, parts of sets, numbers far out; one in
ten as a table of cells with empty ones and NaN, which both sides read for themselves. Every rule of every firm is
compared.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import polars as pl

from tests.polars_reader import PolarsRules, cells_of, frame_of
from tests.turning import Turning, columns_of, truths_of
from toolbox.batch.reading import read
from toolbox.conditions.columns import Column, Rules
from toolbox.headings import read_headings
from toolbox.knowledge import Knowledge, load

AT_ONCE = 50_000
CELLS_EVERY = 10  # one batch in so many is read from cells


def measure(knowledge: Knowledge, firms: int, seed: int = 1) -> dict[str, Any]:
    """How many comparisons there were, how many differed, and the processor seconds of both readers."""
    rules = {id_: rule.when for id_, rule in knowledge.rules.items()}
    ours, theirs = Rules(rules), PolarsRules(rules, knowledge.vocabulary)
    done = fired = differences = of_cells = 0
    seconds = {"columns": 0.0, "polars": 0.0}
    for columns, frame, from_cells in _batches(knowledge, firms, seed):
        began = time.process_time()
        bits = ours.fired(columns, frame.height)
        between = time.process_time()
        said = theirs.fired(frame)
        seconds["columns"] += between - began
        seconds["polars"] += time.process_time() - between
        differences += int(np.count_nonzero(truths_of(bits, frame.height) != said))
        fired += int(np.count_nonzero(said))
        done += frame.height
        of_cells += frame.height if from_cells else 0
        print(f"{done:,} firms, {differences} differences", file=sys.stderr, flush=True)
    return {
        "firms": done,
        "of cells": of_cells,
        "rules": len(rules),
        "comparisons": done * len(rules),
        "fired a firm": fired / done,
        "differences": differences,
        "seed": seed,
        "polars": pl.__version__,
        **{f"{name}, CPU s a million": 1e6 * taken / done for name, taken in seconds.items()},
    }


def _batches(knowledge: Knowledge, firms: int, seed: int) -> Iterator[tuple[Mapping[str, Column], pl.DataFrame, bool]]:
    vocabulary = knowledge.vocabulary
    conditions = [rule.when for rule in knowledge.rules.values()]
    turning, exact = Turning(vocabulary, conditions, seed), Turning(vocabulary, conditions, seed, exact=True)
    for part, start in enumerate(range(0, firms, AT_ONCE)):
        rows = min(AT_ONCE, firms - start)
        if part % CELLS_EVERY == 1:
            cells = cells_of(exact.draw(rows, part), vocabulary, seed + part)
            headings = read_headings(cells.told.columns, knowledge, "drawn")
            got = read(headings, [series.to_arrow() for series in cells.told], rows, knowledge)
            assert not got.bad
            yield got.firms.facts, cells.frame, True
        else:
            drawn = turning.draw(rows, part)
            yield columns_of(drawn, vocabulary), frame_of(drawn.pools, vocabulary, drawn.places), False


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.thirds", description=__doc__)
    parser.add_argument("--firms", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1, help="another seed draws other firms")
    asked = parser.parse_args()
    print(json.dumps(measure(load(), asked.firms, asked.seed), indent=2))


if __name__ == "__main__":
    main()
