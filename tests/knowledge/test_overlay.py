"""What a centre lays over the built-in knowledge: entries added, replaced and switched off."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.town_van import RULE, TOOL
from toolbox.conditions.tree import facts_in
from toolbox.errors import DataError
from toolbox.knowledge.loader import Loaded
from toolbox.knowledge.model import Knowledge
from toolbox.knowledge.sources import built_in, roots

BUILT_IN = built_in().path


class Centre:
    """A folder laid over the built-in knowledge, filled file by file."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def has(self, name: str, text: str) -> Centre:
        """The same with one more file."""
        file = self.path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return self

    def knowledge(self, *others: Centre) -> Knowledge:
        """The built-in knowledge with this folder and then the others over it."""
        return Loaded(roots([self.path, *(other.path for other in others)])).knowledge

    def refused(self) -> list[str]:
        """What is wrong with it."""
        with pytest.raises(DataError) as error:
            self.knowledge()
        return [str(fault) for fault in error.value.faults]


@pytest.fixture
def centre(tmp_path: Path) -> Centre:
    return Centre(tmp_path / "centre")


def _overridden(knowledge: Knowledge) -> set[tuple[str, str, str]]:
    return {(each.what, each.id, each.how) for each in knowledge.overridden}


def _built_in_file(name: str) -> str:
    return (BUILT_IN / name).read_text(encoding="utf-8")


# --- added and replaced


def test_the_built_in_knowledge_overrides_nothing(knowledge: Knowledge) -> None:
    assert knowledge.overridden == ()


def test_a_centre_adds_a_tool_with_its_rule(centre: Centre, knowledge: Knowledge) -> None:
    centre.has("catalog/tools/logistics/town-van.yaml", TOOL)
    centre.has("rules/recommend/logistics/ride-along.yaml", RULE)
    found = centre.knowledge()
    assert set(found.tools) - set(knowledge.tools) == {"town-van"}
    assert [rule.id for rule in found.rules_for("town-van")] == ["ride-along"]
    assert "town-van" in found.vocabulary["in_use"].members
    assert _overridden(found) == {("tools", "town-van", "added"), ("rules", "ride-along", "added")}
    assert all(each.by.startswith(str(centre.path)) for each in found.overridden)


def test_a_centre_replaces_a_tool(centre: Centre, knowledge: Knowledge) -> None:
    name = "catalog/tools/logistics/inventory.yaml"
    found = centre.has(name, _built_in_file(name).replace("band: modest", "band: low")).knowledge()
    assert (knowledge.tools["inventory"].cost.band, found.tools["inventory"].cost.band) == ("modest", "low")
    assert len(found.tools) == len(knowledge.tools)
    assert _overridden(found) == {("tools", "inventory", "replaced")}


def test_a_centre_replaces_one_entry_of_a_map_and_leaves_the_rest(centre: Centre, knowledge: Knowledge) -> None:
    found = centre.has("catalog/strengths.yaml", "strong: {name: {zh: 推荐, en: advised}, points: 40}\n").knowledge()
    assert found.strengths["strong"].points == 40
    assert found.strengths["must"] == knowledge.strengths["must"]
    assert _overridden(found) == {("strengths", "strong", "replaced")}


def test_the_topmost_folder_has_the_last_word(centre: Centre, tmp_path: Path) -> None:
    above = Centre(tmp_path / "above").has("catalog/strengths.yaml", "strong: {name: {zh: 二, en: two}, points: 2}\n")
    centre.has("catalog/strengths.yaml", "strong: {name: {zh: 一, en: one}, points: 1}\n")
    assert centre.knowledge(above).strengths["strong"].points == 2


def test_an_entry_twice_in_one_folder_is_refused(centre: Centre) -> None:
    centre.has("catalog/tools/logistics/town-van.yaml", TOOL)
    centre.has("catalog/tools/marketing/town-van.yaml", TOOL)
    (fault,) = centre.refused()
    assert "'town-van' stands in" in fault
    assert "too" in fault


