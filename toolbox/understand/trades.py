"""What the firm is and where it is: trades and places, read only where the firm speaks of itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolbox.understand.clauses import Clause, holds, mood
from toolbox.understand.patterns import COUNT, any_of
from toolbox.understand.statements import Statement
from toolbox.understand.words import Kind, Token

_ARTICLE = rf"(?:{COUNT}{{1,4}})?[家个间所座]?"
_KINDS = any_of(
    """的 小小的 小 大 老 新 正规 专业的? 传统的? 普通 外贸 本地的? 当地的? 社区 街边 镇上的? 县里的? 市里的?
    村里的? 品牌 高端 中小型? 中型 小型 微型 各种 各类 一些 点 塑料 塑胶 木质 木 实木 不锈钢 金属 儿童 办公 户外
    手工 高档"""
)
_DOING = any_of("做 生产 加工 制造 开 搞 干 办 从事 经营 主营 专营 是 弄 种 养 当 有(?=一?[家个间])")
_BEING = any_of("are am is run own have make makes")
_VERB = re.compile(
    rf"{_DOING}(?:了|着|的是|的|起){{0,2}}{_ARTICLE}{_KINDS}{{0,5}}$"
    rf"|\b{_BEING}(?: {any_of('an? the our small little family local tiny')})* ?$"
)
_OPENINGS = any_of(
    """我们 咱们 俺们 我 咱 俺 我司 这 那 家里 家 自己 自家 老板 这边 这里 厂 公司 叫 名叫 本地 位于 地处 地方
    县城 镇上 老牌 是 就是 也是 都是 算是 一直 主要 目前 现在 的 小 大 老 以 行业 : 属于 个 间 所 座 we run are
    an? the our small little family local i m '"""
)
_HARMLESS = re.compile(rf"(?:{COUNT}{{1,6}}[个名号口]?人的?|{_OPENINGS}|在?\0[省市县区]?|{COUNT}| )*")
_HEADED = re.compile("的[小大老新]?$")
_ELSEWHERE = re.compile(
    any_of(
        """客户 顾客 供应商 吃 买 去 到 跟 从 向 卖 发往 给 替 帮 上班 打工 房东 租给 有[^,]{0,3}人 找 请 对面
        旁边 隔壁 学 看见 见过 批发商"""
    )
)
_PLACELIKE = re.compile(
    any_of(
        """厂 店 公司 馆 院 所 社 场 队 部 铺 坊 园 行 校 房 机构 超市 工作室 户 商 中介 宿 栈 企业 酒楼 档口 塘
        站 庄"""
    )
    + "$"
)
_DOES = re.compile("[种养做制跑拉]|生产|批发|加工|制造|开发")
_COMPOUND = re.compile("批发|零售|种植|养殖")
_WHAT = re.compile("(?:做|搞|从事|干|主营|经营)(?:的是)?[^,\0]{1,4}$")  # 做水产批发
_GOODS_GO_ON = re.compile(
    f"$|{COUNT}|[ ,\0]|"
    + any_of(
        """的 了 和 、 跟 及 也 还 为主 起家 行业 这 那块 业务 加工 生产 制造 有 共 现在 一共 总共 开了 做了 不
        没 都 全 主要 订单 客户 好 难 公司 企业 厂 工厂 with and"""
    )
)
_NOT_ITSELF = re.compile(
    any_of(
        """供 那边 给 订单 客户 软件 系统 设备 机器 协会 上班 打工 吃 买 学 里吃 太贵 贵 涨 是我们的 是我们最
        是大客户 做配套 的订单 的客户 的活 的单 的老板是 欠 拖 要货 来找 跟我们 找我们 用的 都用 的要求"""
    )
)
_LISTED = ("、", "和", "跟", "及", "以及", "还有", " and ")


def trades(clause: Clause) -> Iterator[Statement]:
    """What the clause says that the firm is or does."""
    before: Token | None = None
    for token in clause.tokens:
        for meaning in token.of(Kind.TRADE):
            listed = before is not None and clause.text[before.end : token.start] in _LISTED
            if (listed or _is_own(clause, token)) and holds(clause, token.start, token.end):
                yield Statement(meaning.fact, None, token.start, token.end, mood(clause, token.start), meaning.code)
                before = token


def _is_own(clause: Clause, token: Token) -> bool:
    """Whether the firm says that it is or does this."""
    word, left, right = clause.text[token.start : token.end], clause.left(token.start), clause.right(token.end)
    placelike = word.isascii() or bool(_PLACELIKE.search(word))
    does = bool(_DOES.match(word))
    if any(token.of(Kind.USED)) and right != "的":
        return False  # a shop online may be one way to sell among others; 开网店的 sells so
    if placelike and _NOT_ITSELF.match(right):
        return False
    if not placelike and not does and not _GOODS_GO_ON.match(right):
        return False
    if _HARMLESS.fullmatch(clause.masked, clause.start, token.start):
        return placelike or does or right in ("", "的") or left.endswith("的") or bool(_VERB.search(left))
    if _VERB.search(left) and not _ELSEWHERE.search(_VERB.sub("", left)):
        return True
    if _ELSEWHERE.search(left):
        return False
    if _COMPOUND.fullmatch(word) and _WHAT.search(left):
        return True
    return placelike and not right.strip("的") and bool(_HEADED.search(left))


_IN = re.compile(
    any_of("在 位于 地处 坐落于? 来自 坐标 地址是? 我们是 我是 总部在 厂在 店在 公司在 开在 我们 地点是?")
    + r"$|\b(?:in|from|based in) $"
)
_NOT_HERE = re.compile(
    any_of(
        """客户 供应商 市场 货 卖 发 进 顾客 老家 孩子 大学 出差 展会 参展 仓库 订单 同行 读书 打工 住在 去 到
        往 从 买家 销 客人 以前在 老板是"""
    )
)
_NOT_FROM_HERE = re.compile(
    "[省市]?"
    + any_of(
        """人 话 卖 进货 拿货 采购 参展 有客户 有个客户 上学 读 打工 出差 的?客户 的?市场 也有客户 有分 设
        上大学 那边 客人 的货 的订单 出口 展会"""
    )
)
_GOES_ON = re.compile(rf"[省市县区]?(?:$|{COUNT}|[的做开有\0, ]|这边|本地|一家|一个)")
_SAME_PLACE = ("", "省", "市", "的", ", ", " ")


def places(clause: Clause) -> Iterator[Statement]:
    """Where the clause says that the firm is."""
    before: Token | None = None
    for token in clause.tokens:
        for meaning in token.of(Kind.PLACE):
            follows = before is not None and clause.text[before.end : token.start] in _SAME_PLACE
            if follows or _is_here(clause, token):
                yield Statement(meaning.fact, None, token.start, token.end, mood(clause, token.start), meaning.code)
                before = token


def _is_here(clause: Clause, token: Token) -> bool:
    left, right = clause.left(token.start), clause.right(token.end)
    if _NOT_FROM_HERE.match(right):
        return False
    if _IN.search(left):
        return not _NOT_HERE.search(left)
    return not left.strip() and bool(_GOES_ON.match(clause.masked, token.end, clause.end))
