"""The whole main line for many firms at once: facts, scores, fired rules and ranks, equal to `advice.reason` for each.

One kernel serves many batches and threads: nothing of a call stays in it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from toolbox.batch.columns_of_firms import Firms
from toolbox.batch.following import Following
from toolbox.batch.ranking import Ranked, Ranking
from toolbox.batch.scores import Scores, Scoring
from toolbox.batch.serving import Served, Serving
from toolbox.conditions.bits import Bits, unpacked
from toolbox.conditions.columns import Bitwise, Coded, Column, Rules
from toolbox.conditions.normal import negated
from toolbox.conditions.tree import Any, Tree
from toolbox.knowledge.model import Knowledge


class Advised(NamedTuple):
    """Every stage for some firms. facts: told, followed and derived. fired: a row of bits a rule of `Kernel.rules`.

    served: by service of `Kernel.serving`.
    """

    rows: int
    facts: Mapping[str, Column]
    scores: Scores
    fired: Bits
    ranked: Ranked
    served: Served


class Kernel:
    """The rules, scores and ranks of a knowledge, compiled for columns.

    rules: ids of the recommend and hold rules, in the order of their bits. tools: ids, by their places.
    """

    def __init__(self, knowledge: Knowledge, today: dt.date) -> None:
        """Raises TooWide, TooMany or Beyond where the knowledge is beyond what columns hold."""
        self.knowledge, self.today = knowledge, today
        derive = {id_: rule for id_, rule in knowledge.rules.items() if rule.kind == "derive"}
        self._conclusions: dict[str, list[str]] = {}
        for id_, rule in derive.items():
            self._conclusions.setdefault(rule.targets[0], []).append(id_)
        self._following = Following(knowledge, today)
        self._scoring = Scoring(knowledge)
        self._derive = Rules(_with_opposites({id_: rule.when for id_, rule in derive.items()}, self._conclusions))
        self._advise = Rules({id_: rule.when for id_, rule in sorted(knowledge.rules.items()) if rule.kind != "derive"})
        self.rules = self._advise.ids
        self.dimensions, self.stages = self._scoring.dimensions, self._scoring.stages
        self._ranking = Ranking(knowledge, self.rules, self.dimensions)
        self.tools = self._ranking.ids
        self.serving = Serving(knowledge, self.tools)

    def advise(self, firms: Firms) -> Advised:
        """The main line for these firms."""
        columns = self._following.facts(firms)
        scores = self._scoring.scores(columns, firms.rows)
        columns |= self._scoring.facts(scores)
        bitwise = Bitwise(columns, firms.rows)
        self._conclude(columns, firms.rows, bitwise)
        fired = self._advise.fired(columns, firms.rows, bitwise)
        ranked = self._ranking.ranked(fired, bitwise, scores)
        served = self.serving.served(columns, firms.rows, bitwise, ranked.first)
        return Advised(firms.rows, columns, scores, fired, ranked, served)

    def _conclude(self, columns: dict[str, Column], rows: int, bitwise: Bitwise) -> None:
        """Add what the derive rules conclude: yes where one holds, no where surely none does."""
        bits = dict(zip(self._derive.ids, self._derive.fired(columns, rows, bitwise), strict=True))
        for fact, rules in self._conclusions.items():
            yes = np.bitwise_or.reduce([bits[rule] for rule in rules])
            codes = unpacked(yes, rows) * np.uint8(2) + unpacked(bits[_opposite(fact)] & ~yes, rows)
            columns[fact] = Coded(codes.astype(np.uint8), (None, False, True))


def _with_opposites(rules: dict[str, Tree], conclusions: Mapping[str, list[str]]) -> dict[str, Tree]:
    opposites = {_opposite(fact): negated(Any(tuple(rules[r] for r in ids))) for fact, ids in conclusions.items()}
    return rules | opposites


def _opposite(fact: str) -> str:
    return f"not {fact}"