# --- switched off


def test_a_rule_is_switched_off(centre: Centre, knowledge: Knowledge) -> None:
    found = centre.has("off.yaml", "rules: [backup-first]\n").knowledge()
    assert set(knowledge.rules) - set(found.rules) == {"backup-first"}
    assert _overridden(found) == {("rules", "backup-first", "switched off")}


def test_a_tool_that_is_switched_off_is_nowhere_any_more(centre: Centre, knowledge: Knowledge) -> None:
    found = centre.has("off.yaml", "tools: [crm]\n").knowledge()
    assert "crm" not in found.tools
    assert knowledge.rules_for("crm")
    assert not found.rules_for("crm")
    assert not any("crm" in (*t.needs, *t.helps, *t.replaces, *t.conflicts) for t in found.tools.values())
    assert not any("crm" in product.tools for product in found.products.values())
    assert not any("crm" in step.tools for path in found.paths.values() for step in path.steps)
    assert not any("crm" in fact.shown_by for fact in found.vocabulary.values())
    assert ("tools", "crm", "switched off") in _overridden(found)
    gone = {("rules", rule.id, "switched off") for rule in knowledge.rules_for("crm") if rule.kind == "recommend"}
    assert gone <= _overridden(found)


def test_a_firm_may_still_say_that_it_uses_a_tool_that_is_off(centre: Centre, knowledge: Knowledge) -> None:
    """Other rules may read that it is in use."""
    found = centre.has("off.yaml", "tools: [crm]\n").knowledge()
    readers = [rule.id for rule in found.rules.values() if "in_use" in facts_in(rule.when)]
    assert readers
    assert "crm" in found.vocabulary["in_use"].members


def test_a_hold_that_names_only_a_tool_that_is_off_goes_with_it(centre: Centre, knowledge: Knowledge) -> None:
    assert knowledge.rules["vehicle-terminals-without-vehicles"].targets == ("fleet-telematics",)
    found = centre.has("off.yaml", "tools: [fleet-telematics]\n").knowledge()
    assert "vehicle-terminals-without-vehicles" not in found.rules
    assert found.rules["delivery-software-that-is-there-already"].targets == ("tms",)


def test_a_tool_that_others_need_is_not_switched_off_without_them(centre: Centre) -> None:
    faults = centre.has("off.yaml", "tools: [domain-icp]\n").refused()
    assert len(faults) == 2
    for fault, other in zip(sorted(faults), ("business-email", "website"), strict=True):
        assert "off.yaml:1: 'domain-icp' cannot be switched off" in fault
        assert f"'{other}' needs it" in fault


def test_a_tool_is_switched_off_together_with_all_that_need_it(centre: Centre) -> None:
    off = "tools: [domain-icp, business-email, website, https-certificate]\n"
    assert not {"domain-icp", "website"} & set(centre.has("off.yaml", off).knowledge().tools)


def test_a_product_is_switched_off(centre: Centre) -> None:
    found = centre.has("off.yaml", "products: [CoDesign]\n").knowledge()
    assert "CoDesign" not in found.products
    assert _overridden(found) == {("products", "CoDesign", "switched off")}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("tools: [inventry]\n", "Did you mean 'inventory'?"),
        ("rule: [backup-first]\n", "'rule' cannot be switched off"),
        ("- tools\n", "this file is a map"),
    ],
)
def test_a_wrong_switch_is_told_with_its_line(centre: Centre, text: str, told: str) -> None:
    (fault,) = centre.has("off.yaml", text).refused()
    assert fault.startswith(f"{centre.path}/off.yaml:1: ")
    assert told in fault


def test_a_centre_switches_a_tool_off_and_puts_its_own_in_its_place(centre: Centre, tmp_path: Path) -> None:
    name = "catalog/tools/logistics/inventory.yaml"
    above = Centre(tmp_path / "above").has(name, _built_in_file(name).replace("band: modest", "band: free"))
    centre.has("off.yaml", "tools: [crm]\n")
    found = centre.knowledge(above)
    assert found.tools["inventory"].cost.band == "free"
    assert "crm" not in found.tools


