"""Tables of firms: which fact a column's heading names, and what one cell tells, as a profile would write it.

A row reads as the profile with the same lines reads: cells are turned into what a profile writes, and `profile.read`
does the rest. Cells that cannot be trusted are refused rather than guessed: dates that Excel made of `5-10`, units that
nobody knows, two columns about the same fact.
"""

from __future__ import annotations

import datetime as dt
import json
import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Any, NamedTuple

from toolbox import profile
from toolbox.conditions import told
from toolbox.conditions.values import Members, Value
from toolbox.documents import Document, fit
from toolbox.errors import DataError, Fault
from toolbox.knowledge.model import Knowledge
from toolbox.profile import INDUSTRY, NAME, NOTE, REGION, SPECIAL, Profile
from toolbox.text import LONGEST, did_you_mean, folded, normal, shown
from toolbox.vocabulary import Fact, find_member, words

ID = "id"
LEFT_OUT = "-"  # what `--map COLUMN=-` says of a column that is not to be read
IDS = (ID, "firm_id", "编号", "企业编号", "统一社会信用代码", "社会信用代码")
MOST_COLUMNS = 1000

_MONEY = {"元": 1, "yuan": 1, "千元": 10**3, "万元": 10**4, "10k yuan": 10**4, "百万元": 10**6, "亿元": 10**8}
_SAME_UNIT = {"人": ("名", "个", "位"), "%": ("％", "百分比", "百分数"), "处": ("个", "家"), "年": ("年份",)}
_BRACKET = re.compile(r"(.+?)\s*[（(\[［【]([^（(\[［【]*)[）)\]］】]\s*")
_LIST = re.compile(r"\s*([;；|、,，\n])\s*")
_YES, _NO = frozenset(("y", "√", "✓", "✔", "☑", "1")), frozenset(("n", "×", "✗", "✘", "☒", "0"))
_GROUPED = re.compile(r"\d{1,3}(,\d{3})+(\.\d+)?")
_PLAIN = re.compile(r"-?\d+(\.\d+)?")
_FROM_TO = re.compile(r"(\d+(?:\.\d+)?)\s*[-~–—～至到]\s*(\d+(?:\.\d+)?)")
_UPWARD = re.compile(r"(\d+(?:\.\d+)?)\s*(以上|以下)")  # the size standard: 以上 includes the number, 以下 does not
_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})([-/.月](\d{1,2})日?)?([ T].*)?")
_YEARS = 1000  # a year of our calendar has four digits


class Column(NamedTuple):
    """What a column tells.

    key: the name of a fact; or id, name, note, region, industry. factor: how many units of the fact one of its is.
    """

    heading: str
    key: str
    factor: Decimal = Decimal(1)


class Stray(NamedTuple):
    """A column that names no fact. near: `Did you mean …?`, or empty."""

    heading: str
    near: str


class Headings(NamedTuple):
    """The headings of a table. columns: one for each heading, None where it is not read. strays: unknown headings."""

    columns: tuple[Column | None, ...]
    strays: tuple[Stray, ...] = ()

    def read(self, cells: Iterable[Any], place: str, knowledge: Knowledge) -> tuple[str | None, Profile]:
        """The id and the profile that a row tells. cells: in the order of the headings. place: as `firms.csv:12`.

        Raises DataError with every fault, each with the row and the heading.
        """
        read = [(c, cell) for c, cell in zip(self.columns, cells, strict=False) if c is not None and not _empty(cell)]
        firm = next((_id(cell) for column, cell in read if column.key == ID), None)
        return firm, _profile([pair for pair in read if pair[0].key != ID], place, knowledge)


def read_headings(
    headings: Sequence[object], knowledge: Knowledge, place: str, mapped: Mapping[str, str] | None = None
) -> Headings:
    """Which facts these headings name. mapped: for a heading, the word to read in its place, or `-` to leave it out.

    Headings that name nothing are strays: whoever calls decides what to do about them. Raises DataError: two headings
    for one fact, a fact that is worked out, a unit that cannot be converted, or a mapping that means nothing.
    """
    texts = [normal(str(h)) if h is not None else "" for h in headings]
    wanted = {folded(key): word for key, word in (mapped or {}).items()}
    faults = list(_wrong_mappings(mapped or {}, texts, place))
    if len(texts) > MOST_COLUMNS:
        raise DataError(Fault(place, f"there are more than {MOST_COLUMNS} columns.", "Leave out what is not needed."))
    columns: list[Column | None] = []
    strays: list[Stray] = []
    for text in texts:
        word = normal(wanted.get(folded(text), text))
        column = None
        if word not in ("", LEFT_OUT):
            try:
                column = _column(text, word, knowledge)
            except _Wrong as wrong:
                faults.append(Fault(f"{place}: {shown(text)}", *wrong.args))
            else:
                if column is None and word != text:
                    said = f"no fact called '{shown(word)}'."
                    faults.append(Fault(f"--map {shown(text)}={shown(word)}", said, _near(word, knowledge)))
                elif column is None:
                    strays.append(Stray(text, _near(word, knowledge)))
        columns.append(column)
    faults += _twice([column for column in columns if column is not None], place)
    if faults:
        raise DataError(*faults)
    return Headings(tuple(columns), tuple(strays))


