"""Numbers that tell a fact: heads, shops, money, shares and years, and only those that surely are meant so."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from toolbox.conditions.values import Span
from toolbox.understand.clauses import Clause, Mood, mood
from toolbox.understand.cues import Cue
from toolbox.understand.numbers import Number, numbers, whole
from toolbox.understand.patterns import COUNT, any_of
from toolbox.understand.statements import Statement
from toolbox.understand.words import Kind, Token
from toolbox.vocabulary import Fact, Vocabulary

_WAN = 10_000

# --- heads

_PEOPLE = re.compile(
    "[个名位号]?(?:人(?![次均份民工家才格气体心们情物手力头数口用一])|员工|工人|职工|伙计|同事)"
    "| ?(?:people|staff|employees|workers)"
)
_NOT_HEADS = re.compile(
    any_of(
        """坐 容 仓库 仓管 门卫 食堂 接待 服务 来了 客服 文员 店长 厨师 老师 主任 电工 保安 保洁 阿姨 程序员
        设计师 质检 采购 人事 行政 出纳 会计 司机 一线 招 每天 一天 每月 每周 走 辞 缺 差 少 裁 其中 办公室 车间
        财务 管理层 销售 业务 后厨 前台 每个 每家 每店 每班 一班 请 雇 带 粉丝 会员 好友 客人 顾客 学员 学生
        家长 群 供 够 给 住 师傅 男 女 另 外加 平均 研发 技术 (?<![a-z])it(?![a-z]) 有几 看见 客户 培养 培训了
        增加 多了 加了 涨"""
    )
)
_NOT_HEADS_BEHIND = re.compile(
    "[\0都也全]*"
    + any_of(
        """走 辞 离 请假 合伙 投资 股东 吃 坐 住 来 排 报名 关注 下单 管 懂 负责 搞 跑 开车 送货 记 盯 看 专门
        专职 会 不会 的单 一桌 一组 一班 一间 份 帮忙 轮流 的客 找 用"""
    )
)
_TOTAL = re.compile(any_of("一共 总共 共 合计 加起来 连我 加上 全厂 全公司 全店 总人数 员工人数 从业人员 上下"))
_ALONE = re.compile("(?:只有|只剩|就剩|一共|总共|一共就|总共就)$")
_ITS = re.compile(any_of("个 名 位 人 是 在 会 专门 专职 兼职 来 的") + "{0,5}")
_ITS_COUNT = re.compile(any_of("的 就 只 有 只有 也就 是 人 员 共 :") + "{0,4}")

# --- shops

_SHOP = any_of("店 门店 门面 网点 厂区 厂房 校区 营业部 诊所")
_SHOPS = re.compile(
    rf"[家间个处座](?:[^,，。、;；!?\n\d]{{0,4}}?{_SHOP}|工?厂(?![家长商里]))(?![员里])| (?:shops|stores|sites)"
)
_NOT_SHOPS = re.compile(any_of("附近 周边 旁边 对面 供 给 每 客户 合作 再 第 这条街 加盟商 多开"))
_JUST_ONE = re.compile(any_of("就 只有 只 仅 仅有 才 这 守好这 守着这") + "(?:开了?|有|是|剩)?$")

# --- money, shares, years

_MONEY = re.compile("块钱|块|元|人民币|rmb| ?yuan")
_MONTHLY = re.compile(any_of("月 每天 一天 日均 一日 天天 季 a\\smonth a\\sday"))
_OTHER_BUDGET = re.compile(any_of("装修 采购 广告 材料 工程 设备 推广 营销 旅游") + "的?$")
_AT_MOST = re.compile("最多|不超过|顶多|只肯")
_RIGHT_BEFORE = re.compile("[了到个有约]*|大概|差不多|也就")
_YEAR = re.compile("年(?![前后级轻底初来])")
_RUNNING = re.compile(any_of("开 办 成立 经营 创业 开业 建厂 开厂 开店 营业") + "(?:已经|[了有都快也才就刚]){0,3}$")
_OLD = re.compile("年的?(?:老店|老厂|历史|老字号|老企业|老公司|老牌)")
_AGO = re.compile("年前(?:我们|[就刚才我])?(?:开|办|成立|创|注册)")
_NOT_ITS_AGE = re.compile(any_of("合作 租 师傅 打工 会计 工人 员工 这行 行业 客户 供应商 车 会议 保质 质保 人家"))
_THIS_YEAR = re.compile(
    rf"(今年|去年|前年){any_of('刚 才 新 年初 年底 春天 刚刚')}?(?:{COUNT}{{1,2}}月)?"
    + any_of("开的 开张 开业 成立 创办 注册 办的 开起来 创业")
)


def amounts(clause: Clause, vocabulary: Vocabulary, today: dt.date | None) -> Iterator[Statement]:
    """The facts that numbers of a clause tell."""
    covered = [part for token in clause.tokens if _covers(token) for part in token.parts]
    for found in numbers(clause.own):
        number = found._replace(start=found.start + clause.start, end=found.end + clause.start)
        if number.vague or any(start <= number.start < end for start, end in covered):
            continue
        statement = _told(clause, number, vocabulary, today)
        if statement is not None:
            yield statement
    said = _THIS_YEAR.search(clause.own) if today else None
    if said and today:
        year = today.year - ("今年", "去年", "前年").index(said[1])
        place = (clause.start + said.start(), clause.start + said.end())
        yield Statement("founded", Span(year, year), *place, mood(clause, place[0]))


def _covers(token: Token) -> bool:
    """Whether a number inside the word is a part of it."""
    return (
        any(m.kind not in (Kind.HEAD, Kind.TOPIC, Kind.NOTHING) for m in token.word.meanings) and len(token.parts) == 1
    )


def _told(clause: Clause, number: Number, vocabulary: Vocabulary, today: dt.date | None) -> Statement | None:
    behind = clause.right(number.end)
    if number.percent or re.match(r"^(?:%|成(?!立|本|品|交|都|为))", behind):
        return _share(clause, number, vocabulary, tenths=behind.startswith("成"))
    if clause.left(number.start).endswith("第"):
        return None
    if _PEOPLE.match(behind):
        return _heads(clause, number, vocabulary)
    helpers = _it_staff(clause, number, vocabulary)
    if helpers is not None:
        return helpers
    if _SHOPS.match(behind):
        return _shops(clause, number, vocabulary)
    if behind.startswith("年"):
        return _years(clause, number, vocabulary, today)
    return _money(clause, number, vocabulary) or _labelled(clause, number, vocabulary)


def _statement(clause: Clause, fact: Fact, number: Number, end: int, start: int | None = None) -> Statement | None:
    """The number as a value of the fact, if it can be one."""
    span = _span(fact, number)
    if span is None:
        return None
    begin = number.start if start is None else min(start, number.start)
    how = mood(clause, number.start)
    if fact.name == "digital_budget" and how is Mood.WISH:
        how = Mood.FACT  # what somebody means to spend is the budget
    return Statement(fact.name, span, begin, max(end, number.end), how)


def _span(fact: Fact, number: Number) -> Span | None:
    assert fact.low is not None
    assert fact.high is not None
    lowest, highest = int(fact.low * fact.scale), int(fact.high * fact.scale)
    if fact.decimals == 0:
        low, high = whole(number)
    else:
        low = math.floor(number.low * fact.scale)
        high = None if number.high is None else math.ceil(number.high * fact.scale) - (1 if number.below else 0)
    low, high = max(low, lowest), highest if high is None else min(high, highest)
    return Span(low, high) if low <= high and number.low <= Fraction(fact.high) else None


def _heads(clause: Clause, number: Number, vocabulary: Vocabulary) -> Statement | None:
    behind = clause.right(number.end)
    people = _PEOPLE.match(behind)
    assert people is not None
    helpers = _it_staff(clause, number, vocabulary)
    if helpers is not None:
        return helpers
    left = clause.left(number.start)
    rest = behind[people.end() :]
    total = _TOTAL.search(left)
    if number.high == 1 and not _ALONE.search(left):
        return None
    if not total and (_NOT_HEADS.search(left) or _NOT_HEADS_BEHIND.match(rest)):
        return None
    return _statement(clause, vocabulary["staff"], number, number.end + people.end())


def _it_staff(clause: Clause, number: Number, vocabulary: Vocabulary) -> Statement | None:
    """Two people who look after the computers."""
    for head in _heads_of(clause, "it_staff"):
        between = clause.text[number.end : head.start]
        if number.end <= head.start and _ITS.fullmatch(between):
            return _statement(clause, vocabulary["it_staff"], number, head.end)
        if head.end <= number.start and _ITS_COUNT.fullmatch(clause.text, head.end, number.start):
            return _statement(clause, vocabulary["it_staff"], number, number.end, head.start)
    return None


def _heads_of(clause: Clause, fact: str) -> Iterator[Token]:
    return (t for t in clause.tokens if any(m.fact == fact for m in t.of(Kind.HEAD)))


def _shops(clause: Clause, number: Number, vocabulary: Vocabulary) -> Statement | None:
    found = _SHOPS.match(clause.right(number.end))
    left = clause.left(number.start)
    if found is None or _NOT_SHOPS.search(left):
        return None
    if re.search("分店|加盟", found[0]) and not _TOTAL.search(left):
        return None  # beside the first shop
    if number.high == 1 and not _JUST_ONE.search(left):
        return None  # 一家 is an article
    return _statement(clause, vocabulary["sites"], number, number.end + found.end())


# --- numbers beside a word for their fact


class _Head(NamedTuple):
    """A word that says which fact a number is of."""

    gap: int
    size: int
    token: Token
    fact: str


def _nearest(clause: Clause, number: Number, vocabulary: Vocabulary, units: tuple[str, ...]) -> _Head | None:
    """The nearest word for a fact of one of these units, with no other number between."""
    found: list[_Head] = []
    for token in clause.tokens:
        for meaning in token.of(Kind.HEAD):
            unit = vocabulary[meaning.fact].unit
            if unit is None or unit.zh not in units:
                continue
            start, end = sorted(((token.start, token.end), (number.start, number.end)))
            gap = clause.text[start[1] : end[0]]
            if start[1] <= end[0] and _belongs(token, gap, follows=end[0] == number.start):
                found.append(_Head(len(gap), -len(token.word.text), token, meaning.fact))
    return min(found, key=lambda head: head[:2], default=None)


def _belongs(token: Token, gap: str, *, follows: bool) -> bool:
    if token.word.rest or token.word.text[-1] in "做卖了到":  # 一年做 is of money only right before it
        return follows and bool(_RIGHT_BEFORE.fullmatch(gap))
    return len(gap) <= 8 and not re.search(r"\d", gap)


def _money(clause: Clause, number: Number, vocabulary: Vocabulary) -> Statement | None:
    near = _nearest(clause, number, vocabulary, ("元", "万元"))
    if near is None:
        return None
    head, name = near.token, near.fact
    fact = vocabulary[name]
    behind = clause.right(number.end)
    large = number.low >= _WAN or (number.high or 0) >= _WAN
    if _MONTHLY.search(clause.own) or not (large or _MONEY.match(behind) or name == "digital_budget"):
        return None
    if name == "digital_budget":
        if _OTHER_BUDGET.search(clause.left(head.start)):
            return None
        if _AT_MOST.match(head.word.text):
            number = number._replace(low=Fraction(0))
    if fact.unit is not None and fact.unit.zh == "万元":
        high = None if number.high is None else number.high / _WAN
        number = number._replace(low=number.low / _WAN, high=high)
    unit = _MONEY.match(behind)
    end = max(number.end + (unit.end() if unit else 0), head.end)
    return _statement(clause, fact, number, end, head.start)


def _share(clause: Clause, number: Number, vocabulary: Vocabulary, *, tenths: bool) -> Statement | None:
    near = _nearest(clause, number, vocabulary, ("%",))
    if near is None:
        return None
    head, name = near.token, near.fact
    if tenths:
        number = number._replace(low=number.low * 10, high=number.high and number.high * 10)
    if name == "revenue_growth" and re.search("降|下滑|负", clause.own):
        return None
    return _statement(
        clause, vocabulary[name], number, max(number.end + (0 if number.percent else 1), head.end), head.start
    )


def _years(clause: Clause, number: Number, vocabulary: Vocabulary, today: dt.date | None) -> Statement | None:
    """The year of founding, said as such or as so many years ago."""
    founded = vocabulary["founded"]
    left, behind = clause.left(number.start), clause.right(number.end)
    if number.low == number.high and _YEAR.match(behind) and any(_heads_of(clause, "founded")):
        year = _full_year(clause.text[number.start : number.end], int(number.low))
        if year is not None and not any(t.word.cue is Cue.OTHER for t in clause.tokens):
            exact = number._replace(low=Fraction(year), high=Fraction(year))
            head = next(_heads_of(clause, "founded"))
            return _statement(clause, founded, exact, max(number.end + 1, head.end), head.start)
    proverbial = clause.text[number.start : number.end] == "百"
    if today is None or number.high is None or number.high > 200 or proverbial or _NOT_ITS_AGE.search(left):
        return None
    verb = _RUNNING.search(left)
    behind_it = _OLD.match(behind) or _AGO.match(behind)
    if (verb) or behind_it:
        low, high = whole(number)
        since = number._replace(low=Fraction(today.year - (high or low)), high=Fraction(today.year - low), below=False)
        start = clause.start + verb.start() if verb else number.start
        return _statement(clause, founded, since, number.end + (behind_it.end() if behind_it else 1), start)
    return None


def _full_year(digits: str, year: int) -> int | None:
    """08年 is 2008, 98年 is 1998; 两年 is no year of the calendar."""
    if 1900 <= year <= 2100:
        return year
    return year + (2000 if year < 50 else 1900) if re.fullmatch(r"\d\d", digits) else None


def _labelled(clause: Clause, number: Number, vocabulary: Vocabulary) -> Statement | None:
    """A number right behind the name of its fact: 员工 50, 预算：5000."""
    near = _nearest(clause, number, vocabulary, ("人", "处"))
    if near is None:
        return None
    head, name = near.token, near.fact
    between = clause.text[head.end : number.start]
    plain = head.end <= number.start and re.fullmatch(r"(?:有|是|共|约|大概|人数|为|:| )*", between)
    if not plain or clause.right(number.end)[:1] not in ("", "名", "位", "个", ",", " "):
        return None
    return _statement(clause, vocabulary[name], number, number.end, head.start)
