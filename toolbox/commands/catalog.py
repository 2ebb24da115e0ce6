"""menkan catalog list | show TOOL | policies | search WORDS"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from toolbox import knowledge
from toolbox.commands.common import json_option, known_tool, overlay_option, today_option
from toolbox.commands.words import hint, lang_option, language, say


@click.group(name="catalog", help=say("工具目录。", "The catalogue of tools."))
@lang_option
def command() -> None:
    """The catalogue."""


@command.command(
    name="list", help=say("列出工具，可按场景和层筛选。", "List the tools, by scenario and layer if wanted.")
)
@overlay_option
@json_option
@click.option("--scenario", help=say("只看这个场景", "only of this scenario"))
@click.option("--layer", help=say("只看这一层", "only of this layer"))
def list_(overlays: tuple[Path, ...], as_json: bool, scenario: str | None, layer: str | None) -> None:
    known = knowledge.load(overlays)
    _known_word(scenario, [*known.scenarios, "all"], "--scenario")
    _known_word(layer, [*known.layers], "--layer")
    tools = {
        id_: tool
        for id_, tool in known.tools.items()
        if (scenario is None or scenario in tool.scenarios) and layer in (None, tool.layer)
    }
    if as_json:
        from toolbox.plain import as_json as text

        click.echo(text(tools))
        return
    from toolbox.reports.catalog_text import print_tools

    print_tools(tools, known, language())


def _known_word(word: str | None, words: list[str], option: str) -> None:
    if word is not None and word not in words:
        listed = ", ".join(words)
        said = say(f"“{word}”不在其中：{listed}。", f"'{word}' is not one of {listed}.")
        raise click.BadParameter(f"{said} {hint(word, words)}".strip(), param_hint=option)


@command.command(name="show", help=say("一个工具的全部内容。", "Everything about one tool."))
@click.argument("tool")
@overlay_option
@json_option
def show(tool: str, overlays: tuple[Path, ...], as_json: bool) -> None:
    known = knowledge.load(overlays)
    id_ = known_tool(known, tool)
    products = {name: product for name, product in known.products.items() if id_ in product.tools}
    if as_json:
        from toolbox.plain import as_json as text

        rules = [rule.id for rule in known.rules_for(id_)]
        services = [service.id for service in known.services.values() if id_ in service.tools]
        click.echo(text({"tool": known.tools[id_], "products": products, "rules": rules, "services": services}))
        return
    from toolbox.reports.catalog_text import print_tool

    print_tool(id_, products, known, language())


@command.command(
    name="policies",
    help=say("列出收录的公共政策和今天的状态。", "List the public programmes with their state on the day."),
)
@today_option
@overlay_option
@json_option
def policies(today: dt.datetime | None, overlays: tuple[Path, ...], as_json: bool) -> None:
    from toolbox.eligibility import STATES, state

    known = knowledge.load(overlays)
    day = today.date() if today else dt.date.today()
    now = {id_: state(policy, day) for id_, policy in known.policies.items()}
    if as_json:
        from toolbox.plain import as_json as text

        click.echo(text({id_: {"state": now[id_], **policy._asdict()} for id_, policy in known.policies.items()}))
        return
    from toolbox.reports.support_text import print_policy_table

    in_order = sorted(now, key=lambda id_: (list(STATES).index(now[id_]), id_))
    print_policy_table({id_: now[id_] for id_ in in_order}, known, language())


@command.command(
    name="search",
    help=say(
        "按中文、英文、产品名、拼音首字母搜索，打错字也行。",
        "Search by Chinese, English, product or pinyin initials; typos are fine.",
    ),
)
@click.argument("words", nargs=-1, required=True)
@overlay_option
@json_option
def search_(words: tuple[str, ...], overlays: tuple[Path, ...], as_json: bool) -> None:
    from toolbox.search import search

    hits = search(knowledge.load(overlays), " ".join(words))
    if as_json:
        from toolbox.plain import as_json as text

        click.echo(text(hits))
        return
    if not hits:
        click.echo(say("没有找到。", "Nothing found."), err=True)
        return
    from toolbox.reports.catalog_text import print_hits

    print_hits(hits, language())
