"""Read every file, check it, and make one frozen Knowledge. Slow (about a second); the cache keeps the result."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, TypeVar

from toolbox import graph
from toolbox.conditions import durable, phrases
from toolbox.errors import DataError, Fault, in_order
from toolbox.knowledge import checks, model, money, scoring, services, support, support_checks
from toolbox.knowledge.entries import Entries
from toolbox.knowledge.initials import initials
from toolbox.knowledge.shapes import shaped
from toolbox.knowledge.size_groups import groups_of
from toolbox.knowledge.sources import Root, digest
from toolbox.knowledge.voices import voices
from toolbox.text import one_of, shown
from toolbox.vocabulary import Fact, Member, Text, Vocabulary, words

T = TypeVar("T")

MOST_DECIMALS = 6

SHAPES: Mapping[str, type] = {
    "scenarios": model.Scenario,
    "layers": model.Named,
    "stages": model.Named,
    "lifecycles": model.Named,
    "sizes": money.SizeClass,
    "skills": model.Skill,
    "costs": model.CostBand,
    "charged": money.Charge,
    "quotes": money.Quote,
    "grades": money.Grade,
    "evidence": money.Evidence,
    "strengths": model.Strength,
    "records": model.Named,
    "sources": model.Source,
    "size_groups": model.SizeGroup,
    "divisions": model.Division,
    "provinces": model.Province,
    "not_offered": model.NotOffered,
    "needs": model.Need,
    "paths": model.Path,
    "phrasings": model.Phrasing,
    "level_rules": model.LevelRule,
    "implied": model.ImpliedEntry,
    "facts": model.FactEntry,
    "products": model.Product,
    "tools": model.Tool,
    "assessments": model.AssessmentEntry,
    "rules": model.RuleEntry,
    "policy_kinds": model.Named,
    "partner_kinds": model.Named,
    "policies": support.Policy,
    "partners": support.Partner,
    "papers": support.PaperEntry,
    "services": support.ServiceEntry,
}
# made of what files write; the rest is kept as written
_MADE = ("tools", "products", "rules", "assessments", "papers", "services")
_PLAIN = [name for name in SHAPES if name in model.Knowledge._fields and name not in _MADE]
_KINDS = ("derive", "recommend", "hold", "eligible", "refer")


class Loaded:
    """Knowledge as it was read, with what only checking and testing need: entries with their places, and examples.

    Raises DataError from `knowledge` when anything at all is wrong.
    """

    def __init__(self, roots: Sequence[Root]) -> None:
        self.entries = Entries(roots)
        self.faults: list[Fault] = self.entries.faults
        self.shaped: dict[str, dict[str, Any]] = {name: self._shape(name, kind) for name, kind in SHAPES.items()}
        self._stop_if_wrong()
        self._drop_references_to_tools_that_are_off()
        self.vocabulary = self._vocabulary()
        self._stop_if_wrong()
        self.knowledge = self._knowledge(digest(roots))
        self.faults += checks.faults(self)
        self._stop_if_wrong()

    def _stop_if_wrong(self) -> None:
        """Raise what was found so far: all that speaks of an entry that cannot be read would seem wrong as well."""
        if self.faults:
            raise DataError(*in_order(self.faults))

    def place(self, section: str, id_: str, *keys: str | int) -> str:
        """Where a value of an entry stands."""
        entry = self.entries.sections[section][id_]
        return entry.document.place((*entry.keys, *keys))

    def fault(self, section: str, id_: str, keys: Sequence[str | int], fault: str, remedy: str = "") -> None:
        """Add a fault of an entry."""
        self.faults.append(Fault(self.place(section, id_, *keys), fault, remedy))

    # --- shapes

    def _shape(self, section: str, kind: type[T]) -> dict[str, T]:
        made: dict[str, T] = {}
        for id_, entry in self.entries.sections[section].items():
            value = shaped(kind, entry.raw, entry.document, entry.keys, self.faults)
            if value is not None:
                made[id_] = value
        return made

    def _drop_references_to_tools_that_are_off(self) -> None:
        support_checks.forget_what_is_off(self)
        off = set(self.entries.tools_off) - set(self.shaped["tools"])
        if not off:
            return
        for id_, tool in self.shaped["tools"].items():
            for need in off.intersection(tool.needs):
                place = self.entries.tools_off[need][1]
                self.faults.append(
                    Fault(place, f"'{need}' cannot be switched off: '{id_}' needs it.", f"Switch off '{id_}' too.")
                )
        for section, fields in (("tools", ("helps", "replaces", "conflicts")), ("products", ("tools",))):
            for id_, value in self.shaped[section].items():
                kept = {f: tuple(t for t in getattr(value, f) if t not in off) for f in fields}
                self.shaped[section][id_] = value._replace(**kept)
        self.shaped["products"] = {k: v for k, v in self.shaped["products"].items() if v.tools}
        self.shaped["quotes"] = {k: v for k, v in self.shaped["quotes"].items() if k not in off}
        self.shaped["evidence"] = {k: v for k, v in self.shaped["evidence"].items() if off.isdisjoint(v.tools)}
        for id_, path in self.shaped["paths"].items():
            steps = tuple(model.Step(s.name, tuple(t for t in s.tools if t not in off)) for s in path.steps)
            self.shaped["paths"][id_] = path._replace(steps=steps)
        for id_, rule in list(self.shaped["rules"].items()):
            if isinstance(rule.hold, tuple) and off.issuperset(rule.hold):
                del self.shaped["rules"][id_]
            elif isinstance(rule.hold, tuple):
                self.shaped["rules"][id_] = rule._replace(hold=tuple(t for t in rule.hold if t not in off))
        for id_, fact in self.shaped["facts"].items():
            choices = {c: m._replace(shows=tuple(t for t in m.shows if t not in off)) for c, m in fact.choices.items()}
            shown_by = tuple(t for t in fact.shown_by if t not in off)
            self.shaped["facts"][id_] = fact._replace(choices=choices, shown_by=shown_by)

    # --- vocabulary

    def _vocabulary(self) -> Vocabulary:
        # a tool that is off may still be in use somewhere, and rules may still ask for it
        off = {
            id_: shaped(model.Tool, e.raw, e.document, e.keys, self.faults)
            for id_, (e, _) in self.entries.tools_off.items()
        }
        known = {id_: tool for id_, tool in off.items() if tool is not None} | self.shaped["tools"]
        borrowed = {
            "tools": {id_: Member(tool.name, tool.also) for id_, tool in known.items()},
            "divisions": {id_: Member(division.name) for id_, division in self.shaped["divisions"].items()},
            "provinces": {id_: Member(p.name, p.also) for id_, p in self.shaped["provinces"].items()},
            "cities": {
                code: Member(name, _city_words(name))
                for p in self.shaped["provinces"].values()
                for code, name in p.cities.items()
            },
            **{
                name: {id_: Member(named.name, named.also) for id_, named in self.shaped[name].items()}
                for name in ("lifecycles", "sizes", "stages")
            },
        }
        facts = {id_: self._fact(id_, entry, borrowed) for id_, entry in self.shaped["facts"].items()}
        return Vocabulary(facts)

    def _fact(self, id_: str, entry: model.FactEntry, borrowed: Mapping[str, Mapping[str, Member]]) -> Fact:
        members: Mapping[str, Member] = {
            name: Member(Text(choice.zh, choice.en), choice.also, choice.shows, choice.narrows)
            for name, choice in entry.choices.items()
        }
        if entry.choices_from is not None:
            if entry.choices_from not in borrowed:
                hint = one_of(entry.choices_from, borrowed)
                self.fault(
                    "facts", id_, ["choices from"], f"there are no '{shown(entry.choices_from)}' to choose from.", hint
                )
            members = borrowed.get(entry.choices_from, {})
        if not 0 <= entry.decimals <= MOST_DECIMALS or (entry.decimals and entry.type != "number"):
            self.fault(
                "facts",
                id_,
                ["decimals"],
                f"a number has 0 to {MOST_DECIMALS} decimals; nothing else has any.",
                "Mend it.",
            )
        low, high = entry.range or (None, None)
        return Fact(
            name=id_,
            type=entry.type,
            label=entry.label,
            question=entry.question,
            also=entry.also,
            unit=entry.unit,
            low=low,
            high=high,
            decimals=entry.decimals,
            members=members,
            indicator=entry.indicator,
            shown_by=entry.shown_by,
            worked_out=entry.worked_out,
            only_for=entry.only_for,
            changeable=entry.changeable,
        )

    # --- the whole

    def _knowledge(self, digest_of_files: str) -> model.Knowledge:
        s = self.shaped
        tools = {id_: tool._replace(id=id_) for id_, tool in sorted(s["tools"].items())}
        read = {id_: self._rule(id_, entry, tools) for id_, entry in sorted(s["rules"].items())}
        every = {id_: rule for id_, rule in read.items() if rule is not None}
        rules = {id_: rule for id_, rule in every.items() if rule.kind not in ("eligible", "refer")}
        rules = {id_: rule._replace(voices=voices(rule, rules)) for id_, rule in rules.items()}
        return model.Knowledge(
            digest=digest_of_files,
            vocabulary=self.vocabulary,
            industry_codes=self.entries.codes,
            assessments={id_: self._assessment(id_, entry) for id_, entry in s["assessments"].items()},
            tools=tools,
            products=dict(sorted(s["products"].items())),
            prerequisites=graph.prerequisites({id_: tool.needs for id_, tool in tools.items()}),
            initials={id_: initials(words(tool.name, tool.also)) for id_, tool in tools.items()},
            groups_of=groups_of(s["divisions"], s["size_groups"], self.entries.codes),
            products_of={
                id_: tuple(p for p in sorted(s["products"]) if id_ in s["products"][p].tools) for id_ in tools
            },
            rules=rules,
            offers={id_: rule for id_, rule in every.items() if id_ not in rules},
            papers=support_checks.papers(self),
            services=services.read(self),
            overridden=tuple(self.entries.overridden),
            **{name: s[name] for name in _PLAIN},
        )

    def _rule(self, id_: str, entry: model.RuleEntry, tools: Mapping[str, model.Tool]) -> model.Rule | None:
        kinds = [kind for kind in _KINDS if getattr(entry, kind) is not None]
        if len(kinds) != 1:
            self.fault(
                "rules",
                id_,
                kinds[1:],
                "a rule has exactly one of derive, recommend, hold, eligible and refer.",
                "Split it." if kinds else "Add one.",
            )
            return None
        place = self.entries.sections["rules"][id_]
        try:
            when = phrases.read(place.raw["when"], self.vocabulary)
            durable.check(when)
        except phrases.Flawed as error:
            for flaw in error.flaws:
                self.fault("rules", id_, ["when", *flaw.path], flaw.fault, flaw.remedy)
            return None
        except durable.TooWide as error:
            self.fault(
                "rules", id_, ["when"], f"rule '{id_}' is too wide for the engine: {error}.", "Split it into two rules."
            )
            return None
        return model.Rule(
            id=id_,
            kind=kinds[0],  # type: ignore[arg-type]
            title=entry.title,
            targets=self._targets(id_, entry, tools),
            when=when,
            because=entry.because,
            sources=entry.sources,
            strength=entry.strength,
            until=entry.until,
            paths=entry.paths,
            origin=place.document.name,
        )

    def _targets(self, id_: str, entry: model.RuleEntry, tools: Mapping[str, model.Tool]) -> tuple[str, ...]:
        for one in (entry.derive, entry.recommend, entry.eligible, entry.refer):
            if one is not None:
                return (one,)
        if isinstance(entry.hold, tuple):
            return entry.hold
        selected = set(tools) if entry.hold else set()
        for key, wanted in (entry.hold or {}).items():
            if key not in _SELECTORS:
                hint = one_of(key, _SELECTORS)
                self.fault("rules", id_, ["hold", key], f"tools cannot be selected by '{shown(key)}'.", hint)
                continue
            section, value_of = _SELECTORS[key]
            for word in wanted:
                if word not in self.shaped[section]:
                    hint = one_of(word, self.shaped[section])
                    self.fault("rules", id_, ["hold", key], f"there is no '{shown(word)}' among the {section}.", hint)
            selected = {tool for tool in selected if value_of(tools[tool]) in wanted}
        return tuple(sorted(selected))

    def _assessment(self, id_: str, entry: model.AssessmentEntry) -> model.Assessment:
        dimensions = {
            name: model.Dimension(
                d.name, d.weight, tuple(self._indicator(id_, entry, name, n, i) for n, i in enumerate(d.indicators))
            )
            for name, d in entry.dimensions.items()
        }
        return model.Assessment(
            entry.name,
            entry.source,
            dimensions,
            entry.bands,
            entry.notes,
            entry.peers,
            entry.stage_peers,
            entry.scenes,
            self.shaped["level_rules"].get(id_),
            tuple(scoring.implied(self, id_)),
        )

    def _indicator(
        self, id_: str, entry: model.AssessmentEntry, dimension: str, number: int, indicator: model.IndicatorEntry
    ) -> model.Indicator:
        keys: list[str | int] = ["dimensions", dimension, "indicators", number]
        fact = self.vocabulary.get(indicator.fact)
        if fact is None:
            self.fault(
                "assessments",
                id_,
                keys,
                f"no fact called '{shown(indicator.fact)}'.",
                self.vocabulary.hint(indicator.fact),
            )
        bins: tuple[tuple[int | None, int], ...] = ()
        if indicator.bins is not None:
            named = entry.bins.get(indicator.bins)
            if named is None:
                hint = one_of(indicator.bins, entry.bins)
                self.fault("assessments", id_, keys, f"there are no bins called '{shown(indicator.bins)}'.", hint)
            elif fact is not None:
                bins = tuple((int(Decimal(str(bound)) * fact.scale), share) for bound, share in named)
        return model.Indicator(
            indicator.number, indicator.fact, indicator.weight, bins, indicator.shares, indicator.beside
        )


_SELECTORS: Mapping[str, Any] = {
    "skills": ("skills", lambda tool: tool.effort.skills),
    "cost": ("costs", lambda tool: tool.cost.band),
    "layer": ("layers", lambda tool: tool.layer),
    "pays from": ("sizes", lambda tool: tool.pays_from),
}


def _city_words(name: Text) -> tuple[str, ...]:
    short = name.zh.removesuffix("市")
    return (short,) if short != name.zh and len(short) > 1 else ()
