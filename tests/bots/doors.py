"""The doors as bots use them: each a process of its own, on ports that the system chose, on this machine only."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, NamedTuple, TypeVar

import anyio
from mcp import Client
from mcp.client.stdio import StdioServerParameters
from mcp_types import CallToolResult
from starlette.testclient import TestClient

from tests.commands.running import ROOT, SECONDS, environment
from toolbox.bots import http
from toolbox.bots.failures import Failures
from toolbox.bots.http import Limits
from toolbox.commands.faults_zh import in_chinese
from toolbox.operations import Operations

DAY = "2026-11-21"
T = TypeVar("T")


class Api(NamedTuple):
    """The HTTP interface, behind a client."""

    client: Any

    def post(self, path: str, body: Any = None, **query: str) -> Any:
        """Send a value as JSON, or bytes as they are."""
        content = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
        return self.client.post(path, content=content, params=query)

    def get(self, path: str, **query: str) -> Any:
        return self.client.get(path, params=query)


def application(operations: Operations, limits: Limits | None = None, url: str | None = None) -> Any:
    """The HTTP interface as `menkan serve --api` builds it."""
    return http.application(operations, Failures(in_chinese), limits, url)


def in_process(app: Any) -> Api:
    """The HTTP interface in this process."""
    return Api(TestClient(app, base_url="http://127.0.0.1:8000", raise_server_exceptions=False))


class Mcp(NamedTuple):
    """An MCP server: an address, or a command to start."""

    server: str | StdioServerParameters

    def with_client(self, use: Callable[[Client], Awaitable[T]]) -> T:
        """What `use` returns, over one connection."""

        async def run() -> T:
            async with Client(self.server, read_timeout_seconds=SECONDS) as client:
                return await use(client)

        return anyio.run(run)

    def call(self, tool: str, arguments: Mapping[str, Any]) -> CallToolResult:
        """Call one tool."""

        async def use(client: Client) -> CallToolResult:
            return await client.call_tool(tool, dict(arguments))

        return self.with_client(use)


@contextmanager
def started(*arguments: str) -> Iterator[str]:
    """A menkan that serves, by the address that it announces."""
    call = [sys.executable, str(ROOT / "cli.py"), *arguments]
    with subprocess.Popen(call, env=environment({"MENKAN_LANG": "en"}), stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        try:
            yield process.stderr.readline().split()[-1]
        finally:
            process.terminate()
            process.wait(SECONDS)
            assert process.stderr.read() == ""  # nothing is written down


def over_stdio() -> Mcp:
    """`menkan mcp`, started by its client."""
    arguments = [str(ROOT / "cli.py"), "mcp"]
    return Mcp(StdioServerParameters(command=sys.executable, args=arguments, env=environment({})))


def text(result: CallToolResult) -> str:
    """What a tool says as text."""
    (part,) = result.content
    return part.text
