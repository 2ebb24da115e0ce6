"""Numbers as people write and say them (1.2亿, 三十多, 十几, 二三十, 两到三百万), as ranges of what they may mean."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from toolbox.understand.patterns import any_of

_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "俩": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_SCALES = {"万": 10**4, "亿": 10**8, "w": 10**4}
A_FEW = (2, 9)
AROUND = Fraction(1, 10)  # 来、左右、大概: within a tenth

_END = "(?![0-9])"
_IN_GROUPS = rf"[0-9]{{1,3}}(?:,[0-9]{{3}}){{1,4}}{_END}(?:\.[0-9]{{1,6}})?"
_ARABIC = rf"(?<![0-9])(?:{_IN_GROUPS}|[0-9]{{1,15}}{_END}(?:\.[0-9]{{1,6}}{_END})?)"
_CHINESE = "[零〇一二两三四五六七八九十百千几]"
_SCALED = rf"[多来余]?[百千]?(?:个(?=亿))?[万亿](?:{_CHINESE}+万?)?"
_ONE = rf"(?:(?:{_ARABIC}|(?<!{_CHINESE}){_CHINESE}{{1,12}}(?!{_CHINESE}))(?:{_SCALED}|(?<=[0-9])w(?![a-z]))?)"
_BEFORE = any_of(
    r"""大概 大约 约摸 约 差不多 不到 将近 接近 快 近 超过 多于 至少 起码 少说 最多 顶多 不超过 上(?=[百千万亿])
    过(?=[百千亿]) about\s around\s over\s under\s at\smost\s at\sleast\s"""
)
_NUMBER = re.compile(
    rf"(?P<before>{_BEFORE})?(?:也就|[也有个是了到])?(?P<percent>百分之)?"
    rf"(?P<first>{_ONE}|(?<=上)[万亿]|(?<=过)亿)(?:[-~到至—](?P<second>{_ONE}))?(?P<more>[多来余]|把(?=[个号块])|出头)?"
)
_AFTER = re.compile(r"[^,，。;；!?\n、]{0,4}?(左右|上下|以上|以下|以内|之内|往上|出头|不到|or so)")
_PARTS = re.compile(rf"({_ARABIC}|{_CHINESE}*)([多来余]?)([百千]?)个?([万亿w]?)(?:({_CHINESE}+)(万?))?")


class Number(NamedTuple):
    """A number in a text. low, high: the least and the most that it may mean; high is None where it is open.

    below: the number is less than high, which it does not reach (五百多万 is below six hundred).
    vague: nothing but 几.
    """

    start: int
    end: int
    low: Fraction
    high: Fraction | None
    below: bool = False
    percent: bool = False
    vague: bool = False


class _Read(NamedTuple):
    low: Fraction
    high: Fraction
    step: Fraction  # one of the last digit that counts: 10 for thirty, 100 for 500
    more: str = ""
    below: bool = False


def numbers(text: str) -> Iterator[Number]:
    """The numbers of a text in form, in order."""
    at = 0
    while found := _NUMBER.search(text, at):
        at = max(found.end(), found.start() + 1)
        number = _number(text, found)
        if number is not None:
            yield number


def _number(text: str, found: re.Match[str]) -> Number | None:
    first = _one(found["first"])
    second = _one(found["second"]) if found["second"] else None
    if first is None or (found["second"] and second is None):
        return None
    start = found.start("percent") if found["percent"] else found.start("first")
    end = found.end()
    low, high, below = first.low, first.high, first.below
    if second is not None:
        low = _alike(low, second, found["second"])
        low, high, below = min(low, second.low), max(second.high, low), second.below
    more = found["more"] or (second or first).more
    step = (second or first).step
    if more in ("多", "余"):
        high, below = high + step, True
    elif more in ("来", "把", "出头"):
        low, high = (low if more == "出头" else low * (1 - AROUND)), high * (1 + AROUND)
    after = _AFTER.match(text, end)
    bounds = _bounded(low, high, (found["before"] or "").strip(), after[1] if after else "")
    open_below = bounds[2] if bounds[2] is not None else below
    return Number(start, end, bounds[0], bounds[1], open_below, bool(found["percent"]), found["first"] == "几")


def _alike(low: Fraction, second: _Read, text: str) -> Fraction:
    """The first number of a pair in the measure of the second: 两到三百万 begins at two million."""
    scale = _SCALES.get(text[-1], 1)
    factor = second.step if low < 10 and (scale > 1 or not text[0].isascii()) else Fraction(scale)
    return low * factor if low * factor <= second.low else low


def _bounded(low: Fraction, high: Fraction, before: str, after: str) -> tuple[Fraction, Fraction | None, bool | None]:
    """The bounds with what stands around the number: about, less than, at least; None as third where nothing does."""
    around = (low * (1 - AROUND), high * (1 + AROUND), False)
    least: tuple[Fraction, Fraction | None, bool | None] = (low, None, False)
    match before, after:
        case (("大概" | "大约" | "约摸" | "约" | "差不多" | "about" | "around"), _):
            return around
        case (("不到" | "under"), _):
            return Fraction(0), low, True
        case _, "不到":
            return Fraction(0), low, True
        case (("将近" | "接近" | "快" | "近"), _):
            return low * (1 - AROUND), high, False
        case (("超过" | "多于" | "至少" | "起码" | "少说" | "上" | "过" | "over" | "at least"), _):
            return least
        case (("最多" | "顶多" | "不超过" | "at most"), _):
            return Fraction(0), high, False
        case _, ("左右" | "上下" | "or so"):
            return around
        case _, ("以上" | "往上"):
            return least
        case _, ("以下" | "以内" | "之内"):
            return Fraction(0), high, False
        case _, "出头":
            return low, high * (1 + AROUND), False
    return low, high, None


def _one(text: str) -> _Read | None:
    """One number: its digits, 多 or 来, its scale."""
    found = _PARTS.fullmatch(text)
    if not found:
        return None
    digits, more, hundreds, scale_sign, rest, rest_scale = found.groups()
    scale = Fraction(_UNITS.get(hundreds, 1) * _SCALES.get(scale_sign, 1))
    if not digits:
        return _Read(scale, scale, scale) if scale_sign else None
    read = _arabic(digits) if digits[0].isdigit() and digits[0].isascii() else _chinese(digits)
    if read is None:
        return None
    low, high, step = read.low * scale, read.high * scale, read.step * scale
    if rest:
        tail = _chinese(rest)
        if tail is None:
            return None
        short = len(rest) == 1 and not rest_scale  # 一万二 is 12000
        unit = scale / 10 if short else Fraction(_SCALES.get(rest_scale, 1))
        return _Read(low + tail.low * unit, high + tail.high * unit, unit if short else tail.step * unit, more)
    if scale > 1 and read.high > read.low:  # 两三百万 runs to below four hundred
        return _Read(low, high + (scale if not read.below else 0), step, more, below=True)
    return _Read(low, high, step, more, below=False)


def _arabic(digits: str) -> _Read:
    plain = digits.replace(",", "")
    value = Fraction(plain)
    whole, _, decimals = plain.partition(".")
    step = Fraction(1, 10 ** len(decimals)) if decimals else Fraction(10 ** (len(whole) - len(whole.rstrip("0"))))
    return _Read(value, value, step if value else Fraction(1))


def _chinese(digits: str) -> _Read | None:
    if re.fullmatch(r"[零〇一二三四五六七八九]{3,9}", digits):  # 二〇〇八
        value = Fraction(int("".join(str(_DIGITS[sign]) for sign in digits)))
        return _Read(value, value, Fraction(1))
    low = high = 0
    last = 10_000  # the unit before
    zero = False
    group: list[str] = []
    for sign in digits:
        if sign in _UNITS:
            unit = _UNITS[sign]
            few = _group(group, after_ten=False) if group else (1, 1)
            if few is None or unit >= last:
                return None
            low, high = low + few[0] * unit, high + few[1] * unit + (unit - 1 if few[0] != few[1] else 0)
            last, zero, group = unit, False, []
        elif sign in "零〇" and not group:
            zero = True
        else:
            group.append(sign)
    if group:
        few = _group(group, after_ten=last == 10)
        if few is None:
            return None
        unit = last // 10 if 100 <= last < 10_000 and not zero and len(group) == 1 and group[0] != "几" else 1
        low, high, last = low + few[0] * unit, high + few[1] * unit, unit
    return _Read(Fraction(low), Fraction(high), Fraction(last if last < 10_000 else 1))


def _group(signs: list[str], *, after_ten: bool) -> tuple[int, int] | None:
    """三 is 3, 三五 is 3 to 5, 几 is a few."""
    if signs == ["几"]:
        return (1, 9) if after_ten else A_FEW
    values = [_DIGITS[sign] for sign in signs if sign != "几"]
    if len(values) != len(signs) or len(values) > 2 or values != sorted(values):
        return None
    return (values[0], values[-1])


def whole(number: Number) -> tuple[int, int | None]:
    """The bounds of a number that counts things."""
    low = math.floor(number.low)
    if number.high is None:
        return low, None
    high = math.ceil(number.high)
    return low, high - 1 if number.below else high
