"""A file is there whole or not at all, and what killed writers left goes without harming those at work."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from toolbox.batch.replacing import clear, replacing
from toolbox.errors import DataError


def test_a_file_takes_its_place_when_it_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    with replacing(path) as temporary, replacing(path) as other:
        assert temporary
        assert other
        assert temporary != other
        temporary.write_text("whole", encoding="utf-8")
        assert not path.exists()
    assert path.read_text(encoding="utf-8") == "whole"
    with pytest.raises(ZeroDivisionError), replacing(path) as temporary:
        _fail_half_way(temporary)
    assert [p.name for p in tmp_path.iterdir()] == ["a.csv"]
    assert path.read_text(encoding="utf-8") == "whole"
    with replacing(None) as temporary:
        assert temporary is None


def _fail_half_way(temporary: Path | None) -> None:
    assert temporary
    temporary.write_text("half", encoding="utf-8")
    raise ZeroDivisionError


def test_a_place_that_cannot_be_written_is_known_at_once(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="cannot be written"), replacing(tmp_path / "no" / "a.csv"):
        raise AssertionError


def test_only_what_nobody_writes_any_more_is_cleared(tmp_path: Path) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    with replacing(tmp_path / "part-00000.parquet") as own:
        assert own
        dead = own.with_name(own.name.replace(f"-{os.getpid()}-", f"-{ended.pid}-"))
        elsewhere, old = (own.with_name(own.name.replace("parquet.", f"parquet.{host}")) for host in "xy")
        others = [tmp_path / name for name in ("part-00001.parquet", ".hidden", ".a.part")]
        for path in (dead, elsewhere, old, *others):
            path.touch()
        os.utime(old, (0, 0))
        clear(tmp_path)
        assert {path for path in (own, dead, elsewhere, old, *others) if path.exists()} == {own, elsewhere, *others}
    clear(tmp_path / "nowhere")
