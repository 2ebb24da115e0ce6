"""The page for bots says truly what the doors offer, and its three conversations are one."""

from __future__ import annotations

import json
import re
from typing import Any

import anyio
import pytest

from docs import conversations
from tests.docs.pages import blocks, code, rows
from toolbox.bots import mcp
from toolbox.bots.failures import Failures
from toolbox.bots.guard import Limits
from toolbox.bots.http import application
from toolbox.bots.wrong import STATUSES
from toolbox.commands import cli
from toolbox.commands.faults_zh import in_chinese
from toolbox.knowledge.model import Knowledge
from toolbox.operations import LONGEST_QUERY, LONGEST_TEXT, Operations

PAGE = "docs/bots.md"


@pytest.fixture(scope="module")
def over(knowledge: Knowledge) -> tuple[Operations, Failures]:
    return Operations(knowledge), Failures(in_chinese)


def test_every_conversation_asks_the_same_and_ends_with_the_same_steps() -> None:
    held = [block.text.splitlines() for block in blocks(PAGE) if block.language == "console"]
    assert len(held) == len(conversations.DOORS)
    asked = [re.findall(r'"question":\{"fact":"(\w+)"', "\n".join(lines)) for lines in held]
    told = [re.findall(r'"place":\d,"tool":"([\w-]+)"', lines[-1]) for lines in held]
    assert asked[0] == asked[1] == asked[2]
    assert set(asked[0]) >= set(conversations.ANSWERS)
    assert told[0] == told[1] == told[2]
    assert len(told[0]) == 6


def test_every_tool_of_the_server_is_on_the_page_with_all_that_it_takes(over: tuple[Operations, Failures]) -> None:
    tools = anyio.run(mcp.server(*over).list_tools)
    described = {code(row[0]): re.findall(r"`(\w+)`", row[1]) for row in rows(PAGE, "tool")}
    assert described == {tool.name: list(tool.input_schema["properties"]) for tool in tools}


def test_every_address_is_on_the_page(over: tuple[Operations, Failures]) -> None:
    from starlette.testclient import TestClient

    document = TestClient(application(*over), base_url="http://localhost").get("/openapi.json").json()
    served = {f"{method.upper()} {path}" for path, item in document["paths"].items() for method in item}
    told = {code(row[0]) for row in rows(PAGE, "address")}
    short = {f"POST /v1/brief/{call.removeprefix('POST /v1/')}" for call in served if call.startswith("POST /v1/")}
    assert told - {"POST /v1/brief/…", "GET /openapi.json", "GET /openapi-3.0.json"} == {
        call for call in served if "/brief/" not in call
    }
    assert {call for call in served if "/brief/" in call} <= short


def test_every_status_is_on_the_page_in_the_words_of_the_documents() -> None:
    told = {int(row[0]): row[1] for row in rows(PAGE, "status")}
    for status, words in STATUSES.items():
        assert told[status].startswith(words)
    assert set(told) == {200, 405, *STATUSES}


def test_the_limits_are_those_of_the_program() -> None:
    told = [[int(number) for number in re.findall(r"\d+", row[1])] for row in rows(PAGE, "what")]
    limits = Limits()
    assert [row[0] for row in told[:2]] == [limits.size, limits.seconds]
    assert told[2:] == [[limits.crowd, limits.workers], [LONGEST_TEXT], [LONGEST_QUERY]]


def test_the_configuration_of_a_client_starts_a_command_that_there_is() -> None:
    (told,) = (json.loads(block.text) for block in blocks(PAGE) if block.language == "json")
    server = told["mcpServers"]["menkan"]
    assert server == {"command": cli.name, "args": ["mcp"]}


def test_what_is_cut_is_marked() -> None:
    value: Any = {"a": 1, "b": {"c": [2], "d": 3}, "e": 4, "f": 5, "g": [{"h": 6, "i": 7}]}
    assert conversations.cut(value, {"a": None, "b": {"c": None}, "g": {"i": None}}) == (
        '{"a":1,"b":{"c":[2],[…]},[…],"g":[{[…],"i":7}]}'
    )
    assert conversations.sent({"facts": {"staff": 3, "goals": ["export"]}}) == '{"facts":{[…],"goals":["export"]}}'
