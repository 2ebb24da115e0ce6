"""Firms for all engines alike, drawn where the rules are about to turn, and what the columns answer."""

from __future__ import annotations

import time
from typing import Any, NamedTuple

import numpy as np

from bench.peers.material import Kind, Material, tested, truth_of
from tests.turning import Turning, columns_of, truths_of
from toolbox.conditions.columns import Column, Rules
from toolbox.conditions.normal import normalised
from toolbox.conditions.tree import facts_in
from toolbox.conditions.values import Among, Members, Span
from toolbox.knowledge import Knowledge

ROUNDS = 3  # the best of them counts


class Ours(NamedTuple):
    """columns: the same firms as ours. taken: what the measure of the columns came to."""

    material: Material
    taken: dict[str, Any]


def drawn(knowledge: Knowledge, firms: int, seed: int) -> Ours:
    """So many firms that told everything, with the answers and the processor seconds of our columns."""
    rules = {id_: normalised(rule.when) for id_, rule in knowledge.rules.items()}
    facts = sorted({fact for tree in rules.values() for fact in facts_in(tree)})
    vocabulary = {name: knowledge.vocabulary[name] for name in facts}
    places = Turning(vocabulary, list(rules.values()), seed, exact=True).draw(firms)
    plain: dict[str, np.ndarray] = {}
    for name in facts:
        pool = places.pools[name][:-1]
        own = places.places[name]
        if vocabulary[name].type == "set":
            for member in tested(rules, name):
                has = np.array([isinstance(value, Members) and member in value.has for value in pool], np.bool_)
                plain[truth_of(name, member)] = has[own]
        else:
            order = list(vocabulary[name].members)
            plain[name] = np.array([_plain(value, order) for value in pool])[own]
    kinds = {name: Kind(fact.type, tuple(fact.members)) for name, fact in vocabulary.items()}
    answers, taken = _measured(Rules(rules), columns_of(places, vocabulary), firms)
    return Ours(Material(rules, kinds, plain, answers), taken)


def _plain(value: object, order: list[str]) -> bool | int:
    match value:
        case bool():
            return value
        case Among(members):
            (member,) = members
            return order.index(member)
        case Span(low):
            return low
    raise TypeError(value)


def _measured(rules: Rules, columns: dict[str, Column], firms: int) -> tuple[np.ndarray, dict[str, Any]]:
    bits = rules.fired(columns, firms)
    best: tuple[float, float] | None = None
    for _ in range(ROUNDS):
        wall, cpu = time.monotonic(), time.process_time()
        rules.fired(columns, firms)
        took = (time.process_time() - cpu, time.monotonic() - wall)
        best = min(best, took) if best else took
    assert best
    answers = truths_of(bits, firms)
    taken = {"version": f"numpy {np.__version__}", "said": len(rules.ids), "firms": firms, "differences": 0}
    return answers, taken | {"cpu": best[0], "wall": best[1]}
