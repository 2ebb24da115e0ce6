"""Who may call the HTTP interface, how much, how long and how many at once."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import pytest
from starlette.types import Message, Receive, Scope, Send

from tests.bots.doors import Api, application, in_process
from toolbox.bots.failures import Failures
from toolbox.bots.guard import HEADERS, Guard, Limits, own
from toolbox.bots.wrong import Wrong
from toolbox.commands.faults_zh import in_chinese
from toolbox.operations import Operations
from toolbox.serving import LARGEST

SEARCH = "/v1/tools?query=jxc"


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "127.0.0.1:8000", "localhost", "LocalHost:80", "[::1]:8000", "[::1]", "192.0.2.7:8000", "bot.cn"],
)
def test_an_address_and_an_own_name_are_this_machine(host: str) -> None:
    assert own(host, ["bot.cn"])


@pytest.mark.parametrize(
    "host",
    [
        "",
        "evil.cn",
        "evil.cn:8000",
        "127.0.0.1.evil.cn",
        "localhost.evil.cn",
        "bot.cn.evil.cn",
        "127.0.0.1:x",
        "::1",
        "[bot.cn]",
    ],
)
def test_any_other_name_is_a_stranger(host: str) -> None:
    assert not own(host, ["bot.cn"])


def refused(response: Any, status: int, place: str) -> bool:
    assert response.status_code == status
    assert response.json()["format"] == "menkan-error/1"
    assert [fault["place"] for fault in response.json()["faults"]] == [place]
    return True


def test_a_page_that_points_its_own_name_here_is_refused(api: Api) -> None:
    assert refused(api.client.get(SEARCH, headers={"host": "evil.cn:8000"}), 421, "host")


@pytest.mark.parametrize("origin", ["http://evil.cn", "null", "http://127.0.0.1:3000", "http://127.0.0.1:8000.evil.cn"])
def test_a_page_of_another_site_is_refused(api: Api, origin: str) -> None:
    assert refused(api.client.get(SEARCH, headers={"origin": origin}), 403, "origin")


def test_a_page_of_this_address_may_call(api: Api) -> None:
    assert api.client.get(SEARCH, headers={"origin": "http://127.0.0.1:8000"}).status_code == 200


def test_the_address_of_the_proxy_before_it_is_its_own(operations: Operations) -> None:
    behind = in_process(application(operations, url="https://bot.example.cn/menkan/"))
    assert behind.client.get(SEARCH, headers={"host": "bot.example.cn"}).status_code == 200
    assert behind.get("/openapi-3.0.json").json()["servers"] == [{"url": "https://bot.example.cn/menkan"}]


def test_every_answer_has_safe_headers_a_refusal_too(api: Api) -> None:
    for response in (api.get("/openapi.json"), api.get("/nowhere"), api.client.get("/", headers={"host": "evil.cn"})):
        assert {name: response.headers[name] for name in HEADERS} == HEADERS
        assert "access-control-allow-origin" not in response.headers


def test_too_large_a_body_is_413_however_it_comes(api: Api) -> None:
    long = json.dumps({"text": "面" * LARGEST}).encode()

    def in_parts() -> Iterator[bytes]:
        yield from (long[i : i + 4096] for i in range(0, len(long), 4096))

    for content in (long, in_parts()):
        assert refused(api.client.post("/v1/understand", content=content), 413, "body")
    assert api.post("/v1/understand", {"text": "面" * 5000}).status_code == 200


# --- below HTTP: an application that does as it is told ----------------------------------------------------------


async def forever(*_: Any) -> Any:
    """Never returns."""
    await asyncio.Event().wait()


async def fine(_scope: Scope, receive: Receive, send: Send) -> None:
    """Answers with the body that it was sent."""
    body = (await receive())["body"]
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": body})


async def told(body: bytes = b"") -> Message:
    """A whole request."""
    return {"type": "http.request", "body": body, "more_body": False}


def call(guard: Guard, receive: Callable[[], Awaitable[Message]] = told) -> list[Message]:
    """What one request is sent back."""
    return asyncio.run(sent(guard, receive))


async def sent(guard: Guard, receive: Callable[[], Awaitable[Message]] = told) -> list[Message]:
    """The same within a loop."""
    said: list[Message] = []

    async def send(message: Message) -> None:
        said.append(message)

    await guard({"type": "http", "headers": [(b"host", b"localhost")]}, receive, send)
    return said


def guarding(inner: Any, **limits: Any) -> Guard:
    return Guard(inner, Limits(**limits), Wrong(Failures(in_chinese)))


@pytest.mark.parametrize("which", ["the work", "the body"])
def test_what_never_ends_is_504(which: str) -> None:
    said = (
        call(guarding(forever, seconds=0.01), told)
        if which == "the work"
        else call(guarding(fine, seconds=0.01), forever)
    )
    assert said[0]["status"] == 504
    assert json.loads(said[1]["body"])["exit_code"] == 3


def test_one_too_many_is_503_and_is_told_when_to_come_back() -> None:
    guard = guarding(forever, crowd=2, seconds=60)

    async def crowd() -> list[Message]:
        waiting = [asyncio.create_task(sent(guard)) for _ in range(2)]
        await asyncio.sleep(0)
        said = await sent(guard)
        for task in waiting:
            task.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
        assert [message["status"] for message in (await sent(Guard(fine, guard.limits, guard.wrong)))[:1]] == [200]
        guard.inner = fine
        assert (await sent(guard))[0]["status"] == 200
        return said

    said = asyncio.run(crowd())
    assert said[0]["status"] == 503
    assert (b"retry-after", b"1") in said[0]["headers"]


def test_whoever_goes_before_the_body_is_whole_is_sent_nothing() -> None:
    parts = iter([{"type": "http.request", "body": b"{", "more_body": True}, {"type": "http.disconnect"}])

    async def receive() -> Message:
        return next(parts)

    assert call(guarding(fine), receive) == []


def test_the_body_reaches_the_application_whole() -> None:
    parts = iter([{"type": "http.request", "body": b"{", "more_body": True}, {"type": "http.request", "body": b"}"}])

    async def receive() -> Message:
        return next(parts)

    assert call(guarding(fine), receive)[1]["body"] == b"{}"


def test_what_is_no_request_passes_through() -> None:
    async def lifespan(scope: Scope, _receive: Receive, send: Send) -> None:
        await send({"type": scope["type"]})

    said: list[Message] = []

    async def send(message: Message) -> None:
        said.append(message)

    asyncio.run(guarding(lifespan)({"type": "lifespan"}, told, send))
    assert said == [{"type": "lifespan"}]