def read_cell(column: Column, cell: Any, place: str, knowledge: Knowledge) -> Profile:
    """What one cell tells, as a profile of one line. Raises DataError."""
    return Profile() if _empty(cell) else _profile([(column, cell)], place, knowledge)


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


# --- headings ----------------------------------------------------------------------------------------------------


class _Wrong(ValueError):
    """args: what is wrong and the remedy."""


def _column(heading: str, word: str, knowledge: Knowledge) -> Column | None:
    """The column that a word means, or None. The word may end with a unit in brackets."""
    known = _known(heading, word, knowledge)
    found = _BRACKET.fullmatch(word) if known is None else None
    if found is None:
        return known
    known = _known(heading, normal(found[1]), knowledge)
    fact = knowledge.vocabulary.get(known.key) if known else None
    if known is None or fact is None or not fact.is_number:
        return known
    factor = _factor(fact, found[2])
    if factor is None:
        unit = fact.unit.zh if fact.unit else ""
        remedy = f"Give it in {unit}, or say with `--map` which fact and unit it is."
        raise _Wrong(f"'{shown(found[2])}' is no unit of '{fact.name}'.", remedy)
    return known._replace(factor=factor)


def _known(heading: str, word: str, knowledge: Knowledge) -> Column | None:
    if folded(word) in map(folded, IDS):
        return Column(heading, ID)
    key = profile.special(word)
    if key is not None:
        return Column(heading, key)
    fact = knowledge.vocabulary.find(word)
    if fact is None:
        return None
    if fact.worked_out is not None:
        remedy = f"Leave it out with `--map {shown(heading)}=-`."
        raise _Wrong(f"'{fact.name}' is worked out {fact.worked_out}; it cannot be told.", remedy)
    return Column(heading, fact.name)


def _factor(fact: Fact, unit: str) -> Decimal | None:
    """How many of the fact's units one of these is, or None."""
    own = fact.unit
    wanted = folded(unit)
    if own is None or wanted in map(folded, (*own, *_SAME_UNIT.get(own.zh, ()))):
        return Decimal(1)
    money = {folded(word): yuan for word, yuan in _MONEY.items()}
    if folded(own.zh) in money and wanted in money:
        return Decimal(money[wanted]) / money[folded(own.zh)]
    return None


def _wrong_mappings(mapped: Mapping[str, str], texts: Sequence[str], place: str) -> Iterator[Fault]:
    there = set(map(folded, texts))
    for heading, word in mapped.items():
        if folded(heading) not in there:
            fault = f"there is no column '{shown(heading)}'."
            yield Fault(f"--map {shown(heading)}={shown(word)}", fault, did_you_mean(heading, texts))


def _twice(columns: Sequence[Column], place: str) -> Iterator[Fault]:
    first: dict[str, Column] = {}
    for column in columns:
        before = first.setdefault(column.key, column)
        if before is not column:
            fault = f"it tells '{column.key}', and so does '{shown(before.heading)}'."
            remedy = f"Leave one out with `--map {shown(column.heading)}=-`."
            yield Fault(f"{place}: {shown(column.heading)}", fault, remedy)


def _near(word: str, knowledge: Knowledge) -> str:
    specials = [w for known in (*SPECIAL.values(), IDS) for w in known]
    facts = [w for f in knowledge.vocabulary.values() for w in (f.name, *words(f.label, f.also)) if not f.worked_out]
    return did_you_mean(word, [*specials, *facts])


# --- cells -------------------------------------------------------------------------------------------------------


