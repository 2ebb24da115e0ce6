"""One server, one browser and one way to the result for all tests of the page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.web.visitors import Phone, serving
from toolbox.knowledge.model import Knowledge
from toolbox.operations import Operations

QUIET = (
    *("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"),
    *("--disable-sync", "--no-first-run", "--disable-dev-shm-usage"),
)


@pytest.fixture(scope="session")
def operations(knowledge: Knowledge) -> Operations:
    """The operations over the built-in knowledge."""
    return Operations(knowledge)


@pytest.fixture(scope="session")
def address(operations: Operations) -> Iterator[str]:
    """Where the page is served."""
    with serving(operations) as found:
        yield found


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; for one module at a time, since it runs a loop of its own in the thread of the tests."""
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=list(QUIET))
        yield found
        found.close()


@pytest.fixture
def phone(browser: Browser, address: str) -> Iterator[Callable[..., Phone]]:
    """Phones, as many as a test needs. None of them may ask a foreign host for anything, or find an error."""
    made: list[Phone] = []

    def new(*, at: str = address, **more: Any) -> Phone:
        made.append(Phone(browser, at, **more))
        return made[-1]

    yield new
    for each in made:
        each.close()
    for each in made:
        assert each.foreign == []
        assert [said for said in each.said if "422" not in said and "403" not in said] == []
