"""Compiled knowledge is kept, found again, and never served stale or damaged."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

import toolbox
from toolbox.knowledge import cache, codec, load
from toolbox.knowledge.model import Knowledge
from toolbox.knowledge.sources import Root, roots

CHECKOUT = Path(toolbox.__file__).resolve().parent.parent


@pytest.fixture
def kept_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache folder of this test's own."""
    where = tmp_path / "cache"
    monkeypatch.setenv("MENKAN_CACHE", str(where))
    return where


@pytest.fixture
def overlay(tmp_path: Path) -> Path:
    """A folder of a centre that switches a product off."""
    folder = tmp_path / "centre"
    folder.mkdir()
    (folder / "off.yaml").write_text("products: [CoDesign]\n", encoding="utf-8")
    return folder


def _kept(knowledge: Knowledge) -> Path:
    """The compiled copy of the built-in files, written to the cache folder."""
    place = cache.place_of(roots())
    assert place is not None
    cache.keep(place, knowledge)
    assert place.is_file()
    return place


# --- found again


def test_knowledge_is_found_again_and_equal(kept_in: Path, knowledge: Knowledge) -> None:
    place = _kept(knowledge)
    assert place.parent == kept_in
    assert cache.find(place) == knowledge


def test_the_second_call_is_served_from_the_cache(kept_in: Path, overlay: Path) -> None:
    first = load([overlay])
    (copy,) = kept_in.iterdir()
    marked = first._replace(digest="served from the cache")
    cache.write(copy, marked)
    assert load([overlay]).digest == "served from the cache"


def test_nothing_but_the_copy_is_left_in_the_folder(kept_in: Path, knowledge: Knowledge) -> None:
    place = _kept(knowledge)
    assert list(kept_in.iterdir()) == [place]


def test_old_copies_are_forgotten(kept_in: Path, knowledge: Knowledge) -> None:
    kept_in.mkdir()
    for number in range(20):
        old = kept_in / f"{number}.json"
        old.write_bytes(b"old")
        os.utime(old, (number, number))
    place = _kept(knowledge)
    left = sorted(path.name for path in kept_in.iterdir())
    assert len(left) == cache.MOST_KEPT
    assert place.name in left
    assert "0.json" not in left


# --- damaged


def _cut_short(data: bytes) -> bytes:
    return data[: len(data) // 2]


def _one_bit_flipped(data: bytes) -> bytes:
    middle = len(data) // 2
    return data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :]


def _of_another_version(data: bytes) -> bytes:
    return data.replace(b"menkan ", b"menkan 0.0.0-", 1)


def _without_head(data: bytes) -> bytes:
    return data.partition(b"\n")[2]


def _signed(payload: bytes) -> Callable[[bytes], bytes]:
    """The same head, right in length and checksum, over another payload."""

    def damage(data: bytes) -> bytes:
        maker = data.partition(b"\n")[0].rsplit(b" ", 2)[0]
        return b"%b %d %d\n%b" % (maker, len(payload), zlib.crc32(payload), payload)

    damage.__name__ = payload[:12].decode()
    return damage


DAMAGES = [
    _cut_short,
    _one_bit_flipped,
    _of_another_version,
    _without_head,
    _signed(b"{}"),
    _signed(b'["not","it"]'),
    _signed(b"not json"),
    _signed(b""),
    lambda _: b"",
    lambda _: b"\n",
    lambda _: b"\x00" * 4096,
]


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_copy_is_not_served(kept_in: Path, knowledge: Knowledge, damage: Callable[[bytes], bytes]) -> None:
    place = _kept(knowledge)
    place.write_bytes(damage(place.read_bytes()))
    assert cache.find(place) is None


def test_sections_of_the_wrong_shape_are_not_served(kept_in: Path, knowledge: Knowledge) -> None:
    place = _kept(knowledge)
    plain = codec.to_plain(knowledge)
    payload = json.dumps([*plain[:5], "not a section", *plain[6:]]).encode()
    place.write_bytes(_signed(payload)(place.read_bytes()))
    assert cache.find(place) is None


@pytest.mark.parametrize("damage", [_cut_short, _signed(b"{}")])
def test_a_damaged_copy_is_rebuilt(kept_in: Path, knowledge: Knowledge, damage: Callable[[bytes], bytes]) -> None:
    place = _kept(knowledge)
    sound = place.read_bytes()
    place.write_bytes(damage(sound))
    assert load() == knowledge
    assert place.read_bytes() == sound
    assert list(kept_in.iterdir()) == [place]


