"""Read what a firm tells of one fact: an exact value, a range, a part of a set, or "don't know"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from toolbox.conditions import phrases
from toolbox.conditions.phrases import Flaw, Flawed
from toolbox.conditions.tree import Within
from toolbox.conditions.values import Among, Members, Span, Value, exactly, is_exact
from toolbox.text import folded, normal, shown
from toolbox.vocabulary import Fact, find_member, member_hint

UNKNOWN = frozenset(
    map(folded, ("unknown", "?", "？", "don't know", "dont know", "不知道", "不清楚", "说不清", "不详"))
)
DOES_NOT_APPLY = "does not apply"
NOT_APPLICABLE = frozenset(map(folded, (DOES_NOT_APPLY, "not applicable", "n/a", "不适用", "没有这回事")))
MOST = 1000  # values told of one fact
_EMPTY = frozenset(map(folded, ("none", "无", "没有", "一样没有", "都没有")))
_DASHED = re.compile(r"(\d+(?:\.\d+)?)\s*[-~–—～至到]\s*(\d+(?:\.\d+)?)")
_LEAVE_OUT = "Leave it out if it is not known."


def does_not_apply(raw: Any) -> bool:
    """Whether an answer says that the question does not apply to the firm."""
    return isinstance(raw, str) and folded(raw) in NOT_APPLICABLE


def read_value(fact: Fact, raw: Any) -> Value | None:
    """The value that `raw` tells, or None for "don't know" and "does not apply". Raises Flawed with every flaw."""
    if raw is None or (isinstance(raw, str) and folded(raw) in UNKNOWN) or does_not_apply(raw):
        return None
    match fact.type:
        case "yes/no":
            answer = phrases.yes_or_no(raw)
            if answer is None:
                raise Flawed([Flaw((), f"'{fact.name}' takes yes or no, not '{shown(raw)}'.", _LEAVE_OUT)])
            return answer
        case "choice":
            return Among(frozenset(_members(fact, raw)))
        case "set":
            return _set(fact, raw)
        case _:
            return _number(fact, raw)


def told(fact: Fact, value: Value | None) -> Any:
    """The value in plain terms, as a profile writes it; `read_value` reads it back."""
    match value:
        case None | bool():
            return value
        case Among(members):
            return next(iter(members)) if value.exact else _in_order(fact, members)
        case Members(has, lacks, closed):
            return _in_order(fact, has) if closed else {"has": _in_order(fact, has), "lacks": _in_order(fact, lacks)}
        case Span(low, high):
            return _plain(fact, low) if value.exact else f"between {fact.told_as(low)} and {fact.told_as(high)}"


def in_words(fact: Fact, value: Value | None, language: str) -> str:
    """The value as a person reads it."""
    zh = language != "en"
    match value:
        case None:
            return "不知道" if zh else "unknown"
        case bool():
            return ("是" if value else "否") if zh else ("yes" if value else "no")
        case Among(members):
            return (" 或 " if zh else " or ").join(label_of(fact, name, language) for name in _in_order(fact, members))
        case Members(has, _, closed):
            names = ("、" if zh else ", ").join(label_of(fact, name, language) for name in _in_order(fact, has))
            nothing = ("无" if zh else "none") if closed else ("不全" if zh else "partly told")
            return names or nothing
        case Span(low, high):
            unit = (fact.unit.of(language) if fact.unit else "").replace("%", "%")
            gap = "" if zh or unit == "%" else " "
            middle = "" if is_exact(value) else f"–{fact.told_as(high)}"
            return f"{fact.told_as(low)}{middle}{gap}{unit}"


def label_of(fact: Fact, member: str, language: str) -> str:
    """A member's label; the id itself for a member that has none."""
    known = fact.members.get(member)
    return known.label.of(language) if known else member


