"""menkan serve --api"""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import click

from toolbox import knowledge
from toolbox.commands.common import needs_extra, overlay_option
from toolbox.commands.words import say


def _address(_context: click.Context, _option: click.Parameter, url: str | None) -> str | None:
    if url is None:
        return None
    try:
        parts = urlsplit(url)
        fine = parts.scheme in ("http", "https") and parts.hostname and not (parts.query or parts.fragment)
    except ValueError:
        fine = False
    if not fine:
        raise click.BadParameter(say("写成 https://bot.example.cn 这样。", "Write it as https://bot.example.cn."))
    return url


@click.command(
    name="serve",
    help=say(
        "在本机提供 HTTP 接口（--api）。不存任何东西，也不记谁问了什么。",
        "Serve the HTTP interface on this machine (--api). Nothing is kept, and who asked what is not written down.",
    ),
)
@overlay_option
@click.option("--api", is_flag=True, required=True, help=say("HTTP 接口", "the HTTP interface"))
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    metavar="ADDRESS",
    help=say("在哪个地址上听；默认只有本机能连", "the address to listen on; by default only this machine can connect"),
)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help=say("端口；0 为任意空闲端口", "the port; 0 takes a free one"),
)
@click.option(
    "--url",
    callback=_address,
    metavar="URL",
    help=say(
        "前面有反向代理时，别人用的地址，如 https://bot.example.cn；写进 OpenAPI 文档",
        "the address that others use where a proxy stands in front, as https://bot.example.cn; the OpenAPI documents "
        "name it",
    ),
)
def command(overlays: tuple[Path, ...], api: bool, host: str, port: int, url: str | None) -> None:
    from toolbox.commands.faults_zh import in_chinese
    from toolbox.operations import Operations

    with needs_extra("bots"):
        from toolbox.bots import http, serving
        from toolbox.bots.failures import Failures

        application = http.application(Operations(knowledge.load(overlays)), Failures(in_chinese), url=url)
        listening = serving.opened(host, port)
        if not serving.only_here(listening):
            open_to = say("网络上的其他机器也能连，没有密码。", "Others can connect too; there is no password.")
            click.echo(open_to, err=True)
        click.echo(say("接口在 ", "The interface is at ") + f"{serving.address(listening)}/openapi.json", err=True)
        serving.serve(application, listening)
