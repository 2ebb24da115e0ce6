"""Many firms at once are advised as each of them alone: every fact, score, fired rule, rank, step and hold."""

from __future__ import annotations

import datetime as dt
import random

import numpy as np
import pytest

from tests.batch.comparing import differences, generated, tellable
from tests.interview.worlds import value, world
from toolbox import graph
from toolbox.batch.columns_of_firms import of_profiles, profile_of
from toolbox.batch.kernel import Kernel
from toolbox.batch.plans import TooMany
from toolbox.inference import Inference
from toolbox.knowledge.model import Knowledge, Tool
from toolbox.profile import Profile

FIRMS_A_SEED = 300
WORLDS, FIRMS_A_WORLD = 20, 40


@pytest.fixture(scope="module")
def kernel(knowledge: Knowledge, today: dt.date) -> Kernel:
    return Kernel(knowledge, today)


@pytest.mark.parametrize("seed", range(5))
def test_every_firm_is_advised_as_if_it_were_alone(
    seed: int, knowledge: Knowledge, inference: Inference, kernel: Kernel, today: dt.date
) -> None:
    assert differences(knowledge, inference, kernel, generated(knowledge, seed, FIRMS_A_SEED), today) == []


@pytest.mark.parametrize("seed", range(WORLDS))
def test_so_it_is_under_made_up_rules_needs_and_rivals(seed: int, knowledge: Knowledge, today: dt.date) -> None:
    rng = random.Random(seed)
    known = tangled(world(knowledge, rng), rng)
    asked = [name for name, fact in known.vocabulary.items() if fact.worked_out is None and fact.only_for is None]
    firms = [
        {name: value(known.vocabulary[name], rng) for name in asked if rng.random() < 0.8} for _ in range(FIRMS_A_WORLD)
    ]
    profiles = list(tellable(known, firms, rng))
    assert differences(known, Inference(known, "verdict"), Kernel(known, today), profiles, today) == []


def tangled(known: Knowledge, rng: random.Random) -> Knowledge:
    """The same tools, many of which need, exclude or replace each other, and all of which rank much alike."""
    wanted = sorted({tool for rule in known.rules.values() if rule.kind != "derive" for tool in rule.targets})
    tools: dict[str, Tool] = dict(known.tools)
    first = tools[wanted[0]]
    for place, id_ in enumerate(wanted):
        before, others = wanted[:place], [other for other in wanted if other != id_]
        alike = {"effort": first.effort, "cost": first.cost, "scenarios": first.scenarios}
        tools[id_] = tools[id_]._replace(
            needs=tuple(rng.sample(before, min(len(before), rng.choice((0, 0, 1, 2))))),
            conflicts=tuple(rng.sample(others, rng.choice((0, 0, 1)))),
            replaces=tuple(rng.sample(others, rng.choice((0, 0, 0, 1)))),
            **(alike if rng.random() < 0.7 else {}),
        )
    return known._replace(tools=tools, prerequisites=graph.prerequisites({id_: t.needs for id_, t in tools.items()}))


def test_firms_that_tell_nothing_or_are_none_are_advised_too(kernel: Kernel, knowledge: Knowledge) -> None:
    assert kernel.advise(of_profiles([], knowledge)).rows == 0
    advised = kernel.advise(of_profiles([Profile()] * 3, knowledge))
    assert (advised.ranked.best < 0).all() == (advised.ranked.free == 0).all()
    assert (advised.scores.total_high == 1_000_000).all()


def test_the_order_of_firms_and_the_size_of_batches_change_nothing(kernel: Kernel, knowledge: Knowledge) -> None:
    profiles = generated(knowledge, 77, 150)
    together = kernel.advise(of_profiles(profiles, knowledge)).ranked
    apart = [
        kernel.advise(of_profiles(part, knowledge)).ranked for part in (profiles[:1], profiles[1:70], profiles[70:])
    ]
    for name in ("best", "points", "first", "wanted", "free"):
        assert np.array_equal(getattr(together, name), np.concatenate([getattr(part, name) for part in apart]))


def test_columns_of_profiles_give_the_profiles_back(knowledge: Knowledge) -> None:
    profiles = generated(knowledge, 3, 60)
    firms = of_profiles(profiles, knowledge)
    assert [profile_of(firms, row) for row in range(len(profiles))] == profiles


def test_ranks_that_would_overflow_are_refused_when_compiled(knowledge: Knowledge, today: dt.date) -> None:
    strengths = {name: strength._replace(points=10**6) for name, strength in knowledge.strengths.items()}
    with pytest.raises(TooMany):
        Kernel(knowledge._replace(strengths=strengths), today)
