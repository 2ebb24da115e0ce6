"""What the built-in knowledge promises to hold: tools, rules, needs, paths, indicators, names, plain words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.firms import advice
from toolbox.assessment import MODEL, share_of
from toolbox.conditions.tree import All, Has, Leaf, Not, OneOf, Tree, facts_in
from toolbox.conditions.tree import Any as Either
from toolbox.conditions.values import Value, exactly
from toolbox.conditions.verdict import judge
from toolbox.documents import read_file
from toolbox.inference import Inference
from toolbox.knowledge.checks import source_exists
from toolbox.knowledge.examples import facts_of, failures
from toolbox.knowledge.loader import Loaded
from toolbox.knowledge.model import Example, Indicator, Knowledge, Rule, Tool
from toolbox.vocabulary import Text

NAMES = Path(__file__).parent.parent / "data" / "names_in_reports.yaml"
NO_VENDORS = ("不限厂商", "报告未具名", "政府")
CHINESE = re.compile(r"[\u4e00-\u9fff]")
QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|‘[^’]*’")
TYPICAL: dict[str, dict[str, Any]] = {
    "a noodle shop": {
        "sector": "catering",
        "staff": 4,
        "digital_budget": 2000,
        "activities": ["runs_store", "perishable"],
        "customers": ["consumers"],
        "payment_ways": ["cash", "personal_code"],
        "sales_channels": ["passers_by"],
        "pains": ["queues", "few_customers"],
    },
    "a hardware shop": {
        "sector": "retail",
        "staff": 6,
        "digital_budget": 5000,
        "activities": ["runs_store", "keeps_stock", "sells_on_credit", "buys_many_materials"],
        "customers": ["consumers", "firms"],
        "payment_ways": ["personal_code", "bank_transfer"],
        "stock_records": "paper",
        "bookkeeping": "paper",
        "pains": ["stock_mismatch", "unpaid_bills", "no_numbers"],
    },
    "an online seller": {
        "sector": "retail",
        "staff": 9,
        "digital_budget": 10000,
        "activities": ["keeps_stock", "ships_parcels", "keeps_personal_data"],
        "customers": ["consumers"],
        "sales_channels": ["marketplace", "livestream"],
        "stock_records": "spreadsheet",
        "pains": ["platform_dependence", "overstock"],
    },
    "a hairdresser's chain": {
        "sector": "resident_services",
        "staff": 25,
        "sites": 3,
        "digital_budget": 20000,
        "activities": ["runs_store", "takes_bookings", "keeps_personal_data"],
        "customers": ["consumers"],
        "customer_records": "paper",
        "attendance_way": "paper",
        "pains": ["customers_drift_away", "booking_muddle", "many_stores"],
    },
    "a carton plant": {
        "sector": "manufacturing",
        "staff": 45,
        "digital_budget": 30000,
        "activities": ["makes_goods", "makes_to_order", "keeps_stock", "buys_many_materials", "sells_on_credit"],
        "customers": ["firms", "key_accounts"],
        "order_taking": "chat",
        "stock_records": "paper",
        "planning": "head",
        "customer_records": "chat",
        "pains": ["order_errors", "late_delivery", "guesswork", "unpaid_bills"],
    },
    "an orchard": {
        "sector": "agriculture",
        "staff": 5,
        "digital_budget": 8000,
        "activities": ["grows_or_breeds", "perishable", "ships_parcels"],
        "customers": ["consumers", "distributors"],
        "sales_channels": ["dealers"],
        "pains": ["weather_and_pests", "few_customers", "hard_to_borrow"],
        "goals": ["sell_online"],
    },
}
FIGURE = re.compile(r"[0-9０-９][0-9,.]*\s*(%|％|元|万元|亿元|percent|per cent|yuan)")
YEAR = re.compile(r"(19|20)[0-9]{2}")


# --- tools and rules


def test_there_are_a_hundred_tools_and_every_cell_of_scenario_and_layer_has_its_own(knowledge: Knowledge) -> None:
    filled = {(scenario, tool.layer) for tool in knowledge.tools.values() for scenario in tool.scenarios}
    cells = {(scenario, layer) for scenario in knowledge.scenarios for layer in knowledge.layers}
    assert len(knowledge.tools) >= 100
    assert len(cells) == 24
    assert not cells - filled


def test_there_are_180_rules_and_each_tool_is_recommended_by_one(knowledge: Knowledge) -> None:
    reached = {target for rule in _rules(knowledge, "recommend") for target in rule.targets}
    assert len(knowledge.rules) >= 180
    assert not set(knowledge.tools) - reached


def test_no_two_rules_are_equal(knowledge: Knowledge) -> None:
    said = Counter((rule.kind, rule.targets, rule.when) for rule in knowledge.rules.values())
    assert [rule for rule, times in said.items() if times > 1] == []
    for words in ("title", "because"):
        texts = Counter(getattr(rule, words).zh for rule in knowledge.rules.values())
        assert [text for text, times in texts.items() if times > 1] == []


def test_what_rules_derive_is_read_by_some_rule(knowledge: Knowledge) -> None:
    derived = {rule.targets[0] for rule in _rules(knowledge, "derive")}
    read = {fact for rule in knowledge.rules.values() if rule.kind != "derive" for fact in facts_in(rule.when)}
    assert derived
    assert not derived - read


def test_only_a_security_base_legal_duties_and_blockers_are_a_must(knowledge: Knowledge) -> None:
    """A `must` outweighs two `strong`: few may carry it, or the firm's own troubles come last."""
    musts = [rule for rule in _rules(knowledge, "recommend") if rule.strength == "must"]
    others = {rule.id for rule in musts if knowledge.tools[rule.targets[0]].layer != "security"}
    assert others == {"broadband-where-nobody-gets-online", "register-before-you-open"}
    assert len(musts) <= 8


