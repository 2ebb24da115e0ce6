"""Tables of firms: which fact a column's heading names, and what one cell tells, as a profile would write it.

A row reads as the profile with the same lines reads: cells are turned into what a profile writes, and `profile.read`
does the rest. Cells that cannot be trusted are refused rather than guessed: dates that Excel made of `5-10`, units that
nobody knows, two columns about the same fact.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from toolbox import profile
from toolbox.cells import Wrong, is_empty, text_of, written
from toolbox.documents import Document
from toolbox.errors import DataError, Fault
from toolbox.knowledge.model import Knowledge
from toolbox.profile import INDUSTRY, NAME, NOTE, REGION, SPECIAL, Profile
from toolbox.text import LONGEST, did_you_mean, folded, normal, shown
from toolbox.vocabulary import Fact, words

ID = "id"
LEFT_OUT = "-"  # what `--map COLUMN=-` says of a column that is not to be read
IDS = (ID, "firm_id", "编号", "企业编号", "统一社会信用代码", "社会信用代码")
MOST_COLUMNS = 1000

_MONEY = {"元": 1, "yuan": 1, "千元": 10**3, "万元": 10**4, "10k yuan": 10**4, "百万元": 10**6, "亿元": 10**8}
_SAME_UNIT = {"人": ("名", "个", "位"), "%": ("％", "百分比", "百分数"), "处": ("个", "家"), "年": ("年份",)}
_BRACKET = re.compile(r"(.+?)\s*[（(\[［【]([^（(\[［【]*)[）)\]］】]\s*")


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
        read = [(c, cell) for c, cell in zip(self.columns, cells, strict=False) if c is not None and not is_empty(cell)]
        firm = next((text_of(cell) for column, cell in read if column.key == ID), None)
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
            except Wrong as wrong:
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
    return Profile() if is_empty(cell) else _profile([(column, cell)], place, knowledge)


# --- headings ----------------------------------------------------------------------------------------------------


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
        raise Wrong(f"'{shown(found[2])}' is no unit of '{fact.name}'.", remedy)
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
        raise Wrong(f"'{fact.name}' is worked out {fact.worked_out}; it cannot be told.", remedy)
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


# --- rows ----------------------------------------------------------------------------------------------------------


def _profile(read: Sequence[tuple[Column, Any]], place: str, knowledge: Knowledge) -> Profile:
    data: dict[str, Any] = {}
    faults: list[Fault] = []
    for column, cell in read:
        try:
            data[column.key] = _written(column, cell, knowledge)
        except Wrong as wrong:
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


def _written(column: Column, cell: Any, knowledge: Knowledge) -> Any:
    """The cell as a profile writes it. Raises Wrong."""
    if isinstance(cell, str) and len(cell.encode(errors="surrogatepass")) > LONGEST and column.key != NOTE:
        raise Wrong(f"the text is longer than {LONGEST} bytes.", "Shorten it.")
    if isinstance(cell, bytes):
        raise Wrong("these are bytes, no text.", "Save the table with texts.")
    if column.key in (NAME, NOTE, REGION, INDUSTRY):
        return text_of(cell)[: LONGEST // 4] if column.key == NOTE else text_of(cell)
    return written(knowledge.vocabulary[column.key], cell, column.factor)
