"""Every format that a report is written in, by its name; the name is also the ending of the file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from toolbox.advice import Advice
from toolbox.papers.report import Report
from toolbox.papers.svg import Picture
from toolbox.plain import as_json


class Order(NamedTuple):
    """What is wanted. template, template_name: of a Word document. picture: radar, roadmap or both."""

    report: Report
    advice: Advice
    template: bytes | None = None
    template_name: str = ""
    picture: str = "both"


PICTURES = ("both", "radar", "roadmap")


def write(form: str, order: Order) -> bytes:
    """The document. Raises DataError where a template cannot be filled or the font was not made."""
    return FORMATS[form](order)


def _pdf(order: Order) -> bytes:
    from toolbox.papers.pdf import pdf

    return pdf(order.report)


def _docx(order: Order) -> bytes:
    from toolbox.papers.word import OURS, word

    return word(order.report, order.template, order.template_name or OURS)


def _xlsx(order: Order) -> bytes:
    from toolbox.papers.excel import excel

    return excel(order.report)


def _html(order: Order) -> bytes:
    from toolbox.papers.web import html

    return html(order.report)


def _md(order: Order) -> bytes:
    from toolbox.papers.markdown import markdown

    return markdown(order.report)


def _json(order: Order) -> bytes:
    return f"{as_json(order.advice)}\n".encode()


def _svg(order: Order) -> bytes:
    from toolbox.papers.svg import document

    return document(_picture(order)).encode()


def _png(order: Order) -> bytes:
    from toolbox.papers.png import png

    return png(_picture(order))


def _picture(order: Order) -> Picture:
    from toolbox.papers.radar import radar
    from toolbox.papers.roadmap_picture import roadmap_picture
    from toolbox.papers.svg import stacked

    if order.picture == "radar":
        return radar(order.report)
    if order.picture == "roadmap":
        return roadmap_picture(order.report)
    return stacked([radar(order.report), roadmap_picture(order.report)])


FORMATS: Mapping[str, Callable[[Order], bytes]] = {
    "pdf": _pdf,
    "docx": _docx,
    "xlsx": _xlsx,
    "html": _html,
    "md": _md,
    "json": _json,
    "svg": _svg,
    "png": _png,
}
