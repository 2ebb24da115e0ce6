"""DuckDB: one SELECT with a column a rule, over a table of plain columns, a truth for each member of a set."""

from __future__ import annotations

from typing import Any as Json

import duckdb
import numpy as np
import numpy.typing as npt

from bench.peers.in_polars import frame
from bench.peers.material import Material, truth_of
from toolbox.conditions.tree import All, Any, Has, Is, Not, OneOf, Tree, Within

_ROW = "row_"


def made(material: Material, firms: int) -> _DuckDB:
    return _DuckDB(material, firms)


class _DuckDB:
    version = duckdb.__version__

    def __init__(self, material: Material, firms: int) -> None:
        self.said = tuple(material.rules)
        self._database = duckdb.connect()
        given = frame(material, firms).with_row_index(_ROW)
        self._database.register("given", given.to_arrow())
        self._database.execute("create table firms as from given")  # its own columns, as compact as it keeps them
        columns = ", ".join(f"{_sql(tree)} as r{number}" for number, tree in enumerate(material.rules.values()))
        self._query = f"select {_ROW}, {columns} from firms"

    def fire(self) -> dict[str, Json]:
        return self._database.execute(self._query).fetchnumpy()

    def answers(self, fired: dict[str, Json]) -> npt.NDArray[np.bool_]:
        order = np.argsort(fired[_ROW])  # threads give their rows back as they come
        return np.array([np.asarray(fired[f"r{number}"])[order] for number in range(len(self.said))], np.bool_)


def _sql(tree: Tree) -> str:
    match tree:
        case All(parts):
            return f"({' and '.join(map(_sql, parts))})" if parts else "true"
        case Any(parts):
            return f"({' or '.join(map(_sql, parts))})" if parts else "false"
        case Not(part):
            return f"(not {_sql(part)})"
        case Is(fact, answer):
            return _name(fact) if answer else f"(not {_name(fact)})"
        case OneOf(fact, members):
            return f"({_name(fact)} in ({', '.join(map(_text, members))}))"
        case Has(fact, member):
            return _name(truth_of(fact, member))
        case Within(fact, low, high):
            tests = [f"{_name(fact)} >= {low}"] if low is not None else []
            tests += [f"{_name(fact)} <= {high}"] if high is not None else []
            return f"({' and '.join(tests)})" if tests else "true"
    raise TypeError(tree)


def _name(column: str) -> str:
    return '"' + column.replace('"', '""') + '"'


def _text(word: str) -> str:
    return "'" + word.replace("'", "''") + "'"
