"""A rule as a plain sentence."""

from __future__ import annotations

from toolbox.knowledge.model import Knowledge, Rule
from toolbox.vocabulary import Text


def rule_text(rule: Rule, said: Text, knowledge: Knowledge, language: str) -> str:
    """The rule in a few lines: when, then what, why, from where."""

    def say(zh: str, en: str) -> str:
        return Text(zh, en).of(language)

    listed = say("、", ", ").join(_name(rule, target, knowledge).of(language) for target in rule.targets)
    strength = knowledge.strengths[rule.strength] if rule.strength else None
    then = {
        "derive": say(f"则认定：{listed}", f"then it holds: {listed}"),
        "recommend": say(f"则建议：{listed}", f"then advise: {listed}"),
        "hold": say(f"则暂缓：{listed}", f"then not yet: {listed}"),
        "eligible": say(f"则可以申请：{listed}", f"then eligible for: {listed}"),
        "refer": say(f"则可以找：{listed}", f"then turn to: {listed}"),
    }[rule.kind]
    if strength:
        then += say(f"（{strength.name.zh}，{strength.points} 分）", f" ({strength.name.en}, {strength.points} points)")
    lines = [
        f"{rule.title.of(language)}  ({rule.id})",
        say(f"如果：{said.zh}", f"If: {said.en}"),
        then,
        say(f"因为：{rule.because.zh}", f"Because: {rule.because.en}"),
    ]
    if rule.until:
        lines.append(say(f"等到：{rule.until.zh}", f"Until: {rule.until.en}"))
    if rule.paths:
        paths = say("、", ", ").join(knowledge.paths[p].name.of(language) for p in rule.paths)
        lines.append(say(f"路径：{paths}", f"Paths: {paths}"))
    lines.append(say(f"出处：{'、'.join(rule.sources)}", f"Sources: {', '.join(rule.sources)}"))
    lines.append(say(f"文件：{rule.origin}", f"File: {rule.origin}"))
    return "\n".join(lines)


def _name(rule: Rule, target: str, knowledge: Knowledge) -> Text:
    match rule.kind:
        case "derive":
            return knowledge.vocabulary[target].label
        case "eligible":
            return knowledge.policies[target].name
        case "refer":
            return knowledge.partners[target].name
        case _:
            return knowledge.tools[target].name
