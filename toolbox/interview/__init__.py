"""Ask little and know when to stop: the next best question, and the proof that no answer could change the advice."""

from toolbox.interview.answer import EXHAUSTED, SETTLED
from toolbox.interview.rulebook import Rulebook
from toolbox.interview.standing import Standing
from toolbox.interview.turn import Turn, next_turn

__all__ = ["EXHAUSTED", "SETTLED", "Rulebook", "Standing", "Turn", "next_turn"]
