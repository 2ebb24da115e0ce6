"""The fixed words of a report, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from toolbox.vocabulary import Text

WORDS: Mapping[str, Text] = MappingProxyType(
    {
        "subtitle": Text("数字化工具：先上什么、后上什么、为什么", "Digital tools: what first, what next, and why"),
        "summary": Text("一页看懂", "On one page"),
        "where": Text("现在在哪里", "Where the firm stands"),
        "first": Text("先做这几步", "What to do first"),
        "step": Text("步骤", "step"),
        "why": Text("为什么", "Why"),
        "also": Text("还因为", "Also"),
        "given": Text("依据", "Given"),
        "rule": Text("规则", "Rule"),
        "source": Text("出处", "Source"),
        "path": Text("路径", "Path"),
        "cost": Text("第一年花费", "First year"),
        "price": Text("标价", "List price"),
        "effort": Text("用起来", "In use"),
        "weeks": Text("多久用起来", "time to daily use"),
        "skills": Text("谁能上手", "skills"),
        "free_way": Text("不花钱的办法", "At no cost"),
        "after": Text("要先做", "After"),
        "needed_by": Text("为什么", "Why"),
        "products": Text(
            "报告提到的产品（未经核实，不是推荐）", "Products that the reports name (not checked, not endorsed)"
        ),
        "scores": Text("各环节得分", "Scores by dimension"),
        "dimension": Text("环节", "dimension"),
        "score": Text("得分", "score"),
        "low": Text("最低", "low"),
        "high": Text("最高", "high"),
        "peer": Text("同行", "peers"),
        "answered": Text("已答", "answered"),
        "peers": Text("2021 年调查里的同行", "Firms surveyed in 2021"),
        "own_band": Text("本企业（没答全时是一个范围）", "this firm (a range while answers are missing)"),
        "roadmap": Text("路线图", "Roadmap"),
        "later": Text("以后再做", "Later"),
        "wave": Text("波次", "wave"),
        "row": Text("次序", "row"),
        "held": Text("有用，但现在先不急", "Useful, but not now"),
        "until": Text("等到", "Until"),
        "set_aside": Text("由别的步骤代替", "Another step takes its place"),
        "questions": Text("还不知道的，答了会更准", "Not known yet; an answer would settle more"),
        "profile": Text("据以判断的情况", "What the advice rests on"),
        "fact": Text("事项", "fact"),
        "told": Text("内容", "told"),
        "how": Text("怎么得出", "how it follows"),
        "method": Text("怎么得出的", "How it was worked out"),
        "sources": Text("出处", "Sources"),
        "rank": Text("排名分", "Rank"),
        "strength": Text("理由", "reasons"),
        "need": Text("需要", "need"),
        "voice": Text("您的话", "your words"),
        "ease": Text("易行", "ease"),
        "layer": Text("层", "layer"),
        "scenario": Text("场景", "scenario"),
        "yuan_low": Text("第一年最低（元）", "first year, low (yuan)"),
        "yuan_high": Text("第一年最高（元）", "first year, high (yuan)"),
        "estimates": Text(
            "花费、时间和投入都是估计，除非写明是标价。",
            "Costs, weeks and days are estimates unless a line says list price.",
        ),
        "trial": Text("试算，档案没有改", "A trial; the profile is as it was"),
        "page": Text("第", "page"),
        "advice": Text("建议", "advice"),
        "chart": Text("雷达图", "radar"),
    }
)

METHOD = (
    Text(
        "每一步都由公开的规则得出：规则的条件全部满足才会建议；没说到的情况当作不知道，不会猜。",
        "Every step follows from published rules. A rule speaks only where all its conditions hold; what was not told "
        "counts as unknown and is never guessed.",
    ),
    Text(
        "先后按排名分：理由（规则的分数相加）、需要（环节有多弱）、您的话（头疼的事和目标）、易行（花费、难度、时间）四项之和；离不开的步骤排在前面。",
        "The order follows the rank, a sum of reasons (the points of the rules), need (how weak the dimension is), "
        "your words (pains and goals) and ease (cost, skill, time); a step stands after what it needs.",
    ),
    Text(
        "一步是一种能力，不是某个产品。报告里提到的产品只列名，不核实，不推荐。",
        "A step is a capability, not a product. Products that reports name are listed without check or endorsement.",
    ),
    Text(
        "花费、周数、天数和难度是本项目的估计，写明标价的除外。",
        "Costs, weeks, days and skills are this project's estimates unless a list price is stated.",
    ),
)


def spoken(language: str) -> Mapping[str, str]:
    """All fixed words in one language, by key."""
    return {key: text.of(language) for key, text in WORDS.items()}
