"""What a door says instead of an answer, in both languages."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Literal, NamedTuple

from toolbox.errors import BothWays, Fault, InChinese

Translate = Callable[[Fault], InChinese]
Code = Literal[1, 2, 3]

REPORT = "This is a bug; please report it. MENKAN_DEBUG=1 shows more."


class Failure(NamedTuple):
    """An error as programs read it, the same through every door.

    exit_code: what the command line would end with: 1 the data is wrong, 2 the call is wrong, 3 a fault of menkan.
    """

    format: Literal["menkan-error/1"]
    exit_code: Code
    faults: tuple[BothWays, ...]


class Failures:
    """Makes failures of faults. translate: says a fault in Chinese."""

    def __init__(self, translate: Translate) -> None:
        self._translate = translate

    def of(self, faults: Iterable[Fault], code: Code = 1) -> Failure:
        """The failure that these faults are."""
        told = tuple(BothWays(*fault, zh=self._translate(fault)) for fault in faults)
        return Failure("menkan-error/1", code, told)

    def ours(self, error: BaseException) -> Failure:
        """A fault of menkan itself. Only its kind is told: its words may hold what somebody else sent."""
        return self.of([Fault("menkan", f"something failed here ({type(error).__name__}).", REPORT)], 3)
