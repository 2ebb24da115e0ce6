"""What must hold between entries: references lead somewhere, words are unique, nothing goes in circles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING
from typing import Any as Json

from toolbox import graph
from toolbox.conditions import durable, told
from toolbox.conditions.normal import negated
from toolbox.conditions.phrases import Flawed
from toolbox.conditions.tree import Any, facts_in
from toolbox.errors import Fault
from toolbox.knowledge import model, money_checks, narrowing, phrasings, scoring, services, support_checks
from toolbox.knowledge.sources import BUILT_IN
from toolbox.text import folded, one_of, shown
from toolbox.vocabulary import Fact, member_hint, words

if TYPE_CHECKING:
    from toolbox.knowledge.loader import Loaded

BY_RULES = "by rules"


def faults(loaded: Loaded) -> list[Fault]:
    """Every fault between entries."""
    checks = (
        _facts,
        narrowing.faults,
        _tools,
        _rules,
        _opposites,
        _products,
        _needs,
        _paths,
        phrasings.faults,
        money_checks.faults,
        _assessments,
        scoring.faults,
        support_checks.faults,
        services.faults,
        _divisions,
        _size_groups,
        _circles,
        _sources,
    )
    return [fault for check in checks for fault in check(loaded, loaded.knowledge)]


Found = Iterator[Fault]


def _unknown(
    loaded: Loaded,
    section: str,
    id_: str,
    keys: Sequence[str | int],
    names: Iterable[str],
    known: Iterable[str],
    what: str,
) -> Found:
    known = list(known)
    for number, name in enumerate(names):
        if name not in known:
            place = loaded.place(section, id_, *keys, number)
            yield Fault(place, f"there is no {what} '{shown(name)}'.", one_of(name, known))


# --- facts


def _facts(loaded: Loaded, k: model.Knowledge) -> Found:
    seen: dict[str, str] = {}
    for name, fact in k.vocabulary.items():
        for word in (name, *words(fact.label, fact.also)):
            other = seen.setdefault(folded(word), name)
            if other != name:
                yield Fault(loaded.place("facts", name), f"'{word}' is a word for '{other}' too.", "Use another word.")
        yield from _unknown(loaded, "facts", name, ["shown by"], fact.shown_by, k.tools, "tool")
        for member, meant in fact.members.items():
            yield from _unknown(loaded, "facts", name, ["choices", member, "shows"], meant.shows, k.tools, "tool")
        place = loaded.place("facts", name)
        if fact.worked_out is None and fact.question is None:
            yield Fault(place, f"'{name}' has no question.", "Write one, or say how it is `worked out`.")
        if fact.worked_out is not None and fact.changeable is not None:
            where = loaded.place("facts", name, "changeable")
            yield Fault(where, f"'{name}' is worked out, so nobody changes it.", "Remove `changeable`.")
        if fact.type in ("choice", "set") and not fact.members:
            yield Fault(place, f"'{name}' has no choices.", "Write `choices:` or `choices from:`.")
        if fact.worked_out == BY_RULES and not any(rule.derive == name for rule in loaded.shaped["rules"].values()):
            yield Fault(place, f"no rule concludes '{name}'.", "Add one to rules/derive/.")
        if fact.is_number:
            yield from _number(loaded, fact)
        yield from _twice_named(loaded, name, fact.members)


def _number(loaded: Loaded, fact: Fact) -> Found:
    place = loaded.place("facts", fact.name, "range")
    if fact.low is None or fact.high is None:
        yield Fault(place, f"'{fact.name}' is a number and has no range.", "Write `range: [low, high]`.")
    elif fact.low > fact.high:
        yield Fault(place, f"the range of '{fact.name}' runs from {fact.low:g} to {fact.high:g}.", "Low first.")


def _twice_named(loaded: Loaded, fact: str, members: Mapping[str, Json]) -> Found:
    if fact in ("city", "division", "in_use", "province"):
        return  # names of places and tools repeat; they are found by id or by the first that fits
    seen: dict[str, str] = {}
    for id_, member in members.items():
        for word in (id_, *words(member.label, member.also)):
            other = seen.setdefault(folded(word), id_)
            if other != id_:
                yield Fault(
                    loaded.place("facts", fact, "choices", id_),
                    f"'{word}' is a word for '{other}' too.",
                    "Use another.",
                )


# --- tools


def _tools(loaded: Loaded, k: model.Knowledge) -> Found:
    for id_, tool in k.tools.items():
        yield from _unknown(loaded, "tools", id_, ["scenarios"], tool.scenarios, [*k.scenarios, "all"], "scenario")
        yield from _unknown(loaded, "tools", id_, ["yields"], tool.yields, k.records, "record")
        for key in ("needs", "helps", "replaces", "conflicts"):
            names = getattr(tool, key)
            yield from _unknown(loaded, "tools", id_, [key], names, k.tools, "tool")
            if id_ in names:
                yield Fault(loaded.place("tools", id_, key), f"a tool cannot stand in its own '{key}'.", "Remove it.")
        for keys, name, known, what in (
            (["layer"], tool.layer, k.layers, "layer"),
            (["effort", "skills"], tool.effort.skills, k.skills, "skill"),
            (["cost", "band"], tool.cost.band, k.costs, "cost band"),
            (["cost", "charged"], tool.cost.charged, k.charged, "way of charging"),
            (["pays from"], tool.pays_from, ["micro", "small", "medium"], "size class"),
        ):
            if name not in known:
                yield Fault(
                    loaded.place("tools", id_, *keys), f"there is no {what} '{shown(name)}'.", one_of(name, known)
                )
        yield from _tool_folder(loaded, id_, tool)
        for key, (low, high) in (("weeks", tool.effort.weeks), ("days", tool.effort.days)):
            if not 0 <= low <= high:
                yield Fault(
                    loaded.place("tools", id_, "effort", key),
                    f"'{key}' runs from {low} to {high}.",
                    "Write two numbers from 0 on, low first.",
                )


def _tool_folder(loaded: Loaded, id_: str, tool: model.Tool) -> Found:
    folder = loaded.entries.sections["tools"][id_].folder
    if not tool.scenarios:
        yield Fault(loaded.place("tools", id_, "scenarios"), "it names no scenario.", "Name one, or `all`.")
    elif folder != tool.scenarios[0]:
        wanted = f"catalog/tools/{tool.scenarios[0]}/"
        yield Fault(
            loaded.place("tools", id_),
            f"the first scenario of a tool is its folder, so this one stands in {wanted}.",
            "Move it.",
        )


def _circles(loaded: Loaded, k: model.Knowledge) -> Found:
    needs = {id_: set(tool.needs) & set(k.tools) - {id_} for id_, tool in k.tools.items()}
    helped = {id_: {other for other, tool in k.tools.items() if id_ in tool.helps} - {id_} for id_ in k.tools}
    for what, before in (("needs", needs), ("needs and helps", {id_: needs[id_] | helped[id_] for id_ in k.tools})):
        circle = graph.circle(before)
        if circle:
            chain = " → ".join([*circle, circle[0]])
            yield Fault(loaded.place("tools", circle[0]), f"'{what}' go in a circle: {chain}.", "Cut one link.")
            return


# --- rules


def _rules(loaded: Loaded, k: model.Knowledge) -> Found:
    same: dict[tuple[Json, ...], str] = {}
    derived = {name for name, fact in k.vocabulary.items() if fact.worked_out == BY_RULES}
    for id_, rule in sorted(
        k.every_rule().items(), key=lambda item: loaded.entries.sections["rules"][item[0]].root.name != BUILT_IN
    ):
        yield from _rule_parts(loaded, k, rule, derived)
        yield from _rule_examples(loaded, k, rule)
        other = same.setdefault((rule.kind, rule.targets, rule.when), id_)
        if other != id_:
            yield Fault(loaded.place("rules", id_), f"it says the same as rule '{other}'.", "Keep one of them.")


def _rule_parts(loaded: Loaded, k: model.Knowledge, rule: model.Rule, derived: set[str]) -> Found:
    yield from _rule_folder(loaded, k, rule)
    if rule.kind == "derive":
        for name in rule.targets:
            if name not in derived:
                yield Fault(
                    loaded.place("rules", rule.id, "derive"),
                    f"'{shown(name)}' is not a fact worked out by rules.",
                    one_of(name, sorted(derived)),
                )
        for name in sorted(facts_in(rule.when) & derived):
            yield Fault(
                loaded.place("rules", rule.id, "when"),
                f"a derive rule cannot read '{name}', which rules derive too.",
                "Write its condition out.",
            )
    elif rule.kind in ("eligible", "refer"):
        yield from support_checks.rule_faults(loaded, k, rule)
    else:
        names = rule.targets
        key = rule.kind
        yield from _unknown(loaded, "rules", rule.id, [key], names, k.tools, "tool")
        if not names and not loaded.entries.tools_off:  # a hold may lose all that it selects when tools go
            yield Fault(loaded.place("rules", rule.id, key), "it names no tool.", "Name at least one.")
    if (rule.strength is None) is (rule.kind == "recommend"):
        remedy = (
            f"Remove it from this {rule.kind} rule." if rule.strength else f"It is one of {', '.join(k.strengths)}."
        )
        where = loaded.place("rules", rule.id, "strength")
        yield Fault(where, "a recommend rule has a strength, and no other rule has one.", remedy)
    elif rule.strength is not None and rule.strength not in k.strengths:
        yield Fault(
            loaded.place("rules", rule.id, "strength"),
            f"there is no strength '{shown(rule.strength)}'.",
            one_of(rule.strength, k.strengths),
        )
    if (rule.until is None) is (rule.kind == "hold"):
        remedy = f"Remove it from this {rule.kind} rule." if rule.until else "Write `until: {zh: …, en: …}`."
        where = loaded.place("rules", rule.id, "until")
        yield Fault(where, "a hold rule says until when, and no other rule does.", remedy)
    yield from _unknown(loaded, "rules", rule.id, ["paths"], rule.paths, k.paths, "path")


def _rule_folder(loaded: Loaded, k: model.Knowledge, rule: model.Rule) -> Found:
    place = loaded.place("rules", rule.id)
    folder = loaded.entries.sections["rules"][rule.id].folder.split("/")
    wanted = {"eligible": "policies", "refer": "partners"}.get(rule.kind, rule.kind)
    if folder[0] != wanted:
        article = "an" if rule.kind[0] in "aeiou" else "a"
        yield Fault(place, f"{article} {rule.kind} rule stands in rules/{wanted}/.", "Move it.")
    if (
        rule.kind == "recommend"
        and rule.targets
        and rule.targets[0] in k.tools
        and len(folder) > 1
        and folder[1] not in k.tools[rule.targets[0]].scenarios
    ):
        yield Fault(
            place,
            f"'{rule.targets[0]}' does not serve the scenario '{folder[1]}'.",
            f"Move it to {k.tools[rule.targets[0]].scenarios[0]}/.",
        )


def _opposites(loaded: Loaded, k: model.Knowledge) -> Found:
    """The engine also fires the opposite of a derived fact's rules, so that must fit its bounds too."""
    by_fact: dict[str, list[model.Rule]] = {}
    for rule in k.rules.values():
        if rule.kind == "derive":
            by_fact.setdefault(rule.targets[0], []).append(rule)
    for fact, rules in by_fact.items():
        try:
            durable.check(negated(Any(tuple(rule.when for rule in rules))))
        except durable.TooWide as error:
            names = ", ".join(rule.id for rule in rules)
            place = loaded.place("rules", rules[0].id, "when")
            yield Fault(
                place,
                f"the rules for '{fact}' ({names}) are too wide for the engine together: {error}.",
                "Say it with fewer tests.",
            )


