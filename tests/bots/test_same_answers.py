"""Command line, MCP and HTTP give the same bytes for the same turn, wrong ones included."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.bots.doors import DAY, Api, Mcp, over_stdio, text
from tests.commands.running import menkan, process

EATERY = {"sector": "catering", "staff": 8, "pains": ["queues"]}
STATES = {
    "the beginning": {},
    "a few facts": {"format": "menkan-state/1", "name": "面馆", "facts": {"sector": "catering", "staff": 8}},
    "in words": {"facts": {"行业": "餐饮", "员工人数": "8人", "goals": "不知道"}},
    "a number as text": {"facts": {"staff": "about 20"}},
    "a mistyped fact": {"facts": {"staf": 8}},
    "several faults": {"facts": {"staff": -1, "sector": "caterin", "size": "micro", "pains": ["queus", 3]}},
    "another version": {"format": "menkan-state/9", "facts": {}},
    "no state": {"format": "menkan-advice/1"},
    "facts as a list": {"facts": [1, 2]},
    "a stranger's key": {"fact": {"staff": 8}},
    "a list": [{"facts": {}}],
    "a number beyond all": {"facts": {"staff": 10**30}},
}


def by_command_line(state: Any, *options: str) -> str:
    ran = menkan("ask", "--json", "--today", DAY, *options, stdin=json.dumps(state))
    return (ran.out if ran.code == 0 else ran.err).removesuffix("\n")


@pytest.fixture(scope="module")
def by_mcp(mcp_over_http: Mcp) -> dict[str, list[str]]:
    """Each state through both transports, each over one connection."""

    async def use(client: Any) -> list[str]:
        sent = [{"state": state, "today": DAY, "detail": "detailed"} for state in STATES.values()]
        return [text(await client.call_tool("next_question", arguments)) for arguments in sent]

    both = zip(over_stdio().with_client(use), mcp_over_http.with_client(use), strict=True)
    return dict(zip(STATES, map(list, both), strict=True))


@pytest.mark.parametrize("name", STATES)
def test_every_door_says_the_same_to_the_same_state(name: str, served: Api, by_mcp: dict[str, list[str]]) -> None:
    said = served.post("/v1/next-question", STATES[name], today=DAY).text
    assert json.loads(said)["format"] in ("menkan-turn/1", "menkan-error/1")
    assert by_command_line(STATES[name]) == said
    assert by_mcp[name] == [said, said]


def test_states_of_both_kinds_are_among_those(served: Api) -> None:
    statuses = [served.post("/v1/next-question", state, today=DAY).status_code for state in STATES.values()]
    assert sorted(statuses) == [200] * 3 + [400] + [422] * (len(STATES) - 4)


def test_the_last_turn_is_the_same_with_its_advice(served: Api, mcp_over_http: Mcp) -> None:
    state: dict[str, Any] = {"facts": {}}
    while (turn := served.post("/v1/next-question", state, today=DAY).json())["question"] is not None:
        state = turn["state"]
        state["facts"][turn["question"]["fact"]] = "unknown"
    assert turn["advice"]["format"] == "menkan-advice/1"
    said = json.dumps(turn, ensure_ascii=False, separators=(",", ":"))
    result = mcp_over_http.call("next_question", {"state": state, "today": DAY, "detail": "detailed"})
    assert text(result) == said
    assert result.structured_content == turn
    ran = process("ask", "--json", "--today", DAY, stdin=json.dumps(state))
    assert ran.out == f"{said}\n"


def test_a_full_check_is_the_same_too(served: Api, mcp_over_http: Mcp) -> None:
    state = {"facts": {"sector": "manufacturing", "staff": 40}}
    said = served.post("/v1/next-question", state, today=DAY, full="true").text
    asked = {"state": state, "today": DAY, "full": True, "detail": "detailed"}
    assert by_command_line(state, "--full") == said
    assert text(mcp_over_http.call("next_question", asked)) == said
    assert said != served.post("/v1/next-question", state, today=DAY).text


def test_advice_explanation_roadmap_and_reading_are_the_same_too(served: Api, mcp_over_http: Mcp) -> None:
    firm, story = json.dumps(EATERY), "我开面馆，八个人，中午总排队。"
    for path, query, call, arguments in (
        ("recommend", {}, ("recommend", "-"), {"firm": EATERY}),
        ("explain", {"tool": "进销存"}, ("explain", "-", "inventory"), {"firm": EATERY, "tool": "inventory"}),
        ("roadmap", {}, ("roadmap", "-"), {"firm": EATERY}),
        ("assess", {}, ("assess", "-"), {"firm": EATERY}),
        ("understand", {}, ("understand", "-"), {"text": story}),
    ):
        told = path == "understand"
        said = served.post(f"/v1/{path}", {"text": story} if told else EATERY, today=DAY, **query).text
        ran = menkan(*call, "--json", "--today", DAY, stdin=story if told else firm)
        assert ran.out.removesuffix("\n") == said, ran.err
        assert text(mcp_over_http.call(path, {**arguments, "today": DAY, "detail": "detailed"})) == said
