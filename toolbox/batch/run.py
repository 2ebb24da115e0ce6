"""A whole run: every piece of work of a source into a file, or into a folder part by part, to be taken up again."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from toolbox.batch import rejects, source, target
from toolbox.batch.cube import EMPTY, OUTCOMES, Cube
from toolbox.batch.job import Options, Progress, compiled, cube_of, job
from toolbox.batch.kernel import Kernel
from toolbox.batch.told import CUBE_FORMAT, FORMAT, Count, Summary
from toolbox.errors import DataError, Fault
from toolbox.knowledge.model import Knowledge

_RUN = "_run.json"
_REJECTS = "_rejects"


class Done(NamedTuple):
    """What a run came to. parts: how many there are; kept: how many of them an earlier run had left ready."""

    counted: Count
    cube: Cube
    parts: int = 1
    kept: int = 0

    def summary(self) -> Summary:
        """What a program is told of it."""
        planned, held_only, nothing = (self.cube.total(name) for name in OUTCOMES)
        return Summary(FORMAT, *self.counted, planned, held_only, nothing, self.parts, self.kept)


def rows_in(units: Sequence[source.Unit]) -> int | None:
    """How many rows there are to read, where that can be told at once: in Parquet files."""
    import pyarrow.parquet as pq

    total = 0
    for unit in units:
        if unit.query is not None or unit.path.suffix.lower() != ".parquet":
            return None
        with pq.ParquetFile(unit.path) as file:
            groups = range(file.num_row_groups) if unit.groups is None else unit.groups
            total += sum(file.metadata.row_group(group).num_rows for group in groups)
    return total


def run(
    units: Sequence[source.Unit],
    out: Path | None,
    knowledge: Knowledge,
    options: Options,
    *,
    rejected: Path | None = None,
    progress: Progress | None = None,
) -> Done:
    """Advise all firms of these pieces of work. Raises DataError.

    out: a file, by its ending, or a folder that gets a part for each piece; None adds up only. A folder that holds
    parts of the same run is completed, and parts that are there are not made again.
    """
    kernel = compiled(knowledge, options)
    if out is not None and not out.suffix:
        return _into_folder(units, out, kernel, options, rejected, progress)
    if out is not None and out.suffix.lower() not in target.ENDINGS:
        remedy = f"Use one of {', '.join(target.ENDINGS)}, or name a folder."
        raise DataError(Fault(str(out), "this is no table that is written here.", remedy))
    if len(units) > 1 and out is not None:
        remedy = "Name a folder: it gets a part for each piece."
        raise DataError(Fault(str(out), f"the source has {len(units)} pieces, too many for one file.", remedy))
    if len(units) > 1 and rejected is not None:
        raise DataError(Fault(str(rejected), "rows are rejected part by part.", "Name a folder with -o."))
    done = Done(Count(), EMPTY, len(units))
    for unit in units:
        count, cube = job(unit, out, knowledge, options, kernel=kernel, rejected=rejected, progress=progress)
        done = done._replace(counted=done.counted.plus(count), cube=done.cube + cube)
    return done


def _into_folder(
    units: Sequence[source.Unit],
    out: Path,
    kernel: Kernel,
    options: Options,
    rejected: Path | None,
    progress: Progress | None,
) -> Done:
    _claim(out, units, kernel, options)
    done = Done(Count(), EMPTY, len(units))
    refused: list[Path] = []
    for number, unit in enumerate(units):
        part = out / f"part-{number:05}.parquet"
        bad = out / _REJECTS / f"part-{number:05}.csv"
        refused.append(bad)
        if part.exists() and bad.exists():
            told = metadata_of(part)
            count, cube = Count(**json.loads(told[b"menkan"])["count"]), cube_of(told)
            done = done._replace(kept=done.kept + 1)
            if progress:
                progress(count.read)
        else:
            count, cube = job(unit, part, kernel.knowledge, options, kernel=kernel, rejected=bad, progress=progress)
        done = done._replace(counted=done.counted.plus(count), cube=done.cube + cube)
    if rejected is not None:
        rejects.join(refused, rejected)
    return done


def _claim(out: Path, units: Sequence[source.Unit], kernel: Kernel, options: Options) -> None:
    """Say in the folder which run it holds; refuse one that holds another."""
    ours = json.loads(target.as_metadata(_signature(units, kernel, options)))
    place = out / _RUN
    try:
        if place.exists():
            if json.loads(place.read_text(encoding="utf-8")) != ours:
                fault = "it holds a run over other firms, knowledge or options."
                raise DataError(Fault(str(out), fault, "Name another folder, or remove it."))
        elif out.is_dir() and any(out.iterdir()):
            raise DataError(Fault(str(out), "the folder is not empty.", "Name a new folder."))
        (out / _REJECTS).mkdir(parents=True, exist_ok=True)
        place.write_text(json.dumps(ours, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        said = f"cannot be written ({error.strerror})."
        raise DataError(Fault(str(out), said, "Name another file or folder.")) from None
    except ValueError:
        raise DataError(
            Fault(str(place), "this is no record of a run.", "Name another folder, or remove it.")
        ) from None


def _signature(units: Sequence[source.Unit], kernel: Kernel, options: Options) -> dict[str, object]:
    """What makes a run the same: firms, knowledge, day, mapping and cut into parts."""
    files = []
    for unit in units:
        about = unit.path.stat() if unit.query is None else None
        files.append(
            (str(unit.path.absolute()), unit.query, unit.groups, about and about.st_size, about and about.st_mtime_ns)
        )
    return {
        "format": FORMAT,
        "knowledge": kernel.knowledge.digest,
        "today": kernel.today.isoformat(),
        "map": dict(options.mapped),
        "units": files,
    }


# --- reading advice again ----------------------------------------------------------------------------------------


class Found(NamedTuple):
    """The row of advice of one firm, and where the firm itself stands. about: what the file tells of itself."""

    part: Path
    row: dict[str, Any]
    about: dict[str, Any]

    @property
    def today(self) -> dt.date:
        """The day of the run."""
        return dt.date.fromisoformat(self.about["today"])

    def unit(self) -> source.Unit:
        """The table that the firm stands in."""
        return source.Unit(Path(self.about["source"]["path"]), query=self.about["source"]["query"])


def find(out: Path, firm: str) -> Found:
    """The advice for the firm with this id, in a file or folder of Parquet. Raises DataError."""
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    for part in parts_of(out):
        told = metadata_of(part)
        if b"menkan" not in told:
            raise DataError(Fault(str(part), "this is no advice of `menkan batch`.", "Name what -o wrote."))
        with pq.ParquetFile(part) as file:
            for group in range(file.num_row_groups):
                ids = file.read_row_group(group, ["id"]).column("id")
                at = pc.index(ids, firm).as_py()
                if at >= 0:
                    row = file.read_row_group(group).slice(at, 1).to_pylist()[0]
                    return Found(part, row, json.loads(told[b"menkan"]))
    raise DataError(Fault(str(out), f"there is no firm '{firm}'.", "Ids stand in the column id."))


def parts_of(out: Path) -> list[Path]:
    """The Parquet files of advice at this place, in order. Raises DataError."""
    found = sorted(out.glob("part-*.parquet")) if out.is_dir() else [out] if out.suffix == ".parquet" else []
    if not found or not all(path.is_file() for path in found):
        raise DataError(Fault(str(out), "there is no advice in Parquet.", "Name what `menkan batch -o` wrote."))
    return found


def cells_at(unit: source.Unit, row: int) -> tuple[list[str], list[Any]]:
    """The headings and the cells of one row, by its number from 1. Raises DataError."""
    headings = source.headings(unit)
    for rows in source.rows(unit, range(len(headings))):
        if rows.first <= row < rows.first + rows.size:
            at = row - rows.first
            return headings, [c[at] if isinstance(c, list) else c[at].as_py() for c in rows.cells]
    raise DataError(Fault(unit.place, f"there is no row {row} any more.", "Run `menkan batch` again."))


def metadata_of(part: Path) -> dict[bytes, bytes]:
    """What a Parquet file tells of itself; its rows are not read. Raises DataError."""
    import pyarrow.parquet as pq

    with source.readable(source.Unit(part)), pq.ParquetFile(part) as file:
        return dict(file.metadata.metadata or {})


def write_cube(done: Done, units: Sequence[source.Unit], knowledge: Knowledge, options: Options, path: Path) -> None:
    """Write the cube of a run as a table in Parquet, with what it is of. Raises DataError."""
    import pyarrow.parquet as pq

    about = {
        "format": CUBE_FORMAT,
        "knowledge": knowledge.digest,
        "today": options.today.isoformat(),
        "count": done.counted._asdict(),
        "made_up": any(source.made_up(unit) for unit in units),
    }
    try:
        table = done.cube.table().replace_schema_metadata({"menkan": target.as_metadata(about)})
        pq.write_table(table, path)
    except OSError as error:
        said = f"cannot be written ({error.strerror})."
        raise DataError(Fault(str(path), said, "Name another file or folder.")) from None
