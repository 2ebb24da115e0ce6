"""Who may post a form: only a page that this server gave to the same browser.

A token is signed with a secret that lives as long as the process, and bound to the visitor's cookie where there is one.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import time
from collections.abc import Callable
from typing import Literal

COOKIE = "menkan"
LIFE = 24 * 60 * 60  # seconds
Verdict = Literal["good", "old", "other"]


class Tokens:
    """Gives and checks tokens. clock: seconds since the epoch."""

    def __init__(self, secret: bytes | None = None, clock: Callable[[], float] = time.time) -> None:
        self._secret = secret or secrets.token_bytes(32)
        self._clock = clock

    @staticmethod
    def visitor() -> str:
        """A new name for a browser: random, and nothing else."""
        return secrets.token_urlsafe(18)

    def give(self, visitor: str) -> str:
        """A token for this visitor: `moment.visitor.signature`."""
        bare = f"{int(self._clock())}.{visitor}"
        return f"{bare}.{self._sign(bare)}"

    def check(self, token: str, visitor: str) -> Verdict:
        """Whether a token is good for this visitor; old: it was theirs, and too old or of another run of the server."""
        moment, _, rest = token.partition(".")
        named, _, signature = rest.rpartition(".")
        if not hmac.compare_digest(named.encode(), visitor.encode()) or not (moment.isascii() and moment.isdigit()):
            return "other"
        signed = hmac.compare_digest(signature.encode(), self._sign(f"{moment}.{named}").encode())
        age = self._clock() - int(moment[:15])
        return "good" if signed and 0 <= age + 1 <= LIFE else "old"

    def _sign(self, bare: str) -> str:
        return hmac.new(self._secret, bare.encode(), hashlib.sha256).hexdigest()
