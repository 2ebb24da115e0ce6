"""The folders and files of knowledge, and the digest of what they hold."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from toolbox.errors import DataError
from toolbox.knowledge.sources import BUILT_IN, Root, built_in, called, digest, files, roots


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small folder of knowledge."""
    place = tmp_path / "centre"
    for name, text in (("catalog/a.yaml", "a: 1\n"), ("rules/hold/b.yaml", "b: 2\n"), ("off.yaml", "rules: []\n")):
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_text(text, encoding="utf-8")
    return place


def _digest(folder: Path) -> str:
    return digest([Root("centre", folder)])


# --- folders


def test_the_built_in_knowledge_comes_first_and_overlays_in_their_order(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    (other / "rules").mkdir(parents=True)
    found = roots([folder, other])
    assert found[0] == built_in()
    assert [root.path for root in found[1:]] == [folder, other]
    assert (built_in().path / "catalog").is_dir()


def test_a_folder_that_is_not_there_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no-such-folder: there is no such folder"):
        roots([tmp_path / "no-such-folder"])


def test_a_folder_without_knowledge_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"neither catalog/ nor rules/ nor off\.yaml"):
        roots([tmp_path])


# --- files


def test_files_come_in_a_fixed_order_and_others_are_left_out(folder: Path) -> None:
    (folder / "catalog" / "readme.md").write_text("not knowledge", encoding="utf-8")
    (folder / "notes.yaml").write_text("not knowledge", encoding="utf-8")
    root = Root("centre", folder)
    assert [called(root, path) for path in files(root)] == [
        "centre/catalog/a.yaml",
        "centre/off.yaml",
        "centre/rules/hold/b.yaml",
    ]


def test_a_built_in_file_is_called_by_its_place_in_the_tree(folder: Path) -> None:
    assert called(Root(BUILT_IN, folder), folder / "catalog" / "a.yaml") == "catalog/a.yaml"


# --- digest


def test_a_digest_changes_with_any_content(folder: Path) -> None:
    before = _digest(folder)
    seen = {before}
    for path in files(Root("centre", folder)):
        was = path.read_text(encoding="utf-8")
        path.write_text(was + "# more\n", encoding="utf-8")
        seen.add(_digest(folder))
        path.write_text(was, encoding="utf-8")
    assert len(seen) == 4
    assert _digest(folder) == before


def test_a_digest_changes_when_a_file_is_renamed_added_or_removed(folder: Path) -> None:
    before = _digest(folder)
    (folder / "catalog" / "a.yaml").rename(folder / "catalog" / "c.yaml")
    renamed = _digest(folder)
    (folder / "catalog" / "c.yaml").unlink()
    removed = _digest(folder)
    assert len({before, renamed, removed}) == 3


def test_content_that_moves_from_one_file_to_the_next_changes_the_digest(folder: Path) -> None:
    first, second = folder / "catalog" / "a.yaml", folder / "catalog" / "b.yaml"
    first.write_text("ab", encoding="utf-8")
    second.write_text("c", encoding="utf-8")
    before = _digest(folder)
    first.write_text("a", encoding="utf-8")
    second.write_text("bc", encoding="utf-8")
    assert _digest(folder) != before


def test_a_digest_does_not_change_with_time_or_place_or_order_of_writing(folder: Path, tmp_path: Path) -> None:
    before = _digest(folder)
    for path in files(Root("centre", folder)):
        os.utime(path, (0, 0))
    elsewhere = tmp_path / "elsewhere"
    for path in reversed(list(files(Root("centre", folder)))):
        copy = elsewhere / path.relative_to(folder)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
    assert _digest(folder) == before
    assert _digest(elsewhere) == before


def test_a_digest_tells_an_overlay_from_what_it_is_laid_over(folder: Path) -> None:
    """Which folder lies on top decides what holds."""
    other = folder.parent / "other"
    shutil.copytree(folder, other)
    (other / "catalog" / "a.yaml").write_text("a: 3\n", encoding="utf-8")
    one, two = Root("one", folder), Root("two", other)
    assert digest([one, two]) != digest([two, one])
