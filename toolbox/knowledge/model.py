"""What is known, as frozen values. Each class is the shape of a file or of an entry in one.

Files write a key with spaces where a field has underscores (`pays from`, `free way`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

from toolbox.conditions.tree import Tree
from toolbox.knowledge.money import Charge, Evidence, Grade, Price, Quote, SizeClass
from toolbox.knowledge.support import Paper, Partner, Policy, Service
from toolbox.vocabulary import Change, FactType, Member, Text, Vocabulary

__all__ = ["Knowledge", "Member", "Rule", "Text", "Tool"]


RuleKind = Literal["derive", "recommend", "hold", "eligible", "refer"]
NOTHING: Mapping[str, Any] = {}  # an empty map; nobody writes to it


class Named(NamedTuple):
    """A word of a small vocabulary."""

    name: Text
    also: tuple[str, ...] = ()


class Scenario(NamedTuple):
    """A scene of running a firm. dimensions: those of the assessment whose weakness makes it urgent."""

    name: Text
    dimensions: tuple[str, ...]


class Skill(NamedTuple):
    """What bringing a tool in takes. ease: 0 (hard) to 3."""

    name: Text
    ease: int


class CostBand(NamedTuple):
    """A band of the first year's outlay. yuan: low and high, high None where open. ease: 0 (dear) to 5."""

    name: Text
    yuan: tuple[int, int | None]
    ease: int


class Strength(NamedTuple):
    """How much a fired rule counts."""

    name: Text
    points: int


class Source(NamedTuple):
    """Where knowledge comes from. parts: what may stand behind the slash of a reference.

    numbered_parts: parts that go by number; {"indicator": 44} allows indicator-1 to indicator-44.
    """

    title: Text
    publisher: Text
    year: int
    stance: Text | None = None
    url: str | None = None
    parts: tuple[str, ...] = ()
    numbered_parts: Mapping[str, int] = NOTHING


class Effort(NamedTuple):
    """weeks: until daily use. days: of the firm's own people. Both low and high, estimated."""

    weeks: tuple[int, int]
    days: tuple[float, float]
    skills: str


class Cost(NamedTuple):
    """The first year's outlay. A list price names its source, its date and what costs how much per what.

    charged: how it falls due, once or by the month. prices: a list price in figures.
    """

    band: str
    basis: Literal["estimate", "list price"]
    charged: str = "unsaid"
    source: str | None = None
    date: str | None = None
    text: Text | None = None
    prices: tuple[Price, ...] = ()


class Tool(NamedTuple):
    """A capability; vendors' products stand under it, never instead of it."""

    name: Text
    scenarios: tuple[str, ...]
    layer: str
    what: Text
    effort: Effort
    cost: Cost
    pays_from: str
    sources: tuple[str, ...]
    also: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    helps: tuple[str, ...] = ()
    replaces: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()
    free_way: Text | None = None
    yields: tuple[str, ...] = ()
    id: str = ""


class Product(NamedTuple):
    """What a vendor sells for one or more tools. named: what the reports call it."""

    vendor: Text
    tools: tuple[str, ...]
    sources: tuple[str, ...]
    named: tuple[str, ...] = ()
    status: Literal["listed", "check"] = "listed"
    checked: str | None = None
    note: Text | None = None


class NotOffered(NamedTuple):
    """A name of the reports that is never recommended, and why."""

    reason: Literal["retired", "unlawful", "not-a-tool", "abroad", "one-off", "unclear"]
    note: Text
    sources: tuple[str, ...]
    named: tuple[str, ...] = ()


class Need(NamedTuple):
    """An obstacle, pain or need of the reports, and how a firm tells it; or why it is beyond tools."""

    label: Text
    kind: Literal["obstacle", "pain", "need"]
    source: str
    told_as: str | None = None
    fact: str | None = None
    value: str | bool | int | None = None
    beyond_tools: Text | None = None


class Phrasing(NamedTuple):
    """How owners say one thing in their own words, beside the labels of the catalogue."""

    zh: tuple[str, ...] = ()
    en: tuple[str, ...] = ()


class Step(NamedTuple):
    """One step of a path."""

    name: Text
    tools: tuple[str, ...] = ()


class Path(NamedTuple):
    """A recommended way, as a report draws it; or why it is beyond one firm's tools."""

    name: Text
    source: str
    suits: Text | None = None
    steps: tuple[Step, ...] = ()
    beyond_tools: Text | None = None
    note: Text | None = None


class Rule(NamedTuple):
    """When a tool fits or does not yet, what follows from other facts, who may ask for money, or whom to turn to.

    targets: tools for recommend and hold, the one fact for derive, the one programme for eligible, the one partner for
    refer.
    voices: the firm's own words that speak for the rule, as `pains/late_delivery`, behind derived facts too.
    """

    id: str
    kind: RuleKind
    title: Text
    targets: tuple[str, ...]
    when: Tree
    because: Text
    sources: tuple[str, ...]
    strength: str | None = None
    until: Text | None = None
    paths: tuple[str, ...] = ()
    origin: str = ""
    voices: tuple[str, ...] = ()


