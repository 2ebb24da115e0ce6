"""Compile the built-in knowledge into a file, as a wheel carries it: `python -m toolbox.knowledge FILE`."""

from __future__ import annotations

import sys
from pathlib import Path

from toolbox.knowledge import cache, load

if __name__ == "__main__":
    place = Path(sys.argv[1])
    place.parent.mkdir(parents=True, exist_ok=True)
    cache.write(place, load())
