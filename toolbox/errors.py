"""What is wrong with somebody's data: place, fault, remedy."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Fault:
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


class DataError(Exception):
    """Somebody's data is wrong. Carries every fault that was found, never only the first."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults
