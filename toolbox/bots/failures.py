"""What a door says instead of an answer, in both languages."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Literal, NamedTuple

from toolbox.errors import BothWays, Fault, InChinese

Translate = Callable[[Fault], InChinese]
Code = Literal[1, 2, 3]

REPORT = "This is a bug; please report it."


class Failure(NamedTuple):
    """An error as programs read it, the same through every door."""

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
        """A fault of menkan itself."""
        return self.of([Fault("menkan", f"{type(error).__name__}: {error}", REPORT)], 3)
