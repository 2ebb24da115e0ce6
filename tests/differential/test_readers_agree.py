"""The readers of a condition agree, on generated firms and generated rules."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests.generated import Firms, condition, vocabulary
from toolbox.assessment import assess
from toolbox.conditions import durable
from toolbox.conditions.tree import Tree
from toolbox.facts import Gathered
from toolbox.inference import Inference, VerdictRules
from toolbox.knowledge.model import Knowledge
from toolbox.recommend import recommend
from toolbox.vocabulary import Fact

pytestmark = pytest.mark.skipif(not durable.available(), reason="durable_rules is not installed")

FIRMS_A_SEED = 1_300
RULE_SETS_A_SEED = 50
FIRMS_A_RULE_SET = 30


@pytest.fixture(scope="module")
def engine(knowledge: Knowledge) -> Inference:
    return Inference(knowledge, "durable")


@pytest.fixture(scope="module")
def specification(knowledge: Knowledge) -> Inference:
    return Inference(knowledge, "verdict")


@pytest.mark.parametrize("seed", range(8))
def test_durable_says_of_every_firm_what_the_verdict_says(
    seed: int, knowledge: Knowledge, engine: Inference, specification: Inference
) -> None:
    firms = Firms(knowledge.vocabulary, [rule.when for rule in knowledge.every_rule().values()], seed)
    ever_fired: set[str] = set()
    for firm in firms.draw(FIRMS_A_SEED):
        ours, theirs = engine.infer(Gathered(firm, {})), specification.infer(Gathered(firm, {}))
        assert ours.facts == theirs.facts, firm
        assert ours.fired == theirs.fired, firm
        assessed = assess(knowledge, firm)
        assert recommend(knowledge, assessed, ours) == recommend(knowledge, assessed, theirs), firm
        assert ours.offered == theirs.offered, firm
        ever_fired |= ours.fired | ours.offered
    assert (engine.engine, specification.engine) == ("durable", "verdict")
    advising = [rule for rule in knowledge.every_rule().values() if rule.kind != "derive"]
    assert len(ever_fired) > 0.9 * len(advising), "the firms do not reach the rules"


@pytest.mark.parametrize("seed", range(8))
def test_durable_fires_generated_rules_as_the_verdict_does(seed: int) -> None:
    draw = random.Random(seed)
    fired = 0
    for number in range(RULE_SETS_A_SEED):
        facts = vocabulary(draw)
        rules = dict(_rules(draw, facts))
        engine, specification = durable.Rules(rules), VerdictRules(rules)
        for firm in Firms(facts, list(rules.values()), seed * RULE_SETS_A_SEED + number).draw(FIRMS_A_RULE_SET):
            said = specification.fired(firm)
            assert engine.fired(firm) == said, (rules, firm)
            fired += len(said)
    assert fired > RULE_SETS_A_SEED * FIRMS_A_RULE_SET, "the firms do not reach the rules"


def _rules(draw: random.Random, facts: Mapping[str, Fact]) -> Iterator[tuple[str, Tree]]:
    """Up to 40 rules within the bounds of the engine."""
    for number in range(draw.randint(1, 40)):
        tree = condition(draw, facts)
        try:
            durable.check(tree)
        except durable.TooWide:
            continue
        yield f"rule {number}", tree


def test_freed_memory_is_never_read() -> None:
    """The same firms fire the same rules when the allocator overwrites whatever was freed or never written."""
    plain, perturbed = _digest_of_fired({}), _digest_of_fired({"MALLOC_PERTURB_": "165"})
    assert plain == perturbed
    assert int(plain.split()[0]) > 5_000


def _digest_of_fired(environment: Mapping[str, str]) -> str:
    root = Path(__file__).parents[2]
    run = subprocess.run(
        [sys.executable, "-c", _FIRE],
        env={**os.environ, "PYTHONPATH": os.pathsep.join((str(root), *sys.path)), **environment},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert run.returncode == 0, run.stderr
    return run.stdout


_FIRE = """
import hashlib
from tests.generated import Firms
from toolbox.facts import Gathered
from toolbox.inference import Inference
from toolbox.knowledge import load

knowledge = load()
inference = Inference(knowledge, "durable")
firms = Firms(knowledge.vocabulary, [rule.when for rule in knowledge.every_rule().values()], 7)
found = [inference.infer(Gathered(firm, {})) for firm in firms.draw(400)]
fired = [sorted(inferred.fired | inferred.offered) for inferred in found]
assert inference.engine == "durable"
print(sum(map(len, fired)), hashlib.sha256(repr(fired).encode()).hexdigest())
"""