@pytest.mark.parametrize("firm", TYPICAL.values(), ids=TYPICAL)
def test_a_security_base_leaves_half_of_the_first_steps_to_what_the_firm_is_after(
    knowledge: Knowledge, inference: Inference, firm: dict[str, Any]
) -> None:
    """Firms without any safeguard that told no fear for their data."""
    first = advice(knowledge, inference, {"in_use": [], "it_staff": 0, "safeguards": [], **firm}).first
    tools = [step.tool for step in first]
    assert len(tools) == 6
    assert {"account-hygiene", "backup"} <= set(tools)
    assert sum(step.layer.id != "security" for step in first) >= 3, tools


# --- examples


def test_every_example_has_the_verdict_that_it_expects(loaded: Loaded) -> None:
    wrong = [str(fault) for fault in failures(loaded)]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("number", range(1, 45))
def test_an_indicator_answered_badly_fires_a_rule_for_that_reason(loaded: Loaded, number: int) -> None:
    """There is a firm for which a rule fires, and would not if this one answer were good."""
    indicator = _indicators(loaded.knowledge)[number]
    assert any(_decisive(loaded, rule, example, indicator) for rule, example in _examples(loaded)), indicator.fact


# --- needs, pains, goals and paths of the reports


def test_the_106_needs_of_the_reports_are_there_and_lead_to_a_tool(knowledge: Knowledge) -> None:
    reached = _positively(knowledge)
    lost = []
    for id_, need in knowledge.needs.items():
        fact, _, member = (need.told_as or "").partition("/")
        value = {"yes": True, "no": False}.get(str(need.value), need.value)
        wanted = (fact, member) if need.told_as else (need.fact, value)
        if need.beyond_tools is None and wanted not in reached:
            lost.append(id_)
    assert len(knowledge.needs) == 106
    assert not lost


