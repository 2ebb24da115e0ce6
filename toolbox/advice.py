"""The whole advice for one firm as one frozen value: what every surface shows, and what `--json` prints."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import islice
from typing import Any, Literal, NamedTuple

from toolbox.answer import Label, Origin, origin
from toolbox.assessment import DIMENSION_UNIT, MODEL, TOTAL_UNIT, Assessed, assess
from toolbox.conditions import told
from toolbox.conditions.values import Facts, Span
from toolbox.eligibility import StepProgramme, for_steps
from toolbox.explain import Question, RuleSaid, questions_open, rule_said
from toolbox.facts import gather
from toolbox.inference import Inference, Inferred
from toolbox.knowledge.model import Knowledge, Peer
from toolbox.partners import Helper, helpers
from toolbox.profile import Profile
from toolbox.recommend import POINT, Rank, Recommendation, Recommendations, recommend
from toolbox.roadmap import waves
from toolbox.vocabulary import Text

FORMAT = "menkan-advice/1"
MOST_QUESTIONS = 5
FEW_STEPS = 3


class Range(NamedTuple):
    """A number that may be known only between two bounds."""

    low: float
    high: float


class Known(NamedTuple):
    """A fact of the firm. value: as a profile writes it. how: how it came about, for facts that were not told."""

    fact: str
    label: Text
    value: Any
    words: Text
    how: Text | None = None
    rules: tuple[str, ...] = ()


class PeerFigure(NamedTuple):
    """A figure of the survey beside the firm's own answer: percent of `sample` firms asked in `year`."""

    label: Text
    percent: float
    year: int
    sample: int
    source: str
    own: bool | None = None


class DimensionAdvice(NamedTuple):
    """One dimension: its score in points of 100, how much is answered, and the survey's figures beside it."""

    id: str
    name: Text
    weight: int
    score: Range
    answered: int
    indicators: int
    peers: tuple[PeerFigure, ...]


class AssessmentAdvice(NamedTuple):
    """The outcome of a scoring model, with the survey beside it and the model's known flaws."""

    model: str
    name: Text
    total: Range
    stages: tuple[Label, ...]
    dimensions: tuple[DimensionAdvice, ...]
    stage_peers: tuple[PeerFigure, ...]
    notes: tuple[Text, ...]
    source: str


class RankAdvice(NamedTuple):
    """The parts of the rank in points, so that anyone can add them up."""

    total: float
    strength: float
    need: float
    voice: float
    ease: float
    scenario: str


class Why(NamedTuple):
    """A rule that speaks for the step. strength and points: how much it counts."""

    said: RuleSaid
    strength: str
    points: int
    paths: tuple[Label, ...]


class CostAdvice(NamedTuple):
    """The first year's outlay in yuan; high is None where the band is open."""

    band: str
    name: Text
    low: int
    high: int | None
    basis: Literal["estimate", "list price"]
    source: str | None
    date: str | None
    text: Text | None


class EffortAdvice(NamedTuple):
    """weeks until daily use, days of the firm's own people, and the skills it takes; all estimated."""

    weeks: Range
    days: Range
    skills: Label


class ProductAdvice(NamedTuple):
    """A product that the reports name for the tool. Listed is not recommended, and not checked as of today."""

    name: str
    vendor: Text
    status: Literal["listed", "check"]
    note: Text | None


class StepAdvice(NamedTuple):
    """One step of the plan. place: in the order of adoption, from 1. programmes: that could help to pay for it."""

    place: int
    tool: str
    name: Text
    what: Text
    layer: Label
    scenarios: tuple[Label, ...]
    rank: RankAdvice
    why: tuple[Why, ...]
    needed_by: tuple[Label, ...]
    after: tuple[Label, ...]
    cost: CostAdvice
    effort: EffortAdvice
    free_way: Text | None
    products: tuple[ProductAdvice, ...]
    yields: tuple[Label, ...]
    programmes: tuple[StepProgramme, ...]
    sources: tuple[str, ...]


class HeldAdvice(NamedTuple):
    """Not now: why, and what would unlock it."""

    tool: str
    name: Text
    rank: RankAdvice
    because: tuple[Text, ...]
    until: tuple[Text, ...]
    rules: tuple[str, ...]
    waits_for: tuple[Label, ...]


class AsideAdvice(NamedTuple):
    """Recommended, but another step takes its place."""

    tool: str
    name: Text
    rank: RankAdvice
    instead: Label


class FirmAdvice(NamedTuple):
    """What is known of the firm, told and derived."""

    name: str | None
    told: tuple[Known, ...]
    unknown: tuple[str, ...]
    derived: tuple[Known, ...]


