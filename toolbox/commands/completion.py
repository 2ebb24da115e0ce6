"""menkan completion SHELL"""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from toolbox.commands.words import lang_option, say

SHELLS = ("bash", "zsh", "fish")


@click.command(
    name="completion",
    help=say(
        '打印命令补全脚本（bash、zsh、fish）。用法：eval "$(menkan completion bash)"',
        'Print a completion script (bash, zsh, fish). Use: eval "$(menkan completion bash)"',
    ),
)
@lang_option
@click.argument("shell", metavar="SHELL", type=click.Choice(SHELLS))
@click.pass_context
def command(ctx: click.Context, shell: str) -> None:
    kind = get_completion_class(shell)
    assert kind is not None
    click.echo(kind(ctx.find_root().command, {}, "menkan", "_MENKAN_COMPLETE").source())
