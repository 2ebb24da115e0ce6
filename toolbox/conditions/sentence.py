"""A condition as a plain sentence, in Chinese and English."""

from __future__ import annotations

from collections.abc import Sequence

from toolbox.conditions.told import label_of
from toolbox.conditions.tree import All, Any, Has, Is, Leaf, Not, OneOf, Tree, Within
from toolbox.vocabulary import Fact, Text, Vocabulary


def sentence(tree: Tree, vocabulary: Vocabulary) -> Text:
    """The whole condition in one sentence."""
    return Text(_whole(tree, vocabulary, "zh"), _whole(tree, vocabulary, "en"))


def test(leaf: Leaf, vocabulary: Vocabulary, *, positive: bool = True) -> Text:
    """One test as words; positive=False says its opposite."""
    fact = vocabulary[leaf.fact]
    return Text(*(f"{fact.label.of(lang)}{_phrase(leaf, fact, lang, positive=positive)}" for lang in ("zh", "en")))


def _whole(tree: Tree, vocabulary: Vocabulary, lang: str, *, inner: bool = False) -> str:
    match tree:
        case All(parts):
            text = _joined(parts, vocabulary, lang, "；" if lang == "zh" else "; ", inner=len(parts) > 1)
        case Any(parts):
            text = _joined(parts, vocabulary, lang, " 或者 " if lang == "zh" else " or ", inner=True)
        case Not(Any(parts)):
            listed = _joined(parts, vocabulary, lang, "、" if lang == "zh" else ", ", inner=True)
            return f"以下都不成立：{listed}" if lang == "zh" else f"none of: {listed}"
        case Not(Is() | OneOf() | Has() | Within() as leaf):
            return test(leaf, vocabulary, positive=False).of(lang)
        case Not(part):
            opposite = _whole(part, vocabulary, lang, inner=True)
            return f"并非 {opposite}" if lang == "zh" else f"not {opposite}"
        case _:
            return test(tree, vocabulary).of(lang)
    brackets = ("（", "）") if lang == "zh" else ("(", ")")
    return f"{brackets[0]}{text}{brackets[1]}" if inner and len(tree.parts) > 1 else text


def _joined(parts: Sequence[Tree], vocabulary: Vocabulary, lang: str, word: str, *, inner: bool) -> str:
    return word.join(_whole(part, vocabulary, lang, inner=inner) for part in parts)


def _phrase(leaf: Leaf, fact: Fact, lang: str, *, positive: bool) -> str:
    zh = lang == "zh"
    match leaf:
        case Is(_, answer):
            right = answer is positive
            return ("：是" if right else "：否") if zh else (": yes" if right else ": no")
        case OneOf(_, members):
            names = (" 或 " if zh else " or ").join(label_of(fact, member, lang) for member in members)
            return (f"{'：' if positive else '不是 '}{names}") if zh else f"{': ' if positive else ' is not '}{names}"
        case Has(_, member):
            name = label_of(fact, member, lang)
            return (
                f"{'包含' if positive else '不含'}“{name}”"
                if zh
                else f" {'includes' if positive else 'lacks'} “{name}”"
            )
        case Within(_, low, high):
            bounds = _bounds(fact, low, high, lang)
            opposite = "不在此列：" if zh else " is not "
            return f"{'' if positive else opposite}{bounds}"


def _bounds(fact: Fact, low: int | None, high: int | None, lang: str) -> str:
    zh = lang == "zh"
    unit = fact.unit.of(lang) if fact.unit else ""
    unit = unit if zh or unit in ("", "%") else f" {unit}"
    if low is not None and low == high:
        return f" {fact.told_as(low)}{unit}"
    if high is None:
        return f"{'至少 ' if zh else ' at least '}{fact.told_as(low or 0)}{unit}"
    if low is None:
        return f"{'不超过 ' if zh else ' at most '}{fact.told_as(high)}{unit}"
    if zh:
        return f"在 {fact.told_as(low)} 到 {fact.told_as(high)}{unit}之间"
    return f" between {fact.told_as(low)} and {fact.told_as(high)}{unit}"