class Indicator(NamedTuple):
    """One question of an assessment.

    weight: percent of its dimension; 0 for a guiding question that does not count.
    bins: for numbers, pairs of (upper bound in the fact's stored units, percent of the weight); the last bound is None.
    shares: for choices and sets, the percent of the weight that a member earns; those of a set add up.
    beside: dimensions of another model that look at the same thing.
    """

    number: int
    fact: str
    weight: int
    bins: tuple[tuple[int | None, int], ...] = ()
    shares: Mapping[str, int] = NOTHING
    beside: tuple[str, ...] = ()


class Peer(NamedTuple):
    """A figure of the survey that stands beside a firm's own: percent of the firms asked, with year and sample."""

    label: Text
    percent: float
    sample: int
    year: int
    source: str
    dimension: str | None = None
    indicator: int | None = None


class Dimension(NamedTuple):
    """A first-level indicator with its weight in the total, in percent."""

    name: Text
    weight: int
    indicators: tuple[Indicator, ...]


class Scene(NamedTuple):
    """What an assessment grades instead of scoring it. The members of its fact are the levels, the lowest first.

    group: as the assessment groups its scenes. scenario: ours. beside: dimensions of another model that look at it.
    """

    number: int
    fact: str
    name: Text
    group: Text
    scenario: str
    beside: tuple[str, ...] = ()


class Level(NamedTuple):
    """A level of the whole firm and what it takes.

    score: points at least. scenes: how many at `scene_level` or above, the fact's first member being 0; so many of
    them must be among the constrained ones.
    """

    name: Text
    score: int = 0
    scene_level: int = 0
    scenes: int = 0
    constrained: int = 0


class LevelRule(NamedTuple):
    """How score and scenes lead to the level of the whole firm; the lowest level comes first and takes nothing.

    constrained: the scenes of which a level takes some in any case.
    """

    certainty: Literal["verified", "unverified"]
    source: str
    levels: Mapping[str, Level]
    constrained: tuple[str, ...] = ()
    notes: tuple[Text, ...] = ()


class Shown(NamedTuple):
    """What is shown of one fact: members that are possible, bounds in stored units, or members that are in or out."""

    fact: str
    among: tuple[str, ...] = ()
    low: int | None = None
    high: int | None = None
    has: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()


class Implied(NamedTuple):
    """What other answers show of the questions of one scoring model: bounds, never a guess."""

    id: str
    when: Tree
    shown: tuple[Shown, ...]
    sources: tuple[str, ...]


class Assessment(NamedTuple):
    """A scoring model. It ends in a stage by `bands`, or in a level by `levels`.

    bands: stage by upper bound of the total score (in points, included); the last is 100.
    implied: what answers to other questions show of its own, in the order of their ids.
    """

    name: Text
    source: str
    dimensions: Mapping[str, Dimension]
    bands: Mapping[str, int] = NOTHING
    notes: tuple[Text, ...] = ()
    peers: tuple[Peer, ...] = ()
    stage_peers: Mapping[str, Peer] = NOTHING
    scenes: Mapping[str, Scene] = NOTHING
    levels: LevelRule | None = None
    implied: tuple[Implied, ...] = ()


class SizeGroup(NamedTuple):
    """One of the 16 groups of the size standard. limits: lower limits of large, medium and small by measure."""

    name: Text
    codes: tuple[str, ...]
    limits: Mapping[str, Mapping[str, int]]


class Division(NamedTuple):
    """A division of GB/T 4754-2017 and the trade that it belongs to."""

    name: Text
    section: str
    sector: str


class Province(NamedTuple):
    """A province with its prefectures by code."""

    name: Text
    also: tuple[str, ...]
    cities: Mapping[str, Text]


class FactEntry(NamedTuple):
    """A fact as a file writes it; choices_from names another part of the catalogue whose ids are the members."""

    type: FactType
    label: Text
    question: Text | None = None
    also: tuple[str, ...] = ()
    unit: Text | None = None
    range: tuple[float, float] | None = None
    decimals: int = 0
    choices: Mapping[str, ChoiceEntry] = NOTHING
    choices_from: str | None = None
    indicator: int | None = None
    shown_by: tuple[str, ...] = ()
    worked_out: str | None = None
    only_for: str | None = None
    changeable: Change | None = None


class ChoiceEntry(NamedTuple):
    """A member of a choice or a set as a file writes it. shows, narrows: as of a `Member`."""

    zh: str
    en: str
    also: tuple[str, ...] = ()
    shows: tuple[str, ...] = ()
    narrows: Mapping[str, tuple[str | float, ...]] = NOTHING


class Example(NamedTuple):
    """A firm in a rule's file and what the rule must say of it: yes, no, or `ask` and a fact."""

    name: str
    firm: Mapping[str, object]
    expect: str


