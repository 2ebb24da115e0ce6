"""One piece of work: a table in, a table of advice out, and what it adds up to.

A job can be run anywhere and again: it writes to a temporary file and renames it when all is done, so that a part is
there whole or not at all.
"""

from __future__ import annotations

import base64
import datetime as dt
import threading
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pyarrow as pa

from toolbox import headings as tables
from toolbox.batch import rejects, source, target
from toolbox.batch.cube import Adding, Cube, from_table
from toolbox.batch.kernel import Kernel
from toolbox.batch.plans import TooMany
from toolbox.batch.reading import Known, Read, read
from toolbox.batch.rejects import Reject
from toolbox.batch.replacing import replacing
from toolbox.batch.scores import Beyond
from toolbox.batch.told import FORMAT, Count
from toolbox.conditions.columns import TooWide
from toolbox.errors import DataError, Fault
from toolbox.headings import ID, Headings, Stray
from toolbox.knowledge.model import Knowledge
from toolbox.text import shown

Progress = Callable[[int], None]  # told how many more rows are done


class Options(NamedTuple):
    """mapped: headings to read otherwise, as `--map` writes them. threads: how many batches are worked on at a time."""

    today: dt.date
    mapped: Mapping[str, str] = {}
    threads: int = 1


def compiled(knowledge: Knowledge, options: Options) -> Kernel:
    """The kernel of a knowledge. Raises DataError where the knowledge is beyond what columns hold."""
    try:
        return Kernel(knowledge, options.today)
    except (Beyond, TooMany, TooWide) as error:
        remedy = "Advise these firms one by one with `menkan recommend`."
        raise DataError(Fault("menkan", f"the knowledge is beyond what a batch holds: {error}.", remedy)) from None


def job(
    in_path: str | Path | source.Unit,
    out_path: Path | None,
    knowledge: Knowledge,
    options: Options,
    *,
    kernel: Kernel | None = None,
    rejected: Path | None = None,
    progress: Progress | None = None,
) -> tuple[Count, Cube]:
    """Advise the firms of a table. Raises DataError where the table as a whole cannot be read.

    out_path: where the rows of advice go; None adds up only. kernel: compiled before, to save doing it again.
    rejected: where the rows go that could not be read, with reasons.
    """
    unit = in_path if isinstance(in_path, source.Unit) else source.Unit(Path(in_path))
    work = _Work(unit, knowledge, kernel or compiled(knowledge, options), options)
    count = Count()
    with (
        replacing(out_path) as temporary,
        replacing(rejected) as refused,
        rejects.writing(refused) as refuse,
    ):
        ending = out_path.suffix.lower() if out_path else ""
        out = target.writer(temporary, ending) if temporary else None
        for batch in work.batches(with_rows=out is not None):
            count = count.plus(batch.counted)
            refuse(batch.rejects)
            if out and batch.rows is not None:
                out.write(batch.rows)
            if progress:
                progress(batch.counted.read)
        cube = work.cube()
        if out:
            out.close(metadata(work, count, cube))
    return count, cube


def metadata(work: _Work, count: Count, cube: Cube) -> dict[str, bytes]:
    """What a file of advice tells of itself: enough to explain each row, and to add up parts without reading them."""
    kernel = work.kernel
    return {
        "menkan": target.as_metadata(
            {
                "format": FORMAT,
                "knowledge": kernel.knowledge.digest,
                "today": kernel.today.isoformat(),
                "count": count._asdict(),
                "source": {"path": str(work.unit.path.absolute()), "query": work.unit.query},
                "made_up": source.made_up(work.unit),
                "map": dict(work.options.mapped),
                "rules": kernel.rules,
            }
        ),
        "menkan-cube": base64.b64encode(_packed(cube.table())),
    }


def cube_of(metadata_: Mapping[bytes, bytes]) -> Cube:
    """The cube that a file of advice keeps. metadata_: of its schema."""
    with pa.ipc.open_stream(base64.b64decode(metadata_[b"menkan-cube"])) as stream:
        return from_table(stream.read_all())


def _packed(table: pa.Table) -> bytes:
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema, options=pa.ipc.IpcWriteOptions(compression="zstd")) as stream:
        stream.write_table(table)
    return bytes(sink.getvalue())


