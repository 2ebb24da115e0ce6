"""The words of the picture, in both languages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from toolbox.batch.cube import OPEN
from toolbox.knowledge.model import Knowledge
from toolbox.vocabulary import Text

AXES: Mapping[str, Text] = {
    "stage": Text("转型进程", "stage of transformation"),
    "sector": Text("行业", "trade"),
    "size": Text("规模", "size class"),
    "province": Text("地区", "region"),
    "outcome": Text("有没有建议", "what is advised"),
}
_OUTCOMES = {
    "advised": Text("有第一步可走", "has a first step"),
    "held_only": Text("只有暂缓的", "only held back"),
    "nothing": Text("没有建议", "no advice"),
}
_OPEN: Mapping[str, Text] = {
    "stage": Text("答得太少，进程未定", "stage not known: too few answers"),
    "sector": Text("行业不详", "trade not known"),
    "size": Text("规模未定", "size not known"),
    "province": Text("地区不详", "region not known"),
}
TOTAL = Text("总分", "total")
_NAMED = 3  # groups that are named one by one where they are joined


def groups(axis: str, knowledge: Knowledge) -> dict[str, Text]:
    """The names of all groups of an axis, in order; firms of which it is not known come last."""
    if axis == "outcome":
        return dict(_OUTCOMES)
    members = knowledge.vocabulary[axis].members
    return {**{id_: member.label for id_, member in members.items()}, OPEN: _OPEN[axis]}


def together(names: Sequence[Text]) -> Text:
    """Groups that are told as one."""
    zh = "、".join(name.zh for name in names[:_NAMED]) + (f"等 {len(names)} 类" if len(names) > _NAMED else "")
    en = ", ".join(name.en for name in names[:_NAMED]) + (f" and {len(names) - _NAMED} more" * (len(names) > _NAMED))
    return Text(f"合计：{zh}", f"together: {en}")


def nearly_all(fewest: int) -> Text:
    """What is advised where the firms without a first step are too few to be told."""
    return Text(
        f"几乎全部有第一步可走（不到 {fewest} 家没有）",
        f"nearly all have a first step (fewer than {fewest} have none)",
    )


def by_two(rows: str, columns: str) -> Text:
    """What a table is called."""
    one, other = AXES[rows], AXES[columns]
    return Text(f"{one.zh} × {other.zh}", f"{one.en} × {other.en}")


# --- what is withheld --------------------------------------------------------------------------------------------


def too_few(fewest: int) -> Text:
    """Why there is no picture at all."""
    return Text(f"企业不到 {fewest} 家，什么都不写。", f"There are fewer than {fewest} firms, so nothing is told.")


def why(fewest: int) -> Text:
    """Why something is withheld."""
    return Text(
        f"不到 {fewest} 家的数不写，免得认出是哪一家；0 照写，因为里面没有企业。",
        f"Numbers of fewer than {fewest} firms are withheld, so that no firm can be made out; 0 is told, as it is "
        "about nobody.",
    )


def cells(count: int, values: int) -> Text:
    """How many cells of tables are withheld, and how well."""
    return Text(
        f"表里有 {count} 格用“·”代替：有的本身太小，有的是为了不让人用别的数减出来。"
        f"只凭这份画像，每一格至少还有 {values} 种可能。",
        f"{count} cells of the tables show “·”: some are too small themselves, others keep these from being worked "
        f"out. By this picture alone each of them may have at least {values} different values.",
    )


def joined(axis: str, fewest: int) -> Text:
    """That groups of an axis were joined."""
    name = AXES[axis]
    return Text(
        f"{name.zh}：不到 {fewest} 家的几类并在一起写。",
        f"{name.en.capitalize()}: groups of fewer than {fewest} firms are told together.",
    )


def no_table(rows: str, columns: str) -> Text:
    """That a table could not be told."""
    name = by_two(rows, columns)
    return Text(
        f"“{name.zh}”这张表整张不写：企业太少，遮几格不够。",
        f"The table {name.en} is left out: with so few firms, withholding some of its cells is not enough.",
    )


def tools_left_out(fewest: int) -> Text:
    """That tools are left out."""
    return Text(
        f"不到 {fewest} 家用得上的工具不列，也不算进花费；差不到 {fewest} 家就是全部的，写“几乎全部”。",
        f"Tools for fewer than {fewest} firms are not listed and not in the costs; where all but fewer than {fewest} "
        "firms are meant, it says “nearly all”.",
    )


# --- what is not known -------------------------------------------------------------------------------------------


def made_up(parts: int, of: int) -> Text:
    """That firms are not real."""
    if parts == of:
        return Text("企业全是按公开统计虚构的，没有一家是真的。", "All firms are made up; none of them is real.")
    return Text(
        f"{of} 个部分里有 {parts} 个的企业是虚构的，不是真的。",
        f"In {parts} of {of} parts the firms are made up and not real.",
    )


def unknown(parts: int, of: int) -> Iterator[Text]:
    """What nobody can read from the picture. parts: of how many, are made up."""
    if parts:
        yield made_up(parts, of)
    yield Text(
        "画像说的是表里这些企业，不是当地所有企业；谁在表里、答得准不准，这里看不出来。",
        "It is a picture of the firms in the tables, not of all firms of a place; who is in them, and how truly they "
        "answered, it cannot tell.",
    )
    yield Text(
        "没有答的题，得分就只知道一个范围：低的一头当作没有做，高的一头当作都做到了。",
        "Where questions are open a score is known as a range: not done at the low end, done at the high.",
    )
    yield Text(
        "调查数字是另一批企业的做法占比，不是得分，样本也小，只作参照。",
        "The survey's figures are shares of other firms that do a thing, not scores, and of a small sample.",
    )
    yield Text(
        "花费按花费档估算，不含自家员工的时间；“以上”表示有的档没有上限。",
        "Costs are estimates by bands, own people's time not counted; “at least” means that a band has no upper bound.",
    )
    yield Text(
        "办一项共用服务要花多少钱、企业用了得多少好处，没有可靠的出处，这里不写；要先问本地的报价。",
        "What a shared service costs and what it brings its firms, no reliable source says; ask for offers first.",
    )


# --- what writers call things ------------------------------------------------------------------------------------

LABELS: Mapping[str, Text] = {
    "title": Text("企业数字化整体画像", "The whole picture: firms on their way to digital tools"),
    "made_up": Text("虚构数据", "Made-up firms"),
    "firms": Text("企业数", "firms"),
    "share": Text("占比", "share"),
    "where": Text("企业在哪里", "Where the firms stand"),
    "two": Text("两两交叉", "By two at a time"),
    "scores": Text("平均得分", "Mean scores"),
    "dimension": Text("环节", "dimension"),
    "low": Text("最低", "low"),
    "high": Text("最高", "high"),
    "mean": Text("平均（满分 100）", "mean, of 100"),
    "peer": Text("调查里的企业（%）", "firms of the survey, %"),
    "asked": Text("调查问的做法", "what the survey asked"),
    "first": Text("最需要的工具", "Tools most needed"),
    "first_note": Text("前六步里有它的企业", "Firms that have it among their first six steps"),
    "held": Text("被暂缓最多的工具", "Tools most held back"),
    "held_note": Text(
        "规则建议、但眼下还不该上的企业：先要补上别的",
        "Firms that a rule advises it to, but not yet: something comes first",
    ),
    "tool": Text("工具", "tool"),
    "band": Text("花费档（第一年）", "cost band, first year"),
    "each_low": Text("每家最低（元）", "a firm, low (yuan)"),
    "each_high": Text("每家最高（元）", "a firm, high (yuan)"),
    "fails": Text("目录帮不上忙的地方", "Where the catalogue fails firms"),
    "fails_note": Text(
        "没有建议，或只有暂缓的：有的是答得太少，有的是目录和规则对这类企业还不够。",
        "No advice, or only what is held back: some firms answered too little, for others the catalogue falls short.",
    ),
    "fails_none": Text(
        "没有第一步可走的企业太少，不分行业和规模写。",
        "The firms without a first step are too few to be told by trade or size.",
    ),
    "fails_never": Text("每一家都有第一步可走。", "Every firm has a first step."),
    "fails_all": Text("没有一家有第一步可走。", "No firm has a first step."),
    "services": Text("共用服务能帮多少家", "What shared services would be to how many"),
    "services_note": Text(
        "一处办好、大家共用：哪些企业用得上，其中多少家眼下就要它带来的工具，多少家单靠自己还上不了。",
        "Set up once for many: whom it can serve, how many of these want a tool of it now, and for how many that tool "
        "is held back as long as each brings it in alone.",
    ),
    "service": Text("共用服务", "shared service"),
    "served": Text("用得上", "can serve"),
    "wanting": Text("眼下就要", "want it now"),
    "unlocked": Text("靠自己还上不了", "held back alone"),
    "brings": Text("带来的工具", "tools it brings"),
    "sources": Text("出处", "sources"),
    "costs": Text("第一年的花费（估计）", "Costs of the first year (estimates)"),
    "costs_note": Text(
        "所有企业的前六步加在一起，按每个工具的花费档估算。",
        "The first six steps of all firms together, by the cost band of each tool.",
    ),
    "steps": Text("步数", "steps"),
    "sum_low": Text("合计最低（元）", "sum, low (yuan)"),
    "sum_high": Text("合计最高（元）", "sum, high (yuan)"),
    "sum": Text("合计", "sum"),
    "at_least": Text("以上", "at least"),
    "open": Text("没有上限", "no upper bound"),
    "withheld": Text("哪些没有写，为什么", "What is withheld, and why"),
    "unknown": Text("哪些不知道", "What is not known"),
    "nearly_all": Text("几乎全部", "nearly all"),
    "not_told": Text("不写", "withheld"),
    "group": Text("类", "group"),
    "joins": Text("合并了", "joins"),
    "read": Text("读到的行", "rows read"),
    "advised": Text("给出建议", "advised"),
    "rejected": Text("退回", "rejected"),
    "parts": Text("文件", "files"),
    "day": Text("按这一天的情况", "as of"),
    "made": Text("由 menkan 制作", "made by menkan"),
    "knowledge": Text("知识", "knowledge"),
    "answered": Text("平均每家答了的评分题", "scoring questions answered, mean a firm"),
    "more": Text("其余在 Excel 和 JSON 里。", "The rest is in Excel and JSON."),
    "key": Text(
        "· 不写；颜色越深，占这一行的比例越大。", "· withheld; the deeper the colour, the larger the share of the row."
    ),
    "scores_key": Text(
        "条：平均得分的范围；竖线：调查数字，不是得分", "bar: range of the mean score; mark: the survey, not a score"
    ),
    "stage_key": Text("竖线：调查里的企业", "mark: firms of the survey"),
    "not_suppressed": Text(
        "内部使用：小数没有隐去，不得公开。", "For internal use: small numbers are not withheld; do not publish."
    ),
}