def _profile(read: Sequence[tuple[Column, Any]], place: str, knowledge: Knowledge) -> Profile:
    data: dict[str, Any] = {}
    faults: list[Fault] = []
    for column, cell in read:
        try:
            data[column.key] = _written(column, cell, knowledge)
        except _Wrong as wrong:
            faults.append(Fault(f"{place}: {shown(column.heading)}", *wrong.args))
    try:
        row = profile.read(Document(place, data, {}), knowledge)
    except DataError as error:
        faults += [_under_heading(fault, read, place) for fault in error.faults]
    if faults:
        raise DataError(*faults)
    return row


def _under_heading(fault: Fault, read: Sequence[tuple[Column, Any]], place: str) -> Fault:
    """The fault with the heading of the column in its place."""
    for column, _ in read:
        own = f"{place}: {column.key}"
        if fault.place == own or fault.place.startswith(f"{own}."):
            return fault._replace(place=f"{place}: {shown(column.heading)}")
    return fault


def _empty(cell: Any) -> bool:
    """Whether nothing stands in the cell. NaN stands in tables for nothing."""
    return cell is None or (isinstance(cell, str) and not cell.strip()) or (isinstance(cell, float) and cell != cell)


def _id(cell: Any) -> str:
    return _text(cell)


def _written(column: Column, cell: Any, knowledge: Knowledge) -> Any:
    """The cell as a profile writes it. Raises _Wrong."""
    if isinstance(cell, str) and len(cell.encode(errors="surrogatepass")) > LONGEST and column.key != NOTE:
        raise _Wrong(f"the text is longer than {LONGEST} bytes.", "Shorten it.")
    if isinstance(cell, bytes):
        raise _Wrong("these are bytes, no text.", "Save the table with texts.")
    if column.key in (NAME, NOTE, REGION, INDUSTRY):
        return _text(cell)[: LONGEST // 4] if column.key == NOTE else _text(cell)
    fact = knowledge.vocabulary[column.key]
    cell = normal(fit(cell)) if isinstance(cell, str) else cell
    if isinstance(cell, str) and (folded(cell) in told.UNKNOWN or told.does_not_apply(cell)):
        return cell
    if fact.is_number:
        return _number(fact, column, cell)
    if isinstance(cell, dt.date | dt.datetime | dt.time):
        raise _Wrong(f"this is a date, {cell}, not an answer to '{fact.name}'.", _TYPED_AS_TEXT)
    if fact.type == "yes/no":
        word = folded(_text(cell)) if isinstance(cell, str | int | float) and not isinstance(cell, bool) else ""
        return True if word in _YES else False if word in _NO else cell
    return _members(fact, cell)


_TYPED_AS_TEXT = "Format the column as text and type the value again."


def _text(cell: Any) -> str:
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


def _number(fact: Fact, column: Column, cell: Any) -> Any:
    yearly = (fact.low or 0) >= _YEARS
    if isinstance(cell, dt.date | dt.datetime) and yearly:
        return cell.year
    if isinstance(cell, dt.date | dt.datetime | dt.time):
        raise _Wrong(f"this is a date, {cell}, not a number for '{fact.name}'.", _TYPED_AS_TEXT)
    if isinstance(cell, bool) or not isinstance(cell, str | int | float | Decimal):
        return cell if column.factor == 1 or isinstance(cell, bool) else str(cell)
    if isinstance(cell, float) and not math.isfinite(cell):
        raise _Wrong(f"'{shown(cell)}' is not a finite number.", "Leave it out if it is not known.")
    text = cell if isinstance(cell, str) else _digits(cell)
    date = _DATE.fullmatch(text) if yearly else None
    if date:
        return int(date[1])
    if isinstance(cell, str):
        text = _clean(fact, text)
    return text if column.factor == 1 else _converted(fact, column, text)


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


def _converted(fact: Fact, column: Column, text: str) -> Any:
    """A number in another unit. Where the fact keeps fewer decimals, the two numbers that it lies between."""
    dashed = _FROM_TO.fullmatch(text)
    if dashed is None and not _PLAIN.fullmatch(text):
        raise _Wrong(f"'{shown(text)}' is no plain number.", "Under a heading with another unit, write numbers alone.")
    ends = (dashed[1], dashed[2]) if dashed else (text, text)
    step = Decimal(1).scaleb(-fact.decimals)
    low = (Decimal(ends[0]) * column.factor).quantize(step, ROUND_FLOOR)
    high = (Decimal(ends[1]) * column.factor).quantize(step, ROUND_CEILING)
    return f"{low:f}" if low == high else f"between {low:f} and {high:f}"
