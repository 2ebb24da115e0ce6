"""Faults are told in Chinese: every message that a broken file brings about, and those that come from elsewhere."""

from __future__ import annotations

import ast
import errno
import inspect
import json.decoder
import json.scanner
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.commands.conftest import Schemas
from tests.commands.running import HAN, ROOT, SHOP, menkan
from toolbox.commands.faults_zh import Kind, Template, in_chinese, match, templates, told_in_chinese, translated
from toolbox.errors import Fault

BROKEN = ROOT / "tests" / "broken"
SAYS = sorted(
    {
        says
        for path in BROKEN.rglob("*")
        if path.is_file() and path.suffix != ".py"
        for says in re.findall(r"^# says: (.*)$", path.read_text(encoding="utf-8", errors="replace"), re.MULTILINE)
    }
)
# what no broken file brings about: it comes from the system, from the command line, from a bot or from other knowledge
ELSEWHERE = [line.split("\t") for line in (Path(__file__).parent / "other_faults.tsv").read_text("utf-8").splitlines()]

# what may stay: quoted words, code, lists of what can be written, and the paths of files
_STAYS = re.compile(
    r"“[^“”]*”|U\+[0-9A-F]+|`[^`]*`|(?:可选|可用的键|可以停用的有|键)：[^。）]*|[\w*.-]*/[\w/.-]*|\.\w+"
)
_NAMES = {
    *("JSON", "YAML", "UTF", "GB"),  # formats and standards
    *("derive", "recommend", "hold", "eligible", "refer", "strength", "until", "shares", "facts", "staff"),  # keys
    *("menkan", "MENKAN_DEBUG", "Spark", "Java"),
}
# where the program puts sentences together
_JOINS = re.compile(r"[';…]|: | or | of | in | takes |no decimals|at most| 100,")
# a newer Python says them
_NEWER = {"illegal trailing comma before end of object", "illegal trailing comma before end of array"}


def _best(says: str) -> tuple[Template, str, Template | None, str]:
    """A message taken apart: its fault and its remedy, and the templates that fit with the most words of their own."""
    found: list[tuple[int, Template, str, Template | None, str]] = []
    for start in (m.end() for m in re.finditer(": ", says)):
        rest = says[start:]
        for cut in (len(rest), *(m.start() + 1 for m in re.finditer(r"\. ", rest))):
            fault, remedy = rest[:cut], rest[cut + 1 :]
            one, two = match("fault", fault), match("remedy", remedy) if remedy else None
            if one and (two or not remedy):
                own = sum(map(len, one[0].words + (two[0].words if two else ())))
                found.append((own, one[0], fault, two[0] if two else None, remedy))
    assert found, f"nothing in Chinese for: {says}"
    return max(found, key=lambda each: each[0])[1:]


def _english_left(chinese: str) -> set[str]:
    return {word for word in re.findall(r"[A-Za-z_]+", _STAYS.sub("", chinese)) if word not in _NAMES}


@pytest.mark.parametrize("says", SAYS)
def test_what_a_broken_file_is_told_is_told_in_chinese(says: str) -> None:
    _, fault, _, remedy = _best(says)
    said = in_chinese(Fault("file:1", fault, remedy))
    assert HAN.search(said.fault)
    assert bool(HAN.search(said.remedy)) is bool(remedy)
    assert not _english_left(said.fault + said.remedy), said


@pytest.mark.parametrize(("kind", "text"), ELSEWHERE)
def test_what_comes_from_elsewhere_is_told_in_chinese(kind: Kind, text: str) -> None:
    said = translated(kind, text)
    assert HAN.search(said)
    assert not _english_left(said), said


def test_no_line_of_the_table_lies_idle(monkeypatch: pytest.MonkeyPatch) -> None:
    used: set[Template] = set()
    filled = Template.filled

    def noted(template: Template, text: str) -> str | None:
        said = filled(template, text)
        if said is not None:
            used.add(template)
        return said

    monkeypatch.setattr(Template, "filled", noted)
    for says in SAYS:
        _, fault, _, remedy = _best(says)
        in_chinese(Fault("", fault, remedy))
    from_files = set(used)
    for kind, text in ELSEWHERE:
        translated(kind, text)  # type: ignore[arg-type]
    assert set(templates()) == used
    for kind, text in ELSEWHERE:
        found = match(kind, text)  # type: ignore[arg-type]
        assert found
        assert kind == "part" or found[0] not in from_files, f"a broken file says it: {text}"


def test_the_english_of_the_table_is_what_the_program_says() -> None:
    """Told by its longest run of words: what puts sentences together has the short ones in several places."""
    known = "\0".join(_spoken())
    for template in templates():
        longest = max(_JOINS.split("\0".join(template.words)), key=len).split("\0")
        assert template.english in _NEWER or all(part.strip() in known for part in longest), template.english


def _spoken() -> Iterator[str]:
    for path in (ROOT / "toolbox").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value
    yield from map(os.strerror, errno.errorcode)
    yield (inspect.getsource(json.decoder) + inspect.getsource(json.scanner)).lower().replace("\\\\", "\\")
    for path in (ROOT / "catalog").rglob("*.yaml"):
        yield path.read_text(encoding="utf-8")


def test_english_keeps_english(tmp_path: Path) -> None:
    firm = tmp_path / "firm.yaml"
    firm.write_text("staf: 3\n", encoding="utf-8")
    assert menkan("recommend", str(firm), lang="en").err == f"{firm}:1: no fact called 'staf'. Did you mean 'staff'?\n"
    assert menkan("recommend", str(firm)).err == f"{firm}:1: 没有叫“staf”的事实。是不是“staff”？\n"


def test_what_the_table_does_not_know_stays_as_it_is() -> None:
    fault = Fault("here:1", "the moon is full.", "Wait a fortnight.")
    assert told_in_chinese(fault) == str(fault)
    assert told_in_chinese(fault._replace(remedy="Remove it.")) == "here:1: the moon is full. 请删去。"
    assert told_in_chinese(fault._replace(remedy="")) == "here:1: the moon is full."


def test_what_somebody_wrote_is_quoted_to_the_letter() -> None:
    for word in ("tool", "a, b", "{word}", "it's", "' is no set to add to or take from.", r"\1"):
        assert translated("fault", f"no fact called '{word}'.") == f"没有叫“{word}”的事实。"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_json_tells_both_whatever_the_language(lang: str, schemas: Schemas) -> None:
    for call, fault, zh in (
        (("explain", SHOP, "invntory"), "there is no such tool.", "目录里没有这个工具。"),
        (("rules", "show", "nothing"), "there is no such rule.", "没有这条规则。"),
        (
            ("recommend", "nowhere.yaml"),
            "cannot be read (No such file or directory).",
            "读不了（没有这个文件或文件夹）。",
        ),
    ):
        error = menkan(*call, "--json", lang=lang).error
        assert schemas.accept("error", error)
        assert [(told["fault"], told["zh"]["fault"]) for told in error["faults"]] == [(fault, zh)]
