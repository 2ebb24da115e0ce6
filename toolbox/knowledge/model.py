"""What is known, as frozen values. Each class is the shape of a file or of an entry in one.

Files write a key with spaces where a field has underscores (`pays from`, `free way`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

from toolbox.conditions.tree import Tree
from toolbox.vocabulary import FactType, Member, Text, Vocabulary

__all__ = ["Knowledge", "Member", "Rule", "Text", "Tool"]


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
    """The first year's outlay. A list price names its source, its date and what costs how much per what."""

    band: str
    basis: Literal["estimate", "list price"]
    source: str | None = None
    date: str | None = None
    text: Text | None = None


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
    """When a tool fits, when it does not yet, or what follows from other facts.

    targets: tools for recommend and hold, the one fact for derive.
    voices: the firm's own words that speak for the rule, as `pains/late_delivery`, behind derived facts too.
    """

    id: str
    kind: Literal["derive", "recommend", "hold"]
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
    """

    number: int
    fact: str
    weight: int
    bins: tuple[tuple[int | None, int], ...] = ()


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
    name: Text
    weight: int
    indicators: tuple[Indicator, ...]


class Assessment(NamedTuple):
    """A scoring model. bands: stage by upper bound of the total score (in points, included); the last is 100."""

    name: Text
    source: str
    dimensions: Mapping[str, Dimension]
    bands: Mapping[str, int]
    notes: tuple[Text, ...] = ()
    peers: tuple[Peer, ...] = ()
    stage_peers: Mapping[str, Peer] = NOTHING


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


class ChoiceEntry(NamedTuple):
    """A member of a choice or a set as a file writes it. shows: tools whose use the answer shows."""

    zh: str
    en: str
    also: tuple[str, ...] = ()
    shows: tuple[str, ...] = ()


class Example(NamedTuple):
    """A firm in a rule's file and what the rule must say of it: yes, no, or `ask` and a fact."""

    name: str
    firm: Mapping[str, object]
    expect: str


class RuleEntry(NamedTuple):
    """A rule as a file writes it. Exactly one of derive, recommend and hold is there."""

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


class IndicatorEntry(NamedTuple):
    number: int
    fact: str
    weight: int
    bins: str | None = None


class DimensionEntry(NamedTuple):
    name: Text
    weight: int
    indicators: tuple[IndicatorEntry, ...]


class AssessmentEntry(NamedTuple):
    """A scoring model as a file writes it; bins by name, bounds in percent."""

    name: Text
    source: str
    dimensions: Mapping[str, DimensionEntry]
    bands: Mapping[str, int]
    bins: Mapping[str, tuple[tuple[float, int], ...]] = NOTHING
    notes: tuple[Text, ...] = ()
    peers: tuple[Peer, ...] = ()
    stage_peers: Mapping[str, Peer] = NOTHING


class Overridden(NamedTuple):
    """An entry that an overlay added, replaced or switched off."""

    what: str
    id: str
    how: Literal["added", "replaced", "switched off"]
    by: str


class Knowledge(NamedTuple):
    """Everything that is known, checked and frozen. digest: of all files that it was read from."""

    digest: str
    vocabulary: Vocabulary
    scenarios: Mapping[str, Scenario]
    layers: Mapping[str, Named]
    stages: Mapping[str, Named]
    lifecycles: Mapping[str, Named]
    sizes: Mapping[str, Named]
    skills: Mapping[str, Skill]
    costs: Mapping[str, CostBand]
    strengths: Mapping[str, Strength]
    records: Mapping[str, Named]
    sources: Mapping[str, Source]
    size_groups: Mapping[str, SizeGroup]
    divisions: Mapping[str, Division]
    industry_codes: Mapping[str, str]
    provinces: Mapping[str, Province]
    assessments: Mapping[str, Assessment]
    tools: Mapping[str, Tool]
    products: Mapping[str, Product]
    not_offered: Mapping[str, NotOffered]
    needs: Mapping[str, Need]
    paths: Mapping[str, Path]
    phrasings: Mapping[str, Phrasing]
    rules: Mapping[str, Rule]
    prerequisites: Mapping[str, tuple[str, ...]]  # all that a tool needs, directly or not, each after what it needs
    initials: Mapping[str, tuple[str, ...]]  # pinyin initials of every Chinese word for a tool: jxc for 进销存
    overridden: tuple[Overridden, ...] = ()

    def rules_for(self, tool: str) -> list[Rule]:
        """The rules that recommend or hold a tool, in the order of their ids."""
        return [rule for rule in self.rules.values() if rule.kind != "derive" and tool in rule.targets]
