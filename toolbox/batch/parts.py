"""A folder of advice in parts: which run it holds, which part each piece of work makes, and which are ready.

`_run.json` says what makes the run the same: knowledge, day, mapping, and for each part the piece of the source that
it holds, with the size and time of its file. A source that has changed is taken up only where no part of it is ready:
so a broken file can be mended, and advice of two states of a source never stands in one folder.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from toolbox.batch import source, target
from toolbox.batch.job import Options
from toolbox.batch.kernel import Kernel
from toolbox.batch.replacing import clear, replacing
from toolbox.batch.told import FORMAT
from toolbox.errors import DataError, Fault

RUN = "_run.json"
REJECTS = "_rejects"


class Part(NamedTuple):
    """A piece of work, and the two files that are made of it: rows of advice, and rows that could not be read."""

    number: int
    unit: source.Unit
    out: Path
    rejects: Path

    @property
    def ready(self) -> bool:
        """Whether both are there, and so whole."""
        return self.out.exists() and self.rejects.exists()


def claim(out: Path, units: Sequence[source.Unit], kernel: Kernel, options: Options) -> list[Part]:
    """Say in the folder which run it holds, and name its parts in order. Raises DataError where it holds another."""
    ours = json.loads(target.as_metadata(_signature(kernel, options)))
    pieces = json.loads(target.as_metadata([_piece(unit) for unit in units]))
    place = out / RUN
    try:
        if place.exists():
            record = json.loads(place.read_text(encoding="utf-8"))
            before = record.pop("units")
            numbers = _numbers(before, pieces, lambda number: _part(out, number, units[0]).ready)
            if record != ours or numbers is None:
                fault = "it holds a run over other firms, knowledge or options."
                raise DataError(Fault(str(out), fault, "Name another folder, or remove it."))
        elif out.is_dir() and any(not path.name.startswith(".") for path in out.iterdir()):
            raise DataError(Fault(str(out), "the folder is not empty.", "Name a new folder."))
        else:
            numbers = list(range(len(pieces)))
        out.mkdir(parents=True, exist_ok=True)
        kept: list[Any] = [None] * (max(numbers, default=-1) + 1)
        for number, piece in zip(numbers, pieces, strict=True):
            kept[number] = piece
        with replacing(place) as temporary:
            assert temporary is not None
            temporary.write_text(json.dumps({**ours, "units": kept}, ensure_ascii=False, indent=1) + "\n", "utf-8")
        (out / REJECTS).mkdir(exist_ok=True)
    except OSError as error:
        said = f"cannot be written ({error.strerror})."
        raise DataError(Fault(str(out), said, "Name another file or folder.")) from None
    except (ValueError, KeyError, TypeError, AttributeError):
        raise DataError(
            Fault(str(place), "this is no record of a run.", "Name another folder, or remove it.")
        ) from None
    tidy(out)
    return sorted(_part(out, number, unit) for number, unit in zip(numbers, units, strict=True))


def tidy(out: Path) -> None:
    """Remove what killed workers have left in the folder."""
    clear(out)
    clear(out / REJECTS)


def metadata(part: Path) -> dict[bytes, bytes]:
    """What a file of advice tells of itself. Raises DataError."""
    import pyarrow.parquet as pq

    with source.readable(source.Unit(part)), pq.ParquetFile(part) as file:
        return dict(file.metadata.metadata or {})


def _part(out: Path, number: int, unit: source.Unit) -> Part:
    name = f"part-{number:05}"
    return Part(number, unit, out / f"{name}.parquet", out / REJECTS / f"{name}.csv")


def _signature(kernel: Kernel, options: Options) -> dict[str, object]:
    return {
        "format": FORMAT,
        "knowledge": kernel.knowledge.digest,
        "today": kernel.today.isoformat(),
        "map": dict(options.mapped),
    }


def _piece(unit: source.Unit) -> tuple[object, ...]:
    with source.readable(unit):
        about = unit.path.stat() if unit.query is None else None
    return str(unit.path.absolute()), unit.query, unit.groups, about and about.st_size, about and about.st_mtime_ns


def _numbers(before: Sequence[Any], pieces: Sequence[Any], ready: Callable[[int], bool]) -> list[int] | None:
    """The number of each piece: the one it had, or one that no part holds; None where this is another run."""
    had = {json.dumps(piece): number for number, piece in enumerate(before) if piece is not None}
    keys = [json.dumps(piece) for piece in pieces]
    gone = [number for key, number in had.items() if key not in set(keys)]
    same_tables = {tuple(p[:2]) for p in before if p is not None} == {tuple(p[:2]) for p in pieces}
    if not same_tables or any(map(ready, gone)):
        return None
    holes = [number for number, piece in enumerate(before) if piece is None]
    free = iter(sorted([*gone, *holes, *range(len(before), len(before) + len(pieces))]))
    return [had[key] if key in had else next(free) for key in keys]