class Advice(NamedTuple):
    """All that menkan tells one firm.

    first: the first six of the order of adoption. later: the waves after them. message: said where there is little or
    nothing to do, or to tell. helpers: kinds of bodies to turn to.
    """

    format: str
    origin: Origin
    firm: FirmAdvice
    assessment: AssessmentAdvice
    message: Text | None
    first: tuple[StepAdvice, ...]
    later: tuple[tuple[StepAdvice, ...], ...]
    held: tuple[HeldAdvice, ...]
    set_aside: tuple[AsideAdvice, ...]
    helpers: tuple[Helper, ...]
    questions: tuple[Question, ...]


class Reasoned(NamedTuple):
    """Each stage of the pipeline for one firm, for whoever needs more than the advice."""

    profile: Profile
    assessed: Assessed
    inferred: Inferred
    recommendations: Recommendations


def reason(profile: Profile, inference: Inference, knowledge: Knowledge, today: dt.date) -> Reasoned:
    """From a profile to ranked recommendations: profile, facts, assessment, fired rules, order."""
    gathered = gather(profile, knowledge, today)
    assessed = assess(knowledge, gathered.values)
    inferred = inference.infer(gathered.having(assessed.facts(), {}))
    return Reasoned(profile, assessed, inferred, recommend(knowledge, assessed, inferred))


def advise(reasoned: Reasoned, knowledge: Knowledge, today: dt.date) -> Advice:
    """The advice that follows from the reasoning."""
    steps = _steps(reasoned, knowledge, today)
    rows = [tuple(steps[tool] for tool in wave) for wave in waves(reasoned.recommendations)]
    answered = reasoned.profile.unknown  # "don't know" is an answer; nobody is asked twice
    waiting = (q for q in questions_open(knowledge, reasoned.inferred) if q.fact not in answered)
    questions = tuple(islice(waiting, MOST_QUESTIONS))
    return Advice(
        FORMAT,
        origin(knowledge, today),
        _firm(reasoned, knowledge),
        _assessment(reasoned.assessed, knowledge, reasoned.inferred.facts.values),
        _message(len(steps), reasoned, questions),
        rows[0] if rows else (),
        tuple(rows[1:]),
        tuple(_held(reasoned, knowledge)),
        tuple(
            AsideAdvice(a.tool, knowledge.tools[a.tool].name, _rank(a.rank), _tool(knowledge, a.instead))
            for a in reasoned.recommendations.set_aside
        ),
        helpers(knowledge, reasoned.inferred, steps),
        questions,
    )


# --- the firm and its scores -------------------------------------------------------------------------------------


def _firm(reasoned: Reasoned, knowledge: Knowledge) -> FirmAdvice:
    facts = reasoned.inferred.facts
    known = {
        name: _known(knowledge, name, facts.values) for name in sorted(facts.values) if not name.startswith("score")
    }
    derived = []
    for name, derivation in sorted(facts.derived.items()):
        item = known[name]
        derived.append(Known(item.fact, item.label, item.value, item.words, derivation.how, derivation.rules))
    told_facts = tuple(known[name] for name in sorted(reasoned.profile.told))
    return FirmAdvice(reasoned.profile.name, told_facts, reasoned.profile.unknown, tuple(derived))


def _known(knowledge: Knowledge, name: str, facts: Facts) -> Known:
    fact, value = knowledge.vocabulary[name], facts[name]
    words = Text(told.in_words(fact, value, "zh"), told.in_words(fact, value, "en"))
    return Known(name, fact.label, told.told(fact, value), words)


def _assessment(assessed: Assessed, knowledge: Knowledge, facts: Facts) -> AssessmentAdvice:
    model = knowledge.assessments[assessed.model]
    dimensions = []
    for id_, dimension in model.dimensions.items():
        score = assessed.dimensions[id_]
        own = {i.number: i.fact for i in dimension.indicators}
        peers = tuple(
            peer_figure(p, facts.get(own.get(p.indicator or 0, ""))) for p in model.peers if p.dimension == id_
        )
        dimensions.append(
            DimensionAdvice(
                id_,
                dimension.name,
                dimension.weight,
                as_range(score.score, DIMENSION_UNIT),
                score.answered,
                score.indicators,
                peers,
            )
        )
    stages = tuple(Label(s, knowledge.stages[s].name) for s in model.bands if s in assessed.stage.members)
    stage_peers = tuple(peer_figure(peer, None) for peer in model.stage_peers.values())
    total = as_range(assessed.total, TOTAL_UNIT)
    return AssessmentAdvice(MODEL, model.name, total, stages, tuple(dimensions), stage_peers, model.notes, model.source)


def peer_figure(peer: Peer, own: Any) -> PeerFigure:
    """A figure of the survey. own: the firm's answer to the same question."""
    answer = own if isinstance(own, bool) else None
    return PeerFigure(peer.label, peer.percent, peer.year, peer.sample, peer.source, answer)


def as_range(span: Span, unit: int) -> Range:
    """A span of so many parts of one as a range of ones."""
    return Range(span.low / unit, span.high / unit)


