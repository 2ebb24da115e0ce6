"""Why a tool is advised or not, at the command line."""

from __future__ import annotations

from tests.commands.conftest import Schemas
from tests.commands.running import DAY, PLANT, SHOP, menkan
from toolbox.knowledge.model import Knowledge
from toolbox.reports.explain_text import STATUS


def test_tools_of_every_kind_are_explained(knowledge: Knowledge, schemas: Schemas) -> None:
    for tool in list(knowledge.tools)[::4]:
        explained = menkan("explain", PLANT, tool, "--json", *DAY).json
        assert schemas.accept("explanation", explained)
        page = menkan("explain", PLANT, tool, *DAY)
        assert (page.code, page.err) == (0, "")
        begins = STATUS[explained["status"]].zh.split("{")[0]
        assert page.out.startswith(f"{knowledge.tools[tool].name.zh}：{begins}")
        assert "".join(page.out.split()).count("（出处") == len(explained["rules"])


def test_it_agrees_with_the_advice() -> None:
    advice = menkan("recommend", SHOP, "--json", *DAY).json
    for step in advice["first"]:
        explained = menkan("explain", SHOP, step["tool"], "--json", *DAY).json
        assert (explained["status"], explained["place"]) == ("step", step["place"])
    for held in advice["held"]:
        assert menkan("explain", SHOP, held["tool"], "--json", *DAY).json["status"] == "held"


def test_a_tool_in_use_is_not_advised_again() -> None:
    ran = menkan("explain", "-", "inventory", stdin="in_use: [进销存]\n")
    assert ran.out.startswith("进销存软件：已经在用")
