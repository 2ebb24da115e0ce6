"""The plan under means for people at a terminal."""

from __future__ import annotations

from toolbox.planning.plan import AidDrawn, ConflictTold, MeansTold, Outlay, Plan, StepPlanned
from toolbox.reports.console import line, number, table
from toolbox.reports.page import Page
from toolbox.vocabulary import Text


class _Page(Page):
    """The plan and the language in which it is told."""

    def __init__(self, plan: Plan, language: str) -> None:
        super().__init__(language)
        self.plan = plan

    def outlay(self, outlay: Outlay) -> str:
        yuan = f"{outlay.yuan:,}"
        return self.say(f"至少 {yuan}", f"at least {yuan}") if outlay.at_least else yuan


def print_plan(plan: Plan, language: str) -> None:
    """Print the plan, or why there is none."""
    page = _Page(plan, language)
    named = Text(f"“{plan.firm}”", plan.firm) if plan.firm else Text("您企业", "your firm")
    page.line(f"门槛：给{named.zh}的计划，{plan.start} 起", f"menkan: a plan for {named.en}, from {plan.start}", "bold")
    _given(page, plan.means)
    page.line(f"结论：{plan.status.said.zh}", f"Result: {plan.status.said.en}")
    if plan.conflict is not None:
        _conflict(page, plan.conflict)
    if plan.steps:
        _months(page)
        _steps(page)
        _sums(page)
        _more(page)
    elif plan.conflict is None and plan.status.kind in ("proven", "greedy"):
        page.line("这些条件下没有值得安排的步骤。", "Under these means there is no step to plan.")
    _left_out(page)
    page.foot(page.plan.origin, page.plan.notes)


def _given(page: _Page, means: MeansTold) -> None:
    def told(amount: float | None, zh: str, en: str) -> str:
        return page.say("不限", "no limit") if amount is None else page.say(f"{amount:,} {zh}", f"{amount:,} {en}")

    budget, monthly = told(means.budget, "元", "yuan"), told(means.monthly, "元", "yuan")
    days = told(means.staff_days, "天", "days")
    page.line(
        f"条件：一次性预算 {budget}；每月花费 {monthly}；每月人手 {days}；{means.months} 个月；"
        f"同时最多 {means.at_once} 步",
        f"Means: to be paid once: {budget}; a month: {monthly}; own people a month: {days}; {means.months} months; "
        f"at most {means.at_once} steps at once",
    )
    if page.plan.wishes:
        kinds = {
            "must": Text("一定要有", "must have"),
            "without": Text("不要", "without"),
            "deadline": Text("最晚", "deadline"),
        }
        said = [
            f"{page.of(kinds[w.kind])} {page.of(w.name.name)}{f' {w.by}' if w.by else ''}" for w in page.plan.wishes
        ]
        wishes = page.say("；", "; ").join(said)
        page.line(f"要求：{wishes}", f"Wishes: {wishes}")


def _conflict(page: _Page, conflict: ConflictTold) -> None:
    page.heading("不能同时满足的是", "What cannot hold together")
    for item in conflict.items:
        line(f"· {page.of(item)}", indent=2)
    if conflict.alone:
        page.line("其余不变，下面任何一样就够：", "With all else as it is, any one of these would do:", indent=2)
        for enough in conflict.alone:
            line(f"→ {page.of(enough.said)}", indent=4)
    elif conflict.together:
        together = page.say("，", ", ").join(page.of(enough.said) for enough in conflict.together)
        page.line(
            f"单改一样不够；合起来这样就够：{together}", f"No one alone; together these would do: {together}", indent=2
        )
    else:
        page.line(
            "再多的钱、人、时间也不够：去掉其中一条要求。",
            "No money, people or time would do: give up one of these wishes.",
            indent=2,
        )


def _months(page: _Page) -> None:
    page.heading("每个月做什么（金额按范围的高端，依据见下）", "Month by month (yuan at the high end; basis below)")
    heads = (
        ("月份", "month"),
        ("开始做", "begins"),
        ("用起来了", "in daily use"),
        ("一次性", "once"),
        ("每月", "monthly"),
        ("人手天数", "staff days"),
    )
    rows = [
        (
            month.month,
            page.names(month.begins),
            page.names(month.in_use),
            f"{month.once:,}",
            f"{month.monthly:,}",
            number(month.days),
        )
        for month in page.plan.months
    ]
    table([page.say(*head) for head in heads], rows)


def _steps(page: _Page) -> None:
    page.heading("每一步", "Each step")
    for step in page.plan.steps:
        _step(page, step)


