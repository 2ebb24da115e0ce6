"""What stands before an HTTP application: the size and time of one request, how many are here, headers of every answer.

Who is turned away and in which words is for each application to say; it builds its own gate upon this one.
"""

from __future__ import annotations

import asyncio
import os
from abc import ABC, abstractmethod
from collections.abc import Mapping

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send


class Gate(ABC):
    """Lets a request through to the inner application, or answers in its place."""

    def __init__(self, inner: ASGIApp, size: int, seconds: float, headers: Mapping[str, str]) -> None:
        """size: bytes of a request. seconds: of one answer. headers: of every answer, whoever gives it."""
        self.inner = inner
        self.headers = headers
        self.here = 0  # requests that are being worked on
        self._size, self._seconds = size, seconds

    @abstractmethod
    def early(self, scope: Scope, asked: Headers) -> Response | None:
        """A refusal before anything is read."""

    @abstractmethod
    def too_large(self, asked: Headers) -> Response:
        """The answer to a request of too many bytes."""

    @abstractmethod
    def too_slow(self, asked: Headers) -> Response:
        """The answer where the application took too long."""

    @abstractmethod
    def failed(self, asked: Headers) -> Response | None:
        """The answer where the application broke; None to let what broke through, to a layer that tells it."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """As ASGI calls it."""
        if scope["type"] != "http":
            await self.inner(scope, receive, send)
            return
        sending = _Sending(send, self.headers)
        response = self.early(scope, Headers(scope=scope)) or await self._counted(scope, receive, sending)
        if response is not None and not sending.started:
            await response(scope, receive, sending)

    async def _counted(self, scope: Scope, receive: Receive, send: _Sending) -> Response | None:
        self.here += 1
        try:
            return await self._watched(scope, receive, send)
        finally:
            self.here -= 1

    async def _watched(self, scope: Scope, receive: Receive, send: _Sending) -> Response | None:
        """The answer to give instead of the application's, if any."""
        asked = Headers(scope=scope)
        try:
            async with asyncio.timeout(self._seconds):
                message = await _read(receive, self._size)
                if message is None:
                    return self.too_large(asked)
                if message["type"] == "http.request":  # else the caller has gone
                    await self.inner(scope, _replaying(message, receive), send)
        except TimeoutError:
            return self.too_slow(asked)
        except Exception:
            response = self.failed(asked)
            if os.environ.get("MENKAN_DEBUG") or (response is None and not send.started):
                raise
            return response
        return None


class _Sending:
    """Adds the headers that every answer has, and remembers whether one has begun."""

    def __init__(self, send: Send, more: Mapping[str, str]) -> None:
        self.send = send
        self.more = more
        self.started = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.started = True
            found = MutableHeaders(scope=message)
            for name, value in self.more.items():
                found[name] = value
            found.setdefault("cache-control", "no-store")
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
