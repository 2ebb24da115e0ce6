"""menkan rules list | show RULE | test | lint"""

from __future__ import annotations

from pathlib import Path

import click

from toolbox import knowledge
from toolbox.commands.common import json_option, overlay_option, print_json
from toolbox.commands.words import lang_option, language, say
from toolbox.errors import DataError, Fault
from toolbox.text import did_you_mean


@click.group(name="rules", help=say("规则。", "The rules."))
@lang_option
def command() -> None:
    """The rules."""


@command.command(name="list", help=say("列出规则，可按工具筛选。", "List the rules, of one tool if wanted."))
@overlay_option
@json_option
@click.option("--tool", help=say("只看这个工具的规则", "only the rules of this tool"))
def list_(overlays: tuple[Path, ...], as_json: bool, tool: str | None) -> None:
    from toolbox.commands.common import known_tool

    known = knowledge.load(overlays)
    wanted = known_tool(known, tool) if tool else None
    rules = known.rules_for(wanted) if wanted else list(known.every_rule().values())
    if as_json:
        print_json([{"id": r.id, "kind": r.kind, "title": r.title, "targets": r.targets} for r in rules])
        return
    for rule in rules:
        click.echo(f"{rule.kind:<10} {rule.id:<52} {rule.title.of(language())}")


@command.command(name="show", help=say("把一条规则写成一句话。", "Say a rule as a plain sentence."))
@click.argument("rule")
@overlay_option
@json_option
def show(rule: str, overlays: tuple[Path, ...], as_json: bool) -> None:
    from toolbox.conditions.sentence import sentence

    known = knowledge.load(overlays)
    rules = known.every_rule()
    if rule not in rules:
        raise DataError(Fault(rule, "there is no such rule.", did_you_mean(rule, rules)))
    found = rules[rule]
    said = sentence(found.when, known.vocabulary)
    if as_json:
        shown = {key: getattr(found, key) for key in ("id", "kind", "title", "targets", "strength", "because", "until")}
        print_json({**shown, "when": said, "paths": found.paths, "sources": found.sources, "origin": found.origin})
        return
    from toolbox.reports.rules_text import rule_text

    click.echo(rule_text(found, said, known, language()))


@command.command(name="test", help=say("运行每条规则自带的例子。", "Run the examples of every rule."))
@overlay_option
@json_option
def test(overlays: tuple[Path, ...], as_json: bool) -> None:
    from toolbox.knowledge.examples import failures
    from toolbox.knowledge.loader import Loaded
    from toolbox.knowledge.sources import roots

    loaded = Loaded(roots(overlays))
    count = sum(len(entry.examples) for entry in loaded.shaped["rules"].values())
    failed = list(failures(loaded))
    if failed:
        raise DataError(*failed)
    if as_json:
        print_json({"rules": len(loaded.knowledge.every_rule()), "examples": count, "failed": 0})
        return
    rules = len(loaded.knowledge.every_rule())
    click.echo(say(f"{rules} 条规则，{count} 个例子，全部符合。", f"{rules} rules, {count} examples, all as expected."))


@command.command(
    name="lint",
    help=say("检查所有知识文件：用词、引用、出处、循环。", "Check every file: words, references, sources, circles."),
)
@overlay_option
@json_option
def lint(overlays: tuple[Path, ...], as_json: bool) -> None:
    from toolbox.knowledge.loader import Loaded
    from toolbox.knowledge.sources import roots

    known = Loaded(roots(overlays)).knowledge
    counts = {"facts": len(known.vocabulary), "tools": len(known.tools), "rules": len(known.every_rule())}
    if as_json:
        print_json({**counts, "faults": 0})
        return
    click.echo(
        say(
            f"{counts['facts']} 个事实，{counts['tools']} 个工具，{counts['rules']} 条规则，没有错误。",
            f"{counts['facts']} facts, {counts['tools']} tools, {counts['rules']} rules, no faults.",
        )
    )
