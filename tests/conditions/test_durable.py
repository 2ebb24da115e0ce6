"""durable_rules within its bounds, its failures, and what takes over."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conditions.small import facts, trees
from tests.generated import Firms
from toolbox.conditions import durable
from toolbox.conditions.durable import LARGEST_NUMBER, MOST_TESTS, EngineFailed, Rules, TooWide, check
from toolbox.conditions.tree import All, Any, Has, Is, Not, OneOf, Tree, Within
from toolbox.conditions.values import Facts, Members, Span, Value, exactly, only
from toolbox.conditions.verdict import judge
from toolbox.facts import Gathered
from toolbox.inference import Inference, VerdictRules
from toolbox.knowledge.model import Knowledge

pytestmark = pytest.mark.skipif(not durable.available(), reason="durable_rules is not installed")

X = Is("x", True)


def _tests(count: int) -> tuple[Is, ...]:
    return tuple(Is(f"f{number}", True) for number in range(count))


# --- bounds


@pytest.mark.parametrize(
    ("widest", "too_wide", "bound"),
    [
        (All(_tests(32)), All(_tests(33)), "33 tests"),
        (Any(_tests(32)), Any(_tests(33)), "33 tests"),
        (
            Any(tuple(All(_tests(n)[-2:]) for n in range(2, 15))),
            Any(tuple(All(_tests(n)[-2:]) for n in range(2, 16))),
            "15 nested groups",
        ),
        (
            All((*(Within(f"n{number}", 1, 2) for number in range(13)), X)),
            All((*(Within(f"n{number}", 1, 2) for number in range(14)), X)),
            "15 nested groups",
        ),
        (
            All(tuple(Any((Is(f"a{n}", True), Is(f"b{n}", True))) for n in range(6))),
            All(tuple(Any((Is(f"a{n}", True), Is(f"b{n}", True))) for n in range(7))),
            "128 ways to come true",
        ),
    ],
)
def test_each_bound_is_said_and_what_is_just_within_it_fires(widest: Tree, too_wide: Tree, bound: str) -> None:
    with pytest.raises(TooWide, match=bound):
        check(too_wide)
    check(widest)
    everything: dict[str, Value] = {
        name: True for letter in "fabx" for name in (letter, *(f"{letter}{n}" for n in range(40)))
    }
    everything |= {f"n{number}": exactly(1) for number in range(20)}
    assert Rules({"widest": widest}).fired(everything) == {"widest"}


@pytest.mark.parametrize("bound", [LARGEST_NUMBER, -LARGEST_NUMBER, 2**60])
def test_a_number_that_the_engine_would_round_is_refused(bound: int) -> None:
    for leaf in (Within("n", bound, None), Within("n", None, bound)):
        with pytest.raises(TooWide, match="no longer exact"):
            check(leaf)


def test_more_tests_than_have_distinct_fields_are_refused() -> None:
    rules = {str(n): All(tuple(Is(f"f{n} {m}", True) for m in range(30))) for n in range(MOST_TESTS // 30 + 1)}
    with pytest.raises(TooWide, match="different tests"):
        Rules(rules)


def test_no_two_fields_look_the_same_to_the_engine() -> None:
    """It knows fields by the FNV-1a hash of their names, 32 bits of it."""

    def fnv(name: str) -> int:
        value = 2166136261
        for byte in name.encode():
            value = ((value ^ byte) * 16777619) & 0xFFFFFFFF
        return value

    names = ["id", "sid", "guard_", "$s", *(f"t{n}{end}" for n in range(MOST_TESTS) for end in ("", "low", "high"))]
    assert len({fnv(name) for name in names}) == len(names)


# --- meaning


@settings(max_examples=60)
@given(st.lists(trees, min_size=1, max_size=30), st.lists(facts, min_size=1, max_size=5))
def test_a_rule_fires_exactly_where_the_verdict_is_yes(conditions: list[Tree], firms: list[Facts]) -> None:
    rules = {str(number): tree for number, tree in enumerate(conditions) if _fits(tree)}
    engine = Rules(rules)
    for firm in firms:
        assert engine.fired(firm) == {id_ for id_, tree in rules.items() if judge(tree, firm) is True}


def _fits(tree: Tree) -> bool:
    try:
        check(tree)
    except TooWide:
        return False
    return True


@pytest.mark.parametrize("low", [-(2**60), -LARGEST_NUMBER, -1, 0, 1, LARGEST_NUMBER - 1, LARGEST_NUMBER, 2**60])
@pytest.mark.parametrize("bound", [1 - LARGEST_NUMBER, -1, 0, 1, LARGEST_NUMBER - 1])
def test_numbers_are_compared_exactly_to_the_ends_of_the_range(low: int, bound: int) -> None:
    rules: dict[str, Tree] = {
        "from": Within("n", bound, None),
        "to": Within("n", None, bound),
        "at": Within("n", bound, bound),
    }
    engine, specification = Rules(rules), VerdictRules(rules)
    for value in (exactly(low), Span(low, low + 1), Span(low - 1, low), Span(low, 2**61)):
        assert engine.fired({"n": value}) == specification.fired({"n": value})


def test_names_and_members_may_hold_anything() -> None:
    odd = (
        "id",
        "sid",
        "$and",
        "t0",
        "guard_",
        "a__b",
        "中文",
        'quo"te',
        "back\\slash",
        "nul\0",
        "x" * 70_000,
        "{}",
        "\n",
    )
    rules: dict[str, Tree] = {}
    firm: dict[str, Value] = {}
    for name in odd:
        rules |= {f"set {name}": Has(f"set {name}", name), f"choice {name}": OneOf(f"choice {name}", (name, "other"))}
        rules[f"truth {name}"] = Is(name, True)
        firm |= {f"set {name}": Members(frozenset((name,))), f"choice {name}": only(name), name: True}
    engine = Rules(rules)
    assert engine.fired(firm) == set(rules)
    assert engine.fired({}) == frozenset()
    assert engine.fired(dict.fromkeys(odd, False)) == frozenset()


def test_an_or_whose_branches_all_hold_fires_once() -> None:
    assert Rules({"or": Any(_tests(20))}).fired(dict.fromkeys((f"f{n}" for n in range(20)), True)) == {"or"}


def test_empty_conditions_mean_what_the_verdict_says() -> None:
    rules: dict[str, Tree] = {"always": All(()), "never": Any(()), "not never": Not(Any(())), "x": X}
    assert Rules(rules).fired({}) == VerdictRules(rules).fired({}) == {"always", "not never"}


def test_no_rules_fire_nothing() -> None:
    assert Rules({}).fired({"x": True}) == frozenset()


@pytest.mark.parametrize("count", [1, 12, 13, 96, 97, 500])
def test_rules_beyond_one_shard_and_one_ruleset_all_fire(count: int) -> None:
    rules: dict[str, Tree] = {str(n): All((X, Within("n", n, None), Not(Has("s", f"m{n}")))) for n in range(count)}
    engine = Rules(rules)
    assert engine.fired({"x": True, "n": exactly(count), "s": Members(frozenset())}) == set(rules)
    assert engine.fired({"x": True, "n": exactly(count), "s": Members(frozenset(("m0",)))}) == set(rules) - {"0"}
    assert engine.fired({"x": True, "n": Span(0, count), "s": Members(frozenset())}) == {"0"}


def test_every_test_of_full_shards_may_hold_at_once() -> None:
    """Over 63 tests true at once overflow the engine's stack; shards keep below it."""
    either = [Any(tuple(Is(f"f{n} {m}", True) for m in range(24))) for n in range(40)]
    rules: dict[str, Tree] = {str(n): tree for n, tree in enumerate(either)}
    firm = {f"f{n} {m}": True for n in range(40) for m in range(24)}
    assert Rules(rules).fired(firm) == set(rules)


