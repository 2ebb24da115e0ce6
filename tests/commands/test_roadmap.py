"""The roadmap at the command line, in its four forms."""

from __future__ import annotations

import pytest

from tests.commands.running import DAY, PLANT, menkan


def test_the_short_option_is_the_format() -> None:
    assert menkan("roadmap", PLANT, "--json", *DAY) == menkan("roadmap", PLANT, "--format", "json", *DAY)


@pytest.mark.parametrize(("form", "begins"), [("text", "第 1 波"), ("mermaid", "flowchart LR"), ("dot", "digraph")])
def test_every_form_names_every_step(form: str, begins: str) -> None:
    advice = menkan("recommend", PLANT, "--json", *DAY).json
    steps = [*advice["first"], *(step for wave in advice["later"] for step in wave)]
    said = menkan("roadmap", PLANT, "--format", form, *DAY).out
    assert said.startswith(begins)
    assert all(step["name"]["zh"] in said for step in steps)


def test_nothing_to_do_is_said() -> None:
    assert menkan("roadmap", "-", stdin="name: 新店\n").out == "没有要做的步骤。\n"