# --- programmes and partners

OWN_GRANT = """
county-grant:
  name: {zh: 本县上云补助, en: "The county's grant for the cloud"}
  jurisdiction: '3307'
  kind: subsidy
  since: 2026-05
  until: 2027-04-30
  document: 县政办〔2026〕7号
  certainty: high
  checked: 2026-11-01
  whom: {zh: 本县的工业企业, en: Makers of the county}
  pays:
    what: {zh: 补两成, en: One fifth}
    form: grant
    rate: [20, 20]
    ceiling: [50000, 50000]
    scenarios: [production]
  first: {zh: 先到窗口登记, en: Register at the office first}
  apply: before the purchase
  sources: [tax-2023-12]
"""
OWN_GRANT_RULE = """
title: {zh: 本县的工业企业可以申请, en: Makers of the county may apply}
eligible: county-grant
when: {city: 金华, sector: manufacturing}
because: {zh: 企业在本县做工业。, en: It makes things in the county.}
sources: [judgement]
examples:
  - {name: here, firm: {city: 金华, sector: manufacturing}, expect: yes}
  - {name: elsewhere, firm: {city: 杭州, sector: manufacturing}, expect: no}
  - {name: not told, firm: {sector: manufacturing}, expect: ask city}
"""


def test_a_centre_adds_a_programme_with_its_rule(centre: Centre, knowledge: Knowledge) -> None:
    centre.has("catalog/policies/county.yaml", OWN_GRANT)
    found = centre.has("rules/policies/makers-of-the-county.yaml", OWN_GRANT_RULE).knowledge()
    assert set(found.policies) - set(knowledge.policies) == {"county-grant"}
    assert set(found.offers) - set(knowledge.offers) == {"makers-of-the-county"}
    assert found.rules == knowledge.rules
    assert _overridden(found) == {("policies", "county-grant", "added"), ("rules", "makers-of-the-county", "added")}


def test_a_centre_replaces_a_programme_that_it_has_checked(centre: Centre, knowledge: Knowledge) -> None:
    text = _built_in_file("catalog/policies/pilots.yaml")
    start = text.index("hangzhou-grant:")
    checked = text[start : text.index("zhangzhou-vouchers:")].replace("certainty: low", "certainty: high")
    found = centre.has("catalog/policies/checked.yaml", checked).knowledge()
    assert (knowledge.policies["hangzhou-grant"].certainty, found.policies["hangzhou-grant"].certainty) == (
        "low",
        "high",
    )
    assert _overridden(found) == {("policies", "hangzhou-grant", "replaced")}


def test_a_programme_that_is_off_takes_its_rules_and_mentions_along(centre: Centre) -> None:
    found = centre.has("off.yaml", "policies: [equipment-loan-interest]\npartners: [bank]\n").knowledge()
    assert "equipment-loan-interest" not in found.policies
    assert found.policies["sme-loan-interest"].excludes == ("service-loan-interest",)
    assert not {rule.targets[0] for rule in found.offers.values()} & {"equipment-loan-interest", "bank"}
    assert _overridden(found) == {
        ("policies", "equipment-loan-interest", "switched off"),
        ("rules", "borrowing-for-equipment", "switched off"),
        ("partners", "bank", "switched off"),
        ("rules", "whoever-needs-money-asks-a-bank", "switched off"),
    }


def test_a_tool_that_is_off_is_paid_for_by_nobody(centre: Centre) -> None:
    found = centre.has("off.yaml", "tools: [vision-inspection, e-signature]\n").knowledge()
    assert all("vision-inspection" not in p.pays.tools for p in found.policies.values() if p.pays)
    assert all("vision-inspection" not in p.tools for p in found.partners.values())
    assert found.papers["contracts"].tools == ()
