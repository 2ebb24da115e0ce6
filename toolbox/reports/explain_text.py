"""Why a tool is advised or not, for people at a terminal."""

from __future__ import annotations

from shlex import quote

from toolbox.explain import Change, ChangeSet, RuleSaid, Test, ToolExplained, WhatIf
from toolbox.knowledge.model import Knowledge
from toolbox.reports.console import MARK_STYLES, MARKS, line
from toolbox.vocabulary import Text

STATUS = {
    "step": Text("建议，排在第 {place} 步", "advised, step {place}"),
    "held": Text("有用，但现在先不急", "useful, but not now"),
    "set aside": Text("由“{others}”代替", "“{others}” takes its place"),
    "in use": Text("已经在用", "in use already"),
    "open": Text("还说不准，要先问清下面的问题", "cannot be told yet; the questions below would settle it"),
    "not recommended": Text("按已知情况不建议", "not advised from what is known"),
}
BECAUSE_OF = {
    "step": Text("因为它们要先有它：{others}", "It is needed for: {others}"),
    "held": Text("它离不开、而现在也不急的：{others}", "It needs what is not for now either: {others}"),
}
RULE_SAYS = {
    "yes": Text("成立", "holds"),
    "no": Text("不成立", "does not hold"),
    "ask": Text("说不准", "cannot be told"),
}
KINDS = {"recommend": Text("建议", "recommends"), "hold": Text("暂缓", "holds back")}


def print_explained(explained: ToolExplained, knowledge: Knowledge, language: str) -> None:
    """Print every rule of a tool, each test with the value that it met."""
    names = [knowledge.tools[d].name.of(language) for d in explained.detail if d in knowledge.tools]
    others = Text("、", ", ").of(language).join(names)
    status = STATUS[explained.status].of(language).format(place=explained.place, others=others)
    line(f"{explained.name.of(language)}{Text('：', ': ').of(language)}{status}", "bold")
    if names and explained.status in BECAUSE_OF:
        line(BECAUSE_OF[explained.status].of(language).format(others=others))
    if not explained.rules:
        line(Text("没有哪条规则说到它。", "No rule speaks of it.").of(language))
    for said in explained.rules:
        _rule(said, language)
    if explained.questions:
        line()
    for question in explained.questions:
        line(f"? {question.question.of(language)}  ({question.fact})", "yellow")
    if explained.what_if is not None:
        _what_if(explained.what_if, explained.name, language)


def _rule(said: RuleSaid, language: str) -> None:
    line()
    kind, says = KINDS[said.kind].of(language), RULE_SAYS[said.mark].of(language)
    title = said.title.of(language)
    line(
        Text(f"{MARKS[said.mark]} {kind}：{title}（{says}）", f"{MARKS[said.mark]} {kind}: {title} ({says})").of(
            language
        ),
        MARK_STYLES[said.mark],
    )
    for test in said.tests:
        print_test(test, language, indent=4)
    line(said.because.of(language), indent=4)
    sources = Text("、", ", ").of(language).join(said.sources)
    line(Text(f"{said.origin}（出处 {sources}）", f"{said.origin} (source: {sources})").of(language), "dim", 4)


def _what_if(found: WhatIf, name: Text, language: str) -> None:
    line()
    if found.wanted is None:
        line(Text("它已经在用，没有什么要改的。", "It is in use already; there is nothing to turn.").of(language))
        return
    turns = Text(f"怎样会建议“{name.zh}”", f"What would make “{name.en}” a step")
    if found.wanted == "no step":
        turns = Text(f"怎样就不再建议“{name.zh}”", f"What would take “{name.en}” out of the plan")
    line(f"■ {turns.of(language)}", "heading")
    for number, each in enumerate(found.sets, 1):
        _changes(number, each, language)
    if found.more:
        line(Text(f"还有 {found.more} 种办法没有列出。", f"{found.more} more ways are not listed.").of(language), "dim")
    if not found.sets:
        none = Text(
            f"没有。没说过的和一年内能改的事里，同时改动 {found.complete} 处以内都做不到。",
            f"Nothing. Of what was not told or can change within a year, no {found.complete} changes at once do it.",
        )
        line(none.of(language))
    if found.complete < found.most:
        stopped = Text(
            f"试了 {found.tried} 种组合就停下了：{found.complete} 处以内的改动都看过，更多处的没有看完。",
            f"The search stopped after {found.tried} combinations: up to {found.complete} at once were all looked at, "
            "more were not.",
        )
        line(stopped.of(language), "yellow")


def _changes(number: int, each: ChangeSet, language: str) -> None:
    """One way: its changes, what becomes of the tool, and how to try it."""
    for place, change in enumerate(each.changes):
        start = f"{number}. " if place == 0 else Text("并且", "and ").of(language)
        line(f"{start}{_change(change).of(language)}", indent=5 if place else 2)
    status = STATUS[each.status].of(language).format(place=each.place, others="")
    if each.status not in ("set aside", "open"):
        line(Text(f"于是：{status}", f"Then: {status}").of(language), indent=5)
    trials = " ".join(f"--set {quote(trial)}" for change in each.changes for trial in change.trials)
    line(Text(f"试一试：{trials}", f"Try it: {trials}").of(language), "dim", 5)


def _change(change: Change) -> Text:
    if change.kind == "answer":
        return Text(f"如果是：{change.to.zh}（还没说过）", f"if it is so: {change.to.en} (not told yet)")
    return Text(f"改成：{change.to.zh}（现在：{change.now.zh}）", f"change to: {change.to.en} (now: {change.now.en})")


def print_test(test: Test, language: str, *, indent: int) -> None:
    """Print one line of a condition with the value that it met, where that says more than the mark."""
    met = f"  [{test.value.of(language)}]" if test.value is not None and not _plain(test) else ""
    line(f"{MARKS[test.mark]} {test.test.of(language)}{met}", MARK_STYLES[test.mark], indent + 2 * test.depth)


def _plain(test: Test) -> bool:
    """Whether the mark says it all: a yes or no, a member that is there or not."""
    return test.value is not None and (test.value.en in ("yes", "no") or test.value.en.startswith(("has “", "lacks “")))
