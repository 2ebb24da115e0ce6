"""What is installed is what the checkout does: the wheel's content, and the same advice byte for byte."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tarfile
import venv
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FIRM = (ROOT / "examples" / "corrugated-board-plant-pujiang.yaml").read_bytes()
ADVICE = ("recommend", "-", "--json", "--today", "2026-11-21")
PARTS = ("toolbox", "catalog", "rules")
SECONDS = 600


def _run(*call: str | Path, **options: object) -> bytes:
    done = subprocess.run(list(map(str, call)), capture_output=True, timeout=SECONDS, check=False, **options)
    assert done.returncode == 0, done.stderr.decode(errors="replace")
    return done.stdout


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files that are built from, somewhere else, so that nothing is left behind here."""
    source = tmp_path_factory.mktemp("source")
    unwanted = shutil.ignore_patterns("__pycache__", "_data")
    for part in PARTS:
        shutil.copytree(ROOT / part, source / part, ignore=unwanted)
    for file in ("pyproject.toml", ".gitignore", "build_hook.py", "cli.py", "LICENSE", "CHANGELOG.md", *_readmes()):
        shutil.copy(ROOT / file, source / file)
    return source


def _readmes() -> list[str]:
    return sorted(path.name for path in ROOT.glob("README*.md"))


@pytest.fixture(scope="module")
def wheel(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel, built as `make wheel` does it."""
    out = tmp_path_factory.mktemp("dist")
    _run(sys.executable, "-m", "toolbox.knowledge", "build/compiled.json", cwd=source)
    _run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", out, ".", cwd=source)
    (made,) = out.glob("menkan-*.whl")
    return made


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh environment with the pinned requirements and the wheel, and nothing else."""
    place = tmp_path_factory.mktemp("venv")
    venv.create(place, with_pip=True)
    python = place / "bin" / "python"
    flags = {"CFLAGS": f"{os.environ.get('CFLAGS', '')} -Wno-error"}  # as the Makefile says to newer compilers
    if sys.version_info >= (3, 13):
        flags["CPPFLAGS"] = "-DPyEval_CallObject=PyObject_CallObject"
    pip = (python, "-m", "pip", "install", "-q", "--disable-pip-version-check")
    _run(*pip, "--require-hashes", "-r", ROOT / "requirements.txt", env={**os.environ, **flags})
    _run(*pip, "--no-deps", "--no-index", wheel)
    return python


def _advice(*call: str | Path, cache: str | Path, **changes: str) -> bytes:
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "MENKAN", "LC_", "LANG"))
    }
    return _run(
        *call, *ADVICE, cwd="/", input=FIRM, env={**kept, "MENKAN_CACHE": str(cache), "PYTHONUTF8": "1", **changes}
    )


def test_a_wheel_brings_toolbox_and_its_own_description_and_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert {re.sub(r"menkan-[^/]*", "menkan", name.split("/")[0]) for name in names} == {"toolbox", "menkan"}
    assert not [name for name in names if "__pycache__" in name or name.startswith("toolbox/_data/_")]


def test_a_wheel_holds_every_file_of_knowledge_and_code_and_the_compiled_copy(wheel: Path, source: Path) -> None:
    packed = zipfile.ZipFile(wheel)
    names = set(packed.namelist())
    for part, into in (("toolbox", ""), ("catalog", "toolbox/_data/"), ("rules", "toolbox/_data/")):
        for file in (source / part).rglob("*"):
            if file.is_file() and "__pycache__" not in file.parts:
                assert packed.read(into + file.relative_to(source).as_posix()) == file.read_bytes()
    assert "toolbox/_data/compiled.json" in names
    assert "toolbox/_assets/assets.json" in names
    assert "toolbox/commands/locale/zh/LC_MESSAGES/menkan.mo" in names


def test_the_same_files_give_the_same_wheel(wheel: Path, source: Path, tmp_path: Path) -> None:
    _run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", tmp_path, ".", cwd=source)
    (again,) = tmp_path.glob("*.whl")
    assert hashlib.sha256(again.read_bytes()).digest() == hashlib.sha256(wheel.read_bytes()).digest()


def test_an_sdist_builds_the_same_wheel(wheel: Path, source: Path, tmp_path: Path) -> None:
    _run(sys.executable, "-m", "build", "--sdist", "--no-isolation", "--outdir", tmp_path, ".", cwd=source)
    (packed,) = tmp_path.glob("*.tar.gz")
    with tarfile.open(packed) as archive:
        archive.extractall(tmp_path / "unpacked", filter="data")
    (unpacked,) = (tmp_path / "unpacked").iterdir()
    for part in PARTS:
        inside = {path.relative_to(source) for path in (source / part).rglob("*") if path.is_file()}
        assert {path.relative_to(unpacked) for path in (unpacked / part).rglob("*") if path.is_file()} == {
            path for path in inside if "__pycache__" not in path.parts
        }
    _run(sys.executable, "-m", "toolbox.knowledge", "build/compiled.json", cwd=unpacked)
    _run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", tmp_path, ".", cwd=unpacked)
    (again,) = tmp_path.glob("*.whl")
    assert set(zipfile.ZipFile(again).namelist()) == set(zipfile.ZipFile(wheel).namelist())


@pytest.mark.parametrize("cache", ["none", "fresh", "forbidden"])
def test_an_installed_menkan_gives_the_advice_of_the_checkout(
    cache: str, python: Path, source: Path, tmp_path: Path
) -> None:
    places: Mapping[str, str | Path] = {"none": "", "fresh": tmp_path / "cache", "forbidden": "/proc/nowhere"}
    of_the_checkout = _advice(sys.executable, source / "cli.py", cache="")
    assert _advice(python.with_name("menkan"), cache=places[cache]) == of_the_checkout
    assert _advice(python.with_name("menkan"), cache=places[cache]) == of_the_checkout  # from the cache it made


def test_an_installed_menkan_needs_no_yaml_to_start(python: Path) -> None:
    """The compiled copy counts: what reads files of knowledge is never imported."""
    code = (
        "import sys, toolbox.knowledge; toolbox.knowledge.load(); "
        "print({'yaml', 'pydantic'} & sys.modules.keys() or 'neither')"
    )
    assert _run(python, "-c", code, cwd="/", env={**os.environ, "MENKAN_CACHE": ""}) == b"neither\n"


def test_an_installed_menkan_leaves_only_its_own_names(python: Path) -> None:
    code = "import importlib.metadata as m; print(*sorted({str(f).split('/')[0] for f in m.files('menkan')}))"
    left = _run(python, "-c", code, cwd="/").decode().split()
    assert [name for name in left if not name.startswith(("menkan-", ".."))] == ["toolbox"]


def test_an_installed_menkan_speaks_chinese_and_is_in_order(python: Path) -> None:
    menkan = python.with_name("menkan")
    env = {**os.environ, "MENKAN_CACHE": "", "MENKAN_LANG": "zh", "PYTHONUTF8": "1"}
    assert _run(menkan, "-h", cwd="/", env=env).decode().startswith("用法：")
    assert "✗" not in _run(menkan, "doctor", cwd="/", env=env).decode()


def test_nothing_is_left_behind_in_the_checkout(wheel: Path) -> None:
    assert not (ROOT / "toolbox" / "_data").exists()
    assert wheel.is_file()
