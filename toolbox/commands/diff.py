"""menkan diff OLD.json NEW.json"""

from __future__ import annotations

from pathlib import Path

import click

from toolbox import knowledge
from toolbox.commands.common import json_option, overlay_option, print_json, read_document
from toolbox.commands.words import language, say


@click.command(
    name="diff",
    help=say(
        "两次建议为什么不一样：哪些回答变了、哪些规则变了、知识换了没有，每一步各因为什么。"
        "OLD 和 NEW 是 `menkan recommend --json` 的输出（其中一个可以是 -）。",
        "Why two advices differ: which answers, which rules, which knowledge, and what each step's change comes from. "
        "OLD and NEW are what `menkan recommend --json` printed; one may be - for standard input.",
    ),
)
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@overlay_option
@json_option
def command(old: str, new: str, overlays: tuple[Path, ...], as_json: bool) -> None:
    from toolbox.diff import compare, read
    from toolbox.inference import Inference

    if old == new == "-":
        raise click.UsageError(say("标准输入只能读一份。", "Standard input holds only one of them."))
    before, after = (read(read_document(each)) for each in (old, new))
    known = knowledge.load(overlays)
    found = compare(before, after, known, Inference(known))
    if as_json:
        print_json(found)
        return
    from toolbox.reports.diff_text import print_diff

    print_diff(found, language())