_EXPECT = "Write `expect: ask staff` with the fact that is missing."


def _rule_examples(loaded: Loaded, k: model.Knowledge, rule: model.Rule) -> Found:
    entry: model.RuleEntry = loaded.shaped["rules"][rule.id]
    expected = {example.expect.split()[0] for example in entry.examples if example.expect.split()}
    for missing in sorted({"yes", "no", "ask"} - expected):
        yield Fault(
            loaded.place("rules", rule.id, "examples"),
            f"no example expects '{missing}'.",
            "Show a yes, a no and an ask.",
        )
    for number, example in enumerate(entry.examples):
        keys = ("examples", number)
        words_ = example.expect.split()
        right = words_ in (["yes"], ["no"]) or (len(words_) == 2 and words_[0] == "ask" and words_[1] in k.vocabulary)
        if not right:
            hint = k.vocabulary.hint(words_[1]) if words_[:1] == ["ask"] and len(words_) == 2 else ""
            place = loaded.place("rules", rule.id, *keys, "expect")
            yield Fault(place, f"'{shown(example.expect)}' is not yes, no or `ask` and a fact.", hint or _EXPECT)
        for key, raw in example.firm.items():
            fact = k.vocabulary.find(key)
            where = (*keys, "firm", key)
            place = loaded.place("rules", rule.id, *where)
            if fact is None:
                yield Fault(place, f"no fact called '{shown(key)}'.", k.vocabulary.hint(key))
                continue
            try:
                told.read_value(fact, raw)
            except Flawed as error:
                for flaw in error.flaws:
                    yield Fault(loaded.place("rules", rule.id, *where, *flaw.path), flaw.fault, flaw.remedy)


