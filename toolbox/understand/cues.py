"""Words that say how a sentence is meant: whose it is, whether it holds now, is wished for, asked or supposed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import Enum


class Cue(Enum):
    """What a word does to the words around it."""

    SELF = "self"  # from here on the firm speaks of itself
    OTHER = "other firm"  # from here on it speaks of others
    NOW = "now"  # from here on of today
    PAST = "past"  # from here on of what was
    ONCE = "once"  # this clause is of what was
    WISH = "wish"  # this clause is wished for
    SOLVE = "solve"  # a wish to be rid of what follows, which therefore is there
    URGED = "urged"  # somebody asks for it
    IF = "condition"  # from here on supposed
    BUT = "but"  # what follows is meant as it is said
    ASK = "question"  # this clause is a question
    WHAT = "what"  # the same, unless the clause goes on to say that nobody knows
    MAYBE = "maybe"  # this clause is a guess
    NOT = "not"  # a negation that may reach what follows


# Chinese words parted by blanks, English ones by commas
# Chinese words parted by blanks, English ones by commas
_WORDS: Mapping[Cue, tuple[str, str]] = {
    Cue.SELF: ("我们 我 咱们 咱 俺们 俺 本店 本厂 本公司 我家 我店 我司 自己家 自家", "we, our, i, my"),
    Cue.OTHER: (
        """隔壁 同行 别人 别家 人家 竞争对手 对手 友商 朋友 亲戚 邻居 他们 她们 他家 其他厂 别的厂 有的厂 附近
        对门 对面 旁边的店 有人 听说 听人说 据说 网上说 新闻说 别的店 其他店 别的公司 其他公司 谁都知道 大家都说
        供应商那边 客户那边 服务商 推销 卖软件的 老同学 同学 表哥 堂哥 我哥 我弟 我姐 我爸 我妈 小舅子 孩子
        老师傅 老员工 大企业 大厂 上市公司""",
        "neighbour, neighbours, neighbor, neighbors, competitor, competitors, friend, friends, others, they, somebody",
    ),
    Cue.NOW: ("现在 目前 如今 眼下 后来 这两年 最近 现阶段", "now, today, currently, these days"),
    Cue.PAST: (
        """以前 之前 从前 过去是 过去都 过去我们 过去用 过去靠 曾经 原来 原先 早先 早些年 早几年 前几年 当年
        那时候 那会儿 一开始 起初""",
        "used to, formerly, previously, in the past",
    ),
    Cue.ONCE: (
        """用过 上过 开过 有过 试过 装过 买过 搞过 做过 弄过 办过 请过 卖过 停用了 停掉了 关掉了 倒闭了 关了
        最多的时候 高峰的时候 鼎盛 有一阵 上个月 上周""",
        "stopped using, gave up, once had",
    ),
    Cue.WISH: (
        """想 想要 打算 准备 计划 考虑 希望 争取 目标是 目标 将来 明年 后年 下一步 下半年 今年要 就想 盼 盼着
        最好能 最好 正准备 正打算 琢磨 正在谈 正在看 正在选 正在考虑 正在上 在谈 在考虑 在看 试用 快上 快要上
        马上要上 马上上 要上 要开 要搞 要做到 力争 指望 巴望 梦想 愿望是 要把""",
        """want, wants, want to, wants to, would like, would like to, plan, plan to, plans to, planning to, hope
        to, hopes to, going to, will, intend to, aim to, consider, considering, looking for""",
    ),
    Cue.SOLVE: ("解决 摆脱 改掉 避免 不想再 不再 改变", "get rid of, solve, suffer from"),
    Cue.URGED: (
        "建议 要求 劝 推荐 让我们上 叫我们上 逼我们上 催我们 强制 必须上 应该 得上 非要",
        "recommend, recommends, demand, demands, advised, should",
    ),
    Cue.IF: (
        "如果 要是 假如 假设 万一 若 若是 一旦 倘若 的话 只要 除非 等有钱 等有了钱 等以后 等赚了 哪怕 就算 即使",
        "if, unless, once we have",
    ),
    Cue.BUT: ("但是 但 不过 可是 可惜 然而", "but, however"),
    Cue.ASK: (
        "要不要 是不是 有没有 能不能 该不该 会不会 可不可以 好不好 值不值 用不用 行不行 需不需要 适不适合 吗 该先",
        "should we, could we, can we, do we need, is it worth",
    ),
    Cue.WHAT: (
        "什么 啥 怎么 如何 哪个 哪些 哪种 哪里 哪儿 多少 为什么 为啥 怎样 谁 几时 何时",
        "which, what, how, why",
    ),
    Cue.MAYBE: (
        "可能 也许 好像 估计 似乎 说不定 应该是 差点 几乎 偶尔 很少 不太 不怎么 不大",
        "maybe, perhaps, hardly, rarely",
    ),
    Cue.NOT: (
        """没有 没 不 不是 并不是 并非 不会 无 未 从未 从来没 从来不 从来没有 从没 还没 还没有 还不 尚未 别
        没什么 没啥 没有什么 没用过 没上过 没有用过 没做过 没有做过 没开过 没装过 没搞过 没弄过 没买过 没试过
        没卖过 从来没做过 从来没用过 从来没上过""",
        "no, not, don't, do not, does not, doesn't, never, without, have no, has no, nor",
    ),
}
# they only look like a question, or like talk of others
NEUTRAL = "什么都 啥都 谁都 谁也 怎么都 怎么也 什么也 什么的 给别人 帮别人 替别人 给人家"


def cues() -> Iterator[tuple[str, Cue]]:
    """Each word with what it does."""
    for cue, (zh, en) in _WORDS.items():
        yield from ((word, cue) for word in zh.split())
        yield from ((word.strip(), cue) for word in en.split(","))
