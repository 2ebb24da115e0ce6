"""The report as one HTML file that needs nothing else: no script, no font, no picture from elsewhere."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from toolbox.papers.radar import radar
from toolbox.papers.report import Report
from toolbox.papers.roadmap_picture import roadmap_picture
from toolbox.papers.svg import document

if TYPE_CHECKING:
    from jinja2 import Template


def html(report: Report) -> bytes:
    """The report as a page. The policy in it forbids all that it does not hold."""
    from markupsafe import Markup

    style = _read("report.css")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    page = _form().render(
        report=report,
        style=Markup(style),
        style_hash=f"sha256-{digest}",
        radar=Markup(document(radar(report))),
        roadmap=Markup(document(roadmap_picture(report))),
    )
    return f"{page}\n".encode()


@cache
def _form() -> Template:
    from jinja2 import Environment, StrictUndefined

    return Environment(autoescape=True, undefined=StrictUndefined).from_string(_read("report.html"))


def _read(name: str) -> str:
    return resources.files("toolbox.papers").joinpath(f"forms/{name}").read_text(encoding="utf-8")
