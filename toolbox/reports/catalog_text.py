"""Tools of the catalogue, for people at a terminal."""

from __future__ import annotations

from collections.abc import Mapping

from rich.table import Table

from toolbox.knowledge.model import Knowledge, Product, Tool
from toolbox.reports.console import console, line, number, span
from toolbox.vocabulary import Text


def print_tools(tools: Mapping[str, Tool], knowledge: Knowledge, language: str) -> None:
    """A table of tools."""
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    for zh, en in (
        ("工具", "tool"),
        ("名称", "name"),
        ("层", "layer"),
        ("场景", "scenarios"),
        ("第一年花费", "first year"),
    ):
        table.add_column(Text(zh, en).of(language))
    for id_, tool in tools.items():
        cost = knowledge.costs[tool.cost.band].name.of(language)
        layer = knowledge.layers[tool.layer].name.of(language)
        table.add_row(id_, tool.name.of(language), layer, ", ".join(tool.scenarios), cost)
    console().print(table)


def print_tool(id_: str, products: Mapping[str, Product], knowledge: Knowledge, language: str) -> None:
    """One tool with its products and rules."""
    out = console()
    tool = knowledge.tools[id_]

    def row(zh: str, en: str, value: str) -> None:
        if value:
            line(out, f"{Text(zh, en).of(language)}: {value}", indent=2)

    def named(ids: tuple[str, ...]) -> str:
        return "、".join(f"{knowledge.tools[t].name.of(language)} ({t})" for t in ids)

    line(out, f"{tool.name.of(language)}  ({id_})", "bold")
    line(out, tool.what.of(language), indent=2)
    scenarios = (Text("各个环节", "all") if s == "all" else knowledge.scenarios[s].name for s in tool.scenarios)
    row("场景", "scenarios", "、".join(s.of(language) for s in scenarios))
    row("层", "layer", knowledge.layers[tool.layer].name.of(language))
    row("要先有", "needs", named(tool.needs))
    row("有助于", "helps", named(tool.helps))
    row("替代", "replaces", named(tool.replaces))
    row("不能并用", "conflicts", named(tool.conflicts))
    basis = (
        Text("估计", "estimate").of(language)
        if tool.cost.basis == "estimate"
        else f"{tool.cost.source}, {tool.cost.date}"
    )
    row("第一年花费", "first year", f"{knowledge.costs[tool.cost.band].name.of(language)} ({basis})")
    row("标价", "list price", tool.cost.text.of(language) if tool.cost.text else "")
    row("多久能用上（周）", "weeks", span(*tool.effort.weeks))
    row("自己投入（天）", "own days", "–".join(number(d) for d in tool.effort.days))
    row("要求", "skills", knowledge.skills[tool.effort.skills].name.of(language))
    row("不花钱的办法", "free way", tool.free_way.of(language) if tool.free_way else "")
    row("留下的数据", "yields", "、".join(knowledge.records[r].name.of(language) for r in tool.yields))
    row("从哪种规模起划算", "pays from", knowledge.sizes[tool.pays_from].name.of(language))
    row("产品（报告提到，未核实）", "products (named in reports, not checked)", "、".join(products))
    row("规则", "rules", ", ".join(rule.id for rule in knowledge.rules_for(id_)))
    row("出处", "sources", ", ".join(tool.sources))
