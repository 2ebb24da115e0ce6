"""What stands before the HTTP interface: who may call, how much, how long, how many at once, and safe headers.

No page of another site may use a browser to call a menkan that runs on the same machine. A page that lets its own name
point here (DNS rebinding) sends that name as Host; a page that calls across sites sends its own address as Origin. Both
are refused.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterable
from typing import NamedTuple

from fastapi import Response
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from toolbox.bots.wrong import Wrong
from toolbox.errors import Fault
from toolbox.serving import LARGEST, own
from toolbox.text import shown

HEADERS = {
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}


class Limits(NamedTuple):
    """What one request may take: bytes and seconds; how many are worked on, and how many may be here at once."""

    size: int = LARGEST
    seconds: float = 20
    workers: int = 4
    crowd: int = 64


class Guard:
    """Lets a request through to the inner application, or answers in its place."""

    def __init__(self, inner: ASGIApp, limits: Limits, wrong: Wrong, names: Iterable[str] = ()) -> None:
        """names: host names, in small letters, under which this machine is called."""
        self.inner = inner
        self.limits = limits
        self.wrong = wrong
        self.names = frozenset(names)
        self._here = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """As ASGI calls it."""
        if scope["type"] != "http":
            await self.inner(scope, receive, send)
            return
        sending = _Sending(send)
        response = self._stranger(Headers(scope=scope)) or await self._counted(scope, receive, sending)
        if response is not None and not sending.started:
            await response(scope, receive, sending)

    def _stranger(self, headers: Headers) -> Response | None:
        """The answer to a call from a page of another site."""
        host, origin = headers.get("host", ""), headers.get("origin")
        if not own(host, self.names):
            remedy = "Call it by its address, or start it with --url."
            return self.wrong.answer(421, Fault("host", f"'{shown(host)}' is not this machine.", remedy), code=2)
        if origin is not None and origin.partition("://")[2] != host:
            fault = Fault("origin", f"'{shown(origin)}' is another site.", "Call it from a program, not from a page.")
            return self.wrong.answer(403, fault, code=2)
        return None

    async def _counted(self, scope: Scope, receive: Receive, send: _Sending) -> Response | None:
        if self._here >= self.limits.crowd:
            fault = Fault("menkan", f"there are {self.limits.crowd} calls here already.", "Try again in a second.")
            return self.wrong.answer(503, fault, code=3, headers={"retry-after": "1"})
        self._here += 1
        try:
            return await self._watched(scope, receive, send)
        finally:
            self._here -= 1

    async def _watched(self, scope: Scope, receive: Receive, send: _Sending) -> Response | None:
        """The answer to give instead of the application's, if any."""
        try:
            async with asyncio.timeout(self.limits.seconds):
                message = await _read(receive, self.limits.size)
                if message is None:
                    fault = f"there are more than {self.limits.size} bytes."
                    return self.wrong.answer(413, Fault("body", fault, "Send less."))
                if message["type"] == "http.request":  # else the caller has gone
                    await self.inner(scope, _replaying(message, receive), send)
        except TimeoutError:
            fault = f"it took more than {self.limits.seconds:g} seconds."
            return self.wrong.answer(504, Fault("menkan", fault, "Try again, or send less."), code=3)
        except Exception:
            if not send.started or os.environ.get("MENKAN_DEBUG"):
                raise
        return None


class _Sending:
    """Adds the headers that every answer has, and remembers whether one has begun."""

    def __init__(self, send: Send) -> None:
        self.send = send
        self.started = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.started = True
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers[name] = value
        await self.send(message)


async def _read(receive: Receive, size: int) -> Message | None:
    """The whole body as one message, None where it is larger than `size`, or the message that the caller has gone."""
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return message
        body += message.get("body", b"")
        if len(body) > size:
            return None
        if not message.get("more_body", False):
            return {"type": "http.request", "body": bytes(body), "more_body": False}


def _replaying(message: Message, receive: Receive) -> Receive:
    waiting = [message]

    async def replay() -> Message:
        return waiting.pop() if waiting else await receive()

    return replay
