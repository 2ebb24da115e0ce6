"""A county's choice for people at a terminal."""

from __future__ import annotations

from toolbox.clustering.answer import AskedTold, Cluster, LeftOut, Next
from toolbox.reports.console import line, number, table
from toolbox.reports.page import Page
from toolbox.vocabulary import Text

MOST_LISTED = 10  # of what was left out, of each kind


class _Page(Page):
    """The choice and the language in which it is told."""

    def __init__(self, answer: Cluster, language: str) -> None:
        super().__init__(language)
        self.answer = answer

    def firms(self, count: int | None) -> str:
        return self.say("不到 5", "under 5") if count is None else f"{count:,}"


def print_cluster(answer: Cluster, language: str) -> None:
    """Print the choice, or why there is none."""
    page = _Page(answer, language)
    totals = answer.totals
    page.line(
        f"门槛：{totals.all:,} 家企业的共享服务和集采",
        f"menkan: shared services and group purchases for {totals.all:,} firms",
        "bold",
    )
    _asked(page, answer.asked)
    page.line(f"结论：{answer.status.said.zh}", f"Result: {answer.status.said.en}")
    if answer.conflict is not None:
        _conflict(page)
    elif answer.services or answer.purchases:
        _sums(page)
        _chosen(page)
        _sizes(page)
    elif answer.status.kind not in ("infeasible", "unknown"):
        _nothing(page)
    if answer.next is not None:
        _next(page, answer.next)
    _left_out(page)
    page.foot(page.answer.origin, page.answer.notes)


def _asked(page: _Page, asked: AskedTold) -> None:
    zh, en = [f"预算 {asked.budget:,} 元（第一年）"], [f"a budget of {asked.budget:,} yuan for the first year"]
    if asked.fair is not None:
        zh.append(f"每个规模用得上的比例不低于全体的 {asked.fair}%")
        en.append(f"of each size class at least {asked.fair}% of the part of all that is reached")
    if asked.reach is not None:
        zh.append(f"每个规模至少 {asked.reach}% 的企业用得上")
        en.append(f"at least {asked.reach}% of the firms of every size class")
    if asked.must:
        zh.append(f"一定要有 {page.names(asked.must)}")
        en.append(f"must have {page.names(asked.must)}")
    if asked.share != 100:
        zh.append(f"集采价县里出 {asked.share}%")
        en.append(f"the county pays {asked.share}% of the price of a firm")
    if not asked.estimates:
        zh.append("不按估计价买")
        en.append("nothing is bought at an estimate")
    page.line(f"条件：{'；'.join(zh)}", f"Asked: {'; '.join(en)}")


def _conflict(page: _Page) -> None:
    conflict = page.answer.conflict
    assert conflict is not None
    page.heading("不能同时满足的是", "What cannot hold together")
    for item in conflict.items:
        line(f"· {page.of(item)}", indent=2)
    if conflict.budget is not None:
        page.line(
            f"其余不变，预算 {conflict.budget:,} 元就够",
            f"With all else as it is, {conflict.budget:,} yuan would do",
            indent=2,
        )
    elif page.answer.asked.budget:
        page.line(
            "换一个条件：多少预算能行没有算出来，或者多少都不行。", "Change a wish: no budget is known to do.", indent=2
        )


def _sums(page: _Page) -> None:
    totals, status = page.answer.totals, page.answer.status
    share = 100 * totals.firms / max(1, totals.wanting)
    page.line(
        f"花 {totals.yuan:,} 元（其中按估计价 {totals.estimated:,}），剩 {totals.left:,} 元",
        f"Costs {totals.yuan:,} yuan ({totals.estimated:,} of it at estimates); {totals.left:,} are left",
    )
    page.line(
        f"{totals.firms:,} 家企业用得上（在售的东西有 {totals.wanting:,} 家要，{share:.1f}%），共 {totals.steps:,} 步",
        f"Reaches {totals.firms:,} firms ({share:.1f}% of the {totals.wanting:,} that want something on offer) with "
        f"{totals.steps:,} steps",
    )
    quick = ""
    if status.at_once is not None and status.kind != "greedy":
        at_once = number(status.at_once)
        quick = page.say(f"；快速选法 {at_once} 分", f"; chosen at once: {at_once}")
    worth = number(status.worth)
    page.line(f"价值 {worth} 分{quick}", f"Worth {worth} points{quick}")


def _chosen(page: _Page) -> None:
    if page.answer.services:
        page.heading("选中的共享服务", "Shared services chosen")
        for service in page.answer.services:
            most = (
                ""
                if service.capacity is None
                else page.say(f"（最多 {service.capacity:,}）", f" (of {service.capacity:,})")
            )
            line(f"· {page.of(service.service.name)}", "step", 2)
            page.line(
                f"{service.yuan:,} 元；{page.firms(service.firms)} 家用{most}；带来 {page.names(service.tools)}",
                f"{service.yuan:,} yuan; {page.firms(service.firms)} firms draw on it{most}; brings "
                f"{page.names(service.tools)}",
                indent=4,
            )
    if page.answer.purchases:
        page.heading("集采", "Group purchases")
        heads = (
            ("工具", "tool"),
            ("家数", "firms"),
            ("每家（元）", "yuan a firm"),
            ("合计（元）", "yuan"),
            ("依据", "basis"),
        )
        rows = []
        for bought in page.answer.purchases:
            low, high = bought.each
            each = f"{low:,}" if low == high else f"{low:,}–{high:,}"
            name, basis = page.of(bought.tool.name), page.of(_BASIS[bought.basis])
            rows.append((name, f"{bought.firms:,}", each, f"{bought.yuan:,}", basis))
        table([page.say(*head) for head in heads], rows)


_BASIS = {
    "offer": Text("报价", "offer"),
    "quote": Text("报价", "quote"),
    "list price": Text("标价", "list price"),
    "estimate": Text("估计", "estimate"),
}


def _sizes(page: _Page) -> None:
    page.heading("按规模", "By size class")
    heads = (("规模", "size"), ("企业", "firms"), ("要在售的东西", "want something on offer"), ("用得上", "reached"))
    kept = page.say("不公开", "withheld")
    rows = [
        (page.names(row.sizes), *(kept if n is None else f"{n:,}" for n in (row.firms, row.wanting, row.reached)))
        for row in page.answer.by_size
    ]
    table([page.say(*head) for head in heads], rows)


def _nothing(page: _Page) -> None:
    least = page.answer.least
    if least is not None:
        page.line(
            f"这个预算什么也带不来；最少要 {least:,} 元。",
            f"This budget brings nothing; it takes at least {least:,} yuan.",
        )
    else:
        page.line("这些条件下没有可选的。", "Under these terms there is nothing to choose.")


def _next(page: _Page, more: Next) -> None:
    page.heading("预算再多一成", "With a tenth more")
    sure = "" if more.proven else page.say("（未证明最优）", " (not proven)")
    if not more.worth:
        page.line(
            f"{more.budget:,} 元不会更好{sure}。", f"{more.budget:,} yuan would bring nothing more{sure}.", indent=2
        )
        return
    firms = f"{more.firms:+,}"
    page.line(
        f"{more.budget:,} 元：价值多 {number(more.worth)} 分，企业 {firms} 家{sure}",
        f"{more.budget:,} yuan: {number(more.worth)} points more, {firms} firms{sure}",
        indent=2,
    )
    changes = [f"{page.of(change.name.name)} {change.firms:+,}" for change in more.changes]
    if changes:
        said = page.say("、", ", ").join(changes)
        page.line(f"变化（家）：{said}", f"Changes (firms): {said}", indent=2)


def _left_out(page: _Page) -> None:
    for kind, zh, en in (
        ("service", "没有选的共享服务", "Shared services left out"),
        ("purchase", "没有集采的工具", "Tools not bought"),
    ):
        left = [each for each in page.answer.left_out if each.kind == kind]
        if left:
            page.heading(zh, en)
            _listed(page, left)


def _listed(page: _Page, left: list[LeftOut]) -> None:
    for each in left[:MOST_LISTED]:
        page.line(f"· {each.name.name.zh}：{each.said.zh}", f"· {each.name.name.en}: {each.said.en}", indent=2)
    rest = len(left) - MOST_LISTED
    if rest > 0:
        page.line(f"还有 {rest} 个；--json 全部列出", f"and {rest} more; --json lists all", "dim", 2)
