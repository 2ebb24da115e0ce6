"""The published schemas: strict about what menkan prints, open to every way a firm may write."""

from __future__ import annotations

import copy
import json
from typing import Any

import jsonschema
import pytest

from tests.firms import advice, made_up, reasoned
from toolbox.documents import read_file
from toolbox.errors import BothWays, InChinese
from toolbox.explain import explain_tool
from toolbox.inference import Inference
from toolbox.knowledge.model import Knowledge
from toolbox.knowledge.sources import built_in
from toolbox.plain import plain
from toolbox.roadmap import roadmap
from toolbox.schemas import schema

Validator = jsonschema.Draft202012Validator
FIRM = {"sector": "retail", "staff": 4, "activities": ["keeps_stock"], "stock_records": "paper", "in_use": []}
OUTPUTS = ("advice", "explanation", "roadmap")


@pytest.fixture(scope="module")
def outputs(knowledge: Knowledge, inference: Inference) -> dict[str, Any]:
    case = reasoned(knowledge, inference, FIRM)
    values = {
        "advice": advice(knowledge, inference, FIRM),
        "explanation": explain_tool(knowledge, case.inferred, case.recommendations, "inventory"),
        "roadmap": roadmap(knowledge, case.recommendations),
    }
    return {kind: json.loads(json.dumps(plain(value))) for kind, value in values.items()}


@pytest.mark.parametrize("seed", range(12))
def test_whatever_a_firm_says_its_advice_fits(seed: int, knowledge: Knowledge, inference: Inference) -> None:
    told = plain(advice(knowledge, inference, made_up(knowledge, seed)))
    Validator(schema("advice", knowledge)).validate(told)


def _objects(value: Any) -> list[dict[str, Any]]:
    if isinstance(value, dict):
        return [value, *(found for item in value.values() for found in _objects(item))]
    return [found for item in value for found in _objects(item)] if isinstance(value, list) else []


@pytest.mark.parametrize("kind", OUTPUTS)
def test_no_key_may_be_missing_and_none_may_be_added(kind: str, outputs: dict[str, Any], knowledge: Knowledge) -> None:
    validator = Validator(schema(kind, knowledge))
    assert validator.is_valid(outputs[kind])
    for number, found in enumerate(_objects(outputs[kind])):
        if set(found) <= {*knowledge.tools, "has", "lacks"}:
            continue  # a map with keys of its own, or what a profile writes
        for key in found:
            changed = copy.deepcopy(outputs[kind])
            del _objects(changed)[number][key]
            assert not validator.is_valid(changed), key
        changed = copy.deepcopy(outputs[kind])
        _objects(changed)[number]["more"] = 1
        assert not validator.is_valid(changed), found


@pytest.mark.parametrize("kind", OUTPUTS)
def test_no_value_may_be_of_another_type(kind: str, outputs: dict[str, Any], knowledge: Knowledge) -> None:
    validator = Validator(schema(kind, knowledge))
    anything = {"value"} if kind == "advice" else set()  # whatever a profile writes
    for number, found in enumerate(_objects(outputs[kind])):
        if set(found) <= {"has", "lacks"}:
            continue  # what a profile writes of a set that is known in part
        for key in found.keys() - anything:
            changed = copy.deepcopy(outputs[kind])
            _objects(changed)[number][key] = 0.5 if not isinstance(found[key], int | float) else "a"
            assert not validator.is_valid(changed) or key in {"low", "high"}, key


def test_every_text_comes_in_both_languages(outputs: dict[str, Any], knowledge: Knowledge) -> None:
    validator = Validator(schema("advice", knowledge))
    for language in ("zh", "en"):
        changed = copy.deepcopy(outputs["advice"])
        del changed["first"][0]["name"][language]
        assert not validator.is_valid(changed)


@pytest.mark.parametrize(
    "firm",
    [
        {},
        FIRM,
        {"name": "老街面馆", "region": 330700, "industry": "C2231"},
        {"staff": "20-50", "revenue": "unknown", "in_use": {"has": ["pos"]}, "sales_in_software": "no"},
        {"员工人数": 6, "行业": "餐饮"},
    ],
)
def test_whatever_can_be_read_fits_the_schema_of_a_firm(firm: dict[str, Any], knowledge: Knowledge) -> None:
    Validator(schema("firm", knowledge)).validate(firm)


@pytest.mark.parametrize(
    "firm", [[], {"staff": [1]}, {"staff": 0}, {"in_use": 7}, {"sales_in_software": 3}, {"name": []}, {"sector": {}}]
)
def test_what_cannot_be_read_does_not_fit(firm: Any, knowledge: Knowledge) -> None:
    assert not Validator(schema("firm", knowledge)).is_valid(firm)


def test_every_asked_fact_is_in_the_schema_of_a_firm_with_both_labels(knowledge: Knowledge) -> None:
    properties = schema("firm", knowledge)["properties"]
    for name, fact in knowledge.vocabulary.items():
        assert (name in properties) is (fact.worked_out is None)
        assert fact.worked_out is not None or properties[name]["description"] == f"{fact.label.zh} / {fact.label.en}"


def test_every_tool_and_rule_of_the_catalogue_fits_its_schema(knowledge: Knowledge) -> None:
    root = built_in().path
    for kind, pattern in (("tool", "catalog/tools/*/*.yaml"), ("rule", "rules/*/**/*.yaml")):
        validator = Validator(schema(kind, knowledge))
        files = sorted(root.glob(pattern))
        assert len(files) > 100
        for file in files:
            validator.validate(read_file(file).data)
            assert not validator.is_valid({**read_file(file).data, "no such key": 1})


def test_an_error_fits_and_other_codes_do_not(knowledge: Knowledge) -> None:
    validator = Validator(schema("error", knowledge))
    fault = plain(BothWays("a:1", "wrong.", "", InChinese("不对。", "")))
    error = {"format": "menkan-error/1", "exit_code": 1, "faults": [fault]}
    assert validator.is_valid(error)
    assert not validator.is_valid({**error, "exit_code": 0})
    assert not validator.is_valid({**error, "faults": [{"place": "a:1"}]})
