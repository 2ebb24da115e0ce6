"""The stop is sound: when an interview says that nothing could change the first steps, nothing does."""

from __future__ import annotations

import datetime as dt
import random

import pytest

from tests.interview.worlds import answered, completions, world
from toolbox.advice import reason
from toolbox.inference import Inference
from toolbox.interview import Rulebook, Standing, next_turn
from toolbox.knowledge.model import Knowledge
from toolbox.profile import Profile
from toolbox.recommend import FIRST

DAY = dt.date(2026, 11, 21)
SEEDS = 10


def stopped(book: Rulebook, rng: random.Random) -> Standing:
    """An interview of one firm up to where it stops."""
    said = answered(book, rng)
    standing = Standing(book, Profile(), DAY)
    while (turn := next_turn(standing)).question is not None:
        standing = standing.after(turn.question, said.get(turn.question))
    return standing


def first_six(knowledge: Knowledge, inference: Inference, profile: Profile) -> set[str]:
    """Through the whole pipeline, which shares no bound with the interview."""
    return {step.tool for step in reason(profile, inference, knowledge, DAY).recommendations.steps[:FIRST]}


def stage(knowledge: Knowledge, inference: Inference, profile: Profile) -> frozenset[str]:
    return reason(profile, inference, knowledge, DAY).assessed.stage.members


@pytest.mark.parametrize("seed", range(SEEDS))
def test_two_hundred_completions_of_thirty_stopped_interviews_change_nothing(knowledge: Knowledge, seed: int) -> None:
    rng, settled, open_left = random.Random(seed), 0, 0
    while settled < 300 // SEEDS:
        own = world(knowledge, rng)
        standing = stopped(Rulebook(own), rng)
        if not standing.settled:
            continue
        settled += 1
        open_left += len(standing.open)
        inference = Inference(own, "verdict")
        expected = set(standing.first)
        for profile in completions(standing, rng, 200):
            assert first_six(own, inference, profile) == expected, (seed, settled)
    assert open_left > settled  # else there would have been nothing to complete


@pytest.mark.parametrize("seed", range(4))
def test_it_holds_for_the_built_in_rules_too(knowledge: Knowledge, seed: int) -> None:
    rng, book, inference = random.Random(seed), Rulebook(knowledge), Inference(knowledge, "verdict")
    for _ in range(3):
        standing = stopped(book, rng)
        for profile in completions(standing, rng, 40) if standing.settled else ():
            assert first_six(knowledge, inference, profile) == set(standing.first)


def test_in_a_full_check_the_stage_is_settled_too(knowledge: Knowledge) -> None:
    rng = random.Random(7)
    for _ in range(12):
        own = world(knowledge, rng)
        standing = stopped(Rulebook(own, full=True), rng)
        if standing.settled and standing.open:
            inference = Inference(own, "verdict")
            for profile in completions(standing, rng, 40):
                assert stage(own, inference, profile) <= standing.stage.members
                assert first_six(own, inference, profile) == set(standing.first)


def test_every_rank_stays_within_its_bounds_whatever_is_told(knowledge: Knowledge) -> None:
    rng = random.Random(11)
    for _ in range(25):
        own = world(knowledge, rng)
        book, inference = Rulebook(own, full=True), Inference(own, "verdict")
        said = [(name, answer) for name, answer in answered(book, rng).items() if rng.random() < 0.4]
        standing = Standing(book, Profile(told={n: a for n, a in said if a is not None}), DAY)
        for profile in completions(standing, rng, 30):
            steps = reason(profile, inference, own, DAY).recommendations.steps
            for step in steps:
                if step.rules:
                    assert standing.bounds[step.tool].low <= step.rank.total <= standing.bounds[step.tool].high
            for tool, bounds in standing.bounds.items():
                assert not bounds.certain or tool in {s.tool for s in steps} | _aside(own, inference, profile)


def _aside(knowledge: Knowledge, inference: Inference, profile: Profile) -> set[str]:
    return {aside.tool for aside in reason(profile, inference, knowledge, DAY).recommendations.set_aside}


def test_going_on_from_an_answer_says_the_same_as_starting_anew(knowledge: Knowledge) -> None:
    rng, book = random.Random(3), Rulebook(knowledge)
    standing = Standing(book, Profile(), DAY)
    for name, answer in list(answered(book, rng).items())[:20]:
        standing = standing.after(name, answer)
        fresh = Standing(book, standing.profile, DAY)
        assert (standing.truths, standing.possible, standing.certain) == (fresh.truths, fresh.possible, fresh.certain)
        assert standing.first == fresh.first
        assert standing.undecided == fresh.undecided


def test_a_question_that_can_no_longer_change_anything_is_not_asked(knowledge: Knowledge) -> None:
    book = Rulebook(knowledge)
    standing, said = Standing(book, Profile(), DAY), answered(book, random.Random(5))
    while (turn := next_turn(standing)).question is not None:
        assert turn.question in standing.open
        assert turn.question in standing.relevant
        assert turn.question not in standing.answered
        standing = standing.after(turn.question, said.get(turn.question))
