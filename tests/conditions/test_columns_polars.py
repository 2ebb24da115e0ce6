"""A third reader, of which nothing is shared but trees and their normal form, fires the same rules over columns.

`python -m bench.thirds` does the same over a million firms.
"""

from __future__ import annotations

import random

import numpy as np
import polars as pl
import pytest

from tests.generated import Firms, condition, vocabulary
from tests.polars_reader import PolarsRules, cells_of, frame_of
from tests.turning import Turning, columns_of, firm_at, truths_of
from toolbox.batch.reading import read
from toolbox.conditions import columns
from toolbox.conditions.tree import All, Any, Has, Is, Not, OneOf, Within
from toolbox.conditions.values import Among, Members, Span
from toolbox.headings import read_headings
from toolbox.inference import VerdictRules
from toolbox.knowledge.model import Knowledge

FIRMS, RULE_SETS = 3_000, 12


def by_columns(rules: columns.Rules, of_facts: dict[str, columns.Column], rows: int) -> np.ndarray:
    return truths_of(rules.fired(of_facts, rows), rows)


def test_the_built_in_rules_fire_alike_where_they_are_about_to_turn(knowledge: Knowledge) -> None:
    rules = {id_: rule.when for id_, rule in knowledge.rules.items()}
    drawn = Turning(knowledge.vocabulary, list(rules.values()), 3).draw(FIRMS)
    ours = by_columns(columns.Rules(rules), columns_of(drawn, knowledge.vocabulary), FIRMS)
    frame = frame_of(drawn.pools, knowledge.vocabulary, drawn.places)
    assert (ours == PolarsRules(rules, knowledge.vocabulary).fired(frame)).all()
    assert 0.01 < ours.mean() < 0.5
    assert ours.any(axis=1).mean() > 0.95, "most rules fire for some firm, or nothing is compared"
    specification = VerdictRules(rules)
    for row in range(0, FIRMS, 50):
        fired = {id_ for id_, truths in zip(rules, ours, strict=True) if truths[row]}
        assert fired == specification.fired(firm_at(drawn, row))


@pytest.mark.parametrize("seed", range(RULE_SETS))
def test_generated_rules_fire_alike(seed: int) -> None:
    draw = random.Random(seed)
    facts = vocabulary(draw)
    rules = {f"rule {number}": condition(draw, facts) for number in range(draw.randint(1, 40))}
    firms = list(Firms(facts, list(rules.values()), seed).draw(120))
    told = {name: [firm.get(name) for firm in firms] for name in facts}
    of_facts = {name: columns.column_of(told[name], fact.type, fact.members) for name, fact in facts.items()}
    ours = by_columns(columns.Rules(rules), of_facts, len(firms))
    assert (ours == PolarsRules(rules, facts).fired(frame_of(told, facts, None))).all()


def test_the_third_reader_can_tell_a_difference(knowledge: Knowledge) -> None:
    facts = {name: knowledge.vocabulary[name] for name in ("staff", "in_use", "sector", "sells_online")}
    rules = {
        "ten": Within("staff", 10, None),
        "eleven": Within("staff", 11, None),
        "not a farm": Not(OneOf("sector", ("agriculture",))),
        "without": Not(Has("in_use", next(iter(facts["in_use"].members)))),
        "never": Any(()),
        "online": Is("sells_online", answer=True),
        "always": All(()),
    }
    told = {
        "staff": [Span(10, 10), Span(5, 20), None],
        "in_use": [Members(frozenset()), Members(frozenset(), closed=False), None],
        "sector": [Among(frozenset(("retail", "agriculture"))), Among(frozenset(("retail", "catering"))), None],
        "sells_online": [True, False, None],
    }
    fired = PolarsRules(rules, facts).fired(frame_of(told, facts, None))
    by_rule = dict(zip(rules, fired.tolist(), strict=True))
    assert by_rule["ten"] == [True, False, False]
    assert by_rule["eleven"] == [False, False, False]
    assert by_rule["not a farm"] == [False, True, False]
    assert by_rule["without"] == [True, False, False]
    assert by_rule["never"] == [False, False, False]
    assert by_rule["online"] == [True, False, False]
    assert by_rule["always"] == [True, True, True]


def test_cells_that_are_no_numbers_are_unknown_to_both(knowledge: Knowledge) -> None:
    """From cells on: what is empty, and what is no number, must not compare as anything."""
    rules = {id_: rule.when for id_, rule in knowledge.rules.items()}
    drawn = Turning(knowledge.vocabulary, list(rules.values()), 4, exact=True).draw(800)
    cells = cells_of(drawn, knowledge.vocabulary, seed=4)
    assert any(series.dtype == pl.Float64 and series.is_nan().any() for series in cells.told)
    arrays = [series.to_arrow() for series in cells.told]
    got = read(read_headings(cells.told.columns, knowledge, "drawn"), arrays, 800, knowledge)
    assert not got.bad
    ours = by_columns(columns.Rules(rules), dict(got.firms.facts), 800)
    assert (ours == PolarsRules(rules, knowledge.vocabulary).fired(cells.frame)).all()
    assert ours.any(axis=1).mean() > 0.3
