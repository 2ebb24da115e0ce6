"""The roadmap as text, Mermaid and Graphviz."""

from __future__ import annotations

import json
import re
import shutil
import subprocess

import pytest

from tests.reports.printed import example
from toolbox.inference import Inference
from toolbox.knowledge.model import Knowledge
from toolbox.recommend import Recommendations
from toolbox.reports.roadmap_text import FORMATS
from toolbox.roadmap import Roadmap, roadmap
from toolbox.vocabulary import Text


@pytest.fixture(scope="module")
def plan(knowledge: Knowledge, inference: Inference) -> Roadmap:
    return roadmap(knowledge, example("umbrella-maker-dongshi", knowledge, inference).recommendations)


def _arrows(plan: Roadmap) -> set[tuple[str, str, bool]]:
    """Every arrow: from, to, and whether it is a need."""
    return {
        (first, second, hard)
        for before, hard in ((plan.needs, True), (plan.helped_by, False))
        for second, firsts in before.items()
        for first in firsts
    }


def _tools(plan: Roadmap) -> list[str]:
    return [tool for wave in plan.waves for tool in wave.tools]


def test_the_plan_has_arrows_of_both_kinds(plan: Roadmap) -> None:
    assert {hard for _, _, hard in _arrows(plan)} == {True, False}


def test_text_names_every_step_once_what_it_unlocks_and_the_longest_chain(plan: Roadmap, knowledge: Knowledge) -> None:
    text = FORMATS["text"](plan, knowledge, "zh")
    steps = re.findall(r"^    · (.*?)(?:（做成后可做：(.*)）)?$", text, re.MULTILINE)
    named = {knowledge.tools[tool].name.zh: tool for tool in _tools(plan)}
    assert [named[name] for name, _ in steps] == [tool for wave in plan.waves for row in wave.rows for tool in row]
    unlocked = {named[name]: after.split("、") for name, after in steps if after}
    assert unlocked == {
        tool: [knowledge.tools[t].name.zh for t in after] for tool, after in plan.unlocks.items() if after
    }
    assert " → ".join(knowledge.tools[tool].name.zh for tool in plan.critical) in text
    assert "估计" in text.splitlines()[-1]


def test_mermaid_has_a_box_for_every_step_and_an_arrow_for_every_link(plan: Roadmap, knowledge: Knowledge) -> None:
    first, *lines = FORMATS["mermaid"](plan, knowledge, "zh").splitlines()
    assert first == "flowchart LR"
    boxes = [found.groups() for line in lines if (found := re.fullmatch(r'    (\w+)\["([^"]+)"\]', line))]
    assert boxes == [(tool.replace("-", "_"), knowledge.tools[tool].name.zh) for tool in _tools(plan)]
    arrows = {
        (found[1].replace("_", "-"), found[3].replace("_", "-"), found[2] == "-->")
        for line in lines
        if (found := re.fullmatch(r"  (\w+) (-->|-\.->) (\w+)", line))
    }
    assert arrows == _arrows(plan)
    ends = [line for line in lines if line == "  end"]
    groups = [line for line in lines if re.fullmatch(r'  subgraph wave\d+ \["第 \d+ 波"\]', line)]
    assert len(ends) == len(groups) == len(plan.waves)
    assert len(lines) == len(boxes) + len(arrows) + 2 * len(plan.waves)


def test_dot_has_a_node_for_every_step_and_an_edge_for_every_link(plan: Roadmap, knowledge: Knowledge) -> None:
    text = FORMATS["dot"](plan, knowledge, "en")
    nodes = re.findall(r'^    "([\w-]+)" \[label="([^"]+)"\];$', text, re.MULTILINE)
    assert nodes == [(tool, knowledge.tools[tool].name.en) for tool in _tools(plan)]
    edges = re.findall(r'^  "([\w-]+)" -> "([\w-]+)"( \[style=dashed\])?;$', text, re.MULTILINE)
    assert {(first, second, not dashed) for first, second, dashed in edges} == _arrows(plan)
    assert text.count("{") == text.count("}") == len(plan.waves) + 1


@pytest.mark.skipif(shutil.which("dot") is None, reason="Graphviz is not here")
def test_graphviz_draws_the_dot(plan: Roadmap, knowledge: Knowledge) -> None:
    drawn = FORMATS["dot"](plan, knowledge, "zh").encode()
    assert subprocess.run(["dot", "-Tsvg"], input=drawn, capture_output=True, check=True).stdout.startswith(b"<?xml")


def test_quotes_in_a_name_break_neither_graph(plan: Roadmap, knowledge: Knowledge) -> None:
    tool = _tools(plan)[0]
    quoted = knowledge.tools[tool]._replace(name=Text('小"屋"', 'a "shed"\\'))
    odd = knowledge._replace(tools={**knowledge.tools, tool: quoted})
    assert f"{tool.replace('-', '_')}[\"小'屋'\"]" in FORMATS["mermaid"](plan, odd, "zh")
    label = re.search(rf'"{tool}" \[label="(.*)"\];', FORMATS["dot"](plan, odd, "en"))
    assert label is not None
    assert not re.search(r'(?<!\\)(\\\\)*"|(?<!\\)(\\\\)*\\$', label[1])


def test_json_is_the_plan(plan: Roadmap, knowledge: Knowledge) -> None:
    told = json.loads(FORMATS["json"](plan, knowledge, "zh"))
    assert [wave["tools"] for wave in told["waves"]] == [list(wave.tools) for wave in plan.waves]
    assert told["critical"] == list(plan.critical)


def test_an_empty_plan_is_a_sound_graph_too(plan: Roadmap, knowledge: Knowledge) -> None:
    empty = roadmap(knowledge, Recommendations((), (), ()))
    assert FORMATS["mermaid"](empty, knowledge, "zh") == "flowchart LR"
    assert FORMATS["dot"](empty, knowledge, "zh").endswith("}")
    assert FORMATS["text"](empty, knowledge, "en") == "There is nothing to do."
