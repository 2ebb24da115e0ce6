"""The roadmap as text, JSON, Mermaid and Graphviz."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from toolbox.knowledge.model import Knowledge
from toolbox.plain import as_json
from toolbox.roadmap import Roadmap
from toolbox.vocabulary import Text

Writer = Callable[[Roadmap, Knowledge, str], str]


def as_text(plan: Roadmap, knowledge: Knowledge, language: str) -> str:
    """Waves, rows within them, what each step unlocks, and the critical path."""

    def say(zh: str, en: str) -> str:
        return Text(zh, en).of(language)

    if not plan.waves:
        return say("没有要做的步骤。", "There is nothing to do.")
    lines: list[str] = []
    for wave in plan.waves:
        lines.append(say(f"第 {wave.number} 波", f"Wave {wave.number}"))
        for place, row in enumerate(wave.rows):
            when = say("然后", "then") if place else say("先做", "first")
            together = say("（可以同时做）：", ", side by side:") if len(row) > 1 else say("：", ":")
            lines.append(f"  {when}{together}")
            lines += [f"    · {_step(plan, knowledge, tool, language)}" for tool in row]
    chain = " → ".join(knowledge.tools[tool].name.of(language) for tool in plan.critical)
    low, high = plan.weeks
    lines.append("")
    lines.append(
        say(
            f"最花时间的一条链（{low}–{high} 周，估计）：{chain}",
            f"Longest chain ({low}–{high} weeks, estimate): {chain}",
        )
    )
    return "\n".join(lines)


def as_mermaid(plan: Roadmap, knowledge: Knowledge, language: str) -> str:
    """A flow chart: a solid arrow is a hard need, a dotted one a help."""
    lines = ["flowchart LR"]
    for wave in plan.waves:
        lines.append(
            f'  subgraph wave{wave.number} ["{Text(f"第 {wave.number} 波", f"Wave {wave.number}").of(language)}"]'
        )
        lines += [f'    {_id(tool)}["{_quoted(knowledge.tools[tool].name.of(language))}"]' for tool in wave.tools]
        lines.append("  end")
    lines += [f"  {_id(b)} --> {_id(a)}" for b, a in _pairs(plan.needs)]
    lines += [f"  {_id(b)} -.-> {_id(a)}" for b, a in _pairs(plan.helped_by)]
    return "\n".join(lines)


def as_dot(plan: Roadmap, knowledge: Knowledge, language: str) -> str:
    """A graph for Graphviz: a solid edge is a hard need, a dashed one a help."""
    lines = ["digraph roadmap {", "  rankdir=LR;", "  node [shape=box];"]
    for wave in plan.waves:
        lines.append(f'  subgraph cluster_{wave.number} {{ label="{wave.number}";')
        lines += [f'    "{tool}" [label="{_quoted(knowledge.tools[tool].name.of(language))}"];' for tool in wave.tools]
        lines.append("  }")
    lines += [f'  "{b}" -> "{a}";' for b, a in _pairs(plan.needs)]
    lines += [f'  "{b}" -> "{a}" [style=dashed];' for b, a in _pairs(plan.helped_by)]
    return "\n".join([*lines, "}"])


FORMATS: Mapping[str, Writer] = {
    "text": as_text,
    "json": lambda plan, knowledge, language: as_json(plan),
    "mermaid": as_mermaid,
    "dot": as_dot,
}


def _step(plan: Roadmap, knowledge: Knowledge, tool: str, language: str) -> str:
    name = knowledge.tools[tool].name.of(language)
    after = Text("、", ", ").of(language).join(knowledge.tools[t].name.of(language) for t in plan.unlocks[tool])
    if not after:
        return name
    return name + Text(f"（做成后可做：{after}）", f" (unlocks: {after})").of(language)


def _pairs(before: Mapping[str, tuple[str, ...]]) -> list[tuple[str, str]]:
    return [(first, second) for second, firsts in before.items() for first in firsts]


def _id(tool: str) -> str:
    return tool.replace("-", "_")


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', "'")
