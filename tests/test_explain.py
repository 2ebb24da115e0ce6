"""Why a tool is advised or not: its state, every test with the value met, and the questions that would settle it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.firms import made_up, reasoned, values
from tests.small import inferred, rule, small, tool
from toolbox.assessment import assess
from toolbox.conditions.tree import All, Has, Is, Not, OneOf, Tree, Within
from toolbox.conditions.tree import Any as AnyOf
from toolbox.conditions.verdict import judge
from toolbox.explain import RuleSaid, askable, explain_tool, questions_open, rule_said
from toolbox.facts import Gathered
from toolbox.inference import Inference, Inferred
from toolbox.knowledge.model import Knowledge
from toolbox.recommend import recommend

SHOP = {"sector": "retail", "staff": 4, "in_use": ["qr-payment"], "activities": ["keeps_stock"]}


def _said(knowledge: Knowledge, when: Tree, **firm: Any) -> RuleSaid:
    return rule_said(knowledge, rule("r", "a", when=when), values(knowledge, firm))


def _lines(said: RuleSaid) -> list[tuple[str, str, int]]:
    return [(test.test.en, test.mark, test.depth) for test in said.tests]


# --- what a rule said --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("staff", "mark"), [(20, "yes"), (19, "no"), ("15-30", "ask"), ("unknown", "ask")])
def test_a_rule_says_yes_no_or_ask(knowledge: Knowledge, staff: object, mark: str) -> None:
    said = _said(knowledge, Within("staff", 20, None), staff=staff)
    assert said.mark == mark
    assert said.asks == (("staff",) if mark == "ask" else ())


def test_each_test_shows_the_value_that_it_met(knowledge: Knowledge) -> None:
    said = _said(knowledge, All((Within("staff", 20, None), OneOf("planning", ("paper",)))), staff=45)
    assert [(test.fact, test.mark, test.value and test.value.en) for test in said.tests] == [
        ("staff", "yes", "45 people"),
        ("planning", "ask", "unknown"),
    ]
    assert [test.value.zh for test in said.tests if test.value] == ["45人", "不知道"]


def test_of_a_set_only_the_member_asked_for_is_shown(knowledge: Knowledge) -> None:
    said = _said(knowledge, Has("pains", "overstock"), pains=["overstock", "guesswork"])
    (test,) = said.tests
    assert test.value is not None
    assert test.value.zh == "有“压货”"


def test_a_part_known_set_may_leave_a_member_unknown(knowledge: Knowledge) -> None:
    said = _said(knowledge, Has("safeguards", "training"), safeguards={"has": ["backup"]})
    assert said.mark == "ask"
    assert said.tests[0].value is not None
    assert said.tests[0].value.en == "unknown"


def test_blocks_are_headed_and_indented(knowledge: Knowledge) -> None:
    either = AnyOf((Is("sells_online", answer=True), Is("crm_in_use", answer=True)))
    said = _said(knowledge, All((Within("staff", 2, None), either)), staff=3, sells_online=False)
    assert [(mark, depth) for _, mark, depth in _lines(said)] == [("yes", 0), ("ask", 0), ("no", 1), ("ask", 1)]
    assert said.tests[1].fact is None
    assert said.tests[1].test.zh == "任一满足："


def test_a_negated_test_is_one_line_with_its_own_mark(knowledge: Knowledge) -> None:
    said = _said(knowledge, Not(Has("safeguards", "backup")), safeguards=[])
    (test,) = said.tests
    assert (test.fact, test.mark) == ("safeguards", "yes")


def test_none_of_is_headed_by_its_own_mark(knowledge: Knowledge) -> None:
    neither = Not(AnyOf((Is("sells_online", answer=True), Is("crm_in_use", answer=True))))
    said = _said(knowledge, neither, sells_online=True)
    assert [mark for _, mark, _ in _lines(said)] == ["no", "yes", "ask"]
    assert said.tests[0].test.en == "none of:"
    assert said.mark == "no"


def test_the_mark_of_every_real_rule_is_its_verdict(knowledge: Knowledge, inference: Inference) -> None:
    for seed in range(15):
        facts = reasoned(knowledge, inference, made_up(knowledge, seed)).inferred.facts.values
        for each in knowledge.rules.values():
            said = rule_said(knowledge, each, facts)
            assert said.mark == {True: "yes", False: "no", None: "ask"}[judge(each.when, facts)]
            assert bool(said.asks) is (said.mark == "ask")


# --- the state of a tool -----------------------------------------------------------------------------------------


def _status(knowledge: Knowledge, name: str, said: Inferred) -> tuple[str, int | None, tuple[str, ...]]:
    tools = [tool("a", needs=("m",)), tool("m"), tool("b", replaces=("c",)), tool("c"), tool("d"), tool("e")]
    rules = [rule("r-a", "a"), rule("r-b", "b", strength="must"), rule("r-c", "c"), rule("r-d", "d")]
    own = small(knowledge, tools, [*rules, rule("r-e", "e"), rule("h-d", "d", kind="hold")])
    found = explain_tool(own, said, recommend(own, assess(own, {}), said), name)
    return found.status, found.place, found.detail


FIRED = ["r-a", "r-b", "r-c", "r-d", "h-d"]


@pytest.mark.parametrize(
    ("name", "state"),
    [
        ("a", ("step", 3, ())),
        ("b", ("step", 1, ())),
        ("m", ("step", 2, ("a",))),
        ("c", ("set aside", None, ("b",))),
        ("d", ("held", None, ("h-d",))),
        ("e", ("open", None, ())),
    ],
)
def test_a_tool_has_one_state(knowledge: Knowledge, name: str, state: tuple[str, int | None, tuple[str, ...]]) -> None:
    assert _status(knowledge, name, inferred(FIRED)) == state


def test_a_tool_in_use_is_said_to_be_in_use(knowledge: Knowledge) -> None:
    assert _status(knowledge, "a", inferred(FIRED, in_use=["a"])) == ("in use", None, ())


def test_a_tool_whose_rules_all_say_no_is_not_recommended(knowledge: Knowledge) -> None:
    assert _status(knowledge, "e", inferred([], {"leader_backs_it": False})) == ("not recommended", None, ())


def test_a_tool_that_waits_for_a_held_one_names_it(knowledge: Knowledge) -> None:
    own = small(knowledge, [tool("a", needs=("m",)), tool("m")], [rule("r", "a"), rule("h", "m", kind="hold")])
    said = inferred(["r", "h"])
    assert explain_tool(own, said, recommend(own, assess(own, {}), said), "a").detail == ("m",)


def test_a_tool_that_is_not_known_is_refused(knowledge: Knowledge, inference: Inference) -> None:
    each = reasoned(knowledge, inference, SHOP)
    with pytest.raises(KeyError):
        explain_tool(knowledge, each.inferred, each.recommendations, "no-such-tool")


def test_the_state_of_every_real_tool_agrees_with_the_plan(knowledge: Knowledge, inference: Inference) -> None:
    each = reasoned(knowledge, inference, made_up(knowledge, 7))
    plan = each.recommendations
    states = {id_: explain_tool(knowledge, each.inferred, plan, id_).status for id_ in knowledge.tools}
    assert [t for t in knowledge.tools if states[t] == "step"] == [
        t for t in knowledge.tools if t in {step.tool for step in plan.steps}
    ]
    assert {t for t, s in states.items() if s == "held"} == {held.tool for held in plan.held}
    assert {t for t, s in states.items() if s == "set aside"} == {aside.tool for aside in plan.set_aside}


# --- questions ---------------------------------------------------------------------------------------------------


def _open(knowledge: Knowledge, *strengths: str, **firm: Any) -> tuple[Knowledge, Inferred]:
    """Rules r0, r1 … for tools t0, t1 …, each of which asks for staff; the last asks for revenue as well."""
    rules = [rule(f"r{n}", f"t{n}", strength=s, when=Within("staff", 20, None)) for n, s in enumerate(strengths)]
    last = rule("last", "t0", strength="useful", when=Within("revenue", 100, None))
    own = small(knowledge, [tool(f"t{n}") for n in range(len(strengths))], [*rules, last])
    conditions = {each.id: each.when for each in own.rules.values()}
    return own, Inferred(Gathered(values(knowledge, firm), {}), frozenset(), "verdict", conditions)


def test_the_question_that_most_points_wait_for_comes_first(knowledge: Knowledge) -> None:
    own, said = _open(knowledge, "strong", "useful")
    staff, revenue = questions_open(own, said)
    assert (staff.fact, staff.tools) == ("staff", ("t0", "t1"))
    assert (revenue.fact, revenue.tools) == ("revenue", ("t0",))
    assert staff.question == knowledge.vocabulary["staff"].question


def test_a_tool_in_use_asks_nothing(knowledge: Knowledge) -> None:
    own, said = _open(knowledge, "strong")
    known = {**said.facts.values, **inferred([], in_use=["t0"]).facts.values}
    assert questions_open(own, Inferred(Gathered(known, {}), frozenset(), "verdict", said.rules)) == []


def test_what_is_known_is_not_asked(knowledge: Knowledge) -> None:
    own, said = _open(knowledge, "strong", staff=45)
    assert [question.fact for question in questions_open(own, said)] == ["revenue"]


def test_behind_a_worked_out_fact_stand_the_questions_that_settle_it(knowledge: Knowledge) -> None:
    assert list(askable(knowledge, {}, "staff")) == ["staff"]
    assert list(askable(knowledge, {}, "age")) == ["founded"]
    assert list(askable(knowledge, {}, "tiny_firm")) == ["staff"]
    assert list(askable(knowledge, values(knowledge, {"staff": 3}), "size")) == ["sector", "revenue"]
    assert set(askable(knowledge, {}, "score_marketing")) == {"sells_online", "sales_in_software", "customers_analysed"}
    assert "experience_improved" not in set(askable(knowledge, {}, "stage"))


def test_every_question_of_a_real_firm_is_one_that_a_firm_can_answer(
    knowledge: Knowledge, inference: Inference
) -> None:
    for seed in range(30):
        each = reasoned(knowledge, inference, made_up(knowledge, seed))
        for question in questions_open(knowledge, each.inferred):
            assert knowledge.vocabulary[question.fact].worked_out is None
            assert question.tools


def test_an_exact_answer_is_never_asked_for_again(knowledge: Knowledge, inference: Inference) -> None:
    for seed in range(30):
        firm = made_up(knowledge, seed)
        each = reasoned(knowledge, inference, firm)
        assert not {question.fact for question in questions_open(knowledge, each.inferred)} & set(firm)
