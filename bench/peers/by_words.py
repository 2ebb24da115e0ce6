"""Conditions as a text, for engines whose language has and, or, not, in and comparisons."""

from __future__ import annotations

import json
from typing import NamedTuple

from toolbox.conditions.tree import All, Any, Has, Is, Not, OneOf, Tree, Within


class Words(NamedTuple):
    """How a language writes what differs. negated: a pattern with {} for what is negated."""

    yes: str = "true"
    no: str = "false"
    negated: str = "not ({})"

    def said(self, tree: Tree) -> str:
        """The condition in this language; names and words as JSON writes them."""
        match tree:
            case All(parts):
                return f"({' and '.join(map(self.said, parts))})" if parts else self.yes
            case Any(parts):
                return f"({' or '.join(map(self.said, parts))})" if parts else self.no
            case Not(part):
                return self.negated.format(self.said(part))
            case Is(fact, answer):
                return f"{fact} == {self.yes if answer else self.no}"
            case OneOf(fact, members):
                return f"{fact} in {json.dumps(list(members), ensure_ascii=False)}"
            case Has(fact, member):
                return f"{json.dumps(member, ensure_ascii=False)} in {fact}"
            case Within(fact, low, high):
                tests = [f"{fact} >= {low}"] if low is not None else []
                tests += [f"{fact} <= {high}"] if high is not None else []
                return f"({' and '.join(tests)})" if tests else self.yes
        raise TypeError(tree)
