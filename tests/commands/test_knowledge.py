"""The knowledge in use, and folders laid over it, on every command that takes them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.running import DAY, SHOP, Ran, menkan, process, terminal
from tests.town_van import RULE, TOOL
from toolbox.knowledge.model import Knowledge

MUST = RULE.replace("strength: useful", "strength: must")
TAKE_FIRM = ("recommend", "roadmap")


@pytest.fixture
def both(tmp_path: Path) -> tuple[str, ...]:
    """Two folders: the first brings a tool, the second a rule for it, and each is nothing without the other."""
    for folder, name, text in (
        ("town", "catalog/tools/logistics/town-van.yaml", TOOL),
        ("county", "rules/recommend/logistics/ride-along.yaml", MUST),
    ):
        file = tmp_path / folder / name
        file.parent.mkdir(parents=True)
        file.write_text(text, encoding="utf-8")
    (tmp_path / "county" / "off.yaml").write_text("rules: [virus-protection-first]\n", encoding="utf-8")
    return ("--knowledge", str(tmp_path / "town"), "--knowledge", str(tmp_path / "county"))


def test_counts_and_digest_are_told(knowledge: Knowledge) -> None:
    told = menkan("knowledge", "--json").json
    assert told["digest"] == knowledge.digest
    assert told["counts"]["tools"] == len(knowledge.tools)
    assert told["overridden"] == []
    assert knowledge.digest in menkan("knowledge").out


def test_what_overlays_changed_is_told(both: tuple[str, ...]) -> None:
    said = menkan("knowledge", *both).out
    assert "新增  tools/town-van" in said
    assert "新增  rules/ride-along" in said
    assert "停用  rules/virus-protection-first" in said
    changed = menkan("knowledge", *both, "--json").json["overridden"]
    assert {(o["how"], o["id"]) for o in changed} == {
        ("added", "town-van"),
        ("added", "ride-along"),
        ("switched off", "virus-protection-first"),
    }


def test_overlays_count_on_every_command_that_takes_them(both: tuple[str, ...], tmp_path: Path) -> None:
    def says(word: str, ran: Ran) -> bool:
        return ran.code == 0 and word in ran.out

    van = "镇上的配送车"
    assert says(van, menkan("recommend", SHOP, *both, *DAY))
    assert says(van, menkan("roadmap", SHOP, *both))
    assert says("顺路的车便宜", menkan("explain", SHOP, "town-van", *both))
    assert says(van, menkan("catalog", "list", *both))
    assert says(van, menkan("catalog", "show", "town-van", *both))
    assert says("town-van", menkan("catalog", "search", "配送车", *both))
    assert says("ride-along", menkan("rules", "list", *both))
    assert says(van, menkan("rules", "show", "ride-along", *both))
    before, after = (menkan("rules", "test", *folders, "--json").json["rules"] for folders in ((), both))
    assert after == before  # one came, one went
    assert says("没有错误", menkan("rules", "lint", *both))
    assert says('"town-van"', menkan("schema", "firm", *both))
    assert says("✓", menkan("doctor", *both))
    assert says("# staff:", menkan("new", *both))
    answers = ("餐饮", "6", "6", "1", "1", "1", "?", "?", "镇上的配送车")
    ran = terminal("check", "--quick", "--answers", str(tmp_path / "firm.yaml"), *both, answers=answers)
    assert ran.code == 0
    assert "town-van" in (tmp_path / "firm.yaml").read_text(encoding="utf-8")


def test_an_overlay_with_a_fault_stops_everything_and_is_named(both: tuple[str, ...]) -> None:
    rule_only = both[2:]
    for call in (("recommend", SHOP), ("catalog", "list"), ("knowledge",)):
        ran = menkan(*call, *rule_only)
        assert (ran.code, ran.out) == (1, "")
        assert f"{both[3]}/rules/recommend/logistics/ride-along.yaml:3" in ran.err


def test_advice_says_how_much_overlays_changed(both: tuple[str, ...]) -> None:
    plain, laid_over = (menkan("recommend", SHOP, *o, "--json", *DAY).json["origin"] for o in ((), both))
    assert (plain["overlays"], laid_over["overlays"]) == (0, 3)
    assert plain["knowledge"] != laid_over["knowledge"]


def test_an_edit_of_an_overlay_counts_at_once(both: tuple[str, ...]) -> None:
    assert "顺路的车便宜" in process("recommend", SHOP, *both).out
    rule = Path(both[3]) / "rules/recommend/logistics/ride-along.yaml"
    rule.write_text(MUST.replace("顺路的车便宜", "顺路的车省油"), encoding="utf-8")
    assert "顺路的车省油" in process("recommend", SHOP, *both).out
