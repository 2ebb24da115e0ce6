"""The advice for people at a terminal."""

from __future__ import annotations

from rich.table import Table

from toolbox.advice import Advice, AssessmentAdvice, HeldAdvice, StepAdvice, Why
from toolbox.explain import Test
from toolbox.reports.console import MARK_STYLES, MARKS, console, line, number, span


class _Page:
    """One page of advice in one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.console = console()

    def say(self, zh: str, en: str) -> str:
        return en if self.language == "en" else zh

    def line(self, text: str = "", style: str = "", indent: int = 0) -> None:
        line(self.console, text, style, indent)

    def heading(self, zh: str, en: str) -> None:
        self.line()
        self.line(f"■ {self.say(zh, en)}", "bold cyan")


def print_advice(advice: Advice, language: str, *, everything: bool = False, explained: bool = False) -> None:
    """Print the advice. everything: later waves in full. explained: each rule's conditions with their values."""
    page = _Page(language)
    _head(page, advice)
    _scores(page, advice.assessment, everything=everything)
    if advice.message is not None:
        page.line()
        page.line(advice.message.of(language), "bold")
    if advice.first:
        count = len(advice.first)
        page.heading(f"先做这 {count} 步", f"Do these {count} first")
        for step in advice.first:
            _step(page, step, explained=explained)
    _later(page, advice, everything=everything, explained=explained)
    _held(page, advice.held)
    _questions(page, advice)
    _foot(page, advice)


def _head(page: _Page, advice: Advice) -> None:
    name = advice.firm.name or page.say("未具名企业", "a firm")
    page.line(page.say(f"门槛 · 给{name}的建议", f"menkan · advice for {name}"), "bold")
    known = {item.fact: item for item in (*advice.firm.told, *advice.firm.derived)}
    parts = [known[f] for f in ("sector", "staff", "size", "lifecycle") if f in known]
    if parts:
        page.line("  ".join(f"{p.label.of(page.language)} {p.words.of(page.language)}" for p in parts), "dim")


def _scores(page: _Page, assessment: AssessmentAdvice, *, everything: bool) -> None:
    names = page.say(" 或 ", " or ").join(stage.name.of(page.language) for stage in assessment.stages)
    answered = sum(d.answered for d in assessment.dimensions)
    asked = sum(d.indicators for d in assessment.dimensions)
    total = span(assessment.total.low, assessment.total.high)
    page.line(
        page.say(
            f"转型进程 {names}；总分 {total}（满分 100，{asked} 项答了 {answered} 项）",
            f"Stage: {names}; score {total} of 100 ({answered} of {asked} indicators answered)",
        )
    )
    if answered and everything:
        page.console.print(_score_table(page, assessment))


def _score_table(page: _Page, assessment: AssessmentAdvice) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    table.add_column(page.say("环节", "dimension"))
    table.add_column(page.say("得分", "score"), justify="right")
    table.add_column(page.say("已答", "answered"), justify="right")
    table.add_column(page.say("同行参考", "peers in the survey"), overflow="fold")
    for d in assessment.dimensions:
        peers = "\n".join(
            page.say(
                f"{p.percent}% {p.label.zh}（{p.year}年，{p.sample}家）",
                f"{p.percent}% {p.label.en} ({p.year}, {p.sample} firms)",
            )
            for p in d.peers
        )
        table.add_row(d.name.of(page.language), span(d.score.low, d.score.high), f"{d.answered}/{d.indicators}", peers)
    return table


def _step(page: _Page, step: StepAdvice, *, explained: bool) -> None:
    language = page.language
    page.line()
    page.line(f"{step.place}. {step.name.of(language)}", "bold green")
    page.line(step.what.of(language), indent=3)
    for why in step.why:
        _why(page, why, explained=explained)
    if not step.why:
        others = page.say("、", ", ").join(c.name.of(language) for c in step.needed_by)
        page.line(page.say(f"为什么：{others}要先有它。", f"Why: {others} cannot do without it."), indent=3)
    page.line(_means(page, step), indent=3)
    if step.after:
        before = page.say("、", ", ").join(c.name.of(language) for c in step.after)
        page.line(page.say(f"要先有：{before}", f"After: {before}"), indent=3)
    if step.free_way:
        page.line(page.say(f"不花钱的办法：{step.free_way.zh}", f"Free way: {step.free_way.en}"), indent=3)
    if step.products:
        names = page.say("、", ", ").join(p.name + ("?" if p.status == "check" else "") for p in step.products[:6])
        page.line(
            page.say(
                f"报告里提到的产品（未核实，不代表推荐）：{names}",
                f"Named in the reports (not checked, not endorsed): {names}",
            ),
            "dim",
            3,
        )
    rank = step.rank
    total, strength, need, ease = map(number, (rank.total, rank.strength, rank.need, rank.ease))
    page.line(
        page.say(
            f"排名分 {total} = 理由 {strength} + 需要 {need} + 易行 {ease}",
            f"Rank {total} = strength {strength} + need {need} + ease {ease}",
        ),
        "dim",
        3,
    )


