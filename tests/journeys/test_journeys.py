"""What the firms of the reports must be told, each as it was before it went digital."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.journeys.recall import FOLDER, Found, Journey, find, journeys, recall
from toolbox.inference import Inference
from toolbox.knowledge.model import Knowledge

EXAMPLES = FOLDER.parent.parent / "examples"
JOURNEYS = list(journeys())
SAID = {"say", "first includes", "not first", "not a step", "held"}


@pytest.fixture(params=JOURNEYS, ids=[journey.name for journey in JOURNEYS])
def found(request: pytest.FixtureRequest, knowledge: Knowledge, inference: Inference, today: dt.date) -> Found:
    journey: Journey = request.param
    return find(journey, knowledge, inference, today)


def test_every_example_has_a_journey_and_every_journey_an_example() -> None:
    assert {j.profile for j in JOURNEYS} == set(EXAMPLES.glob("*.yaml"))
    assert all(j.profile.stem == j.name for j in JOURNEYS)


def test_every_example_says_which_case_it_follows_and_what_is_assumed() -> None:
    for path in EXAMPLES.glob("*.yaml"):
        head = "".join(line for line in path.read_text().splitlines() if line.startswith("#"))
        assert "Assumed" in head or "假设" in head, path.name


def test_the_words_of_a_journey_are_known(knowledge: Knowledge) -> None:
    for journey in JOURNEYS:
        tools = {*journey.adopted, *(t for line in journey.told for key, v in line.items() if key != "say" for t in v)}
        assert tools <= set(knowledge.tools), journey.name
        assert set(journey.missed) <= set(journey.adopted), journey.name
        assert all(line["say"] and set(line) <= SAID and len(line) > 1 for line in journey.told), journey.name
        source, part = journey.source.split("/")
        assert part in knowledge.sources[source].parts, journey.name


def test_what_the_firm_in_fact_adopted_is_advised_or_held(found: Found) -> None:
    absent = {tool for tool in found.open if tool not in found.places and tool not in found.held}
    assert absent == set(found.journey.missed)


def test_the_firm_is_told_what_it_must_be_told(found: Found) -> None:
    first = {step.tool for step in found.advice.first}
    for line in found.journey.told:
        assert set(line.get("first includes", ())) <= first, line["say"]
        assert not set(line.get("not first", ())) & first, line["say"]
        assert not set(line.get("not a step", ())) & set(found.places), line["say"]
        assert set(line.get("held", ())) <= set(found.held), line["say"]


def test_recall_does_not_fall(knowledge: Knowledge, inference: Inference, today: dt.date) -> None:
    """A change of rules may move tools about; if fewer of the real choices are reached than before, it must say why."""
    all_found = [find(journey, knowledge, inference, today) for journey in JOURNEYS]
    assert recall(all_found, 6) >= 0.5
    assert recall(all_found, 12) >= 0.75
