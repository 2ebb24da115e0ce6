"""menkan schema KIND"""

from __future__ import annotations

import json

import click

from toolbox.commands.common import overlay_option
from toolbox.commands.words import say

KINDS = (
    "firm",
    "state",
    "advice",
    "turn",
    "explanation",
    "diff",
    "roadmap",
    "understood",
    "assessment",
    "index",
    "about",
    "costs",
    "cell",
    "tool",
    "rule",
    "error",
    "plan",
    "policies",
    "partners",
    "finance",
    "programme",
    "batch",
    "batch-check",
    "portfolio",
    "cluster",
)


@click.command(
    name="schema",
    help=say(
        f"打印一种文件或输出的 JSON Schema。KIND：{', '.join(KINDS)}。",
        f"Print the JSON Schema of a kind of file or output. KIND: {', '.join(KINDS)}.",
    ),
)
@click.argument("kind", metavar="KIND", type=click.Choice(KINDS))
@overlay_option
def command(kind: str, overlays: tuple[object, ...]) -> None:
    from pathlib import Path

    from toolbox import knowledge, schemas

    known = knowledge.load(tuple(Path(str(o)) for o in overlays))
    click.echo(json.dumps(schemas.schema(kind, known), ensure_ascii=False, indent=1))
