"""Sums of yuan as people say them, to three figures."""

from __future__ import annotations

from toolbox.vocabulary import Text

_ZH = ((10**8, "亿元"), (10**4, "万元"), (1, "元"))
_EN = ((10**9, " billion yuan"), (10**6, " million yuan"), (1, " yuan"))


def yuan(amount: int) -> Text:
    """An amount, in yuan; large ones to three figures."""
    return Text(_said(amount, _ZH), _said(amount, _EN))


def between(low: int, high: int | None, *, at_least: bool = False) -> Text:
    """From low to high; at_least: and more above it that nobody knows."""
    one, other = yuan(low), yuan(high if high is not None else low)
    if high is None or (low == high and at_least):
        return Text(f"{one.zh}以上", f"at least {one.en}")
    if low == high:
        return one
    zh, en = f"{one.zh}到{other.zh}", f"{one.en} to {other.en}"
    return Text(f"{zh}以上", f"{en} or more") if at_least else Text(zh, en)


def _said(amount: int, units: tuple[tuple[int, str], ...]) -> str:
    unit, name = next((size, name) for size, name in units if amount >= size or size == 1)
    if unit == 1:
        return f"{amount:,}{name}"
    whole = amount // unit
    places = max(0, 3 - len(str(whole)))
    scaled = (2 * amount * 10**places + unit) // (2 * unit)  # half up
    text = f"{scaled / 10**places:,.{places}f}"
    return f"{text.rstrip('0').rstrip('.') if places else text}{name}"