@pytest.mark.parametrize("value", [exactly(1), only("a"), Members(frozenset())])
def test_a_value_of_the_wrong_kind_is_a_bug_and_no_verdict(value: Value) -> None:
    with pytest.raises(TypeError, match="cannot read"):
        Rules({"x": X}).fired({"x": value})


# --- many firms


def test_a_firm_is_not_influenced_by_the_one_before(knowledge: Knowledge) -> None:
    rules = {id_: rule.when for id_, rule in knowledge.rules.items()}
    firms = list(Firms(knowledge.vocabulary, list(rules.values()), seed=2).draw(12))
    used = Rules(rules)
    for first in firms[:4]:
        for second in firms:
            used.fired(first)
            assert used.fired(second) == Rules(rules).fired(second)


def test_two_sets_of_rules_live_side_by_side() -> None:
    one, other = Rules({"rule": X}), Rules({"rule": Is("x", False)})
    for firm in ({"x": True}, {"x": False}) * 3:
        assert one.fired(firm) == ({"rule"} if firm["x"] else frozenset())
        assert other.fired(firm) == (frozenset() if firm["x"] else {"rule"})


def test_threads_that_share_the_rules_agree(knowledge: Knowledge) -> None:
    rules = {id_: rule.when for id_, rule in knowledge.rules.items()}
    firms = list(Firms(knowledge.vocabulary, list(rules.values()), seed=3).draw(150))
    engine = Rules(rules)
    with ThreadPoolExecutor(8) as pool:
        fired = list(pool.map(engine.fired, firms * 3))
    assert fired == [VerdictRules(rules).fired(firm) for firm in firms] * 3


