"""What every command promises: exit codes, streams, JSON, the same bytes, languages, and never a traceback."""

from __future__ import annotations

import json
import os
import re
import sys
from pathlib import Path

import pytest

from docs.generate import commands
from tests.commands.conftest import Schemas
from tests.commands.running import DAY, EXAMPLES, HAN, PLANT, ROOT, SHOP, Ran, menkan, process, shell, terminal
from toolbox.conditions import durable
from toolbox.knowledge.model import Knowledge

ESCAPE = "\x1b"
CLICKS_WORDS = {"Usage", "Options", "Commands", "Error", "Missing", "Invalid", "Try", "Show", "Did", "such", "requires"}
FIRM_COMMANDS = (("recommend",), ("recommend", "--all", "--explain"), ("roadmap",), ("explain", "inventory"))
# every command that prints, as an owner, an adviser or a bot calls it
CALLS = (
    ("recommend", SHOP, *DAY),
    ("recommend", PLANT, "--all", *DAY),
    ("explain", SHOP, "inventory", *DAY),
    ("explain", PLANT, "wms", "--what-if", *DAY),
    ("roadmap", PLANT, *DAY),
    ("plan", PLANT, "--budget", "20000", "--staff-days", "6", *DAY),
    ("catalog", "list"),
    ("catalog", "show", "inventory"),
    ("catalog", "search", "jxc"),
    ("rules", "list"),
    ("rules", "show", "backup-first"),
    ("knowledge",),
    ("doctor",),
    ("new",),
    ("template",),
    ("about",),
    ("report", SHOP, "-o", "-", "--format", "md", *DAY),
    ("completion", "bash"),
    ("schema", "error"),
)
WRONG_DATA = (
    ("recommend", "nowhere.yaml"),
    ("recommend", str(ROOT)),
    ("explain", SHOP, "invntory"),
    ("plan", SHOP, "--must", "invntory"),
    ("rules", "show", "backup-frst"),
    ("rules", "list", "--tool", "nothing"),
    ("catalog", "show", "nothing"),
    ("diff", PLANT, SHOP),
    ("catalog", "list", "--knowledge", "nowhere"),
)
WRONG_USAGE = (
    (),
    ("recomend",),
    ("recommend",),
    ("recommend", SHOP, "--jsn"),
    ("recommend", SHOP, "more"),
    ("recommend", SHOP, "--today", "yesterday"),
    ("recommend", SHOP, "--lang", "fr"),
    ("catalog", "serch"),
    ("catalog", "list", "--layer", "securty"),
    ("schema", "advise"),
    ("completion", "tcsh"),
    ("check",),
    ("diff", PLANT),
)


def _well_laid(text: str) -> bool:
    return ESCAPE not in text and not any(line != line.rstrip() for line in text.splitlines())


def _named(call: tuple[str, ...]) -> str:
    return " ".join(Path(part).name for part in call) or "nothing"


# --- exit codes and streams --------------------------------------------------------------------------------------


@pytest.mark.parametrize("call", CALLS, ids=_named)
def test_what_succeeds_prints_clean_lines_and_nothing_on_stderr(call: tuple[str, ...]) -> None:
    ran = process(*call)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.strip()
    assert _well_laid(ran.out) or call[0] == "completion"


@pytest.mark.parametrize("call", WRONG_DATA, ids=_named)
def test_wrong_data_ends_with_1_and_a_word_on_stderr(call: tuple[str, ...], schemas: Schemas) -> None:
    ran, as_json = menkan(*call), menkan(*call, "--json")
    assert (ran.code, ran.out) == (1, "")
    assert ": " in ran.err
    assert (as_json.code, as_json.out) == (1, "")
    assert schemas.accept("error", as_json.error)
    assert as_json.error["exit_code"] == 1


@pytest.mark.parametrize("call", WRONG_USAGE, ids=_named)
def test_wrong_usage_ends_with_2_and_a_word_on_stderr(call: tuple[str, ...], schemas: Schemas) -> None:
    ran, as_json = menkan(*call), menkan(*call, "--json")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.strip()
    assert (as_json.code, as_json.out) == (2, "")
    assert schemas.accept("error", as_json.error)
    assert as_json.error["exit_code"] == 2


