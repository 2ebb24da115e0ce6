"""Every format tells the same picture, to be read by people, by Excel and by programs."""

from __future__ import annotations

import io
import json
import re
from html.parser import HTMLParser
from typing import Any

import jsonschema
import numpy as np
import openpyxl
import pytest

from toolbox.batch.cube import Cube
from toolbox.batch.told import Count
from toolbox.batch.whole import Whole
from toolbox.knowledge.model import Knowledge
from toolbox.portfolio.grids import grid
from toolbox.portfolio.picture import picture
from toolbox.portfolio.told import Picture
from toolbox.portfolio.words import LABELS
from toolbox.portfolio.writers import FORMS, write
from toolbox.schemas import schema
from toolbox.vocabulary import Text

NASTY = "<script>alert('&\"')</script>"


class _Tags(HTMLParser):
    """Every tag with its attributes, and whether all are closed."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def _tags(page: str) -> _Tags:
    parser = _Tags()
    parser.feed(page)
    return parser


@pytest.mark.parametrize("form", FORMS)
def test_the_same_picture_makes_the_same_bytes(form: str, made: Picture) -> None:
    assert write(form, made, "zh") == write(form, made, "zh")


def test_the_json_fits_its_schema(made: Picture, knowledge: Knowledge) -> None:
    told = json.loads(write("json", made, "en"))
    jsonschema.validate(told, schema("portfolio", knowledge))
    assert told["format"] == "menkan-portfolio/1"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_needs_nothing_from_elsewhere_and_no_script(language: str, made: Picture) -> None:
    page = write("html", made, language).decode()
    tags = _tags(page)
    assert tags.open == []
    assert not [tag for tag, _ in tags.found if tag in ("script", "link", "img", "iframe", "object", "form")]
    assert not [at for _, attrs in tags.found for at in attrs if at in ("src", "href", "style") or at.startswith("on")]
    assert "default-src 'none'" in page
    assert "url(" not in page


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_says_what_the_picture_tells(language: str, made: Picture) -> None:
    page = write("html", made, language).decode()
    words = re.sub(r"<style>.*?</style>|<[^>]+>", " ", page, flags=re.DOTALL)
    for axis in made.axes:
        assert all(f"{group.firms:,}" in words for group in axis.groups)
    for text in (*made.withheld, *made.unknown, *(s.name for s in made.services)):
        assert text.of(language) in page.replace("&#39;", "'").replace("&#34;", '"')
    assert LABELS["made_up"].of(language) in page
    assert page.count("·") >= sum(table.withheld for table in made.tables)


def test_words_of_an_overlay_cannot_become_part_of_the_page(made: Picture) -> None:
    service = made.services[0]._replace(name=Text(NASTY, NASTY), text=Text(NASTY, NASTY))
    page = write("html", made._replace(services=(service,)), "zh").decode()
    assert "<script" not in page
    assert "&lt;script&gt;" in page


def _book(picture: Picture, language: str) -> Any:
    return openpyxl.load_workbook(io.BytesIO(write("xlsx", picture, language)))


def test_the_workbook_has_a_sheet_for_each_table_and_its_numbers(made: Picture) -> None:
    book = _book(made, "zh")
    assert len(book.worksheets) == 1 + len(made.axes) + len(made.tables) + 5
    for table in made.tables:
        sheet = book[table.name.zh]
        cells = [[cell.value for cell in row[1:]] for row in sheet.iter_rows(min_row=2)]
        withheld = LABELS["not_told"].zh
        assert cells == [[withheld if c is None else c for c in row] for row in grid(table, made.axes).cells]


def test_no_text_of_the_workbook_is_a_formula(made: Picture) -> None:
    service = made.services[0]._replace(name=Text("=1+1", "=1+1"))
    book = _book(made._replace(services=(service,)), "en")
    sheet = next(s for s in book.worksheets if s.title.startswith("What shared"))
    assert (sheet["A2"].value, sheet["A2"].data_type) == ("=1+1", "s")


def test_a_picture_of_too_few_is_written_in_every_format(made: Picture) -> None:
    nobody = made.rows._replace(read=None, advised=None, rejected=None)
    few = made._replace(firms=None, rows=nobody, axes=(), tables=(), scores=(), answered=None, first=(), held=())
    few = few._replace(costs=None, services=(), withheld=(Text("太少", "too few"),))
    assert "太少" in write("html", few, "zh").decode()
    assert len(_book(few, "zh").worksheets) == 1


@pytest.mark.parametrize(
    ("sums", "said"),
    [
        ({"advised": 50}, "Every firm has a first step."),
        ({"nothing": 30, "held_only": 20}, "No firm has a first step."),
        ({"advised": 48, "nothing": 2}, "too few to be told by trade or size"),
    ],
)
def test_the_page_says_of_whom_the_catalogue_fails(sums: dict[str, int], said: str, knowledge: Knowledge) -> None:
    cell = ("exploring", "retail", "micro", "33")
    measures = {(name, ""): np.array([firms], np.int64) for name, firms in {"firms": 50, **sums}.items()}
    whole = Whole(Cube((cell,), measures), Count(50, 50, 0), "2026-11-21", 1, 0)
    assert said in write("html", picture(whole, knowledge), "en").decode()