def _message(steps: int, reasoned: Reasoned, questions: tuple[Question, ...]) -> Text | None:
    equipped = reasoned.inferred.facts.values.get("well_equipped") is True
    if steps > FEW_STEPS or (steps and questions and not equipped):
        return None
    if questions and not steps:
        return Text(
            "已知的情况还不够给出步骤；回答下面的问题就能继续。",
            "What is known so far leads to no step yet; the questions below would.",
        )
    if steps:
        return Text(
            "各环节已经比较齐备，只剩这几步值得做。", "Most is in place already; only these steps are worth taking."
        )
    return Text("已知的情况里，没有哪个工具值得现在花钱花时间。", "Nothing that is known calls for another tool now.")


# --- steps -------------------------------------------------------------------------------------------------------


def _steps(reasoned: Reasoned, knowledge: Knowledge, today: dt.date) -> dict[str, StepAdvice]:
    facts = reasoned.inferred.facts.values
    steps = reasoned.recommendations.steps
    paying = for_steps(knowledge, reasoned.inferred, today, [step.tool for step in steps])
    return {
        step.tool: _step(place, step, knowledge, facts)._replace(programmes=paying[step.tool])
        for place, step in enumerate(steps, 1)
    }


def _step(place: int, step: Recommendation, knowledge: Knowledge, facts: Facts) -> StepAdvice:
    tool = knowledge.tools[step.tool]
    return StepAdvice(
        place=place,
        tool=step.tool,
        name=tool.name,
        what=tool.what,
        layer=Label(tool.layer, knowledge.layers[tool.layer].name),
        scenarios=tuple(_scenario(knowledge, s) for s in tool.scenarios),
        rank=_rank(step.rank),
        why=tuple(_why(knowledge, step, facts)),
        needed_by=tuple(_tool(knowledge, t) for t in step.needed_by),
        after=tuple(_tool(knowledge, t) for t in step.after),
        cost=_cost(knowledge, step.tool),
        effort=_effort(knowledge, step.tool),
        free_way=tool.free_way,
        products=tuple(_product(id_, knowledge) for id_ in knowledge.products_of[step.tool]),
        yields=tuple(Label(r, knowledge.records[r].name) for r in tool.yields),
        programmes=(),
        sources=tool.sources,
    )


def _product(id_: str, knowledge: Knowledge) -> ProductAdvice:
    product = knowledge.products[id_]
    return ProductAdvice(id_, product.vendor, product.status, product.note)


def _why(knowledge: Knowledge, step: Recommendation, facts: Facts) -> Iterator[Why]:
    """The rules for a step, the strongest first."""
    rules = [knowledge.rules[id_] for id_ in step.rules]
    points = {rule.id: knowledge.strengths[rule.strength or ""].points for rule in rules}
    for rule in sorted(rules, key=lambda rule: (-points[rule.id], rule.id)):
        paths = tuple(Label(p, knowledge.paths[p].name) for p in rule.paths)
        yield Why(rule_said(knowledge, rule, facts), rule.strength or "", points[rule.id], paths)


def _cost(knowledge: Knowledge, tool: str) -> CostAdvice:
    cost = knowledge.tools[tool].cost
    band = knowledge.costs[cost.band]
    return CostAdvice(cost.band, band.name, band.yuan[0], band.yuan[1], cost.basis, cost.source, cost.date, cost.text)


def _effort(knowledge: Knowledge, tool: str) -> EffortAdvice:
    effort = knowledge.tools[tool].effort
    skills = Label(effort.skills, knowledge.skills[effort.skills].name)
    return EffortAdvice(Range(*effort.weeks), Range(*effort.days), skills)


def _held(reasoned: Reasoned, knowledge: Knowledge) -> Iterator[HeldAdvice]:
    for held in reasoned.recommendations.held:
        rules = [knowledge.rules[id_] for id_ in held.held_by]
        yield HeldAdvice(
            held.tool,
            knowledge.tools[held.tool].name,
            _rank(held.rank),
            tuple(rule.because for rule in rules),
            tuple(rule.until for rule in rules if rule.until),
            held.held_by,
            tuple(_tool(knowledge, t) for t in held.waits_for),
        )


def _rank(rank: Rank) -> RankAdvice:
    total, strength, need, voice, ease = (
        part / POINT for part in (rank.total, rank.strength, rank.need, rank.voice, rank.ease)
    )
    return RankAdvice(total, strength, need, voice, ease, rank.scenario)


def _tool(knowledge: Knowledge, id_: str) -> Label:
    return Label(id_, knowledge.tools[id_].name)


def _scenario(knowledge: Knowledge, id_: str) -> Label:
    return Label(id_, Text("各个环节", "all scenarios") if id_ == "all" else knowledge.scenarios[id_].name)
