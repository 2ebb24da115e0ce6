"""The MCP server, asked by the SDK's own client over both transports."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest
from mcp import Client
from mcp.shared.exceptions import MCPError

from tests.bots.doors import DAY, Mcp, text

TOOLS = ["next_question", "recommend", "explain", "roadmap", "search_tools", "understand"]
EATERY = {"sector": "catering", "staff": 8, "pains": ["queues"], "payment_ways": ["cash"]}
CALLS: dict[str, dict[str, Any]] = {
    "next_question": {"state": {"facts": EATERY}},
    "recommend": {"firm": EATERY},
    "explain": {"firm": EATERY, "tool": "inventory"},
    "roadmap": {"firm": EATERY},
    "search_tools": {"query": "jxc"},
    "understand": {"text": "我开面馆，八个人，中午总排队。"},
}
WRONG: dict[str, tuple[str, dict[str, Any], str, str]] = {
    "a mistyped fact": ("recommend", {"firm": {"staf": 8}}, "firm: staf", "Did you mean 'staff'?"),
    "an unknown tool": ("explain", {"firm": {}, "tool": "inventry"}, "tool", "Did you mean 'inventory'?"),
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
        "It takes 'concise' or 'detailed'.",
    ),
    "no day": ("roadmap", {"firm": {}, "today": "tomorrow"}, "arguments: today", "Write it as 2026-11-21."),
    "no text": ("understand", {"text": 5}, "arguments: text", "It takes text."),
    "an unknown operation": ("recomend", {"firm": {}}, "name", "Did you mean 'recommend'?"),
    "an empty query": ("search_tools", {"query": " "}, "query", "Send a word, as inventory or jxc."),
}


def test_it_offers_a_few_tools_that_only_read_and_say_what_they_take_and_give(mcp: Mcp) -> None:
    async def use(client: Client) -> Any:
        return client.instructions, (await client.list_tools()).tools

    instructions, tools = mcp.with_client(use)
    assert "next_question" in instructions
    assert [tool.name for tool in tools] == TOOLS
    for tool in tools:
        assert tool.description
        assert tool.annotations.read_only_hint
        assert tool.input_schema["additionalProperties"] is False
        assert tool.output_schema["type"] == "object"
        jsonschema.Draft202012Validator.check_schema(tool.input_schema)
        jsonschema.Draft202012Validator.check_schema(tool.output_schema)


def test_every_answer_is_data_that_fits_its_schema_and_the_same_as_text(mcp: Mcp) -> None:
    async def use(client: Client) -> Any:
        schemas = {tool.name: tool.output_schema for tool in (await client.list_tools()).tools}
        details = [{}] + [{"detail": detail} for detail in ("concise", "detailed")]
        made = []
        for name, arguments in CALLS.items():
            for detail in details if name != "search_tools" else details[:1]:
                day = {"today": DAY} if name != "search_tools" else {}
                made.append((schemas[name], await client.call_tool(name, {**arguments, **day, **detail})))
        return made

    answers = mcp.with_client(use)
    assert len(answers) == 3 * len(CALLS) - 2
    for schema, result in answers:
        assert not result.is_error, text(result)
        jsonschema.validate(result.structured_content, schema)
        assert json.loads(text(result)) == result.structured_content


def test_concise_is_the_default_and_far_shorter(mcp_over_http: Mcp) -> None:
    for name in ("next_question", "recommend", "explain"):
        arguments = {**CALLS[name], "today": DAY}
        default, concise, detailed = (
            text(mcp_over_http.call(name, {**arguments, **detail}))
            for detail in ({}, {"detail": "concise"}, {"detail": "detailed"})
        )
        assert default == concise
        assert len(concise) < len(detailed) / 2


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_call_is_told_where_it_is_wrong_and_what_to_send(name: str, mcp_over_http: Mcp) -> None:
    tool, arguments, place, remedy = WRONG[name]
    result = mcp_over_http.call(tool, arguments)
    assert result.is_error
    said = json.loads(text(result))
    assert said == result.structured_content
    assert (said["format"], said["exit_code"]) == ("menkan-error/1", 1)
    (fault,) = said["faults"]
    assert (fault["place"], fault["remedy"]) == (place, remedy)
    assert fault["fault"]


def test_all_faults_come_at_once(mcp_over_http: Mcp) -> None:
    result = mcp_over_http.call("recommend", {"firm": {"staf": 8, "sectr": "catering"}})
    assert [fault["place"] for fault in result.structured_content["faults"]] == ["firm: staf", "firm: sectr"]


def test_a_firm_may_come_as_a_state_and_as_text_of_json(mcp_over_http: Mcp) -> None:
    plain, state, words = (
        mcp_over_http.call("recommend", {"firm": firm, "today": DAY})
        for firm in (EATERY, {"facts": EATERY}, json.dumps(EATERY))
    )
    assert text(plain) == text(state) == text(words)


def test_a_whole_conversation_ends_with_advice(mcp: Mcp) -> None:
    async def use(client: Client) -> Any:
        read = (await client.call_tool("understand", CALLS["understand"])).structured_content
        state: dict[str, Any] = {"facts": read["profile"]}
        asked: list[str] = []
        while True:
            turn = (await client.call_tool("next_question", {"state": state, "today": DAY})).structured_content
            if turn["question"] is None:
                return asked, turn
            asked.append(turn["question"]["fact"])
            state = turn["state"]
            state["facts"][asked[-1]] = "unknown"

    asked, turn = mcp.with_client(use)
    assert asked
    assert len(set(asked)) == len(asked)
    assert "staff" not in asked
    assert turn["advice"]["first"]


def test_tools_and_rules_are_resources(mcp: Mcp) -> None:
    async def use(client: Client) -> Any:
        listed = {str(resource.uri) for resource in (await client.list_resources()).resources}
        templates = {t.uri_template for t in (await client.list_resource_templates()).resource_templates}
        addresses = ("menkan://tools", "menkan://rules", "menkan://tools/inventory", "menkan://rules/backup-first")
        read = [json.loads((await client.read_resource(a)).contents[0].text) for a in addresses]
        with pytest.raises(MCPError, match=r"Did you mean 'inventory'\?"):
            await client.read_resource("menkan://tools/inventry")
        return listed, templates, read

    listed, templates, (tools, rules, tool, rule) = mcp.with_client(use)
    assert listed == {"menkan://tools", "menkan://rules"}
    assert templates == {"menkan://tools/{id}", "menkan://rules/{id}"}
    assert tool["tool"]["name"] == tools["inventory"]
    assert set(tool["rules"]) <= set(rules)
    assert rule["title"] == rules["backup-first"]


def test_clients_of_the_older_protocol_are_served_too(mcp_over_http: Mcp) -> None:
    import anyio

    async def run() -> Any:
        async with Client(mcp_over_http.server, mode="legacy") as client:
            return client.protocol_version, await client.call_tool("search_tools", {"query": "jxc"})

    version, result = anyio.run(run)
    assert version < "2026"
    assert result.structured_content["hits"][0]["tool"] == "inventory"
