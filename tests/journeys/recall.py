"""How much of what the firms of the reports in fact adopted is among the advice for the firm that each was before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from toolbox.advice import Advice, advise, reason
from toolbox.documents import read_file
from toolbox.inference import Inference
from toolbox.knowledge.model import Knowledge
from toolbox.profile import read

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Journey:
    """A firm of a report and what it must be told.

    adopted: the tools that it in fact adopted. missed: those of them that are honestly not advised, and why.
    """

    name: str
    profile: Path
    source: str
    adopted: tuple[str, ...]
    missed: Mapping[str, str]
    told: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Found:
    """Where the adopted tools stand. open: those not in use before. places: by tool, from 1, for steps."""

    journey: Journey
    advice: Advice
    open: tuple[str, ...]
    places: Mapping[str, int]
    held: tuple[str, ...]

    def within(self, first: int) -> int:
        """How many of the open tools are among the first so many steps."""
        return sum(self.places.get(tool, first + 1) <= first for tool in self.open)


def journeys() -> Iterator[Journey]:
    """Every journey of this folder, by name."""
    for path in sorted(FOLDER.glob("*.yaml")):
        data = read_file(path).data
        profile = (FOLDER / data["firm"]).resolve()
        missed, told = data.get("missed", {}), tuple(data["told"])
        yield Journey(path.stem, profile, data["source"], tuple(data["adopted"]), missed, told)


def find(journey: Journey, knowledge: Knowledge, inference: Inference, today: dt.date) -> Found:
    """The advice for a journey's firm, and where its tools stand in it."""
    profile = read(read_file(journey.profile), knowledge)
    reasoned = reason(profile, inference, knowledge, today)
    advice = advise(reasoned, knowledge, today)
    in_use: Any = reasoned.inferred.facts.values.get("in_use")
    had = in_use.has if in_use else frozenset()
    places = {step.tool: step.place for wave in (advice.first, *advice.later) for step in wave}
    open_tools = tuple(tool for tool in journey.adopted if tool not in had)
    return Found(journey, advice, open_tools, places, tuple(held.tool for held in advice.held))


def recall(found: list[Found], first: int) -> float:
    """The share of all adopted tools that stand among the first so many steps of their firm's plan."""
    return sum(each.within(first) for each in found) / sum(len(each.open) for each in found)


def table(found: list[Found]) -> str:
    """Each journey with the place of each tool, and the recall over all."""
    rows = [f"{'journey':34}{'tools':>6}{'at 6':>6}{'at 12':>6}  places"]
    for each in found:
        places = ", ".join(f"{tool} {_place(each, tool)}" for tool in each.open)
        rows.append(f"{each.journey.name:34}{len(each.open):6}{each.within(6):6}{each.within(12):6}  {places}")
    rows.append(f"recall at 6: {recall(found, 6):.0%}, at 12: {recall(found, 12):.0%}")
    return "\n".join(rows)


def _place(found: Found, tool: str) -> str:
    if tool in found.places:
        return str(found.places[tool])
    return "held" if tool in found.held else "–"