def _members(fact: Fact, raw: Any) -> list[str]:
    found: list[str] = []
    flaws: list[Flaw] = []
    words = raw if isinstance(raw, list) else [raw]
    if len(words) > MOST:
        raise Flawed(
            [Flaw((), f"'{fact.name}' is told {len(words)} values; {MOST} are read at most.", "Name each once.")]
        )
    for number, word in enumerate(words):
        path = (number,) if isinstance(raw, list) else ()
        member = find_member(fact, normal(str(word))) if isinstance(word, str | int) else None
        if member is None:
            flaws.append(Flaw(path, f"'{fact.name}' has no member '{shown(word)}'.", member_hint(fact, str(word))))
        else:
            found.append(member)
    if not found and not flaws:
        flaws.append(Flaw((), f"'{fact.name}' takes one of its members.", _LEAVE_OUT))
    if flaws:
        raise Flawed(flaws)
    return found


def _set(fact: Fact, raw: Any) -> Members:
    if isinstance(raw, Mapping):
        if not raw or not set(raw) <= {"has", "lacks"}:
            raise Flawed([Flaw((), f"'{fact.name}' known in part takes `has:` and `lacks:`, each a list.", _LEAVE_OUT)])
        has, lacks = (_part(fact, raw.get(key), key) for key in ("has", "lacks"))
        both = has & lacks
        if both:
            raise Flawed(
                [Flaw((), f"'{fact.name}' both has and lacks {', '.join(sorted(both))}.", "Keep one of them.")]
            )
        return Members(has, lacks, closed=False)
    if raw == [] or (isinstance(raw, str) and folded(raw) in _EMPTY and find_member(fact, raw) is None):
        return Members(frozenset())
    return Members(frozenset(_members(fact, raw)))


def _part(fact: Fact, raw: Any, key: str) -> frozenset[str]:
    if raw is None or raw == []:
        return frozenset()
    try:
        return frozenset(_members(fact, raw))
    except Flawed as error:
        raise Flawed([flaw._replace(path=(key, *flaw.path)) for flaw in error.flaws]) from None


def _number(fact: Fact, raw: Any) -> Span:
    if isinstance(raw, bool) or not isinstance(raw, int | float | str):
        raise Flawed([Flaw((), f"'{fact.name}' takes a number, not '{shown(raw)}'.", _LEAVE_OUT)])
    if isinstance(raw, str):
        text = normal(raw)
        for unit in fact.unit or ():
            text = text.replace(unit, "").strip()
        dashed = _DASHED.fullmatch(text)
        if dashed:
            raw = f"between {dashed[1]} and {dashed[2]}"
        elif re.fullmatch(r"-?\d+(\.\d+)?", text):
            return exactly(_stored(fact, text))
    bounds = phrases.read_test(fact, raw)
    assert isinstance(bounds, Within)
    lowest, highest = (
        int((b if b is not None else d) * fact.scale) for b, d in ((fact.low, -(2**40)), (fact.high, 2**40))
    )
    low = lowest if bounds.low is None else bounds.low
    high = highest if bounds.high is None else bounds.high
    if low > high:
        raise Flawed([Flaw((), f"'{shown(raw)}' holds for no value of '{fact.name}'.", _range(fact))])
    return Span(low, high)


def _range(fact: Fact) -> str:
    lowest, highest = (phrases.plain_number(bound) for bound in (fact.low, fact.high))
    return f"It lies between {lowest} and {highest}."


def _stored(fact: Fact, text: str) -> int:
    try:
        return phrases.stored_number(fact, text)
    except ValueError as error:
        raise Flawed([Flaw((), str(error))]) from None


def _plain(fact: Fact, stored: int) -> int | float:
    return stored if fact.decimals == 0 else float(fact.told_as(stored))


def _in_order(fact: Fact, members: frozenset[str]) -> list[str]:
    order = {name: number for number, name in enumerate(fact.members)}
    return sorted(members, key=lambda name: (order.get(name, len(order)), name))
