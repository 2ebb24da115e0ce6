"""Schemathesis throws at the HTTP interface what its documents allow, and what they do not."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.bots.fuzzing import ACCEPTED, FLAT, FULL, Fuzzed, canonical, fuzz, interface
from toolbox.knowledge.model import Knowledge

EXAMPLES = 5
CHECKS = {
    *("not_a_server_error", "status_code_conformance", "content_type_conformance", "response_schema_conformance"),
    *("response_headers_conformance", "negative_data_rejection", "unsupported_method", "allow_header_conformance"),
    *("missing_required_header", "ignored_auth", "use_after_free", "ensure_resource_availability"),
}


@pytest.fixture(scope="module")
def app(knowledge: Knowledge) -> Any:
    return interface(knowledge)


@pytest.fixture(scope="module")
def documents(app: Any) -> dict[str, dict[str, Any]]:
    client = TestClient(app)
    return {path: client.get(path).json() for path in (FULL, FLAT)}


def clean(found: Fuzzed, document: dict[str, Any]) -> bool:
    """Whether every operation was called and nothing failed; shows the first failure."""
    assert found.failures[:1] == []
    assert len(found.operations) == sum(map(len, document["paths"].values()))
    assert found.checks.keys() >= CHECKS
    return True


def test_every_answer_is_as_the_full_document_says(app: Any, documents: dict[str, Any]) -> None:
    assert clean(fuzz(documents[FULL], app, EXAMPLES), documents[FULL])


def test_every_answer_is_as_the_flat_document_says_at_every_edge_of_it(app: Any, documents: dict[str, Any]) -> None:
    found = fuzz(documents[FLAT], app, EXAMPLES, coverage=True)
    assert clean(found, documents[FLAT])
    assert {200, 400, 404, 405, 422} <= {status for _, status in found.calls}


def test_ids_and_figures_are_taken(app: Any, documents: dict[str, Any], knowledge: Knowledge) -> None:
    plain = canonical(documents[FULL], knowledge)
    found = fuzz(plain, app, EXAMPLES, positive=True)
    assert clean(found, plain)
    assert found.checks[ACCEPTED] == found.calls.total()
    assert {status for _, status in found.calls} == {200}


def test_the_check_of_what_is_taken_can_fail(app: Any, documents: dict[str, Any]) -> None:
    """Where any text is a trade, some are refused."""
    found = fuzz(documents[FULL], app, EXAMPLES, positive=True)
    assert any(ACCEPTED in failure for failure in found.failures)