# --- stale


def test_an_edit_with_the_same_size_and_time_is_noticed(kept_in: Path, overlay: Path) -> None:
    switches = overlay / "off.yaml"
    assert "CoDesign" not in load([overlay]).products
    before = switches.stat()
    switches.write_text("products: []        \n", encoding="utf-8")
    os.utime(switches, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert (switches.stat().st_size, switches.stat().st_mtime_ns) == (before.st_size, before.st_mtime_ns)
    assert "CoDesign" in load([overlay]).products


def test_a_new_file_and_a_removed_one_are_noticed(kept_in: Path, overlay: Path) -> None:
    before = cache.place_of(roots([overlay]))
    extra = overlay / "rules" / "recommend" / "extra.yaml"
    extra.parent.mkdir(parents=True)
    extra.write_text("title: {}\n", encoding="utf-8")
    assert cache.place_of(roots([overlay])) != before
    extra.unlink()
    extra.parent.rmdir()
    extra.parent.parent.rmdir()
    assert cache.place_of(roots([overlay])) == before


def test_another_overlay_has_a_copy_of_its_own(kept_in: Path, overlay: Path) -> None:
    assert cache.place_of(roots([overlay])) != cache.place_of(roots())


def test_an_edit_while_knowledge_is_compiled_does_not_get_the_old_copy(
    kept_in: Path, overlay: Path, knowledge: Knowledge
) -> None:
    """The place is settled before the files are read."""
    place = cache.place_of(roots([overlay]))
    (overlay / "off.yaml").write_text("products: []\n", encoding="utf-8")
    cache.keep(place, knowledge)
    assert cache.find(cache.place_of(roots([overlay]))) is None


def test_a_copy_that_a_wheel_brings_counts_only_for_its_own_files(tmp_path: Path, knowledge: Knowledge) -> None:
    bundled = Root("menkan", tmp_path)
    cache.write(tmp_path / cache.SHIPPED, knowledge)
    assert cache.shipped([bundled], knowledge.digest) == knowledge
    assert cache.shipped([bundled], "another digest") is None
    assert cache.shipped([bundled, Root("centre", tmp_path)], knowledge.digest) is None


# --- where it cannot be kept


def test_an_empty_name_switches_the_cache_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MENKAN_CACHE", "")
    assert cache.folder() is None
    assert cache.place_of(roots()) is None
    assert cache.find(None) is None


def test_without_a_name_the_users_cache_folder_is_used(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("MENKAN_CACHE", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache.folder() == tmp_path / "menkan"
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert cache.folder() == tmp_path / ".cache" / "menkan"


def test_a_folder_that_cannot_be_made_is_no_error(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, overlay: Path
) -> None:
    """A file stands where the folder should be; that stops the administrator's account too."""
    in_the_way = tmp_path / "file"
    in_the_way.write_text("in the way", encoding="utf-8")
    for named in (in_the_way, in_the_way / "below"):
        monkeypatch.setenv("MENKAN_CACHE", str(named))
        assert "CoDesign" not in load([overlay]).products
    assert in_the_way.read_text(encoding="utf-8") == "in the way"


def test_a_missing_folder_is_made(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, knowledge: Knowledge) -> None:
    monkeypatch.setenv("MENKAN_CACHE", str(tmp_path / "a" / "b"))
    assert cache.find(_kept(knowledge)) is not None


def test_a_copy_that_cannot_be_replaced_leaves_nothing_behind(kept_in: Path, knowledge: Knowledge) -> None:
    place = cache.place_of(roots())
    assert place is not None
    place.mkdir(parents=True)
    (place / "in the way").touch()
    cache.keep(place, knowledge)
    assert list(kept_in.iterdir()) == [place]
    assert cache.find(place) is None


# --- several at once


def test_processes_that_start_together_all_succeed_and_leave_one_sound_copy(
    kept_in: Path, knowledge: Knowledge
) -> None:
    code = "from toolbox.knowledge import load; print(load().digest)"
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT), "PYTHONDONTWRITEBYTECODE": "1"}
    running = [
        subprocess.Popen(
            [sys.executable, "-c", code], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        for _ in range(5)
    ]
    said = [process.communicate(timeout=120) for process in running]
    assert said == [(f"{knowledge.digest}\n", "")] * 5
    (copy,) = kept_in.iterdir()
    assert cache.find(copy) == knowledge
