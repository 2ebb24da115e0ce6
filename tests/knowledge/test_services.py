"""Services that many firms share: what the built-in ones promise, and what an overlay may do to them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from toolbox import knowledge as known
from toolbox.conditions.tree import facts_in
from toolbox.knowledge import codec
from toolbox.knowledge.model import Knowledge

FIGURE = re.compile(r"[0-9]")


def test_the_shared_places_that_the_reports_name_are_there(knowledge: Knowledge) -> None:
    named = {"shared-manufacturing-centre", "public-warehouse", "livestream-base", "purchasing-platform"}
    assert named <= knowledge.services.keys()
    assert len(knowledge.services) == 11
    assert list(knowledge.services) == sorted(knowledge.services)


def test_each_offers_tools_of_the_catalogue_and_says_from_where_it_is_known(knowledge: Knowledge) -> None:
    for id_, service in knowledge.services.items():
        assert service.id == id_
        assert len(service.tools) >= 2
        assert set(service.tools) <= knowledge.tools.keys()
        assert any(source != "judgement" for source in service.sources), id_


def test_none_claims_a_price_or_a_gain(knowledge: Knowledge) -> None:
    assert not [id_ for id_, s in knowledge.services.items() for words in (*s.name, *s.text) if FIGURE.search(words)]


def test_each_asks_only_what_a_rule_may_ask(knowledge: Knowledge) -> None:
    asked = {fact for service in knowledge.services.values() if service.when for fact in facts_in(service.when)}
    assert asked
    assert all(knowledge.vocabulary[fact].only_for is None for fact in asked)


def test_services_come_back_from_the_cache_as_they_were(knowledge: Knowledge) -> None:
    assert codec.from_plain(codec.to_plain(knowledge)).services == knowledge.services


@pytest.fixture
def overlay(tmp_path: Path) -> Path:
    (tmp_path / "catalog").mkdir()
    return tmp_path


def test_a_county_adds_its_own_and_switches_off_what_it_will_not_have(overlay: Path) -> None:
    (overlay / "catalog" / "services.yaml").write_text(
        "dye-house:\n  name: {zh: 共用染厂, en: Shared dye-house}\n  text: {zh: 各厂合用, en: For all works}\n"
        "  tools: [production-planning]\n  when: {员工人数: 至少 5}\n  sources: [judgement]\n",
        encoding="utf-8",
    )
    (overlay / "off.yaml").write_text("services: [export-centre]\n", encoding="utf-8")
    found = known.load((overlay,))
    assert "dye-house" in found.services
    assert "export-centre" not in found.services
    assert {(o.what, o.id, o.how) for o in found.overridden} == {
        ("services", "dye-house", "added"),
        ("services", "export-centre", "switched off"),
    }


def test_a_service_loses_the_tools_that_are_off_and_goes_with_the_last(overlay: Path) -> None:
    (overlay / "off.yaml").write_text("tools: [finance-readiness, online-financing]\n", encoding="utf-8")
    found = known.load((overlay,))
    assert "finance-platform" not in found.services
    assert found.services["shared-bookkeeping"].tools == ("bookkeeping", "e-invoice")
