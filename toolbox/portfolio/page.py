"""The picture as one HTML file that needs nothing else: no script, no font, no drawing from elsewhere."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, NamedTuple

from toolbox.portfolio import words
from toolbox.portfolio.grids import grid
from toolbox.portfolio.money import between
from toolbox.portfolio.told import Picture, Table
from toolbox.vocabulary import Text

if TYPE_CHECKING:
    from jinja2 import Template

MOST_FIRST, MOST_HELD = 20, 10
_SHADES = 5


class Cell(NamedTuple):
    """A number of a table, and how deep its colour is, 0 to 5."""

    words: str
    shade: int


class Shown(NamedTuple):
    """A table as it stands on the page. axes: their names, down and across."""

    name: Text
    axes: tuple[Text, Text]
    columns: tuple[Text, ...]
    rows: tuple[tuple[Text, tuple[Cell, ...]], ...]


def html(picture: Picture, language: str) -> bytes:
    """The picture as a page. The policy in it forbids all that it does not hold."""
    from markupsafe import Markup

    style = _read("portfolio.css")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    grids = {table.axes: _shown(table, picture) for table in picture.tables}
    page = _form().render(
        picture=picture,
        language=language,
        w={name: text.of(language) for name, text in words.LABELS.items()},
        of=lambda text: text.of(language),
        style=Markup(style),
        style_hash=f"sha256-{digest}",
        axes=sorted((axis for axis in picture.axes if axis.id != "outcome"), key=lambda axis: len(axis.groups)),
        outcome=next((axis for axis in picture.axes if axis.id == "outcome"), None),
        grids=[made for axes, made in grids.items() if "outcome" not in axes],
        fails=[made for axes, made in grids.items() if "outcome" in axes],
        fails_said=words.LABELS[_fails(picture)].of(language),
        first=picture.first[:MOST_FIRST],
        held=picture.held[:MOST_HELD],
        most=_most(picture),
        between=between,
        made_up=words.made_up(picture.rows.made_up, picture.rows.parts) if picture.rows.made_up else None,
        joined=joined(language),
    )
    return f"{page}\n".encode()


def joined(language: str) -> str:
    """What stands between the parts of a list."""
    return "、" if language == "zh" else ", "


def _shown(table: Table, picture: Picture) -> Shown:
    down, across, cells = grid(table, picture.axes)
    rows = (
        (group.name, tuple(_cell(cell, group.firms) for cell in row))
        for group, row in zip(down.groups, cells, strict=True)
    )
    return Shown(table.name, (down.name, across.name), tuple(group.name for group in across.groups), tuple(rows))


def _fails(picture: Picture) -> str:
    """What is said of firms without a first step, by the name of the words."""
    if any("outcome" in table.axes for table in picture.tables):
        return "fails_note"
    groups = [{choice.id for choice in g.of} for axis in picture.axes if axis.id == "outcome" for g in axis.groups]
    if groups == [{"advised"}]:
        return "fails_never"
    return "fails_none" if any("advised" in group for group in groups) else "fails_all"


def _cell(firms: int | None, of: int) -> Cell:
    if firms is None:
        return Cell("·", 0)
    return Cell(f"{firms:,}", -(-firms * _SHADES // of) if of else 0)


def _most(picture: Picture) -> Mapping[str, int]:
    """What a full bar stands for, by chart."""
    longest = {axis.id: max((group.firms for group in axis.groups), default=1) for axis in picture.axes}
    longest["stage"] = picture.firms or 1  # beside the survey's shares
    for name, tools in (("first", picture.first), ("held", picture.held)):
        longest[name] = max((tool.firms for tool in tools if tool.firms), default=1)
    longest["services"] = picture.firms or 1
    longest["bands"] = max((band.steps or 0 for band in picture.costs.bands), default=1) if picture.costs else 1
    return {name: max(1, most) for name, most in longest.items()}


@cache
def _form() -> Template:
    from jinja2 import Environment, StrictUndefined

    made = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    made.filters["part"] = _part
    return made.from_string(_read("portfolio.html"))


def _part(amount: float, whole: float) -> str:
    """How much of a hundred, in tenths: the width of a bar."""
    return f"{100 * amount / whole:.1f}".removesuffix(".0")


def _read(name: str) -> str:
    return resources.files("toolbox.portfolio").joinpath(f"forms/{name}").read_text(encoding="utf-8")
