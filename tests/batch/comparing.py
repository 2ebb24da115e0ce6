"""Hold the kernel to the one-firm path: every stage of every firm, compared value by value."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence

from tests.generated import Firms as Generated
from toolbox.advice import reason
from toolbox.batch.columns_of_firms import Firms, of_profiles
from toolbox.batch.kernel import Advised, Kernel
from toolbox.batch.ranking import BEST
from toolbox.conditions.bits import unpacked
from toolbox.conditions.columns import value_at
from toolbox.conditions.values import Span, Value
from toolbox.inference import Inference
from toolbox.knowledge.model import Knowledge
from toolbox.profile import Profile
from toolbox.recommend import FIRST


def tellable(knowledge: Knowledge, firms: Iterable[Mapping[str, Value]], rng: random.Random) -> Iterator[Profile]:
    """Profiles of what firms may tell; some with an industry code, and numbers within 62 bits."""
    codes = sorted(knowledge.industry_codes) + sorted(knowledge.divisions) + ["A", "C", "F", "I"]
    for firm in firms:
        told = {n: v for n, v in firm.items() if knowledge.vocabulary[n].worked_out is None}
        yield Profile(told=told, industry=rng.choice(codes) if rng.random() < 0.2 else None)


def generated(knowledge: Knowledge, seed: int, count: int) -> list[Profile]:
    """Firms drawn where the rules are about to turn."""
    firms = Generated(knowledge.vocabulary, [rule.when for rule in knowledge.rules.values()], seed)
    return list(tellable(knowledge, firms.draw(count), random.Random(seed)))


def differences(
    knowledge: Knowledge,
    inference: Inference,
    kernel: Kernel,
    profiles: Sequence[Profile],
    today: dt.date,
    firms: Firms | None = None,
) -> list[str]:
    """What differs between the two paths, firm by firm; an empty list where nothing does. firms: read as columns."""
    advised = kernel.advise(firms or of_profiles(profiles, knowledge))
    fired = [unpacked(bits, advised.rows) for bits in advised.fired]
    found: list[str] = []
    for row, profile in enumerate(profiles):
        said = dict(told_by_columns(kernel, advised, row, fired))
        for stage, expected in told_by_reason(knowledge, inference, kernel, profile, today):
            if said[stage] != expected:
                found.append(f"{row}: {stage}: columns {said[stage]!r}, one firm {expected!r}: {profile!r}")
    return found


def told_by_reason(
    knowledge: Knowledge, inference: Inference, kernel: Kernel, profile: Profile, today: dt.date
) -> Iterator[tuple[str, object]]:
    """Each stage of the specification."""
    reasoned = reason(profile, inference, knowledge, today)
    yield "facts", {n: v for n, v in reasoned.inferred.facts.values.items() if not n.startswith("score")}
    assessed = reasoned.assessed
    yield "dimensions", [assessed.dimensions[name].score for name in kernel.dimensions]
    yield "total", assessed.total
    yield "answered", sum(d.answered for d in assessed.dimensions.values())
    yield "fired", reasoned.inferred.fired
    plan = reasoned.recommendations
    aside = {each.tool for each in plan.set_aside}  # may be a step still, where another step needs it
    free = sorted((-s.rank.total, s.tool) for s in plan.steps if s.rules and s.tool not in aside)
    yield "best", [(tool, -total) for total, tool in free[:BEST]]
    yield "first", [step.tool for step in plan.steps[:FIRST]]
    yield "held", {held.tool for held in plan.held}
    yield "aside", aside
    yield "free", len(free)
    yield "wanted", len(free) + len(plan.held) + len(plan.set_aside)


def told_by_columns(kernel: Kernel, advised: Advised, row: int, fired: Sequence) -> Iterator[tuple[str, object]]:
    """The same stages of one row."""
    values = {n: value_at(c, row) for n, c in advised.facts.items() if not n.startswith("score")}
    yield "facts", {n: v for n, v in values.items() if v is not None}
    scores, ranked = advised.scores, advised.ranked
    yield (
        "dimensions",
        [Span(int(low), int(high)) for low, high in zip(scores.low[:, row], scores.high[:, row], strict=True)],
    )
    yield "total", Span(int(scores.total_low[row]), int(scores.total_high[row]))
    yield "answered", int(scores.answered[row])
    yield "fired", frozenset(id_ for id_, truths in zip(kernel.rules, fired, strict=True) if truths[row])
    pairs = zip(ranked.best[row], ranked.points[row], strict=True)
    yield "best", [(kernel.tools[tool], int(points)) for tool, points in pairs if tool >= 0]
    yield "first", [kernel.tools[tool] for tool in ranked.first[row] if tool >= 0]
    for name, bits in (("held", ranked.held), ("aside", ranked.aside)):
        yield (
            name,
            {tool for tool, words in zip(kernel.tools, bits, strict=True) if int(words[row // 64]) >> row % 64 & 1},
        )
    yield "free", int(ranked.free[row])
    yield "wanted", int(ranked.wanted[row])
