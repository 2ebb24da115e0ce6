"""The plan at once: it keeps everything, is deterministic, and is never better than the best."""

from __future__ import annotations

from hypothesis import Phase, given, settings

from tests.planning.small import best_by_trying, problem, problems, step
from toolbox.planning.check import broken, counted
from toolbox.planning.greedy import greedy
from toolbox.planning.problem import Aid, Problem, Wish


@settings(max_examples=200, deadline=None, derandomize=True, phases=(Phase.generate,))
@given(problems())
def test_whatever_it_finds_keeps_everything_and_is_no_better_than_the_best(asked: Problem) -> None:
    found, most = greedy(asked), best_by_trying(asked)
    if found is not None:
        assert broken(asked, found) == []
        assert most is not None
        assert counted(asked, found) <= most
    assert greedy(asked) == found


@settings(max_examples=100, deadline=None, derandomize=True, phases=(Phase.generate,))
@given(problems(aided=True))
def test_with_programmes_too(asked: Problem) -> None:
    found = greedy(asked)
    assert found is None or broken(asked, found) == []


def test_without_wishes_there_is_always_a_plan() -> None:
    found = greedy(problem(step("a", once=10), budget=0))
    assert found is not None
    assert found.steps == ()


def test_the_best_comes_first_after_what_it_needs() -> None:
    found = greedy(problem(step("a", 0), step("b", 50), step("c", 900, needs=("a",)), at_once=1))
    assert found is not None
    assert [s.tool for s in found.steps] == ["a", "c", "b"]


def test_many_cheap_steps_may_beat_a_dear_one() -> None:
    cheap = [step(tool, 200, once=10) for tool in "abc"]
    found = greedy(problem(step("d", 300, once=30), *cheap, budget=30))
    assert found is not None
    assert {s.tool for s in found.steps} == set("abc")


def test_what_must_be_in_use_by_a_month_is_put_first() -> None:
    found = greedy(problem(step("a", 900), step("b", 1), at_once=1, wishes=(Wish("deadline", "b", 0),)))
    assert found is not None
    assert [s.tool for s in found.steps] == ["b", "a"]


def test_it_buys_what_a_wished_programme_pays_for() -> None:
    aid = Aid("p", 50, ("a", "b"), at_purchase=True)
    asked = problem(step("a", 10, once=4), step("b", 5, once=4), aids=(aid,), wishes=(Wish("deadline", "p", 1),))
    found = greedy(asked)
    assert found is not None
    assert "p" in {s.aid for s in found.steps}
