"""How often one address may ask: a bucket that fills by and by, for each address."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable

MOST = 10_000  # addresses that are remembered; the one that was quiet longest is forgotten


class Buckets:
    """One bucket an address. burst: tokens it holds. rate: tokens a second. clock: seconds, never going back."""

    def __init__(self, burst: float, rate: float, clock: Callable[[], float] = time.monotonic) -> None:
        self.burst = burst
        self.rate = rate
        self._clock = clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, address: str, cost: float = 1) -> float:
        """Take so many tokens; 0 if there were enough, else the seconds until there are."""
        now = self._clock()
        left, then = self._left.pop(address, (self.burst, now))
        left = min(self.burst, left + (now - then) * self.rate)
        enough = left >= cost
        self._left[address] = (left - cost if enough else left, now)
        if len(self._left) > MOST:
            self._left.popitem(last=False)
        return 0.0 if enough else (cost - left) / self.rate
