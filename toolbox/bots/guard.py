"""What stands before the HTTP interface: who may call, how much, how long, how many at once, and safe headers.

No page of another site may use a browser to call a menkan that runs on the same machine. A page that lets its own name
point here (DNS rebinding) sends that name as Host; a page that calls across sites sends its own address as Origin. Both
are refused.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from fastapi import Response
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Scope

from toolbox.bots.wrong import Wrong
from toolbox.errors import Fault
from toolbox.gate import Gate
from toolbox.serving import LARGEST, own
from toolbox.text import shown

HEADERS = {
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


class Guard(Gate):
    """Lets a call through to the interface, or refuses it."""

    def __init__(self, inner: ASGIApp, limits: Limits, wrong: Wrong, names: Iterable[str] = ()) -> None:
        """names: host names, in small letters, under which this machine is called."""
        super().__init__(inner, limits.size, limits.seconds, HEADERS)
        self.limits = limits
        self.wrong = wrong
        self.names = frozenset(names)

    def early(self, scope: Scope, asked: Headers) -> Response | None:
        """The answer to a call from a page of another site, and to one too many."""
        host, origin = asked.get("host", ""), asked.get("origin")
        if not own(host, self.names):
            remedy = "Call it by its address, or start it with --url."
            return self.wrong.answer(421, Fault("host", f"'{shown(host)}' is not this machine.", remedy), code=2)
        if origin is not None and origin.partition("://")[2] != host:
            fault = Fault("origin", f"'{shown(origin)}' is another site.", "Call it from a program, not from a page.")
            return self.wrong.answer(403, fault, code=2)
        if self.here >= self.limits.crowd:
            fault = Fault("menkan", f"there are {self.limits.crowd} calls here already.", "Try again in a second.")
            return self.wrong.answer(503, fault, code=3, headers={"retry-after": "1"})
        return None

    def too_large(self, asked: Headers) -> Response:
        """Says how much may be sent."""
        return self.wrong.answer(413, Fault("body", f"there are more than {self.limits.size} bytes.", "Send less."))

    def too_slow(self, asked: Headers) -> Response:
        """Says how long an answer may take."""
        fault = f"it took more than {self.limits.seconds:g} seconds."
        return self.wrong.answer(504, Fault("menkan", fault, "Try again, or send less."), code=3)

    def failed(self, asked: Headers) -> Response | None:
        """Nothing: the interface itself tells what is our fault."""
        return None
