"""Small worlds for what-if: made-up rules over a few facts that are open or may change; and all changes by brute force.

Nothing here shares a line with the search: values are tried one by one, sets are built one by one, and each set is run
through the whole pipeline.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import NamedTuple

from tests.firms import TODAY
from tests.generated import condition
from tests.interview.worlds import value
from tests.small import rule
from toolbox.advice import reason
from toolbox.conditions.tree import All, Tree, Within, leaves
from toolbox.conditions.values import Among, Members, Span, Value, exactly, only
from toolbox.facts import GROWTH_PERCENT, STARTUP_YEARS, gather
from toolbox.inference import Inference
from toolbox.knowledge.model import Knowledge, Rule
from toolbox.knowledge.voices import voices
from toolbox.profile import Profile
from toolbox.vocabulary import Fact

POOL = (
    *("in_use", "safeguards", "it_staff", "digital_budget", "founded", "revenue_growth", "lifecycle", "pains", "staff"),
    *("planning", "stock_records", "customer_records", "leader_backs_it", "crm_in_use", "erp_in_use", "sells_online"),
    *("work_chat", "payment_ways"),
)
TOOLS = ("erp", "erp-light", "inventory", "barcode", "wms", "crm", "scrm", "collaboration-suite", "production-planning")
WISHES = ("overstock", "late_delivery", "order_errors", "stock_mismatch")
DERIVED = ("tight_means", "holds_stock")
MOST_ATOMS = 16


class Atom(NamedTuple):
    """One change, as small as can be: a fact gets this value; or a member of a set comes in, or is out."""

    fact: str
    value: Value


class World(NamedTuple):
    """A firm under made-up rules, the tool in question, and every single change that is allowed."""

    knowledge: Knowledge
    profile: Profile
    tool: str
    atoms: tuple[Atom, ...]


def worlds(knowledge: Knowledge, seed: int, count: int) -> Iterator[World]:
    """So many small worlds."""
    rng = random.Random(seed)
    while count:
        world = _world(knowledge, rng)
        if 3 <= len(world.atoms) <= MOST_ATOMS:
            count -= 1
            yield world


def brute(world: World) -> set[frozenset[Atom]]:
    """Every smallest set of at most three changes that turns whether the tool is a step of the plan."""
    inference = Inference(world.knowledge, "verdict")

    def step(profile: Profile) -> bool:
        plan = reason(profile, inference, world.knowledge, TODAY).recommendations
        return world.tool in {each.tool for each in plan.steps}

    before = step(world.profile)
    found: set[frozenset[Atom]] = set()
    for size in (1, 2, 3):
        wider: set[frozenset[Atom]] = set()
        for atoms in combinations(world.atoms, size):
            if len({slot(atom) for atom in atoms}) < size or _at_odds(world.knowledge, atoms):
                continue
            smaller = any(each <= set(atoms) for each in found)
            if not smaller and step(made(world.knowledge, world.profile, atoms)) is not before:
                wider.add(frozenset(atoms))
        found |= wider
    return found


def _at_odds(knowledge: Knowledge, atoms: tuple[Atom, ...]) -> bool:
    """Whether one of these says no to what another shows."""
    denied = {fact for fact, new in atoms if new is False}
    return any(denied & shown(knowledge, atom) for atom in atoms)


def slot(atom: Atom) -> str:
    """What a change is about: of one slot only one change is made."""
    return f"{atom.fact}/{min(atom.value.has | atom.value.lacks)}" if isinstance(atom.value, Members) else atom.fact


def made(knowledge: Knowledge, profile: Profile, atoms: tuple[Atom, ...]) -> Profile:
    """The profile with these changes made; what was answered with no and a new tool shows is a yes from then on."""
    told: dict[str, Value] = dict(profile.told)
    for fact, new in atoms:
        before = told.get(fact)
        if isinstance(new, Members):
            known = before if isinstance(before, Members) else Members(frozenset(), closed=False)
            lacks = frozenset() if known.closed else (known.lacks | new.lacks) - new.has
            told[fact] = Members((known.has | new.has) - new.lacks, lacks, known.closed)
        else:
            told[fact] = new
    for atom in atoms:
        for name in shown(knowledge, atom):
            if told.get(name) is False:
                told[name] = True
    return profile._replace(told=told)


def shown(knowledge: Knowledge, atom: Atom) -> set[str]:
    """The yes/no questions that a change answers by the tools that it brings in, and by those that they replace."""
    tools = brought(knowledge, atom)
    for _ in knowledge.tools:
        tools = tools.union(*(knowledge.tools[tool].replaces for tool in tools))
    return {name for name, fact in knowledge.vocabulary.items() if tools & set(fact.shown_by)}


def brought(knowledge: Knowledge, atom: Atom) -> set[str]:
    """The tools that a change brings in."""
    match atom.value:
        case Members(has):
            members = knowledge.vocabulary[atom.fact].members
            return set(has) if atom.fact == "in_use" else {tool for member in has for tool in members[member].shows}
        case Among(several):
            return {t for member in several for t in knowledge.vocabulary[atom.fact].members[member].shows}
        case _:
            return set()


# --- making one --------------------------------------------------------------------------------------------------


def _world(knowledge: Knowledge, rng: random.Random) -> World:
    names = rng.sample(POOL, rng.randint(3, 6))
    if rng.random() < 0.4 and "in_use" not in names:
        names.append("in_use")
    read = {name: knowledge.vocabulary[name] for name in names}
    tools = rng.sample(TOOLS, rng.choice((3, 5)))
    for name, few in (("in_use", _near(knowledge, read, tools)), ("pains", WISHES)):  # only what these worlds are about
        if name in read:
            of = read[name]
            read[name] = of._replace(members={member: of.members[member] for member in few})
    rules: list[Rule] = [rule(f"d {f}", f, kind="derive", when=condition(rng, read, 1)) for f in DERIVED]
    more = rng.sample((*DERIVED, "age", "size", "stage", "score_marketing"), 2)
    wide = read | {name: knowledge.vocabulary[name] for name in more}
    for number in range(rng.randint(2, 9)):
        strength = rng.choice(("must", "strong", "useful"))
        rules.append(rule(f"r{number}", rng.choice(tools), when=_when(rng, wide), strength=strength))
    rules += [
        rule(f"h{number}", *rng.sample(tools, 2), kind="hold", when=_when(rng, wide))
        for number in range(rng.randint(0, 3))
    ]
    by_id = {each.id: each for each in rules}
    own = knowledge._replace(rules={id_: each._replace(voices=voices(each, by_id)) for id_, each in by_id.items()})
    profile = _profile(own, names, rng)
    tool = rng.choice(sorted({target for each in rules if each.kind == "recommend" for target in each.targets}))
    return World(own, profile, tool, tuple(_atoms(own, profile, tool, read)))


def _when(rng: random.Random, read: Mapping[str, Fact]) -> Tree:
    """A condition, as often as not one that takes several things at once."""
    several = tuple(condition(rng, read, rng.choice((0, 0, 1))) for _ in range(rng.randint(1, 3)))
    return All(several) if rng.random() < 0.6 else condition(rng, read, 2)


def _near(knowledge: Knowledge, read: Mapping[str, Fact], tools: list[str]) -> list[str]:
    """The tools, what they need, what answers a question of the pool, and what replaces any: others change nothing."""
    near = {*tools, *(need for tool in tools for need in knowledge.prerequisites[tool])}
    near.update(tool for name in read for tool in knowledge.vocabulary[name].shown_by)
    for _ in knowledge.tools:
        near |= {each.id for each in knowledge.tools.values() if near & set(each.replaces)}
    return sorted(near)


def _profile(knowledge: Knowledge, names: list[str], rng: random.Random) -> Profile:
    told: dict[str, Value] = {}
    for name in names:
        if rng.random() < 0.6:
            known = value(knowledge.vocabulary[name], rng)
            if isinstance(known, Members):
                in_part = rng.random() < 0.2
                has = known.has & set(TOOLS) if name == "in_use" else known.has
                known = Members(has, frozenset(), closed=False) if in_part else Members(has)
            elif isinstance(known, Among) and rng.random() < 0.2:
                known = Among(known.members | {rng.choice(list(knowledge.vocabulary[name].members))})
            told[name] = known
    for name, fact in knowledge.vocabulary.items():
        if fact.shown_by and name not in names:  # so that no tool brings about an answer that brute force does not try
            told[name] = True
    asked = {name for name, fact in knowledge.vocabulary.items() if fact.worked_out is None}
    none = frozenset(asked - set(told) - set(names))
    return Profile(None, told, tuple(sorted(none)), None, none)


def _atoms(knowledge: Knowledge, profile: Profile, tool: str, read: Mapping[str, Fact]) -> Iterator[Atom]:
    known = gather(profile, knowledge, TODAY).values
    for name, fact in sorted(read.items()):
        for atom in _of(knowledge, fact, known.get(name), told=name in profile.told, has=_has(profile.told.get(name))):
            answer = _open(known.get(name), atom.value)
            contradicts = answer and any(profile.told.get(other) is False for other in shown(knowledge, atom))
            if tool not in brought(knowledge, atom) and not contradicts:
                yield atom


def _open(now: Value | None, new: Value) -> bool:
    """Whether a value is an answer to what is open, and no change of what is known."""
    match now, new:
        case Among(still), Among(members):
            return members <= still
        case Members(), Members(has, lacks):
            return now.holds(min(has | lacks)) is None
        case _:
            return now is None


def _has(told: Value | None) -> frozenset[str]:
    return told.has if isinstance(told, Members) else frozenset()


def _of(knowledge: Knowledge, fact: Fact, now: Value | None, *, told: bool, has: frozenset[str]) -> Iterator[Atom]:
    """What may be answered, and what a firm can change within a year: onward, or freely."""
    way = fact.changeable if told else None
    match fact.type:
        case "yes/no":
            yes = now is None or (now is False and way is not None)
            no = now is None or (now is True and way == "freely")
            yield from (Atom(fact.name, answer) for answer, fits in ((True, yes), (False, no)) if fits)
        case "choice":
            order = list(fact.members)
            still = now.members if isinstance(now, Among) else frozenset(order)
            for place, member in enumerate(order):
                beyond = way == "freely" or (way == "onward" and all(place > order.index(each) for each in still))
                if len(still) > 1 if member in still else beyond:
                    yield Atom(fact.name, only(member))
        case "set":
            for member in fact.members:
                holds = now.holds(member) if isinstance(now, Members) else None
                none: frozenset[str] = frozenset()
                if holds is None or (holds is False and way is not None):
                    yield Atom(fact.name, Members(frozenset((member,)), none, closed=False))
                if holds is None or (holds and way == "freely" and member in has):
                    yield Atom(fact.name, Members(none, frozenset((member,)), closed=False))
        case _:
            lowest, highest = (int((bound or 0) * fact.scale) for bound in (fact.low, fact.high))
            still = now if isinstance(now, Span) else Span(lowest, highest)
            for number in sorted(_numbers(knowledge, fact)):
                beyond = way == "freely" or (way == "onward" and number > still.high)
                within = still.low <= number <= still.high
                if lowest <= number <= highest and (not still.exact if within else beyond):
                    yield Atom(fact.name, exactly(number))


def _numbers(knowledge: Knowledge, fact: Fact) -> set[int]:
    """One number of each kind that any rule, score, age or size class tells apart: wherever one of them turns."""
    turns = {int((fact.low or 0) * fact.scale)}
    for each in knowledge.rules.values():
        for leaf in leaves(each.when):
            if isinstance(leaf, Within):
                bounds = [leaf.low, None if leaf.high is None else leaf.high + 1]
                if leaf.fact == "age" and fact.name == "founded":  # an age of at least n: founded n years ago or before
                    turns.update(TODAY.year - bound + 1 for bound in bounds if bound is not None)
                turns.update(bound for bound in bounds if bound is not None and leaf.fact == fact.name)
    if fact.name == "founded":
        turns.add(TODAY.year - STARTUP_YEARS + 1)
    if fact.name == "revenue_growth":
        turns.add(GROWTH_PERCENT * 10)
    for dimension in knowledge.assessments["tencent-2021"].dimensions.values():
        for indicator in dimension.indicators:
            if indicator.fact == fact.name:
                turns.update(bound + 1 for bound, _ in indicator.bins if bound is not None)
    return turns
