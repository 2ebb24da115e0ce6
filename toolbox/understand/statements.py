"""What the words of a clause say: pains and habits, wishes, tools in use, short words beside what they are about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from toolbox.conditions.values import Among, Members, Value, only
from toolbox.understand.clauses import Clause, Mood, goes_on_wishing, holds, mood
from toolbox.understand.cues import Cue
from toolbox.understand.patterns import any_of
from toolbox.understand.words import Kind, Meaning, Token
from toolbox.vocabulary import Vocabulary

SOFTWARE = "software"  # the member of every way of working that has one


class Statement(NamedTuple):
    """One thing that a clause says of a fact. code: of a trade or a place."""

    fact: str
    value: Value | None
    start: int
    end: int
    mood: Mood
    code: str = ""


def statements(clause: Clause, before: Clause | None, vocabulary: Vocabulary) -> Iterator[Statement]:
    """What the words of a clause say, in no certain order. before: the clause before it in the same sentence."""
    used: dict[Token, _Use] = {}
    for token in clause.tokens:
        for meaning in token.of(Kind.SAID):
            yield from _said(clause, token, meaning)
        for meaning in token.of(Kind.GOAL):
            yield from _goal(clause, token, meaning)
        found = _use(clause, token, used) if any(token.of(Kind.USED)) else None
        if found:
            used[token] = found
            for meaning in token.of(Kind.USED):
                made = _made(clause, meaning, *found)
                wished = found.is_so and made.mood is Mood.FACT and goes_on_wishing(clause, token.start)
                yield made._replace(mood=Mood.WISH) if wished else made
    yield from _beside(clause, vocabulary)
    if before is not None:
        yield from _behind(clause, before, vocabulary)
    if before is not None and not used:
        yield from _unused(clause, before)
    for token, (is_so, start, _) in used.items():
        if is_so:
            yield from _kept_in(clause, token, start, vocabulary)


def _made(clause: Clause, meaning: Meaning, is_so: bool, start: int, end: int) -> Statement:
    value = meaning.value if is_so else _denied(meaning.value)
    return Statement(meaning.fact, value, start, end, mood(clause, start))


def _denied(value: Value | None) -> Value | None:
    """The opposite, where it says something."""
    match value:
        case bool():
            return not value
        case Members(has, lacks, _):
            return Members(lacks, has, closed=False)
    return None


# --- words that say it by themselves


_OUTSIDE = re.compile("客户|顾客|客人|会员")  # that is how customers are spoken to, not colleagues


def _said(clause: Clause, token: Token, meaning: Meaning) -> Iterator[Statement]:
    is_so = holds(clause, token.start, token.end)
    if is_so is None:
        return
    start = token.start if is_so else _with_negation(clause, token.start)
    made = _made(clause, meaning, is_so, start, token.end)
    if made.value is None or (meaning.fact == "work_chat" and _OUTSIDE.search(clause.own)):
        return
    if meaning.fact == "pains" and made.mood is Mood.WISH and clause.has(Cue.SOLVE):
        made = made._replace(mood=Mood.FACT)  # who wants to be rid of it has it
    yield made


def _with_negation(clause: Clause, start: int) -> int:
    """Where the negation before a word begins."""
    return max(
        (token.start for token in clause.tokens if token.word.cue is Cue.NOT and token.end <= start), default=start
    )


# --- wishes


def _goal(clause: Clause, token: Token, meaning: Meaning) -> Iterator[Statement]:
    wishes = [t for t in clause.tokens if t.word.cue is Cue.WISH and t.start < token.start]
    if not wishes and not clause.before.wish:
        return
    how = mood(clause, token.start)
    if how not in (Mood.WISH, Mood.FACT) or (how is Mood.FACT and not _goes_on(clause, token)):
        return
    start = wishes[-1].start if wishes else token.start
    is_so = holds(clause, start, start) if wishes else holds(clause, token.start, token.end)
    if is_so is not None:
        value = meaning.value if is_so else _denied(meaning.value)
        yield Statement(meaning.fact, value, start if is_so else _with_negation(clause, start), token.end, Mood.FACT)


_MORE = re.compile(any_of("把 再 也 还 并且 并 同时 然后 和 以及 最好 顺便 将 让 另外 一是 二是 and") + "|[ \0]")


def _goes_on(clause: Clause, token: Token) -> bool:
    """Whether a clause goes on with the wish of the clause before it."""
    left = clause.masked[clause.start : token.start]
    return len(_MORE.sub("", left)) <= 5 and not any(
        t.word.cue in (Cue.SELF, Cue.NOW, Cue.NOT) for t in clause.tokens if t.start < token.start
    )


# --- what is in use

_DETERMINER = any_of(
    """一套 一个 一款 一台 一些 一家 一 套 个 款 台 些 家 自己的 自家的 自己 我们的 专门的 公司的
    第[0-9一二三四五六]代 新的 旧的 新 旧 免费的 免费版 简单的 小 轻量 正规 几套 很多 品牌 市面上的 别人的
    金蝶的? 用友的? 钉钉的? 微信的? 阿里的? 腾讯的? 的 了"""
)
_USING = any_of(
    """在用 用着 用上 使用 用 上线 上马 上 安装 装 买 有 开通 开 接入 入驻 加入 申请 注册 部署 搭 建 采用 启用
    引进 拉 办 做 搞 配 定期 每天 每周 自动 经常 每月"""
)
_IN_USE_BEFORE = re.compile(
    rf"{_USING}(?:了|着|过|的是|的|起|好|上){{0,2}}{_DETERMINER}{{0,4}}$"
    r"|\b(?:use|uses|using|have|has|run|bought|installed|got)(?: an| a| the| our| own)* ?$"
)
_IN_USE_BEHIND = re.compile(
    rf"{any_of('系统 软件 平台 店')}?{any_of('我们 也 都 已经 早就 早 刚 现在 一直 目前 是 全 倒是 倒')}{{0,4}}"
    + any_of("在用 用上了 用着 上了 有了 装了 开了 用了 开通了 建了 做了 在跑 有$ 也有 都有 用了好几年")
)
_UNUSED = re.compile(
    any_of("没人会?用 没有人会?用 没在用 没用起来 用不起来 用不上 吃灰 闲着 摆着 荒废 搁着 不怎么用 早就不用了 停用了")
)
_ANOTHER = re.compile(rf"{any_of('系统 软件 平台 店')}?(?:[、和跟及与/+,]|以及|还有|加上| and | or )")
_ABOUT = re.compile(
    "(?:系统|软件)?"
    + any_of(
        """公司 厂商 厂家 销售 业务员 推销 代理 开发 实施 行业 生意 报价 的?价格 广告 的?想法 的?计划 的?打算
        的?需求 培训 太贵 贵"""
    )
)
_THEIRS = re.compile(
    any_of("客户 顾客 供应商 对方 卖的就是 卖的是 卖 推广 代理 帮客户做 给客户做 给别人做")
    + "(?:们|那边|自己|公司)?[都也全]?$"
)


class _Use(NamedTuple):
    """Whether something is in use, and the words that say so."""

    is_so: bool
    start: int
    end: int


def _use(clause: Clause, token: Token, used: Mapping[Token, _Use]) -> _Use | None:
    """Whether a tool is said to be in use, or not to be; None where neither is said."""
    behind = clause.masked[token.end : clause.end]
    unused = _UNUSED.search(behind)
    if _ABOUT.match(clause.right(token.end)):
        return None
    if unused:
        return _Use(False, token.start, token.end + unused.end())
    is_so = holds(clause, token.start, token.end)
    if is_so is False:
        start = _with_negation(clause, token.start)
        return _Use(False, start, token.end if start < token.start else token.end + len(behind.rstrip()))
    for other, use in used.items():
        if _ANOTHER.fullmatch(clause.text, other.end, token.start):
            return _Use(use.is_so, token.start, token.end)
    left = clause.masked[clause.start : token.start]
    before = _IN_USE_BEFORE.search(left)
    if is_so is None or _THEIRS.search(left) or (before and _THEIRS.search(left[: before.start()])):
        return None
    if before:
        return _Use(True, clause.start + before.start(), token.end)
    found = _IN_USE_BEHIND.match(behind)
    return _Use(True, token.start, token.end + found.end()) if found else None


def _unused(clause: Clause, before: Clause) -> Iterator[Statement]:
    """ERP买回来了，一直在吃灰: what the clause before spoke of is not in use after all."""
    found = _UNUSED.search(clause.masked[clause.start : clause.end])
    tools = [token for token in before.tokens if any(token.of(Kind.USED))]
    if found and tools:
        for meaning in tools[-1].of(Kind.USED):
            end = clause.start + found.end()
            yield Statement(meaning.fact, _denied(meaning.value), tools[-1].start, end, mood(clause, end))


_KEPT_IN = re.compile(r"^(?:系统|软件)?来?(?:管理|管|记|做|排|算|接|开)?$")


def _kept_in(clause: Clause, tool: Token, start: int, vocabulary: Vocabulary) -> Iterator[Statement]:
    """用进销存管库存: what is done with a program in use is done with software."""
    for topic in clause.tokens:
        if topic.start >= tool.end and _KEPT_IN.match(clause.text[tool.end : topic.start]):
            for meaning in topic.of(Kind.TOPIC):
                if SOFTWARE in vocabulary[meaning.fact].members:
                    yield Statement(meaning.fact, only(SOFTWARE), start, topic.end, mood(clause, start))


# --- short words beside what they are about

_WAY_BEFORE = re.compile(
    any_of(
        """用的是 用 靠 拿着 拿 凭 在 通过 走 是 写在 写 记在 放在 存在 发 打 全凭 全 都 还 就 使 上 到 由 只
        个人 自己的? 老板的? 老板娘 员工的? 业务员的? 各人的? 一个 几个 一本 两本 个 本 小 破 张 : 按 按着"""
    )
    + r"$|\b(?:kept in|in|on|by|with)(?: an?)? $"
)
_WAY_BEHIND = re.compile(
    any_of(
        """上 里 记 管 登记 做 排 说 接 下 发 沟通 聊 群 来 往来 传 签 报 打卡 考勤 签字 找 办 开 审 画 写 存
        联系 通知 派 算 一下 给 订 的$ $"""
    )
)
_NEAR = {"pains": 3, "customers": 8, "sales_channels": 8, "payment_ways": 8, "activities": 3}


def _beside(clause: Clause, vocabulary: Vocabulary) -> Iterator[Statement]:
    """微信 beside 订单 says how orders are taken."""
    for topics, ways in _groups(clause):
        for topic in topics:
            for fact in {meaning.fact: None for meaning in topic.of(Kind.TOPIC)}:
                if vocabulary[fact].type == "set":
                    yield from _in_set(clause, fact, topic, ways)
                else:
                    yield from _chosen(clause, fact, topic, ways)


_GOES_ON = re.compile(
    rf"{any_of('我们 我 都 还是 还 就 全 现在 一直 也 基本上? 主要')}{{0,3}}"
    rf"{any_of('用的是 用 靠 拿 凭 是 全 记在 写在')}(?:一个|[个本\0])?"
)


def _behind(clause: Clause, before: Clause, vocabulary: Vocabulary) -> Iterator[Statement]:
    """两个会计管账，用的是表格: the way stands alone in the clause behind what it is about."""
    ways = [t for t in clause.tokens if any(t.of(Kind.SHORT))]
    topics = [t for t in before.tokens if any(t.of(Kind.TOPIC))]
    if not ways or not topics or any(any(t.of(Kind.TOPIC)) for t in clause.tokens):
        return
    if any(any(t.of(Kind.SHORT)) for t in before.tokens) or not _GOES_ON.fullmatch(clause.left(ways[0].start)):
        return
    for fact in {meaning.fact: None for topic in topics for meaning in topic.of(Kind.TOPIC)}:
        if vocabulary[fact].type == "choice":
            yield from _chosen(clause, fact, ways[0], ways)


def _chosen(clause: Clause, fact: str, topic: Token, ways: list[Token]) -> Iterator[Statement]:
    fitting = [(way, m.value) for way in ways for m in way.of(Kind.SHORT) if m.fact == fact and _is_way(clause, way)]
    if fact == "work_chat" and _OUTSIDE.search(clause.own):
        return
    members = frozenset[str]().union(*(value.members for _, value in fitting if isinstance(value, Among)))
    if members and all(holds(clause, way.start, way.end) for way, _ in fitting):
        start = min(topic.start, *(way.start for way, _ in fitting))
        end = max(topic.end, *(way.end for way, _ in fitting))
        yield Statement(fact, Among(members), start, end, mood(clause, topic.start))


def _in_set(clause: Clause, fact: str, topic: Token, ways: list[Token]) -> Iterator[Statement]:
    near = _NEAR.get(fact, 3)
    reach = topic
    for way in sorted(ways, key=lambda way: abs(way.start - topic.start)):
        for meaning in way.of(Kind.SHORT):
            gap = way.start - reach.end if way.start >= topic.end else topic.start - way.end
            if meaning.fact == fact and gap <= (near if len(topic.word.text) > 1 else 0):
                is_so = holds(clause, way.start, way.end)
                if is_so is not None:
                    start, end = min(topic.start, way.start), max(topic.end, way.end)
                    yield _made(clause, meaning, is_so, start, end)
                reach = way if way.start > topic.start else reach


def _is_way(clause: Clause, way: Token) -> bool:
    return bool(_WAY_BEFORE.search(clause.left(way.start)) or _WAY_BEHIND.match(clause.right(way.end)))


def _groups(clause: Clause) -> Iterator[tuple[list[Token], list[Token]]]:
    """Topics with the ways that belong to them: 订单靠微信、库存靠本子 are two groups."""
    items = [t for t in clause.tokens if any(t.of(Kind.TOPIC)) or any(t.of(Kind.SHORT))]
    if not items:
        return
    topic_first = any(items[0].of(Kind.TOPIC))
    topics: list[Token] = []
    ways: list[Token] = []
    for token in items:
        is_topic = any(token.of(Kind.TOPIC))
        turns = (is_topic and ways) if topic_first else (not is_topic and topics)
        if turns:
            yield topics, ways
            topics, ways = [], []
        if is_topic:
            topics.append(token)
        if any(token.of(Kind.SHORT)):
            ways.append(token)
    yield topics, ways
