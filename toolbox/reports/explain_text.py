"""Why a tool is advised or not, for people at a terminal."""

from __future__ import annotations

from rich.console import Console

from toolbox.explain import RuleSaid, ToolExplained
from toolbox.knowledge.model import Knowledge
from toolbox.reports.console import MARK_STYLES, MARKS, console, line
from toolbox.vocabulary import Text

STATUS = {
    "step": Text("建议，排在第 {place} 步", "advised, step {place}"),
    "held": Text("有用，但现在先不急", "useful, but not now"),
    "set aside": Text("由“{detail}”代替", "another takes its place: {detail}"),
    "in use": Text("已经在用", "in use already"),
    "open": Text("还说不准，要先问清下面的问题", "cannot be told yet: the questions below would settle it"),
    "not recommended": Text("按已知情况不建议", "not advised from what is known"),
}
RULE_SAYS = {
    "yes": Text("成立", "holds"),
    "no": Text("不成立", "does not hold"),
    "ask": Text("说不准", "cannot be told"),
}
KINDS = {"recommend": Text("建议", "recommends"), "hold": Text("暂缓", "holds back")}


def print_explained(explained: ToolExplained, knowledge: Knowledge, language: str) -> None:
    """Print every rule of a tool, each test with the value that it met."""
    out = console()
    names = [knowledge.tools[d].name.of(language) if d in knowledge.tools else d for d in explained.detail]
    status = STATUS[explained.status].of(language).format(place=explained.place, detail="、".join(names))
    line(out, f"{explained.name.of(language)}: {status}", "bold")
    if explained.status == "step" and names:
        line(out, Text("因为它们要先有它：", "because these need it first: ").of(language) + "、".join(names))
    for said in explained.rules:
        _rule(out, said, language)
    for question in explained.questions:
        line(out, f"? {question.question.of(language)}  ({question.fact})", "yellow")


def _rule(out: Console, said: RuleSaid, language: str) -> None:
    out.print()
    kind, says = KINDS[said.kind].of(language), RULE_SAYS[said.mark].of(language)
    line(out, f"{MARKS[said.mark]} [{kind}] {said.title.of(language)} — {says}", MARK_STYLES[said.mark])
    for test in said.tests:
        met = f"  ({test.value.of(language)})" if test.value is not None else ""
        line(out, f"{MARKS[test.mark]} {test.test.of(language)}{met}", MARK_STYLES[test.mark], 4 + 2 * test.depth)
    line(out, said.because.of(language), "", 4)
    line(out, f"{said.origin} · {', '.join(said.sources)}", "dim", 4)
