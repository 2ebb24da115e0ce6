"""What is wrong with somebody's data: place, fault, remedy."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

_LINE = re.compile(r"(.*):(\d+)")


class Fault(NamedTuple):
    """One thing that is wrong.

    place: where, as `file:line` or `file: key`.
    fault: what is wrong there.
    remedy: what to do about it; may be empty where the fault says it all.
    """

    place: str
    fault: str
    remedy: str = ""

    def __str__(self) -> str:
        parts = (f"{self.place}: {self.fault}", self.remedy)
        return " ".join(part for part in parts if part)


class InChinese(NamedTuple):
    """The same fault and remedy, for a reader of Chinese."""

    fault: str
    remedy: str


class BothWays(NamedTuple):
    """A fault as JSON tells it: in English, and in Chinese beside that."""

    place: str
    fault: str
    remedy: str
    zh: InChinese


def in_order(faults: Iterable[Fault]) -> list[Fault]:
    """Each fault once, by file, then by line as a number."""

    def order(fault: Fault) -> tuple[str, int, Fault]:
        found = _LINE.fullmatch(fault.place)
        return (found[1], int(found[2]), fault) if found else (fault.place, 0, fault)

    return sorted(set(faults), key=order)


class DataError(Exception):
    """Somebody's data is wrong. Carries every fault that was found, never only the first."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults
