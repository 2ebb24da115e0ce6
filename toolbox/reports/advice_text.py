"""The advice for people at a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from toolbox import lines
from toolbox.advice import Advice, AssessmentAdvice, HeldAdvice, Known, StepAdvice, Why
from toolbox.eligibility import StepProgramme
from toolbox.reports.console import line, number, span, table
from toolbox.reports.explain_text import print_test
from toolbox.reports.page import Page
from toolbox.vocabulary import Text

FIRST_FACTS = ("sector", "staff", "size", "lifecycle")
MOST_PROGRAMMES = 3
MOST_HELPERS = 4


class _Page(Page):
    """What every part of the page needs: the language, the facts behind the advice, and how much is wanted."""

    def __init__(self, advice: Advice, language: str, *, explained: bool) -> None:
        super().__init__(language)
        self.explained = explained
        self.for_all = _common(advice.first)
        self.known: dict[str, Known] = {item.fact: item for item in (*advice.firm.told, *advice.firm.derived)}


def _common(steps: Sequence[StepAdvice]) -> list[StepProgramme]:
    """The programmes that every step names, where there are several steps."""
    if len(steps) < 2:
        return []
    return [programme for programme in steps[0].programmes if all(programme in step.programmes for step in steps)]


def print_advice(advice: Advice, language: str, *, everything: bool = False, explained: bool = False) -> None:
    """Print the advice. everything: later waves in full. explained: each rule's conditions with their values."""
    page = _Page(advice, language, explained=explained)
    _head(page, advice.firm.name)
    _scores(page, advice.assessment, everything=everything)
    if advice.message is not None:
        line()
        line(advice.message.of(language), "bold")
    if advice.first:
        page.heading(f"先做这 {len(advice.first)} 步", _first(len(advice.first)))
        for step in advice.first:
            _step(page, step)
    _for_all(page)
    _later(page, advice, everything=everything)
    _held(page, advice.held)
    _set_aside(page, advice)
    _helpers(page, advice)
    _questions(page, advice)
    _foot(page, advice)


def _first(count: int) -> str:
    return f"Do these {count} first" if count > 1 else "Do this first"


def _head(page: _Page, name: str | None) -> None:
    named = Text(f"“{name}”", name) if name else Text("您企业", "your firm")
    page.line(f"门槛：给{named.zh}的建议", f"menkan: advice for {named.en}", "bold")
    facts = [page.known[fact] for fact in FIRST_FACTS if fact in page.known]
    if facts:
        line(" · ".join(f"{f.label.of(page.language)} {f.words.of(page.language)}" for f in facts), "dim")


def _scores(page: _Page, assessment: AssessmentAdvice, *, everything: bool) -> None:
    asked = sum(d.indicators for d in assessment.dimensions)
    answered = sum(d.answered for d in assessment.dimensions)
    if not answered:
        page.line(
            f"转型进程：评分的 {asked} 个指标还没有回答，先不打分。",
            f"Stage: none of the {asked} indicators is answered yet, so there is no score.",
        )
        return
    names = page.say(" 或 ", " or ").join(stage.name.of(page.language) for stage in assessment.stages)
    total = span(assessment.total.low, assessment.total.high)
    page.line(
        f"转型进程：{names}；总分 {total}（满分 100；{asked} 个指标答了 {answered} 个）",
        f"Stage: {names}; score {total} of 100 ({answered} of {asked} indicators answered)",
    )
    if everything:
        line()
        _dimensions(page, assessment)


def _dimensions(page: _Page, assessment: AssessmentAdvice) -> None:
    heads = (
        ("环节", "dimension"),
        ("得分", "score"),
        ("已答", "answered"),
        ("2021 年调查里的同行", "firms surveyed in 2021"),
    )
    rows = []
    for d in assessment.dimensions:
        peers = page.say("；", "; ").join(f"{number(p.percent)}% {p.label.of(page.language)}" for p in d.peers)
        rows.append((d.name.of(page.language), span(d.score.low, d.score.high), f"{d.answered}/{d.indicators}", peers))
    table([page.say(*head) for head in heads], rows)


def _step(page: _Page, step: StepAdvice) -> None:
    language = page.language
    line()
    line(f"{step.place}. {step.name.of(language)}", "step")
    line(step.what.of(language), indent=3)
    for place, why in enumerate(step.why):
        _why(page, why, first=place == 0)
    if not step.why:
        others = page.names(step.needed_by)
        page.line(f"为什么：{others}要先有它。", f"Why: needed for {others}.", indent=3)
    if step.after:
        page.line(f"要先做：{page.names(step.after)}", f"After: {page.names(step.after)}", indent=3)
    _means(page, step)
    if step.free_way:
        page.line(f"不花钱的办法：{step.free_way.zh}", f"At no cost: {step.free_way.en}", indent=3)
    _paying(page, step)
    _products(page, step)
    line(lines.rank_sum(step.rank, language), "dim", 3)


def _why(page: _Page, why: Why, *, first: bool) -> None:
    said = why.said
    if first:
        page.line(f"为什么：{said.because.zh}", f"Why: {said.because.en}", indent=3)
    else:
        page.line(f"还因为：{said.because.zh}", f"Also: {said.because.en}", indent=3)
    if page.explained:
        for test in said.tests:
            print_test(test, page.language, indent=6)
    else:
        given = lines.given(page.known, said.tests, page.language)
        if given:
            page.line(f"依据：{given}", f"Given: {given}", "dim", 6)
    if why.paths:
        page.line(f"路径：{page.names(why.paths)}", f"Path: {page.names(why.paths)}", "dim", 6)
    sources = page.say("、", ", ").join(said.sources)
    page.line(f"规则：{said.rule}（出处 {sources}）", f"Rule: {said.rule} (source: {sources})", "dim", 6)