# --- the rest


def _products(loaded: Loaded, k: model.Knowledge) -> Found:
    for name, product in k.products.items():
        yield from _unknown(loaded, "products", name, ["tools"], product.tools, k.tools, "tool")
        if not product.tools:
            yield Fault(loaded.place("products", name, "tools"), "it names no tool.", "Name at least one.")
        if name in k.not_offered:
            yield Fault(loaded.place("products", name), f"'{name}' is listed as not offered too.", "Keep one of them.")


def _needs(loaded: Loaded, k: model.Knowledge) -> Found:
    for id_, need in k.needs.items():
        ways = [key for key in ("told_as", "fact", "beyond_tools") if getattr(need, key) is not None]
        if len(ways) != 1:
            yield Fault(
                loaded.place("needs", id_),
                "a need has exactly one of 'told as', 'fact' and 'beyond tools'.",
                _ONE if ways else _WRITE,
            )
        if need.told_as is not None:
            name, _, member = need.told_as.partition("/")
            if name not in k.vocabulary:
                hint = k.vocabulary.hint(name) or "Write `fact/member`."
                yield Fault(loaded.place("needs", id_, "told as"), f"no fact called '{shown(name)}'.", hint)
            elif member not in k.vocabulary[name].members:
                hint = member_hint(k.vocabulary[name], member) or "Write `fact/member`."
                yield Fault(loaded.place("needs", id_, "told as"), f"'{name}' has no member '{shown(member)}'.", hint)
        if need.fact is not None and need.fact not in k.vocabulary:
            yield Fault(
                loaded.place("needs", id_, "fact"),
                f"no fact called '{shown(need.fact)}'.",
                k.vocabulary.hint(need.fact),
            )
        elif need.fact is not None:
            yield from _need_value(loaded, id_, k.vocabulary[need.fact], need.value)


