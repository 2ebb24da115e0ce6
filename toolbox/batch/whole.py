"""What whole runs came to, read again from what their files tell of themselves: no row of advice is read."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from toolbox.batch.cube import AXES, EMPTY, Cube, from_table
from toolbox.batch.job import cube_of
from toolbox.batch.run import metadata_of
from toolbox.batch.source import Unit, readable
from toolbox.batch.told import CUBE_FORMAT, FORMAT, Count
from toolbox.errors import DataError, Fault
from toolbox.knowledge.model import Knowledge

_COLUMNS = [*AXES, "measure", "name", "value"]
_AGAIN = "Run `menkan batch` again."


class Whole(NamedTuple):
    """What all parts add up to. today: the day of the runs. made_up: in how many of the parts firms are made up."""

    cube: Cube
    counted: Count
    today: str
    parts: int
    made_up: int


def read(outs: Sequence[Path], knowledge: Knowledge) -> Whole:
    """The sum of what `menkan batch` wrote at these places: files, folders of parts, or cubes.

    Raises DataError where one is none of these, was made with other knowledge, or where days differ.
    """
    whole, first = Whole(EMPTY, Count(), "", 0, 0), None
    seen: set[Path] = set()
    for part in (part for out in outs for part in _parts(out)):
        if part.resolve() in seen:
            raise DataError(Fault(str(part), "it is named twice, and its firms would count twice.", "Name it once."))
        seen.add(part.resolve())
        about, cube = _part(part)
        if about["knowledge"] != knowledge.digest:
            remedy = "Lay the same folders over it with --knowledge, or run the batch again."
            raise DataError(Fault(str(part), "the advice was made with other knowledge.", remedy))
        if first is not None and about["today"] != whole.today:
            fault = f"it is of {about['today']}, and {first} of {whole.today}."
            raise DataError(Fault(str(part), fault, "Put only runs of one day together."))
        first = first or part
        count = whole.counted.plus(Count(**about["count"]))
        made_up = whole.made_up + bool(about.get("made_up"))
        whole = Whole(whole.cube + cube, count, about["today"], whole.parts + 1, made_up)
    return whole


def _parts(out: Path) -> list[Path]:
    found = sorted(out.glob("part-*.parquet")) if out.is_dir() else [out] if out.suffix == ".parquet" else []
    if not found or not all(path.is_file() for path in found):
        remedy = "Name what `menkan batch -o` or `--cube` wrote."
        raise DataError(Fault(str(out), "there is no advice in Parquet.", remedy))
    return found


def _part(part: Path) -> tuple[dict[str, Any], Cube]:
    told = metadata_of(part)
    try:
        about = json.loads(told[b"menkan"])
        kind = about["format"]
        _ = about["knowledge"], about["today"], Count(**about["count"])
        if kind == FORMAT:
            return about, cube_of(told)
        if kind == CUBE_FORMAT:
            return about, _cube_in(part)
    except (KeyError, TypeError, ValueError, OSError):  # Arrow's own errors are among them
        pass
    fault = "it does not tell what its firms add up to, or not in a way that is known here."
    raise DataError(Fault(str(part), fault, _AGAIN))


def _cube_in(path: Path) -> Cube:
    import pyarrow.parquet as pq

    with readable(Unit(path)), pq.ParquetFile(path) as file:
        return from_table(file.read(_COLUMNS))