@pytest.mark.parametrize("fact", ["pains", "goals"])
def test_every_pain_and_goal_is_answered_by_some_rule(knowledge: Knowledge, fact: str) -> None:
    answered = {member for name, member in _positively(knowledge) if name == fact}
    assert not set(knowledge.vocabulary[fact].members) - answered


def test_the_38_paths_are_there_and_each_is_followed_by_some_rule(knowledge: Knowledge) -> None:
    followed = {path for rule in knowledge.rules.values() for path in rule.paths}
    lost = [id_ for id_, path in knowledge.paths.items() if path.beyond_tools is None and id_ not in followed]
    assert len(knowledge.paths) == 38
    assert not lost


def test_no_rule_follows_a_path_that_is_beyond_tools(knowledge: Knowledge) -> None:
    beyond = {id_ for id_, path in knowledge.paths.items() if path.beyond_tools is not None}
    assert beyond
    assert not beyond & {path for rule in knowledge.rules.values() for path in rule.paths}


# --- names of the reports


def test_each_of_the_241_names_of_the_reports_is_placed_once(knowledge: Knowledge) -> None:
    names = list(read_file(NAMES).data)
    placed = Counter(
        name for entries in (knowledge.products, knowledge.not_offered) for e in entries.values() for name in e.named
    )
    assert len(names) == 241
    assert [name for name in names if placed[name] != 1] == []
    assert sorted(set(placed) - set(names)) == []


def test_no_retired_or_unlawful_name_is_a_product(knowledge: Knowledge) -> None:
    banned = {
        word
        for id_, entry in knowledge.not_offered.items()
        if entry.reason in ("retired", "unlawful")
        for word in (id_, *entry.named)
    }
    sold = {word for id_, product in knowledge.products.items() for word in (id_, *product.named)}
    assert banned
    assert not banned & sold


def test_no_vendor_is_named_in_the_words_of_a_tool(knowledge: Knowledge) -> None:
    vendors = set(_vendors(knowledge))
    assert "腾讯" in vendors
    found = {
        (id_, vendor)
        for id_, tool in knowledge.tools.items()
        for text in (tool.name, tool.what, tool.free_way)
        if text is not None
        for vendor in vendors
        if vendor in text or vendor in text.zh or re.search(rf"\b{re.escape(vendor)}\b", text.en, re.IGNORECASE)
    }
    assert not found


# --- sources and words


def test_every_source_leads_somewhere(knowledge: Knowledge) -> None:
    many = (knowledge.tools, knowledge.rules, knowledge.products, knowledge.not_offered, knowledge.services)
    single = (knowledge.needs, knowledge.paths, knowledge.assessments)
    references = {source for entries in many for entry in entries.values() for source in entry.sources}
    references |= {entry.source for entries in single for entry in entries.values()}
    assert [source for source in sorted(references) if not source_exists(knowledge.sources, source)] == []
    assert all(entry.sources for entries in many for entry in entries.values())


def test_chinese_texts_are_chinese_and_english_texts_are_not(knowledge: Knowledge) -> None:
    not_chinese = sorted(
        {text.zh for text in _texts(knowledge) if not CHINESE.search(text.zh) and text.zh not in ("%", "menkan")}
    )
    not_english = sorted({text.en for text in _texts(knowledge) if CHINESE.search(QUOTED.sub("", text.en))})
    assert not_chinese == []
    assert not_english == []


def test_no_figure_stands_without_its_year(knowledge: Knowledge) -> None:
    """Percentages and sums of money are quoted with their year, or stand in a list price."""
    texts = [tool.what for tool in knowledge.tools.values()]
    texts += [text for rule in knowledge.rules.values() for text in (rule.title, rule.because)]
    loose = [words for text in texts for words in text if FIGURE.search(words) and not YEAR.search(words)]
    assert not loose


def test_what_costs_nothing_is_simple_or_listed_as_free(knowledge: Knowledge) -> None:
    free = [tool for tool in knowledge.tools.values() if tool.cost.band == "free"]
    wrong = [tool.id for tool in free if not _rightly_free(tool)]
    assert free
    assert not wrong