_ONE = "Keep one of them."
_WRITE = "Write one of them."


def _need_value(loaded: Loaded, id_: str, fact: Fact, value: object) -> Found:
    try:
        told.read_value(fact, value)
    except Flawed as error:
        yield from (Fault(loaded.place("needs", id_, "value"), flaw.fault, flaw.remedy) for flaw in error.flaws)


def _paths(loaded: Loaded, k: model.Knowledge) -> Found:
    for id_, path in k.paths.items():
        if bool(path.steps) is (path.beyond_tools is not None):
            yield Fault(
                loaded.place("paths", id_), "a path has either steps or 'beyond tools'.", _ONE if path.steps else _WRITE
            )
        for number, step in enumerate(path.steps):
            yield from _unknown(loaded, "paths", id_, ["steps", number, "tools"], step.tools, k.tools, "tool")


_WEIGHTS = "They are percent of the whole."


def _assessments(loaded: Loaded, k: model.Knowledge) -> Found:
    for id_, assessment in k.assessments.items():
        total = sum(d.weight for d in assessment.dimensions.values())
        if total != 100:
            yield Fault(
                loaded.place("assessments", id_, "dimensions"),
                f"the weights of the dimensions add up to {total}, not 100.",
                _WEIGHTS,
            )
        for name, dimension in assessment.dimensions.items():
            within = sum(i.weight for i in dimension.indicators)
            if within != 100:
                yield Fault(
                    loaded.place("assessments", id_, "dimensions", name),
                    f"the weights add up to {within}, not 100.",
                    _WEIGHTS,
                )
        yield from _unknown(loaded, "assessments", id_, ["bands"], assessment.bands, k.stages, "stage")
        bounds = list(assessment.bands.values())
        if bounds and (bounds != sorted(set(bounds)) or bounds[-1] != 100):
            yield Fault(
                loaded.place("assessments", id_, "bands"),
                "the bounds must rise and end at 100.",
                "Write the last stage as 100.",
            )
    scored = (name for a in k.assessments.values() for name in a.dimensions)
    dimensions = [name for name in dict.fromkeys(scored) if f"score_{name}" in k.vocabulary]
    for id_, scenario in k.scenarios.items():
        yield from _unknown(loaded, "scenarios", id_, ["dimensions"], scenario.dimensions, dimensions, "dimension")


