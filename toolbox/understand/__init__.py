"""What a free text tells of a firm, by the catalogue's own words: no model, no guess, each fact with its words.

text → form → words → clauses → statements → facts
"""

from __future__ import annotations

import datetime as dt

from toolbox.knowledge.model import Knowledge
from toolbox.understand.reader import Reader
from toolbox.understand.understood import Answer, Aside, Read, Understood, Words, answer

__all__ = ["Answer", "Aside", "Read", "Reader", "Understood", "Words", "answer", "understand"]


def understand(text: str, knowledge: Knowledge, today: dt.date | None = None) -> Understood:
    """What a text tells of a firm. today: what `twenty years ago` is counted from; left out, nothing is counted."""
    return Reader(knowledge).understand(text, today)
