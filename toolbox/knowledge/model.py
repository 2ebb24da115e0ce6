"""What is known, as frozen values. Each class is the shape of a file or of an entry in one.

Files write a key with spaces where a field has underscores (`pays from`, `free way`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from toolbox.conditions.tree import Tree
from toolbox.vocabulary import FactType, Member, Text, Vocabulary

__all__ = ["Knowledge", "Member", "Rule", "Text", "Tool"]


@dataclass(frozen=True, slots=True)
class Named:
    """A word of a small vocabulary."""

    name: Text
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scenario:
    """A scene of running a firm. dimensions: those of the assessment whose weakness makes it urgent."""

    name: Text
    dimensions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Skill:
    """What bringing a tool in takes. ease: 0 (hard) to 3."""

    name: Text
    ease: int


@dataclass(frozen=True, slots=True)
class CostBand:
    """A band of the first year's outlay. yuan: low and high, high None where open. ease: 0 (dear) to 5."""

    name: Text
    yuan: tuple[int, int | None]
    ease: int


@dataclass(frozen=True, slots=True)
class Strength:
    """How much a fired rule counts."""

    name: Text
    points: int


@dataclass(frozen=True, slots=True)
class Source:
    """Where knowledge comes from. parts: what may stand behind the slash of a reference.

    numbered_parts: parts that go by number; {"indicator": 44} allows indicator-1 to indicator-44.
    """

    title: Text
    publisher: Text
    year: int
    stance: Text | None = None
    url: str | None = None
    parts: tuple[str, ...] = ()
    numbered_parts: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Effort:
    """weeks: until daily use. days: of the firm's own people. Both low and high, estimated."""

    weeks: tuple[int, int]
    days: tuple[float, float]
    skills: str


@dataclass(frozen=True, slots=True)
class Cost:
    """The first year's outlay. A list price names its source, its date and what costs how much per what."""

    band: str
    basis: Literal["estimate", "list price"]
    source: str | None = None
    date: str | None = None
    text: Text | None = None


@dataclass(frozen=True, slots=True)
class Tool:
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


@dataclass(frozen=True, slots=True)
class Product:
    """What a vendor sells for one or more tools. named: what the reports call it."""

    vendor: Text
    tools: tuple[str, ...]
    sources: tuple[str, ...]
    named: tuple[str, ...] = ()
    status: Literal["listed", "check"] = "listed"
    checked: str | None = None
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class NotOffered:
    """A name of the reports that is never recommended, and why."""

    reason: Literal["retired", "unlawful", "not-a-tool", "abroad", "one-off", "unclear"]
    note: Text
    sources: tuple[str, ...]
    named: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Need:
    """An obstacle, pain or need of the reports, and how a firm tells it; or why it is beyond tools."""

    label: Text
    kind: Literal["obstacle", "pain", "need"]
    source: str
    told_as: str | None = None
    fact: str | None = None
    value: str | bool | int | None = None
    beyond_tools: Text | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a path."""

    name: Text
    tools: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Path:
    """A recommended way, as a report draws it; or why it is beyond one firm's tools."""

    name: Text
    source: str
    suits: Text | None = None
    steps: tuple[Step, ...] = ()
    beyond_tools: Text | None = None
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """When a tool fits, when it does not yet, or what follows from other facts.

    targets: tools for recommend and hold, the one fact for derive.
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


@dataclass(frozen=True, slots=True)
class Indicator:
    """One question of an assessment.

    weight: percent of its dimension; 0 for a guiding question that does not count.
    bins: for numbers, pairs of (upper bound in the fact's stored units, percent of the weight); the last bound is None.
    """

    number: int
    fact: str
    weight: int
    bins: tuple[tuple[int | None, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Peer:
    """A figure of the survey that stands beside a firm's own: percent of the firms asked, with year and sample."""

    label: Text
    percent: float
    sample: int
    year: int
    source: str
    dimension: str | None = None
    indicator: int | None = None


@dataclass(frozen=True, slots=True)
class Dimension:
    name: Text
    weight: int
    indicators: tuple[Indicator, ...]


@dataclass(frozen=True, slots=True)
class Assessment:
    """A scoring model. bands: stage by upper bound of the total score (in points, included); the last is 100."""

    name: Text
    source: str
    dimensions: Mapping[str, Dimension]
    bands: Mapping[str, int]
    notes: tuple[Text, ...] = ()
    peers: tuple[Peer, ...] = ()
    stage_peers: Mapping[str, Peer] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SizeGroup:
    """One of the 16 groups of the size standard. limits: lower limits of large, medium and small by measure."""

    name: Text
    codes: tuple[str, ...]
    limits: Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Division:
    """A division of GB/T 4754-2017 and the trade that it belongs to."""

    name: Text
    section: str
    sector: str


@dataclass(frozen=True, slots=True)
class Province:
    name: Text
    also: tuple[str, ...]
    cities: Mapping[str, Text]


@dataclass(frozen=True, slots=True)
class FactEntry:
    """A fact as a file writes it; choices_from names another part of the catalogue whose ids are the members."""

    type: FactType
    label: Text
    question: Text | None = None
    also: tuple[str, ...] = ()
    unit: Text | None = None
    range: tuple[float, float] | None = None
    decimals: int = 0
    choices: Mapping[str, ChoiceEntry] = field(default_factory=dict)
    choices_from: str | None = None
    indicator: int | None = None
    shown_by: tuple[str, ...] = ()
    worked_out: str | None = None


@dataclass(frozen=True, slots=True)
class ChoiceEntry:
    zh: str
    en: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Example:
    """A firm in a rule's file and what the rule must say of it: yes, no, or `ask` and a fact."""

    name: str
    firm: Mapping[str, object]
    expect: str


@dataclass(frozen=True, slots=True)
class RuleEntry:
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


@dataclass(frozen=True, slots=True)
class IndicatorEntry:
    number: int
    fact: str
    weight: int
    bins: str | None = None


@dataclass(frozen=True, slots=True)
class DimensionEntry:
    name: Text
    weight: int
    indicators: tuple[IndicatorEntry, ...]


@dataclass(frozen=True, slots=True)
class AssessmentEntry:
    """A scoring model as a file writes it; bins by name, bounds in percent."""

    name: Text
    source: str
    dimensions: Mapping[str, DimensionEntry]
    bands: Mapping[str, int]
    bins: Mapping[str, tuple[tuple[float, int], ...]] = field(default_factory=dict)
    notes: tuple[Text, ...] = ()
    peers: tuple[Peer, ...] = ()
    stage_peers: Mapping[str, Peer] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Overridden:
    """An entry that an overlay added, replaced or switched off."""

    what: str
    id: str
    how: Literal["added", "replaced", "switched off"]
    by: str


@dataclass(frozen=True, slots=True)
class Knowledge:
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
    rules: Mapping[str, Rule]
    prerequisites: Mapping[str, tuple[str, ...]]  # all that a tool needs, directly or not, each after what it needs
    initials: Mapping[str, tuple[str, ...]]  # pinyin initials of every Chinese word for a tool: jxc for 进销存
    overridden: tuple[Overridden, ...] = ()

    def rules_for(self, tool: str) -> list[Rule]:
        """The rules that recommend or hold a tool, in the order of their ids."""
        return [rule for rule in self.rules.values() if rule.kind != "derive" and tool in rule.targets]
