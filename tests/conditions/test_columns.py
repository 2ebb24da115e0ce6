"""Conditions over columns fire for exactly the firms for which their verdict is yes."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from tests.conditions.small import VOCABULARY
from tests.generated import Firms, condition, vocabulary
from toolbox.conditions import bits, columns
from toolbox.conditions.tree import All, Any, Has, Is, Not, OneOf, Within
from toolbox.conditions.values import Members, Span, Value, exactly, only
from toolbox.inference import VerdictRules

RULE_SETS, FIRMS = 24, 130


def fired(rules: dict, firms: list[dict[str, Value]], facts: dict) -> list[frozenset[str]]:
    """For each firm the rules that fire, by columns."""
    of_facts = {n: columns.column_of([f.get(n) for f in firms], fact.type, fact.members) for n, fact in facts.items()}
    reader = columns.Rules(rules)
    truths = [bits.unpacked(row, len(firms)) for row in reader.fired(of_facts, len(firms))]
    return [frozenset(id_ for id_, each in zip(reader.ids, truths, strict=True) if each[n]) for n in range(len(firms))]


@pytest.mark.parametrize("seed", range(RULE_SETS))
def test_generated_rules_fire_over_columns_as_the_verdict_says(seed: int) -> None:
    draw = random.Random(seed)
    facts = vocabulary(draw)
    rules = {f"rule {number}": condition(draw, facts) for number in range(draw.randint(1, 40))}
    firms = list(Firms(facts, list(rules.values()), seed).draw(FIRMS))
    specification = VerdictRules(rules)
    assert fired(rules, firms, facts) == [specification.fired(firm) for firm in firms]


def test_unknown_ranges_and_parts_of_sets_ask_and_do_not_fire() -> None:
    rules = {
        "open": Is("open", answer=True),
        "not a shop": Not(OneOf("trade", ("shop",))),
        "some": Within("staff", 5, 10),
        "any number": Within("staff", None, None),
        "not late": Not(Has("pains", "late")),
        "always": All(()),
        "never": Any(()),
    }
    facts = {name: VOCABULARY[name] for name in ("open", "trade", "staff", "pains")}
    firms: list[dict[str, Value]] = [
        {},
        {"open": True, "trade": only("farm"), "staff": Span(5, 10), "pains": Members(frozenset())},
        {"open": False, "trade": only("shop"), "staff": Span(5, 11), "pains": Members(frozenset(), closed=False)},
        {"staff": exactly(2**60), "pains": Members(frozenset(), frozenset(("late",)), closed=False)},
    ]
    assert fired(rules, firms, facts) == [
        {"always"},
        {"open", "not a shop", "some", "any number", "not late", "always"},
        {"any number", "always"},
        {"any number", "not late", "always"},
    ]


def test_a_column_gives_back_what_was_put_in() -> None:
    draw = random.Random(5)
    facts = vocabulary(draw)
    firms = list(Firms(facts, [], 5).draw(200))
    for name, fact in facts.items():
        values = [firm.get(name) for firm in firms]
        column = columns.column_of(values, fact.type, fact.members)
        assert [columns.value_at(column, row) for row in range(len(firms))] == values


def test_bits_beyond_the_last_firm_are_never_set() -> None:
    for rows in (1, 63, 64, 65):
        bits = columns.Rules({"always": All(()), "open": Is("open", answer=True)}).fired({}, rows)
        assert int(np.bitwise_count(bits).sum()) == rows


def test_a_bound_that_no_column_holds_is_refused_when_compiled() -> None:
    with pytest.raises(columns.TooWide):
        columns.Rules({"far": Within("staff", 2**63, None)})


def test_threads_share_rules_without_mixing_firms_up() -> None:
    draw = random.Random(9)
    facts = vocabulary(draw)
    rules = {f"rule {number}": condition(draw, facts) for number in range(30)}
    sheets = [list(Firms(facts, list(rules.values()), seed).draw(100)) for seed in range(8)]
    reader = columns.Rules(rules)
    tables = [
        {n: columns.column_of([firm.get(n) for firm in firms], f.type, f.members) for n, f in facts.items()}
        for firms in sheets
    ]
    alone = [reader.fired(table, 100).tolist() for table in tables]
    with ThreadPoolExecutor(4) as pool:
        assert [bits.tolist() for bits in pool.map(lambda table: reader.fired(table, 100), tables * 4)] == alone * 4
