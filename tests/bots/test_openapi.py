"""Two OpenAPI documents of the same operations; the flat one holds nothing that simple platforms stumble over."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import jsonschema
import pytest

from tests.bots.doors import DAY, Api
from toolbox.bots.openapi import flat

OPERATIONS = {
    "next_question": ("post", "/v1/next-question"),
    "recommend": ("post", "/v1/recommend"),
    "explain": ("post", "/v1/explain"),
    "roadmap": ("post", "/v1/roadmap"),
    "assess": ("post", "/v1/assess"),
    "understand": ("post", "/v1/understand"),
    "next_question_brief": ("post", "/v1/brief/next-question"),
    "recommend_brief": ("post", "/v1/brief/recommend"),
    "explain_brief": ("post", "/v1/brief/explain"),
    "roadmap_brief": ("post", "/v1/brief/roadmap"),
    "assess_brief": ("post", "/v1/brief/assess"),
    "understand_brief": ("post", "/v1/brief/understand"),
    "search_tools": ("get", "/v1/tools"),
    "tool": ("get", "/v1/tools/{tool}"),
    "rule": ("get", "/v1/rules/{rule}"),
}
# what a schema may say in 3.0, as far as it is used here
KNOWN_IN_3_0 = {
    *("type", "properties", "required", "additionalProperties", "items", "enum", "nullable", "description", "format"),
    *("minimum", "maximum", "minItems", "maxItems", "minLength", "maxLength", "default", "title"),
}


@pytest.fixture(scope="module")
def full(api: Api) -> dict[str, Any]:
    return api.get("/openapi.json").json()


@pytest.fixture(scope="module")
def low(api: Api) -> dict[str, Any]:
    return api.get("/openapi-3.0.json").json()


def schemas(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every schema of a document, those within others too."""
    waiting = list(document["components"]["schemas"].values())
    for item in document["paths"].values():
        for operation in item.values():
            waiting += [parameter["schema"] for parameter in operation.get("parameters", ())]
            bodies = [operation.get("requestBody", {"content": {}}), *operation["responses"].values()]
            waiting += [media["schema"] for body in bodies for media in body["content"].values()]
    while waiting:
        schema = waiting.pop()
        yield schema
        waiting += schema.get("properties", {}).values()
        waiting += [schema[key] for key in ("items", "additionalProperties") if isinstance(schema.get(key), dict)]
        waiting += [part for key in ("anyOf", "prefixItems") for part in schema.get(key, ())]


def test_both_say_the_same_operations(full: dict[str, Any], low: dict[str, Any]) -> None:
    assert (full["openapi"], low["openapi"]) == ("3.1.0", "3.0.3")
    for document in (full, low):
        found = {
            operation["operationId"]: (method, path)
            for path, item in document["paths"].items()
            for method, operation in item.items()
        }
        assert found == OPERATIONS


def test_both_say_where_it_is_and_what_each_operation_and_parameter_is(
    full: dict[str, Any], low: dict[str, Any]
) -> None:
    for document in (full, low):
        assert document["servers"] == [{"url": "http://127.0.0.1:8000"}]
        for operation in (operation for item in document["paths"].values() for operation in item.values()):
            assert operation["summary"]
            assert all(parameter["description"] for parameter in operation.get("parameters", ()))
            assert {"200", "403", "421", "422", "500", "503", "504"} <= set(operation["responses"])


def test_every_reference_leads_somewhere(full: dict[str, Any], low: dict[str, Any]) -> None:
    for document in (full, low):
        references = {schema["$ref"] for schema in schemas(document) if "$ref" in schema}
        names = {f"#/components/schemas/{name}" for name in document["components"]["schemas"]}
        assert references <= names
        assert set(document["components"]) == {"schemas"}


def test_the_flat_one_has_no_alternatives_and_no_keyword_of_3_1(low: dict[str, Any]) -> None:
    found = list(schemas(low))
    assert found
    for schema in found:
        if "$ref" in schema:
            assert list(schema) == ["$ref"]
            continue
        assert set(schema) <= KNOWN_IN_3_0
        assert schema.get("type", "object") in ("object", "array", "string", "number", "integer", "boolean")
        assert "type" in schema or "nullable" not in schema
        assert schema.get("type") != "array" or "items" in schema


def test_the_full_one_tells_every_fact_that_may_be_told(full: dict[str, Any]) -> None:
    facts = full["components"]["schemas"]["Profile"]["properties"]
    assert {"sector", "staff", "pains"} <= set(facts)
    jsonschema.Draft202012Validator.check_schema(full["components"]["schemas"])


def test_answers_fit_both_documents(api: Api, full: dict[str, Any], low: dict[str, Any]) -> None:
    for path, query in (
        ("next-question", {}),
        ("recommend", {}),
        ("explain", {"tool": "crm"}),
        ("roadmap", {}),
        ("assess", {}),
    ):
        answer = api.post(f"/v1/{path}", {"facts": {"staff": 8, "sector": "catering"}}, today=DAY, **query).json()
        for document in (full, low):
            named = document["paths"][f"/v1/{path}"]["post"]["responses"]["200"]["content"]["application/json"][
                "schema"
            ]
            whole = {**_nullable_as_alternatives(document), **named}
            jsonschema.validate(answer, whole)


def _nullable_as_alternatives(document: Any) -> Any:
    """`nullable` in words that a validator of JSON Schema knows."""
    if isinstance(document, list):
        return [_nullable_as_alternatives(part) for part in document]
    if not isinstance(document, dict):
        return document
    changed = {key: _nullable_as_alternatives(part) for key, part in document.items() if key != "nullable"}
    return {"anyOf": [changed, {"type": "null"}]} if document.get("nullable") is True else changed


def test_alternatives_that_cannot_be_said_flatly_are_refused() -> None:
    either = {"anyOf": [{"type": "string"}, {"type": "integer"}]}
    with pytest.raises(ValueError, match="no alternatives"):
        flat({"paths": {}, "info": {}, "components": {"schemas": {"Either": either}}})
