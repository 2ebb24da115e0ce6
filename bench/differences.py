"""Hold the columns to the one-firm path over many firms: python -m bench.differences --firms 200000

Half of the firms are drawn where the rules are about to turn, nasty values included; half are made up by the published
marginals and read from a table, cell by cell on one side and column by column on the other.
"""

from __future__ import annotations

import argparse
import datetime as dt
import sys
import time
from typing import Any

from tests.batch.comparing import differences, generated
from toolbox.batch.kernel import Kernel
from toolbox.batch.reading import read
from toolbox.batch.sample import Sampler, batched
from toolbox.headings import read_headings
from toolbox.inference import Inference
from toolbox.knowledge import Knowledge, load

TODAY = dt.date(2026, 11, 21)
AT_ONCE = 2_000


def measure(knowledge: Knowledge, firms: int, seed: int = 1) -> dict[str, Any]:
    """How many firms came out differently; the first of each batch's differences are printed."""
    inference, kernel = Inference(knowledge), Kernel(knowledge, TODAY)
    start = time.monotonic()
    chunks = batched(Sampler(knowledge, seed).chunks(firms))
    batch, at = next(chunks), 0
    headings = read_headings(batch.schema.names, knowledge, "sample")
    done = found = 0
    while done < firms:
        profiles = generated(knowledge, seed * 1_000_003 + done, AT_ONCE // 2)
        said = differences(knowledge, inference, kernel, profiles, TODAY)
        if at + AT_ONCE // 2 > batch.num_rows:
            batch, at = next(chunks), 0
        rows = batch.slice(at, AT_ONCE // 2)
        at += AT_ONCE // 2
        cells = zip(*(column.to_pylist() for column in rows.columns), strict=True)
        told = [headings.read(row, "sample", knowledge)[1] for row in cells]
        read_ = read(headings, rows.columns, rows.num_rows, knowledge).firms
        said += differences(knowledge, inference, kernel, told, TODAY, read_)
        found += len(said)
        done += len(profiles) + len(told)
        for line in said[:3]:
            print(line, flush=True)
        print(f"{done:,} firms, {found} differences, {time.monotonic() - start:.0f} s", file=sys.stderr, flush=True)
    return {"firms": done, "differences": found, "seed": seed, "engine": inference.engine}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.differences", description=__doc__)
    parser.add_argument("--firms", type=int, default=200_000)
    parser.add_argument("--seed", type=int, default=1, help="another seed draws other firms")
    asked = parser.parse_args()
    found = measure(load(), asked.firms, asked.seed)
    print("{firms} firms, {differences} differences, seed {seed}, read by {engine}".format(**found))


if __name__ == "__main__":
    main()
