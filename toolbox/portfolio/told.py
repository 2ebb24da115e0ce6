"""The picture as one frozen value: what every writer shows and what JSON prints. Light, so that a schema loads little.

A number that is None was withheld; `withheld` says how many, and why.
"""

from __future__ import annotations

from typing import NamedTuple

from toolbox.advice import PeerFigure, Range
from toolbox.answer import Label, Origin
from toolbox.vocabulary import Text

FORMAT = "menkan-portfolio/1"


class Rows(NamedTuple):
    """Rows of the tables that were read; None where the firms are too few for any picture.

    parts: files of advice; made_up: in how many of them firms are made up.
    """

    read: int | None
    advised: int | None
    rejected: int | None
    parts: int
    made_up: int


class Group(NamedTuple):
    """Firms of a group. of: the groups that it joins, several where each alone is too small to be told.

    percent: of all firms. peer: the survey's figure beside it, where it has one.
    """

    of: tuple[Label, ...]
    name: Text
    firms: int
    percent: float
    peer: PeerFigure | None


class Axis(NamedTuple):
    """All firms apart by one thing: every firm is in one group. id: stage, sector, size, province or outcome."""

    id: str
    name: Text
    groups: tuple[Group, ...]


class Table(NamedTuple):
    """Firms by two axes. cells: a row a group of the first axis, in its order; None where withheld.

    withheld: how many cells are. at_least: what is promised of each of these, so many possible values as far as the
    page tells; None where all are told.
    """

    axes: tuple[str, str]
    name: Text
    cells: tuple[tuple[int | None, ...], ...]
    withheld: int
    at_least: int | None


class Score(NamedTuple):
    """The mean score of all firms, in points of 100: between low and high, as not all questions are answered.

    id: a dimension, or `total`. peer: the mean of the survey's figures beside it, in percent; no score.
    """

    id: str
    name: Text
    mean: Range
    peer: float | None
    peers: tuple[PeerFigure, ...]


class ToolCount(NamedTuple):
    """How many firms it is for. firms: None where nearly all, and the rest are too few to be told.

    low, high: yuan of the first year for one firm, an estimate by the band; high None where that is open.
    """

    id: str
    name: Text
    firms: int | None
    percent: float | None
    nearly_all: bool
    band: Label
    low: int
    high: int | None


class BandSum(NamedTuple):
    """The steps that are told, of one cost band, over all firms. steps: None where one is for nearly all.

    high: None where the band has no upper bound.
    """

    band: Label
    steps: int | None
    low: int
    high: int | None


class Costs(NamedTuple):
    """What the first six steps of all firms cost in the first year, in yuan: the told tools, by their cost bands.

    high: over the bands that have an upper bound. at_least: whether there is more above it that nobody knows.
    """

    bands: tuple[BandSum, ...]
    low: int
    high: int
    at_least: bool


class Service(NamedTuple):
    """A shared service. served: firms that it can be there for. wanting: of these, who wants one of its tools now.

    unlocked: of these, for whom one of its tools is held back as long as each brings it in alone.
    """

    id: str
    name: Text
    text: Text
    tools: tuple[Label, ...]
    sources: tuple[str, ...]
    served: int | None
    wanting: int | None
    unlocked: int | None


class Picture(NamedTuple):
    """The whole picture. fewest: the fewest firms of which anything is told; 1 where nothing was withheld.

    firms: None where they are too few for any picture; then everything below is empty.
    """

    format: str
    origin: Origin
    rows: Rows
    fewest: int
    firms: int | None
    axes: tuple[Axis, ...]
    tables: tuple[Table, ...]
    scores: tuple[Score, ...]
    answered: float | None
    first: tuple[ToolCount, ...]
    held: tuple[ToolCount, ...]
    costs: Costs | None
    services: tuple[Service, ...]
    withheld: tuple[Text, ...]
    unknown: tuple[Text, ...]
