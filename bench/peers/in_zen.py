"""zen-engine: a decision graph of one expression node, an expression a rule, evaluated for each firm."""

from __future__ import annotations

import json
from importlib.metadata import version
from typing import Any

import numpy as np
import numpy.typing as npt
import zen

from bench.peers.by_words import Words
from bench.peers.material import Material


def made(material: Material, firms: int) -> _Zen:
    return _Zen(material, firms)


class _Zen:
    version = version("zen-engine")

    def __init__(self, material: Material, firms: int) -> None:
        self.said = tuple(material.rules)
        expressions = [
            {"id": f"e{number}", "key": f"r{number}", "value": Words().said(tree)}
            for number, tree in enumerate(material.rules.values())
        ]
        content = {
            "nodes": [
                {"id": "in", "name": "in", "type": "inputNode", "content": {}},
                {"id": "rules", "name": "rules", "type": "expressionNode", "content": {"expressions": expressions}},
                {"id": "out", "name": "out", "type": "outputNode", "content": {}},
            ],
            "edges": [
                {"id": "a", "sourceId": "in", "targetId": "rules", "type": "edge"},
                {"id": "b", "sourceId": "rules", "targetId": "out", "type": "edge"},
            ],
        }
        self._decision = zen.ZenEngine().create_decision(json.dumps(content))
        self._firms = material.firms(firms)

    def fire(self) -> list[dict[str, Any]]:
        return [self._decision.evaluate(firm)["result"] for firm in self._firms]

    def answers(self, fired: list[dict[str, Any]]) -> npt.NDArray[np.bool_]:
        return np.array([[firm[f"r{number}"] for firm in fired] for number in range(len(self.said))], np.bool_)