def test_a_fault_of_ours_ends_with_3_and_asks_for_a_report(schemas: Schemas, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("toolbox.advice.advise", lambda *_: 1 // 0)
    ran, as_json = menkan("recommend", SHOP), menkan("recommend", SHOP, "--json")
    assert (ran.code, ran.out) == (3, "")
    assert "ZeroDivisionError" in ran.err
    assert "请报告" in ran.err
    assert "Traceback" not in ran.err
    assert schemas.accept("error", as_json.error)
    assert as_json.error["exit_code"] == 3


def test_whoever_debugs_sees_the_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("toolbox.advice.advise", lambda *_: 1 // 0)
    monkeypatch.setenv("MENKAN_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        menkan("recommend", SHOP)


def test_errors_are_json_too_where_the_format_is_json(schemas: Schemas) -> None:
    for written in (("--format", "json"), ("--format=json",)):
        assert schemas.accept("error", menkan("roadmap", "nowhere.yaml", *written).error)
    assert menkan("roadmap", "nowhere.yaml", "--format", "dot").err.startswith("nowhere.yaml: ")


@pytest.mark.parametrize(
    ("call", "near"),
    [
        (("recomend",), "recommend"),
        (("catalog", "serch"), "search"),
        (("recommend", SHOP, "--jsn"), "--json"),
        (("catalog", "list", "--layer", "securty"), "security"),
        (("explain", SHOP, "invntory"), "inventory"),
        (("explain", SHOP, "进销存软"), "进销存"),
        (("rules", "show", "backup-frst"), "backup-first"),
    ],
)
def test_a_mistyped_word_is_answered_with_the_nearest(call: tuple[str, ...], near: str) -> None:
    assert near in menkan(*call).err.split("是不是")[1]
    assert near in menkan(*call, lang="en").err.split("Did you mean")[1]


# --- JSON --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("firm", EXAMPLES, ids=lambda path: path.stem)
def test_every_example_gets_json_that_fits_the_published_schemas(firm: Path, schemas: Schemas) -> None:
    assert schemas.accept("advice", menkan("recommend", str(firm), "--json", *DAY).json)
    assert schemas.accept("roadmap", menkan("roadmap", str(firm), "--json", *DAY).json)
    assert schemas.accept("explanation", menkan("explain", str(firm), "backup", "--json", *DAY).json)


def test_json_does_not_depend_on_the_language() -> None:
    for call in (("recommend", SHOP), ("explain", SHOP, "inventory"), ("roadmap", SHOP)):
        assert menkan(*call, "--json", *DAY).out == menkan(*call, "--json", *DAY, lang="en").out


@pytest.mark.parametrize(
    "call",
    [call for call in CALLS if call[0] not in ("new", "template", "report", "completion", "schema")]
    + [("rules", "test"), ("rules", "lint")],
    ids=_named,
)
def test_json_is_one_line_of_json(call: tuple[str, ...]) -> None:
    ran = menkan(*call, "--json")
    assert (ran.code, ran.err, ran.out.count("\n")) == (0, "", 1)
    assert ran.json


# --- the same bytes ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("call", [CALLS[1], (*CALLS[1], "--json"), CALLS[2], CALLS[3]], ids=_named)
def test_the_same_input_gives_the_same_bytes_with_any_hash_seed_and_with_a_cold_cache(
    call: tuple[str, ...], tmp_path: Path
) -> None:
    first = process(*call, env={"PYTHONHASHSEED": "1"})
    assert process(*call, env={"PYTHONHASHSEED": "2"}) == first
    assert process(*call, env={"PYTHONHASHSEED": "3", "MENKAN_CACHE": str(tmp_path)}) == first


@pytest.mark.parametrize("firm", EXAMPLES, ids=lambda path: path.stem)
def test_either_engine_gives_the_same_bytes(firm: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert durable.available()
    call = ("recommend", str(firm), "--json", *DAY)
    fired_by_durable = menkan(*call).out
    monkeypatch.setattr(durable, "available", lambda: False)
    assert menkan(*call).out == fired_by_durable


FIRM = {
    "sector": "catering",
    "staff": 6,
    "activities": ["runs_store", "perishable"],
    "pains": ["queues"],
    "connectivity": "broadband",
    "in_use": [],
    "sales_in_software": False,
}


def test_chinese_and_english_words_say_the_same_firm(knowledge: Knowledge) -> None:
    in_chinese = {}
    for name, value in FIRM.items():
        fact = knowledge.vocabulary[name]
        label = {id_: member.label.zh for id_, member in fact.members.items()}
        said = [label[member] for member in value] if isinstance(value, list) else value
        in_chinese[fact.label.zh] = label.get(value, value) if isinstance(value, str) else said
    assert not in_chinese.keys() & FIRM.keys()
    told, said = (menkan("recommend", "-", "--json", *DAY, stdin=json.dumps(firm)) for firm in (FIRM, in_chinese))
    assert (told.code, told.err) == (0, "")
    assert said == told


def test_a_firm_reads_the_same_as_a_file_and_on_stdin_in_yaml_and_in_json(tmp_path: Path) -> None:
    yaml = tmp_path / "firm.yaml"
    yaml.write_text("\n".join(f"{key}: {json.dumps(value)}" for key, value in FIRM.items()), encoding="utf-8")
    as_json = tmp_path / "firm.json"
    as_json.write_text(json.dumps(FIRM), encoding="utf-8")
    for command in FIRM_COMMANDS:
        first, *rest = command
        said = {
            menkan(first, str(yaml), *rest, *DAY),
            menkan(first, str(as_json), *rest, *DAY),
            menkan(first, "-", *rest, *DAY, stdin=yaml.read_text(encoding="utf-8")),
            menkan(first, "-", *rest, *DAY, stdin=as_json.read_text(encoding="utf-8")),
        }
        assert {ran.code for ran in said} == {0}
        assert len(said) == 1


def test_the_day_counts_and_is_today_unless_it_is_told() -> None:
    assert '"today":"2031-05-06"' in menkan("recommend", SHOP, "--json", "--today", "2031-05-06").out
    assert re.search(r'"today":"20\d\d-\d\d-\d\d"', menkan("recommend", SHOP, "--json").out)


# --- languages ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("firm", EXAMPLES, ids=lambda path: path.stem)
def test_every_example_is_well_laid_in_both_languages(firm: Path) -> None:
    for command in FIRM_COMMANDS:
        first, *rest = command
        zh, en = (menkan(first, str(firm), *rest, *DAY, lang=lang) for lang in ("zh", "en"))
        assert (zh.code, zh.err, en.code, en.err) == (0, "", 0, "")
        assert _well_laid(zh.out)
        assert _well_laid(en.out)
        assert HAN.search(zh.out)


@pytest.mark.parametrize("firm", EXAMPLES, ids=lambda path: path.stem)
def test_english_output_has_no_chinese_but_the_names_of_firms_and_products(firm: Path) -> None:
    told = menkan("recommend", str(firm), "--json", *DAY).json
    steps = [*told["first"], *(step for wave in told["later"] for step in wave)]
    names = {told["firm"]["name"] or "", *(product["name"] for step in steps for product in step["products"])}
    for command in FIRM_COMMANDS:
        first, *rest = command
        flat = re.sub(r"\s+", " ", menkan(first, str(firm), *rest, *DAY, lang="en").out)
        left = re.sub(r"Products that the reports name .*? (?=Rank )", "", flat)
        for name in names:
            left = left.replace(name, "")
        assert not HAN.search(left)


@pytest.mark.parametrize(
    ("env", "arguments", "english"),
    [
        ({}, (), False),
        ({"LANG": "en_US.UTF-8"}, (), True),
        ({"LANG": "zh_CN.UTF-8"}, (), False),
        ({"LANG": "de_DE.UTF-8"}, (), False),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "zh_CN.UTF-8"}, (), False),
        ({"LANG": "en_US.UTF-8", "MENKAN_LANG": "zh"}, (), False),
        ({"MENKAN_LANG": "en"}, (), True),
        ({"MENKAN_LANG": "en"}, ("--lang", "zh"), False),
        ({"MENKAN_LANG": "zh"}, ("--lang=en",), True),
    ],
)
def test_the_option_goes_before_the_variable_before_the_locale_before_chinese(
    env: dict[str, str], arguments: tuple[str, ...], english: bool
) -> None:
    for call in (("rules", "show", "backup-first"), ("rules", "-h")):
        ran = process(*call, *arguments, env=env)
        assert ran.code == 0
        assert bool(HAN.search(ran.out)) is not english


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, tuple[str, str, list[tuple[str, str]]]]]:
    """Every command in both languages: usage, help and options."""
    cache = str(tmp_path_factory.mktemp("help"))
    return {language: commands(language, cache) for language in ("zh", "en")}


def test_every_command_and_every_option_is_explained_in_both_languages(tree: dict) -> None:
    assert len(tree["zh"]) > 15
    assert tree["zh"].keys() == tree["en"].keys()
    for name in tree["zh"]:
        for language, chinese in (("zh", True), ("en", False)):
            _, said, options = tree[language][name]
            for text in (said, *(help_ for _, help_ in options)):
                assert text, name
                assert bool(HAN.search(text)) is chinese, (name, text)


def test_help_and_errors_of_click_itself_speak_chinese() -> None:
    calls = [("-h",), ("catalog", "-h"), ("recommend", "-h"), *WRONG_USAGE]
    for call in calls:
        ran = menkan(*call)
        assert not CLICKS_WORDS & set(re.findall(r"[A-Za-z]+", ran.out + ran.err)), call


def test_every_command_is_documented(tree: dict) -> None:
    page = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    documented = re.findall(r"^## `(menkan [a-z ]*[a-z])", page, re.MULTILINE)
    assert documented == list(tree["en"])


# --- terminals and pipes -----------------------------------------------------------------------------------------


def test_colours_show_on_a_terminal_that_wants_them() -> None:
    assert ESCAPE in terminal("recommend", SHOP).out
    assert ESCAPE not in terminal("recommend", SHOP, env={"NO_COLOR": "1"}).out
    assert ESCAPE not in terminal("recomend", env={"NO_COLOR": "1"}).out


@pytest.mark.parametrize("columns", ["60", "100"])
def test_lines_fit_the_terminal(columns: str) -> None:
    from rich.cells import cell_len

    ran = terminal("recommend", PLANT, env={"COLUMNS": columns, "NO_COLOR": "1"})
    assert ran.code == 0
    assert max(cell_len(line) for line in ran.out.splitlines()) <= int(columns)


@pytest.mark.parametrize(
    "line", ["menkan rules list --json", "menkan catalog list", f"menkan recommend {SHOP}", "menkan -h", "menkan new"]
)
def test_a_reader_who_has_enough_ends_a_call_quietly_with_0(line: str) -> None:
    ran = shell(f'{line} | true; echo "${{PIPESTATUS[0]}}"')
    assert (ran.out, ran.err) == ("0\n", "")


def test_a_full_disk_is_told_without_a_traceback() -> None:
    ran = shell("menkan rules list --json > /dev/full")
    assert ran.code == 1
    assert ran.err.count("\n") == 1


@pytest.mark.parametrize("closing", [">&-", "2>&-", "<&-", ">&- 2>&- <&-"])
def test_closed_streams_are_no_fault_of_ours(closing: str) -> None:
    ran = shell(f"menkan recommend {SHOP} {closing}")
    assert (ran.code, ran.err) == (0, "")


# --- never a traceback -------------------------------------------------------------------------------------------


def _told_off(ran: Ran, code: int) -> bool:
    return ran.code == code and "Traceback" not in ran.err and bool(ran.err.strip())


def test_files_that_are_no_profiles_are_refused_with_their_name(tmp_path: Path) -> None:
    contents = {
        "binary.yaml": bytes(range(256)),
        "empty.yaml": b"",
        "huge.yaml": b"name: x\n" * 400_000,
        "broken.yaml": b"staff: [1, 2",
        "list.json": b"[1, 2]",
        "gbk.yaml": "行业: 餐饮".encode("gbk"),
        "deep.json": b"[" * 100_000,
    }
    for name, content in contents.items():
        file = tmp_path / name
        file.write_bytes(content)
        for ran in (process("recommend", str(file)), process("check", "--answers", str(file))):
            assert _told_off(ran, 1 if name in ran.err else 2)
        assert name in menkan("recommend", str(file)).err


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text("staff: 3")
    file.chmod(0)
    assert _told_off(menkan("recommend", str(file)), 1)


@pytest.mark.parametrize(
    ("call", "code"),
    [
        ((b"recommend", b"\xff\xfe.yaml"), 1),
        ((b"recommend", b"\xff\xfe.yaml", b"--json"), 1),
        ((b"explain", SHOP.encode(), b"\xff"), 1),
        ((b"rules", b"show", b"\xff"), 1),
        ((b"catalog", b"list", b"--knowledge", b"\xff"), 1),
        ((b"\xff",), 2),
        ((b"\xff", b"--json"), 2),
        ((b"recommend", SHOP.encode(), b"--today", b"\xff"), 2),
    ],
)
def test_bytes_that_are_no_text_are_told_off_without_a_traceback(call: tuple[bytes, ...], code: int) -> None:
    ran = process(*call)
    assert _told_off(ran, code)
    assert "--json" not in map(os.fsdecode, call) or ran.error["exit_code"] == code


def test_bytes_that_are_no_text_find_nothing() -> None:
    assert process(b"catalog", b"search", b"\xff").code == 0


def test_an_endless_file_is_refused() -> None:
    assert _told_off(process("recommend", "/dev/zero"), 1)
    assert _told_off(shell("menkan recommend - < /dev/zero"), 1)


@pytest.mark.parametrize(
    "env", [{"HOME": ""}, {"MENKAN_CACHE": ""}, {"MENKAN_CACHE": "/proc/nowhere"}, {"MENKAN_CACHE": "/dev/null"}]
)
def test_a_cache_that_cannot_be_written_is_done_without(env: dict[str, str]) -> None:
    assert process("recommend", SHOP, *DAY, env=env) == process("recommend", SHOP, *DAY)


def test_no_home_is_needed(tmp_path: Path) -> None:
    ran = shell(f'env -i HOME={tmp_path} PYTHONUTF8=1 "{sys.executable}" "{ROOT / "cli.py"}" recommend {SHOP}')
    without = shell(
        f'env -i XDG_CACHE_HOME={tmp_path} PYTHONUTF8=1 "{sys.executable}" "{ROOT / "cli.py"}" recommend {SHOP}'
    )
    assert (ran.code, ran.err) == (0, "")
    assert without == ran