def test_rules_that_are_dropped_give_their_memory_back() -> None:
    """The engine frees a ruleset only when told; a service that reloads its knowledge would grow for ever."""
    resource = pytest.importorskip("resource")
    rules: dict[str, Tree] = {str(n): All((X, Within("n", n, None))) for n in range(300)}

    def peak_after(rounds: int) -> int:
        for _ in range(rounds):
            Rules(rules).fired({"x": True})
        return int(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)

    before = peak_after(20)
    assert peak_after(40) - before < 40 * 1024  # unmended, it would be 40 times about 6 MB


# --- failures

BEYOND = {
    "compiling": All(tuple(Any((Is("x", True), Is(f"f{n}", True))) for n in range(16))),  # error 113
    "firing": Any(_tests(70)),  # error 303, once all of them hold
}


@pytest.mark.parametrize("tree", BEYOND.values(), ids=BEYOND)
def test_an_engine_that_fails_says_so(tree: Tree) -> None:
    engine = Rules({"beyond": tree, "x": X})
    firm = dict.fromkeys(("x", *(f"f{n}" for n in range(70))), True)
    for _ in range(3):
        with pytest.raises(EngineFailed, match="error code"):
            engine.fired(firm)


def test_a_session_that_failed_leaves_nothing_behind() -> None:
    engine = Rules({"beyond": BEYOND["firing"]})
    with pytest.raises(EngineFailed):
        engine.fired(dict.fromkeys((f"f{n}" for n in range(70)), True))
    assert engine.fired({"f3": True}) == {"beyond"}
    assert engine.fired({}) == frozenset()


@pytest.mark.parametrize("tree", BEYOND.values(), ids=BEYOND)
def test_the_verdict_takes_over_from_an_engine_that_fails(knowledge: Knowledge, tree: Tree) -> None:
    one = next(rule for rule in knowledge.rules.values() if rule.kind == "recommend")
    beyond = knowledge._replace(rules={**knowledge.rules, one.id: one._replace(when=tree)})
    inference = Inference(beyond, "durable")
    firm = dict.fromkeys(("x", *(f"f{n}" for n in range(70))), True)
    inferred = inference.infer(Gathered({**firm, "staff": exactly(3)}, {}))
    assert inferred.engine == inference.engine == "verdict"
    assert one.id in inferred.fired
    assert inferred.facts.values["tiny_firm"] is True


def test_the_verdict_takes_over_where_the_engine_cannot_be_imported() -> None:
    program = """
import sys
sys.modules["durable_rules_engine"] = None  # as if it had never been built
from toolbox.conditions import durable
from toolbox.conditions.values import exactly
from toolbox.facts import Gathered
from toolbox.inference import Inference
from toolbox.knowledge import load

inferred = Inference(load()).infer(Gathered({"staff": exactly(3)}, {}))
print(durable.available(), inferred.engine, inferred.facts.values["tiny_firm"])
"""
    path = os.pathsep.join((str(Path(__file__).parents[2]), *sys.path))
    run = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert run.stdout.split() == ["False", "verdict", "True"], run.stderr
