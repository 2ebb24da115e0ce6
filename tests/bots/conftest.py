"""Servers that all tests of a run share, over a cache of their own."""

from __future__ import annotations

from collections.abc import Iterator

import httpx2
import pytest

from tests.bots.doors import Api, Mcp, application, in_process, started
from tests.commands.running import SECONDS
from toolbox.knowledge.model import Knowledge
from toolbox.operations import Operations


@pytest.fixture(scope="session", autouse=True)
def _cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MENKAN_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="session")
def operations(knowledge: Knowledge) -> Operations:
    """The operations over the built-in knowledge."""
    return Operations(knowledge)


@pytest.fixture(scope="session")
def api(operations: Operations) -> Api:
    """The HTTP interface in this process."""
    return in_process(application(operations))


@pytest.fixture(scope="session")
def served(_cache: None) -> Iterator[Api]:
    """`menkan serve --api`"""
    with (
        started("serve", "--api", "--port", "0") as address,
        httpx2.Client(base_url=address.removesuffix("/openapi.json"), timeout=SECONDS) as client,
    ):
        yield Api(client)


@pytest.fixture(scope="session")
def mcp_over_http(_cache: None) -> Iterator[Mcp]:
    """`menkan mcp --http`"""
    with started("mcp", "--http", "--port", "0") as address:
        yield Mcp(address)
