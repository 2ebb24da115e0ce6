"""Waves of six, rows of what may be done side by side, what unlocks what, and the chain that takes longest."""

from __future__ import annotations

from collections.abc import Iterable

from tests.firms import made_up, reasoned
from tests.small import inferred, rule, small, tool
from toolbox.assessment import assess
from toolbox.inference import Inference
from toolbox.knowledge.model import Effort, Knowledge, Tool
from toolbox.recommend import Recommendations, recommend
from toolbox.roadmap import Roadmap, roadmap, waves


def _weeks(low: int, high: int) -> Effort:
    return Effort((low, high), (1, 2), "basic")


def _plan(knowledge: Knowledge, tools: Iterable[Tool]) -> tuple[Knowledge, Recommendations]:
    """The plan when every one of these tools is recommended alike."""
    tools = list(tools)
    own = small(knowledge, tools, [rule(f"r-{each.id}", each.id) for each in tools])
    return own, recommend(own, assess(own, {}), inferred(own.rules))


def _roadmap(knowledge: Knowledge, tools: Iterable[Tool]) -> Roadmap:
    return roadmap(*_plan(knowledge, tools))


def test_waves_are_sixes_of_the_order(knowledge: Knowledge) -> None:
    _, plan = _plan(knowledge, map(tool, "abcdefghijklm"))
    assert waves(plan) == [tuple("abcdef"), tuple("ghijkl"), ("m",)]


def test_an_empty_plan_has_no_waves(knowledge: Knowledge) -> None:
    empty = _roadmap(knowledge, [])
    assert (empty.waves, empty.critical, empty.weeks) == ((), (), (0, 0))


def test_steps_that_need_nothing_stand_side_by_side(knowledge: Knowledge) -> None:
    (wave,) = _roadmap(knowledge, map(tool, "cab")).waves
    assert (wave.number, wave.tools, wave.rows) == (1, ("a", "b", "c"), (("a", "b", "c"),))


def test_a_row_waits_for_the_rows_above_it(knowledge: Knowledge) -> None:
    (wave,) = _roadmap(knowledge, [tool("a", needs=("c",)), tool("b"), tool("c"), tool("d", needs=("a",))]).waves
    assert wave.rows == (("b", "c"), ("a",), ("d",))


def test_a_helper_comes_before_what_it_helps_in_its_wave(knowledge: Knowledge) -> None:
    found = _roadmap(knowledge, [tool("a"), tool("b", helps=("a", "elsewhere"))])
    assert found.waves[0].rows == (("b",), ("a",))
    assert found.helped_by == {"a": ("b",), "b": ()}
    assert found.needs == {"a": (), "b": ()}


def test_a_need_of_an_earlier_wave_holds_nothing_up(knowledge: Knowledge) -> None:
    tools = [*map(tool, "abcdef"), tool("g", needs=("a",)), tool("h")]
    assert _roadmap(knowledge, tools).waves[1].rows == (("g", "h"),)


def test_a_step_unlocks_all_that_builds_on_it(knowledge: Knowledge) -> None:
    found = _roadmap(knowledge, [tool("a"), tool("b", needs=("a",)), tool("c", needs=("b",)), tool("d")])
    assert found.unlocks == {"a": ("b", "c"), "b": ("c",), "c": (), "d": ()}


def test_the_critical_chain_takes_the_most_weeks(knowledge: Knowledge) -> None:
    tools = [
        tool("a", effort=_weeks(2, 4)),
        tool("b", needs=("a",), effort=_weeks(1, 5)),
        tool("c", needs=("a",), effort=_weeks(3, 6)),
        tool("d", effort=_weeks(8, 9)),
    ]
    found = _roadmap(knowledge, tools)
    assert found.critical == ("a", "c")
    assert found.weeks == (5, 10)


def test_one_long_step_may_be_the_critical_chain(knowledge: Knowledge) -> None:
    tools = [tool("a", effort=_weeks(1, 4)), tool("b", needs=("a",)), tool("d", effort=_weeks(8, 9))]
    found = _roadmap(knowledge, tools)
    assert found.critical == ("d",)
    assert found.weeks == (8, 9)


def test_the_last_step_of_a_chain_counts_in_full(knowledge: Knowledge) -> None:
    tools = [tool("a"), tool("b", needs=("a",), effort=_weeks(20, 30)), tool("c", effort=_weeks(9, 9))]
    assert _roadmap(knowledge, tools).critical == ("a", "b")


def test_of_equal_chains_the_first_by_name_is_shown(knowledge: Knowledge) -> None:
    found = _roadmap(knowledge, map(tool, "ba"))
    assert found.critical == ("a",)


def test_real_plans_keep_their_order(knowledge: Knowledge, inference: Inference) -> None:
    for seed in range(60):
        plan = reasoned(knowledge, inference, made_up(knowledge, seed)).recommendations
        found = roadmap(knowledge, plan)
        order = [name for wave in found.waves for name in wave.tools]
        assert order == [step.tool for step in plan.steps]
        for wave in found.waves:
            assert sorted(name for row in wave.rows for name in row) == sorted(wave.tools)
            place = {name: number for number, row in enumerate(wave.rows) for name in row}
            assert all(place[n] < place[name] for name in wave.tools for n in found.needs[name] if n in place)
        assert set(zip(found.critical[1:], found.critical[:-1], strict=True)) <= {
            (name, need) for name, needs in found.needs.items() for need in needs
        }
