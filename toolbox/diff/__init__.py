"""Why did the advice change: two advices as `menkan recommend --json` printed them, and each change laid to its cause.

Where the knowledge in use is the one that an advice came from, causes are tried: the answers of one advice are run
under the knowledge of the other, whole and one by one. Where it is not, causes are read off the two files.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolbox.advice import Known
from toolbox.diff.causes import Causes
from toolbox.diff.plan import of_tool
from toolbox.diff.runs import Runs
from toolbox.diff.told import as_told
from toolbox.diff.values import FORMAT, Diff, FactChange, How, OriginChange, Place, RuleChange, Side, ToolChange
from toolbox.diff.views import Standing, View, read
from toolbox.inference import Inference
from toolbox.knowledge.model import Knowledge
from toolbox.vocabulary import Text

__all__ = ["FORMAT", "Diff", "View", "compare", "read"]

UNKNOWN = Text("不知道", "unknown")


def compare(old: View, new: View, knowledge: Knowledge, inference: Inference) -> Diff:
    """What differs between two advices, and why. knowledge, inference: those in use, perhaps of neither."""
    old, new = as_told(old, new, knowledge)
    runs = Runs(knowledge, inference, old, new)
    both: tuple[tuple[Side, View | None], ...] = (("old", runs.old), ("new", runs.new))
    known = tuple(side for side, run in both if run is not None)
    origin = tuple(_origin(old, new))
    answers = tuple(_told(old, new))
    causes = Causes(runs, knowledge, old, new, answers)
    derived = tuple(_derived(old, new, causes))
    rules = tuple(_rules(causes, knowledge))
    causes.learn(derived, rules)
    tools = tuple(_tools(causes))
    same = not (origin or answers or derived or rules or tools)
    return Diff(
        FORMAT,
        old.origin,
        new.origin,
        same,
        len(known) == 2,
        known,
        origin,
        answers,
        derived,
        rules,
        tools,
    )


def _origin(old: View, new: View) -> Iterator[OriginChange]:
    before, after = old.origin, new.origin
    if before.menkan != after.menkan:
        yield OriginChange("program", before.menkan, after.menkan)
    if before.knowledge != after.knowledge:
        yield OriginChange("knowledge", before.knowledge, after.knowledge)
    if before.overlays != after.overlays:
        yield OriginChange("overlays", str(before.overlays), str(after.overlays))
    if before.today != after.today:
        yield OriginChange("day", before.today, after.today)


def _told(old: View, new: View) -> Iterator[FactChange]:
    for name in sorted({*old.told, *new.told, *old.unknown, *new.unknown}):
        before, after = (UNKNOWN if name in view.unknown else _words(view.told.get(name)) for view in (old, new))
        values = [view.told[name].value if name in view.told else name in view.unknown for view in (old, new)]
        if values[0] != values[1] or (before is None) is not (after is None):
            yield FactChange(name, _label(name, old, new), before, after)


def _derived(old: View, new: View, causes: Causes) -> Iterator[FactChange]:
    for name in sorted({*old.derived, *new.derived}):
        before, after = old.derived.get(name), new.derived.get(name)
        if (before.value if before else None) != (after.value if after else None):
            because = tuple(causes.of_fact(name))
            yield FactChange(name, _label(name, old, new), _words(before), _words(after), because)


def _words(known: Known | None) -> Text | None:
    return known.words if known else None


def _label(name: str, old: View, new: View) -> Text:
    known = next((facts[name] for view in (new, old) for facts in (view.told, view.derived) if name in facts), None)
    return known.label if known else Text(name, name)


def _rules(causes: Causes, knowledge: Knowledge) -> Iterator[RuleChange]:
    for id_ in sorted({*causes.old.rules, *causes.new.rules}):
        was, fires = causes.fires(causes.old, id_), causes.fires(causes.new, id_)
        if was is None or fires is None or was is fires:
            continue
        rule = (causes.new if fires else causes.old).rules[id_]
        if rule.kind == "hold" and not causes.speaks_for(id_):  # it holds nothing that is recommended in either
            continue
        yield RuleChange(id_, rule.kind, rule.title, causes.speaks_for(id_), fires, tuple(causes.of_rule(id_, fires)))


def _tools(causes: Causes) -> Iterator[ToolChange]:
    old, new = causes.old, causes.new
    for tool in sorted({*old.tools, *new.tools}, key=lambda tool: _order(old, new, tool)):
        before, after = old.standing(tool), new.standing(tool)
        if before == after:
            continue
        how = _how(before, after)
        if how is not None:
            alone = causes.alone(tool, after.status) if before.status != after.status else ()
            because = tuple(of_tool(causes, tool, before, after))
            yield ToolChange(tool, causes.name(tool), how, _place(before), _place(after), because, alone)


def _how(before: Standing, after: Standing) -> How | None:
    match before.status == "step", after.status == "step":
        case False, True:
            return "entered"
        case True, False:
            return "left"
        case True, True:
            if before.place != after.place:
                return "moved"
            return "reweighed" if before.rank != after.rank else None
        case _:
            return "outside" if before.status != after.status else None


def _place(standing: Standing) -> Place:
    return Place(standing.status, standing.place, standing.rank)


def _order(old: View, new: View, tool: str) -> tuple[int, int, str]:
    """As the new plan has them, then what left as the old plan had it, then the rest."""
    last = len(old.tools) + len(new.tools)
    before, after = old.standing(tool).place, new.standing(tool).place
    return after or last, before or last, tool
