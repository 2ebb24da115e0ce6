"""An empty profile with comments, for people who would rather fill in a file than answer one by one."""

from __future__ import annotations

from collections.abc import Iterator

from toolbox.knowledge.model import Knowledge
from toolbox.vocabulary import Fact, Text

MOST_LISTED = 60  # members beyond this many are found with `menkan catalog search`, not listed


def blank_profile(knowledge: Knowledge, language: str, *, full: bool = False) -> str:
    """The text of the file; every answer is commented out, so that nothing is claimed that nobody said."""
    return "\n".join(_lines(knowledge, language, full=full)) + "\n"


def _lines(knowledge: Knowledge, language: str, *, full: bool) -> Iterator[str]:
    def say(zh: str, en: str) -> str:
        return Text(zh, en).of(language)

    yield say(
        "# 企业档案。去掉行首的 # 并填上答案；不知道的留着不动，就当没有说。",
        "# A firm's profile. Remove the # and fill in; what is left commented counts as not told.",
    )
    yield say(
        "# 数字可以写范围（20-50），不确定可以写 不知道。", "# Numbers may be ranges (20-50); `unknown` is an answer."
    )
    yield ""
    yield say("name: 我的企业", "name: my firm")
    yield say("# region:         # 如 浙江省金华市", "# region:         # as Zhejiang")
    yield say(
        "# industry:         # 国民经济行业代码或名称，如 2231；没有就填下面的“行业”",
        "# industry:         # code of GB/T 4754-2017, as 2231; else tell the trade below",
    )
    for fact in knowledge.vocabulary.values():
        if (
            fact.worked_out is None
            and fact.name not in ("province", "city", "division")
            and (full or (fact.indicator is None and fact.only_for is None))
        ):
            yield ""
            yield from _question(fact, language)


def _question(fact: Fact, language: str) -> Iterator[str]:
    question = fact.question or fact.label
    yield f"# {question.of(language)}"
    if 0 < len(fact.members) <= MOST_LISTED:
        for name, member in fact.members.items():
            yield f"#   {name}: {member.label.of(language)}"
    yield f"# {fact.name}:         # {_how(fact).of(language)}".rstrip(" #")


def _how(fact: Fact) -> Text:
    """How the answer is written."""
    some = ", ".join(list(fact.members)[:2])
    match fact.type:
        case "yes/no":
            return Text("是 或 否", "yes or no")
        case "choice":
            return Text("选一个", "one of them")
        case "set" if len(fact.members) > MOST_LISTED:
            return Text(f"可写几个，如 [{some}]；都没有写 []", f"as many as fit, as [{some}]; [] for none")
        case "set":
            return Text(f"可选几个，如 [{some}]；都没有写 []", f"as many as fit, as [{some}]; [] for none")
        case _:
            return fact.unit or Text("", "")
