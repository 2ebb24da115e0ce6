"""Made-up rules over the real vocabulary and tools, firms that answer, and completions of what they left open."""

from __future__ import annotations

import random
from collections.abc import Iterator

from tests.generated import condition
from tests.small import rule
from toolbox.conditions.values import Among, Members, Span, Value, exactly, only
from toolbox.interview import Rulebook, Standing
from toolbox.knowledge.model import Knowledge, Rule
from toolbox.knowledge.voices import voices
from toolbox.profile import Profile
from toolbox.vocabulary import Fact

TOLD = (
    *("staff", "founded", "revenue_growth", "digital_budget", "sector", "planning", "stock_records", "work_chat"),
    *("activities", "pains", "goals", "safeguards", "by_hand", "sales_channels", "in_use", "lifecycle"),
    *("crm_in_use", "erp_in_use", "sells_online", "leader_backs_it", "digital_output_share"),
)
READ = (*TOLD, "tight_means", "holds_stock", "wants_customers", "stage", "score_marketing", "size", "age")
DERIVED = ("tight_means", "holds_stock", "wants_customers")


def world(knowledge: Knowledge, rng: random.Random) -> Knowledge:
    """The real vocabulary and tools under a few random rules."""
    told = {name: knowledge.vocabulary[name] for name in TOLD}
    read = {name: knowledge.vocabulary[name] for name in READ}
    tools = sorted(knowledge.tools)
    wanted = rng.sample(tools, rng.randint(4, 14))
    rules: list[Rule] = [rule(f"d {fact}", fact, kind="derive", when=condition(rng, told, 1)) for fact in DERIVED]
    for number in range(rng.randint(6, 22)):
        when, strength = condition(rng, read, rng.choice((0, 0, 1, 2))), rng.choice(("must", "strong", "useful"))
        rules.append(rule(f"r{number}", rng.choice(wanted), when=when, strength=strength))
    rules += [
        rule(f"h{number}", *rng.sample(wanted, 2), kind="hold", when=condition(rng, read, 1))
        for number in range(rng.randint(0, 3))
    ]
    by_id = {each.id: each for each in rules}
    return knowledge._replace(rules={id_: each._replace(voices=voices(each, by_id)) for id_, each in by_id.items()})


def answered(book: Rulebook, rng: random.Random) -> dict[str, Value | None]:
    """What a firm would answer to every question; some of it "don't know"."""
    vocabulary = book.knowledge.vocabulary
    names = sorted(book.scope - {"division"})  # its sector says enough, and a made-up pair would contradict itself
    return {name: None if rng.random() < 0.15 else value(vocabulary[name], rng) for name in names}


def completions(standing: Standing, rng: random.Random, count: int) -> Iterator[Profile]:
    """Profiles that answer some or all of the questions that are still open."""
    vocabulary = standing.knowledge.vocabulary
    for _ in range(count):
        share = rng.choice((0.2, 0.6, 1.0))
        more = {
            n: _still_possible(standing, n, value(vocabulary[n], rng), rng)
            for n in sorted(standing.open)
            if rng.random() < share
        }
        _agree(more, standing)
        yield standing.profile._replace(told={**standing.profile.told, **more})


def _still_possible(standing: Standing, name: str, drawn: Value, rng: random.Random) -> Value:
    """An answer that agrees with what other answers have ruled out."""
    match standing.now.values.get(name), drawn:
        case Among(left), _ if not left.issuperset(getattr(drawn, "members", ())):
            return only(rng.choice(sorted(left)))
        case Span(low, high), Span(at, _) if name in standing.book.narrowed_by:
            return exactly(min(max(at, low), high))
        case Members(has, lacks, False), Members(drawn_has, _, _):
            return Members(has | drawn_has - lacks)
        case _:
            return drawn


def _agree(more: dict[str, Value], standing: Standing) -> None:
    """A division outside the trade that was told is refused at the door, so no completion has one."""
    sector, division = ({**standing.profile.told, **more}.get(n) for n in ("sector", "division"))
    if isinstance(sector, Among) and isinstance(division, Among):
        of = standing.knowledge.divisions
        if any(of[code].sector not in sector.members for code in division.members):
            more.pop("division", None)


def value(fact: Fact, rng: random.Random) -> Value:
    """An exact answer; numbers near where rules usually turn."""
    members = list(fact.members)
    match fact.type:
        case "yes/no":
            return rng.random() < 0.5
        case "choice":
            return only(rng.choice(members))
        case "set":
            return Members(frozenset(rng.sample(members, rng.randint(0, min(5, len(members))))))
        case _:
            low, high = int((fact.low or 0) * fact.scale), int((fact.high or 0) * fact.scale)
            top = min(high, low + rng.choice((3, 30, 300, 20_000)) * fact.scale)
            return exactly(rng.randint(low, top))
