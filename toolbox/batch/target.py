"""A row of advice for each firm, and the file that it goes to: Parquet for all sizes, CSV and Excel for the small."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from toolbox.assessment import DIMENSION_UNIT, TOTAL_UNIT
from toolbox.batch.cube import OUTCOMES, Costs, outcomes
from toolbox.batch.kernel import Advised, Kernel
from toolbox.batch.loops import loops_for
from toolbox.batch.ranking import BEST
from toolbox.conditions.bits import turned_back
from toolbox.conditions.columns import Coded
from toolbox.conditions.values import Among
from toolbox.errors import DataError, Fault
from toolbox.recommend import FIRST, POINT

ENDINGS = (".parquet", ".csv", ".xlsx")
MOST_IN_EXCEL = 1_048_575  # rows below the headings
_OR = "|"  # between what is possible


class Rows:
    """Makes rows of advice for one kernel."""

    def __init__(self, kernel: Kernel) -> None:
        self._kernel = kernel
        self._tools = pa.array(kernel.tools, pa.string())
        self._costs = Costs(kernel.knowledge, kernel.tools)
        self._services = pa.array(kernel.serving.ids, pa.string())
        self._width = -(-len(kernel.rules) // 8)

    def batch(self, advised: Advised, ids: pa.Array, numbers: npt.NDArray[np.int64]) -> pa.RecordBatch:
        """Rows of advice. ids and numbers: of the firms, and of their rows in the source."""
        scores, ranked, count = advised.scores, advised.ranked, advised.rows
        columns: dict[str, pa.Array] = {"id": ids, "row": pa.array(numbers)}
        columns["outcome"] = pa.DictionaryArray.from_arrays(pa.array(outcomes(advised)), pa.array(OUTCOMES))
        columns["size"] = _possible(advised.facts.get("size"), count, self._members("size"))
        columns["stage"] = _possible(advised.facts["stage"], count, self._kernel.stages)
        columns["score_low"] = pa.array(scores.total_low / TOTAL_UNIT)
        columns["score_high"] = pa.array(scores.total_high / TOTAL_UNIT)
        for number, name in enumerate(self._kernel.dimensions):
            columns[f"{name}_low"] = pa.array(scores.low[number] / DIMENSION_UNIT)
            columns[f"{name}_high"] = pa.array(scores.high[number] / DIMENSION_UNIT)
        for place in range(FIRST):
            columns[f"step_{place + 1}"] = self._named(np.ascontiguousarray(ranked.first[:, place]))
        for place in range(BEST):
            best = np.ascontiguousarray(ranked.best[:, place])
            columns[f"tool_{place + 1}"] = self._named(best)
            columns[f"points_{place + 1}"] = pa.array(ranked.points[:, place] / POINT, mask=best < 0)
        columns["held"] = self._lists(ranked.held, count, self._tools)
        columns["set_aside"] = self._lists(ranked.aside, count, self._tools)
        columns["services"] = self._lists(advised.served.first, count, self._services)
        low, high, open_ = self._costs.of(ranked.first)
        columns["cost_low"], columns["cost_high"] = pa.array(low), pa.array(high, mask=open_)
        columns["answered"] = pa.array(scores.answered)
        columns["fired"] = self._bitmap(advised)
        return pa.record_batch(columns)

    def _members(self, fact: str) -> Sequence[str]:
        return tuple(self._kernel.knowledge.vocabulary[fact].members)

    def _named(self, places: npt.NDArray[np.int16]) -> pa.Array:
        return pa.DictionaryArray.from_arrays(pa.array(places, mask=places < 0), self._tools)

    def _lists(self, bits: npt.NDArray[np.uint64], count: int, names: pa.Array) -> pa.Array:
        """By row the names whose bit is set, in their order. bits: a row a name."""
        sizes, chosen = loops_for(count).listed(bits, count)
        offsets = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int32)
        # texts, not codes: several row groups with lists of codes cannot be read at once
        return pa.ListArray.from_arrays(pa.array(offsets), names.take(pa.array(chosen)))

    def _bitmap(self, advised: Advised) -> pa.Array:
        """Which rules fired, a bit a rule in the order of `Kernel.rules`, the first in the lowest bit."""
        by_firm = np.concatenate([words.view(np.uint8).reshape(-1, 8) for words in turned_back(advised.fired)], axis=1)
        data = pa.py_buffer(np.ascontiguousarray(by_firm[: advised.rows, : self._width]))
        return pa.Array.from_buffers(pa.binary(self._width), advised.rows, [None, data])


def fired_rules(bitmap: bytes, rules: Sequence[str]) -> frozenset[str]:
    """The rules that a bitmap names."""
    return frozenset(id_ for number, id_ in enumerate(rules) if bitmap[number // 8] >> number % 8 & 1)


def _possible(column: object, count: int, order: Sequence[str]) -> pa.Array:
    """What is possible, as `micro` or `micro|small`; null where nothing is known."""
    if not isinstance(column, Coded):
        return pa.nulls(count, pa.dictionary(pa.int32(), pa.string()))
    names = [
        _OR.join(sorted(value.members, key=order.index)) if isinstance(value, Among) else "" for value in column.table
    ]
    # each name once, and none for what cannot be: a file with a name twice is not the same bytes twice
    once = sorted({name for name in names if name})
    codes = np.array([once.index(name) if name else -1 for name in names], np.int32)[column.codes]
    return pa.DictionaryArray.from_arrays(pa.array(codes, mask=codes < 0), pa.array(once, pa.string()))


# --- files -------------------------------------------------------------------------------------------------------


class Writer(Protocol):
    """Takes batches of rows one after another."""

    def write(self, batch: pa.RecordBatch) -> None:
        """Write these rows below those before."""
        ...

    def close(self, metadata: Mapping[str, bytes]) -> None:
        """Write what is told of the whole and finish the file."""
        ...


def writer(path: Path, ending: str) -> Writer:
    """What writes to this path in the format of this ending."""
    kinds: dict[str, Callable[[Path], Writer]] = {".parquet": _Parquet, ".csv": _Csv, ".xlsx": _Excel}
    return kinds[ending](path)


class _Parquet:
    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: Any = None

    def write(self, batch: pa.RecordBatch) -> None:
        import pyarrow.parquet as pq

        if self._file is None:
            options: Any = {"compression": "zstd", "compression_level": 1}
            # every group of rows holds every tool: only where rows are found by are statistics worth their time
            found_by = [name for name in ("id", "row") if name in batch.schema.names]
            self._file = pq.ParquetWriter(self._path, batch.schema, write_statistics=found_by, **options)
        self._file.write_batch(batch)

    def close(self, metadata: Mapping[str, bytes]) -> None:
        import pyarrow.parquet as pq

        if self._file is None:
            self._file = pq.ParquetWriter(self._path, pa.schema([("id", pa.string())]))
        self._file.add_key_value_metadata({key: value.decode("ascii") for key, value in metadata.items()})
        self._file.close()


class _Csv:
    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: Any = None

    def write(self, batch: pa.RecordBatch) -> None:
        from pyarrow import csv

        plain = pa.record_batch({name: _plain(batch.column(name)) for name in batch.schema.names})
        if self._file is None:
            # the mark tells Excel that this is UTF-8
            self._sink = self._path.open("wb")
            self._sink.write(b"\xef\xbb\xbf")
            self._file = csv.CSVWriter(self._sink, plain.schema)
        self._file.write_batch(plain)

    def close(self, metadata: Mapping[str, bytes]) -> None:
        if self._file is None:
            self._path.write_bytes(b"\xef\xbb\xbfid\r\n")
            return
        self._file.close()
        self._sink.close()


class _Excel:
    def __init__(self, path: Path) -> None:
        import xlsxwriter

        self._path = path
        self._book = xlsxwriter.Workbook(str(path), {"constant_memory": True, "nan_inf_to_errors": True})
        self._sheet = self._book.add_worksheet()
        self._row = 0

    def write(self, batch: pa.RecordBatch) -> None:
        if self._row + batch.num_rows > MOST_IN_EXCEL:
            fault = f"Excel holds {MOST_IN_EXCEL} rows at most."
            raise DataError(Fault(str(self._path), fault, "Write .parquet or .csv."))
        if not self._row:
            self._sheet.write_row(0, 0, batch.schema.names)
            self._sheet.freeze_panes(1, 1)
        for cells in _by_row(batch):
            self._row += 1
            for column, cell in enumerate(cells):
                if isinstance(cell, str):
                    self._sheet.write_string(self._row, column, cell)
                elif cell is not None:
                    self._sheet.write_number(self._row, column, cell)

    def close(self, metadata: Mapping[str, bytes]) -> None:
        self._book.close()


def _by_row(batch: pa.RecordBatch) -> Iterator[tuple[Any, ...]]:
    yield from zip(*(_plain(column).to_pylist() for column in batch.columns), strict=True)


def _plain(column: pa.Array) -> pa.Array:
    """A column as CSV and Excel hold it: lists joined, bits in hexadecimal figures."""
    kind = column.type
    if pa.types.is_list(kind):
        return pa.array([None if names is None else "、".join(names) for names in column.to_pylist()], pa.string())
    if pa.types.is_fixed_size_binary(kind):
        return pa.array([bits.hex() for bits in column.to_pylist()], pa.string())
    return column.dictionary_decode() if pa.types.is_dictionary(kind) else column


def as_metadata(value: object) -> bytes:
    """A value as a file keeps it beside its rows."""
    return json.dumps(value, ensure_ascii=True, separators=(",", ":"), sort_keys=True).encode()
