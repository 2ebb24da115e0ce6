"""What is bundled: the right files with their licences, pinned without a trace of where they were fetched."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from toolbox import assets
from toolbox.errors import DataError
from toolbox.papers.glyphs import coverage, covers

ROOT = Path(__file__).resolve().parent.parent
# what GBK can write and the font cannot: a mathematical sign
LACKING = {"≒"}


def _gbk() -> set[str]:
    pairs = (bytes((lead, trail)) for lead in range(0x81, 0xFF) for trail in (*range(0x40, 0x7F), *range(0x80, 0xFF)))
    return {c for c in (pair.decode("gbk", errors="ignore") for pair in pairs) if len(c) == 1}


@pytest.mark.parametrize("font", assets.FONTS)
def test_the_font_draws_every_character_of_gbk(font: str) -> None:
    characters = _gbk()
    assert len(characters) > 21_000
    assert set("喆垚芃") <= characters
    known = coverage(assets.path(font))
    assert {c for c in characters if not covers(known, c)} == LACKING


def test_every_asset_is_there_with_its_licence() -> None:
    bundled = assets.bundled()
    assert {asset.name for asset in bundled} == {"Noto Sans SC", "htmx", "Pico CSS"}
    for asset in bundled:
        assert asset.licence in ("OFL-1.1", "0BSD", "MIT")
        assert asset.texts
        for file in (*asset.files, *asset.texts):
            assert assets.path(file).stat().st_size > 500
    listed = {file for asset in bundled for file in (*asset.files, *asset.texts)} | {"assets.json"}
    there = {path.relative_to(assets.FOLDER).as_posix() for path in assets.FOLDER.rglob("*") if path.is_file()}
    assert there == listed


def test_versions_are_pinned_to_the_letter_and_the_lock_names_no_place() -> None:
    package = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
    pinned = {**package["dependencies"], **package["devDependencies"]}
    for name, version in pinned.items():
        assert re.fullmatch(r"\d+\.\d+\.\d+", version)
        assert lock["packages"][f"node_modules/{name}"]["version"] == version
    for name, entry in lock["packages"].items():
        assert "resolved" not in entry
        assert not name or entry["integrity"].startswith("sha512-")
    versions = {asset.package: asset.version for asset in assets.bundled()}
    assert versions == package["dependencies"]


def test_a_checkout_without_assets_says_how_to_make_them(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(assets, "FOLDER", tmp_path)
    assert assets.bundled() == ()
    with pytest.raises(DataError, match="make assets"):
        assets.fonts()
