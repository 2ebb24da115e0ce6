"""Word: our template or a centre's; it opens elsewhere, in Chinese type."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import docx
import pytest
from pypdf import PdfReader

from tests.papers.conftest import HOSTILE, Made
from tests.papers.test_docs import variables
from toolbox import assets
from toolbox.errors import DataError
from toolbox.papers.letter import letter
from toolbox.papers.report import Report
from toolbox.papers.word import word


def _own(*paragraphs: str) -> bytes:
    document = docx.Document()
    for words in paragraphs:
        document.add_paragraph(words)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _paragraphs(made: bytes) -> list[str]:
    return [paragraph.text for paragraph in docx.Document(io.BytesIO(made)).paragraphs]


def test_every_style_in_use_names_a_font_for_chinese() -> None:
    styles = zipfile.ZipFile(io.BytesIO(letter())).read("word/styles.xml").decode()
    for style in ("Normal", "Title", "Heading1", "Heading2", "ListBullet"):
        found = re.search(rf'<w:style [^>]*w:styleId="{style}".*?</w:style>', styles, re.DOTALL)
        assert found
        assert 'w:eastAsia="Microsoft YaHei"' in found[0]
        assert "eastAsiaTheme" not in found[0]


def test_our_template_is_the_same_every_time() -> None:
    assert letter() == letter()


def test_a_centre_may_bring_its_own_template(plant: Report) -> None:
    own = _own(
        "某某中心 {{ firm }}",
        "{%p for step in steps %}",
        "{{ step.place }} {{ step.name }}",
        "{%p endfor %}",
        "{{ radar }}",
    )
    made = word(plant, own)
    steps = [f"{step.place} {step.name}" for step in plant.steps]
    assert _paragraphs(made)[: len(steps) + 1] == ["某某中心 宏达纸箱厂", *steps]
    assert any(name.startswith("word/media/") for name in zipfile.ZipFile(io.BytesIO(made)).namelist())


def test_what_a_template_is_told_is_documented_and_is_there(plant: Report) -> None:
    named = variables()
    assert len(named) > 40
    made = _paragraphs(word(plant, _own(*named)))
    assert len(made) >= len(named)  # every one was found: an unknown one is refused


@pytest.mark.parametrize(
    ("template", "said"),
    [
        (_own("{{ nonsense }}"), "nonsense"),
        (_own("{{ firm.nonsense.deeper }}"), "nonsense"),
        (_own("{% for x in %}"), "cannot be filled"),
        (_own("{{ ''.__class__.__mro__ }}"), "cannot be filled"),
        (b"PK nothing", "not a Word document"),
        (b"", "not a Word document"),
    ],
)
def test_a_template_that_cannot_be_filled_is_refused_by_its_name(template: bytes, said: str, plant: Report) -> None:
    with pytest.raises(DataError, match=said) as raised:
        word(plant, template or b"-", "letter.docx")
    assert raised.value.faults[0].place == "letter.docx"


def test_a_name_stays_a_name_in_the_properties_too(hostile: Made) -> None:
    core = docx.Document(io.BytesIO(word(hostile[0]))).core_properties
    assert HOSTILE in core.title
    assert core.created.date().isoformat() == hostile[0].day


def test_pictures_say_what_they_show(plant: Report) -> None:
    xml = zipfile.ZipFile(io.BytesIO(word(plant))).read("word/document.xml").decode()
    described = re.findall(r'<wp:docPr [^>]*descr="([^"]+)"', xml)
    assert len(described) == 1 + len(plant.waves)
    numbers = re.findall(r'<wp:docPr [^>]*\bid="(\d+)"', xml)
    assert len(set(numbers)) == len(numbers)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed; the CI installs it")
def test_it_opens_in_libreoffice_with_every_character_drawn(hostile: Made, tmp_path: Path) -> None:
    """Converted with our font alone: every character of the text has a glyph of it, and none is a box."""
    (tmp_path / ".fonts").mkdir()
    for font in assets.fonts():
        (tmp_path / ".fonts" / font.name).symlink_to(font)
    (tmp_path / "report.docx").write_bytes(word(hostile[0]))
    subprocess.run(
        ["soffice", "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(tmp_path / "report.docx")],
        env={**os.environ, "HOME": str(tmp_path)},
        capture_output=True,
        timeout=180,
        check=True,
    )
    pages = PdfReader(tmp_path / "report.pdf").pages
    text = re.sub(r"\s+", "", "".join(page.extract_text() for page in pages))
    for part in HOSTILE.split():  # where fonts change, a program may tell the parts of a line in another order
        assert part in text
    for step in hostile[0].steps:
        assert re.sub(r"\s+", "", step.name) in text
    assert 4 < len(pages) < 20
