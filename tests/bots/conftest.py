"""Servers that all tests of a run share, over a cache of their own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.bots.doors import Api, Mcp, over_stdio, started


@pytest.fixture(scope="session", autouse=True)
def _cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MENKAN_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="session")
def api(_cache: None) -> Iterator[Api]:
    """`menkan serve --api`"""
    with started("serve", "--api", "--port", "0") as address:
        yield Api(address.removesuffix("/openapi.json"))


@pytest.fixture(scope="session")
def mcp_over_http(_cache: None) -> Iterator[Mcp]:
    """`menkan mcp --http`"""
    with started("mcp", "--http", "--port", "0") as address:
        yield Mcp(address)


@pytest.fixture(scope="session", params=["stdio", "http"])
def mcp(request: pytest.FixtureRequest) -> Mcp:
    """The MCP server, over either transport."""
    return over_stdio() if request.param == "stdio" else request.getfixturevalue("mcp_over_http")
