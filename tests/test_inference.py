"""Firing the rules for a firm: derived facts first, then what fires and what asks."""

from __future__ import annotations

import typing

import pytest

from tests.firms import values
from tests.generated import Firms
from toolbox.conditions import durable
from toolbox.conditions.normal import negated
from toolbox.conditions.tree import All, Any, Has, Is, Not, Tree, Within
from toolbox.conditions.values import Span, exactly
from toolbox.facts import Gathered
from toolbox.inference import Engine, Inference, Inferred
from toolbox.knowledge.model import Knowledge, Rule
from toolbox.vocabulary import Text

WORDS = Text("因为", "because")
SMALL, LARGE = Within("staff", None, 9), Within("staff", 100, None)


def _rule(id_: str, kind: typing.Any, target: str, when: Tree) -> Rule:
    return Rule(id_, kind, WORDS, (target,), when, Text(f"{id_}的理由", f"the reason of {id_}"), ("a/b",))


RULES = {
    rule.id: rule
    for rule in (
        _rule("small-by-staff", "derive", "modest", SMALL),
        _rule("small-by-age", "derive", "modest", Within("age", None, 2)),
        _rule("start-light", "recommend", "backup", Is("modest", True)),
        _rule("grow", "recommend", "erp", All((Is("modest", False), Has("goals", "grow")))),
        _rule("not-yet", "hold", "erp", Not(LARGE)),
    )
}


@pytest.fixture(scope="module", params=["durable", "verdict"])
def small(request: pytest.FixtureRequest, knowledge: Knowledge) -> Inference:
    """Two ways to be modest, and three rules about it, under each reader."""
    if request.param == "durable" and not durable.available():
        pytest.skip("durable_rules is not installed")
    return Inference(knowledge._replace(rules=RULES), request.param)


def _infer(inference: Inference, **told: typing.Any) -> Inferred:
    return inference.infer(Gathered(told, {}))


def test_a_fact_is_yes_once_one_of_its_rules_holds(small: Inference) -> None:
    inferred = _infer(small, staff=exactly(5))
    assert inferred.facts.values["modest"] is True
    assert inferred.facts.derived["modest"] == (
        Text("small-by-staff的理由", "the reason of small-by-staff"),
        ("small-by-staff",),
    )


def test_every_rule_that_concludes_a_fact_is_named(small: Inference) -> None:
    inferred = _infer(small, staff=exactly(5), age=exactly(1))
    assert inferred.facts.derived["modest"].rules == ("small-by-staff", "small-by-age")


def test_a_fact_is_no_only_once_none_of_its_rules_can_hold(small: Inference) -> None:
    inferred = _infer(small, staff=exactly(50), age=exactly(10))
    assert inferred.facts.values["modest"] is False
    assert inferred.facts.derived["modest"].rules == ("small-by-staff", "small-by-age")


@pytest.mark.parametrize("told", [{}, {"staff": exactly(50)}, {"staff": Span(5, 50), "age": exactly(10)}])
def test_a_fact_stays_unknown_while_one_of_its_rules_may_hold(small: Inference, told: dict[str, typing.Any]) -> None:
    inferred = _infer(small, **told)
    assert "modest" not in inferred.facts.values
    assert "modest" not in inferred.facts.derived


def test_rules_fire_on_facts_that_were_derived(small: Inference) -> None:
    assert _infer(small, staff=exactly(5)).fired == {"start-light", "not-yet"}
    assert _infer(small, staff=exactly(500), age=exactly(10)).fired == frozenset()


def test_a_rule_fires_on_yes_and_never_on_ask(small: Inference) -> None:
    assert _infer(small).fired == frozenset()
    assert _infer(small, staff=Span(5, 200)).fired == frozenset()
    assert _infer(small, staff=Span(5, 99)).fired == {"not-yet"}


def test_open_rules_list_what_they_ask(small: Inference) -> None:
    assert _infer(small).open == {"start-light": ("modest",), "grow": ("modest", "goals"), "not-yet": ("staff",)}
    assert _infer(small, staff=exactly(500), age=exactly(10)).open == {"grow": ("goals",)}
    assert _infer(small, staff=exactly(5)).open == {}


def test_facts_that_were_told_stay_and_derived_rules_do_not_fire_as_advice(small: Inference) -> None:
    inferred = _infer(small, staff=exactly(5))
    assert inferred.facts.values["staff"] == exactly(5)
    assert not {"small-by-staff", "small-by-age"} & (inferred.fired | set(inferred.open))


def test_the_reader_is_the_one_that_was_asked_for(knowledge: Knowledge) -> None:
    engines: tuple[Engine, Engine] = ("durable", "verdict")
    assert [Inference(knowledge, engine).engine for engine in engines] == list(engines)
    best = "durable" if durable.available() else "verdict"
    assert Inference(knowledge).engine == _infer(Inference(knowledge)).engine == best


def test_every_built_in_derived_fact_can_be_yes_and_no_and_unknown(knowledge: Knowledge, inference: Inference) -> None:
    derived = [name for name, fact in knowledge.vocabulary.items() if fact.worked_out == "by rules"]
    asked = {name: fact for name, fact in knowledge.vocabulary.items() if name not in derived}
    when = {
        name: [r.when for r in knowledge.rules.values() if r.kind == "derive" and name in r.targets] for name in derived
    }
    conditions = [condition for trees in when.values() for condition in (*trees, negated(Any(tuple(trees))))]
    met: dict[str, set[object]] = {name: set() for name in derived}
    for firm in Firms(asked, conditions, seed=5).draw(400):
        known = inference.infer(Gathered(firm, {})).facts.values
        for name in derived:
            met[name].add(known.get(name))
    assert met == {name: {True, False, None} for name in derived}


def test_a_built_in_firm_is_led_from_what_it_told_to_what_fires(knowledge: Knowledge, inference: Inference) -> None:
    firm = values(knowledge, {"staff": 6, "safeguards": [], "in_use": []})
    inferred = inference.infer(Gathered(firm, {}))
    assert inferred.facts.values["tiny_firm"] is True
    assert inferred.facts.values["no_security_base"] is True
    assert inferred.fired
    assert all(knowledge.rules[id_].kind != "derive" for id_ in inferred.fired | set(inferred.open))
    assert all(facts and not set(facts) & set(firm) for facts in inferred.open.values())
