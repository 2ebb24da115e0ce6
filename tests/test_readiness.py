"""How ready a firm is to ask for a loan."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from tests.firms import TODAY, made_up, reasoned
from toolbox.inference import Inference
from toolbox.knowledge.model import Knowledge
from toolbox.readiness import PaperStanding, Readiness, readiness


@pytest.fixture
def ready(knowledge: Knowledge, inference: Inference) -> Any:
    """The readiness of a firm in plain words."""

    def found(firm: Mapping[str, Any]) -> Readiness:
        case = reasoned(knowledge, inference, firm)
        return readiness(knowledge, case.inferred, case.recommendations, TODAY, "a firm")

    return found


def _paper(found: Readiness, id_: str) -> PaperStanding:
    return next(paper for paper in found.papers if paper.id == id_)


def test_a_tool_in_use_yields_the_paper(ready: Any) -> None:
    books = _paper(ready({"in_use": ["bookkeeping"]}), "books")
    assert books.status == "there"
    assert [tool.id for tool in books.kept_by] == ["bookkeeping"]
    assert books.ways == ()


def test_books_kept_by_an_agent_are_there_without_a_tool(ready: Any) -> None:
    assert _paper(ready({"in_use": [], "bookkeeping": "agent"}), "books").status == "there"


def test_what_is_missing_names_a_tool_and_a_way_by_hand(ready: Any) -> None:
    books = _paper(ready({"in_use": [], "bookkeeping": "paper", "goals": ["get_loan"], "sector": "retail"}), "books")
    assert books.status == "missing"
    assert books.ways[0].tool == "bookkeeping"
    assert books.by_hand
    assert books.questions == ()


def test_what_was_not_told_is_unknown_and_asked(ready: Any) -> None:
    books = _paper(ready({"sector": "retail"}), "books")
    assert books.status == "unknown"
    assert [q.fact for q in books.questions] == ["bookkeeping", "in_use"]


def test_papers_of_other_trades_are_not_asked_for(ready: Any) -> None:
    shop = ready({"sector": "retail", "activities": ["keeps_stock"], "customers": ["consumers"], "in_use": []})
    assert "land-and-crops" not in {paper.id for paper in shop.papers}
    farm = ready({"sector": "agriculture", "activities": ["grows_or_breeds"], "in_use": []})
    assert _paper(farm, "land-and-crops").asked == "yes"
    assert _paper(ready({}), "land-and-crops").asked == "ask"


@pytest.mark.parametrize("seed", range(8))
def test_the_counts_are_those_of_the_papers_asked_for(seed: int, ready: Any, knowledge: Knowledge) -> None:
    found = ready(made_up(knowledge, seed))
    asked = [paper for paper in found.papers if paper.asked == "yes"]
    assert found.there + found.missing + found.unknown == len(asked)
    for paper in found.papers:
        records = {record.id for record in paper.records}
        for way in paper.ways:
            assert records & set(knowledge.tools[way.tool].yields)
        assert (paper.status == "unknown") <= bool(paper.questions)
        assert not (paper.status == "there" and paper.ways)


def test_it_promises_no_loan(ready: Any) -> None:
    found = ready({"goals": ["get_loan"], "in_use": []})
    assert "放款的机构定" in found.note.zh
    assert "lender's decision" in found.note.en
    assert [partner.id for partner in found.partners if partner.verdict == "yes"] == ["bank"]
    assert all(programme.kind.id in ("loan_interest", "credit", "guarantee") for programme in found.programmes)
