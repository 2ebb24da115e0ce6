"""What one cell of a table tells, turned into what a profile would write, and back.

Cells that cannot be trusted are refused rather than guessed: dates that Excel made of `5-10`, numbers under a heading
with another unit that are no numbers.
"""

from __future__ import annotations

import datetime as dt
import json
import math
import re
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Any

from toolbox.conditions import told
from toolbox.conditions.values import Members, Value
from toolbox.documents import fit
from toolbox.text import folded, normal, shown
from toolbox.vocabulary import Fact, find_member

_LIST = re.compile(r"\s*([;；|、,，\n])\s*")
_YES, _NO = frozenset(("y", "√", "✓", "✔", "☑", "1")), frozenset(("n", "×", "✗", "✘", "☒", "0"))
_GROUPED = re.compile(r"\d{1,3}(,\d{3})+(\.\d+)?")
_PLAIN = re.compile(r"-?\d+(\.\d+)?")
_FROM_TO = re.compile(r"(\d+(?:\.\d+)?)\s*[-~–—～至到]\s*(\d+(?:\.\d+)?)")
_UPWARD = re.compile(r"(\d+(?:\.\d+)?)\s*(以上|以下)")  # the size standard: 以上 includes the number, 以下 does not
_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})([-/.月](\d{1,2})日?)?([ T].*)?")
_YEARS = 1000  # a year of our calendar has four digits
_TYPED_AS_TEXT = "Format the column as text and type the value again."


class Wrong(ValueError):
    """A cell or a heading cannot be read. args: what is wrong and the remedy."""


def written(fact: Fact, cell: Any, factor: Decimal) -> Any:
    """The cell as a profile writes it. factor: how many units of the fact one of the cell's is. Raises Wrong."""
    cell = normal(fit(cell)) if isinstance(cell, str) else cell
    if isinstance(cell, str) and (folded(cell) in told.UNKNOWN or told.does_not_apply(cell)):
        return cell
    if fact.is_number:
        return _number(fact, factor, cell)
    if isinstance(cell, dt.date | dt.datetime | dt.time):
        raise Wrong(f"this is a date, {cell}, not an answer to '{fact.name}'.", _TYPED_AS_TEXT)
    if fact.type == "yes/no":
        word = folded(text_of(cell)) if isinstance(cell, str | int | float) and not isinstance(cell, bool) else ""
        return True if word in _YES else False if word in _NO else cell
    return _members(fact, cell)


def as_cell(fact: Fact, value: Value | None) -> str | int | float:
    """A value as a cell holds it; `read_cell` reads it back. None is "don't know"."""
    raw = told.told(fact, value)
    if raw is None:
        return "unknown"
    if isinstance(raw, bool):
        return "yes" if raw else "no"
    if isinstance(raw, list) and isinstance(value, Members) and not raw:
        return "[]"
    if isinstance(raw, list):
        return "、".join(raw)
    return json.dumps(raw, ensure_ascii=False) if isinstance(raw, dict) else raw


def from_excel(value: Any, number_format: str) -> Any:
    """What a cell of a workbook shows: Excel keeps 12% as 0.12, and only the format tells."""
    if "%" in number_format and isinstance(value, int | float) and not isinstance(value, bool):
        return f"{Decimal(_digits(value)) * 100:f}%"
    return value


def is_empty(cell: Any) -> bool:
    """Whether nothing stands in the cell. NaN stands in tables for nothing."""
    return cell is None or (isinstance(cell, str) and not cell.strip()) or (isinstance(cell, float) and cell != cell)


def text_of(cell: Any) -> str:
    """The cell's text; a whole number without the `.0` that tables give it."""
    if isinstance(cell, float) and math.isfinite(cell):
        return _digits(cell)
    return normal(fit(str(cell)))


def _digits(number: float | Decimal) -> str:
    """A number as Excel shows it: fifteen digits are sure, whatever stands behind them comes from binary fractions."""
    text = repr(number) if isinstance(number, int) else str(number)
    if isinstance(number, float):
        text = f"{Decimal(text if len(text) <= 16 else f'{number:.15g}'):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _members(fact: Fact, cell: Any) -> Any:
    if isinstance(cell, float | Decimal) and not isinstance(cell, bool):
        return _digits(cell)
    if not isinstance(cell, str) or find_member(fact, cell) is not None:
        return cell
    if cell[:1] in ("[", "{"):
        try:
            return json.loads(cell)
        except (ValueError, RecursionError):
            pass
    return _listed(fact, cell)


def _listed(fact: Fact, text: str) -> list[str] | str:
    """The parts of a list; a member whose own words hold a separator stays whole."""
    pieces = _LIST.split(text)
    names, marks = pieces[::2], pieces[1::2]
    found: list[str] = []
    at = 0
    while at < len(names):
        for end in range(min(len(names), at + 8), at, -1):
            word = names[at] + "".join(mark + name for mark, name in zip(marks[at:], names[at + 1 : end], strict=False))
            if end == at + 1 or find_member(fact, word) is not None:
                break
        found += [word] if word else []
        at = end
    return found if len(names) > 1 else text


def _number(fact: Fact, factor: Decimal, cell: Any) -> Any:
    yearly = (fact.low or 0) >= _YEARS
    if isinstance(cell, dt.date | dt.datetime) and yearly:
        return cell.year
    if isinstance(cell, dt.date | dt.datetime | dt.time):
        raise Wrong(f"this is a date, {cell}, not a number for '{fact.name}'.", _TYPED_AS_TEXT)
    if isinstance(cell, bool) or not isinstance(cell, str | int | float | Decimal):
        return cell if factor == 1 or isinstance(cell, bool) else str(cell)
    if isinstance(cell, float) and not math.isfinite(cell):
        raise Wrong(f"'{shown(cell)}' is not a finite number.", "Leave it out if it is not known.")
    text = cell if isinstance(cell, str) else _digits(cell)
    date = _DATE.fullmatch(text) if yearly else None
    if date:
        return int(date[1])
    if isinstance(cell, str):
        text = _clean(fact, text)
    return text if factor == 1 else _converted(fact, factor, text)


def _clean(fact: Fact, text: str) -> str:
    """Full-width figures, grouped thousands, and 以上 or 以下 as a profile writes them."""
    plain = "".join(chr(ord(c) - 0xFEE0) if "！" <= c <= "～" and c != "～" else c for c in text)
    bare = plain
    for unit in fact.unit or ():
        bare = bare.replace(unit, "").strip()
    upward = _UPWARD.fullmatch(bare)
    if upward:
        return f"{'at least' if upward[2] == '以上' else 'less than'} {upward[1]}"
    return bare.replace(",", "") if _GROUPED.fullmatch(bare) else plain


def _converted(fact: Fact, factor: Decimal, text: str) -> Any:
    """A number in another unit. Where the fact keeps fewer decimals, the two numbers that it lies between."""
    dashed = _FROM_TO.fullmatch(text)
    if dashed is None and not _PLAIN.fullmatch(text):
        raise Wrong(f"'{shown(text)}' is no plain number.", "Under a heading with another unit, write numbers alone.")
    ends = (dashed[1], dashed[2]) if dashed else (text, text)
    step = Decimal(1).scaleb(-fact.decimals)
    low = (Decimal(ends[0]) * factor).quantize(step, ROUND_FLOOR)
    high = (Decimal(ends[1]) * factor).quantize(step, ROUND_CEILING)
    return f"{low:f}" if low == high else f"between {low:f} and {high:f}"
