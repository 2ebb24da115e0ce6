"""A text in clauses, and how each is meant: as a fact, a wish, somebody else's, long ago, asked, supposed, denied."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum
from typing import NamedTuple

from toolbox.understand.cues import Cue
from toolbox.understand.patterns import any_of
from toolbox.understand.words import Token

LONGEST_CLAUSE = 120  # signs
_COMMA = re.compile(r",(?!\d{3}(?!\d))|(?<!\d),|[，()（）—…]+")
_STOP = re.compile(r"[。;；!！?？\n]+|(?<![0-9])\.(?![0-9a-z])|(?<=[0-9])\.(?=\s|\n|$)")
_NOBODY_KNOWS = re.compile("才知道|说不清|不清楚|搞不清|弄不清|说不上来|算不清")
_ASKING = re.compile(r"[?？]|(吗|呢|么)$")

# what may stand between a negation and what it denies
_FILLER = re.compile(
    any_of(
        """用上 上 用 装 买 开通 开 搞 做 弄 建 接入 接 配 使用 注册 申请 入驻 加入 有 过 了 着 自己 自家 自 的
        专门 什么 啥 任何 正式 像样 真正 固定 单独 去 在 到 一套 一个 一家 一款 套 个 家 太 那种 这种 那些 这些
        再 会 能 出现 发生 存在 算 怎么 因为 是 我们 你说 整 using use have has had any our own the yet an?"""
    )
    + "| "
)
_ALSO = any_of("都 也 还 倒 倒是 一直 从来 目前 根本 暂时 就 一个 一样 全 全都")
_NEVER = any_of(
    """没有?(?:用上|用起来|用过|上过|做过|开过|上|装|用|做|搞|开|弄|买|建|配|设)? 不用了? 不做 不搞 不开 停用
    是没有的?"""
)
_OF_IT = any_of("系统 软件 的 了 买了 装了 上了 这些 这块 这个 方面")
_DENIED_BEHIND = re.compile(rf"[\0、和跟与及]*{_OF_IT}{{0,2}},?{_ALSO}{{0,3}}{_NEVER}[了过呢啊的]*$")
_RARE_BEHIND = re.compile(
    rf"的?{any_of('情况 问题 事情 事 现象 毛病 时候')}?{any_of('倒是 倒 也 还 都 就')}{{0,2}}"
    rf"({any_of('没有 不存在 不多 少 不严重 不常有 不太')})[了的]*$"
)
_NOT_NOT = re.compile("(不是|并不是|并非|不会)$")


class Mood(Enum):
    """How a statement is meant. All but FACT and WISH tell nothing."""

    FACT = "fact"
    WISH = "wish"
    OTHER = "other firm"
    PAST = "past"
    QUESTION = "question"
    CONDITION = "condition"
    URGED = "urged"
    MAYBE = "maybe"


class _State(NamedTuple):
    """What carries over from clause to clause of a sentence."""

    other: bool = False
    past: bool = False
    supposed: bool = False
    urged: bool = False
    wish: bool = False


class Clause(NamedTuple):
    """A clause. text: the whole text in form; masked: the same with every word that says something blotted out."""

    text: str
    masked: str
    start: int
    end: int
    tokens: tuple[Token, ...]
    sentence: int
    before: _State
    asked: bool

    @property
    def own(self) -> str:
        """The text of the clause."""
        return self.text[self.start : self.end]

    def left(self, at: int) -> str:
        """What stands in the clause before a place."""
        return self.text[self.start : at]

    def right(self, at: int) -> str:
        """What stands in the clause from a place on."""
        return self.text[at : self.end]

    def has(self, cue: Cue) -> bool:
        """Whether a word of this kind is in the clause."""
        return any(token.word.cue is cue for token in self.tokens)


def clauses(text: str, tokens: Sequence[Token]) -> Iterator[Clause]:
    """The clauses of a text in form, in order."""
    masked = _masked(text, tokens)
    starts = [token.start for token in tokens]
    for start, end, asked in _sentences(masked):
        state = _State()
        pieces = list(_pieces(masked, start, end))
        for begin, finish in pieces:
            inside = tuple(tokens[bisect_left(starts, begin) : bisect_left(starts, finish)])
            last = finish == pieces[-1][1]
            clause = Clause(text, masked, begin, finish, inside, start, state, last and asked)
            if finish > begin:
                yield clause
                state = _after(clause)


def mood(clause: Clause, at: int) -> Mood:
    """How a statement at this place of a clause is meant."""
    state = _state_at(clause, at)
    if _is_question(clause):
        return Mood.QUESTION
    if state.supposed:
        return Mood.CONDITION
    if state.other:
        return Mood.OTHER
    if state.past or clause.has(Cue.ONCE):
        return Mood.PAST
    if state.urged:
        return Mood.URGED
    if clause.has(Cue.WISH):
        return Mood.WISH
    return Mood.MAYBE if clause.has(Cue.MAYBE) else Mood.FACT


def goes_on_wishing(clause: Clause, at: int) -> bool:
    """Whether what was wished for in a clause before may still be what is spoken of here."""
    return clause.before.wish and _state_at(clause, at).wish and not clause.has(Cue.SELF)


def holds(clause: Clause, start: int, end: int) -> bool | None:
    """Whether what stands from start to end is said (True), denied (False), or so that nobody can tell (None)."""
    behind = clause.masked[end : clause.end]
    if _DENIED_BEHIND.match(behind):
        return False
    rare = _RARE_BEHIND.match(behind)
    if rare:
        return False if rare[1] in ("没有", "不存在") else None
    negations = [token for token in clause.tokens if token.word.cue is Cue.NOT and token.end <= start]
    if not negations:
        return True
    last = negations[-1]
    if last.word.text in ("不是", "不") and "就是" in clause.own:  # 不是缺料就是断货
        return True
    gap = clause.masked[last.end : start]
    rest = _FILLER.sub("", gap)
    if rest:
        return None if len(rest) <= 3 and "\0" not in rest else True
    before = clause.masked[clause.start : last.start]
    return bool(_NOT_NOT.search(before)) or any(token.end == last.start for token in negations[:-1])


def _masked(text: str, tokens: Iterable[Token]) -> str:
    signs = list(text)
    for token in tokens:
        if token.word.cue is None:
            for start, end in token.parts:
                signs[start:end] = "\0" * (end - start)
    return "".join(signs)


def _sentences(masked: str) -> Iterator[tuple[int, int, bool]]:
    start = 0
    for stop in _STOP.finditer(masked):
        yield start, stop.start(), bool(_ASKING.search(stop[0]))
        start = stop.end()
    yield start, len(masked), False


def _pieces(masked: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for comma in _COMMA.finditer(masked, start, end):
        yield from _short(at, comma.start())
        at = comma.end()
    yield from _short(at, end)


def _short(start: int, end: int) -> Iterator[tuple[int, int]]:
    """A clause in parts that nobody would say longer; it keeps the work in bounds where commas are missing."""
    while end - start > LONGEST_CLAUSE:
        yield start, start + LONGEST_CLAUSE
        start += LONGEST_CLAUSE
    yield start, end


def _is_question(clause: Clause) -> bool:
    if clause.asked or clause.has(Cue.ASK) or _ASKING.search(clause.own):
        return True
    return clause.has(Cue.WHAT) and not _NOBODY_KNOWS.search(clause.own)


def _step(state: _State, cue: Cue | None) -> _State:
    match cue:
        case Cue.SELF:
            return state._replace(other=False)
        case Cue.OTHER:
            return state._replace(other=True)
        case Cue.NOW:
            return state._replace(past=False, supposed=False, wish=False)
        case Cue.PAST:
            return state._replace(past=True)
        case Cue.IF:
            return state._replace(supposed=True)
        case Cue.URGED:
            return state._replace(urged=True)
        case Cue.BUT:
            return state._replace(supposed=False, wish=False, urged=False)
        case Cue.WISH:
            return state._replace(wish=True)
    return state


def _after(clause: Clause) -> _State:
    state = clause.before
    for token in clause.tokens:
        state = _step(state, token.word.cue)
    return state


def _state_at(clause: Clause, at: int) -> _State:
    """What holds at a place: what was said before it, and what the clause says of itself behind it."""
    state = clause.before
    for token in clause.tokens:
        if token.start < at or token.word.cue in (Cue.OTHER, Cue.PAST, Cue.IF, Cue.URGED):
            state = _step(state, token.word.cue)
    return state