def _means(page: _Page, step: StepAdvice) -> None:
    cost = lines.first_year(step.cost, page.language)
    page.line(f"第一年花费：{cost}", f"First year: {cost}", indent=3)
    price = lines.list_price(step.cost, page.language)
    if price:
        page.line(f"标价：{price}", f"List price: {price}", "dim", 6)
    effort = lines.own_effort(step.effort, page.language)
    page.line(f"用起来：{effort}", f"In use: {effort}", indent=3)


def _products(page: _Page, step: StepAdvice) -> None:
    names = lines.named_products(step.products, page.language)
    if names:
        page.line(
            f"报告提到的产品（未经核实，不是推荐）：{names}",
            f"Products that the reports name (not checked, not endorsed): {names}",
            "dim",
            3,
        )


def _paying(page: _Page, step: StepAdvice) -> None:
    """Programmes that could help to pay for this step, apart from those that could for all of them."""
    own = [programme for programme in step.programmes if programme not in page.for_all]
    if own:
        names = page.say("、", ", ").join(_doubted(page, programme) for programme in own[:MOST_PROGRAMMES])
        more = len(own) > MOST_PROGRAMMES
        page.line(
            f"可能有人出钱：{names}{f'等 {len(own)} 项' if more else ''}",
            f"May be paid for in part: {names}{f' and {len(own) - MOST_PROGRAMMES} more' if more else ''}",
            indent=3,
        )


def _doubted(page: _Page, programme: StepProgramme) -> str:
    """A programme by name, with what is uncertain about it."""
    doubts = [page.say("要先问清", "to be asked")] if programme.verdict == "ask" else []
    doubts += [page.say("需核实", "needs checking")] if programme.state == "needs checking" else []
    doubts += [page.say("买之前申报", "apply before buying")] if programme.apply_first else []
    behind = page.say("、", ", ").join(doubts)
    return programme.name.of(page.language) + (page.say(f"（{behind}）", f" ({behind})") if behind else "")


def _for_all(page: _Page) -> None:
    """Programmes that could help to pay for every first step, said once."""
    if page.for_all:
        page.heading("这几步可能有人出钱", "Who might pay for part of all these")
    for programme in page.for_all:
        line(f"· {_doubted(page, programme)}", indent=2)


def _helpers(page: _Page, advice: Advice) -> None:
    if advice.helpers:
        page.heading("可以找谁帮忙", "Who can help")
    for helper in advice.helpers[:MOST_HELPERS]:
        page.line(f"· {helper.name.zh}：{helper.helps.zh}", f"· {helper.name.en}: {helper.helps.en}", indent=2)
    if advice.helpers:
        page.line(
            "（怎么找：menkan partners；谁出钱：menkan policies；借钱的材料：menkan finance）",
            "(how to find them: menkan partners; who pays: menkan policies; papers for a loan: menkan finance)",
            "dim",
            4,
        )


def _later(page: _Page, advice: Advice, *, everything: bool) -> None:
    for wave, steps in enumerate(advice.later, 2):
        zh, en = ("", "") if everything else ("；括号里是第一年花费，估计", "; in brackets the first year, estimated")
        page.heading(f"以后再做（第 {wave} 波{zh}）", f"Later (wave {wave}{en})")
        for step in steps:
            if everything:
                _step(page, step)
            else:
                name, cost = step.name.of(page.language), step.cost.name.of(page.language)
                line(f"{step.place}. {name}{page.say(f'（{cost}）', f' ({cost})')}", indent=2)


def _held(page: _Page, held: tuple[HeldAdvice, ...]) -> None:
    if held:
        page.heading("有用，但现在先不急", "Useful, but not now")
    for item in held:
        line(f"· {item.name.of(page.language)}", indent=2)
        for reason in item.because:
            line(reason.of(page.language), indent=4)
        for until in item.until:
            page.line(f"等到：{until.zh}", f"Until: {until.en}", "dim", 4)
        if item.waits_for:
            waits = page.names(item.waits_for)
            page.line(f"它离不开：{waits}，而那也还不急", f"It needs {waits}, which is not for now either", "dim", 4)


def _set_aside(page: _Page, advice: Advice) -> None:
    if advice.set_aside:
        page.heading("由别的步骤代替", "Another step takes its place")
    for aside in advice.set_aside:
        name, instead = aside.name.of(page.language), aside.instead.name.of(page.language)
        page.line(f"· {name}：已有“{instead}”", f"· {name}: see “{instead}”", indent=2)


def _questions(page: _Page, advice: Advice) -> None:
    if advice.questions:
        page.heading("还不知道的，答了会更准", "Not known yet; an answer would settle more")
    for question in advice.questions:
        line(f"? {question.question.of(page.language)}", indent=2)
        count = len(question.tools)
        page.line(
            f"（{question.fact}，关系到 {count} 个工具）",
            f"({question.fact}; {count} {'tool waits' if count == 1 else 'tools wait'} for it)",
            "dim",
            4,
        )


def _foot(page: _Page, advice: Advice) -> None:
    origin, model = advice.origin, advice.assessment.source
    made = f"menkan {origin.menkan}"
    line()
    page.line(
        f"{made} · 知识 {origin.knowledge[:12]} · {origin.today} · 评分模型出自 {model}",
        f"{made} · knowledge {origin.knowledge[:12]} · {origin.today} · scoring model from {model}",
        "dim",
    )
