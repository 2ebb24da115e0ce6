"""Why a tool is advised or not, for people at a terminal."""

from __future__ import annotations

from toolbox.explain import RuleSaid, Test, ToolExplained
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


def print_test(test: Test, language: str, *, indent: int) -> None:
    """Print one line of a condition with the value that it met, where that says more than the mark."""
    met = f"  [{test.value.of(language)}]" if test.value is not None and not _plain(test) else ""
    line(f"{MARKS[test.mark]} {test.test.of(language)}{met}", MARK_STYLES[test.mark], indent + 2 * test.depth)


def _plain(test: Test) -> bool:
    """Whether the mark says it all: a yes or no, a member that is there or not."""
    return test.value is not None and (test.value.en in ("yes", "no") or test.value.en.startswith(("has “", "lacks “")))
