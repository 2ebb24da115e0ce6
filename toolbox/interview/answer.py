"""One turn of an interview as a value: what every door (command line, MCP, HTTP) answers to a state."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from toolbox.advice import Advice, advise, reason
from toolbox.answer import Label
from toolbox.inference import Inference
from toolbox.interview.rulebook import Rulebook
from toolbox.interview.standing import Standing
from toolbox.interview.state import write_state
from toolbox.interview.turn import next_turn
from toolbox.knowledge.model import Knowledge
from toolbox.profile import Profile
from toolbox.vocabulary import Fact, Text

FORMAT = "menkan-turn/1"

SETTLED = Text("接下来无论怎么回答，这几步都不会变。", "Nothing you could still answer would change these steps.")
EXHAUSTED = Text("该问的都问过了。", "There is nothing left to ask.")
NEXT = Text("还有问题能改变结果。", "An answer could still change the advice.")


class Asked(NamedTuple):
    """A question as a bot shows it. choices: for choices and sets; empty where there are too many to list.

    Of the tools in use, those that matter most come first.
    """

    fact: str
    type: str
    label: Text
    question: Text
    choices: tuple[Label, ...]
    unit: Text | None
    low: float | None
    high: float | None


class Answer(NamedTuple):
    """What one turn gives back. The caller adds an answer to state.facts and sends it again.

    decided: steps that no answer can take out of the first six. undecided: tools that may still come in or go.
    left: questions that may still matter, at most. advice: when there is no further question.
    """

    format: str
    state: dict[str, Any]
    question: Asked | None
    settled: bool
    message: Text
    first: tuple[Label, ...]
    decided: tuple[Label, ...]
    undecided: tuple[Label, ...]
    stages: tuple[Label, ...]
    left: int
    advice: Advice | None


def answer(
    knowledge: Knowledge,
    profile: Profile,
    today: dt.date,
    *,
    full: bool = False,
    book: Rulebook | None = None,
    inference: Callable[[], Inference] | None = None,
) -> Answer:
    """One stateless turn. book, inference: this knowledge's, where the caller has prepared them already."""
    standing = Standing(book or Rulebook(knowledge, full=full), profile, today)
    turn = next_turn(standing)
    question = None if turn.question is None else asked(knowledge.vocabulary[turn.question], standing.in_play)
    advice = None
    if question is None:
        fired = inference() if inference else Inference(knowledge)
        advice = advise(reason(profile, fired, knowledge, today), knowledge, today)

    def named(tools: tuple[str, ...]) -> tuple[Label, ...]:
        return tuple(Label(tool, knowledge.tools[tool].name) for tool in tools)

    return Answer(
        FORMAT,
        write_state(profile, knowledge),
        question,
        turn.settled,
        NEXT if question else SETTLED if turn.settled else EXHAUSTED,
        named(standing.first),
        named(turn.decided),
        named(turn.undecided),
        tuple(Label(id_, stage.name) for id_, stage in knowledge.stages.items() if id_ in standing.stage.members),
        turn.left,
        advice,
    )


MOST_CHOICES = 60


def asked(fact: Fact, in_play: Sequence[str] = ()) -> Asked:
    """A fact as a question. in_play: tools that matter, which come first where it is asked which are in use."""
    names = dict.fromkeys((*in_play, *fact.members) if fact.name == "in_use" else fact.members)
    few = fact.name == "in_use" or len(names) <= MOST_CHOICES
    choices = tuple(Label(id_, fact.members[id_].label) for id_ in names) if few else ()
    return Asked(fact.name, fact.type, fact.label, fact.question or fact.label, choices, fact.unit, fact.low, fact.high)
