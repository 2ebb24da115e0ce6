"""Tools of the catalogue, for people at a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from toolbox.knowledge.model import Knowledge, Product, Tool
from toolbox.reports.console import line, number, span, table
from toolbox.search import Hit
from toolbox.vocabulary import Text

ESTIMATE = Text("（估计）", " (estimate)")


def print_tools(tools: Mapping[str, Tool], knowledge: Knowledge, language: str) -> None:
    """A table of tools."""
    heads = (
        Text("工具", "tool"),
        Text("名称", "name"),
        Text("层", "layer"),
        Text("场景", "scenarios"),
        Text("第一年花费（估计）", "first year (estimate)"),
    )
    rows = [
        (
            id_,
            tool.name.of(language),
            knowledge.layers[tool.layer].name.of(language),
            _scenarios(tool, knowledge, language),
            knowledge.costs[tool.cost.band].name.of(language),
        )
        for id_, tool in tools.items()
    ]
    table([head.of(language) for head in heads], rows)


def print_hits(hits: Iterable[Hit], language: str) -> None:
    """What a search found, with the word that fits."""
    heads = (Text("工具", "tool"), Text("名称", "name"), Text("对上的词", "matched"))
    table([head.of(language) for head in heads], [(hit.tool, hit.name.of(language), hit.matched) for hit in hits])


def print_tool(id_: str, products: Mapping[str, Product], knowledge: Knowledge, language: str) -> None:
    """One tool with its products and rules."""
    tool = knowledge.tools[id_]

    def row(zh: str, en: str, value: str) -> None:
        if value:
            line(Text(f"{zh}：{value}", f"{en}: {value}").of(language), indent=2)

    def named(ids: Iterable[str]) -> str:
        return _listed((f"{knowledge.tools[t].name.of(language)} ({t})" for t in ids), language)

    line(f"{tool.name.of(language)}  ({id_})", "bold")
    line(tool.what.of(language), indent=2)
    row("场景", "scenarios", _scenarios(tool, knowledge, language))
    row("层", "layer", knowledge.layers[tool.layer].name.of(language))
    row("要先有", "needs", named(tool.needs))
    row("有助于", "helps", named(tool.helps))
    row("替代", "replaces", named(tool.replaces))
    row("不能并用", "conflicts with", named(tool.conflicts))
    row("第一年花费", "first year", _cost(tool, knowledge, language))
    row(
        "多久用起来",
        "in use after",
        f"{span(*tool.effort.weeks)}{Text(' 周', ' weeks').of(language)}{ESTIMATE.of(language)}",
    )
    days = "–".join(number(d) for d in tool.effort.days)
    row("自己投入", "own time", f"{days}{Text(' 天', ' days').of(language)}{ESTIMATE.of(language)}")
    row("要求", "takes", knowledge.skills[tool.effort.skills].name.of(language))
    row("不花钱的办法", "at no cost", tool.free_way.of(language) if tool.free_way else "")
    row("留下的数据", "leaves", _listed((knowledge.records[r].name.of(language) for r in tool.yields), language))
    row("从哪种规模起划算", "pays from", knowledge.sizes[tool.pays_from].name.of(language))
    shared = (service.name.of(language) for service in knowledge.services.values() if id_ in service.tools)
    row("可共用", "through", _listed(shared, language))
    row("规则", "rules", ", ".join(rule.id for rule in knowledge.rules_for(id_)))
    row("出处", "sources", ", ".join(tool.sources))
    if products:
        heading = Text(
            "报告提到的产品（未经核实，不是推荐）", "products that the reports name (not checked, not endorsed)"
        )
        line(Text(f"{heading.zh}：", f"{heading.en}:").of(language), indent=2)
    for name, product in products.items():
        note = Text("。", ". ").of(language) + product.note.of(language) if product.note else ""
        line(f"· {name} — {product.vendor.of(language)}{note}", indent=4)


def _scenarios(tool: Tool, knowledge: Knowledge, language: str) -> str:
    names = (Text("各个环节", "all") if s == "all" else knowledge.scenarios[s].name for s in tool.scenarios)
    return _listed((name.of(language) for name in names), language)


def _cost(tool: Tool, knowledge: Knowledge, language: str) -> str:
    band = knowledge.costs[tool.cost.band].name.of(language)
    if tool.cost.text is None:
        return band + ESTIMATE.of(language)
    text, source = tool.cost.text.of(language).rstrip("。."), f"{tool.cost.source}, {tool.cost.date}"
    return Text(f"{band}；标价：{text}（{source}）", f"{band}; list price: {text} ({source})").of(language)


def _listed(names: Iterable[str], language: str) -> str:
    return Text("、", ", ").of(language).join(names)
