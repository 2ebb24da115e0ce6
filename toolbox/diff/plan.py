"""Why a tool entered or left the plan, or moved in it: rules, holds, other tools, and each part of its rank."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from toolbox.advice import RankAdvice
from toolbox.diff.causes import Causes
from toolbox.diff.values import Cause, Part, RuleChange
from toolbox.diff.views import Standing, View
from toolbox.knowledge.voices import WORDS
from toolbox.vocabulary import Text

MOST_NAMED = 3  # tools in one sentence; `tools` has them all
_PARTS: dict[Part, Text] = {
    "strength": Text("理由", "reasons"),
    "need": Text("需要", "need"),
    "voice": Text("您的话", "your words"),
    "ease": Text("易行", "ease"),
}


def of_tool(causes: Causes, tool: str, before: Standing, after: Standing) -> list[Cause]:
    """Every cause of what became of a tool; never none."""
    found = [*_rules(causes, tool), *_needed(causes, before, after)] if before.status != after.status else []
    found += _held(causes, before, after) + _aside(causes, tool, before, after) + _in_use(causes, tool, before, after)
    if before.status == after.status == "step" and before.rank and after.rank:
        found += _parts(causes, tool, before.rank, after.rank)
        found += _order(causes, tool, before, after)
    if not found:
        behind = causes.roots.of(f for rule in causes.knowledge.rules_for(tool) for f in causes.roots.of_rule(rule.id))
        found = causes.why(behind, lambda view: view.standing(tool).status == after.status)
    return list(dict.fromkeys(found))


def _rules(causes: Causes, tool: str) -> list[Cause]:
    return [_of_rule(change) for change in _changed(causes, tool)]


def _changed(causes: Causes, tool: str) -> list[RuleChange]:
    return [each for each in causes.rules.values() if each.kind == "recommend" and tool in each.tools]


def _of_rule(change: RuleChange) -> Cause:
    """A rule that fires now, or no longer, and why."""
    because = _joined(change.because)
    facts = tuple(dict.fromkeys(fact for cause in change.because for fact in cause.facts))
    does = {
        ("recommend", True): Text("现在成立", "fires now"),
        ("recommend", False): Text("不再成立", "fires no longer"),
        ("hold", True): Text("现在要求先缓一缓", "holds it back now"),
        ("hold", False): Text("不再要求缓一缓", "holds it back no longer"),
    }[change.kind, change.fires]
    text = Text(
        f"规则“{change.title.zh}”{does.zh}：{because.zh}", f"the rule “{change.title.en}” {does.en}: {because.en}"
    )
    return Cause("rule", text, facts, (change.rule,))


def _held(causes: Causes, before: Standing, after: Standing) -> list[Cause]:
    found = []
    for id_ in sorted({*before.held_by} ^ {*after.held_by}):
        if id_ in causes.rules:
            found.append(_of_rule(causes.rules[id_]))
        elif "held" in (before.status, after.status) and before.status != after.status:
            fires = id_ in after.held_by
            rule = (causes.new if fires else causes.old).rules[id_]
            because = tuple(causes.of_rule(id_, fires))
            found.append(_of_rule(RuleChange(id_, "hold", rule.title, (), fires, because)))
    waits = {*before.others} if before.status == "held" else set()
    waits ^= {*after.others} if after.status == "held" else set()
    for other in sorted(waits):
        now = other in after.others
        zh, en = ("也缓了", "is held back too") if now else ("不再缓了", "is held back no longer")
        name = causes.name(other)
        text = Text(f"它离不开的“{name.zh}”{zh}", f"“{name.en}”, which it needs, {en}")
        found.append(Cause("tools", text, tools=(other,)))
    return found


def _needed(causes: Causes, before: Standing, after: Standing) -> list[Cause]:
    """It is there, or was, because others need it."""
    found = []
    for standing, now in ((before, False), (after, True)):
        if standing.status == "step" and not standing.rules:
            zh, en = ("、".join(f"“{causes.name(t).zh}”" for t in standing.others), _names(causes, standing.others))
            text = Text(f"{zh}要先有它，现在在建议里", f"{en} in the plan now, and it comes first")
            if not now:
                text = Text(f"要先有它的{zh}不再这样要求", f"{en} no longer in the plan, or need it no longer")
            found.append(Cause("tools", text, tools=standing.others))
    return found


def _aside(causes: Causes, tool: str, before: Standing, after: Standing) -> list[Cause]:
    found = []
    for standing, view, now in ((before, causes.old, False), (after, causes.new, True)):
        if standing.status != "set aside" or before.status == after.status:
            continue
        other = standing.others[0]
        name, theirs = causes.name(other), view.standing(other).rank
        ranks = f"{_points(theirs.total)} > {_points(standing.rank.total)}" if theirs and standing.rank else ""
        text = Text(f"“{name.zh}”代替了它（排名分 {ranks}）", f"“{name.en}” takes its place (rank {ranks})")
        if not now:
            what = _became(causes, other, tool)
            text = Text(f"原来代替它的“{name.zh}”{what.zh}", f"“{name.en}”, which took its place, {what.en}")
        found.append(Cause("tools", text, tools=(other,)))
    return found


def _became(causes: Causes, other: str, tool: str) -> Text:
    if causes.new.standing(other).status != "step":
        return Text("不在建议里了", "is no longer in the plan")
    theirs, ours = causes.new.standing(other).rank, causes.new.standing(tool).rank
    if theirs and ours and ours.total > theirs.total:
        return Text("现在排名分更低", "has the lower rank now")
    return Text("不再与它相斥", "excludes it no longer")


def _in_use(causes: Causes, tool: str, before: Standing, after: Standing) -> list[Cause]:
    if "in use" not in (before.status, after.status) or before.status == after.status:
        return []
    used = after.status == "in use"
    why = causes.why(causes.roots.of(["in_use"]), lambda view: (view.standing(tool).status == "in use") is used)
    zh, en = ("现在已经在用", "it is in use now") if used else ("现在没有在用", "it is not in use now")
    because = _joined(why)
    text = Text(f"{zh}：{because.zh}", f"{en}: {because.en}")
    return [cause._replace(said=text) for cause in why[:1]]


def _parts(causes: Causes, tool: str, before: RankAdvice, after: RankAdvice) -> Iterator[Cause]:
    """Each part of the rank that counts for more or less, with its points."""
    for part, name in _PARTS.items():
        old, new = getattr(before, part), getattr(after, part)
        if old == new:
            continue

        def as_new(view: View, part: Part = part, new: float = new) -> bool:
            rank = view.standing(tool).rank
            return rank is not None and getattr(rank, part) == new

        changes = _changed(causes, tool)
        why: Sequence[Cause] = [_of_rule(each) for each in changes] if part == "strength" else ()
        if not why:
            behind = {
                "strength": causes.roots.of(()),
                "need": causes.roots.needs(before.scenario) | causes.roots.needs(after.scenario),
                "voice": frozenset(WORDS).union(*(causes.roots.of_rule(each.rule) for each in changes)),
                "ease": causes.roots.of(()),
            }[part]
            why = causes.why(behind, as_new)
        because = _joined(why)
        points = f"{_points(old)} → {_points(new)}"
        text = Text(f"{name.zh} {points}：{because.zh}", f"{name.en} {points}: {because.en}")
        facts = tuple(dict.fromkeys(fact for cause in why for fact in cause.facts))
        rules = tuple(dict.fromkeys(rule for cause in why for rule in cause.rules))
        yield Cause("rank", text, facts, rules, (), part, old, new)


def _order(causes: Causes, tool: str, before: Standing, after: Standing) -> Iterator[Cause]:
    """Who comes before it now and did not, and the other way round."""
    ahead_then, ahead_now = (_ahead(view, at.place) for view, at in ((causes.old, before), (causes.new, after)))
    for others, zh, en in (
        (ahead_now - ahead_then, "排到了它前面", "now before it"),
        (ahead_then - ahead_now, "不再排在它前面", "no longer before it"),
    ):
        if others:
            tools = tuple(sorted(others))
            names = [causes.name(tool) for tool in tools[:MOST_NAMED]]
            more = len(tools) - len(names)
            chinese = "、".join(f"“{name.zh}”" for name in names) + (f"等 {len(tools)} 个" if more else "")
            english = ", ".join(f"“{name.en}”" for name in names) + (f" and {more} more" if more else "")
            yield Cause("tools", Text(f"{chinese}{zh}", f"{en}: {english}"), tools=tools)


def _ahead(view: View, place: int | None) -> set[str]:
    return {tool for tool, at in view.tools.items() if at.place is not None and place and at.place < place}


def _joined(causes: Sequence[Cause]) -> Text:
    return Text("；".join(each.said.zh for each in causes), "; ".join(each.said.en for each in causes))


def _names(causes: Causes, tools: Sequence[str]) -> str:
    listed = ", ".join(f"“{causes.name(tool).en}”" for tool in tools)
    return f"{listed} {'is' if len(tools) == 1 else 'are'}"


def _points(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