def _size_groups(loaded: Loaded, k: model.Knowledge) -> Found:
    numbers = [name for name, fact in k.vocabulary.items() if fact.is_number]
    for id_, group in k.size_groups.items():
        for measure, limits in group.limits.items():
            where = ["limits", measure]
            yield from _unknown(loaded, "size_groups", id_, where, [measure], numbers, "number fact")
            yield from _unknown(loaded, "size_groups", id_, where, limits, ["large", "medium", "small"], "limit")


def _divisions(loaded: Loaded, k: model.Knowledge) -> Found:
    sectors = k.vocabulary["sector"].members if "sector" in k.vocabulary else {}
    for id_, division in k.divisions.items():
        if division.sector not in sectors:
            yield Fault(
                loaded.place("divisions", id_, "sector"),
                f"there is no sector '{shown(division.sector)}'.",
                one_of(division.sector, sectors),
            )


def _sources(loaded: Loaded, k: model.Knowledge) -> Found:
    held = ("tools", "rules", "products", "not_offered", "implied", "policies", "partners", "papers", "services")
    for section in held:
        for id_, value in loaded.shaped[section].items():
            if not value.sources:
                yield Fault(
                    loaded.place(section, id_, "sources"),
                    "it names no source.",
                    "Write `judgement` where no report says it.",
                )
            for number, reference in enumerate(value.sources):
                if not source_exists(k.sources, reference):
                    yield Fault(loaded.place(section, id_, "sources", number), *_no_source(k, reference))
    for section in ("needs", "paths", "assessments", "level_rules", "evidence"):
        for id_, value in loaded.shaped[section].items():
            if not source_exists(k.sources, value.source):
                yield Fault(loaded.place(section, id_, "source"), *_no_source(k, value.source))


def source_exists(sources: Mapping[str, model.Source], reference: str) -> bool:
    """Whether a reference, `source` or `source/part`, leads somewhere."""
    name, slash, part = reference.partition("/")
    source = sources.get(name)
    if source is None or not slash:
        return source is not None
    stem, _, number = part.rpartition("-")
    return part in source.parts or (number.isdigit() and 1 <= int(number) <= source.numbered_parts.get(stem, 0))


def _no_source(k: model.Knowledge, reference: str) -> tuple[str, str]:
    name, _, part = reference.partition("/")
    if name not in k.sources:
        return f"there is no source '{shown(name)}'.", one_of(name, k.sources)
    return f"source '{name}' has no part '{shown(part)}'.", one_of(part, k.sources[name].parts)
