"""Why an advice changed, for people at a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from toolbox.diff.values import Cause, Diff, FactChange, OriginChange, Place, RuleChange, ToolChange
from toolbox.reports.console import line, number
from toolbox.vocabulary import Text

ORIGIN = {
    "program": Text("程序版本", "program"),
    "knowledge": Text("知识", "knowledge"),
    "overlays": Text("本地覆盖的条目", "entries changed by overlays"),
    "day": Text("日期", "day"),
}
HOW = {
    "entered": Text("新进来", "entered"),
    "left": Text("不再建议", "left"),
    "moved": Text("换了位置", "moved"),
    "reweighed": Text("位置没变，分变了", "same place, other rank"),
    "outside": Text("仍不在建议里，但情况变了", "outside the plan, in another state"),
}
STATUS = {
    "step": Text("第 {place} 步", "step {place}"),
    "held": Text("先不急", "held back"),
    "set aside": Text("由别的代替", "another takes its place"),
    "in use": Text("已在用", "in use"),
    "not recommended": Text("不建议", "not advised"),
}
NOT_TOLD = Text("没说过", "not told")
DIGEST = 12  # characters of a digest that are shown


def print_diff(found: Diff, language: str) -> None:
    """Print what differs, and why: what made the advices, answers, what follows from them, rules, tools."""
    if found.same:
        same = Text("两次建议没有差别。", "The two advices are the same.")
        line(same.of(language), "bold")
        return
    _origin(found.origin, language)
    _facts(found.answers, Text("回答变了", "Answers that changed"), language)
    _facts(found.derived, Text("由此推出的也变了", "What follows from them"), language)
    _rules(found.rules, language)
    for how in HOW:
        _tools([each for each in found.tools if each.how == how], how, language)
    line()
    line(_checked(found).of(language), "dim")


def _origin(changes: Sequence[OriginChange], language: str) -> None:
    if not changes:
        line(Text("知识、程序、日期都一样。", "Knowledge, program and day are the same.").of(language))
    for each in changes:
        colon = Text("：", ": ").of(language)
        line(f"{ORIGIN[each.what].of(language)}{colon}{each.old[:DIGEST]} → {each.new[:DIGEST]}", "bold")


def _facts(changes: Sequence[FactChange], head: Text, language: str) -> None:
    if not changes:
        return
    _head(head, language)
    for each in changes:
        old, new = ((value or NOT_TOLD).of(language) for value in (each.old, each.new))
        line(f"{each.label.of(language)}{Text('：', ': ').of(language)}{old} → {new}", indent=2)
        _because(each.because, language)


def _rules(changes: Sequence[RuleChange], language: str) -> None:
    if not changes:
        return
    _head(Text("规则", "Rules"), language)
    for each in changes:
        sign = "+" if each.fires else "-"
        fires = Text("现在成立", "fires now") if each.fires else Text("不再成立", "fires no longer")
        held = Text("（暂缓）", " (holds back)") if each.kind == "hold" else Text("", "")
        text = Text(f"“{each.title.zh}”{held.zh}{fires.zh}", f"“{each.title.en}”{held.en} {fires.en}")
        line(f"{sign} {text.of(language)}", "green" if each.fires else "red", 2)
        line(f"{each.rule}", "dim", 4)
        _because(each.because, language)


def _tools(changes: Sequence[ToolChange], how: str, language: str) -> None:
    if not changes:
        return
    _head(HOW[how], language)
    for each in changes:
        states = f"{_state(each.old, language)} → {_state(each.new, language)}"
        line(f"{each.name.of(language)}{Text('：', ': ').of(language)}{states}", "step", 2)
        _because(each.because, language)


def _because(causes: Sequence[Cause], language: str) -> None:
    for cause in causes:
        line(f"{Text('因为：', 'because: ').of(language)}{cause.said.of(language)}", indent=4)


def _state(place: Place, language: str) -> str:
    said = STATUS[place.status].of(language).format(place=place.place)
    if place.rank is None or place.status != "step":
        return said
    points = number(place.rank.total)
    return f"{said}{Text(f'（{points} 分）', f' ({points} points)').of(language)}"


def _head(text: Text, language: str) -> None:
    line()
    line(f"■ {text.of(language)}", "heading")


def _checked(found: Diff) -> Text:
    if found.verified:
        return Text(
            "两次建议都按现在的知识重算过，与文件一致；原因逐个试过。",
            "Both advices were worked out again by the knowledge in use and agree with the files; causes were tried.",
        )
    if found.known:
        side = {"old": Text("旧", "old"), "new": Text("新", "new")}[found.known[0]]
        return Text(
            f"现在的知识就是{side.zh}建议用的那份，把另一份的回答也按它算过，知识和回答各起什么作用由此分开。",
            f"The knowledge in use is that of the {side.en} advice; the other's answers were run under it as well. "
            "That tells what the knowledge did from what the answers did.",
        )
    return Text(
        "现在的知识不是这两次建议用的那两份，原因是从文件里读出来的，没有重算。",
        "The knowledge in use is that of neither advice; causes were read off the files and not tried.",
    )