# --- helpers


def _rules(knowledge: Knowledge, kind: str) -> list[Rule]:
    return [rule for rule in knowledge.rules.values() if rule.kind == kind]


def _examples(loaded: Loaded) -> Iterator[tuple[Rule, Example]]:
    for id_, rule in loaded.knowledge.rules.items():
        for example in loaded.shaped["rules"][id_].examples:
            yield rule, example


def _indicators(knowledge: Knowledge) -> dict[int, Indicator]:
    dimensions = knowledge.assessments[MODEL].dimensions.values()
    return {indicator.number: indicator for dimension in dimensions for indicator in dimension.indicators}


def _decisive(loaded: Loaded, rule: Rule, example: Example, indicator: Indicator) -> bool:
    facts = facts_of(loaded, example)
    answer = facts.get(indicator.fact)
    if rule.kind != "recommend" or answer is None or judge(rule.when, facts) is not True:
        return False
    best = loaded.vocabulary[indicator.fact]
    good: Value = True if best.type == "yes/no" else exactly(int((best.high or 0) * best.scale))
    bad = share_of(indicator, answer).high < 100
    return bad and judge(rule.when, {**facts, indicator.fact: good}) is not True


def _positively(knowledge: Knowledge) -> set[tuple[str | None, Any]]:
    """Facts and answers that speak for a tool, in a recommend rule or in a derived fact that such a rule reads."""
    derived: dict[str, list[Rule]] = {}
    for rule in _rules(knowledge, "derive"):
        derived.setdefault(rule.targets[0], []).append(rule)
    found: set[tuple[str | None, Any]] = set()
    for rule in _rules(knowledge, "recommend"):
        for leaf, truth in _signed(rule.when, truth=True):
            found |= set(_answers(leaf, truth))
            for basis in derived.get(leaf.fact, ()):
                for below, sign in _signed(basis.when, truth=truth is _said_yes(leaf)):
                    found |= set(_answers(below, sign))
    return found


def _said_yes(leaf: Leaf) -> bool:
    return bool(getattr(leaf, "answer", True))


def _signed(tree: Tree, *, truth: bool) -> Iterator[tuple[Leaf, bool]]:
    """Every leaf with the truth that it must have."""
    match tree:
        case All(parts) | Either(parts):
            for part in parts:
                yield from _signed(part, truth=truth)
        case Not(part):
            yield from _signed(part, truth=not truth)
        case _:
            yield tree, truth


def _answers(leaf: Leaf, truth: bool) -> Iterable[tuple[str, Any]]:
    match leaf:
        case Has(fact, member):
            return [(fact, member)] if truth else []
        case OneOf(fact, members):
            return [(fact, member) for member in members] if truth else []
        case _ if hasattr(leaf, "answer"):
            return [(leaf.fact, leaf.answer is truth)]
        case _:
            return []


def _vendors(knowledge: Knowledge) -> Iterator[str]:
    for product in knowledge.products.values():
        if not product.vendor.zh.startswith(NO_VENDORS):
            yield from product.vendor.zh.split("、")
            yield from re.split(r" with | and ", product.vendor.en)


def _texts(value: Any) -> Iterator[Text]:
    """Every pair of Chinese and English words below a value."""
    match value:
        case Text():
            yield value
        case Mapping():
            for item in value.values():
                yield from _texts(item)
        case tuple():
            for item in value:
                yield from _texts(item)


def _rightly_free(tool: Tool) -> bool:
    """A list price says so; an estimate is of something that the firm's own people do within some weeks."""
    if tool.cost.basis == "list price":
        return tool.cost.text is not None and re.search("免费|0元", tool.cost.text.zh) is not None
    return tool.effort.skills in ("none", "basic") and tool.effort.weeks[1] <= 8
