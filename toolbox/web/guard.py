"""What stands before the page: whose host it is, how much and how often one may send, how long, and safe headers."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from toolbox.serving import own
from toolbox.web.buckets import Buckets

Refuse = Callable[[str, Headers, Mapping[str, str]], Response]
NOTHING: Mapping[str, str] = MappingProxyType({})

DEARER = {"/pdf": 10, "/docx": 10}  # what takes more work costs more tokens
CHEAPER = 0.1  # a file of the page's own


class Limits(NamedTuple):
    """What visitors may take.

    size: bytes of a request. seconds: of one answer. workers: answers worked on at once; crowd: requests here at once.
    burst, rate: requests of one address at once, and a second; a room full of owners may share an address.
    """

    size: int = 64 * 1024
    seconds: float = 30
    workers: int = 4
    crowd: int = 256
    burst: float = 240
    rate: float = 20


class Guard:
    """Lets a request through to the page, or refuses it."""

    def __init__(
        self,
        inner: ASGIApp,
        limits: Limits,
        refuse: Refuse,
        names: Iterable[str] = (),
        embedders: Iterable[str] = (),
        buckets: Buckets | None = None,
    ) -> None:
        """names: of this host, in small letters. embedders: origins that may show the page in a frame."""
        self.inner = inner
        self.limits = limits
        self.refuse = refuse
        self.names = frozenset(names)
        self.headers = headers(tuple(embedders))
        self.buckets = buckets or Buckets(limits.burst, limits.rate)
        self._here = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """As ASGI calls it."""
        if scope["type"] != "http":
            await self.inner(scope, receive, send)
            return
        sending = _Sending(send, self.headers)
        response = self._early(scope, Headers(scope=scope)) or await self._counted(scope, receive, sending)
        if response is not None and not sending.started:
            await response(scope, receive, sending)

    def _early(self, scope: Scope, asked: Headers) -> Response | None:
        """A refusal before anything is read."""
        if not own(asked.get("host", ""), self.names):
            return self.refuse("421", asked, NOTHING)
        path = scope["path"]
        cost = DEARER.get(path, CHEAPER if path.startswith("/assets/") else 1)
        wait = self.buckets.take(scope["client"][0] if scope.get("client") else "", cost)
        if wait:
            return self.refuse("429", asked, {"retry-after": str(int(wait) + 1)})
        if self._here >= self.limits.crowd:
            return self.refuse("503", asked, {"retry-after": "3"})
        return None

    async def _counted(self, scope: Scope, receive: Receive, send: _Sending) -> Response | None:
        self._here += 1
        try:
            return await self._watched(scope, receive, send)
        finally:
            self._here -= 1

    async def _watched(self, scope: Scope, receive: Receive, send: _Sending) -> Response | None:
        asked = Headers(scope=scope)
        try:
            async with asyncio.timeout(self.limits.seconds):
                message = await _read(receive, self.limits.size)
                if message is None:
                    return self.refuse("413", asked, {"connection": "close"})
                if message["type"] == "http.request":  # else the visitor has gone
                    await self.inner(scope, _replaying(message, receive), send)
        except TimeoutError:
            return self.refuse("504", asked, NOTHING)
        except Exception:
            if os.environ.get("MENKAN_DEBUG"):
                raise
            return self.refuse("500", asked, NOTHING)
        return None


def headers(embedders: tuple[str, ...]) -> dict[str, str]:
    """The headers of every answer. Nothing may run, load or frame but what is named here."""
    policy = {
        "default-src": "'none'",
        "base-uri": "'none'",
        "connect-src": "'self'",
        "font-src": "'self'",
        "form-action": "'self'",
        "frame-ancestors": " ".join(("'self'", *embedders)) if embedders else "'none'",
        "img-src": "'self' data:",  # the marks of check boxes are data in the style sheet
        "script-src": "'self'",
        "style-src": "'self'",
    }
    made = {
        "content-security-policy": "; ".join(f"{name} {value}" for name, value in policy.items()),
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        "referrer-policy": "same-origin",  # a stricter one would hide from us where a form comes from
        "x-content-type-options": "nosniff",
    }
    if not embedders:
        made["x-frame-options"] = "DENY"
    return made


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
    """The whole body as one message, None where it is larger than `size`, or the message that the visitor has gone."""
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
