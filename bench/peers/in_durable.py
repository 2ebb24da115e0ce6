"""durable_rules as menkan uses it: `toolbox.conditions.durable`, with its shards, flags and short sessions."""

from __future__ import annotations

from importlib.metadata import version

import numpy as np
import numpy.typing as npt

from bench.peers.material import Material
from toolbox.conditions.durable import Rules
from toolbox.conditions.values import Members, Value, exactly, only


def made(material: Material, firms: int) -> _Durable:
    return _Durable(material, firms)


class _Durable:
    version = version("durable-rules")

    def __init__(self, material: Material, firms: int) -> None:
        self.said = tuple(material.rules)
        self._rules = Rules(material.rules)
        self._firms = [{n: _value(told) for n, told in firm.items()} for firm in material.firms(firms)]

    def fire(self) -> list[frozenset[str]]:
        return [self._rules.fired(firm) for firm in self._firms]

    def answers(self, fired: list[frozenset[str]]) -> npt.NDArray[np.bool_]:
        return np.array([[id_ in firm for firm in fired] for id_ in self.said], np.bool_)


def _value(told: object) -> Value:
    match told:
        case bool():
            return told
        case int():
            return exactly(told)
        case str():
            return only(told)
        case list():
            return Members(frozenset(told))
    raise TypeError(told)