def _step(page: _Page, step: StepPlanned) -> None:
    marks = [page.say("您要求的", "as you wish")] if step.wished else []
    marks += [page.say("在最长的链上", "on the longest chain")] if step.critical else []
    told = page.say(f"（{'，'.join(marks)}）", f" ({', '.join(marks)})") if marks else ""
    line(f"· {page.of(step.name)}{told}", "step", 2)
    slack = (
        page.say(f"可以晚 {step.slack} 个月", f"may wait {step.slack} {'month' if step.slack == 1 else 'months'}")
        if step.slack
        else page.say("不能晚", "cannot wait")
    )
    page.line(
        f"{step.begins} 开始，{step.in_use} 用起来；{slack}；人手 {number(step.days)} 天（估计）",
        f"begins {step.begins}, in daily use {step.in_use}; {slack}; {number(step.days)} staff days (estimate)",
        indent=4,
    )
    once, monthly = page.outlay(step.once), page.outlay(step.monthly)
    page.line(
        f"一次性 {once} 元，每月 {monthly} 元（{step.how.zh}）",
        f"{once} yuan once, {monthly} a month ({step.how.en})",
        "dim",
        4,
    )
    if step.after:
        page.line(f"要先做：{page.names(step.after)}", f"After: {page.names(step.after)}", "dim", 4)


def _sums(page: _Page) -> None:
    plan, totals = page.plan, page.plan.totals
    page.heading("合计", "In all")
    once, running, monthly = map(page.outlay, (totals.once, totals.running, totals.monthly))
    page.line(
        f"一次性 {once} 元；计划期内每月花费共 {running} 元，最后每月 {monthly} 元；人手 {number(totals.days)} 天",
        f"{once} yuan once; {running} in monthly costs over the plan, {monthly} a month at its end; "
        f"{number(totals.days)} staff days",
        indent=2,
    )
    for aid in plan.aids:
        _aid(page, aid)
    page.line(f"价值 {number(plan.status.worth)} 分", f"Worth {number(plan.status.worth)} points", indent=2)
    chain = " → ".join(page.of(choice.name) for choice in plan.critical.tools)
    months = plan.critical.months
    page.line(
        f"最长的链（{months} 个月）：{chain}",
        f"Longest chain ({months} {'month' if months == 1 else 'months'}): {chain}",
        indent=2,
    )


def _aid(page: _Page, aid: AidDrawn) -> None:
    pays = Text("购买时抵扣", "off the price") if aid.at_purchase else Text("事后给", "paid later")
    names = page.names(aid.tools)
    page.line(
        f"扶持“{aid.programme.name.zh}”（{aid.state.zh}）：{aid.yuan:,} 元（{pays.zh}），"
        f"最晚 {aid.apply_by} 申请；用于 {names}",
        f"Programme “{aid.programme.name.en}” ({aid.state.en}): {aid.yuan:,} yuan ({pays.en}), "
        f"apply by {aid.apply_by}; for {names}",
        indent=2,
    )


def _more(page: _Page) -> None:
    plan = page.plan
    if plan.means.budget is not None:
        page.heading("预算每多一万元，多得什么", "What each extra 10,000 yuan would buy")
        if not plan.curve:
            page.line("再多预算也不会更好。", "More budget would buy nothing more.", indent=2)
    for point in plan.curve:
        comes = page.names(point.comes) or page.say("没有新的", "nothing new")
        goes = f"{page.say('；不做', '; instead of')} {page.names(point.goes)}" if point.goes else ""
        sure = "" if point.proven else page.say("（未证明最优）", " (not proven)")
        worth = number(point.worth)
        page.line(
            f"{point.budget:,} 元：价值 {worth}{sure}；多做 {comes}{goes}",
            f"{point.budget:,} yuan: worth {worth}{sure}; adds {comes}{goes}",
            indent=2,
        )
    if plan.drop_first:
        page.heading("钱紧时先放下（依次）", "What to drop first if money runs short")
    for place, drop in enumerate(plan.drop_first, 1):
        names, loses = page.names(drop.tools), number(drop.loses)
        page.line(
            f"{place}. {names}：省 {drop.saves:,} 元，少 {loses} 分",
            f"{place}. {names}: saves {drop.saves:,} yuan, loses {loses} points",
            indent=2,
        )


def _left_out(page: _Page) -> None:
    if page.plan.left_out:
        page.heading("建议里有、这次没排进来的", "Advised, but not in this plan")
    for left in page.plan.left_out:
        page.line(f"· {left.name.zh}：{left.why.zh}", f"· {left.name.en}: {left.why.en}", indent=2)
