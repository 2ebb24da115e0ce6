"""Every broken file is refused with its message: place, fault, remedy.

A file says in its first lines what it must be told (`# says:`), and where in an overlay it goes (`# at:`). Where a
comment cannot stand, a file beside it with `.says` at the end of its name says both. A message begins behind the name
of the file; one about another file of the knowledge names it, with `*` for the line.
"""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from toolbox import profile
from toolbox.documents import read_file, read_text
from toolbox.errors import DataError, Fault
from toolbox.facts import gather
from toolbox.knowledge.examples import failures
from toolbox.knowledge.loader import Loaded
from toolbox.knowledge.model import Knowledge
from toolbox.knowledge.sources import roots

HERE = Path(__file__).parent
PROFILES = sorted(p for p in (HERE / "profiles").iterdir() if p.suffix != ".says")
OVERLAYS = sorted(p for p in (HERE / "knowledge").glob("*/*") if p.suffix != ".says")
FEWEST = 200


def test_there_are_many_broken_files() -> None:
    assert len(PROFILES) + len(OVERLAYS) >= FEWEST


@pytest.mark.parametrize("path", PROFILES, ids=lambda path: path.name)
def test_a_broken_profile_is_refused(path: Path, knowledge: Knowledge) -> None:
    with pytest.raises(DataError) as caught:
        profile.read(read_file(path, "firm"), knowledge)
    assert [str(fault).removeprefix("firm") for fault in caught.value.faults] == _said(path, "says")


@pytest.mark.usefixtures("built_in_files_read_once")
@pytest.mark.parametrize("path", OVERLAYS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_broken_file_of_knowledge_is_refused(path: Path, tmp_path: Path) -> None:
    (at,) = _said(path, "at")
    (tmp_path / at).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / at).write_bytes(path.read_bytes())
    with pytest.raises(DataError) as caught:
        _lint(tmp_path)
    assert [_behind_its_name(fault, tmp_path, at) for fault in caught.value.faults] == _said(path, "says")


def _lint(overlay: Path) -> None:
    """What `menkan rules lint` and `menkan rules test` do."""
    faults = list(failures(Loaded(roots((overlay,)))))
    if faults:
        raise DataError(*faults)


def _said(path: Path, key: str) -> list[str]:
    beside = path.with_name(f"{path.name}.says")
    text = (beside if beside.exists() else path).read_text(encoding="utf-8", errors="replace")
    return re.findall(rf"^# {key}: (.*)$", text, re.MULTILINE)


def _behind_its_name(fault: Fault, overlay: Path, at: str) -> str:
    own = str(fault).replace(f"{overlay}/", "")
    return own.removeprefix(at) if own.startswith(at) else re.sub(r"^([\w/.-]+:)\d+:", r"\1*:", own)


def test_an_overlay_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"gone: there is no such folder\. Name a folder with catalog/ or rules/ in it"):
        roots((tmp_path / "gone",))


def test_an_overlay_with_nothing_of_knowledge_in_it_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"it holds neither catalog/ nor rules/ nor off\.yaml\. Name a folder"):
        roots((tmp_path,))


def test_a_wrong_entry_does_not_make_all_that_speaks_of_it_wrong(tmp_path: Path) -> None:
    place = tmp_path / "catalog" / "tools" / "logistics"
    place.mkdir(parents=True)
    (place / "inventory.yaml").write_text("name: x")
    with pytest.raises(DataError) as caught:
        Loaded(roots((tmp_path,)))
    assert {fault.place for fault in caught.value.faults} == {f"{place}/inventory.yaml:1"}


def test_any_tool_that_no_other_needs_can_be_switched_off(tmp_path: Path, knowledge: Knowledge) -> None:
    """What hangs on them is told nowhere; the firm may still have them, so that rules may still ask."""
    needed = {need for tool in knowledge.tools.values() for need in tool.needs}
    off = [tool for tool in knowledge.tools if tool not in needed]
    (tmp_path / "off.yaml").write_text(f"tools: [{', '.join(off)}]")
    left = Loaded(roots((tmp_path,))).knowledge
    assert set(left.tools) == needed & set(knowledge.tools)
    assert set(left.vocabulary["in_use"].members) == set(knowledge.tools)
    told = profile.read(read_text(f"in_use: [{off[0]}]".encode(), "firm"), left)
    assert gather(told, left, dt.date(2026, 11, 21)).values["in_use"] == told.told["in_use"]
