"""The MCP server, asked by the SDK's own client over both transports."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

import anyio
import httpx2
import jsonschema
import pytest
from mcp import Client
from mcp.shared.exceptions import MCPError
from mcp_types import CallToolResult

from tests.bots.doors import DAY, Mcp, over_stdio, text
from toolbox.serving import LARGEST

TOOLS = ["next_question", "recommend", "explain", "roadmap", "assess", "search_tools", "understand"]
EATERY = {"sector": "catering", "staff": 8, "pains": ["queues"], "payment_ways": ["cash"]}
CALLS: dict[str, dict[str, Any]] = {
    "next_question": {"state": {"facts": EATERY}},
    "recommend": {"firm": EATERY},
    "explain": {"firm": EATERY, "tool": "inventory"},
    "roadmap": {"firm": EATERY},
    "assess": {"firm": EATERY},
    "search_tools": {"query": "jxc"},
    "understand": {"text": "我开面馆，八个人，中午总排队。"},
}
OTHERS: dict[str, dict[str, Any]] = {
    "two faults": {"firm": {"staf": 8, "sectr": "catering"}},
    "a state": {"firm": {"facts": EATERY}, "today": DAY},
    "text of JSON": {"firm": json.dumps(EATERY), "today": DAY},
}
ADDRESSES = ("menkan://tools", "menkan://rules", "menkan://tools/inventory", "menkan://rules/backup-first")
ANSWERS = {"goals": ["cut_costs"], "pains": ["queues"], "payment_ways": ["cash"], "safeguards": []}
WRONG: dict[str, tuple[str, dict[str, Any], str, str]] = {
    "a mistyped fact": ("recommend", {"firm": {"staf": 8}}, "firm: staf", "Did you mean 'staff'?"),
    "an unknown tool": ("explain", {"firm": {}, "tool": "inventry"}, "inventry", "Did you mean 'inventory'?"),
    "a missing argument": ("explain", {"firm": {}}, "arguments: tool", "Send it; the tool's schema says what it is."),
    "an unknown argument": (
        "recommend",
        {"firm": {}, "detial": "short"},
        "arguments: detial",
        "Did you mean 'detail'?",
    ),
    "an unknown detail": (
        "recommend",
        {"firm": {}, "detail": "short"},
        "arguments: detail",
        "It takes one of: concise, detailed.",
    ),
    "no day": ("roadmap", {"firm": {}, "today": "tomorrow"}, "arguments: today", "Write it as 2026-11-21."),
    "no text": ("understand", {"text": 5}, "arguments: text", "It takes text."),
    "an unknown operation": ("recomend", {"firm": {}}, "name", "Did you mean 'recommend'?"),
    "an unknown model": ("assess", {"firm": {}, "model": "miit-2042"}, "miit-2042", "Did you mean 'miit-2024'?"),
    "an empty query": ("search_tools", {"query": " "}, "query", "Send a word, as inventory or jxc."),
}


class Seen(NamedTuple):
    """What a client saw over one connection."""

    instructions: str
    tools: list[Any]
    answers: dict[tuple[str, str | None], CallToolResult]
    refusals: dict[str, CallToolResult]
    others: dict[str, CallToolResult]
    asked: list[str]
    last: Any
    resources: set[str]
    templates: set[str]
    read: dict[str, Any]
    missing: str


async def look(client: Client) -> Seen:
    tools = (await client.list_tools()).tools
    answers = {}
    for name, arguments in CALLS.items():
        for detail in (None, "concise", "detailed") if name != "search_tools" else (None,):
            sent = {**arguments, **({"detail": detail} if detail else {})}
            answers[name, detail] = await client.call_tool(
                name, sent | ({"today": DAY} if name != "search_tools" else {})
            )
    refusals = {name: await client.call_tool(tool, sent) for name, (tool, sent, _, _) in WRONG.items()}
    others = {name: await client.call_tool("recommend", sent) for name, sent in OTHERS.items()}
    asked, last = await talk(client)
    resources = {str(resource.uri) for resource in (await client.list_resources()).resources}
    templates = {t.uri_template for t in (await client.list_resource_templates()).resource_templates}
    read = {address: json.loads((await client.read_resource(address)).contents[0].text) for address in ADDRESSES}
    with pytest.raises(MCPError) as missing:
        await client.read_resource("menkan://tools/inventry")
    instructions = client.instructions or ""
    return Seen(
        instructions, tools, answers, refusals, others, asked, last, resources, templates, read, str(missing.value)
    )


async def talk(client: Client) -> tuple[list[str], Any]:
    """A whole conversation: what was asked, and the last turn."""
    read = (await client.call_tool("understand", CALLS["understand"])).structured_content
    state: dict[str, Any] = {"facts": read["profile"]}
    asked: list[str] = []
    while True:
        turn = (await client.call_tool("next_question", {"state": state, "today": DAY})).structured_content
        if turn["question"] is None:
            return asked, turn
        asked.append(turn["question"]["fact"])
        state = turn["state"]
        state["facts"][asked[-1]] = ANSWERS.get(asked[-1], "unknown")


@pytest.fixture(scope="module", params=["stdio", "http"])
def seen(request: pytest.FixtureRequest, _cache: None) -> Seen:
    mcp = over_stdio() if request.param == "stdio" else request.getfixturevalue("mcp_over_http")
    return mcp.with_client(look)


def test_it_offers_a_few_tools_that_only_read_and_say_what_they_take_and_give(seen: Seen) -> None:
    assert "next_question" in seen.instructions
    assert [tool.name for tool in seen.tools] == TOOLS
    for tool in seen.tools:
        assert tool.description
        assert tool.annotations.read_only_hint
        assert tool.input_schema["additionalProperties"] is False
        assert tool.output_schema["type"] == "object"
        assert all(schema["description"] for schema in tool.input_schema["properties"].values())
        jsonschema.Draft202012Validator.check_schema(tool.input_schema)
        jsonschema.Draft202012Validator.check_schema(tool.output_schema)


def test_every_answer_is_data_that_fits_its_schema_and_the_same_as_text(seen: Seen) -> None:
    schemas = {tool.name: tool.output_schema for tool in seen.tools}
    assert {name for name, _ in seen.answers} == set(TOOLS)
    for (name, _), result in seen.answers.items():
        assert not result.is_error, text(result)
        jsonschema.validate(result.structured_content, schemas[name])
        assert json.loads(text(result)) == result.structured_content


def test_concise_is_the_default_and_far_shorter(seen: Seen) -> None:
    for name in ("next_question", "recommend", "explain", "assess"):
        default, concise, detailed = (text(seen.answers[name, detail]) for detail in (None, "concise", "detailed"))
        assert default == concise
        assert len(concise) < len(detailed) / 2


def test_a_wrong_call_is_told_where_it_is_wrong_and_what_to_send(seen: Seen) -> None:
    schemas = {tool.name: tool.output_schema for tool in seen.tools}
    for name, (tool, _, place, remedy) in WRONG.items():
        result = seen.refusals[name]
        assert result.is_error, name
        said = json.loads(text(result))
        assert said == result.structured_content
        assert (said["format"], said["exit_code"]) == ("menkan-error/1", 1)
        (fault,) = said["faults"]
        assert (fault["place"], fault["remedy"]) == (place, remedy), name
        assert fault["fault"]
        assert fault["zh"]["fault"] != fault["fault"], name
        if tool in schemas:  # some clients hold a refusal to the schema of answers
            jsonschema.validate(said, schemas[tool])


def test_all_faults_come_at_once(seen: Seen) -> None:
    faults = seen.others["two faults"].structured_content["faults"]
    assert [fault["place"] for fault in faults] == ["firm: staf", "firm: sectr"]


def test_a_firm_may_come_as_a_state_and_as_text_of_json(seen: Seen) -> None:
    said = text(seen.answers["recommend", None])
    assert [text(seen.others[name]) for name in ("a state", "text of JSON")] == [said, said]


def test_a_whole_conversation_ends_with_advice(seen: Seen) -> None:
    assert seen.asked
    assert len(set(seen.asked)) == len(seen.asked)
    assert "staff" not in seen.asked  # the text told it
    assert seen.last["first"]
    assert [step["tool"] for step in seen.last["advice"]["first"]] == [step["id"] for step in seen.last["first"]]


def test_tools_and_rules_are_resources(seen: Seen) -> None:
    assert seen.resources == {"menkan://tools", "menkan://rules"}
    assert seen.templates == {"menkan://tools/{id}", "menkan://rules/{id}"}
    tools, rules, tool, rule = (seen.read[address] for address in ADDRESSES)
    assert tool["tool"]["name"] == tools["inventory"]
    assert set(tool["rules"]) <= set(rules)
    assert rule["title"] == rules["backup-first"]
    assert "Did you mean 'inventory'?" in seen.missing


def test_clients_of_the_older_protocol_are_served_too(mcp_over_http: Mcp) -> None:
    async def run() -> Any:
        async with Client(mcp_over_http.server, mode="legacy") as client:
            return client.protocol_version, await client.call_tool("search_tools", {"query": "jxc"})

    version, result = anyio.run(run)
    assert version < "2026"
    assert result.structured_content["hits"][0]["tool"] == "inventory"


def test_it_answers_pages_of_no_other_site(mcp_over_http: Mcp) -> None:
    assert isinstance(mcp_over_http.server, str)
    call = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
    for headers, status in (({"host": "evil.cn:8001"}, 421), ({"origin": "http://evil.cn"}, 403)):
        accepted = {"accept": "application/json, text/event-stream", **headers}
        assert httpx2.post(mcp_over_http.server, json=call, headers=accepted).status_code == status
    assert httpx2.post(mcp_over_http.server, json={"text": "a" * LARGEST}).status_code == 413
