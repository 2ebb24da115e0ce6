"""The command line. Each command reads, calls and prints; it decides nothing.

Commands live in modules of their own and are imported when they are called: start-up is a feature.
"""

from __future__ import annotations

import gc
import gettext
import importlib
import os
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any, NoReturn

import click

from toolbox import __version__
from toolbox.commands.words import hint, lang_option, language, say
from toolbox.errors import BothWays, DataError, Fault

DATA_IS_WRONG, USAGE_IS_WRONG, OUR_FAULT, INTERRUPTED = 1, 2, 3, 130

_COMMANDS = {
    "recommend": say("一家企业先上什么、后上什么、为什么", "what a firm should adopt first, what next, and why"),
    "explain": say("某个工具为什么建议，或为什么不建议", "why a tool is advised, or why not"),
    "diff": say("两次建议为什么不一样", "why two advices differ"),
    "roadmap": say("路线图：几波、谁先谁后、解锁什么", "the roadmap: waves, order, what each step unlocks"),
    "costs": say("账：花多少、带来多少、多久回本", "a statement: cost, gain and pay-back by quarter"),
    "plan": say("按手里的钱、人、时间，哪个月做什么", "what to do in which month, under the firm's means"),
    "assess": say("按评分模型打分、定级", "score and level by the scoring models"),
    "batch": say("整张表、全县全省的企业，同样的规则", "a whole sheet, county or province of firms, by the same rules"),
    "portfolio": say("许多企业的整体画像，可以公开", "the whole picture of many firms, fit to be published"),
    "cluster": say(
        "全县的钱怎么花：哪些共享服务、哪些集采", "a county's budget: which shared services and group purchases"
    ),
    "report": say("一份可以打印、可以发出去的文件", "a document to print and to send"),
    "template": say("空白的收集表和 Word 模板", "an empty sheet for many firms, and the Word template"),
    "policies": say("谁能帮着出钱：补助、减税、贴息", "who helps to pay: grants, taxes, interest"),
    "partners": say("可以找谁帮忙", "who can help"),
    "finance": say("借钱的材料齐不齐", "how ready a firm is to ask for a loan"),
    "ask": say("给聊天机器人：一次一问，状态自带", "one turn for a chat bot: the next best question"),
    "check": say("在终端里自测，随时可停、可续", "the self-check in the terminal, to be stopped and resumed"),
    "understand": say("从一段话里读出企业的情况，不猜", "what a free text tells of a firm, nothing guessed"),
    "new": say("写一份带注释的企业档案", "write a commented profile"),
    "catalog": say("工具目录：列表、详情、搜索", "the catalogue of tools: list, show, search"),
    "rules": say("规则：列表、详情、测试、检查", "the rules: list, show, test, lint"),
    "knowledge": say("正在使用的知识和本地覆盖", "the knowledge in use, and what overlays changed"),
    "schema": say("打印 JSON Schema", "print a JSON Schema"),
    "mcp": say("给聊天机器人：MCP 服务器", "for chat bots: an MCP server"),
    "serve": say("给聊天机器人：HTTP 接口", "for chat bots: the HTTP interface"),
    "completion": say("打印命令补全脚本", "print a shell completion script"),
    "about": say("版本、许可证和所用的第三方", "version, licences and third parties"),
    "doctor": say("检查安装是否正常", "check that everything works here"),
}


