"""What made-up firms are drawn by: the published marginals, ready for drawing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from toolbox.documents import read_file
from toolbox.knowledge.model import Knowledge
from toolbox.sizing import CLASSES, size_of
from toolbox.vocabulary import Fact

MARGINALS = Path(__file__).with_name("marginals.yaml")
MEASURES = ("staff", "revenue", "assets")
_SHOPS = frozenset(("retail", "catering", "accommodation", "resident_services"))
_ACTIVITIES = {
    "manufacturing": ("makes_goods", "makes_to_order", "keeps_stock", "runs_machines", "buys_many_materials"),
    "agriculture": ("grows_or_breeds", "perishable", "keeps_stock"),
    "wholesale": ("keeps_stock", "delivers", "sells_on_credit"),
    "retail": ("runs_store", "keeps_stock", "ships_parcels"),
    "catering": ("runs_store", "perishable", "takes_bookings"),
    "accommodation": ("runs_store", "takes_bookings", "keeps_personal_data"),
    "transport": ("delivers", "runs_vehicles"),
    "construction": ("runs_projects", "designs", "visits_customers"),
    "business_services": ("runs_projects", "visits_customers", "takes_bookings"),
    "information": ("builds_software", "runs_projects", "designs"),
    "research": ("designs", "runs_projects"),
    "resident_services": ("runs_store", "takes_bookings", "visits_customers"),
    "education": ("takes_bookings", "keeps_personal_data"),
    "health": ("takes_bookings", "keeps_personal_data"),
}


Reals = npt.NDArray[np.float64]
Floats = npt.NDArray[np.float32]


def published() -> Mapping[str, Any]:
    """The figures, as the file has them."""
    drawn: Mapping[str, Any] = read_file(MARGINALS, "marginals.yaml").data
    return drawn


def sectors(drawn: Mapping[str, Any]) -> tuple[list[str], Reals]:
    """Sectors, and the share of firms in each."""
    shared = drawn["shared"]
    parts = {name: shared["total"] * share / sum(shared["among"].values()) for name, share in shared["among"].items()}
    counts = {**drawn["published"], **parts, **drawn["estimated"]}
    total = np.array(list(counts.values()), np.float64)
    return list(counts), total / total.sum()


def provinces(regions: Mapping[str, Any]) -> tuple[list[str], Reals]:
    """Provinces, and the share of firms in each."""
    shares, within = regions["published"], regions["provinces"]
    codes = [code for region in shares for code in within[region]]
    each = np.array([shares[region] / len(within[region]) for region in shares for _ in within[region]])
    return codes, each / each.sum()


def shares(counts: Mapping[str, float], names: Sequence[str]) -> Reals:
    """Counts as shares of their sum."""
    found = np.array([counts[name] for name in names], np.float64)
    return np.asarray(found / found.sum())


def limits(drawn: Mapping[str, Any], divisions: Sequence[str], knowledge: Knowledge) -> dict[str, tuple[Reals, Reals]]:
    """The least and the most of each measure by division and size class, as logarithms."""
    groups = [_group(knowledge, code) for code in divisions]
    found: dict[str, tuple[Reals, Reals]] = {}
    for measure in MEASURES:
        fallback = drawn["staff"] if measure == "staff" else None
        low, high = (np.ones((len(groups), len(CLASSES))) for _ in range(2))
        for place, group in enumerate(groups):
            edges = group.get(measure, {})
            for number, name in enumerate(CLASSES):
                own = (fallback or {name: (10 * 10**number, 10 ** (2 + number))})[name]
                next_ = CLASSES[number + 1] if number + 1 < len(CLASSES) else None
                least = edges.get(name, 1 if edges else own[0])
                low[place, number] = least
                high[place, number] = edges.get(next_, own[1]) if next_ else max(least * 5, own[1])
        found[measure] = np.log(np.maximum(low, 1)), np.log(high)
    return found


def _group(knowledge: Knowledge, division: str) -> Mapping[str, Mapping[str, int]]:
    """The limits of the size standard for a division; none where it has none."""
    sized = size_of(knowledge, division, {})
    groups = [g for g in sized.groups if g in knowledge.size_groups] if sized else []
    return knowledge.size_groups[groups[0]].limits if groups else {}


def member_shares(fact: Fact, sectors: Sequence[str], knowledge: Knowledge) -> Floats:
    """The share of firms that have each member of a set, by trade."""
    members = list(fact.members) if fact.type == "set" else []
    share = np.full((len(members), len(sectors)), {"pains": 0.06, "goals": 0.12}.get(fact.name, 0.15), np.float32)
    for place, name in enumerate(sectors):
        for activity in _ACTIVITIES.get(name, ()) if fact.name == "activities" else ():
            share[members.index(activity), place] = 0.7
        for channel in ("consumers", "passers_by") if name in _SHOPS else ():
            if channel in members:
                share[members.index(channel), place] = 0.7
    if fact.name == "in_use":
        easy = {"micro": 0.09, "small": 0.04, "medium": 0.01}
        tools = knowledge.tools
        own = [easy.get(tools[m].pays_from if m in tools else "medium", 0.01) for m in members]
        share[:] = np.array(own, np.float32)[:, None]
    return share
