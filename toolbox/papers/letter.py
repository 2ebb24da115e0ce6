"""The Word template that comes with menkan. A centre takes it as a start for its own letterhead."""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING, Any

from toolbox.papers.zips import still

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import _Cell

FONT = "Microsoft YaHei"  # for Latin and Chinese alike; where it is missing, Word takes the system's own
GREEN = "0B6E4F"
MADE = dt.datetime(2026, 1, 1)
STYLES = {"Normal": 10.5, "Title": 24, "Heading 1": 15, "Heading 2": 12, "List Bullet": 10.5, "Table Grid": 9.5}
BRIEF = ("{{ step.place }}", "{{ step.name }}", "{{ step.because }}", "{{ step.cost }}", "{{ step.weeks }}")
BRIEF_HEADS = ("", "{{ w.step }}", "{{ w.why }}", "{{ w.cost }}", "{{ w.weeks }}")


def letter() -> bytes:
    """The template, the same bytes every time."""
    import docx
    from docx.shared import Mm

    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(22)
    section.top_margin = section.bottom_margin = Mm(20)
    _fonts(document)
    _footer(document)
    _cover(document)
    _summary(document)
    _scores(document)
    _steps(document)
    _others(document)
    _grounds(document)
    core = document.core_properties
    core.author, core.title, core.comments = "menkan", "{{ title }}", ""
    core.created = core.modified = MADE
    core.last_modified_by = "menkan"
    out = io.BytesIO()
    document.save(out)
    return still(out.getvalue())


# --- parts -------------------------------------------------------------------------------------------------------


def _cover(document: Document) -> None:
    document.add_paragraph("{{ title }}", style="Title")
    document.add_paragraph("{{ w.subtitle }}")
    _each(document, "fact in facts", "{{ fact.label }}  {{ fact.words }}")
    document.add_paragraph("{{ date }}")


def _summary(document: Document) -> None:
    document.add_heading("{{ w.summary }}", 1)
    _only(document, "trials", "{{ w.trial }}: {{ trials | join(', ') }}")
    document.add_paragraph("{{ scores.said }}")
    _only(document, "message", "{{ message }}")
    document.add_paragraph("{%p if steps %}")
    _table(document, BRIEF_HEADS, "step in steps", BRIEF, (11, 35, 69, 28, 23))
    document.add_paragraph("{{ w.estimates }}")
    document.add_paragraph("{%p endif %}")
    document.add_paragraph("{%p if questions %}")
    document.add_heading("{{ w.questions }}", 1)
    _each(document, "open in questions", "{{ open.question }} ({{ open.waits }})", "List Bullet")
    document.add_paragraph("{%p endif %}")


def _scores(document: Document) -> None:
    document.add_heading("{{ w.scores }}", 1)
    document.add_paragraph("{{ radar }}")
    heads = ("{{ w.dimension }}", "{{ w.score }}", "{{ w.answered }}", "{{ w.peers }}")
    cells = (
        "{{ axis.name }}",
        "{{ axis.words }}",
        "{{ axis.answered }}/{{ axis.indicators }}",
        "{{ axis.peers | join('; ') }}",
    )
    _table(document, heads, "axis in scores.axes", cells, (32, 24, 18, 92))


def _steps(document: Document) -> None:
    document.add_paragraph("{%p if steps %}")
    document.add_heading("{{ w.first }}", 1)
    document.add_paragraph("{%p for step in steps %}")
    document.add_heading("{{ step.place }}. {{ step.name }}", 2)
    document.add_paragraph("{{ step.what }}")
    document.add_paragraph("{%p for reason in step.reasons %}")
    _labelled(document, "{{ w.why if loop.first else w.also }}", "{{ reason.because }}")
    _only(document, "reason.given", "{{ w.given }}: {{ reason.given }}", quiet=True)
    _only(document, "reason.paths", "{{ w.path }}: {{ reason.paths }}", quiet=True)
    _quiet(document, "{{ w.rule }}: {{ reason.rule }}  {{ w.source }}: {{ reason.sources }}")
    document.add_paragraph("{%p endfor %}")
    for label, name in (("why", "needed_by"), ("after", "after"), ("cost", "cost"), ("price", "price")):
        _labelled(document, f"{{{{ w.{label} }}}}", f"{{{{ step.{name} }}}}", f"step.{name}")
    for name in ("effort", "free_way"):
        _labelled(document, f"{{{{ w.{name} }}}}", f"{{{{ step.{name} }}}}", f"step.{name}")
    _only(document, "step.products", "{{ w.products }}: {{ step.products }}", quiet=True)
    _quiet(document, "{{ step.rank }}")
    document.add_paragraph("{%p endfor %}")
    document.add_paragraph("{%p endif %}")


