"""Fire the built-in rules with other engines over the same firms, in one run.

`--install` makes the environment of the engines that the project itself does not use; engines that are not there are
listed as not installed.
"""

from __future__ import annotations

import argparse
import json

from bench.peers.measuring import FEW, FIRMS, environment, install, measure
from bench.report import peers
from toolbox.knowledge import load


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.peers", description=__doc__)
    parser.add_argument("--install", action="store_true", help=f"install them into {environment()}, then measure")
    parser.add_argument("--firms", type=int, default=FIRMS, help="for engines of whole columns")
    parser.add_argument("--few", type=int, default=FEW, help="for engines of one firm at a time")
    parser.add_argument("--seed", type=int, default=1, help="another seed draws other firms")
    parser.add_argument("--json", action="store_true", help="the figures as JSON")
    asked = parser.parse_args()
    if asked.install:
        install()
    found = measure(load(), asked.firms, asked.few, asked.seed)
    print(json.dumps(found, indent=2) if asked.json else "\n".join(peers(found)))


if __name__ == "__main__":
    main()
