"""One advice as the knowledge grows: all tools and rules once, twice, four times."""

from __future__ import annotations

import datetime as dt
import statistics
import time

from bench.firms import examples
from toolbox.advice import advise, reason
from toolbox.conditions.tree import All, Any, Has, Not, Tree
from toolbox.inference import Inference
from toolbox.knowledge import Knowledge
from toolbox.knowledge.model import Rule, Tool
from toolbox.vocabulary import Vocabulary

TIMES = (1, 2, 4)
ROUNDS = 3


def measure(knowledge: Knowledge, today: dt.date) -> list[dict[str, float]]:
    firms = examples(knowledge)
    rows = []
    for times in TIMES:
        grown = multiplied(knowledge, times)
        inference = Inference(grown)
        advise(reason(firms[0], inference, grown, today), grown, today)  # compiles the rules
        taken = []
        for firm in firms * ROUNDS:
            began = time.process_time()
            advise(reason(firm, inference, grown, today), grown, today)
            taken.append(1000 * (time.process_time() - began))
        rows.append(
            {
                "times": times,
                "tools": len(grown.tools),
                "rules": len(grown.rules),
                "one advice, ms": statistics.median(taken),
            }
        )
    return rows


def multiplied(knowledge: Knowledge, times: int) -> Knowledge:
    """The knowledge with every tool, and every rule about tools, so many times under other ids."""
    tools, rules, prerequisites = dict(knowledge.tools), dict(knowledge.rules), dict(knowledge.prerequisites)
    in_use = knowledge.vocabulary["in_use"]
    members = dict(in_use.members)
    for copy in range(2, times + 1):
        for id_, tool in knowledge.tools.items():
            tools[_named(id_, copy)] = _copied_tool(tool, copy)
            members[_named(id_, copy)] = in_use.members[id_]
            prerequisites[_named(id_, copy)] = _all_named(knowledge.prerequisites[id_], copy)
        rules |= {
            _named(id_, copy): _copied_rule(rule, copy)
            for id_, rule in knowledge.rules.items()
            if rule.kind != "derive"
        }
    facts = {**knowledge.vocabulary, "in_use": in_use._replace(members=members)}
    return knowledge._replace(tools=tools, rules=rules, prerequisites=prerequisites, vocabulary=Vocabulary(facts))


def _named(id_: str, copy: int) -> str:
    return f"{id_}-{copy}"


def _all_named(ids: tuple[str, ...], copy: int) -> tuple[str, ...]:
    return tuple(_named(id_, copy) for id_ in ids)


def _copied_tool(tool: Tool, copy: int) -> Tool:
    references = ("needs", "helps", "replaces", "conflicts")
    return tool._replace(
        id=_named(tool.id, copy), **{name: _all_named(getattr(tool, name), copy) for name in references}
    )


def _copied_rule(rule: Rule, copy: int) -> Rule:
    return rule._replace(
        id=_named(rule.id, copy), targets=_all_named(rule.targets, copy), when=_copied_tree(rule.when, copy)
    )


def _copied_tree(tree: Tree, copy: int) -> Tree:
    match tree:
        case All(parts):
            return All(tuple(_copied_tree(part, copy) for part in parts))
        case Any(parts):
            return Any(tuple(_copied_tree(part, copy) for part in parts))
        case Not(part):
            return Not(_copied_tree(part, copy))
        case Has("in_use", tool):
            return Has("in_use", _named(tool, copy))
        case _:
            return tree
