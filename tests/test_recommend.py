"""The rank as anyone can add it up, and what is held, set aside, added for others and put in order."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from tests.small import inferred, rule, small, tool
from toolbox.assessment import assess
from toolbox.conditions.tree import facts_in
from toolbox.conditions.values import Facts, Members
from toolbox.inference import Inferred
from toolbox.knowledge.model import Cost, Effort, Knowledge, Rule, Tool
from toolbox.recommend import POINT, Recommendations, rank, recommend, voice

FREE, OPEN = Cost("free", "estimate"), {"sells_online": True}


def _recommend(
    knowledge: Knowledge, tools: Iterable[Tool], rules: Iterable[Rule], said: Inferred | None = None
) -> Recommendations:
    """The recommendations when every rule fires."""
    rules = list(rules)
    own = small(knowledge, tools, rules)
    return recommend(own, assess(own, {}), said or inferred(each.id for each in rules))


def _order(recommendations: Recommendations) -> list[str]:
    return [step.tool for step in recommendations.steps]


# --- the rank ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("strengths", "points"), [(["useful"], 15), (["strong"], 30), (["must"], 60), (["must", "strong", "useful"], 105)]
)
def test_strengths_add_up(knowledge: Knowledge, strengths: list[str], points: int) -> None:
    rules = [rule(f"r{number}", "a", strength=strength) for number, strength in enumerate(strengths)]
    found = rank(knowledge, assess(knowledge, {}), {}, tool("a"), rules)
    assert found.strength == points * POINT


@pytest.mark.parametrize(
    ("band", "skills", "weeks", "points"),
    [
        ("free", "none", (0, 1), 25),
        ("low", "none", (0, 1), 23),
        ("modest", "basic", (1, 4), 16),
        ("middle", "it", (4, 12), 9),
        ("middle", "it", (4, 13), 7),
        ("very_high", "specialist", (16, 52), 0),
    ],
)
def test_ease_is_two_for_a_band_three_for_a_skill_two_for_speed(
    knowledge: Knowledge, band: str, skills: str, weeks: tuple[int, int], points: int
) -> None:
    easy = tool("a", cost=Cost(band, "estimate"), effort=Effort(weeks, (1, 2), skills))
    assert rank(knowledge, assess(knowledge, {}), {}, easy, []).ease == points * POINT


def test_need_is_half_while_nothing_is_answered(knowledge: Knowledge) -> None:
    for scenario in ("all", *knowledge.scenarios):
        found = rank(knowledge, assess(knowledge, {}), {}, tool("a", scenarios=(scenario,)), [])
        assert found.need == 15 * POINT


def test_need_is_the_missing_share_of_the_scenario(knowledge: Knowledge) -> None:
    """R&D answered 20 + 30 of 100: half is missing, so 15 points; one more yes of 25 leaves 7.5."""
    answers: dict[str, bool] = {"modelling_tools": True, "process_planned_digitally": False}
    answers |= {"design_work_managed": False, "design_faster": True}
    scores = [rank(knowledge, assess(knowledge, facts), {}, tool("a", scenarios=("rnd",)), []).need for facts in
              (answers, answers | {"design_work_managed": True})]  # fmt: skip
    assert scores == [15 * POINT, 750]


def test_need_joins_the_dimensions_of_a_scenario_by_weight(knowledge: Knowledge) -> None:
    """Marketing 30 to 100 of 100 and after-sales open, equal weights: the middle of the range is 57.5 of 100."""
    found = rank(knowledge, assess(knowledge, OPEN), {}, tool("a", scenarios=("marketing",)), [])
    assert found.need == 1275


def test_the_weakest_scenario_of_a_tool_counts(knowledge: Knowledge) -> None:
    assessed = assess(knowledge, OPEN)
    found = rank(knowledge, assessed, {}, tool("a", scenarios=("marketing", "logistics")), [])
    assert (found.scenario, found.need) == ("logistics", 15 * POINT)


def test_the_total_is_the_sum_of_its_parts(knowledge: Knowledge) -> None:
    found = rank(knowledge, assess(knowledge, {}), {}, tool("a"), [rule("r", "a")])
    assert found.total == (30 + 15 + 16) * POINT


# --- the order ---------------------------------------------------------------------------------------------------


def test_the_higher_rank_comes_first_and_ties_go_by_id(knowledge: Knowledge) -> None:
    rules = [rule("r1", "c"), rule("r2", "b"), rule("r3", "a", strength="useful"), rule("r4", "d", strength="must")]
    assert _order(_recommend(knowledge, map(tool, "abcd"), rules)) == ["d", "b", "c", "a"]


def test_a_tool_comes_after_all_that_it_needs(knowledge: Knowledge) -> None:
    tools = [tool("a", needs=("m",)), tool("m", needs=("z",)), tool("z"), tool("b")]
    found = _recommend(knowledge, tools, [rule("r1", "a", strength="must"), rule("r2", "b")])
    assert _order(found) == ["z", "m", "a", "b"]


def test_what_is_there_only_for_others_says_for_whom(knowledge: Knowledge) -> None:
    found = _recommend(knowledge, [tool("a", needs=("m",)), tool("m")], [rule("r", "a")])
    need, step = found.steps
    assert (need.rules, need.needed_by, need.after) == ((), ("a",), ())
    assert (step.rules, step.needed_by, step.after) == (("r",), (), ("m",))


def test_what_is_in_use_is_neither_recommended_nor_needed_again(knowledge: Knowledge) -> None:
    tools = [tool("a", needs=("m",)), tool("m", needs=("z",)), tool("z"), tool("b")]
    rules = [rule("r1", "a"), rule("r2", "b"), rule("r3", "m")]
    found = _recommend(knowledge, tools, rules, inferred(["r1", "r2", "r3"], in_use=["b", "m"]))
    assert _order(found) == ["a"]
    assert found.steps[0].after == ()


def test_a_rule_that_did_not_fire_recommends_nothing(knowledge: Knowledge) -> None:
    found = _recommend(knowledge, map(tool, "ab"), [rule("r1", "a"), rule("r2", "b")], inferred(["r2"]))
    assert _order(found) == ["b"]


def test_nothing_fired_nothing_recommended(knowledge: Knowledge) -> None:
    assert _recommend(knowledge, [tool("a")], [rule("r", "a")], inferred([])) == Recommendations((), (), ())


# --- held --------------------------------------------------------------------------------------------------------


def test_a_held_tool_is_no_step_and_says_what_holds_it(knowledge: Knowledge) -> None:
    found = _recommend(knowledge, map(tool, "ab"), [rule("r1", "a"), rule("r2", "b"), rule("h", "a", kind="hold")])
    assert _order(found) == ["b"]
    (held,) = found.held
    assert (held.tool, held.rules, held.held_by, held.waits_for) == ("a", ("r1",), ("h",), ())


def test_a_tool_waits_for_a_held_tool_that_it_needs(knowledge: Knowledge) -> None:
    tools = [tool("a", needs=("m",)), tool("m", needs=("z",)), tool("z")]
    found = _recommend(knowledge, tools, [rule("r", "a"), rule("h", "z", kind="hold")])
    assert _order(found) == []
    (held,) = found.held
    assert (held.tool, held.held_by, held.waits_for) == ("a", (), ("z",))


def test_a_hold_does_not_matter_where_the_need_is_in_use(knowledge: Knowledge) -> None:
    rules = [rule("r", "a"), rule("h", "m", kind="hold")]
    found = _recommend(knowledge, [tool("a", needs=("m",)), tool("m")], rules, inferred(["r", "h"], in_use=["m"]))
    assert _order(found) == ["a"]


def test_a_hold_alone_mentions_nothing(knowledge: Knowledge) -> None:
    assert _recommend(knowledge, [tool("a")], [rule("h", "a", kind="hold")]) == Recommendations((), (), ())


def test_held_tools_stand_in_the_order_of_their_rank(knowledge: Knowledge) -> None:
    rules = [rule("r1", "a"), rule("r2", "b", strength="must"), rule("h", "a", "b", kind="hold")]
    assert [held.tool for held in _recommend(knowledge, map(tool, "ab"), rules).held] == ["b", "a"]


# --- set aside ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("word", ["replaces", "conflicts"])
@pytest.mark.parametrize("speaker", ["a", "b"])
def test_of_two_tools_that_exclude_each_other_the_higher_rank_stays(
    knowledge: Knowledge, word: str, speaker: str
) -> None:
    other = {"a": "b", "b": "a"}[speaker]
    tools = [tool(speaker, **{word: (other,)}), tool(other)]
    found = _recommend(knowledge, tools, [rule("r1", "a"), rule("r2", "b", strength="must")])
    assert _order(found) == ["b"]
    (aside,) = found.set_aside
    assert (aside.tool, aside.instead) == ("a", "b")


def test_a_held_tool_sets_nothing_aside(knowledge: Knowledge) -> None:
    rules = [rule("r1", "a"), rule("r2", "b", strength="must"), rule("h", "b", kind="hold")]
    found = _recommend(knowledge, [tool("a"), tool("b", replaces=("a",))], rules)
    assert _order(found) == ["a"]
    assert found.set_aside == ()


def test_what_replaces_a_tool_may_be_built_on_it(knowledge: Knowledge) -> None:
    tools = [tool("a"), tool("b", needs=("a",), replaces=("a",))]
    found = _recommend(knowledge, tools, [rule("r1", "a"), rule("r2", "b", strength="must")])
    assert _order(found) == ["a", "b"]
    assert found.set_aside == ()


def test_a_tool_set_aside_sets_nothing_aside_itself(knowledge: Knowledge) -> None:
    tools = [tool("a", conflicts=("b",)), tool("b", conflicts=("c",)), tool("c")]
    rules = [rule("r1", "a", strength="must"), rule("r2", "b"), rule("r3", "c", strength="useful")]
    found = _recommend(knowledge, tools, rules)
    assert _order(found) == ["a", "c"]
    assert [aside.tool for aside in found.set_aside] == ["b"]


def test_the_facts_are_not_touched(knowledge: Knowledge) -> None:
    facts: Facts = {"sells_online": True}
    said = inferred(["r"], facts, in_use=["b"])
    before = dict(said.facts.values)
    _recommend(knowledge, map(tool, "ab"), [rule("r", "a")], said)
    assert dict(said.facts.values) == before


def test_each_own_word_that_speaks_for_a_tool_counts_five_points_up_to_fifteen(knowledge: Knowledge) -> None:
    words = ("pains/queues", "pains/dear_labour", "goals/cut_costs", "goals/sell_online")
    rules = [rule("r", "a")._replace(voices=words)]
    pains = {"pains": Members(frozenset(("queues", "dear_labour", "stock_mismatch")))}
    wishes = {"goals": Members(frozenset(("cut_costs", "sell_online")))}

    assert [voice(facts, rules) for facts in ({}, pains, {**pains, **wishes})] == [0, 10 * POINT, 15 * POINT]


def test_a_word_said_behind_a_derived_fact_counts_too(knowledge: Knowledge) -> None:
    through = [r for r in knowledge.rules.values() if r.kind == "recommend" and "pains/few_customers" in r.voices]

    assert any("wants_customers" in facts_in(r.when) for r in through)
