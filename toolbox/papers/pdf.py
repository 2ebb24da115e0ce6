"""The report as PDF, set by typst: tagged (PDF/UA-1), in the bundled font, the same bytes for the same report."""

from __future__ import annotations

import datetime as dt
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Final

from toolbox import assets
from toolbox.papers.glyphs import drawable
from toolbox.papers.radar import radar
from toolbox.papers.report import Report
from toolbox.papers.roadmap_picture import wave_picture
from toolbox.papers.svg import document
from toolbox.plain import as_json

if TYPE_CHECKING:
    from typst import Compiler

STANDARD: Final = "ua-1"


def pdf(report: Report) -> bytes:
    """The report as PDF. Raises DataError where the font was not made."""
    compiler = _compiler()
    pictures = {"radar": radar(report), **{f"wave{n}": wave_picture(w) for n, w in enumerate(report.waves)}}
    inputs = {"report": drawable(as_json(report))}
    for name, picture in pictures.items():
        inputs |= {name: drawable(document(picture)), f"{name}_alt": picture.title}
    day = dt.datetime.combine(dt.date.fromisoformat(report.day), dt.time(), dt.UTC)
    made = compiler.compile(
        input=_form(), format="pdf", sys_inputs=inputs, pdf_standards=[STANDARD], timestamp=int(day.timestamp())
    )
    assert isinstance(made, bytes)
    return made


@cache
def _form() -> bytes:
    return resources.files("toolbox.papers").joinpath("forms/report.typ").read_bytes()


@cache
def _compiler() -> Compiler:
    """One compiler for all documents of a run: its fonts are read once."""
    import typst

    folder = str(assets.fonts()[0].parent)
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])
    return typst.Compiler(font_paths=fonts)
