"""durable_rules as its manual has it: rules on the firm's own fields, and `assert_fact` for each firm by its Host.

Twelve rules a ruleset, because more tests than 63 true at once are an error. One more always fires, because a session
in which nothing fired cannot be deleted, and more than 1,024 are too many. It has no membership test: a member of a
set is a field of its own, one of several members an OR.
"""

from __future__ import annotations

from importlib.metadata import version
from typing import Any as Json

import numpy as np
import numpy.typing as npt
from durable.engine import Host

from bench.peers.material import Material, truth_of
from toolbox.conditions.tree import All, Any, Has, Is, Not, OneOf, Tree, Within, leaves

_RULES = 12  # a ruleset
_ALWAYS = "always"
_GROUPS = 15  # more and/or groups in a rule are an error


def made(material: Material, firms: int) -> _Facts:
    return _Facts(material, firms)


class _Facts:
    version = version("durable-rules")

    def __init__(self, material: Material, firms: int) -> None:
        said = {id_: _test(tree, material) for id_, tree in material.rules.items()}
        said = {id_: test for id_, test in said.items() if _groups(test) <= _GROUPS}
        self.said = tuple(said)
        self._fired: set[str] = set()
        self._host = Host()
        self._rulesets: list[str] = []
        self._sent: list[list[dict[str, Json]]] = []
        columns = {name: column[:firms].tolist() for name, column in material.columns.items()}
        for name, kind in material.facts.items():
            if kind.type == "choice":
                columns[name] = [kind.members[place] for place in columns[name]]
        for number, start in enumerate(range(0, len(self.said), _RULES)):
            ids = self.said[start : start + _RULES]
            read = sorted({_field(leaf) for id_ in ids for leaf in leaves(material.rules[id_])})
            rules: dict[str, Json] = {_ALWAYS: {"all": [{"m": {_ALWAYS: True}}], "run": self._action(_ALWAYS)}}
            rules |= {id_: {"all": [{"m": said[id_]}], "run": self._action(id_)} for id_ in ids}
            self._host.set_rulesets({f"peers{number}": rules})
            self._rulesets.append(f"peers{number}")
            self._sent.append([{_plain(f): columns[f][row] for f in read} for row in range(firms)])
        self._count = firms
        self._round = 0

    def fire(self) -> list[frozenset[str]]:
        self._round += 1
        found = []
        for row in range(self._count):
            self._fired.clear()
            session = f"{self._round}.{row}"
            for ruleset, firms in zip(self._rulesets, self._sent, strict=True):
                self._host.assert_fact(ruleset, {"id": 1, "sid": session, _ALWAYS: True, **firms[row]})
                self._host.delete_state(ruleset, session)
            found.append(frozenset(self._fired - {_ALWAYS}))
        return found

    def answers(self, fired: list[frozenset[str]]) -> npt.NDArray[np.bool_]:
        return np.array([[id_ in firm for firm in fired] for id_ in self.said], np.bool_)

    def _action(self, id_: str) -> Json:
        def run(_context: Json) -> None:
            self._fired.add(id_)

        return run


def _test(tree: Tree, material: Material) -> dict[str, Json]:
    match tree:
        case All(parts):
            return {"$and": [_test(part, material) for part in parts]}
        case Any(parts):
            return {"$or": [_test(part, material) for part in parts]}
        case Is(fact, answer):
            return {_plain(fact): answer}
        case Has(fact, member):
            return {_plain(truth_of(fact, member)): True}
        case Not(Has(fact, member)):
            return {_plain(truth_of(fact, member)): False}
        case OneOf(fact, members):
            return {"$or": [{_plain(fact): member} for member in members]}
        case Not(OneOf(fact, members)):
            others = [member for member in material.facts[fact].members if member not in members]
            return {"$or": [{_plain(fact): member} for member in others]}
        case Within(fact, low, high):
            bounds = [{"$gte": {_plain(fact): low}}] if low is not None else []
            bounds += [{"$lte": {_plain(fact): high}}] if high is not None else []
            return bounds[0] if len(bounds) == 1 else {"$and": bounds}
    raise TypeError(tree)


def _field(leaf: Tree) -> str:
    assert isinstance(leaf, Is | OneOf | Has | Within)
    return truth_of(leaf.fact, leaf.member) if isinstance(leaf, Has) else leaf.fact


def _plain(column: str) -> str:
    return column.replace(" ", "__")


def _groups(test: dict[str, Json]) -> int:
    parts = test.get("$and") or test.get("$or")
    return 1 + sum(map(_groups, parts)) if parts else 0