class _Batch(NamedTuple):
    counted: Count
    rows: pa.RecordBatch | None
    rejects: tuple[Reject, ...]


class _Work:
    """The steps of a job, for one batch after another or for several at a time."""

    def __init__(self, unit: source.Unit, knowledge: Knowledge, kernel: Kernel, options: Options) -> None:
        self.unit, self.kernel, self.options = unit, kernel, options
        self._knowledge = knowledge
        read_headings = tables.read_headings(source.headings(unit), knowledge, unit.place, options.mapped)
        near = [stray for stray in read_headings.strays if stray.near]
        if near:  # likelier a slip of the pen than something else; a firm's answers must not be lost by one
            raise DataError(*(_unclear(stray, unit) for stray in near))
        self._wanted = [n for n, column in enumerate(read_headings.columns) if column is not None]
        self._headings = Headings(tuple(read_headings.columns[n] for n in self._wanted))
        self._ids = [n for n, c in zip(self._wanted, self._headings.columns, strict=True) if c and c.key == ID]
        self._known: Known = {}
        self._adding = Adding(kernel)
        self._sums, self._one_adds = self._adding.nothing(), threading.Lock()
        self._rows = target.Rows(kernel)

    def batches(self, *, with_rows: bool) -> Iterator[_Batch]:
        """Every batch, worked out, in the order of the table."""
        read_rows = source.rows(self.unit, self._wanted, self._ids)
        if self.options.threads < 2:
            for rows in read_rows:
                yield self._batch(rows, with_rows=with_rows)
            return
        with ThreadPoolExecutor(self.options.threads) as pool:
            waiting: deque[Future[_Batch]] = deque()
            try:
                for rows in _ahead(read_rows):
                    waiting.append(pool.submit(self._batch, rows, with_rows=with_rows))
                    if len(waiting) > self.options.threads:
                        yield waiting.popleft().result()
                while waiting:
                    yield waiting.popleft().result()
            finally:
                for future in waiting:
                    future.cancel()

    def _batch(self, rows: source.Rows, *, with_rows: bool) -> _Batch:
        got = read(self._headings, rows.cells, rows.size, self._knowledge, self._known)
        numbers = np.arange(rows.first, rows.first + rows.size, dtype=np.int64)
        ids = got.ids if got.ids is not None else pa.array(numbers).cast(pa.string())
        bad = tuple(self._rejects(rows, got, ids))
        advised = self.kernel.advise(got.firms)
        kept = ids if not got.bad else ids.take(pa.array(got.kept))
        made = self._rows.batch(advised, kept, numbers[got.kept]) if with_rows and advised.rows else None
        count = Count(rows.size + len(rows.broken), len(got.kept), len(got.bad) + len(rows.broken))
        with self._one_adds:
            self._adding.add(self._sums, advised)
        return _Batch(count, made, bad)

    def cube(self) -> Cube:
        """What all batches that were worked out add up to."""
        return self._adding.cube(self._sums)

    def _rejects(self, rows: source.Rows, got: Read, ids: pa.Array) -> Iterator[Reject]:
        for row, faults in sorted(got.bad.items()):
            yield Reject(self.unit.place, rows.first + row, ids[row].as_py(), tuple(faults))
        for number, said in rows.broken:
            yield Reject(self.unit.place, number, None, (Fault("", said, "Give each row as many cells as headings."),))


def _ahead(read_rows: Iterator[source.Rows]) -> Iterator[source.Rows]:
    """The same rows; a thread of its own reads the next of them while these are worked on."""
    with ThreadPoolExecutor(1) as reader:
        coming = reader.submit(next, read_rows, None)
        while (rows := coming.result()) is not None:
            coming = reader.submit(next, read_rows, None)
            yield rows


def _unclear(stray: Stray, unit: source.Unit) -> Fault:
    leave = f"Or leave it out with `--map {shown(stray.heading)}=-`."
    return Fault(
        f"{unit.place}: {shown(stray.heading)}", f"no fact called '{shown(stray.heading)}'.", f"{stray.near} {leave}"
    )
