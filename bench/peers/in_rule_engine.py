"""rule-engine: a text a rule, parsed once, matched against each firm."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import rule_engine

from bench.peers.by_words import Words
from bench.peers.material import Material


def made(material: Material, firms: int) -> _RuleEngine:
    return _RuleEngine(material, firms)


class _RuleEngine:
    version = rule_engine.__version__

    def __init__(self, material: Material, firms: int) -> None:
        self.said = tuple(material.rules)
        self._rules = [rule_engine.Rule(Words().said(tree)) for tree in material.rules.values()]
        self._firms = material.firms(firms)

    def fire(self) -> list[list[bool]]:
        return [[rule.matches(firm) for rule in self._rules] for firm in self._firms]

    def answers(self, fired: list[list[bool]]) -> npt.NDArray[np.bool_]:
        return np.array(fired, np.bool_).T
