"""What a plan costs and brings, like a statement of account: by scenario and quarter, each cell with its reasons."""

from toolbox.money.reckoning import Options, Reckoned, reckon, reckon_first
from toolbox.money.statement import Statement, statement
from toolbox.money.timing import Schedule, one_after_another
from toolbox.money.why import Why, why

__all__ = [
    "Options",
    "Reckoned",
    "Schedule",
    "Statement",
    "Why",
    "one_after_another",
    "reckon",
    "reckon_first",
    "statement",
    "why",
]
