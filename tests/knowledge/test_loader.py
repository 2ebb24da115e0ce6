"""Files become one checked and frozen Knowledge."""

from __future__ import annotations

from pathlib import Path

import pytest

from toolbox.errors import DataError
from toolbox.knowledge.loader import Loaded
from toolbox.knowledge.model import Knowledge
from toolbox.knowledge.sources import digest, roots

HOLD = """
title: {{zh: 试试, en: A try}}
hold: {hold}
when: {{tiny_firm: yes}}
because: {{zh: 因为。, en: Because.}}
until: {{zh: 以后。, en: Later.}}
sources: [judgement]
examples:
  - {{name: tiny, firm: {{tiny_firm: yes}}, expect: yes}}
  - {{name: larger, firm: {{tiny_firm: no}}, expect: no}}
  - {{name: not told, firm: {{sector: retail}}, expect: ask tiny_firm}}
"""


def _held(folder: Path, hold: str) -> tuple[str, ...]:
    place = folder / "rules" / "hold" / "a-try.yaml"
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(HOLD.format(hold=hold), encoding="utf-8")
    return Loaded(roots([folder])).knowledge.rules["a-try"].targets


def test_every_entry_becomes_part_of_the_knowledge(loaded: Loaded, knowledge: Knowledge) -> None:
    plain = ("tools", "products", "not_offered", "needs", "paths", "sources", "divisions")
    for section in (*plain, "policies", "partners", "papers", "services"):
        assert set(getattr(knowledge, section)) == set(loaded.entries.sections[section]), section
    assert set(knowledge.every_rule()) == set(loaded.entries.sections["rules"])
    assert not set(knowledge.rules) & set(knowledge.offers)
    assert set(knowledge.vocabulary) == set(loaded.entries.sections["facts"])


def test_tools_and_rules_come_in_the_order_of_their_ids(knowledge: Knowledge) -> None:
    assert list(knowledge.tools) == sorted(knowledge.tools)
    assert list(knowledge.rules) == sorted(knowledge.rules)
    assert all(tool.id == id_ for id_, tool in knowledge.tools.items())


def test_the_same_files_make_the_same_knowledge(knowledge: Knowledge) -> None:
    again = Loaded(roots()).knowledge
    assert again == knowledge
    assert again.digest == digest(roots())


def test_a_rule_knows_its_file_and_an_entry_its_line(loaded: Loaded, knowledge: Knowledge) -> None:
    assert knowledge.rules["backup-first"].origin == "rules/recommend/all/backup-first.yaml"
    assert loaded.place("rules", "backup-first", "strength") == "rules/recommend/all/backup-first.yaml:3"


def test_prerequisites_follow_the_needs_to_the_end_each_after_what_it_needs(knowledge: Knowledge) -> None:
    assert knowledge.prerequisites["https-certificate"] == ("domain-icp", "website")
    for id_, before in knowledge.prerequisites.items():
        assert set(knowledge.tools[id_].needs) <= set(before)
        for place, tool in enumerate(before):
            assert set(knowledge.tools[tool].needs) <= set(before[:place]), id_


def test_a_numbers_bins_are_kept_in_the_units_of_the_fact(knowledge: Knowledge) -> None:
    production = knowledge.assessments["tencent-2021"].dimensions["production"].indicators
    share = next(i for i in production if i.fact == "digital_output_share")
    assert share.bins[0] == (100, 0)  # up to 10.0 percent, kept in tenths


def test_a_hold_selects_tools_by_their_properties(tmp_path: Path, knowledge: Knowledge) -> None:
    wanted = sorted(t.id for t in knowledge.tools.values() if t.layer == "security" and t.effort.skills == "it")
    assert _held(tmp_path, "{skills: [it], layer: [security]}") == tuple(wanted)
    assert {"network-firewall", "vulnerability-scan"} <= set(wanted)


@pytest.mark.parametrize(
    ("hold", "told"),
    [
        ("{skill: [it]}", "tools cannot be selected by 'skill'. Did you mean 'skills'?"),
        ("{cost: [hihg]}", "there is no 'hihg' among the costs. Did you mean 'high'?"),
        ("[inventry]", "Did you mean 'inventory'?"),
        ("[]", "it names no tool"),
        ("{cost: [free], skills: [specialist]}", "it names no tool"),
    ],
)
def test_a_hold_that_selects_nothing_is_refused(tmp_path: Path, hold: str, told: str) -> None:
    with pytest.raises(DataError) as error:
        _held(tmp_path, hold)
    assert any(told in str(fault) for fault in error.value.faults)


def test_everything_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    for name, scenario in (("one", "logistic"), ("two", "marketin")):
        place = tmp_path / "catalog" / "tools" / scenario / f"{name}.yaml"
        place.parent.mkdir(parents=True)
        place.write_text("layer: [application]\nunknown key: 1\n", encoding="utf-8")
    with pytest.raises(DataError) as error:
        Loaded(roots([tmp_path]))
    told = [str(fault) for fault in error.value.faults]
    assert told == sorted(set(told))
    for name in ("one", "two"):
        assert any(f"{name}.yaml" in fault and "'name' is missing" in fault for fault in told)
        assert any(f"{name}.yaml:2" in fault and "no key called 'unknown key'" in fault for fault in told)
