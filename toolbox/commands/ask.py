"""menkan ask"""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

import click

from toolbox import documents, knowledge
from toolbox.commands.common import overlay_option, print_json
from toolbox.commands.words import say


@click.command(
    name="ask",
    help=say(
        "给聊天机器人的一问一答：状态（JSON）进，下一个问题或最终建议（JSON）出。不存任何东西。",
        "One stateless turn for a chat bot: a state (JSON) in, the next question or the final advice (JSON) out.",
    ),
)
@overlay_option
@click.option(
    "--state",
    type=click.Path(path_type=Path),
    help=say("状态文件（默认读标准输入）", "the state (standard input by default)"),
)
@click.option(
    "--full",
    is_flag=True,
    help=say("44个指标也问，直到转型进程也定下来", "ask the 44 indicators too, until the stage is settled"),
)
@click.option(
    "--today",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help=say("按这一天计算（默认今天）", "reckon as of this day"),
)
@click.option(
    "--json", "as_json", is_flag=True, help=say("总是 JSON；为统一而接受", "always JSON; accepted for symmetry")
)
def command(
    overlays: tuple[Path, ...], state: Path | None, full: bool, today: dt.datetime | None, as_json: bool
) -> None:
    from toolbox.operations import STATE, Operations

    document = documents.read_file(state) if state else documents.read_text(_stdin(), STATE)
    day = today.date() if today else dt.date.today()
    print_json(Operations(knowledge.load(overlays)).next_question(document, day, full=full))


def _stdin() -> bytes:
    return sys.stdin.buffer.read(documents.LARGEST + 1) or b"{}"
