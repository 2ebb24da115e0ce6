"""menkan knowledge"""

from __future__ import annotations

from pathlib import Path

import click

from toolbox import knowledge
from toolbox.commands.common import json_option, overlay_option, print_json
from toolbox.commands.words import say


@click.command(
    name="knowledge",
    help=say(
        "正在使用的知识：数量、摘要值、被叠加层改动的内容。",
        "The knowledge in use: counts, digest, what overlays changed.",
    ),
)
@overlay_option
@json_option
def command(overlays: tuple[Path, ...], as_json: bool) -> None:
    known = knowledge.load(overlays)
    counts = {
        name: len(getattr(known, name))
        for name in ("tools", "rules", "products", "not_offered", "needs", "paths", "sources", "assessments")
    }
    if as_json:
        print_json({"digest": known.digest, "counts": counts, "overridden": known.overridden})
        return
    click.echo(say(f"摘要 {known.digest}", f"digest {known.digest}"))
    for name, count in counts.items():
        click.echo(f"{name:<14}{count:>5}")
    hows = {
        "added": say("新增", "added"),
        "replaced": say("替换", "replaced"),
        "switched off": say("停用", "switched off"),
    }
    for o in known.overridden:
        click.echo(f"{hows[o.how]}  {o.what}/{o.id}  ({o.by})")