class RuleEntry(NamedTuple):
    """A rule as a file writes it. Exactly one of derive, recommend, hold, eligible and refer is there."""

    title: Text
    when: Mapping[str, object]
    because: Text
    sources: tuple[str, ...]
    examples: tuple[Example, ...]
    derive: str | None = None
    recommend: str | None = None
    hold: tuple[str, ...] | Mapping[str, tuple[str, ...]] | None = None
    strength: str | None = None
    until: Text | None = None
    paths: tuple[str, ...] = ()
    eligible: str | None = None
    refer: str | None = None


class IndicatorEntry(NamedTuple):
    """An indicator as a file writes it; bins by name."""

    number: int
    fact: str
    weight: int
    bins: str | None = None
    shares: Mapping[str, int] = NOTHING
    beside: tuple[str, ...] = ()


class DimensionEntry(NamedTuple):
    """A dimension as a file writes it."""

    name: Text
    weight: int
    indicators: tuple[IndicatorEntry, ...]


class AssessmentEntry(NamedTuple):
    """A scoring model as a file writes it; bins by name, bounds in percent."""

    name: Text
    source: str
    dimensions: Mapping[str, DimensionEntry]
    bands: Mapping[str, int] = NOTHING
    bins: Mapping[str, tuple[tuple[float, int], ...]] = NOTHING
    notes: tuple[Text, ...] = ()
    peers: tuple[Peer, ...] = ()
    stage_peers: Mapping[str, Peer] = NOTHING
    scenes: Mapping[str, Scene] = NOTHING


class ImpliedEntry(NamedTuple):
    """What follows for questions of a scoring model where `when` is yes.

    at_least and at_most: a member of a choice, whose members rise from the first on, or a number. includes and lacks:
    members of a set.
    """

    when: Mapping[str, object]
    at_least: Mapping[str, str | float] = NOTHING
    at_most: Mapping[str, str | float] = NOTHING
    includes: Mapping[str, tuple[str, ...]] = NOTHING
    lacks: Mapping[str, tuple[str, ...]] = NOTHING
    sources: tuple[str, ...] = ("judgement",)


class Overridden(NamedTuple):
    """An entry that an overlay added, replaced or switched off."""

    what: str
    id: str
    how: Literal["added", "replaced", "switched off"]
    by: str


class Knowledge(NamedTuple):
    """Everything that is known, checked and frozen. digest: of all files that it was read from.

    rules: that derive, recommend and hold. offers: the rules of who is eligible for a programme and who can help.
    """

    digest: str
    vocabulary: Vocabulary
    scenarios: Mapping[str, Scenario]
    layers: Mapping[str, Named]
    stages: Mapping[str, Named]
    lifecycles: Mapping[str, Named]
    sizes: Mapping[str, SizeClass]
    skills: Mapping[str, Skill]
    costs: Mapping[str, CostBand]
    charged: Mapping[str, Charge]
    strengths: Mapping[str, Strength]
    records: Mapping[str, Named]
    sources: Mapping[str, Source]
    size_groups: Mapping[str, SizeGroup]
    divisions: Mapping[str, Division]
    industry_codes: Mapping[str, str]
    provinces: Mapping[str, Province]
    assessments: Mapping[str, Assessment]
    tools: Mapping[str, Tool]
    quotes: Mapping[str, Quote]
    evidence: Mapping[str, Evidence]
    grades: Mapping[str, Grade]
    products: Mapping[str, Product]
    not_offered: Mapping[str, NotOffered]
    needs: Mapping[str, Need]
    paths: Mapping[str, Path]
    phrasings: Mapping[str, Phrasing]
    rules: Mapping[str, Rule]
    policy_kinds: Mapping[str, Named]
    partner_kinds: Mapping[str, Named]
    policies: Mapping[str, Policy]
    partners: Mapping[str, Partner]
    papers: Mapping[str, Paper]
    services: Mapping[str, Service]
    offers: Mapping[str, Rule]
    prerequisites: Mapping[str, tuple[str, ...]]  # all that a tool needs, directly or not, each after what it needs
    initials: Mapping[str, tuple[str, ...]]  # pinyin initials of every Chinese word for a tool: jxc for 进销存
    groups_of: Mapping[str, tuple[str, ...]]  # of the size standard, by division
    overridden: tuple[Overridden, ...] = ()

    def __repr__(self) -> str:
        """What a failing test or a debugger shows: all of it would be some hundreds of pages."""
        return f"<Knowledge {self.digest[:12]}>"

    def rules_for(self, tool: str) -> list[Rule]:
        """The rules that recommend or hold a tool, in the order of their ids."""
        return [rule for rule in self.rules.values() if rule.kind != "derive" and tool in rule.targets]

    def every_rule(self) -> dict[str, Rule]:
        """The rules of all kinds by id."""
        return {**self.rules, **self.offers}
