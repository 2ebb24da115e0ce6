"""From what a firm told to the facts that rules read: what follows from it is added, with how it follows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from toolbox.conditions import told
from toolbox.conditions.values import Among, Facts, Members, Span, Value, is_exact
from toolbox.knowledge.model import Knowledge
from toolbox.knowledge.size_groups import UNCOVERED
from toolbox.profile import Profile
from toolbox.sizing import size_of
from toolbox.vocabulary import Fact, Text

# The stage of life is asked; where it was not told, this project's convention derives it from age and growth.
STARTUP_YEARS = 3
GROWTH_PERCENT = 10


class Derivation(NamedTuple):
    """How a fact that nobody told came about. rules: the derive rules that concluded it, if any did."""

    how: Text
    rules: tuple[str, ...] = ()


class Gathered(NamedTuple):
    """Facts told and facts that follow. derived: how each fact that was not told came about."""

    values: Facts
    derived: Mapping[str, Derivation]

    def having(self, values: Facts, derived: Mapping[str, Derivation]) -> Gathered:
        """The same with more facts."""
        return Gathered(MappingProxyType({**self.values, **values}), MappingProxyType({**self.derived, **derived}))


def gather(profile: Profile, knowledge: Knowledge, today: dt.date) -> Gathered:
    """The facts of a firm on a day."""
    values: dict[str, Value] = dict(profile.told)
    derived: dict[str, Derivation] = {}
    for name, value, how in _following(profile, knowledge, values, today):
        values[name] = value
        before = derived.get(name)
        derived[name] = Derivation(Text(f"{before.how.zh}；{how.zh}", f"{before.how.en}; {how.en}") if before else how)
    return Gathered(MappingProxyType(values), MappingProxyType(derived))


def _following(
    profile: Profile, knowledge: Knowledge, values: dict[str, Value], today: dt.date
) -> Iterator[tuple[str, Value, Text]]:
    """Each fact as it follows; the caller adds it before the next is asked for, since later ones build on it."""
    yield from _narrowed(knowledge, values)
    yield from _tools_shown(knowledge, values)
    yield from _tools_covered(knowledge, values)
    yield from _ways_ruled_out(knowledge, values)
    yield from _shown_by_tools(knowledge, values)
    yield from _age(values, today)
    yield from _lifecycle(values)
    yield from _size(profile, knowledge, values)


def _narrowed(knowledge: Knowledge, values: Facts) -> Iterator[tuple[str, Value, Text]]:
    """What is done by hand, asked in one question, bounds each way of working that was not told by itself."""
    for name, members in knowledge.vocabulary.narrowing.items():
        value = values.get(name)
        if not isinstance(value, Members):
            continue
        label = knowledge.vocabulary[name].label
        how = Text(f"由“{label.zh}”推得", f"from the answer to '{label.en}'")
        for id_, narrows in members.items():
            holds = value.holds(id_)
            for other, named in narrows.items() if holds is not None else ():
                if other not in values:
                    yield other, narrowed(knowledge.vocabulary[other], named, inside=bool(holds)), how


def narrowed(fact: Fact, named: tuple[str | float, ...], *, inside: bool) -> Among | Span:
    """What is left of a choice or a number: what is named, or the rest. A range that is named has its rest on one side.

    named: as of a `Member.narrows`.
    """
    if not fact.is_number:
        return Among(frozenset(map(str, named)) if inside else frozenset(fact.members).difference(map(str, named)))
    low, high = (round(float(bound) * fact.scale) for bound in named)
    least, most = (round((bound or 0) * fact.scale) for bound in (fact.low, fact.high))
    if inside:
        return Span(low, high)
    return Span(least, low - 1) if low > least else Span(high + 1, most)


def _tools_shown(knowledge: Knowledge, values: Facts) -> Iterator[tuple[str, Value, Text]]:
    """A way of working shows the tool behind it: whoever records stock in software has software for it."""
    shown: dict[str, None] = {}
    for name, members in knowledge.vocabulary.showing.items():
        value = values.get(name)
        chosen = value.members if isinstance(value, Among) and value.exact else getattr(value, "has", ())
        for member in sorted(chosen):
            shown.update(dict.fromkeys(members.get(member, ())))
    in_use = values.get("in_use", Members(frozenset(), closed=False))
    if isinstance(in_use, Members) and not in_use.has.issuperset(shown):
        value = Members(in_use.has.union(shown), in_use.lacks.difference(shown), in_use.closed)
        names = [knowledge.tools[tool].name for tool in shown if tool not in in_use.has]
        zh, en = "、".join(name.zh for name in names), ", ".join(name.en for name in names)
        yield "in_use", value, Text(f"现在的做法说明已在用：{zh}", f"today's ways show the use of: {en}")


def _tools_covered(knowledge: Knowledge, values: Facts) -> Iterator[tuple[str, Value, Text]]:
    """A tool in use covers those that it replaces."""
    in_use = values.get("in_use")
    if not isinstance(in_use, Members):
        return
    covered: set[str] = set()
    waiting = list(in_use.has)
    while waiting:
        tool = knowledge.tools.get(waiting.pop())  # None for one that an overlay switched off
        for other in tool.replaces if tool else ():
            if other not in in_use.has and other not in covered:
                covered.add(other)
                waiting.append(other)
    if covered:
        names = "、".join(knowledge.tools[t].name.zh for t in sorted(covered))
        names_en = ", ".join(knowledge.tools[t].name.en for t in sorted(covered))
        value = Members(in_use.has | covered, in_use.lacks - covered, in_use.closed)
        yield "in_use", value, Text(f"在用的工具已包含：{names}", f"tools in use cover: {names_en}")


def _ways_ruled_out(knowledge: Knowledge, values: Facts) -> Iterator[tuple[str, Value, Text]]:
    """A tool that is not in use rules out the ways of working that would show it; ways that were told stay."""
    in_use = values.get("in_use")
    if not isinstance(in_use, Members) or not (in_use.closed or in_use.lacks):
        return
    how = Text("没在用相应的工具", "the tool for it is not in use")
    for name, members in knowledge.vocabulary.showing.items():
        known = values.get(name)
        if isinstance(known, Members) or (known is not None and is_exact(known)):
            continue
        out = {id_ for id_, shown in members.items() if any(in_use.holds(tool) is False for tool in shown)}
        if out and knowledge.vocabulary[name].type == "set":
            yield name, Members(frozenset(), frozenset(out), closed=False), how
        elif out:
            possible = known.members if isinstance(known, Among) else frozenset(knowledge.vocabulary[name].members)
            if possible - out and possible & out:
                yield name, Among(possible - out), how


def _shown_by_tools(knowledge: Knowledge, values: Facts) -> Iterator[tuple[str, Value, Text]]:
    """A yes/no question is answered by the use of a tool that shows it; the lack of the tool answers nothing."""
    in_use = values.get("in_use")
    if not isinstance(in_use, Members):
        return
    for name, tools in knowledge.vocabulary.shown.items():
        shown = [tool for tool in tools if tool in in_use.has] if name not in values else []
        if shown:
            tool = knowledge.tools[shown[0]].name
            yield name, True, Text(f"在用{tool.zh}，说明已做到", f"shown by the use of {tool.en}")


def _age(values: Facts, today: dt.date) -> Iterator[tuple[str, Value, Text]]:
    founded = values.get("founded")
    if isinstance(founded, Span):
        age = Span(max(0, today.year - founded.high), max(0, today.year - founded.low))
        yield "age", age, Text(f"由成立年份推得（{today.year}年）", f"from the year founded (as of {today.year})")


def _lifecycle(values: Facts) -> Iterator[tuple[str, Value, Text]]:
    age, growth = values.get("age"), values.get("revenue_growth")
    if "lifecycle" in values or not isinstance(age, Span):
        return
    possible: set[str] = set()
    if age.low < STARTUP_YEARS:
        possible.add("startup")
    if age.high >= STARTUP_YEARS:
        threshold = GROWTH_PERCENT * 10  # the fact keeps one decimal
        if not isinstance(growth, Span) or growth.high >= threshold:
            possible.add("growth")
        if not isinstance(growth, Span) or growth.low < threshold:
            possible.add("mature")
    yield (
        "lifecycle",
        Among(frozenset(possible)),
        Text(
            f"本项目的约定：成立不满{STARTUP_YEARS}年为初创期；此后年增长不低于{GROWTH_PERCENT}%为成长期，否则为成熟期",
            f"this project's convention: start-up below {STARTUP_YEARS} years; then growth at {GROWTH_PERCENT}% a year "
            "or more, else mature",
        ),
    )


def _size(profile: Profile, knowledge: Knowledge, values: Facts) -> Iterator[tuple[str, Value, Text]]:
    sized = size_of(knowledge, profile.industry, values)
    if sized is None:
        return
    groups = [knowledge.size_groups[g].name for g in sized.groups if g != UNCOVERED]
    vocabulary = knowledge.vocabulary
    measures = [(vocabulary[m], values.get(m)) for m in sized.measures]
    zh = "、".join(f"{fact.label.zh} {told.in_words(fact, value, 'zh')}" for fact, value in measures)
    en = ", ".join(f"{fact.label.en} {told.in_words(fact, value, 'en')}" for fact, value in measures)
    if not groups:
        how = Text("2017年划型标准没有覆盖这个行业", "the 2017 standard does not cover this industry")
    else:
        names_zh, names_en = " / ".join(g.zh for g in groups), " / ".join(g.en for g in groups)
        how = Text(
            f"2017年划型标准“{names_zh}”，按其中最小的一项定档：{zh}",
            f"2017 standard, group {names_en}, by the smallest measure: {en}",
        )
    yield "size", sized.classes, how
