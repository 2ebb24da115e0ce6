"""The PDF: for all readers, small, in the bundled font alone."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.papers.conftest import PLANT, Maker
from toolbox import assets
from toolbox.errors import DataError
from toolbox.papers.pdf import pdf
from toolbox.papers.report import Report

MOST_BYTES = 600_000


@pytest.fixture(scope="module")
def made(plant: Report) -> bytes:
    return pdf(plant)


def test_it_is_tagged_titled_and_in_a_language_as_pdf_ua_asks(made: bytes, plant: Report) -> None:
    reader = PdfReader(io.BytesIO(made))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] in ("zh-CN", "zh")
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"pdfuaid" in root["/Metadata"].get_data()
    assert "/StructTreeRoot" in root
    assert reader.metadata is not None
    assert reader.metadata.title == plant.title


def test_pictures_say_what_they_show(made: bytes) -> None:
    found: list[str] = []

    def walk(node: object) -> None:
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            for child in node:
                walk(child)
        elif hasattr(node, "get"):
            if node.get("/S") == "/Figure":
                found.append(str(node.get("/Alt", "")))
            walk(node.get("/K", []))

    walk(PdfReader(io.BytesIO(made)).trailer["/Root"]["/StructTreeRoot"]["/K"])
    assert len(found) >= 2
    assert all(found)


def test_every_font_is_ours_and_embedded(made: bytes) -> None:
    fonts = {}
    for page in PdfReader(io.BytesIO(made)).pages:
        for font in page["/Resources"].get("/Font", {}).values():
            inner = font.get_object()["/DescendantFonts"][0].get_object()
            fonts[str(inner["/BaseFont"])] = inner["/FontDescriptor"]
    assert fonts
    for name, descriptor in fonts.items():
        assert "NotoSansSC" in name
        assert {"/FontFile2", "/FontFile3"} & set(descriptor.get_object())


def test_it_is_small(made: bytes) -> None:
    assert len(made) < MOST_BYTES


def test_rare_characters_are_printed_and_what_has_no_glyph_costs_only_itself(make: Maker) -> None:
    text = PdfReader(io.BytesIO(pdf(make({"name": "喆垚芃😀𠀀\u202e厂", **PLANT})[0]))).pages[0].extract_text()
    assert "喆垚芃〓〓" in text.replace(" ", "")


def test_nothing_is_drawn_where_nothing_is_known(silent: Report) -> None:
    reader = PdfReader(io.BytesIO(pdf(silent)))
    text = "".join(page.extract_text() for page in reader.pages)
    assert silent.scores.said in text.replace("\n", "")


def test_without_the_font_it_is_said_how_to_get_it(
    plant: Report, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from toolbox.papers import glyphs
    from toolbox.papers import pdf as module

    monkeypatch.setattr(assets, "FOLDER", tmp_path)
    module._compiler.cache_clear()
    glyphs.coverage.cache_clear()
    with pytest.raises(DataError, match="make assets"):
        pdf(plant)
    module._compiler.cache_clear()


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is not installed; the CI installs it")
def test_another_program_reads_the_same_words(made: bytes, plant: Report, tmp_path: Path) -> None:
    file = tmp_path / "report.pdf"
    file.write_bytes(made)
    done = subprocess.run(["pdftotext", str(file), "-"], capture_output=True, encoding="utf-8", check=True)
    assert done.stderr == ""
    squeezed = "".join(done.stdout.split())
    for step in plant.steps:
        assert "".join(step.name.split()) in squeezed