class LazyGroup(click.Group):
    """A group whose commands are imported when they are asked for."""

    # click's own names
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        command = importlib.import_module(f"toolbox.commands.{cmd_name}").command
        assert isinstance(command, click.Command)
        return command

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        if args and not args[0].startswith("-") and args[0] not in _COMMANDS:
            near = hint(args[0], _COMMANDS)
            raise click.UsageError(say(f"没有“{args[0]}”这个命令。{near}", f"No such command '{args[0]}'. {near}"), ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section(say("命令", "Commands")):
            formatter.write_dl(list(_COMMANDS.items()))


@click.group(
    cls=LazyGroup,
    name="menkan",
    context_settings={"help_option_names": ["-h", "--help"]},
    help=say(
        "门槛：告诉中小微企业先上哪个数字化工具、接着上什么、花多少、为什么。",
        "Tells a small firm which digital tool to adopt first, what comes next, what it costs, and why.",
    ),
    epilog=say(
        "退出码：0 完成；1 数据有误；2 用法有误；3 程序自身出错。",
        "Exit codes: 0 done; 1 the data is wrong; 2 the usage is wrong; 3 a fault of menkan itself.",
    ),
)
@click.version_option(
    __version__, prog_name="menkan", message="%(prog)s %(version)s", help=say("显示版本号", "Show the version.")
)
@lang_option
def cli() -> None:
    """The top of all commands."""


def main() -> NoReturn:
    """Run the command line and exit with a documented code; no traceback ever reaches a user."""
    gc.set_threshold(100_000, 50, 50)  # a call lives for a blink; collecting would take a tenth of it
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:  # closed by whoever called us
            setattr(sys, name, Path(os.devnull).open("w"))  # noqa: SIM115 - it stays open
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    if language() == "zh":
        _teach_click_chinese()
    sys.exit(_exit_code())


def _teach_click_chinese() -> None:
    """Let gettext find our catalogue of what click says by itself; the catalogue is read when click first speaks."""
    os.environ["LANGUAGE"] = "zh"
    gettext.bindtextdomain("menkan", str(Path(__file__).parent / "locale"))
    gettext.textdomain("menkan")


def _exit_code() -> int:
    stdout = sys.stdout
    try:
        code = cli.main(prog_name="menkan", standalone_mode=False, color=False if os.environ.get("NO_COLOR") else None)
        sys.stdout.flush()
        return code if isinstance(code, int) else 0
    except SystemExit:
        if sys.stdout is stdout:
            raise
        return 0  # click met a closed pipe and put another stream there: whoever read us has enough
    except DataError as error:
        return _report(DATA_IS_WRONG, list(error.faults))
    except (click.Abort, KeyboardInterrupt):
        click.echo(say("已中断。", "Interrupted."), err=True)
        return INTERRUPTED
    except click.ClickException as error:
        return _wrong_usage(error)
    except OSError as error:
        return _output_failed(error)
    except Exception as error:
        if os.environ.get("MENKAN_DEBUG"):
            raise
        what = f"{type(error).__name__}: {error}"
        remedy = "This is a bug; please report it. MENKAN_DEBUG=1 shows more."
        return _report(OUR_FAULT, [Fault("menkan", what, remedy)])


def _output_failed(error: OSError) -> int:
    """Nobody reads any more, which is fine; or the disk is full, which is not."""
    # point stdout elsewhere, so that the interpreter does not complain about what it could not flush
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    if isinstance(error, BrokenPipeError):
        return 0
    said = f"reading or writing failed ({error.strerror})."
    return _report(DATA_IS_WRONG, [Fault(str(error.filename or say("输出", "output")), said)])


def _wrong_usage(error: click.ClickException) -> int:
    if _wants_json():
        return _report(USAGE_IS_WRONG, [Fault("menkan", error.format_message())])
    error.show()
    return USAGE_IS_WRONG


def _report(code: int, faults: list[Fault]) -> int:
    if _wants_json():
        from toolbox.commands.faults_zh import in_chinese
        from toolbox.plain import as_json

        told = [BothWays(*fault, zh=in_chinese(fault)) for fault in faults]
        click.echo(as_json({"format": "menkan-error/1", "exit_code": code, "faults": told}), err=True)
    else:
        for fault in faults:
            click.echo(_line(fault), err=True)
    return code


def _line(fault: Fault) -> str:
    if language() == "en":
        return str(fault)
    from toolbox.commands.faults_zh import told_in_chinese

    return told_in_chinese(fault)


def _wants_json() -> bool:
    """Whether the call asked for JSON, as far as that can be told of a call that may be wrong."""
    arguments = sys.argv[1:]
    return "--json" in arguments or "--format=json" in arguments or ("--format", "json") in pairwise(arguments)
