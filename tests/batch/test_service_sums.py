"""What shared services would be to many firms is what one sums up firm by firm."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest

from tests.batch.comparing import generated
from toolbox.advice import reason
from toolbox.batch.columns_of_firms import of_profiles
from toolbox.batch.cube import Adding, Cube
from toolbox.batch.kernel import Kernel
from toolbox.conditions.verdict import judge
from toolbox.inference import Inference
from toolbox.knowledge.model import Knowledge
from toolbox.profile import Profile
from toolbox.recommend import FIRST

MEASURES = ("wanted", "served", "service", "service_first", "unlocked", "service_tool", "unlocked_tool")


def one_by_one(
    profile: Profile, inference: Inference, knowledge: Knowledge, today: dt.date
) -> tuple[tuple[str, ...], set[tuple[str, str]]]:
    """The cell of a firm, and what it counts for, by the one-firm path."""
    reasoned = reason(profile, inference, knowledge, today)
    facts, plan = reasoned.inferred.facts.values, reasoned.recommendations
    held = {each.tool for each in plan.held}
    wanted = held | {each.tool for each in plan.set_aside} | {step.tool for step in plan.steps if step.rules}
    first = {step.tool for step in plan.steps[:FIRST]}
    found = {("wanted", tool) for tool in wanted}
    for id_, service in knowledge.services.items():
        if service.when is not None and judge(service.when, facts) is not True:
            continue
        tools = set(service.tools)
        found.add(("served", id_))
        found |= {(m, id_) for m, s in (("service", wanted), ("service_first", first), ("unlocked", held)) if tools & s}
        found |= {("service_tool", f"{id_}/{tool}") for tool in tools & wanted}
        found |= {("unlocked_tool", f"{id_}/{tool}") for tool in tools & held}
    values = (facts.get(axis) for axis in ("stage", "sector", "size", "province"))
    cell = tuple(next(iter(v.members)) if v is not None and len(v.members) == 1 else "" for v in values)
    return cell, found


@pytest.fixture(scope="module")
def kernel(knowledge: Knowledge, today: dt.date) -> Kernel:
    return Kernel(knowledge, today)


def _cube(kernel: Kernel, profiles: list[Profile]) -> Cube:
    adding = Adding(kernel)
    sums = adding.nothing()
    adding.add(sums, kernel.advise(of_profiles(profiles, kernel.knowledge)))
    return adding.cube(sums)


def test_the_cube_counts_of_services_what_the_firms_alone_add_up_to(
    kernel: Kernel, knowledge: Knowledge, inference: Inference, today: dt.date
) -> None:
    profiles = generated(knowledge, 8, 150)
    expected: Counter[tuple[tuple[str, ...], str, str]] = Counter()
    for profile in profiles:
        cell, found = one_by_one(profile, inference, knowledge, today)
        expected.update((cell, measure, name) for measure, name in found)
    cube = _cube(kernel, profiles)
    counted = {
        (cell, measure, name): int(amounts[place])
        for (measure, name), amounts in cube.sums.items()
        if measure in MEASURES
        for place, cell in enumerate(cube.cells)
        if amounts[place]
    }
    assert counted == dict(expected)
    assert {measure for _, measure, _ in counted} == set(MEASURES)


def test_a_service_for_all_serves_all_and_counts_of_parts_add_up(kernel: Kernel, knowledge: Knowledge) -> None:
    profiles = generated(knowledge, 9, 90)
    whole, parts = _cube(kernel, profiles), _cube(kernel, profiles[:40]) + _cube(kernel, profiles[40:])
    assert parts.table().equals(whole.table())
    assert knowledge.services["promotion-centre"].when is None
    assert whole.total("served", "promotion-centre") == whole.total("firms") == 90
    for id_, service in knowledge.services.items():
        wants, tools = whole.total("service", id_), [f"{id_}/{tool}" for tool in service.tools]
        assert whole.total("unlocked", id_) <= wants <= whole.total("served", id_)
        assert wants <= sum(whole.total("service_tool", name) for name in tools)


def test_sums_along_axes_lose_no_firm(kernel: Kernel, knowledge: Knowledge) -> None:
    cube = _cube(kernel, generated(knowledge, 10, 80))
    for axes in (("stage",), ("sector", "size"), ("province", "stage"), ()):
        assert sum(cube.by(axes, "firms").values()) == 80
    assert cube.by(("stage", "sector", "size", "province"), "firms").keys() == set(cube.cells)
