"""The report as a Word document, filled into a template: ours, or a centre's own."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Mapping
from typing import Any

from toolbox.errors import DataError, Fault
from toolbox.papers.letter import letter
from toolbox.papers.png import png
from toolbox.papers.radar import radar
from toolbox.papers.report import Report
from toolbox.papers.roadmap_picture import roadmap_picture, wave_picture
from toolbox.papers.svg import Picture
from toolbox.papers.zips import still
from toolbox.plain import plain
from toolbox.text import shown

OURS = "menkan"
WIDE, TALL = 160, 220  # mm that a picture may take
_VARIABLES = "See docs/documents.md for all that a template may show."


def word(report: Report, template: bytes | None = None, name: str = OURS) -> bytes:
    """The report in a template. name: how messages call the template. Raises DataError where it cannot be filled."""
    import docxtpl
    from docx.opc.exceptions import PackageNotFoundError
    from jinja2 import StrictUndefined, TemplateError
    from jinja2.sandbox import SandboxedEnvironment

    try:
        document = docxtpl.DocxTemplate(io.BytesIO(template or letter()))
        document.init_docx()
    except (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError):
        raise DataError(Fault(name, "this is not a Word document.", "Save it as .docx.")) from None
    drawn: dict[bytes, str] = {}
    environment = SandboxedEnvironment(undefined=StrictUndefined)
    try:
        document.render(_context(report, document, drawn), environment, autoescape=True)
    except (TemplateError, TypeError, ValueError, SyntaxError) as error:
        fault = f"the template cannot be filled: {shown(error, 200)}."
        raise DataError(Fault(name, fault, _VARIABLES)) from None
    _describe(document, drawn)
    core = document.docx.core_properties
    core.title, core.author, core.last_modified_by = report.title[:255], OURS, OURS
    core.created = core.modified = dt.datetime.fromisoformat(report.day)
    core.language = "zh-CN" if report.language == "zh" else "en-GB"
    out = io.BytesIO()
    document.save(out)
    return still(out.getvalue())


def _context(report: Report, document: Any, drawn: dict[bytes, str]) -> Any:
    """What a template may show: the report's fields, `w` for its fixed words, and the pictures.

    A picture is drawn when the template shows it, and noted in `drawn` with what it shows.
    """
    import docxtpl
    from docx.shared import Mm

    class Shown(docxtpl.InlineImage):  # type: ignore[misc]
        """A picture on its way into the document."""

        def __init__(self, picture: Picture) -> None:
            self.picture = picture
            super().__init__(document, None, width=Mm(min(WIDE, TALL * picture.width / picture.height)))

        def _insert_image(self) -> str:
            made = png(self.picture)
            drawn[made] = self.picture.title
            self.image_descriptor = io.BytesIO(made)
            return str(super()._insert_image())

    context = _safe(plain(report))
    for step in (*context["steps"], *(step for wave in context["later"] for step in wave)):
        step["because"] = step["reasons"][0]["because"] if step["reasons"] else step["needed_by"]
    for wave, shown_wave in zip(report.waves, context["waves"], strict=True):
        shown_wave["picture"] = Shown(wave_picture(wave))
    pictures = {"radar": Shown(radar(report)), "roadmap": Shown(roadmap_picture(report))}
    return {**context, "w": context["words"], **pictures}


def _safe(value: Any) -> Any:
    """The value with every text as XML that means itself: docxtpl would take `{_{` and `}_}` in a name for its own."""
    from markupsafe import Markup, escape

    match value:
        case str():
            words = str(escape("".join(c if c.isprintable() else " " for c in value)))
            return Markup(words.replace("{", "&#123;").replace("}", "&#125;"))
        case list():
            return [_safe(item) for item in value]
        case dict():
            return {key: _safe(item) for key, item in value.items()}
        case _:
            return value


def _describe(document: Any, titles: Mapping[bytes, str]) -> None:
    """Say of each picture what it shows, for those who cannot see it."""
    from docx.oxml.ns import qn

    for inline in document.docx.element.body.iter(qn("wp:inline")):
        blip = next(inline.iter(qn("a:blip")), None)
        part = document.docx.part.related_parts.get(blip.get(qn("r:embed"))) if blip is not None else None
        if part is not None and part.blob in titles:
            inline.find(qn("wp:docPr")).set("descr", titles[part.blob])
