"""What stands before the page: whose host it is, how much and how often one may send, how long, and safe headers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Scope

from toolbox.gate import Gate
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


class Guard(Gate):
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
        super().__init__(inner, limits.size, limits.seconds, headers(tuple(embedders)))
        self.limits = limits
        self.refuse = refuse
        self.names = frozenset(names)
        self.buckets = buckets or Buckets(limits.burst, limits.rate)

    def early(self, scope: Scope, asked: Headers) -> Response | None:
        """The refusal of a stranger, of one who asks too often, and of one too many."""
        if not own(asked.get("host", ""), self.names):
            return self.refuse("421", asked, NOTHING)
        path = scope["path"]
        cost = DEARER.get(path, CHEAPER if path.startswith("/assets/") else 1)
        wait = self.buckets.take(scope["client"][0] if scope.get("client") else "", cost)
        if wait:
            return self.refuse("429", asked, {"retry-after": str(int(wait) + 1)})
        if self.here >= self.limits.crowd:
            return self.refuse("503", asked, {"retry-after": "3"})
        return None

    def too_large(self, asked: Headers) -> Response:
        """A page that says so; the rest of the request is not waited for."""
        return self.refuse("413", asked, {"connection": "close"})

    def too_slow(self, asked: Headers) -> Response:
        """A page that says so."""
        return self.refuse("504", asked, NOTHING)

    def failed(self, asked: Headers) -> Response | None:
        """A page that says so, and nothing of what broke."""
        return self.refuse("500", asked, NOTHING)


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
