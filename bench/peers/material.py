"""What every engine is given: rules in normal form, firms as plain columns and as plain objects, and the answers.

Read by engines that live in an environment of their own, so that only numpy and the trees may be imported here.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any as Json
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from toolbox.conditions.tree import Has, Tree, from_plain, leaves, to_plain


class Kind(NamedTuple):
    """type: of the fact. members: of a choice or a set, those that stand for codes in this order."""

    type: str
    members: tuple[str, ...]


class Material(NamedTuple):
    """rules: conditions in normal form by id. facts: those that the rules read.

    columns: for each fact an array over all firms: truths, places of members, or numbers in stored units; for a set an
    array of truths for each member that a rule tests, called `fact member`. answers: a row a rule, a column a firm.
    """

    rules: Mapping[str, Tree]
    facts: Mapping[str, Kind]
    columns: Mapping[str, npt.NDArray[np.generic]]
    answers: npt.NDArray[np.bool_]

    @property
    def rows(self) -> int:
        """How many firms there are."""
        return self.answers.shape[1]

    def firms(self, count: int) -> list[dict[str, Json]]:
        """The first firms as plain objects: truths, words, whole numbers, lists of the tested members."""
        told: dict[str, list[Json]] = {}
        for name, kind in self.facts.items():
            if kind.type == "set":
                lists = [[] for _ in range(count)]
                for member in tested(self.rules, name):
                    for row in np.flatnonzero(self.columns[truth_of(name, member)][:count]).tolist():
                        lists[row].append(member)
                told[name] = lists
            elif kind.type == "choice":
                told[name] = [kind.members[place] for place in self.columns[name][:count].tolist()]
            else:
                told[name] = self.columns[name][:count].tolist()
        return [dict(zip(told, values, strict=True)) for values in zip(*told.values(), strict=True)]

    def write(self, folder: Path) -> None:
        """Keep it for other processes."""
        plain = {
            "rules": {id_: to_plain(tree) for id_, tree in self.rules.items()},
            "facts": {name: [kind.type, list(kind.members)] for name, kind in self.facts.items()},
            "columns": list(self.columns),
        }
        (folder / "material.json").write_text(json.dumps(plain), encoding="utf-8")
        arrays = {f"c{number}": column for number, column in enumerate(self.columns.values())}
        np.savez(folder / "columns.npz", answers=self.answers, **arrays)


def read(folder: Path) -> Material:
    """What `write` kept."""
    plain = json.loads((folder / "material.json").read_text(encoding="utf-8"))
    with np.load(folder / "columns.npz") as arrays:
        columns = {name: arrays[f"c{number}"] for number, name in enumerate(plain["columns"])}
        answers = arrays["answers"]
    rules = {id_: from_plain(tree) for id_, tree in plain["rules"].items()}
    facts = {name: Kind(type_, tuple(members)) for name, (type_, members) in plain["facts"].items()}
    return Material(rules, facts, columns, answers)


def truth_of(fact: str, member: str) -> str:
    """The column of a member of a set."""
    return f"{fact} {member}"


def tested(rules: Mapping[str, Tree], fact: str) -> list[str]:
    """The members of a set that some rule tests."""
    return sorted({test.member for tree in rules.values() for test in leaves(tree) if _of(test, fact)})


def _of(test: Tree, fact: str) -> bool:
    return isinstance(test, Has) and test.fact == fact