def _why(page: _Page, why: Why, *, explained: bool) -> None:
    said = why.said
    page.line(page.say(f"为什么：{said.because.zh}", f"Why: {said.because.en}"), indent=3)
    met = [test for test in said.tests if test.mark == "yes" and test.value is not None]
    if explained:
        for test in said.tests:
            _test(page, test, indent=6)
    elif met:
        facts = page.say("；", "; ").join(test.test.of(page.language) for test in met)
        page.line(page.say(f"依据：{facts}", f"Because you said: {facts}"), "dim", 6)
    paths = page.say("、", ", ").join(p.name.of(page.language) for p in why.paths)
    tail = page.say(f"；路径 {paths}", f"; path {paths}") if paths else ""
    sources = page.say("、", ", ").join(said.sources)
    page.line(
        page.say(f"规则 {said.rule}；出处 {sources}{tail}", f"rule {said.rule}; source {sources}{tail}"), "dim", 6
    )


def _test(page: _Page, test: Test, indent: int) -> None:
    met = f"  ({test.value.of(page.language)})" if test.value is not None else ""
    page.line(f"{MARKS[test.mark]} {test.test.of(page.language)}{met}", MARK_STYLES[test.mark], indent + 2 * test.depth)


def _means(page: _Page, step: StepAdvice) -> str:
    cost, effort = step.cost, step.effort
    basis = (
        page.say("估计", "estimate")
        if cost.basis == "estimate"
        else page.say(f"标价，{cost.date}", f"list price, {cost.date}")
    )
    weeks = (
        page.say("一周内", "within a week")
        if effort.weeks.high <= 1
        else span(effort.weeks.low, effort.weeks.high) + page.say(" 周", " weeks")
    )
    days = span(effort.days.low, effort.days.high)
    return page.say(
        f"第一年花费：{cost.name.zh}（{basis}）；上手：{weeks}，自己投入 {days} 天（估计）；{effort.skills.name.zh}",
        f"First year: {cost.name.en} ({basis}); in use: {weeks}, own days {days} (estimate); {effort.skills.name.en}",
    )


def _later(page: _Page, advice: Advice, *, everything: bool, explained: bool) -> None:
    for number_, wave in enumerate(advice.later, 2):
        page.heading(f"以后再做（第 {number_} 波）", f"Later (wave {number_})")
        for step in wave:
            if everything:
                _step(page, step, explained=explained)
            else:
                page.line(f"{step.place}. {step.name.of(page.language)} — {step.cost.name.of(page.language)}", indent=2)


def _held(page: _Page, held: tuple[HeldAdvice, ...]) -> None:
    if not held:
        return
    page.heading("有用，但现在先不急", "Useful, but not now")
    for item in held:
        page.line(item.name.of(page.language), "bold", 2)
        for reason in item.because:
            page.line(reason.of(page.language), indent=4)
        for until in item.until:
            page.line(page.say(f"等到：{until.zh}", f"Until: {until.en}"), "dim", 4)
        if item.waits_for:
            names = page.say("、", ", ").join(c.name.of(page.language) for c in item.waits_for)
            page.line(page.say(f"它离不开：{names}", f"It needs: {names}"), "dim", 4)


def _questions(page: _Page, advice: Advice) -> None:
    if not advice.questions:
        return
    page.heading("还不知道的，答了会更准", "What we could not tell; an answer would settle it")
    for question in advice.questions:
        page.line(f"? {question.question.of(page.language)}", indent=2)
        page.line(
            page.say(
                f"（{question.fact}，关系到 {len(question.tools)} 个工具）",
                f"({question.fact}; {len(question.tools)} tools wait for it)",
            ),
            "dim",
            4,
        )


def _foot(page: _Page, advice: Advice) -> None:
    origin, model = advice.origin, advice.assessment.source
    digest = origin.knowledge[:12]
    page.line()
    page.line(
        page.say(
            f"menkan {origin.menkan} · 知识 {digest} · {origin.today} · 评分模型出处 {model}",
            f"menkan {origin.menkan} · knowledge {digest} · {origin.today} · scoring model {model}",
        ),
        "dim",
    )
