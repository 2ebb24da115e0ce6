"""`menkan mcp`: how it begins and ends; what it answers is in tests/bots/test_mcp.py."""

from __future__ import annotations

import json
import socket

from tests.commands.running import menkan, process


def test_it_ends_well_when_its_client_goes() -> None:
    ran = process("mcp")
    assert (ran.code, ran.out, ran.err) == (0, "", "")


def test_it_says_nothing_but_the_protocol_on_its_output() -> None:
    hello = {
        "jsonrpc": "2.0",
        "id": 1,
        "method": "initialize",
        "params": {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "a", "version": "1"}},
    }
    ran = process("mcp", stdin=json.dumps(hello) + "\n")
    assert (ran.code, ran.err) == (0, "")
    (line,) = ran.out.splitlines()
    assert json.loads(line)["result"]["serverInfo"]["name"] == "menkan"


def test_a_port_that_is_taken_is_told_with_the_remedy() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        ran = menkan("mcp", "--http", "--port", str(taken.getsockname()[1]))
    assert (ran.code, ran.out) == (1, "")
    assert "--port" in ran.err


def test_knowledge_of_ones_own_that_is_wrong_is_told_before_anything_is_served() -> None:
    ran = menkan("mcp", "--knowledge", "nowhere")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("nowhere: ")
