"""The page on overlays shows files that work, and says truly what they do."""

from __future__ import annotations

import json
from pathlib import Path

from tests.docs.pages import commands, run, write_files

PAGE = "docs/overlays.md"


def test_the_files_of_the_page_add_replace_and_switch_off(tmp_path: Path) -> None:
    write_files(PAGE, tmp_path)
    for command in commands(PAGE):
        run(command, tmp_path, "en")
    known = json.loads(run("menkan knowledge --knowledge centre --json", tmp_path, "en"))
    changed = {(one["what"], one["id"], one["how"]) for one in known["overridden"]}
    assert {
        ("sources", "our-survey-2026", "added"),
        ("rules", "till-for-street-market-stalls", "added"),
        ("costs", "low", "replaced"),
        ("tools", "ddos-protection", "switched off"),
        ("rules", "score-yourself-before-buying", "switched off"),
    } <= changed
