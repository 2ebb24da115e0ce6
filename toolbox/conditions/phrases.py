"""Read a condition as people write it into a tree, checking every word against the vocabulary.

The grammar is closed: a map is AND, a list is OR over values, three kinds of block nest. docs/rules.md has all of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any as Json
from typing import NamedTuple

from toolbox.conditions.tree import All, Any, Has, Is, Not, OneOf, Tree, Within
from toolbox.text import did_you_mean, folded, normal, shown
from toolbox.vocabulary import Fact, Vocabulary, find_member, member_hint

DEEPEST = 12

BLOCKS = {"all of": "all", "全部满足": "all", "any of": "any", "任一满足": "any", "none of": "none", "都不满足": "none"}

YES = frozenset(map(folded, ("yes", "true", "是", "有", "对")))
NO = frozenset(map(folded, ("no", "false", "否", "没有", "无", "不是")))

_NUMBER = r"(-?\d+(?:\.\d+)?)"
_BOUNDS = tuple(
    (pattern.replace("#", _NUMBER), low, high)
    for pattern, low, high in (
        (r"(?:at least|至少|不少于|不低于)\s*#", 0, None),
        (r"(?:at most|至多|最多|不超过|不多于)\s*#", None, 0),
        (r"(?:more than|多于|超过|大于)\s*#", 1, None),
        (r"(?:less than|少于|不到|小于)\s*#", None, 1),
        (r"(?:between|介于)\s*#\s*(?:and|和|到|至)\s*#(?:\s*之间)?", 0, 0),
        (r"#\s*(?:到|至)\s*#", 0, 0),
    )
)
_MEMBERSHIP = r"(includes|lacks|包含|包括|不包含|不含|没有)\s*(.+)"
_LACKING = frozenset(("lacks", "不包含", "不含", "没有"))


class Flaw(NamedTuple):
    """A fault inside a condition: the path of keys to it, what is wrong, and the remedy."""

    path: tuple[str | int, ...]
    fault: str
    remedy: str = ""


class Flawed(ValueError):
    """A condition could not be read. Carries every flaw."""

    def __init__(self, flaws: list[Flaw]) -> None:
        super().__init__("; ".join(flaw.fault for flaw in flaws))
        self.flaws = flaws


def read(raw: Json, vocabulary: Vocabulary) -> Tree:
    """The tree of a condition. raw: what a YAML or JSON reader made of it. Raises Flawed with every flaw."""
    flaws: list[Flaw] = []
    tree = _read_map(raw, vocabulary, (), flaws)
    if flaws:
        raise Flawed(flaws)
    return tree


def read_test(fact: Fact, raw: Json) -> Tree:
    """The tree of one line, `fact: phrase`. Raises Flawed."""
    flaws: list[Flaw] = []
    tree = _read_test(fact, raw, (), flaws)
    if flaws:
        raise Flawed(flaws)
    return tree


def _read_map(raw: Json, vocabulary: Vocabulary, path: tuple[str | int, ...], flaws: list[Flaw]) -> Tree:
    if not isinstance(raw, Mapping) or not raw:
        flaws.append(Flaw(path, "a condition is a map with at least one line.", "Write `fact: phrase`."))
        return All(())
    if len(path) > 2 * DEEPEST:
        flaws.append(Flaw(path, f"blocks are nested more than {DEEPEST} deep.", "Split the rule."))
        return All(())
    parts: list[Tree] = []
    seen: dict[str, str] = {}
    for key, value in raw.items():
        where = (*path, key)
        word = normal(str(key))
        if word in BLOCKS:
            parts.append(_read_block(BLOCKS[word], value, vocabulary, where, flaws))
            continue
        fact = vocabulary.find(word)
        if fact is None:
            flaws.append(Flaw(where, f"no fact called '{shown(word)}'.", _hint(word, vocabulary)))
        elif fact.name in seen:
            flaws.append(Flaw(where, f"'{shown(word)}' and '{seen[fact.name]}' are the same fact.", "Use `all of:`."))
        else:
            seen[fact.name] = word
            parts.append(_read_test(fact, value, where, flaws))
    return parts[0] if len(parts) == 1 else All(tuple(parts))


def _hint(word: str, vocabulary: Vocabulary) -> str:
    return did_you_mean(word, BLOCKS) or vocabulary.hint(word)


def _read_block(kind: str, raw: Json, vocabulary: Vocabulary, path: tuple[str | int, ...], flaws: list[Flaw]) -> Tree:
    if not isinstance(raw, list) or not raw:
        flaws.append(Flaw(path, f"'{path[-1]}' takes a list of maps.", "Begin each with `- `."))
        return All(())
    parts = tuple(_read_map(item, vocabulary, (*path, i), flaws) for i, item in enumerate(raw))
    match kind:
        case "all":
            return All(parts)
        case "any":
            return Any(parts)
        case _:
            return Not(Any(parts))


def _read_test(fact: Fact, raw: Json, path: tuple[str | int, ...], flaws: list[Flaw]) -> Tree:
    values = [(raw, path)] if not isinstance(raw, list) else [(item, (*path, i)) for i, item in enumerate(raw)]
    if not values:
        flaws.append(Flaw(path, f"'{fact.name}' has an empty list.", "Name at least one value."))
        return All(())
    match fact.type:
        case "yes/no":
            return _answer(fact, raw, path, flaws)
        case "choice":
            return OneOf(fact.name, tuple(dict.fromkeys(_members(fact, values, flaws))))
        case "set":
            return _alternatives([_membership(fact, value, where, flaws) for value, where in values])
        case _:
            return _alternatives([_bounds(fact, value, where, flaws) for value, where in values])


def _alternatives(tests: list[Tree]) -> Tree:
    return tests[0] if len(tests) == 1 else Any(tuple(tests))


def _answer(fact: Fact, raw: Json, path: tuple[str | int, ...], flaws: list[Flaw]) -> Tree:
    answer = yes_or_no(raw)
    if answer is None:
        flaws.append(Flaw(path, f"'{fact.name}' is a yes/no fact; '{shown(raw)}' is neither.", "Write yes or no."))
    return Is(fact.name, bool(answer))


def yes_or_no(raw: Json) -> bool | None:
    """True or False for any of the words for yes and no, else None."""
    if isinstance(raw, bool):
        return raw
    word = folded(raw) if isinstance(raw, str) else ""
    return True if word in YES else False if word in NO else None


def _members(fact: Fact, values: list[tuple[Json, tuple[str | int, ...]]], flaws: list[Flaw]) -> Iterator[str]:
    """values: each with the path to it."""
    for value, path in values:
        # booleans are refused on purpose: a member called `none` or `no` must be written as a word
        member = find_member(fact, normal(str(value))) if isinstance(value, str | int) else None
        if member is None:
            flaws.append(Flaw(path, f"'{fact.name}' has no member '{shown(value)}'.", member_hint(fact, str(value))))
        else:
            yield member


def _membership(fact: Fact, raw: Json, path: tuple[str | int, ...], flaws: list[Flaw]) -> Tree:
    text = normal(str(raw)) if isinstance(raw, str | int) else ""
    phrase = None if find_member(fact, text) else re.fullmatch(_MEMBERSHIP, text)
    word = phrase[2] if phrase else text
    for member in _members(fact, [(word if text else raw, path)], flaws):
        leaf = Has(fact.name, member)
        return Not(leaf) if phrase and phrase[1] in _LACKING else leaf
    return All(())


def _bounds(fact: Fact, raw: Json, path: tuple[str | int, ...], flaws: list[Flaw]) -> Tree:
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        exact = _stored(fact, str(raw), path, flaws)
        return Within(fact.name, exact, exact)
    text = normal(str(raw))
    for unit in fact.unit or ():
        text = text.replace(unit, "").strip()
    for pattern, low, high in _BOUNDS:
        found = re.fullmatch(pattern, text)
        if found:
            before = len(flaws)
            numbers = [_stored(fact, number, path, flaws) for number in found.groups()]
            bounds = Within(
                fact.name,
                None if low is None else numbers[0] + low,
                None if high is None else numbers[-1] - high,
            )
            sound = len(flaws) == before
            if sound and bounds.low is not None and bounds.high is not None and bounds.low > bounds.high:
                flaws.append(Flaw(path, f"'{shown(raw)}' holds for no number.", "Write the smaller number first."))
            return bounds
    flaws.append(
        Flaw(
            path,
            f"'{fact.name}' is a number; '{shown(raw)}' is not a phrase for one.",
            f"Write at least n, at most n, more than n, less than n, between a and b, or a number{_unit(fact)}.",
        )
    )
    return All(())


def _unit(fact: Fact) -> str:
    return f" of {fact.unit.en}" if fact.unit and fact.unit.en != "%" else ""


def _stored(fact: Fact, text: str, path: tuple[str | int, ...], flaws: list[Flaw]) -> int:
    try:
        return stored_number(fact, text)
    except ValueError as error:
        flaws.append(Flaw(path, str(error)))
        return 0


def stored_number(fact: Fact, text: str) -> int:
    """A number as the fact stores it. Raises ValueError: not finite, too many decimals, or out of range."""
    from decimal import Decimal, InvalidOperation  # 6 ms that a call without numbers need not spend

    try:
        number = Decimal(text)
    except InvalidOperation:
        raise ValueError(f"'{shown(text)}' is not a number.") from None
    if not number.is_finite():
        raise ValueError(f"'{shown(text)}' is not a finite number.")
    if (fact.low is not None and number < Decimal(str(fact.low))) or (
        fact.high is not None and number > Decimal(str(fact.high))
    ):
        low, high = plain_number(fact.low), plain_number(fact.high)
        raise ValueError(f"'{fact.name}' lies between {low} and {high}; {shown(text)} does not.")
    scaled = number * fact.scale
    if scaled != scaled.to_integral_value():
        allowed = f"at most {fact.decimals} decimals" if fact.decimals else "no decimals"
        raise ValueError(f"'{fact.name}' takes {allowed}; {shown(text)} has more.")
    return int(scaled)


def plain_number(bound: float | None) -> str:
    """A bound as people write it."""
    return "any number" if bound is None else f"{bound:f}".rstrip("0").rstrip(".")
