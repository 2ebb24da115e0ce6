"""A dry run: what would be read of a table, and what could not be, before anything is worked out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from toolbox import headings as tables
from toolbox.batch import source
from toolbox.batch.reading import read
from toolbox.batch.told import CHECK_FORMAT, Checked, ColumnChecked, FaultsCounted
from toolbox.errors import DataError
from toolbox.headings import Headings, Stray
from toolbox.knowledge.model import Knowledge

MOST_SHOWN = 20  # kinds of faults


def check(units: Sequence[source.Unit], knowledge: Knowledge, mapped: Mapping[str, str]) -> Checked:
    """Read all rows and work out nothing. Raises DataError where the headings cannot be read."""
    rows = rejected = 0
    missing: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    counted: dict[tuple[str, str, str], tuple[int, int]] = {}
    keys: dict[str, str] = {}
    unknown: dict[str, Stray] = {}
    for unit in units:
        headings = tables.read_headings(source.headings(unit), knowledge, unit.place, mapped)
        wanted = [n for n, column in enumerate(headings.columns) if column is not None]
        own = Headings(tuple(headings.columns[n] for n in wanted))
        unknown |= {stray.heading: stray for stray in headings.strays}
        keys |= {column.heading: column.key for column in own.columns if column}
        for batch in source.rows(unit, wanted):
            got = read(own, batch.cells, batch.size, knowledge)
            rows += batch.size + len(batch.broken)
            rejected += len(got.bad) + len(batch.broken)
            missing.update(got.missing)
            seen.update(dict.fromkeys((c.heading for c in own.columns if c), batch.size))
            for row, faults in sorted(got.bad.items()):
                for fault in faults:
                    _count(counted, (fault.place, fault.fault, fault.remedy), batch.first + row)
            for number, said in batch.broken:
                _count(counted, ("", said, ""), number)
    columns = tuple(
        ColumnChecked(heading, key, round(100 * (1 - missing[heading] / max(1, seen[heading])), 1))
        for heading, key in keys.items()
    )
    worst = sorted(counted.items(), key=lambda item: (-item[1][0], item[1][1], item[0]))
    shown = tuple(FaultsCounted(*what, *found) for what, found in worst[:MOST_SHOWN])
    return Checked(CHECK_FORMAT, rows, rejected, columns, tuple(unknown.values()), shown)


def strays(units: Sequence[source.Unit], knowledge: Knowledge, mapped: Mapping[str, str]) -> Sequence[Stray]:
    """The columns that name no fact, of the first table that can be read; whoever reads the others is told why not."""
    for unit in units:
        try:
            return tables.read_headings(source.headings(unit), knowledge, unit.place, mapped).strays
        except DataError:
            continue
    return ()


def _count(counted: dict[tuple[str, str, str], tuple[int, int]], what: tuple[str, str, str], row: int) -> None:
    rows, first = counted.get(what, (0, row))
    counted[what] = (rows + 1, first)