def _others(document: Document) -> None:
    document.add_paragraph("{%p for section in sections %}")
    document.add_heading("{{ section.title }}", 1)
    _each(document, "words in section.paragraphs", "{{ words }}")
    _each(document, "row in section.table", "{{ row | join('  |  ') }}")
    _each(document, "words in section.notes", "{{ words }}")
    document.add_paragraph("{%p endfor %}")
    document.add_paragraph("{%p if waves %}")
    document.add_heading("{{ w.roadmap }}", 1)
    _each(document, "wave in waves", "{{ wave.picture }}")
    _only(document, "longest", "{{ longest }}")
    document.add_paragraph("{%p endif %}")
    document.add_paragraph("{%p if later %}")
    document.add_heading("{{ w.later }}", 1)
    _table(document, BRIEF_HEADS, "step in later | sum(start=[])", BRIEF, (11, 35, 69, 28, 23))
    document.add_paragraph("{%p endif %}")
    document.add_paragraph("{%p if held %}")
    document.add_heading("{{ w.held }}", 1)
    document.add_paragraph("{%p for item in held %}")
    document.add_heading("{{ item.name }}", 2)
    _each(document, "words in item.because", "{{ words }}")
    _each(document, "words in item.until", "{{ w.until }}: {{ words }}")
    _only(document, "item.waits", "{{ item.waits }}")
    document.add_paragraph("{%p endfor %}")
    document.add_paragraph("{%p endif %}")
    document.add_paragraph("{%p if set_aside %}")
    document.add_heading("{{ w.set_aside }}", 1)
    _each(document, "words in set_aside", "{{ words }}", "List Bullet")
    document.add_paragraph("{%p endif %}")


def _grounds(document: Document) -> None:
    document.add_heading("{{ w.profile }}", 1)
    heads = ("{{ w.fact }}", "{{ w.told }}", "{{ w.how }}")
    _table(
        document, heads, "entry in profile", ("{{ entry.label }}", "{{ entry.words }}", "{{ entry.how }}"), (40, 66, 60)
    )
    document.add_heading("{{ w.method }}", 1)
    _each(document, "words in method", "{{ words }}", "List Bullet")
    document.add_paragraph("{{ scores.model }}")
    _only(document, "scores.peer_note", "{{ w.peer }}: {{ scores.peer_note }}")
    _each(document, "words in scores.notes", "{{ words }}", "List Bullet")
    document.add_heading("{{ w.sources }}", 1)
    _each(
        document, "source in sources", "[{{ source.number }}] {{ source.words }} {{ source.stance }} {{ source.url }}"
    )


# --- pieces ------------------------------------------------------------------------------------------------------


def _each(document: Document, loop: str, words: str, style: str | None = None) -> None:
    document.add_paragraph(f"{{%p for {loop} %}}")
    document.add_paragraph(words, style=style)
    document.add_paragraph("{%p endfor %}")


def _only(document: Document, condition: str, words: str, *, quiet: bool = False) -> None:
    document.add_paragraph(f"{{%p if {condition} %}}")
    if quiet:
        _quiet(document, words)
    else:
        document.add_paragraph(words)
    document.add_paragraph("{%p endif %}")


def _labelled(document: Document, label: str, words: str, condition: str = "") -> None:
    if condition:
        document.add_paragraph(f"{{%p if {condition} %}}")
    paragraph = document.add_paragraph()
    paragraph.add_run(f"{label}: ").bold = True
    paragraph.add_run(words)
    if condition:
        document.add_paragraph("{%p endif %}")


def _quiet(document: Document, words: str) -> None:
    from docx.shared import Pt, RGBColor

    run = document.add_paragraph().add_run(words)
    run.font.size, run.font.color.rgb = Pt(8.5), RGBColor.from_string("52606D")


def _table(
    document: Document, heads: tuple[str, ...], loop: str, cells: tuple[str, ...], widths: tuple[int, ...]
) -> None:
    """A table with a row for each of something. widths: of the columns, in mm."""
    from docx.shared import Mm

    table = document.add_table(rows=4, cols=len(heads), style="Table Grid")
    table.autofit = False
    table.cell(1, 0).text = f"{{%tr for {loop} %}}"
    table.cell(3, 0).text = "{%tr endfor %}"
    _mark(table.rows[0], "w:tblHeader")  # stands on every page, and reads as a heading
    _mark(table.rows[2], "w:cantSplit")
    for place, (head, cell, width) in enumerate(zip(heads, cells, widths, strict=True)):
        table.columns[place].width = Mm(width)
        _fill(table.cell(0, place), head, width, bold=True)
        _fill(table.cell(2, place), cell, width)
        for row in (1, 3):
            _fill(table.cell(row, place), table.cell(row, place).text, width)


def _fill(cell: _Cell, words: str, width: int, *, bold: bool = False) -> None:
    from docx.shared import Mm, Pt

    cell.width = Mm(width)
    cell.text = words
    for run in cell.paragraphs[0].runs:
        run.bold, run.font.size = bold, Pt(STYLES["Table Grid"])
    cell.paragraphs[0].paragraph_format.space_after = Pt(2)


def _mark(row: Any, what: str) -> None:
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement(what))


def _fonts(document: Document) -> None:
    """One font for Latin and Chinese; Word looks Chinese characters up under w:eastAsia."""
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    for name, size in STYLES.items():
        style: Any = document.styles[name]
        style.font.name, style.font.size = FONT, Pt(size)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for kind in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
            fonts.set(qn(kind), FONT)
        for kind in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.attrib.pop(qn(kind), None)
        if name in ("Title", "Heading 1", "Heading 2"):
            style.font.color.rgb = RGBColor.from_string(GREEN)
        if name == "Normal":
            style.paragraph_format.space_after, style.paragraph_format.line_spacing = Pt(5), 1.3


def _footer(document: Document) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Pt

    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.add_run("{{ made }} · ").font.size = Pt(8)
    run = paragraph.add_run()
    run.font.size = Pt(8)
    for kind, words in (("begin", ""), ("", "PAGE"), ("end", "")):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        part.text = words or None
        run._r.append(part)
