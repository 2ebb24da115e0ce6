"""menkan mcp"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from toolbox import knowledge
from toolbox.commands.common import needs_extra, overlay_option
from toolbox.commands.words import say


@click.command(
    name="mcp",
    help=say(
        "给会用 MCP 的聊天机器人：作为 MCP 服务器运行，走标准输入输出；加 --http 则走本机的 HTTP。",
        "For chat bots that speak MCP: run as an MCP server over standard input and output, or over HTTP on this "
        "machine with --http.",
    ),
)
@overlay_option
@click.option("--http", "over_http", is_flag=True, help=say("走 HTTP，只在本机", "over HTTP, on this machine only"))
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8001,
    show_default=True,
    help=say("HTTP 的端口；0 为任意空闲端口", "the port of --http; 0 takes a free one"),
)
def command(overlays: tuple[Path, ...], over_http: bool, port: int) -> None:
    from toolbox.commands.faults_zh import in_chinese
    from toolbox.operations import Operations

    with needs_extra("bots"):
        from toolbox import serving
        from toolbox.bots import mcp
        from toolbox.bots.failures import Failures

        over = Operations(knowledge.load(overlays)), Failures(in_chinese)
        if not over_http:
            if sys.stdin.isatty():
                waiting = say("在标准输入上等 MCP 客户端；Ctrl-C 退出。", "Waiting for an MCP client; Ctrl-C ends.")
                click.echo(waiting, err=True)
            mcp.server(*over).run("stdio")
            return
        listening = serving.opened("127.0.0.1", port)
        click.echo(say("MCP 在 ", "MCP at ") + f"{serving.address(listening)}/mcp", err=True)
        serving.serve(mcp.application(*over), listening)
